//! Orders on hours: 9時から17時まで, 毎朝8時に始める, 午前中に作業する. A deadline (17時までに) is none.

use std::ops::Range;

use super::About;
use super::clock::{bare_start, is_range_mark, times};
use super::day::{of_answer, of_day, of_duration};
use super::words::{binds, find, has, is_free, is_labour, is_request};

/// Words that fix hours whatever stands around them.
const WORDS: &[&str] = &[
    "勤務時間は",
    "勤務時間:",
    "勤務時間を",
    "勤務時間内",
    "勤務時間中",
    "就業時間",
    "労働時間",
    "作業時間は",
    "作業時間:",
    "作業時間帯",
    "始業",
    "終業",
    "待機",
    "定時で",
    "定時まで",
    "定時に",
    "残業し",
    "残業を",
    "シフトに入",
    "シフト勤務",
    "シフトで働",
    "シフト制",
    "フルタイム",
    "常に連絡",
    "つねに連絡",
    "いつでも連絡が",
    "いつでも電話に",
    "電話に出られるよう",
    "電話に出られる状態",
    "すぐに返事",
    "すぐ返事",
    "すぐに返信",
    "すぐ返信",
    "即返信",
    "即時対応",
    "即対応",
    "常時対応",
    "拘束",
];

/// What is done in such a part of the day when it is work.
pub(super) const WORK_AT_ONCE: &[&str] = &[
    "作業",
    "働",
    "はたら",
    "勤務",
    "待機",
    "稼働",
    "従事",
    "入力し",
    "入力する",
    "入力を",
    "仕事をし",
    "仕事する",
    "仕事をする",
    "対応し",
    "対応する",
    "電話番",
    "出社",
    "来社",
    "出勤",
    "常駐",
    "入って",
    "入る",
    "シフト",
];

/// What a span of hours belongs to when it is no working time.
const INFORMATION: &[&str] = &[
    "営業時間",
    "受付時間",
    "利用時間",
    "開館時間",
    "営業",
    "会議",
    "打ち合わせ",
    "録音",
    "チェックイン",
    "チェックアウト",
    "放送",
    "セミナー",
    "行事",
    "イベント",
    "診療時間",
    "連絡",
    "質問",
    "問い合わせ",
    "問合せ",
    "しめ切り",
    "締切",
    "締め切り",
    "配達",
    "集荷",
    "便",
];

/// Handing over at a time is a deadline, not work.
const DELIVERY: &[&str] = &[
    "わた",
    "渡",
    "納品",
    "届",
    "提出",
    "受けと",
    "受け取",
    "受取",
    "投稿",
    "公開",
    "配信",
    "振込",
    "ふりこ",
    "はらう",
    "払",
];

/// Where a folded sentence orders hours.
pub(super) fn order(sentence: &str, about: About) -> Option<Range<usize>> {
    let stands = |at: &Range<usize>| {
        let tail = &sentence[at.end..];
        !is_free(tail) && !tail.starts_with("児童")
    };
    if let Some(at) = find(sentence, WORDS).filter(stands) {
        let told = about == About::Company && is_request(sentence);
        return (binds(sentence, about) || told).then_some(at);
    }
    let at = of_clock(sentence)
        .or_else(|| of_day(sentence))
        .or_else(|| of_duration(sentence))
        .or_else(|| of_answer(sentence))?;
    binds(sentence, about).then_some(at)
}

/// Spans and beginnings by the clock.
fn of_clock(sentence: &str) -> Option<Range<usize>> {
    let times = times(sentence);
    for (i, time) in times.iter().enumerate() {
        let end = times.get(i + 1).filter(|next| {
            let between = &sentence[time.at.end..next.at.start];
            is_range_mark(between)
        });
        let start = bare_start(sentence, time.at.start).unwrap_or(time.at.start);
        let is_span = end.is_some() || start < time.at.start;
        let at = start..end.map_or(time.at.end, |next| next.at.end);
        if is_span && !is_information(sentence, &at) {
            return Some(at);
        }
        if !is_span && let Some(at) = beginning(sentence, &time.at) {
            return Some(at);
        }
    }
    None
}

