//! Tables for Excel: UTF-8 with a byte order mark, every cell quoted, and no cell that is a formula.

use std::borrow::Cow;

/// What a formula begins with; the wide forms too, which Japanese Excel reads alike.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A table: its headings, and its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcelTable {
    /// The headings.
    pub head: Vec<String>,
    /// The rows, as what they say; nothing is guarded yet.
    pub rows: Vec<Vec<String>>,
}

impl ExcelTable {
    /// Of these headings and rows.
    pub fn new(head: &[&str], rows: Vec<Vec<String>>) -> ExcelTable {
        let head = head.iter().map(|&cell| cell.to_owned()).collect();
        ExcelTable { head, rows }
    }

    /// As the bytes of a CSV file that Excel opens with its letters and calculates nothing of.
    pub fn csv(&self) -> Vec<u8> {
        let mut writer = ::csv::WriterBuilder::new()
            .flexible(true)
            .quote_style(::csv::QuoteStyle::Always)
            .terminator(::csv::Terminator::CRLF)
            .from_writer(Vec::from("\u{FEFF}"));
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let cells = row.iter().map(|cell| guarded(cell).into_owned());
            writer
                .write_record(cells)
                .expect("writing to memory does not fail");
        }
        writer
            .into_inner()
            .expect("writing to memory does not fail")
    }
}

/// The cell with an apostrophe in front where Excel would calculate what somebody typed.
fn guarded(text: &str) -> Cow<'_, str> {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() && !FORMULA.contains(&c));
    match shown.starts_with(FORMULA) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_table_opens_in_excel_and_calculates_nothing() {
        let rows = [
            "=1+1",
            "+81",
            "-1",
            "@a",
            "\tx",
            "\rx",
            " =1",
            "＝1",
            "髙\"橋\",\n2",
        ];
        let bytes = ExcelTable::new(&["名前"], rows.map(|cell| vec![cell.to_owned()]).into()).csv();
        let text = String::from_utf8(bytes).unwrap();
        let wanted = "\u{FEFF}\"名前\"\r\n\"'=1+1\"\r\n\"'+81\"\r\n\"'-1\"\r\n\"'@a\"\r\n\
            \"'\tx\"\r\n\"'\rx\"\r\n\"' =1\"\r\n\"'＝1\"\r\n\"髙\"\"橋\"\",\n2\"\r\n";
        assert_eq!(text, wanted);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_stays_in_its_cell(text in "\\PC*|[=+@\t\r\n\", -]*") {
            let rows = vec![vec![text.clone(), "1".to_owned()]];
            let bytes = ExcelTable::new(&["名前", "人数"], rows).csv();
            let mut read = ::csv::Reader::from_reader(&bytes["\u{FEFF}".len()..]);
            let rows: Vec<::csv::StringRecord> = read.records().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), 1);
            prop_assert_eq!(rows[0].len(), 2);
            let cell = &rows[0][0];
            prop_assert_eq!(cell.strip_prefix('\'').filter(|_| cell != text).unwrap_or(cell), text.as_str());
            prop_assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']));
        }
    }
}
