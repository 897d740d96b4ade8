//! Times of day as people write them: 9時, 午前9時半, 九時, 9:00, and what joins two of them.

use std::ops::Range;

use base::text::is_hyphen;

/// A time of day in a text.
pub(super) struct Time {
    /// Where it stands.
    pub at: Range<usize>,
}

/// から, 〜 and the like, with what may stand before the second time.
pub(super) fn is_range_mark(between: &str) -> bool {
    let core = between
        .trim_start_matches(['の', '、'])
        .trim_end_matches(['の', '、']);
    let hyphen = {
        let mut chars = core.chars();
        chars.next().is_some_and(is_hyphen) && chars.next().is_none()
    };
    hyphen
        || matches!(
            core,
            "から" | "より" | "から当日" | "から翌日" | "に始めて" | "に始まり" | "開始"
        )
}

/// 9〜17時: where the first number begins that has no 時 of its own.
pub(super) fn bare_start(sentence: &str, time: usize) -> Option<usize> {
    let before = &sentence[..time];
    let mark = before.chars().next_back().filter(|c| is_hyphen(*c));
    let cut = match mark {
        Some(c) => before.len() - c.len_utf8(),
        None => before.strip_suffix("から")?.len(),
    };
    let number = number_start(&before[..cut])?;
    let lead = before[..number].chars().next_back();
    let dated = lead.is_some_and(|c| is_hyphen(c) || matches!(c, '/' | '.' | ':'));
    (!dated).then_some(number)
}

/// Every time of day: 9時, 午前9時半, 九時, 9:00, with ごろ.
pub(super) fn times(sentence: &str) -> Vec<Time> {
    let clocks = sentence.match_indices([':', '時']);
    clocks
        .filter_map(|(at, sign)| time(sentence, at, sign))
        .collect()
}

fn time(sentence: &str, at: usize, sign: &str) -> Option<Time> {
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
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut end = at + sign.len();
    if sign == ":" {
        (digits(tail) == 2).then_some(())?;
        end += 2;
    } else {
        let other = ["間", "的", "点", "期", "代", "刻", "給", "系"];
        if other.iter().any(|word| tail.starts_with(word)) {
            return None;
        }
        let minutes = digits(tail);
        if minutes > 0 && tail[minutes..].starts_with('分') {
            end += minutes + "分".len();
        } else if tail.starts_with('半') {
            end += "半".len();
        }
    }
    for word in ["ごろ", "ころ", "頃", "ちょうど", "すぎ", "過ぎ", "前"] {
        if sentence[end..].starts_with(word) {
            end += word.len();
        }
    }
    Some(Time { at: start..end })
}

/// Where a number of one or two digits, or of kanji, begins that ends the text.
pub(super) fn number_start(before: &str) -> Option<usize> {
    let is_number = |c: char| c.is_ascii_digit() || "〇一二三四五六七八九十".contains(c);
    let run: Vec<(usize, char)> = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_number(*c))
        .collect();
    let (start, _) = run.last()?;
    (run.len() <= 3).then_some(*start)
}
