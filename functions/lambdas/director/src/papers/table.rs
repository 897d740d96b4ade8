//! What was found as a table, a row for each paper and each sum of money.

use base::csv::ExcelTable;
use town::texts::PaperSearchTexts;

use super::found::{Found, kind};

pub(super) fn csv(found: &[Found<'_>], texts: &PaperSearchTexts) -> Vec<u8> {
    let head = [
        texts.head_day(),
        texts.head_kind(),
        texts.head_number(),
        texts.head_version(),
        texts.head_party(),
        texts.head_yen(),
        texts.head_work(),
        texts.head_reference(),
        texts.head_replaced(),
    ];
    let rows = found.iter().map(|it| {
        let paper = it.paper;
        let version = match paper.version {
            0 => String::new(),
            version => version.to_string(),
        };
        vec![
            paper.on.to_string(),
            kind(paper.kind, texts).to_owned(),
            it.number().to_owned(),
            version,
            it.party.to_owned(),
            paper.yen.map(|yen| yen.to_string()).unwrap_or_default(),
            it.title.to_owned(),
            paper.placement.to_string(),
            it.replaced(texts),
        ]
    });
    let rows: Vec<Vec<String>> = rows.collect();
    ExcelTable::new(&head, rows).csv()
}
