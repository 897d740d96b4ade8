//! The report as tables with bars beside them, from which page, paper and spreadsheet are made alike.

use town::Content;
use town::texts::ReportsTexts;

use crate::notes::Kpi;
use crate::parts::{industries, seminars, way};
use crate::report::{KpiRow, KpiYear, YearReport};
use crate::table::{Audience, HIDDEN, ReportBar, ReportTable, grouped, strings};
use crate::work::work;

/// All tables of a report.
pub fn tables(report: &YearReport, audience: Audience, content: &Content) -> Vec<ReportTable> {
    let texts = &content.texts.reports;
    let mut all = vec![plan(report, audience, content)];
    let rows = report.kpis.iter();
    all.extend(rows.map(|row| years(row, audience, content)));
    all.push(industries(report, audience, content));
    all.push(work(report, audience, content));
    all.push(seminars(report, audience, texts));
    all.push(way(report, audience, texts));
    all
}

/// How a figure of the plan is counted.
fn rule(kpi: Kpi, content: &Content) -> String {
    let texts = &content.texts.reports;
    texts.rule(kpi.label(texts), kpi.how(&content.texts.figures))
}

/// The plan's figures of the year.
fn plan(report: &YearReport, audience: Audience, content: &Content) -> ReportTable {
    let texts = &content.texts.reports;
    let row = |row: &KpiRow| {
        let (now, label) = (row.now(), row.kpi.label(texts).to_owned());
        let unit = row.kpi.unit(texts).to_owned();
        let number = |value: Option<u64>| value.map_or_else(String::new, grouped);
        let recorded = |is: bool, value: u64| told(is.then_some(value), texts);
        let is_hidden = audience == Audience::Public && now.is_hidden;
        let hidden = |text: String| match is_hidden {
            true => HIDDEN.to_owned(),
            false => text,
        };
        let cumulative = match audience == Audience::Public && !row.shows_cumulative() {
            true => HIDDEN.to_owned(),
            false => told(row.cumulative(), texts),
        };
        let percent = row.percent().map(|it| format!("{it}%")).unwrap_or_default();
        vec![
            label,
            unit,
            number(now.target),
            hidden(recorded(now.is_recorded, now.actual())),
            hidden(recorded(now.is_counted, now.counted)),
            hidden(recorded(now.is_recorded, now.outside)),
            hidden(percent),
            cumulative,
        ]
    };
    let outside = report.notes.outside.iter();
    let sources = outside.map(|(kpi, it)| texts.outside_source(kpi.label(texts), &it.source));
    let hides = audience == Audience::Public && report.kpis.iter().any(|row| row.now().is_hidden);
    ReportTable {
        message: reached(report, hides, texts),
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
            .chain(Kpi::ALL.map(|kpi| rule(kpi, content)))
            .chain([texts.plan_how().to_owned()])
            .chain(report.ledger_from.map(|year| texts.ledger_from(year)))
            .chain(hides.then(|| texts.hidden_how().to_owned()))
            .collect(),
    }
}

/// How many targets of the year were reached.
fn reached(report: &YearReport, hides: bool, texts: &ReportsTexts) -> String {
    let set = report.kpis.iter().filter(|row| row.now().target.is_some());
    let reached = report.kpis.iter().filter(|row| row.is_reached());
    match (set.count(), reached.count()) {
        (0, _) => texts.no_targets().to_owned(),
        _ if hides => texts.plan_caption(report.year),
        (set, 0) => texts.targets_none_reached(set),
        (set, reached) => texts.targets_reached(set, reached),
    }
}

/// A number that may not be recorded.
fn told(value: Option<u64>, texts: &ReportsTexts) -> String {
    value.map_or_else(|| texts.unrecorded().to_owned(), grouped)
}

/// What a figure says of its year, in a sentence.
fn said(row: &KpiRow, texts: &ReportsTexts) -> String {
    let (now, label, unit) = (row.now(), row.kpi.label(texts), row.kpi.unit(texts));
    if !now.is_recorded {
        return texts.kpi_unrecorded(label);
    }
    let actual = grouped(now.actual());
    match (row.percent(), now.target) {
        (Some(percent), _) => texts.kpi_percent(label, actual, unit, percent),
        (None, Some(target)) => texts.kpi_target(label, actual, unit, target),
        (None, None) => texts.kpi_alone(label, actual, unit),
    }
}

/// A figure over the years, as bars with their targets.
fn years(row: &KpiRow, audience: Audience, content: &Content) -> ReportTable {
    let texts = &content.texts.reports;
    let is_hidden = |year: &KpiYear| audience == Audience::Public && year.is_hidden;
    let now = row.now();
    let is_told = |year: &&KpiYear| year.is_recorded || year.year == now.year;
    let years: Vec<&KpiYear> = row.years.iter().filter(is_told).collect();
    let shown = |year: &KpiYear| match is_hidden(year) {
        true => 0,
        false => year.actual(),
    };
    let most = years
        .iter()
        .map(|year| shown(year).max(year.target.unwrap_or(0)));
    let most = most.max().unwrap_or(0).max(1);
    let unit = row.kpi.unit(texts);
    let value = |year: &KpiYear| match is_hidden(year) {
        true => HIDDEN.to_owned(),
        false => told(year.is_recorded.then(|| year.actual()), texts),
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
    let message = match is_hidden(now) {
        true => texts.kpi_hidden(label),
        false => said(row, texts),
    };
    ReportTable {
        message,
        caption: texts.years_caption(label, unit),
        head: strings(&[texts.head_year(), texts.head_actual(), texts.head_target()]),
        rows: years
            .iter()
            .map(|year| vec![texts.year(year.year), value(year), target(year)])
            .collect(),
        numbers: vec![1, 2],
        bars: years.iter().map(|year| bar(year)).collect(),
        notes: std::iter::once(rule(row.kpi, content))
            .chain((years.len() < row.years.len()).then(|| texts.years_unrecorded().to_owned()))
            .collect(),
    }
}
