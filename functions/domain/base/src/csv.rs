//! Tables for Excel: UTF-8 with a byte order mark, every cell quoted, and no cell that is a formula.

/// What a formula begins with; the wide forms too, which Japanese Excel reads alike.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A table with its first row of headings, as the bytes of a file.
pub fn table(head: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = String::from('\u{FEFF}');
    let head: Vec<String> = head.iter().map(|cell| (*cell).to_owned()).collect();
    for row in std::iter::once(&head).chain(rows) {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// A quoted cell. An apostrophe in front keeps Excel from calculating what somebody typed.
fn cell(text: &str) -> String {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() && !FORMULA.contains(&c));
    let guard = if shown.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
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
        let bytes = table(&["名前"], &rows.map(|cell| vec![cell.to_owned()]));
        let text = String::from_utf8(bytes).unwrap();
        let wanted = "\u{FEFF}\"名前\"\r\n\"'=1+1\"\r\n\"'+81\"\r\n\"'-1\"\r\n\"'@a\"\r\n\
            \"'\tx\"\r\n\"'\rx\"\r\n\"' =1\"\r\n\"'＝1\"\r\n\"髙\"\"橋\"\",\n2\"\r\n";
        assert_eq!(text, wanted);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_stays_in_its_cell(text in "\\PC*|[=+@\t\r\n\", -]*") {
            let cell = cell(&text);
            let inside = &cell[1..cell.len() - 1];
            prop_assert!(!inside.replace("\"\"", "").contains('"'));
            prop_assert!(!inside.trim_start().starts_with(['=', '+', '-', '@']));
        }
    }
}
