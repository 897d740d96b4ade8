//! Orders on parts of the day, amounts of time and prompt answers: 午前中に作業する, 1日5時間働く.

use std::ops::Range;

use super::clock::number_start;
use super::hours::WORK_AT_ONCE;
use super::words::likely;

/// Parts of the day or week, which fix hours where work follows at once.
const SPANS_OF_DAY: &[&str] = &[
    "午前中",
    "午後",
    "日中",
    "昼間",
    "夜間",
    "早朝",
    "深夜",
    "朝のうち",
    "夕方",
    "平日",
    "土日",
    "営業時間中",
    "営業時間内",
    "開店前",
    "閉店後",
    "始業前",
    "月曜",
    "火曜",
    "水曜",
    "木曜",
    "金曜",
    "土曜",
    "日曜",
    "朝",
    "夜",
];

/// 午前中に作業する, 平日は働く.
pub(super) fn of_day(sentence: &str) -> Option<Range<usize>> {
    let marks = [
        "に",
        "は",
        "も",
        "で",
        "日に",
        "日は",
        "の間",
        "のうち",
        "だけ",
        "のみ",
    ];
    likely(sentence, SPANS_OF_DAY).find_map(|word| {
        sentence.match_indices(word).find_map(|(at, _)| {
            let end = at + word.len();
            let mut rest = &sentence[end..];
            while let Some(cut) = marks
                .iter()
                .chain(&[
                    "、",
                    "必ず",
                    "毎日",
                    "の",
                    "日",
                    "・",
                    "午前中",
                    "日中",
                    "昼間",
                ])
                .chain(SPANS_OF_DAY)
                .find_map(|mark| rest.strip_prefix(mark))
            {
                rest = cut;
            }
            let works = WORK_AT_ONCE.iter().any(|work| rest.starts_with(work));
            let end = sentence.len() - rest.len();
            works.then_some(at..end)
        })
    })
}

/// What may stand between an amount of time and the work.
const AMOUNT_JOINTS: &[&str] = &[
    "の",
    "は",
    "、",
    "ずつ",
    "以上",
    "ほど",
    "程度",
    "必ず",
    "くらい",
    "を",
    "に",
    "で",
];

/// 1日5時間働く, 週4日入る.
pub(super) fn of_duration(sentence: &str) -> Option<Range<usize>> {
    const EVERY: &[&str] = &[
        "1日に",
        "1日",
        "一日",
        "毎日",
        "日に",
        "週に",
        "週",
        "1週間に",
    ];
    const WORK: &[&str] = &[
        "働",
        "はたら",
        "勤務",
        "稼働",
        "作業し",
        "作業す",
        "作業を",
        "従事",
        "入って",
        "入る",
        "仕事をし",
        "仕事をする",
        "出社",
        "来社",
        "出勤",
        "必ず",
        "拘束",
        "お願い",
    ];
    likely(sentence, EVERY).find_map(|word| {
        sentence.match_indices(word).find_map(|(at, _)| {
            let number = sentence[at + word.len()..].trim_start_matches(['、', '約']);
            let rest = number.trim_start_matches(|c: char| {
                c.is_ascii_digit() || "〇一二三四五六七八九十.".contains(c)
            });
            let unit = ["時間", "日間", "日", "回"];
            let mut rest = unit
                .iter()
                .find_map(|unit| rest.strip_prefix(unit))
                .filter(|_| rest.len() < number.len())?;
            while let Some(cut) = AMOUNT_JOINTS
                .iter()
                .find_map(|joint| rest.strip_prefix(joint))
            {
                rest = cut;
            }
            let works = WORK.iter().any(|work| rest.starts_with(work));
            works.then(|| at..sentence.len() - rest.len())
        })
    })
}

/// 10分以内に返信: who has to answer at once has to sit there.
pub(super) fn of_answer(sentence: &str) -> Option<Range<usize>> {
    let at = sentence.find("分以内に")?;
    let answers = ["返", "折り返", "対応", "出", "応答"];
    let rest = &sentence[at + "分以内に".len()..];
    let start = number_start(&sentence[..at])?;
    let answered = answers
        .iter()
        .any(|word| rest.trim_start_matches('、').starts_with(word));
    answered.then_some(start..at + "分以内に".len())
}