/// 9時から入力, 毎朝8時に始める: a beginning without an end.
fn beginning(sentence: &str, time: &Range<usize>) -> Option<Range<usize>> {
    const STARTS: &[&str] = &[
        "始",
        "はじ",
        "開始",
        "スタート",
        "集合",
        "出社",
        "来社",
        "出勤",
        "来て",
        "来る",
        "きて",
        "ログイン",
        "席",
        "着席",
        "入って",
        "作業",
        "仕事",
        "つなが",
    ];
    const EVERY: &[&str] = &["毎朝", "毎日", "毎晩", "毎夕", "毎週", "平日", "必ず"];
    let tail = &sentence[time.end..];
    let starts = |rest: &str| {
        let rest = rest.trim_start_matches(['、', 'は']);
        STARTS.iter().any(|word| rest.starts_with(word))
    };
    let informs = is_information(sentence, time);
    let fixed = if let Some(rest) = tail.strip_prefix("から").or(tail.strip_prefix("より")) {
        let ends = rest.is_empty() || rest.starts_with(['。', '、', ')']);
        !rest.starts_with('の') && !informs && (ends || starts(rest) || is_labour(rest))
    } else if let Some(rest) = tail.strip_prefix("に") {
        let daily = has(&sentence[..time.start], EVERY) && is_labour(rest);
        starts(rest) && !has(rest, DELIVERY) || daily
    } else if let Some(rest) = tail.strip_prefix("以降").or(tail.strip_prefix("以後")) {
        !rest.starts_with('の') && is_labour(rest)
    } else if let Some(rest) = tail.strip_prefix("まで") {
        let rest = rest.trim_start_matches('、');
        WORK_AT_ONCE.iter().any(|work| rest.starts_with(work))
    } else {
        ["開始", "スタート", "始業", "出勤", "出社", "集合"]
            .iter()
            .any(|word| tail.starts_with(word))
    };
    fixed.then(|| {
        let joint = ["から", "より", "に", "以降", "以後", "まで"];
        let cut = joint.iter().find(|word| tail.starts_with(**word));
        time.start..time.end + cut.map_or(0, |word| word.len())
    })
}

/// Whether a span tells of something else than working: 営業時間（9時〜17時）, 9時から17時の予約.
fn is_information(sentence: &str, at: &Range<usize>) -> bool {
    const WORK: &[&str] = &[
        "間",
        "あいだ",
        "時間帯",
        "作業",
        "勤務",
        "仕事",
        "電話番",
        "店番",
        "シフト",
        "当番",
        "待機",
        "対応",
    ];
    let tail = &sentence[at.end..];
    let of = ["までの", "の", "分の", ")の", "までに"]
        .iter()
        .find_map(|word| tail.strip_prefix(word).map(|rest| (*word, rest)));
    let attribute = of.is_some_and(|(word, rest)| {
        word != "までに" && !rest.is_empty() && !WORK.iter().any(|work| rest.starts_with(work))
    });
    let delivered = has(tail, DELIVERY) && !is_labour(sentence);
    attribute || delivered || introduced(&sentence[..at.start])
}

/// Whether what stands before a span says that it is no working time.
fn introduced(before: &str) -> bool {
    const BETWEEN: &[&str] = &[
        "は", "が", "を", "も", ":", "(", "「", "、", "・", "平日", "土日", "祝日", "毎日", "毎週",
        "当日", "の", "時間", "月曜", "火曜", "水曜", "木曜", "金曜", "日", "から", "午前", "午後",
    ];
    let mut rest = before;
    while let Some(cut) = BETWEEN.iter().find_map(|word| rest.strip_suffix(word)) {
        if INFORMATION.iter().any(|word| rest.ends_with(word)) {
            return true;
        }
        rest = cut;
    }
    INFORMATION.iter().any(|word| rest.ends_with(word))
}
