//! The report as tables with bars beside them, from which page, paper and spreadsheet are made alike.

use base::industry::Industry;
use base::text::yen;
use serde::Serialize;
use town::Content;
use town::texts::ReportsTexts;

use crate::hiding::{hidden_industries, is_enough};
use crate::report::{KpiRow, KpiYear, Report};
use crate::year::IndustryCount;

/// What stands where a figure is hidden.
const HIDDEN: &str = "x";

/// For whom the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The office and its meeting: everything.
    Office,
    /// Everybody: what the town has decided to show.
    Public,
}

/// A table, what it says in a sentence, and bars of the same numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportTable {
    /// What it says.
    pub message: String,
    /// What it is of.
    pub caption: String,
    /// The headings.
    pub head: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
    /// Columns, from 0, that hold numbers.
    pub numbers: Vec<usize>,
    /// The same numbers as bars; empty: none.
    pub bars: Vec<ReportBar>,
    /// How it is counted, a line each.
    pub notes: Vec<String>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportBar {
    /// What it is of.
    pub label: String,
    /// Its number in words.
    pub value: String,
    /// Its length in thousandths of the longest.
    pub length: u64,
    /// Where the target is, in the same measure, if there is one.
    pub target: Option<u64>,
    /// The target in words; empty: there is none.
    pub target_value: String,
}

/// All tables of a report.
pub fn tables(report: &Report, audience: Audience, content: &Content) -> Vec<ReportTable> {
    let texts = &content.texts.reports;
    let mut all = vec![plan(report, audience, texts)];
    let rows = report.kpis.iter();
    all.extend(rows.map(|row| years(row, audience, texts)));
    all.push(industries(report, audience, content));
    all.push(work(report, audience, texts));
    all.push(seminars(report, audience, texts));
    all.push(way(report, audience, texts));
    all
}

/// With its thousands apart.
fn grouped(number: u64) -> String {
    yen(number).trim_end_matches('円').to_owned()
}

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|&cell| cell.to_owned()).collect()
}

/// The plan's figures of the year.
fn plan(report: &Report, audience: Audience, texts: &ReportsTexts) -> ReportTable {
    let row = |row: &KpiRow| {
        let (now, label) = (row.now(), row.kpi.label(texts).to_owned());
        let unit = row.kpi.unit(texts).to_owned();
        let number = |value: Option<u64>| value.map_or_else(String::new, grouped);
        let is_hidden = audience == Audience::Public && now.is_hidden;
        let hidden = |text: String| match is_hidden {
            true => HIDDEN.to_owned(),
            false => text,
        };
        let cumulative = match audience == Audience::Public && !row.shows_cumulative() {
            true => HIDDEN.to_owned(),
            false => grouped(row.cumulative()),
        };
        let percent = row.percent().map(|it| format!("{it}%")).unwrap_or_default();
        vec![
            label,
            unit,
            number(now.target),
            hidden(grouped(now.actual())),
            hidden(grouped(now.counted)),
            hidden(grouped(now.outside)),
            hidden(percent),
            cumulative,
        ]
    };
    let outside = report.notes.outside.iter();
    let sources = outside.map(|(kpi, it)| texts.outside_source(kpi.label(texts), &it.source));
    let reached = report.kpis.iter().filter(|row| row.percent() >= Some(100));
    let set = report.kpis.iter().filter(|row| row.now().target.is_some());
    let hides = audience == Audience::Public && report.kpis.iter().any(|row| row.now().is_hidden);
    let message = match set.count() {
        0 => texts.no_targets().to_owned(),
        _ if hides => texts.plan_caption(report.year),
        set => texts.targets_reached(set, reached.count()),
    };
    ReportTable {
        message,
        caption: texts.plan_caption(report.year),
        head: strings(&[
            texts.head_kpi(),
            texts.head_unit(),
            texts.head_target(),
            texts.head_actual(),
            texts.head_counted(),
            texts.head_outside(),
            texts.head_percent(),
            texts.head_cumulative(),
        ]),
        rows: report.kpis.iter().map(row).collect(),
        numbers: (2..8).collect(),
        bars: Vec::new(),
        notes: sources
            .chain([texts.plan_how().to_owned()])
            .chain(hides.then(|| texts.hidden_how().to_owned()))
            .collect(),
    }
}

