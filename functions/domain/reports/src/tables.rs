//! The report as tables with bars beside them, from which page, paper and spreadsheet are made alike.

use town::Content;

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
            .chain(Kpi::ALL.map(|kpi| rule(kpi, content)))
            .chain([texts.plan_how().to_owned()])
            .chain(report.ledger_from.map(|year| texts.ledger_from(year)))
            .chain(hides.then(|| texts.hidden_how().to_owned()))
            .collect(),
    }
}

/// A figure over the years, as bars with their targets.
fn years(row: &KpiRow, audience: Audience, content: &Content) -> ReportTable {
    let texts = &content.texts.reports;
    let is_hidden = |year: &KpiYear| audience == Audience::Public && year.is_hidden;
    let now = row.now();
    let is_told = |year: &&KpiYear| year.is_recorded || year.year == now.year;
    let told: Vec<&KpiYear> = row.years.iter().filter(is_told).collect();
    let shown = |year: &KpiYear| match is_hidden(year) {
        true => 0,
        false => year.actual(),
    };
    let most = told
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
    let message = match (is_hidden(now), row.percent()) {
        (true, _) => texts.kpi_hidden(label),
        (false, Some(percent)) => texts.kpi_percent(label, grouped(now.actual()), unit, percent),
        (false, None) => texts.kpi_alone(label, grouped(now.actual()), unit),
    };
    ReportTable {
        message,
        caption: texts.years_caption(label, unit),
        head: strings(&[texts.head_year(), texts.head_actual(), texts.head_target()]),
        rows: told
            .iter()
            .map(|year| vec![texts.year(year.year), value(year), target(year)])
            .collect(),
        numbers: vec![1, 2],
        bars: told.iter().map(|year| bar(year)).collect(),
        notes: std::iter::once(rule(row.kpi, content))
            .chain((told.len() < row.years.len()).then(|| texts.years_unrecorded().to_owned()))
            .collect(),
    }
}
