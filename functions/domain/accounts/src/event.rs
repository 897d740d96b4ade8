//! What is recorded in the books of a placement, one event each. The same event for the same month corrects the one
//! before, but for payments of the client, which may come in parts; nothing is taken away.

use base::month::Month;
use jiff::civil::Date;
use orders::{FeeLine, Paper};
use serde::{Deserialize, Serialize};

use crate::amount::{Amount, amount};
use crate::joint::{Joint, JointPayment, Share};
use crate::withholding::Withholding;

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub enum AccountEvent {
    /// 検収: what a worker delivered in a month was looked at.
    Inspected {
        /// The worker's number.
        worker: u32,
        /// The month of the delivery.
        month: Month,
        /// How it came out.
        inspection: Inspection,
    },
    /// 納品の知らせ: the client is told what is done, and where it is; their days of inspection begin.
    ClientNotified {
        /// The month.
        month: Month,
        /// What.
        delivery: ClientDelivery,
    },
    /// 請求: the client was invoiced for a month.
    Invoiced {
        /// The month.
        month: Month,
        /// For what.
        invoice: Invoice,
    },
    /// 入金: the client paid for a month, perhaps a part.
    ClientPaid {
        /// The month.
        month: Month,
        /// What.
        payment: Payment,
    },
    /// A payment of the client was recorded wrongly.
    ClientPaymentCorrected {
        /// The month.
        month: Month,
        /// Which of the month's payments, from 1.
        part: u32,
        /// What it was.
        payment: Payment,
    },
    /// 支払: a worker was paid for a month.
    WorkerPaid {
        /// The worker's number.
        worker: u32,
        /// The month.
        month: Month,
        /// What.
        payment: Payment,
    },
    /// 請求書: the paper of an invoice left, as it will always read.
    InvoiceSent {
        /// The month.
        month: Month,
        /// The paper.
        sent: Box<SentPaper>,
    },
    /// 支払通知書: likewise, of what a worker is paid.
    NoticeSent {
        /// The worker's number.
        worker: u32,
        /// The month.
        month: Month,
        /// The paper.
        sent: Box<SentPaper>,
    },
    /// A worker confirmed a notice, or objected.
    NoticeAnswered {
        /// The worker's number.
        worker: u32,
        /// The month.
        month: Month,
        /// The number of the notice.
        number: String,
        /// The answer.
        answer: NoticeAnswer,
        /// How it came; `None`: the worker pressed the button.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heard: Option<HeardAnswer>,
    },
    /// The client was reminded that nothing has arrived.
    ClientReminded {
        /// The month.
        month: Month,
        /// So many days after the invoice's day.
        days: u32,
    },
}

/// What a client is told of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientDelivery {
    /// How many units.
    pub quantity: u32,
    /// Where it is, or how it comes.
    pub place: String,
    /// The last day on which the client can find it to be not as agreed; silence beyond it is 合格.
    pub check_until: Date,
}

/// A paper about money, frozen when it left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentPaper {
    /// The fingerprint of the record that it states.
    pub of: String,
    /// What it says, word for word.
    pub paper: Paper,
    /// The jobs that it states together; `None`: this one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
}

/// What a worker says of a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer")]
pub enum NoticeAnswer {
    /// It is right.
    Agreed,
    /// It is not.
    Objected {
        /// What is not.
        text: String,
    },
}

/// How an answer came that somebody else entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeardAnswer {
    /// Who said so and by what way.
    pub how: String,
    /// On which day.
    pub on: Date,
}

/// How an inspection came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// The day.
    pub on: Date,
    /// 合格: how many units are as agreed.
    pub passed: u32,
    /// 直し: how many are to be mended.
    pub redo: u32,
    /// 不合格: how many are not accepted.
    pub rejected: u32,
    /// Why, and which point of the terms; needed where anything did not pass.
    pub reason: String,
    /// Where the terms hold a lower price than that of a unit, such as for half-done work; needed where one is paid.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lower_price_clause: String,
    /// What is paid for what passed.
    pub fee: Vec<FeeLine>,
    /// Percent of tax that is paid on top.
    pub tax_percent: u32,
    /// Whether income tax is kept back.
    pub withholding: Withholding,
    /// What falls on it of a paper that states several jobs, as that paper says.
    #[serde(skip)]
    pub share: Option<Share>,
}

impl Inspection {
    /// What the worker earns.
    pub fn earned(&self) -> Amount {
        Share::tax_of(self.share, amount(&self.fee, self.tax_percent))
    }

    /// What is kept back of it.
    pub fn kept_back(&self) -> u64 {
        match self.share {
            Some(share) => share.kept_back,
            None => self.withholding.kept_back(self.earned().net),
        }
    }

    /// As it would be on a paper of its own.
    pub fn alone(&self) -> Inspection {
        let share = None;
        let it = self.clone();
        Inspection { share, ..it }
    }

    /// What is transferred to the worker; a fee of the transfer is never taken off it.
    pub fn transfer(&self) -> u64 {
        self.earned().gross().saturating_sub(self.kept_back())
    }
}

/// What a client was invoiced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// The day of the invoice.
    pub on: Date,
    /// The day by which it is to be paid.
    pub due: Date,
    /// For what.
    pub lines: Vec<InvoiceLine>,
    /// Percent of tax.
    pub tax_percent: u32,
    /// What falls on it of a paper that states several jobs, as that paper says.
    #[serde(skip)]
    pub share: Option<Share>,
}

/// One line of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    /// What it is for, where the invoice has several; else it is for the job.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// How many, and the price of one.
    #[serde(flatten)]
    pub fee: FeeLine,
}

impl Invoice {
    /// What it comes to.
    pub fn amount(&self) -> Amount {
        let lines: Vec<FeeLine> = self.lines.iter().map(|line| line.fee).collect();
        Share::tax_of(self.share, amount(&lines, self.tax_percent))
    }

    /// As it would be on a paper of its own.
    pub fn alone(&self) -> Invoice {
        let share = None;
        let it = self.clone();
        Invoice { share, ..it }
    }
}

impl From<FeeLine> for InvoiceLine {
    fn from(fee: FeeLine) -> InvoiceLine {
        let what = String::new();
        InvoiceLine { what, fee }
    }
}

/// Money that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The day.
    pub on: Date,
    /// Yen.
    pub yen: u64,
    /// What becomes of what is missing or too much.
    #[serde(default)]
    pub difference: Difference,
    /// The payment for several jobs that it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<JointPayment>,
}

impl Payment {
    /// What moved in all, also for other jobs.
    pub fn whole(&self) -> u64 {
        self.part_of.as_ref().map_or(self.yen, |of| of.whole)
    }
}

/// What becomes of the difference between what was to be paid and what arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Difference {
    /// There is none.
    #[default]
    None,
    /// The rest is still to come.
    Awaited,
    /// It stays as it is.
    Explained {
        /// Why.
        reason: String,
    },
}

/// The place of a payment in its month; there is none of number 0.
pub(crate) fn place(part: u32) -> usize {
    (part as usize).checked_sub(1).unwrap_or(usize::MAX)
}
