//! What a paper says, as data: the page, the mail, the PDF and whoever checks them read the same rows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::hash::fingerprint;

/// A paper that leaves the house, or its preview.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paper {
    /// Which one.
    pub kind: PaperKind,
    /// Its title, e.g. 取引条件明示書.
    pub title: String,
    /// Its number, e.g. `K7M3-FXWP-1-a`; empty on a preview.
    pub number: String,
    /// Its version, from 1; 0 on a preview.
    pub version: u32,
    /// The day it was issued (Asia/Tokyo); `None` on a preview.
    pub issued: Option<Date>,
    /// SHA-256 of all else that it says, in hex; empty on a preview.
    pub hash: String,
    /// Whom it is for.
    pub to: String,
    /// Who issues it, one line each: name, address, phone, mail.
    pub from: Vec<String>,
    /// What it says before its rows, possibly nothing.
    pub lead: Vec<String>,
    /// The rows that belong together, in the order of the paper.
    pub groups: Vec<PaperGroup>,
    /// What differs from the version before; empty in the first.
    pub changes: Vec<ChangedRow>,
    /// What it says after its rows.
    pub notes: Vec<String>,
}

impl Paper {
    /// The fingerprint of what it says.
    pub fn fingerprint(&self) -> String {
        let hash = String::new();
        fingerprint(&Paper {
            hash,
            ..self.clone()
        })
    }

    /// Whether it says what it said when its fingerprint was recorded.
    pub fn is_intact(&self) -> bool {
        self.hash == self.fingerprint()
    }

    /// Its rows, over all groups.
    pub fn rows(&self) -> impl Iterator<Item = &PaperRow> {
        self.groups.iter().flat_map(|group| &group.rows)
    }
}

/// The papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 取引条件明示書, from the operator to a worker (フリーランス法3条).
    Terms,
    /// 募集, from the operator to whoever reads it.
    Recruit,
    /// 見積書, from the operator to the employer.
    Quote,
    /// 注文書, from the employer to the operator.
    Purchase,
    /// 請書, from the operator to the employer.
    Acceptance,
    /// 請求書, from the operator to the employer.
    Invoice,
    /// 支払通知書, from the operator to a worker.
    PayNotice,
    /// 終了の予告, from the operator to a worker (フリーランス法16条).
    Ending,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperGroup {
    /// The heading.
    pub title: String,
    /// The rows.
    pub rows: Vec<PaperRow>,
}

/// One line of a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaperRow {
    /// The law's number for it, e.g. `①`; empty where it has none.
    pub mark: String,
    /// What it is about.
    pub label: String,
    /// What it says; where undecided, why and by when it will be.
    pub lines: Vec<String>,
    /// How far it is.
    pub state: RowState,
}

/// How far a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// Decided.
    Done,
    /// 未定, with reason and day.
    Undecided,
    /// Nobody has written it; a paper with such a row is never issued.
    Missing,
}

/// A row as it was and as it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangedRow {
    /// What it is about.
    pub label: String,
    /// What the version before said.
    pub before: String,
    /// What this one says.
    pub after: String,
}
