//! The figures and the ledger as tables for Excel.

use crate::Figures;
use crate::ledger::{Fact, LedgerLine};
use base::csv::ExcelTable;
use base::month::Month;
use base::time::japanese;
use town::texts::FiguresTexts;

impl Figures {
    /// As a table for Excel: figure, value, unit, how it is counted.
    pub fn csv(&self, texts: &FiguresTexts) -> Vec<u8> {
        let head = texts.year_heading(self.fiscal_year);
        let rows = [self.plan_rows(texts), self.answer_rows(texts)].concat();
        let head = [
            head.as_str(),
            texts.head_value(),
            texts.head_unit(),
            texts.head_how(),
        ];
        ExcelTable::new(&head, rows).csv()
    }

    fn plan_rows(&self, texts: &FiguresTexts) -> Vec<Vec<String>> {
        let (yen, employers) = (texts.unit_yen(), texts.unit_employers());
        vec![
            figure(texts.income(), self.income_yen, yen, texts.income_how()),
            figure(texts.ordered(), self.ordered_yen, yen, texts.ordered_how()),
            figure(
                texts.invoiced(),
                self.invoiced_yen,
                yen,
                texts.invoiced_how(),
            ),
            figure(texts.passed(), self.passed_yen, yen, texts.passed_how()),
            figure(texts.pay(), self.pay_yen, yen, texts.pay_how()),
            figure(
                texts.clients(),
                self.clients,
                employers,
                texts.clients_how(),
            ),
            figure(texts.visits(), self.visits, employers, texts.visits_how()),
            figure(
                texts.visits_asked_for(),
                self.visits_asked_for,
                texts.unit_requests(),
                texts.visits_asked_for_how(),
            ),
            figure(
                texts.directors(),
                self.directors,
                texts.unit_people(),
                texts.directors_how(),
            ),
            figure(
                texts.hours_created(),
                self.hours_created,
                texts.unit_hours(),
                texts.hours_created_how(),
            ),
        ]
    }

    fn answer_rows(&self, texts: &FiguresTexts) -> Vec<Vec<String>> {
        let median = self
            .median_answer_minutes
            .map(|minutes| minutes.to_string());
        let share = self
            .answered_in_time_percent
            .map(|percent| format!("{percent:.1}"));
        let sheets = texts.unit_sheets();
        vec![
            figure(texts.specs(), self.specs, sheets, texts.specs_how()),
            figure(
                texts.answered(),
                self.answered,
                sheets,
                texts.answered_how(),
            ),
            figure(
                texts.median_time(),
                median.unwrap_or_default(),
                texts.unit_minutes(),
                texts.median_how(),
            ),
            figure(
                texts.in_time(),
                share.unwrap_or_default(),
                "%",
                texts.in_time_how(),
            ),
        ]
    }
}

fn figure(name: &str, value: impl ToString, unit: &str, how: &str) -> Vec<String> {
    let value = value.to_string();
    vec![name.to_owned(), value, unit.to_owned(), how.to_owned()]
}

/// The ledger's lines as a table for Excel, struck ones too, so that every figure can be counted again.
pub fn lines_table(lines: &[LedgerLine], texts: &FiguresTexts) -> ExcelTable {
    let head = [
        texts.head_date(),
        texts.head_weekday(),
        texts.head_number(),
        texts.head_event(),
        texts.head_yen(),
        texts.head_hours(),
        texts.head_minutes(),
        texts.head_more(),
        texts.head_struck(),
    ];
    let rows = lines.iter().map(|line| row(line, texts));
    ExcelTable::new(&head, rows.collect())
}

/// A line's numbers and what else it says, beside the name of its event.
#[derive(Default)]
struct Cells {
    yen: Option<u64>,
    hours: Option<f64>,
    minutes: Option<u64>,
    more: String,
}

fn row(line: &LedgerLine, texts: &FiguresTexts) -> Vec<String> {
    let (what, cells) = (event(&line.fact, texts), cells(&line.fact, texts));
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    vec![
        line.on.to_string(),
        japanese(line.on),
        line.id.clone(),
        what.to_owned(),
        number(cells.yen),
        cells
            .hours
            .map(|hours| hours.to_string())
            .unwrap_or_default(),
        number(cells.minutes),
        cells.more,
        if line.struck { texts.struck() } else { "" }.to_owned(),
    ]
}

fn event<'t>(fact: &Fact, texts: &'t FiguresTexts) -> &'t str {
    match fact {
        Fact::Received { .. } => texts.event_received(),
        Fact::Answered { .. } => texts.event_answered(),
        Fact::Accepted { .. } => texts.event_accepted(),
        Fact::Ordered { .. } => texts.event_ordered(),
        Fact::Paid { .. } => texts.event_paid(),
        Fact::Invoiced { .. } => texts.event_invoiced(),
        Fact::Passed { .. } => texts.event_passed(),
        Fact::ClientPaid { .. } => texts.event_client_paid(),
        Fact::WorkerPaid { .. } => texts.event_worker_paid(),
        Fact::Ended { .. } => texts.event_ended(),
        Fact::Visited => texts.event_visited(),
        Fact::VisitMade { .. } => texts.event_visit_made(),
    }
}

fn cells(fact: &Fact, texts: &FiguresTexts) -> Cells {
    let mut cells = Cells::default();
    match fact {
        Fact::Received {
            answer_by,
            hours_month,
            assisted,
            ..
        } => {
            cells.hours = *hours_month;
            let helped = if *assisted { texts.helped() } else { "" };
            cells.more = format!("{}{helped}", texts.promised(answer_by));
        }
        Fact::Answered { minutes, in_time } => {
            cells.minutes = Some(*minutes);
            cells.more = if *in_time { texts.kept() } else { texts.late() }.to_owned();
        }
        Fact::Accepted { by, person } => {
            cells.more = by.code();
            if let Some(person) = person {
                cells.more = format!("{} {person}", cells.more);
            }
        }
        Fact::Ordered {
            month,
            amount,
            hours,
        } => {
            (cells.yen, cells.hours) = (Some(*amount), Some(*hours));
            cells.more = month.map(Month::japanese).unwrap_or_default();
        }
        Fact::Paid { amount } => cells.yen = Some(*amount),
        Fact::Invoiced { month, amount } | Fact::ClientPaid { month, amount, .. } => {
            (cells.yen, cells.more) = (Some(*amount), month.japanese());
        }
        Fact::Passed {
            month,
            worker,
            amount,
        }
        | Fact::WorkerPaid {
            month,
            worker,
            amount,
        } => {
            cells.yen = Some(*amount);
            cells.more = texts.of_worker(month.japanese(), worker);
        }
        Fact::Ended { reason } => reason.label(texts).clone_into(&mut cells.more),
        Fact::Visited => {}
        Fact::VisitMade { business } => cells.more.clone_from(business),
    }
    cells
}
