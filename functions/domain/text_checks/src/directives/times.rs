//! Times of day, numbers and numbered items as people write them: 9時, 午前9時半, 九時, 9:00; 九; 1. and (2).

use std::ops::Range;

use base::text::is_hyphen;

/// Every time of day: 9時, 午前9時半, 九時, 9:00, with ごろ.
pub(super) fn times(sentence: &str) -> Vec<Range<usize>> {
    let clocks = sentence.match_indices([':', '時']);
    clocks
        .filter_map(|(at, sign)| time(sentence, at, sign))
        .collect()
}

fn time(sentence: &str, at: usize, sign: &str) -> Option<Range<usize>> {
    const BEFORE: &[&str] = &[
        "毎朝",
        "毎晩",
        "毎夕",
        "午前",
        "午後",
        "翌日の",
        "翌朝",
        "翌",
        "夕方",
        "深夜",
        "早朝",
        "朝",
        "昼",
        "夜",
        "正午",
        "AM",
        "PM",
        "am",
        "pm",
    ];
    let mut start = number_start(&sentence[..at])?;
    while let Some(cut) = BEFORE
        .iter()
        .find_map(|word| sentence[..start].strip_suffix(word))
    {
        start = cut.len();
    }
    let tail = &sentence[at + sign.len()..];
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = at + sign.len();
    if sign == ":" {
        (digits == 2).then_some(())?;
        end += 2;
    } else {
        let other = ["間", "的", "点", "期", "代", "刻", "給", "系"];
        if other.iter().any(|word| tail.starts_with(word)) {
            return None;
        }
        if digits > 0 && tail[digits..].starts_with('分') {
            end += digits + "分".len();
        } else if tail.starts_with('半') {
            end += "半".len();
        }
    }
    for word in ["ごろ", "ころ", "頃", "ちょうど", "すぎ", "過ぎ", "前"] {
        if sentence[end..].starts_with(word) {
            end += word.len();
        }
    }
    Some(start..end)
}

/// Where a number of at most three digits, or of kanji, begins that ends the text.
fn number_start(before: &str) -> Option<usize> {
    let run = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_number(*c));
    let run: Vec<(usize, char)> = run.collect();
    let (start, _) = run.last()?;
    (run.len() <= 3).then_some(*start)
}

fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c)
}

/// Every number that is no part of a date or another number.
pub(super) fn numbers(sentence: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut rest = sentence;
    while let Some(from) = rest.find(is_number) {
        let start = sentence.len() - rest.len() + from;
        let length = rest[from..]
            .find(|c: char| !is_number(c) && c != '.')
            .unwrap_or(rest.len() - from);
        let before = sentence[..start].chars().next_back();
        if !before.is_some_and(|c| is_hyphen(c) || matches!(c, '/' | '.' | ':')) {
            found.push(start..start + length);
        }
        rest = &rest[from + length..];
    }
    found
}

/// Every place where an item with this number begins: 1. or (1) or 1、.
pub(super) fn items(sentence: &str, number: char) -> Vec<Range<usize>> {
    let item = |(at, number): (usize, &str)| {
        let before = sentence[..at].chars().next_back();
        let tail = &sentence[at + number.len()..];
        let behind = tail.strip_prefix(['.', ')', ':', '、'])?;
        let alone = !before.is_some_and(|c| {
            is_number(c) || c.is_ascii_alphabetic() || matches!(c, '.' | '-' | ':')
        });
        let counts = !behind.starts_with(|c: char| c.is_ascii_digit());
        (alone && counts).then(|| at..sentence.len() - behind.len())
    };
    sentence.match_indices(number).filter_map(item).collect()
}
