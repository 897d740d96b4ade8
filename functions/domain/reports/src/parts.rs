//! The tables of a report beside the plan's figures: industries, seminars, and the way to the payment.

use base::industry::Industry;
use town::Content;
use town::texts::ReportsTexts;

use crate::hiding::hidden_industries;
use crate::report::YearReport;
use crate::table::{Audience, HIDDEN, ReportBar, ReportTable, grouped, strings};
use crate::year::IndustryCount;

pub(crate) fn industries(
    report: &YearReport,
    audience: Audience,
    content: &Content,
) -> ReportTable {
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
        notes: std::iter::once(texts.industries_how().to_owned())
            .chain((!hidden.is_empty()).then(|| texts.hidden_industries_how().to_owned()))
            .collect(),
    }
}

/// A table of single figures, each with its unit.
pub(crate) fn figures(
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
pub(crate) fn too_few(caption: &str, texts: &ReportsTexts) -> ReportTable {
    ReportTable {
        message: texts.too_few(caption),
        caption: caption.to_owned(),
        ..ReportTable::default()
    }
}

/// The same of what the year's records do not hold.
pub(crate) fn unrecorded(caption: &str, texts: &ReportsTexts) -> ReportTable {
    ReportTable {
        message: texts.nothing_recorded(caption),
        caption: caption.to_owned(),
        ..ReportTable::default()
    }
}

pub(crate) fn seminars(
    report: &YearReport,
    audience: Audience,
    texts: &ReportsTexts,
) -> ReportTable {
    let (caption, count) = (texts.seminars_caption(), &report.count);
    if count.at_seminars == 0 {
        return unrecorded(caption, texts);
    }
    if audience == Audience::Public && !report.shows_seminars() {
        return too_few(caption, texts);
    }
    let row = |label: &str, value: u32| {
        let unit = texts.unit_businesses().to_owned();
        [label.to_owned(), value.to_string(), unit]
    };
    let rows = vec![
        row(texts.at_seminars(), count.at_seminars),
        row(texts.sent_after(), count.sent_after),
        row(texts.ordered_after(), count.ordered_after),
        row(texts.paid_after(), count.paid_after),
    ];
    let message = texts.seminars_message(count.at_seminars, count.sent_after);
    ReportTable {
        notes: vec![texts.seminars_how().to_owned()],
        ..figures((message, caption), texts, rows)
    }
}

/// From the page to the payment.
pub(crate) fn way(report: &YearReport, audience: Audience, texts: &ReportsTexts) -> ReportTable {
    let (caption, count) = (texts.way_caption(), &report.count);
    if !count.holds_sheets && count.begun == 0 {
        return unrecorded(caption, texts);
    }
    if audience == Audience::Public && !report.shows_clients() {
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