/// A figure over the years, as bars with their targets.
fn years(row: &KpiRow, audience: Audience, texts: &ReportsTexts) -> ReportTable {
    let is_hidden = |year: &KpiYear| audience == Audience::Public && year.is_hidden;
    let shown = |year: &KpiYear| match is_hidden(year) {
        true => 0,
        false => year.actual(),
    };
    let most = row
        .years
        .iter()
        .map(|year| shown(year).max(year.target.unwrap_or(0)));
    let most = most.max().unwrap_or(0).max(1);
    let unit = row.kpi.unit(texts);
    let value = |year: &KpiYear| match is_hidden(year) {
        true => HIDDEN.to_owned(),
        false => grouped(year.actual()),
    };
    let target = |year: &KpiYear| year.target.map(grouped).unwrap_or_default();
    let bar = |year: &KpiYear| ReportBar {
        label: texts.year(year.year),
        value: value(year),
        length: shown(year) * 1000 / most,
        target: year.target.map(|target| target * 1000 / most),
        target_value: target(year),
    };
    let label = row.kpi.label(texts);
    let now = row.now();
    let message = match (is_hidden(now), row.percent()) {
        (true, _) => texts.kpi_hidden(label),
        (false, Some(percent)) => texts.kpi_percent(label, grouped(now.actual()), unit, percent),
        (false, None) => texts.kpi_alone(label, grouped(now.actual()), unit),
    };
    ReportTable {
        message,
        caption: texts.years_caption(label, unit),
        head: strings(&[texts.head_year(), texts.head_actual(), texts.head_target()]),
        rows: row
            .years
            .iter()
            .map(|year| vec![texts.year(year.year), value(year), target(year)])
            .collect(),
        numbers: vec![1, 2],
        bars: row.years.iter().map(bar).collect(),
        notes: Vec::new(),
    }
}

fn industries(report: &Report, audience: Audience, content: &Content) -> ReportTable {
    let texts = &content.texts.reports;
    let counts = &report.count.industries;
    let hidden = match audience {
        Audience::Office => Default::default(),
        Audience::Public => hidden_industries(counts),
    };
    let label = |industry: Industry| {
        let words = content.words.option("industry", industry.code());
        words.to_owned()
    };
    let shown = || {
        counts
            .iter()
            .filter(|(industry, _)| !hidden.contains(industry))
    };
    let most = shown().map(|(_, count)| u64::from(count.sheets)).max();
    let most = most.unwrap_or(0).max(1);
    let bar = |(industry, count): (&Industry, &IndustryCount)| ReportBar {
        label: label(*industry),
        value: count.sheets.to_string(),
        length: u64::from(count.sheets) * 1000 / most,
        target: None,
        target_value: String::new(),
    };
    let rows = counts
        .iter()
        .map(|(industry, count)| match hidden.contains(industry) {
            true => vec![label(*industry), HIDDEN.to_owned(), HIDDEN.to_owned()],
            false => vec![
                label(*industry),
                count.sheets.to_string(),
                grouped(count.ordered_yen),
            ],
        });
    let first = shown().max_by_key(|(_, count)| count.sheets);
    ReportTable {
        message: match (counts.is_empty(), first) {
            (true, _) => texts.industries_none().to_owned(),
            (false, Some((industry, count))) if hidden.is_empty() => {
                texts.industries_most(label(*industry), count.sheets)
            }
            _ => texts.industries_caption().to_owned(),
        },
        caption: texts.industries_caption().to_owned(),
        head: strings(&[
            texts.head_industry(),
            texts.head_sheets(),
            texts.head_ordered(),
        ]),
        rows: rows.collect(),
        numbers: vec![1, 2],
        bars: shown().map(bar).collect(),
        notes: (!hidden.is_empty())
            .then(|| texts.hidden_industries_how().to_owned())
            .into_iter()
            .collect(),
    }
}

/// A table of single figures, each with its unit.
fn figures(
    (message, caption): (String, &str),
    texts: &ReportsTexts,
    rows: Vec<[String; 3]>,
) -> ReportTable {
    ReportTable {
        message,
        caption: caption.to_owned(),
        head: strings(&[texts.head_figure(), texts.head_value(), texts.head_unit()]),
        rows: rows.into_iter().map(Vec::from).collect(),
        numbers: vec![1],
        ..ReportTable::default()
    }
}

