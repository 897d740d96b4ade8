//! Typed Japanese text: cleaned without changing a letter, and numbers read in any width.

mod normalize;
mod radicals;

pub use normalize::{normalize, plain};

/// Whether people type this where a hyphen is meant.
pub fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | 'ー'
            | 'ｰ'
            | '−'
            | '－'
            | '‐'
            | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | '─'
            | '━'
            | '﹣'
            | '﹘'
            | '\u{AD}'
            | '\u{2043}'
            | '゠'
            | '➖'
            | '⸺'
            | '⸻'
            | '˗'
            | 'ㅡ'
            | '〜'
            | '~'
            | '～'
    )
}

/// One line of free text, normalised: line breaks and control characters become spaces, runs of spaces shrink,
/// ends are trimmed. Letters such as 髙 and 﨑 stay as typed.
pub fn line(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if breaks_line(c) { ' ' } else { c })
        .collect();
    let mut out = String::with_capacity(spaced.len());
    for c in normalize(&spaced).trim().chars() {
        if !(c == ' ' && out.ends_with(' ')) {
            out.push(c);
        }
    }
    if is_blank(&out) { String::new() } else { out }
}

/// Whether nothing of it is seen: letters that have a width and no ink, of braille, of music and of Khitan.
fn is_blank(text: &str) -> bool {
    let is_empty = |c| matches!(c, '\u{2800}' | '\u{16FE4}' | '\u{1D159}');
    text.chars().all(|c| c.is_whitespace() || is_empty(c))
}

/// Several lines of free text, normalised: line ends become `\n`, other control characters go, outer blank
/// lines are trimmed, at most one blank line stays between paragraphs.
pub fn lines(text: &str) -> String {
    let text = unix_lines(text);
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        let kept: String = line
            .chars()
            .map(|c| if c == '\t' { ' ' } else { c })
            .filter(|c| !c.is_control())
            .collect();
        let kept = normalize(&kept);
        let kept = kept.trim_end();
        if !(kept.is_empty() && (out.is_empty() || out.ends_with("\n\n"))) {
            out.push_str(kept);
            out.push('\n');
        }
    }
    if is_blank(&out) {
        return String::new();
    }
    out.trim().to_owned()
}

/// The text with every line end as `\n`: of Windows and old Macs, of word processors (U+000B, U+000C), and Unicode's.
pub fn unix_lines(text: &str) -> String {
    let ends = ['\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.replace("\r\n", "\n").replace(ends, "\n")
}

fn breaks_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// A number as typed: any width, groups of three digits with one kind of mark or blank between them, an optional decimal
/// point. 2、3 is two numbers, and so none.
pub fn number(text: &str) -> Option<f64> {
    let plain = plain(text).replace('。', ".");
    let plain = plain.trim();
    let (whole, decimals) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let typed = ungrouped(whole)? + decimals;
    let shaped = !typed.is_empty() && typed.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // Of more digits than it can hold, it would make infinity.
    let finite = |value: &f64| value.is_finite();
    typed.parse().ok().filter(finite).filter(|_| shaped)
}

/// The digits of a whole number, without what stands between its groups.
fn ungrouped(whole: &str) -> Option<String> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Some(whole.to_owned());
    };
    let mut groups = whole.split(mark);
    let begins = groups.next().is_some_and(|it| (1..=3).contains(&it.len()));
    let is_mark = matches!(mark, ',' | '、') || mark.is_whitespace();
    (is_mark && begins && groups.all(|it| it.len() == 3)).then(|| whole.replace(mark, ""))
}

/// A number as typed, perhaps with its unit and with 約 or くらい: 5分, 約３０件くらい, ￥1,200.
pub fn amount(text: &str, unit: &str) -> Option<f64> {
    let plain = plain(text);
    let mut rest = plain.trim();
    for about in ["約", "およそ", "だいたい"] {
        rest = rest.strip_prefix(about).unwrap_or(rest).trim_start();
    }
    for about in ["くらい", "ぐらい", "ほど", "程度"] {
        rest = rest.strip_suffix(about).unwrap_or(rest).trim_end();
    }
    if unit == "円" {
        rest = rest.strip_prefix(['¥', '\\']).unwrap_or(rest);
    }
    number(rest.strip_suffix(unit).unwrap_or(rest))
}

