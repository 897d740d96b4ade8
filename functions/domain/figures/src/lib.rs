//! The figures of a fiscal year, counted from the ledger's lines and from nothing else.

pub mod ending;
pub mod ledger;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::ledger::{Fact, Line};
use base::csv::table;
use base::time::japanese;
use town::texts::FiguresTexts;

/// Fewer than so many employers could be guessed, so public figures about them are left out.
const SMALL: u32 = 3;

/// The plan's four figures and three about answering, of one fiscal year from April to March.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// The fiscal year, named after its April.
    pub fiscal_year: i16,
    /// 業務委託料収入額: yen of the orders paid in the year.
    pub income_yen: u64,
    /// Yen of the orders given in the year, paid or not.
    pub ordered_yen: u64,
    /// クライアント延べ数: inventories of which something was ordered in the year; the same employer
    /// counts again with their next one.
    pub clients: u32,
    /// Inventories of which something was paid in the year, perhaps ordered in an earlier one.
    pub payers: u32,
    /// 営業訪問企業数: visits asked for.
    pub visits: u32,
    /// ディレクター延べ数: groups whose director or deputy took something on in the year.
    pub directors: u32,
    /// Hours of work ordered.
    pub hours_created: f64,
    /// Specs that were sent.
    pub specs: u32,
    /// Of these, answered.
    pub answered: u32,
    /// Half of the answers came within so many minutes, counted on business days only (24 hours each),
    /// because an answer is promised in business days.
    pub median_answer_minutes: Option<u64>,
    /// Percent answered by the day promised, of those answered or past that day.
    pub answered_in_time_percent: Option<f64>,
}

/// The figures of several years as anybody may read them: the file that the results page is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Published {
    /// Always `figures.v1`.
    pub schema: &'static str,
    /// The day they were counted.
    pub counted: Date,
    /// The newest year first; years in which nothing happened are left out.
    pub years: Vec<PublicFigures>,
}

impl Published {
    /// Counts these years' lines, as they stand on a day.
    pub fn count(years: &[(i16, Vec<Line>)], today: Date) -> Published {
        let mut years: Vec<PublicFigures> = years
            .iter()
            .filter(|(year, lines)| !standing(lines, *year).is_empty())
            .map(|(year, lines)| Figures::count(lines, *year, today).public())
            .collect();
        years.sort_by_key(|figures| std::cmp::Reverse(figures.fiscal_year));
        Published {
            schema: "figures.v1",
            counted: today,
            years,
        }
    }
}

/// The figures as anybody may read them: what rests on fewer than three employers is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublicFigures {
    /// The fiscal year, named after its April.
    pub fiscal_year: i16,
    /// 業務委託料収入額 in yen.
    pub income_yen: Option<u64>,
    /// クライアント延べ数
    pub clients: Option<u32>,
    /// 営業訪問企業数
    pub visits: Option<u32>,
    /// ディレクター延べ数; directors are known anyway.
    pub directors: u32,
    /// Hours of work ordered.
    pub hours_created: Option<f64>,
    /// Median of the time to the first answer; see [`Figures::median_answer_minutes`].
    pub median_answer_minutes: Option<u64>,
    /// Percent answered in time, rounded.
    pub answered_in_time_percent: Option<u32>,
}

