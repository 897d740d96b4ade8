//! What people of the office do about a seminar, each act with its time; never names or addresses.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Counts, Mark};

/// Something somebody of the office did, or the system did in the office's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfficeEvent {
    /// When.
    pub at: Timestamp,
    /// Who, e.g. `office` or `schedule`.
    pub by: String,
    /// What.
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
            OfficeAct::Cancelled => "cancelled",
            OfficeAct::Readdressed => "readdressed",
            OfficeAct::Forgotten { .. } => "forgotten",
        }
    }

    /// As shown in the office's record.
    pub fn label(&self) -> &'static str {
        match self {
            OfficeAct::ListSeen => "名簿を見た",
            OfficeAct::ListDownloaded => "名簿をダウンロードした",
            OfficeAct::Marked {
                mark: Mark::CheckIn,
            } => "受付した",
            OfficeAct::Marked { mark: Mark::Absent } => "欠席にした",
            OfficeAct::Marked { mark: Mark::Clear } => "受付を取り消した",
            OfficeAct::AbsencesNoted { .. } => "来なかった人を記録した",
            OfficeAct::Cancelled => "申込みを取り消した",
            OfficeAct::Readdressed => "メールアドレスを直した",
            OfficeAct::Forgotten { .. } => "個人情報を消した",
        }
    }
}
