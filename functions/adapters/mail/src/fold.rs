//! Folds Japanese text for readers whose mail was reduced to plain text in a fixed-width font.

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_width::UnicodeWidthStr;

/// Columns of a line; a full-width character takes two.
pub(crate) const COLUMNS: usize = 76;

/// Marks of a list entry; its further lines start below its text.
const BULLETS: [&str; 3] = ["・", "□ ", "！"];

/// Folds every line to [`COLUMNS`], keeping its indent. Words, numbers and addresses stay whole even
/// where that makes a line longer; 、。」 never start a line and 「（ never end one (UAX #14).
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 20);
    for line in text.lines() {
        fold_line(line.trim_end(), &mut out);
    }
    out
}

fn fold_line(line: &str, out: &mut String) {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    let hanging = " ".repeat(indent + columns(bullet(body)));
    let mut used = indent;
    out.push_str(&line[..indent]);
    for piece in pieces(body) {
        let wide = columns(piece.trim_end());
        if used + wide > COLUMNS && used > hanging.len() {
            out.truncate(out.trim_end_matches([' ', '　']).len());
            out.push('\n');
            out.push_str(&hanging);
            used = hanging.len();
        }
        out.push_str(piece);
        used += columns(piece);
    }
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

/// What a list entry starts with: a mark or a number.
fn bullet(body: &str) -> &str {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && body[digits..].starts_with(". ") {
        return &body[..digits + 2];
    }
    let mark = BULLETS.iter().find(|mark| body.starts_with(**mark));
    mark.map_or("", |mark| &body[..mark.len()])
}

/// The unbreakable pieces of a line. A break between two ASCII characters is only taken at a space, which
/// keeps addresses to type in one piece, and none between a number and its unit.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    linebreaks(line)
        .filter(|(at, kind)| *kind == BreakOpportunity::Mandatory || may_break(line, *at))
        .map(move |(end, _)| {
            let piece = &line[start..end];
            start = end;
            piece
        })
}

fn may_break(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at..].chars().next();
    match (before, after) {
        (Some(before), Some(_)) if before.is_whitespace() => true,
        (Some(before), Some(after)) => {
            !(before.is_ascii_digit() || before.is_ascii() && after.is_ascii())
        }
        _ => true,
    }
}

/// Width in columns where ambiguous characters (①, →, □) are drawn full width, as Japanese fonts do.
fn columns(text: &str) -> usize {
    text.width_cjk()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> Vec<String> {
        let folded = fold(text);
        let lines: Vec<String> = folded.lines().map(str::to_owned).collect();
        for line in &lines {
            assert!(columns(line) <= COLUMNS, "{line}");
        }
        lines
    }

    #[test]
    fn a_long_line_is_folded_below_its_own_indent() {
        let lines = check(&format!("    {}", "予約を台帳に書き写す。".repeat(9)));
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.starts_with("    ")));
        assert_eq!(
            lines.iter().map(|l| l.trim()).collect::<String>(),
            "予約を台帳に書き写す。".repeat(9)
        );
    }

    #[test]
    fn list_entries_hang_below_their_text() {
        let lines = check(&format!("  ・{}", "宿題を書いた紙を用意する。".repeat(5)));
        assert!(lines[1].starts_with("    ") && !lines[1].starts_with("     "));
        let lines = check(&format!("12. {}", "しめ切りと確認のことを書く。".repeat(5)));
        assert!(lines[1].starts_with("    ") && !lines[1].starts_with("     "));
    }

    #[test]
    fn closing_marks_never_start_a_line_and_opening_marks_never_end_one() {
        for shift in 0..12 {
            let text = format!(
                "{}{}",
                "あ".repeat(shift),
                "「宿の台帳」、（例）を書く。".repeat(12)
            );
            for line in check(&text) {
                let first = line.chars().next().unwrap();
                let last = line.chars().next_back().unwrap();
                assert!(!"、。」）ーっゃ".contains(first), "{line}");
                assert!(!"「（".contains(last), "{line}");
            }
        }
    }

    #[test]
    fn words_numbers_and_addresses_stay_whole() {
        let url = "https://kiridashi.example.jp/inventory/status?t=k1.abc-def_ghi/jkl";
        for shift in 0..40 {
            let text = format!(
                "{} 1,234,567円 と Google Workspace と {url} です",
                "あ".repeat(shift)
            );
            let folded = fold(&text);
            assert!(folded.contains(url), "{folded}");
            assert!(folded.contains("1,234,567円"), "{folded}");
            assert!(folded.contains("Workspace"), "{folded}");
        }
    }

    #[test]
    fn an_address_longer_than_a_line_stands_alone() {
        let url = format!("https://example.jp/{}", "x".repeat(120));
        let folded = fold(&format!("ここを開きます。{url}"));
        assert_eq!(folded, format!("ここを開きます。\n{url}\n"));
    }

    #[test]
    fn an_empty_line_stays_empty() {
        assert_eq!(fold("あ\n\nい"), "あ\n\nい\n");
    }
}
