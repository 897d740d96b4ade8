//! The figures and the ledger as tables for Excel.

use crate::Figures;
use crate::ledger::{Fact, LedgerLine};
use base::csv::table;
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
        table(&head, &rows)
    }

    fn plan_rows(&self, texts: &FiguresTexts) -> Vec<Vec<String>> {
        let (yen, employers) = (texts.unit_yen(), texts.unit_employers());
        vec![
            figure(texts.income(), self.income_yen, yen, texts.income_how()),
            figure(texts.ordered(), self.ordered_yen, yen, texts.ordered_how()),
            figure(
                texts.clients(),
                self.clients,
                employers,
                texts.clients_how(),
            ),
            figure(texts.visits(), self.visits, employers, texts.visits_how()),
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
pub fn lines_csv(lines: &[LedgerLine], texts: &FiguresTexts) -> Vec<u8> {
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
    let rows: Vec<Vec<String>> = lines.iter().map(|line| row(line, texts)).collect();
    table(&head, &rows)
}

fn row(line: &LedgerLine, texts: &FiguresTexts) -> Vec<String> {
    let (mut yen, mut hours, mut minutes, mut more) = (None, None, None, String::new());
    let what = match &line.fact {
        Fact::Received {
            answer_by,
            hours_month,
        } => {
            hours = *hours_month;
            more = texts.promised(answer_by);
            texts.event_received()
        }
        Fact::Answered {
            minutes: taken,
            in_time,
        } => {
            minutes = Some(*taken);
            more = if *in_time { texts.kept() } else { texts.late() }.to_owned();
            texts.event_answered()
        }
        Fact::Accepted { by } => {
            more = by.code();
            texts.event_accepted()
        }
        Fact::Ordered {
            amount,
            hours: ordered,
        } => {
            (yen, hours) = (Some(*amount), Some(*ordered));
            texts.event_ordered()
        }
        Fact::Paid { amount } => {
            yen = Some(*amount);
            texts.event_paid()
        }
        Fact::Ended { reason } => {
            more = reason.label(texts).to_owned();
            texts.event_ended()
        }
        Fact::Visited => texts.event_visited(),
    };
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    vec![
        line.on.to_string(),
        japanese(line.on),
        line.id.clone(),
        what.to_owned(),
        number(yen),
        hours.map(|hours| hours.to_string()).unwrap_or_default(),
        number(minutes),
        more,
        if line.struck { texts.struck() } else { "" }.to_owned(),
    ]
}
