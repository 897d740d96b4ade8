//! What a director settles before ordering: the items of フリーランス法3条, the facts of re-entrusting, and what
//! else both sides agree on.

use std::collections::BTreeMap;

use base::contact::EmailAddress;
use base::time::Calendar;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use text_checks::waits_for_the_bank;
use town::{PayRule, Programme};

/// One item: written, left open for a reason that the law accepts, or still to be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state", content = "value")]
pub enum TermItem<T> {
    /// Nobody has written it.
    Missing,
    /// Decided.
    Set(T),
    /// 未定: it is told at once when it is decided.
    Undecided {
        /// Why it cannot be said yet.
        reason: String,
        /// When it will be.
        on: Date,
    },
}

impl<T> TermItem<T> {
    /// What was decided.
    pub fn value(&self) -> Option<&T> {
        match self {
            TermItem::Set(value) => Some(value),
            _ => None,
        }
    }

    /// Why it is open, and until when.
    pub fn undecided(&self) -> Option<(&str, Date)> {
        match self {
            TermItem::Undecided { reason, on } => Some((reason, *on)),
            _ => None,
        }
    }
}

impl TermItem<String> {
    /// A text as typed; nothing where it is blank.
    pub fn text(text: &str) -> TermItem<String> {
        match text.trim() {
            "" => TermItem::Missing,
            text => TermItem::Set(text.to_owned()),
        }
    }
}

/// 発注の準備: an order before it is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderDraft {
    /// ① What is to be delivered.
    pub work: TermItem<String>,
    /// ② The fee.
    pub fee: TermItem<Fee>,
    /// ③ The day of payment.
    pub payment: TermItem<Date>,
    /// ⑥ The day of delivery.
    pub delivery: TermItem<Date>,
    /// ⑦ Where it is delivered: an address on the web, a folder, a place.
    pub place: TermItem<String>,
    /// ⑧ The day by which it is inspected.
    pub inspection: TermItem<Date>,
    /// ⑨ How it is paid.
    pub method: TermItem<String>,
    /// The three facts of re-entrusting, all or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reentrusted: Option<Reentrusted>,
    /// What else is agreed on.
    #[serde(default)]
    pub others: BTreeMap<FurtherTerm, String>,
    /// The number of the terms that this order shares with others; empty where there are none.
    #[serde(default)]
    pub master: String,
    /// Who does the work.
    #[serde(default)]
    pub workers: Vec<OrderWorker>,
    /// How many seconds one unit takes, as the employer says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// The day on which work that comes every month ends; each of its months has a sheet of its own until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The first day of the month that it is the sheet of; none in the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

/// A fee, without tax, in whole yen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fee {
    /// For one unit.
    pub unit_yen: u64,
    /// What one unit is, e.g. 1件.
    pub unit: String,
    /// How many are ordered; with a ceiling, how many are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// How many at most, where as many are paid as are delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceiling: Option<u32>,
}

impl Fee {
    /// The number that amounts are worked out from: what is ordered or expected, or else the most.
    pub fn number(&self) -> Option<u32> {
        self.count.or(self.ceiling)
    }

    /// The sum for so many.
    pub fn sum(&self, count: u32) -> u64 {
        self.unit_yen.saturating_mul(u64::from(count))
    }

    /// The sum for all.
    pub fn total(&self) -> Option<u64> {
        Some(self.sum(self.number()?))
    }
}

/// The facts by which a job is re-entrusted, so that it may be paid 30 days after the client pays
/// (フリーランス法4条3項).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reentrusted {
    /// Who ordered it first, by a name or a number that tells them apart.
    pub client: String,
    /// The day on which they pay.
    pub pay_on: Date,
}

/// What is agreed on beside the law's nine items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FurtherTerm {
    /// 諸経費
    Expenses,
    /// 条件を変えるとき
    Changes,
    /// 直し・不完全・遅れ
    Rework,
    /// 知的財産
    Ip,
    /// 秘密と個人情報
    Confidentiality,
    /// 渡す材料
    Materials,
    /// 期間
    Term,
    /// やめるとき
    Ending,
    /// 途中で中止するとき
    Cancelling,
    /// 銀行が休みの日
    BankHoliday,
    /// 質問と連絡
    Questions,
}

