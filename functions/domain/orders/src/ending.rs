//! 終了の予告: that one worker's order ends, on which day, and why it may. What was delivered until then is paid as agreed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use town::texts::EndingTexts;

use crate::hash::fingerprint;
use crate::paper::Paper;
use crate::signed::Signed;

/// Why an order may end on its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndingBasis {
    /// It was made for six months and more, or for no fixed time: it is announced 30 days before.
    Long,
    /// It was made for less than six months, and lasted no longer: the law asks for no notice.
    Short,
    /// Both agreed on it.
    Agreed,
    /// 災害など: a disaster, or what is as far beyond control.
    Disaster,
    /// One order of 30 days or less.
    Brief,
    /// The worker gave the reason, such that it has to end at once.
    Fault,
}

impl EndingBasis {
    /// All of them, in the order shown.
    pub const ALL: [EndingBasis; 6] = [
        EndingBasis::Long,
        EndingBasis::Short,
        EndingBasis::Agreed,
        EndingBasis::Disaster,
        EndingBasis::Brief,
        EndingBasis::Fault,
    ];

    /// Its code in forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            EndingBasis::Long => "long",
            EndingBasis::Short => "short",
            EndingBasis::Agreed => "agreed",
            EndingBasis::Disaster => "disaster",
            EndingBasis::Brief => "brief",
            EndingBasis::Fault => "fault",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<EndingBasis> {
        EndingBasis::ALL.into_iter().find(|it| it.code() == code)
    }

    /// In the words of whoever chooses it.
    pub fn label(self, texts: &EndingTexts) -> &str {
        match self {
            EndingBasis::Long => texts.basis_long(),
            EndingBasis::Short => texts.basis_short(),
            EndingBasis::Agreed => texts.basis_agreed(),
            EndingBasis::Disaster => texts.basis_disaster(),
            EndingBasis::Brief => texts.basis_brief(),
            EndingBasis::Fault => texts.basis_fault(),
        }
    }

    /// Whether it has to be said what happened, or how it was agreed on.
    pub fn is_explained(self) -> bool {
        matches!(
            self,
            EndingBasis::Agreed | EndingBasis::Disaster | EndingBasis::Fault
        )
    }
}

/// The end of an order as a director writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndingDraft {
    /// The last day of the order.
    pub last_day: Date,
    /// Why it may be that day.
    pub basis: EndingBasis,
    /// What happened, or how it was agreed on; empty where that says nothing.
    pub explanation: String,
    /// Why it ends, which the worker is told as soon as they ask.
    pub reason: String,
}

/// A notice as it was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnnouncedEnding {
    /// The worker's number.
    pub worker: u32,
    /// What was written.
    pub draft: EndingDraft,
    /// What it says, word for word.
    pub paper: Paper,
}

/// The reason, given to who asked for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExplainedEnding {
    /// The worker's number.
    pub worker: u32,
    /// The notice with its reason, word for word.
    pub paper: Paper,
}

/// What the latest paper of an order's end is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndingStep {
    /// The first notice.
    Announced,
    /// Another last day.
    Moved,
    /// The same last day, told otherwise.
    Reworded,
    /// The reason, which the worker asked for.
    Explained,
}

/// The end of an order, as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderEnding {
    /// What was announced last.
    pub draft: EndingDraft,
    /// The papers that say so, the oldest first; at least one.
    pub papers: Vec<Signed<Paper>>,
    /// What the latest of them is for.
    pub step: EndingStep,
    /// Whether the worker has asked for the reason, which the papers say since then.
    pub asked: bool,
}

impl EndingDraft {
    /// By which somebody who confirms says what they have seen.
    pub fn digest(&self) -> String {
        fingerprint(self)
    }
}

impl OrderEnding {
    /// The notice that holds.
    pub fn paper(&self) -> &Signed<Paper> {
        let latest = self.papers.last();
        latest.expect("an end begins with its first notice")
    }
}
