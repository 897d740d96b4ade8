//! A made-up report of the plan's third year, each with words of its own.

use std::collections::BTreeMap;

use base::industry::Industry;
use base::people::Actor;
use figures::ledger::{Fact, LedgerLine};
use jiff::civil::{Date, date};
use register::Register;
use reports::{ReportNotes, YearCount, YearReport};

const YEARS: [i16; 3] = [2024, 2025, 2026];

/// Jobs of a year, each from its sheet to its payment.
const JOBS: u32 = 40;

/// The report, with words that were never printed before.
pub fn report(number: usize) -> YearReport {
    let lines: Vec<LedgerLine> = YEARS.into_iter().flat_map(year).collect();
    let count = |year| {
        let register = Register::default();
        (
            year,
            YearCount::count(&lines, &register, (year, JOBS), today()),
        )
    };
    let counts: BTreeMap<i16, YearCount> = YEARS.into_iter().map(count).collect();
    let notes = ReportNotes {
        year: YEARS[2],
        evaluation: format!("{number}番めの評価（見本）。"),
        opinions: format!("{number}番めの意見（見本）。"),
        policy_reason: format!("{number}番めの方針の理由（見本）。"),
        ..ReportNotes::default()
    };
    YearReport::new(YEARS[2], &counts, &BTreeMap::from([(YEARS[2], notes)]))
}

fn today() -> Date {
    date(2027, 7, 1)
}

fn year(year: i16) -> Vec<LedgerLine> {
    (0..JOBS).flat_map(|job| one(year, job)).collect()
}

fn one(year: i16, job: u32) -> Vec<LedgerLine> {
    let on = date(year, (job % 8) as i8 + 4, 10);
    let industry = Industry::ALL[job as usize % Industry::ALL.len()];
    let facts = [
        Fact::Received {
            answer_by: on,
            hours_month: Some(8.0),
            assisted: false,
            source: None,
            industry: Some(industry),
        },
        Fact::Accepted {
            by: Actor::Office,
            person: None,
        },
        Fact::Ordered {
            month: None,
            amount: u64::from(job) * 1_000,
            hours: 8.0,
        },
    ];
    let id = format!("M{year}{job}-1");
    let line = |fact| LedgerLine::new(on, &id, fact);
    facts.into_iter().map(line).collect()
}
