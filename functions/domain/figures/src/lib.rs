//! The figures of a fiscal year, counted from the ledger's lines and from nothing else.

mod businesses;
pub mod ending;
pub mod ledger;
mod numbers;
mod sources;
mod tables;

use std::collections::BTreeSet;

use base::people::Actor;
use jiff::civil::Date;
use serde::Serialize;

pub use crate::businesses::Businesses;
use crate::ledger::{Fact, LedgerLine};
pub use crate::numbers::BusinessNumbers;
pub use crate::sources::{SourceCount, count_sources};
pub use crate::tables::lines_table;

/// The plan's four figures and three about answering, of one fiscal year from April to March.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// The fiscal year, named after its April.
    pub fiscal_year: i16,
    /// 業務委託料収入額: yen that clients paid in the year.
    pub income_yen: u64,
    /// Yen that clients were invoiced in the year, paid or not.
    pub invoiced_yen: u64,
    /// Yen that workers earned by what passed in the year, paid or not.
    pub passed_yen: u64,
    /// 報酬: yen that workers were paid in the year.
    pub pay_yen: u64,
    /// Yen of the orders given in the year, paid or not.
    pub ordered_yen: u64,
    /// クライアント延べ数: businesses that ordered something in the year, each once; a business that is in no register
    /// counts with each of its inventories.
    pub clients: u32,
    /// Businesses that paid something in the year, perhaps ordered in an earlier one.
    pub payers: u32,
    /// 営業訪問企業数: businesses that the office went to and met in the year, each once.
    pub visits: u32,
    /// Visits that were asked for.
    pub visits_asked_for: u32,
    /// ディレクター延べ数: people who took something on in the year as somebody's director or deputy, each once.
    pub directors: u32,
    /// Hours of work ordered.
    pub hours_created: f64,
    /// Specs that were sent.
    pub specs: u32,
    /// Specs that were answered, some perhaps sent in the year before.
    pub answered: u32,
    /// Half of the answers came within so many minutes, counted on business days only (24 hours each),
    /// because an answer is promised in business days.
    pub median_answer_minutes: Option<u64>,
    /// Percent answered by the day promised, of those answered or past that day.
    pub answered_in_time_percent: Option<f64>,
}

impl Figures {
    /// Counts the lines of a fiscal year as of a day, businesses by their numbers in the register. `lines`: of that year and
    /// of the next, in which what was sent in March is answered; of others and such as were struck nothing is counted.
    pub fn count(
        lines: &[LedgerLine],
        numbers: &BusinessNumbers,
        fiscal_year: i16,
        today: Date,
    ) -> Figures {
        let next = standing(lines, fiscal_year + 1);
        let lines = standing(lines, fiscal_year);
        let facts = || lines.iter().map(|line| &line.fact);
        let orders = || {
            facts().filter_map(|fact| match fact {
                Fact::Ordered { amount, hours, .. } => Some((*amount, *hours)),
                _ => None,
            })
        };
        let businesses = Businesses::of(&lines, numbers);
        let sum = |of: fn(&Fact) -> Option<u64>| facts().filter_map(of).sum();
        let count = |is: fn(&Fact) -> bool| facts().filter(|fact| is(fact)).count() as u32;
        Figures {
            fiscal_year,
            income_yen: sum(|fact| match fact {
                Fact::Paid { amount } | Fact::ClientPaid { amount, .. } => Some(*amount),
                _ => None,
            }),
            invoiced_yen: sum(|fact| match fact {
                Fact::Invoiced { amount, .. } => Some(*amount),
                _ => None,
            }),
            passed_yen: sum(|fact| match fact {
                Fact::Passed { amount, .. } => Some(*amount),
                _ => None,
            }),
            pay_yen: sum(|fact| match fact {
                Fact::WorkerPaid { amount, .. } => Some(*amount),
                _ => None,
            }),
            ordered_yen: orders().map(|(amount, _)| amount).sum(),
            clients: businesses.clients.len() as u32,
            payers: businesses.payers.len() as u32,
            visits: businesses.visited.len() as u32,
            visits_asked_for: count(|fact| *fact == Fact::Visited),
            directors: people(&lines),
            // The sum of nothing is minus zero.
            hours_created: orders().map(|(_, hours)| hours).sum::<f64>() + 0.0,
            specs: count(|fact| matches!(fact, Fact::Received { .. })),
            answered: count(|fact| matches!(fact, Fact::Answered { .. })),
            median_answer_minutes: median(&lines),
            answered_in_time_percent: in_time(&lines, &next, today),
        }
    }
}

