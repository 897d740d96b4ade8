//! Why a placement ended, and whether it counts.

use serde::{Deserialize, Serialize};
use town::texts::FiguresTexts;

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
    /// Another reason, which the note gives.
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
    pub fn label(self, texts: &FiguresTexts) -> &str {
        match self {
            Ending::NoWorker => texts.ending_no_worker(),
            Ending::Terms => texts.ending_terms(),
            Ending::Withdrawn => texts.ending_withdrawn(),
            Ending::Duplicate => texts.ending_duplicate(),
            Ending::Trial => texts.ending_trial(),
            Ending::Other => texts.ending_other(),
        }
    }

    /// Whether it leaves the placement out of all figures.
    pub fn is_void(self) -> bool {
        matches!(self, Ending::Duplicate | Ending::Trial)
    }
}