/// The same of so few that nobody else reads it.
fn too_few(caption: &str, texts: &ReportsTexts) -> ReportTable {
    ReportTable {
        message: texts.too_few().to_owned(),
        caption: caption.to_owned(),
        ..ReportTable::default()
    }
}

fn work(report: &Report, audience: Audience, texts: &ReportsTexts) -> ReportTable {
    let caption = texts.work_caption();
    if audience == Audience::Public && !report.shows_clients() {
        return too_few(caption, texts);
    }
    let (count, of) = (&report.count, &report.count.figures);
    let row = |label: &str, value: String, unit: &str| [label.to_owned(), value, unit.to_owned()];
    let hours = format!("{:.1}", of.hours_created);
    let median = of
        .median_answer_minutes
        .map(|minutes| format!("{:.1}", minutes as f64 / 60.0));
    let in_time = of.answered_in_time_percent.map(|it| format!("{it:.0}"));
    let share = (count.accepted > 0).then(|| {
        format!(
            "{}",
            u64::from(count.by_partner) * 100 / u64::from(count.accepted)
        )
    });
    let rows = vec![
        row(texts.hours(), hours.clone(), texts.unit_hours()),
        row(texts.pay(), grouped(of.pay_yen), texts.unit_yen()),
        row(
            texts.accepted(),
            count.accepted.to_string(),
            texts.unit_sheets(),
        ),
        row(
            texts.by_partner(),
            count.by_partner.to_string(),
            texts.unit_sheets(),
        ),
        row(texts.partner_share(), share.unwrap_or_default(), "%"),
        row(
            texts.median(),
            median.unwrap_or_default(),
            texts.unit_hours(),
        ),
        row(texts.in_time(), in_time.unwrap_or_default(), "%"),
    ];
    let message = texts.work_message(hours, grouped(of.pay_yen));
    figures((message, caption), texts, rows)
}

fn seminars(report: &Report, audience: Audience, texts: &ReportsTexts) -> ReportTable {
    let (caption, count) = (texts.seminars_caption(), &report.count);
    if audience == Audience::Public && !is_enough(count.at_seminars) {
        return too_few(caption, texts);
    }
    let row = |label: &str, value: u32| {
        let unit = texts.unit_businesses().to_owned();
        [label.to_owned(), value.to_string(), unit]
    };
    let rows = vec![
        row(texts.at_seminars(), count.at_seminars),
        row(texts.sent_after(), count.sent_after),
    ];
    let message = texts.seminars_message(count.at_seminars, count.sent_after);
    figures((message, caption), texts, rows)
}

/// From the page to the payment.
fn way(report: &Report, audience: Audience, texts: &ReportsTexts) -> ReportTable {
    let (caption, count) = (texts.way_caption(), &report.count);
    let few = !is_enough(count.figures.specs) || !report.shows_clients();
    if audience == Audience::Public && few {
        return too_few(caption, texts);
    }
    let steps = [
        (texts.way_begun(), count.begun),
        (texts.way_sent(), count.figures.specs),
        (texts.way_accepted(), count.accepted),
        (texts.way_ordered(), count.ordered),
        (texts.way_paid(), count.paid),
    ];
    let most = steps
        .iter()
        .map(|(_, steps)| *steps)
        .max()
        .unwrap_or(0)
        .max(1);
    let bar = |(label, value): &(&str, u32)| ReportBar {
        label: (*label).to_owned(),
        value: value.to_string(),
        length: u64::from(*value) * 1000 / u64::from(most),
        target: None,
        target_value: String::new(),
    };
    let rows = steps.iter().map(|(label, value)| {
        [
            (*label).to_owned(),
            value.to_string(),
            texts.unit_sheets().to_owned(),
        ]
    });
    let message = texts.way_message(count.figures.specs, count.paid);
    ReportTable {
        bars: steps.iter().map(bar).collect(),
        notes: vec![texts.way_how().to_owned()],
        ..figures((message, caption), texts, rows.collect())
    }
}
