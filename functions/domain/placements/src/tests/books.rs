//! What the books of a placement count for.

use accounts::{AccountEvent, FeeLine, Inspection, Invoice, Payment, Withholding};
use base::month::Month;
use figures::Figures;
use figures::ledger::{Fact, LedgerLine};
use jiff::civil::{Date, date};

use super::ledger::Told;
use super::orders::{deliver, issued, worker};
use super::*;
use crate::ledger_lines::counted;

/// Two workers have delivered on 24 December 2026.
fn delivered() -> Told {
    let start = Told {
        case: issued(),
        lines: Vec::new(),
    };
    [1, 2].into_iter().fold(start, |told, number| {
        let command = deliver(number, "https://share.example.jp/1");
        told.then(command, &worker(number), "2026-12-24T12:00:00+09:00")
    })
}

fn december() -> Month {
    Month::of(date(2026, 12, 24))
}

fn lines(count: u32, unit_yen: u64) -> Vec<FeeLine> {
    vec![FeeLine { count, unit_yen }]
}

fn inspected(worker: u32) -> AccountEvent {
    AccountEvent::Inspected {
        worker,
        month: december(),
        inspection: Inspection {
            on: date(2026, 12, 25),
            passed: 1,
            redo: 0,
            rejected: 0,
            reason: String::new(),
            fee: lines(1, 5_000),
            tax_percent: 10,
            withholding: Withholding::None,
        },
    }
}

fn invoiced() -> AccountEvent {
    AccountEvent::Invoiced {
        month: december(),
        invoice: Invoice {
            on: date(2026, 12, 28),
            due: date(2027, 3, 31),
            lines: lines(2, 7_000),
            tax_percent: 10,
        },
    }
}

fn paid(yen: u64) -> AccountEvent {
    AccountEvent::WorkerPaid {
        worker: 1,
        month: december(),
        payment: Payment {
            on: date(2026, 12, 28),
            yen,
        },
    }
}

fn income(on: Date, yen: u64) -> AccountEvent {
    AccountEvent::ClientPaid {
        month: december(),
        payment: Payment { on, yen },
    }
}

fn record(told: Told, event: AccountEvent, now: &str) -> Told {
    told.then(Command::Account { event }, &director("b"), now)
}

/// Everything of a month: a payment typed with a digit too many and put right; a client who pays in the next year.
fn settled() -> Told {
    let day = |time: &str| format!("2026-12-28T{time}:00+09:00");
    let told = record(delivered(), inspected(1), &day("10:00"));
    let told = record(told, inspected(2), &day("10:01"));
    let told = record(told, invoiced(), &day("10:02"));
    let told = record(told, paid(55_000), &day("10:03"));
    let told = record(told, paid(5_500), &day("10:04"));
    let on = date(2027, 4, 2);
    record(told, income(on, 15_400), "2027-04-02T10:00:00+09:00")
}

#[test]
fn both_sides_are_counted_apart_each_in_the_year_in_which_the_money_moved() {
    let told = settled();
    let of = |year| {
        let figures = Figures::count(&told.lines, year, date(2027, 7, 1));
        (figures.invoiced_yen, figures.pay_yen, figures.income_yen)
    };
    assert_eq!(of(2026), (15_400, 5_500, 0));
    assert_eq!(of(2027), (0, 0, 15_400));
}

#[test]
fn a_correction_takes_the_first_line_back_and_the_rest_sums_up_to_the_books() {
    let told = settled();
    let placement = told.case.placement(1).unwrap();
    let counted = counted(placement, &told.case, &programme());
    let count = |line: &LedgerLine, struck| {
        let same =
            |it: &&LedgerLine| it.struck == struck && (it.on, &it.fact) == (line.on, &line.fact);
        told.lines.iter().filter(same).count()
    };
    // What came before is no record of the books.
    for line in counted.iter().filter(|line| line.on > date(2026, 12, 24)) {
        assert_eq!(count(line, false) - count(line, true), 1, "{line:?}");
    }
    let wrong = LedgerLine::new(
        date(2026, 12, 28),
        placement.id.to_string(),
        Fact::WorkerPaid {
            month: december(),
            worker: 1,
            amount: 55_000,
        },
    );
    assert_eq!((count(&wrong, false), count(&wrong, true)), (1, 1));
}

#[test]
fn only_who_looks_after_it_keeps_its_books() {
    let told = delivered();
    for by in [director("c"), worker(1), Actor::Employer, Actor::Partner] {
        let command = Command::Account {
            event: inspected(1),
        };
        let now = at("2026-12-28T10:00:00+09:00");
        let decided = told
            .case
            .decide(1, &command, &by, now, &programme(), &Load::default());
        assert!(matches!(decided, Err(Refused::NotYours)), "{by:?}");
    }
}