impl FurtherTerm {
    /// All of them, in the order of the paper.
    pub const ALL: [FurtherTerm; 11] = [
        FurtherTerm::Expenses,
        FurtherTerm::Changes,
        FurtherTerm::Rework,
        FurtherTerm::Ip,
        FurtherTerm::Confidentiality,
        FurtherTerm::Materials,
        FurtherTerm::Term,
        FurtherTerm::Ending,
        FurtherTerm::Cancelling,
        FurtherTerm::BankHoliday,
        FurtherTerm::Questions,
    ];

    /// Its code in forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            FurtherTerm::Expenses => "expenses",
            FurtherTerm::Changes => "changes",
            FurtherTerm::Rework => "rework",
            FurtherTerm::Ip => "ip",
            FurtherTerm::Confidentiality => "confidentiality",
            FurtherTerm::Materials => "materials",
            FurtherTerm::Term => "term",
            FurtherTerm::Ending => "ending",
            FurtherTerm::Cancelling => "cancelling",
            FurtherTerm::BankHoliday => "bank_holiday",
            FurtherTerm::Questions => "questions",
        }
    }

    /// Reads a code.
    pub fn from_code(code: &str) -> Option<FurtherTerm> {
        FurtherTerm::ALL
            .into_iter()
            .find(|term| term.code() == code)
    }

    /// Its number in the town's list of twelve points, where it is one of them.
    pub fn point(self) -> Option<u8> {
        Some(match self {
            FurtherTerm::Expenses => 5,
            FurtherTerm::Changes => 9,
            FurtherTerm::Rework => 10,
            FurtherTerm::Ip => 11,
            FurtherTerm::Confidentiality => 12,
            _ => return None,
        })
    }
}

/// Somebody who does the work, or a share of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWorker {
    /// Their number in this order, from 1; it stays theirs.
    pub number: u32,
    /// A name, or a number that tells them apart.
    pub name: String,
    /// Where their papers go; without one they are printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<EmailAddress>,
    /// How many units are theirs; `None`: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// Whether further terms say that a payment waits for the next day on which banks are open: only what is written is agreed on.
fn postpones(others: &BTreeMap<FurtherTerm, String>) -> bool {
    let said = others.get(&FurtherTerm::BankHoliday);
    said.is_some_and(|said| waits_for_the_bank(said))
}

/// The calendar by which payments move on where banks are closed; `None`: it was not agreed that they do.
pub(crate) fn postponed<'a>(
    others: &BTreeMap<FurtherTerm, String>,
    programme: &'a Programme,
) -> Option<&'a Calendar> {
    postpones(others).then_some(&programme.calendar)
}

/// The town's rule of payment, with what was agreed on for days on which banks are closed.
pub(crate) fn agreed_rule(rule: &PayRule, others: &BTreeMap<FurtherTerm, String>) -> PayRule {
    PayRule {
        postponed: postpones(others),
        ..*rule
    }
}

impl OrderDraft {
    /// The most workers of one order: their papers are one letter apart, and all are sent at once.
    pub const MOST_WORKERS: usize = 12;

    /// A worker by number.
    pub fn worker(&self, number: u32) -> Option<&OrderWorker> {
        self.workers.iter().find(|worker| worker.number == number)
    }

    /// How many units are a worker's; all of them where nothing else is written.
    pub fn share(&self, worker: &OrderWorker) -> Option<u32> {
        let all = || self.fee.value().and_then(Fee::number);
        worker.count.or_else(all)
    }

    /// The hours of work that it creates, as far as they can be told.
    pub fn hours(&self) -> Option<f64> {
        let count = self.fee.value()?.number()?;
        Some(f64::from(self.seconds?) * f64::from(count) / 3600.0)
    }
}