/// What things and people are counted by.
const COUNTERS: [&str; 10] = ["件", "枚", "個", "こ", "回", "本", "冊", "人", "通", "部"];

/// A number of things as typed, with their own counter or a usual one: 10件, 約10枚.
pub fn counted(text: &str, counter: &str) -> Option<f64> {
    let usual = || COUNTERS.iter().find_map(|usual| amount(text, usual));
    amount(text, counter).or_else(usual)
}

/// Spans of time in one spelling: 1ヶ月, 1カ月 and 一か月 are 1か月, 一週間 is 1週間.
pub fn spans_spelled(text: &str) -> String {
    let mut spelled = text.to_owned();
    for month in [
        "ヶ月", "ヵ月", "カ月", "ケ月", "箇月", "個月", "ゕ月", "ゖ月",
    ] {
        spelled = spelled.replace(month, "か月");
    }
    for (kanji, digit) in [("一か月", "1か月"), ("一週間", "1週間"), ("一年", "1年")] {
        spelled = spelled.replace(kanji, digit);
    }
    spelled
}

/// The name of a person in one line, without the 様 that a letter puts behind it itself.
pub fn person(text: &str) -> String {
    let name = line(text);
    let bare = name.trim_end_matches(|c: char| c == '様' || c.is_whitespace());
    match bare {
        "" => name,
        bare => bare.to_owned(),
    }
}

/// A whole number as typed.
pub fn whole(text: &str) -> Option<u32> {
    let value = number(text)?;
    (value.fract() == 0.0 && value <= f64::from(u32::MAX)).then_some(value as u32)
}

/// A number in words: no decimals when whole, one otherwise.
pub fn shown(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded.fract() == 0.0 {
        format!("{rounded:.0}")
    } else {
        format!("{rounded:.1}")
    }
}

