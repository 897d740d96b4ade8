//! What people of the office do about a seminar, each act with its time and whose it was; never a guest's name or
//! address.

use base::people::Actor;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use town::texts::SeminarTexts;

use super::{Counts, Mark};

/// Something somebody of the office did, or the system did in the office's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeEvent {
    /// When it was done.
    pub at: Timestamp,
    /// Who: somebody of the office, or the clock.
    pub by: Actor,
    /// Under which name of the settings; empty where no person did it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What was done.
    pub act: OfficeAct,
    /// About which registration; gone when its data is deleted.
    pub about: Option<String>,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum OfficeAct {
    /// The list was looked at.
    ListSeen,
    /// The list was downloaded.
    ListDownloaded,
    /// Attendance of one registration was noted.
    Marked {
        /// As what.
        mark: Mark,
    },
    /// Everybody who did not come was noted.
    AbsencesNoted {
        /// How many.
        number: u32,
    },
    /// Somebody was registered who called or came.
    Registered,
    /// Everybody who comes was written to.
    Wrote,
    /// Somebody without a mail address was told by phone what had happened.
    ToldByPhone,
    /// A registration was cancelled for somebody, e.g. by phone.
    Cancelled,
    /// A registration's mail address was put right.
    Readdressed,
    /// Personal data was deleted; the counts stay.
    Forgotten {
        /// What stays.
        counts: Counts,
    },
}

impl OfficeAct {
    /// Tells acts apart in keys; small letters and hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            OfficeAct::ListSeen => "list-seen",
            OfficeAct::ListDownloaded => "list-downloaded",
            OfficeAct::Marked {
                mark: Mark::CheckIn,
            } => "check-in",
            OfficeAct::Marked { mark: Mark::Absent } => "absent",
            OfficeAct::Marked { mark: Mark::Clear } => "clear",
            OfficeAct::AbsencesNoted { .. } => "absences-noted",
            OfficeAct::Registered => "registered",
            OfficeAct::Wrote => "wrote",
            OfficeAct::ToldByPhone => "told-by-phone",
            OfficeAct::Cancelled => "cancelled",
            OfficeAct::Readdressed => "readdressed",
            OfficeAct::Forgotten { .. } => "forgotten",
        }
    }

    /// As shown in the office's record.
    pub fn label<'t>(&self, texts: &'t SeminarTexts) -> &'t str {
        match self {
            OfficeAct::ListSeen => texts.act_list_seen(),
            OfficeAct::ListDownloaded => texts.act_list_downloaded(),
            OfficeAct::Marked {
                mark: Mark::CheckIn,
            } => texts.act_checked_in(),
            OfficeAct::Marked { mark: Mark::Absent } => texts.act_absent(),
            OfficeAct::Marked { mark: Mark::Clear } => texts.act_cleared(),
            OfficeAct::AbsencesNoted { .. } => texts.act_absences_noted(),
            OfficeAct::Registered => texts.act_registered(),
            OfficeAct::Wrote => texts.act_wrote(),
            OfficeAct::ToldByPhone => texts.act_told_by_phone(),
            OfficeAct::Cancelled => texts.act_cancelled(),
            OfficeAct::Readdressed => texts.act_readdressed(),
            OfficeAct::Forgotten { .. } => texts.act_forgotten(),
        }
    }
}