/// The lines of a fiscal year that no other takes back.
pub fn standing(lines: &[LedgerLine], fiscal_year: i16) -> Vec<LedgerLine> {
    let of_year = |line: &&LedgerLine| line.fiscal_year() == fiscal_year;
    let mut standing: Vec<LedgerLine> = lines
        .iter()
        .filter(of_year)
        .filter(|l| !l.struck)
        .cloned()
        .collect();
    for struck in lines.iter().filter(of_year).filter(|line| line.struck) {
        if let Some(at) = standing.iter().position(|line| line.is_struck_by(struck)) {
            standing.remove(at);
        }
    }
    standing
}

/// The directors and deputies who took something on. Whoever has no number is whom it belongs to elsewhere, or a person.
fn people(lines: &[LedgerLine]) -> u32 {
    let accepted = lines.iter().filter_map(|line| match &line.fact {
        Fact::Accepted { by, person } => by.group().map(|_| (by, person.as_deref())),
        _ => None,
    });
    let accepted: BTreeSet<(&Actor, Option<&str>)> = accepted.collect();
    let numbered: BTreeSet<&Actor> = accepted
        .iter()
        .filter_map(|(by, person)| person.map(|_| *by))
        .collect();
    let numbers: BTreeSet<&str> = accepted.iter().filter_map(|(_, person)| *person).collect();
    let others = accepted.iter().filter(|(by, _)| !numbered.contains(by));
    (numbers.len() + others.count()) as u32
}

/// The submission that the placement of a line belongs to.
pub fn reference(line: &LedgerLine) -> &str {
    line.id
        .rsplit_once('-')
        .map_or(&line.id, |(reference, _)| reference)
}

/// The middle of the answers' minutes; of an even number, the mean of the two in the middle.
fn median(lines: &[LedgerLine]) -> Option<u64> {
    let mut minutes: Vec<u64> = lines
        .iter()
        .filter_map(|line| match line.fact {
            Fact::Answered { minutes, .. } => Some(minutes),
            _ => None,
        })
        .collect();
    minutes.sort_unstable();
    let upper = *minutes.get(minutes.len() / 2)?;
    let lower = minutes[(minutes.len() - 1) / 2];
    Some((lower + upper) / 2)
}

/// Percent in time, of the specs sent in a year that were answered, then or in the `next`, or should have been before today. What
/// ended unanswered while there was time was taken back, and is neither.
fn in_time(lines: &[LedgerLine], next: &[LedgerLine], today: Date) -> Option<f64> {
    let of = |id: &str| {
        let id = id.to_owned();
        lines.iter().chain(next).filter(move |line| line.id == id)
    };
    let answer = |id: &str| {
        of(id).find_map(|line| match line.fact {
            Fact::Answered { in_time, .. } => Some(in_time),
            _ => None,
        })
    };
    let ended = |id: &str| {
        let end = of(id).find(|line| matches!(line.fact, Fact::Ended { .. }));
        end.map_or(today, |line| line.on)
    };
    let judged = lines.iter().filter_map(|line| match line.fact {
        Fact::Received { answer_by, .. } => {
            answer(&line.id).or_else(|| (answer_by < ended(&line.id)).then_some(false))
        }
        _ => None,
    });
    let judged: Vec<bool> = judged.collect();
    let kept = judged.iter().filter(|in_time| **in_time).count();
    (!judged.is_empty()).then(|| 100.0 * kept as f64 / judged.len() as f64)
}
