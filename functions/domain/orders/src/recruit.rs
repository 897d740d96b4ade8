//! 募集: the notice of a job to those who might do it, as it stands.

use std::collections::BTreeSet;

use base::people::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::paper::Paper;
use crate::signed::Signed;

/// A notice as it was opened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OpenedRecruitment {
    /// How often it was opened, from 1; a changed notice is the next round at the same address.
    pub round: u32,
    /// The last day on which somebody may answer.
    pub closes_on: Date,
    /// What it says, masked.
    pub paper: Paper,
    /// The same in a few lines, for LINE and mails; the address of the page comes after it.
    pub short: String,
}

/// A notice as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Recruitment {
    /// What holds now, and who opened it when.
    pub opened: Signed<OpenedRecruitment>,
    /// When the first round was opened.
    pub first_at: Timestamp,
    /// Who ended it, and when.
    pub closed: Option<(Actor, Timestamp)>,
    /// Those who answered, by the ids under which their words are kept for a while.
    pub applicants: BTreeSet<String>,
}

/// What a director writes for a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedRecruitment {
    /// What is to be done.
    pub work: String,
    /// Where it is done.
    pub place: String,
    /// The last day on which somebody may answer.
    pub closes_on: Date,
}

/// Why a notice cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecruitFault {
    /// One of the items of the order is not written, by the law's number.
    Missing(u8),
    /// It says nothing of expenses.
    Expenses,
    /// What is to be done is not written.
    Work,
    /// Where it is done is not written.
    Place,
    /// Its last day is over.
    Over,
    /// Its last day is after this one, on which the work is due.
    AfterDelivery(Date),
}

impl Recruitment {
    /// As it was opened, after the round before.
    pub(crate) fn opened(
        opened: &OpenedRecruitment,
        before: Option<Recruitment>,
        at: Timestamp,
        by: &Actor,
    ) -> Recruitment {
        let (first_at, applicants) = match before {
            Some(before) => (before.first_at, before.applicants),
            None => (at, BTreeSet::new()),
        };
        Recruitment {
            opened: Signed {
                what: opened.clone(),
                at,
                by: by.clone(),
            },
            first_at,
            closed: None,
            applicants,
        }
    }

    /// Whether it may be answered on that day.
    pub fn is_open(&self, today: Date) -> bool {
        self.closed.is_none() && today <= self.opened.what.closes_on
    }
}