/// Yen with thousands separators.
pub fn yen(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out + "円"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_text_keeps_rare_kanji_and_full_width_letters() {
        assert_eq!(line("　髙﨑ｱ㈱１２　"), "髙﨑ｱ㈱１２");
        assert_eq!(lines("髙橋\r\n﨑田"), "髙橋\n﨑田");
    }

    #[test]
    fn line_cannot_hold_a_line_break() {
        assert_eq!(line("カ\u{3099}ーテ\u{3099}ン \u{2F47}報"), "ガーデン 日報");
        assert_eq!(
            line("宿\r\nBcc: a@example.jp\u{2028}x\0"),
            "宿 Bcc: a@example.jp x"
        );
        assert_eq!(line("ab\u{202E}cd\u{200B}"), "abcd");
    }

    #[test]
    fn what_cannot_be_seen_is_no_name() {
        // Unicode's Default_Ignorable_Code_Point, its blanks, and letters that have a width and no ink.
        let ignorable = [
            '\u{AD}'..='\u{AD}',
            '\u{34F}'..='\u{34F}',
            '\u{61C}'..='\u{61C}',
            '\u{115F}'..='\u{1160}',
            '\u{17B4}'..='\u{17B5}',
            '\u{180B}'..='\u{180F}',
            '\u{200B}'..='\u{200F}',
            '\u{202A}'..='\u{202E}',
            '\u{2060}'..='\u{206F}',
            '\u{3164}'..='\u{3164}',
            '\u{FE00}'..='\u{FE0F}',
            '\u{FEFF}'..='\u{FEFF}',
            '\u{FFA0}'..='\u{FFA0}',
            '\u{FFF0}'..='\u{FFF8}',
            '\u{1BCA0}'..='\u{1BCA3}',
            '\u{1D173}'..='\u{1D17A}',
            '\u{E0000}'..='\u{E0FFF}',
        ];
        let blank = ('\0'..=char::MAX).filter(|c| c.is_whitespace() || c.is_control());
        let inkless = ['\u{2800}', '\u{16FE4}', '\u{1D159}', '\u{FFFC}'];
        for c in ignorable.into_iter().flatten().chain(blank).chain(inkless) {
            for typed in [c.to_string(), format!("　{c}{c} \u{2800}{c}")] {
                assert_eq!(line(&typed), "", "{}", typed.escape_unicode());
                assert_eq!(lines(&typed), "", "{}", typed.escape_unicode());
            }
        }
        for name in ["⠞⠁⠝⠁⠅⠁⠀⠓", "見本\u{2800}花子", "・", "ー", "？"] {
            assert_eq!(line(name), name);
        }
    }

    #[test]
    fn lines_shrink_blank_paragraphs() {
        assert_eq!(lines("\n\na\t1\r\r\r\rb\u{7}  \n\n"), "a 1\n\nb");
        assert_eq!(lines("カ\u{3099}\u{B}1\u{85}2\u{2028}3"), "ガ\n1\n2\n3");
    }

    #[test]
    fn numbers_are_read_in_any_width() {
        assert_eq!(number("１，２００"), Some(1200.0));
        assert_eq!(number(" １．５ "), Some(1.5));
        assert_eq!(whole("３０"), Some(30));
        assert_eq!(whole("\u{200B}3\u{2060}0\u{202C}"), Some(30));
        for text in ["1,200", "１、２００", "1 200", "1　200"] {
            assert_eq!(number(text), Some(1200.0), "{text}");
        }
        assert_eq!(number("12,345,678.5"), Some(12_345_678.5));
        let several = ["2、3", "2,3", "2 3", "２　３", "10、15", "5,59", "1,0"];
        let misplaced = [
            "1,20",
            "1,2000",
            "1234,567",
            ",200",
            "1,",
            "1,200、300",
            "1.5,5",
        ];
        for text in several.into_iter().chain(misplaced) {
            assert_eq!(number(text), None, "{text}");
            assert_eq!(amount(&format!("{text}円"), "円"), None, "{text}");
        }
        let endless = "9".repeat(400);
        for text in ["", "-1", "1e5", "三", "1.2.3", "NaN", "inf", &endless] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(whole("1.5"), None);
    }

    #[test]
    fn a_number_of_things_may_carry_any_usual_counter() {
        for text in ["10", "10枚", "１０件", "約10 冊", "10通くらい", "10頁"] {
            assert_eq!(counted(text, "頁"), Some(10.0), "{text}");
        }
        for text in ["10分", "10円", "10枚件", "枚", "2、3枚", "10枚と5件"] {
            assert_eq!(counted(text, "頁"), None, "{text}");
        }
    }

    #[test]
    fn a_name_is_kept_without_what_a_letter_puts_behind_it() {
        for typed in [
            "見本 花子 様",
            "見本 花子様様",
            " 見本　花子　様 ",
            "見本 花子",
        ] {
            let name = person(typed);
            assert_eq!(name.replace('　', " "), "見本 花子", "{typed}");
        }
        for name in ["様", "様方 花子", "見本 さま子", ""] {
            assert_eq!(person(name), name);
        }
    }

    #[test]
    fn an_amount_may_carry_its_unit_and_no_other() {
        for text in ["5分", "５ 分", "約5分", "5分くらい", "およそ5分ほど", "5"] {
            assert_eq!(amount(text, "分"), Some(5.0), "{text}");
        }
        for text in ["5時間", "5〜6分", "分", "五分", "約", "5分30秒"] {
            assert_eq!(amount(text, "分"), None, "{text}");
        }
        assert_eq!(amount("5", ""), Some(5.0));
        for text in ["￥1,200", "¥ 1,200", "\\1200", "約1,200 円"] {
            assert_eq!(amount(text, "円"), Some(1200.0), "{text}");
        }
        assert_eq!(amount("¥5", "分"), None);
    }

    #[test]
    fn spans_of_time_are_one_in_every_spelling() {
        for text in [
            "1ヶ月に",
            "1ヵ月に",
            "1カ月に",
            "1ケ月に",
            "一か月に",
            "一ヶ月に",
            "1か月に",
        ] {
            assert_eq!(spans_spelled(text), "1か月に", "{text}");
        }
        assert_eq!(spans_spelled("一週間に"), "1週間に");
        assert_eq!(spans_spelled("一年に"), "1年に");
    }

    #[test]
    fn amounts_are_shown_in_groups_of_three() {
        assert_eq!(
            (yen(0), yen(1061), yen(1234567)),
            ("0円".into(), "1,061円".into(), "1,234,567円".into())
        );
        assert_eq!(
            (shown(2.0), shown(0.25), shown(5.04)),
            ("2".into(), "0.3".into(), "5".into())
        );
    }
}