impl Figures {
    /// Counts the lines of a fiscal year, as they stand on a day. Lines of other years are passed over, so
    /// are lines that were struck.
    pub fn count(lines: &[Line], fiscal_year: i16, today: Date) -> Figures {
        let lines = standing(lines, fiscal_year);
        let facts = || lines.iter().map(|line| &line.fact);
        let paid = || {
            lines.iter().filter_map(|line| match line.fact {
                Fact::Paid { amount } => Some((line, amount)),
                _ => None,
            })
        };
        let payers: BTreeSet<&str> = paid().map(|(line, _)| reference(line)).collect();
        let orders = || {
            lines.iter().filter_map(|line| match line.fact {
                Fact::Ordered { amount, hours } => Some((line, amount, hours)),
                _ => None,
            })
        };
        let clients: BTreeSet<&str> = orders().map(|(line, ..)| reference(line)).collect();
        let directors: BTreeSet<&str> = facts()
            .filter_map(|fact| match fact {
                Fact::Accepted { by } => by.group(),
                _ => None,
            })
            .collect();
        let count = |is: fn(&Fact) -> bool| facts().filter(|fact| is(fact)).count() as u32;
        Figures {
            fiscal_year,
            income_yen: paid().map(|(_, amount)| amount).sum(),
            ordered_yen: orders().map(|(_, amount, _)| amount).sum(),
            clients: clients.len() as u32,
            payers: payers.len() as u32,
            visits: count(|fact| *fact == Fact::Visited),
            directors: directors.len() as u32,
            hours_created: orders().map(|(.., hours)| hours).sum(),
            specs: count(|fact| matches!(fact, Fact::Received { .. })),
            answered: count(|fact| matches!(fact, Fact::Answered { .. })),
            median_answer_minutes: median(&lines),
            answered_in_time_percent: in_time(&lines, today),
        }
    }

    /// As anybody may read them.
    pub fn public(&self) -> PublicFigures {
        let many = |count: u32| count == 0 || count >= SMALL;
        let employers = many(self.clients);
        let specs = self.specs >= SMALL;
        PublicFigures {
            fiscal_year: self.fiscal_year,
            income_yen: many(self.payers).then_some(self.income_yen),
            clients: employers.then_some(self.clients),
            visits: many(self.visits).then_some(self.visits),
            directors: self.directors,
            hours_created: employers.then_some(self.hours_created),
            median_answer_minutes: self.median_answer_minutes.filter(|_| specs),
            answered_in_time_percent: self
                .answered_in_time_percent
                .filter(|_| specs)
                .map(|percent| percent.round() as u32),
        }
    }

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
pub fn lines_csv(lines: &[Line], texts: &FiguresTexts) -> Vec<u8> {
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

fn row(line: &Line, texts: &FiguresTexts) -> Vec<String> {
    let (mut yen, mut hours, mut minutes, mut more) = (None, None, None, String::new());
    let what = match &line.fact {
        Fact::Received {
            answer_by,
            hours_month,
        } => {
            hours = Some(*hours_month);
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

/// The lines of the year that no other takes back.
fn standing(lines: &[Line], fiscal_year: i16) -> Vec<Line> {
    let of_year = |line: &&Line| line.fiscal_year() == fiscal_year;
    let mut standing: Vec<Line> = lines
        .iter()
        .filter(of_year)
        .filter(|l| !l.struck)
        .cloned()
        .collect();
    for struck in lines.iter().filter(of_year).filter(|line| line.struck) {
        let same =
            |line: &Line| (line.on, &line.id, &line.fact) == (struck.on, &struck.id, &struck.fact);
        if let Some(at) = standing.iter().position(same) {
            standing.remove(at);
        }
    }
    standing
}

/// The submission a placement's number belongs to.
fn reference(line: &Line) -> &str {
    line.id
        .rsplit_once('-')
        .map_or(&line.id, |(reference, _)| reference)
}

/// The middle of the answers' minutes; of an even number, the mean of the two in the middle.
fn median(lines: &[Line]) -> Option<u64> {
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

/// Percent in time, of the specs that were answered or should have been before today.
fn in_time(lines: &[Line], today: Date) -> Option<f64> {
    let answer = |id: &str| {
        lines.iter().find_map(|line| match line.fact {
            Fact::Answered { in_time, .. } if line.id == id => Some(in_time),
            _ => None,
        })
    };
    let judged = lines.iter().filter_map(|line| match line.fact {
        Fact::Received { answer_by, .. } => match answer(&line.id) {
            Some(in_time) => Some(in_time),
            None => (answer_by < today).then_some(false),
        },
        _ => None,
    });
    let judged: Vec<bool> = judged.collect();
    let kept = judged.iter().filter(|in_time| **in_time).count();
    (!judged.is_empty()).then(|| 100.0 * kept as f64 / judged.len() as f64)
}
