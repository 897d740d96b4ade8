//! Quotes that were sent, and what the employer answered.

use base::people::Actor;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::paper::Paper;
use crate::quote::QuoteDraft;
use crate::signed::Signed;

/// A quote that was sent. Nothing changes it; a changed quote is the next version.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Its number, from 1.
    pub version: u32,
    /// When it was sent, and by whom.
    pub sent: Signed<QuoteDraft>,
    /// What it says, as it was sent; whom it is for is filled in by [`Paper::of_employer`].
    pub paper: Paper,
    /// What the employer answered, oldest first.
    pub answers: Vec<Signed<QuoteAnswer>>,
    /// 注文書 and 請書, once it is agreed to.
    pub contract: Vec<Paper>,
}

/// A quote as it is recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentQuote {
    /// What was written.
    pub draft: QuoteDraft,
    /// What it says.
    pub paper: Paper,
}

/// An answer to a quote as it is recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnsweredQuote {
    /// The version.
    pub version: u32,
    /// What was answered.
    pub answer: QuoteAnswer,
    /// 注文書 and 請書; none unless it is agreed to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contract: Vec<Paper>,
}

/// What an employer says to a quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum QuoteAnswer {
    /// They agree.
    Agreed {
        /// Who said so and how it was heard; empty where they pressed the button themselves.
        how: String,
        /// On which day.
        on: Date,
    },
    /// They do not.
    Refused {
        /// Why, possibly empty.
        reason: String,
    },
    /// They ask first.
    Asked {
        /// What.
        question: String,
    },
}

impl Quote {
    /// As it was sent.
    pub(crate) fn sent(sent: &SentQuote, at: Timestamp, by: &Actor) -> Quote {
        Quote {
            version: sent.paper.version,
            sent: Signed {
                what: sent.draft.clone(),
                at,
                by: by.clone(),
            },
            paper: sent.paper.clone(),
            answers: Vec::new(),
            contract: Vec::new(),
        }
    }

    /// Takes an answer in.
    pub(crate) fn answer(&mut self, answered: &AnsweredQuote, at: Timestamp, by: &Actor) {
        self.answers.push(Signed {
            what: answered.answer.clone(),
            at,
            by: by.clone(),
        });
        self.contract.extend(answered.contract.iter().cloned());
    }

    /// The agreement, which nothing changes.
    pub fn agreed(&self) -> Option<&Signed<QuoteAnswer>> {
        let mut answers = self.answers.iter();
        answers.find(|answer| matches!(answer.what, QuoteAnswer::Agreed { .. }))
    }

    /// The refusal, unless somebody who refused has agreed since.
    pub fn refused(&self) -> Option<&Signed<QuoteAnswer>> {
        let mut answers = self.answers.iter().filter(|_| self.agreed().is_none());
        answers.find(|answer| matches!(answer.what, QuoteAnswer::Refused { .. }))
    }

    /// Whether it waits for an answer on that day.
    pub fn is_open(&self, today: Date) -> bool {
        self.is_unanswered() && !self.is_over(today)
    }

    /// Whether it may still be agreed to: by who has not answered, or has changed their mind.
    pub fn may_be_agreed(&self, today: Date) -> bool {
        self.agreed().is_none() && !self.is_over(today)
    }

    /// Whether it was neither agreed to nor refused.
    pub fn is_unanswered(&self) -> bool {
        self.agreed().is_none() && self.refused().is_none()
    }

    /// Whether its last day is over.
    pub fn is_over(&self, today: Date) -> bool {
        self.sent.what.valid_until < today
    }
}
