//! The report as a page of the site, which says for good what it says when it is published.

use base::time::japanese;
use jiff::civil::Date;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};
use town::Content;

use crate::hiding::NotDecided;
use crate::report::YearReport;
use crate::table::{Audience, ReportBar, ReportTable};
use crate::tables::tables;

/// The file of a year's page below `content/`.
pub fn public_path(year: i16) -> String {
    format!("results/report-{year}.md")
}

/// The text of that file.
///
/// # Errors
/// When the town has not decided yet what everybody may read.
pub fn public_page(
    report: &YearReport,
    content: &Content,
    today: Date,
) -> Result<String, NotDecided> {
    report.decided()?;
    let texts = &content.texts.reports;
    let notes = &report.notes;
    let mut page = DocumentMut::new();
    page["title"] = value(texts.title(report.year));
    page["description"] = value(texts.description(report.year));
    page["template"] = value("results/report.html");
    // The newest first.
    page["weight"] = value(i64::from(10_000 - report.year));
    let mut extra = Table::new();
    extra["counted"] = value(texts.counted(japanese(today)));
    let rating = notes.rating.map(|rating| rating.label(texts));
    let policy = notes.policy.map(|policy| policy.label(texts));
    let written = [
        ("rating", rating.unwrap_or_default()),
        ("evaluation", &notes.evaluation),
        ("opinions", &notes.opinions),
        ("policy", policy.unwrap_or_default()),
        ("reason", &notes.policy_reason),
    ];
    for (name, said) in written {
        extra[name] = value(lines(said));
    }
    let all = tables(report, Audience::Public, content);
    let all: ArrayOfTables = all.iter().map(table).collect();
    extra["tables"] = Item::ArrayOfTables(all);
    page["extra"] = Item::Table(extra);
    Ok(format!("+++\n{page}+++\n"))
}

fn lines(text: &str) -> Array {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect()
}

fn table(table: &ReportTable) -> Table {
    let mut written = Table::new();
    written["message"] = value(&table.message);
    written["caption"] = value(&table.caption);
    written["head"] = value(table.head.iter().collect::<Array>());
    let rows = table.rows.iter().map(|row| row.iter().collect::<Array>());
    written["rows"] = value(rows.collect::<Array>());
    let numbers = table.numbers.iter().map(|&column| column as i64);
    written["numbers"] = value(numbers.collect::<Array>());
    written["notes"] = value(table.notes.iter().collect::<Array>());
    let bars: ArrayOfTables = table.bars.iter().map(bar).collect();
    if !bars.is_empty() {
        written["bars"] = Item::ArrayOfTables(bars);
    }
    written
}

fn bar(bar: &ReportBar) -> Table {
    let mut written = Table::new();
    written["label"] = value(&bar.label);
    written["value"] = value(&bar.value);
    written["length"] = value(bar.length as i64);
    if let Some(target) = bar.target {
        written["target"] = value(target as i64);
    }
    written["target_value"] = value(&bar.target_value);
    written
}
