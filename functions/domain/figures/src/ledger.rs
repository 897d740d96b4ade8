//! The ledger: what counts for the figures, in lines that name no person and outlive what they are about.
//!
//! Lines are only ever added: one that proves wrong is taken back by a struck copy of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ending::Ending;
use base::industry::Industry;
use base::month::Month;
use base::people::Actor;
use base::source::DraftSource;
use base::time::fiscal_year;

/// One countable fact about a placement or a visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerLine {
    /// The day it counts for.
    pub on: Date,
    /// The placement's number, or a visit's id.
    pub id: String,
    /// What counts.
    pub fact: Fact,
    /// Whether it takes an earlier, equal line back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub struck: bool,
}

/// What counts for the figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Fact {
    /// A spec was sent; counts for the day it was sent.
    Received {
        /// The day by which an answer was promised.
        answer_by: Date,
        /// Hours a month, as estimated; missing while nobody knows how often it comes or how long it takes.
        hours_month: Option<f64>,
        /// Whether the office wrote it for the employer, in part or whole.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        assisted: bool,
        /// What led its employer to the questions, if that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<DraftSource>,
        /// The industry of its employer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        industry: Option<Industry>,
    },
    /// It was first answered; counts for the day the spec was sent.
    Answered {
        /// Minutes since it was sent, on business days.
        minutes: u64,
        /// Whether it came by the day promised.
        in_time: bool,
    },
    /// Somebody took it on.
    Accepted {
        /// The director or deputy who accepted it.
        by: Actor,
        /// The number of the person who was that then, which tells neither name nor address; missing where it was
        /// entered before people had numbers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<String>,
    },
    /// It was ordered; work that comes every month, by each of its months' sheets.
    Ordered {
        /// The month of the sheet, after the first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        month: Option<Month>,
        /// Yen of all workers, with tax.
        amount: u64,
        /// Hours of work.
        hours: f64,
    },
    /// It was paid, as far as anybody recorded where there are no books by month.
    Paid {
        /// Yen, as ordered.
        amount: u64,
    },
    /// 請求: the client was invoiced for a month.
    Invoiced {
        /// The month.
        month: Month,
        /// Yen, with tax.
        amount: u64,
    },
    /// 検収: what a worker delivered in a month passed.
    Passed {
        /// The month.
        month: Month,
        /// The worker's number in the order.
        worker: u32,
        /// Yen that the worker earned by it, with tax.
        amount: u64,
    },
    /// 入金: the client paid for a month, perhaps a part.
    ClientPaid {
        /// The month.
        month: Month,
        /// Which of its payments, from 1.
        part: u32,
        /// Yen, as they arrived.
        amount: u64,
    },
    /// 報酬: a worker was paid for a month.
    WorkerPaid {
        /// The month.
        month: Month,
        /// The worker's number in the order.
        worker: u32,
        /// Yen, as they were transferred.
        amount: u64,
    },
    /// It ended before its payment.
    Ended {
        /// The reason.
        reason: Ending,
    },
    /// Somebody asked the office to visit.
    Visited,
    /// 営業訪問: somebody of the office went to a business and met them.
    VisitMade {
        /// The number of the business, which does not tell its name.
        business: String,
    },
}

impl LedgerLine {
    /// A line that counts.
    pub fn new(on: Date, id: impl Into<String>, fact: Fact) -> LedgerLine {
        LedgerLine {
            on,
            id: id.into(),
            fact,
            struck: false,
        }
    }

    /// Whether a struck line takes this one back. The settings may say another person by then.
    pub(crate) fn is_struck_by(&self, struck: &LedgerLine) -> bool {
        let is_same = match (&self.fact, &struck.fact) {
            (Fact::Accepted { by, .. }, Fact::Accepted { by: other, .. }) => by == other,
            (fact, other) => fact == other,
        };
        is_same && (self.on, &self.id) == (struck.on, &struck.id)
    }

    /// The fiscal year, April to March, that it counts for.
    pub fn fiscal_year(&self) -> i16 {
        fiscal_year(self.on)
    }
}
