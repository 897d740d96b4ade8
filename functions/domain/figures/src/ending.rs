//! Why a placement ended, and whether it counts.

use serde::{Deserialize, Serialize};

/// Why a placement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Nobody was found to do the work.
    NoWorker,
    /// Price, dates or conditions did not fit.
    Terms,
    /// The employer does not need it any more.
    Withdrawn,
    /// The same work is in another submission; left out of the figures.
    Duplicate,
    /// Somebody tried the questionnaire; left out of the figures.
    Trial,
    /// Another reason, told in the note.
    Other,
}

impl Ending {
    /// All of them, in the order shown.
    pub const ALL: [Ending; 6] = [
        Ending::NoWorker,
        Ending::Terms,
        Ending::Withdrawn,
        Ending::Duplicate,
        Ending::Trial,
        Ending::Other,
    ];

    /// The code in forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Ending::NoWorker => "no_worker",
            Ending::Terms => "terms",
            Ending::Withdrawn => "withdrawn",
            Ending::Duplicate => "duplicate",
            Ending::Trial => "trial",
            Ending::Other => "other",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<Ending> {
        Ending::ALL.into_iter().find(|ending| ending.code() == code)
    }

    /// In the screen's words.
    pub fn label(self) -> &'static str {
        match self {
            Ending::NoWorker => "働く人が見つからなかった",
            Ending::Terms => "お金や日にちの条件が合わなかった",
            Ending::Withdrawn => "たのむ側の都合でやめた",
            Ending::Duplicate => "同じ仕事がもう届いている",
            Ending::Trial => "試しに送られた",
            Ending::Other => "そのほかの理由",
        }
    }

    /// Whether it leaves the placement out of all figures.
    pub fn is_void(self) -> bool {
        matches!(self, Ending::Duplicate | Ending::Trial)
    }
}
