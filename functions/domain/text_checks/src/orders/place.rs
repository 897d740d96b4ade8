//! Orders on the place of work: 当社に来て入力, 事務所で作業, 常駐. Where things are handed over is none.

use std::ops::Range;

use super::About;
use super::words::{binds, has, is_free, is_labour, likely};

/// Words that fix a place, and what may follow them when they only name a record.
const WORDS: &[&str] = &[
    "常駐",
    "出社",
    "出勤",
    "勤務地",
    "勤務場所",
    "就業場所",
    "通勤",
    "来社",
    "現地集合",
    "出向いて",
    "出張して",
];
const RECORDS: &[&str] = &[
    "した",
    "された",
    "簿",
    "表",
    "記録",
    "状況",
    "日数",
    "日の",
    "率",
    "データ",
    "人数",
    "予定",
    "手当",
    "者の",
    "客",
    "のお客",
    "届",
    "時刻",
    "時間の",
    "中の社員",
    "している社員",
];

/// Where the company works.
const PLACES: &[&str] = &[
    "当社",
    "弊社",
    "自社",
    "会社",
    "社内",
    "事務所",
    "事業所",
    "オフィス",
    "お店",
    "店舗",
    "店内",
    "店",
    "宿",
    "旅館",
    "ホテル",
    "フロント",
    "現場",
    "工場",
    "畑",
    "農場",
    "本社",
    "支店",
    "センター",
    "役場",
    "当館",
    "館内",
    "当店",
    "弊店",
    "本部",
    "倉庫",
    "会場",
    "こちら",
    "うち",
    "現地",
    "病院",
    "施設",
];

/// Going there.
const GOING: &[&str] = &[
    "来て",
    "来る",
    "来い",
    "来られ",
    "来ていただ",
    "きて",
    "通って",
    "通う",
    "通い",
    "かよって",
    "かよう",
    "出向",
    "お越し",
    "おこし",
    "出勤",
    "出て",
    "出る",
    "行って",
    "行く",
    "赴",
    "集合",
    "入って",
    "入る",
    "詰め",
    "つめて",
    "伺",
];

/// Working there.
const WORKING: &[&str] = &[
    "作業",
    "勤務",
    "働",
    "はたら",
    "入力し",
    "入力す",
    "入力を",
    "入力。",
    "入力、",
    "仕事",
    "電話番",
    "店番",
    "待機",
    "従事",
    "お願い",
    "対応し",
    "対応す",
    "打ち込",
    "行って",
    "おこなって",
    "して",
    "やって",
    "全部",
];

/// Where a folded sentence orders a place.
pub(super) fn order(sentence: &str, about: About) -> Option<Range<usize>> {
    let at = word(sentence)
        .or_else(|| going(sentence))
        .or_else(|| working(sentence))
        .or_else(|| home(sentence))
        .or_else(|| named(sentence))?;
    (binds(sentence, about) || about == About::Company && is_told_to_come(sentence)).then_some(at)
}

/// A request to come needs no word of labour: 当社にお越しください。
fn is_told_to_come(sentence: &str) -> bool {
    super::words::is_request(sentence) && going(sentence).is_some()
}

fn word(sentence: &str) -> Option<Range<usize>> {
    likely(sentence, WORDS).find_map(|word| {
        sentence.match_indices(word).find_map(|(at, _)| {
            let end = at + word.len();
            let tail = &sentence[end..];
            let record = RECORDS.iter().any(|record| tail.starts_with(record));
            (!record && !is_free(tail)).then_some(at..end)
        })
    })
}

/// The place names of a sentence with what follows them.
fn places(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    likely(sentence, PLACES).flat_map(move |place| {
        let found = sentence.match_indices(place);
        found.map(move |(at, _)| (at, &sentence[at + place.len()..]))
    })
}

fn strip_any<'a>(text: &'a str, words: &[&str]) -> Option<&'a str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

/// Without the words that may stand between a place and what is done there.
fn past_adverbs(text: &str) -> &str {
    let mut rest = text;
    let adverbs = [
        "、",
        "必ず",
        "毎日",
        "毎朝",
        "毎週",
        "直接",
        "一度",
        "いっしょに",
        "一緒に",
        "実際に",
        "みんなと",
        "のみ",
        "だけ",
        "は",
    ];
    while let Some(cut) = strip_any(rest, &adverbs) {
        rest = cut;
    }
    rest
}

/// 当社に来て. Coming to fetch or to hand over is none, nor is a guest who comes.
fn going(sentence: &str) -> Option<Range<usize>> {
    const FETCHING: &[&str] = &[
        "受け取",
        "受けと",
        "受取",
        "取りに",
        "わた",
        "渡",
        "届け",
        "納品",
        "持参",
        "返却",
        "返す",
        "返し",
    ];
    const GUESTS: &[&str] = &[
        "お客",
        "客",
        "予約",
        "注文",
        "電話",
        "メール",
        "問い合わせ",
        "人",
        "方",
        "荷物",
        "書類",
        "請求書",
        "手紙",
        "FAX",
        "はがき",
        "依頼",
        "連絡",
        "業者",
        "いる",
        "いた",
    ];
    let goes = |(at, rest): (usize, &str)| {
        let to = strip_any(rest, &["内に", "に", "へ", "まで"])?;
        let to = past_adverbs(to);
        let verb = GOING.iter().find(|verb| to.starts_with(**verb))?;
        let tail = &to[verb.len()..];
        let guest = GUESTS.iter().any(|guest| tail.starts_with(guest));
        let fetched = has(tail, FETCHING) && !is_labour(tail);
        (!guest && !fetched && !is_free(tail)).then(|| at..sentence.len() - tail.len())
    };
    places(sentence).filter_map(goes).min_by_key(|at| at.start)
}

/// 事務所で作業. What was done there before is material, not an order.
fn working(sentence: &str) -> Option<Range<usize>> {
    let works = |(at, rest): (usize, &str)| {
        let inside = [
            "内",
            "の中",
            "の席",
            "の机",
            "のパソコン",
            "のPC",
            "の端末",
            "のデスク",
            "側",
            "の建物",
        ];
        let rest = strip_any(rest, &inside).unwrap_or(rest);
        let there = strip_any(
            rest,
            &["のみで", "だけで", "に限り", "限定で", "にて", "で"],
        )?;
        let there = past_adverbs(there);
        let verb = WORKING.iter().find(|verb| there.starts_with(**verb))?;
        let tail = &there[verb.len()..];
        let past = [
            "た",
            "された",
            "済",
            "ずみ",
            "のメモ",
            "いる",
            "いた",
            "ある",
            "ています",
        ];
        let past = past.iter().any(|word| tail.starts_with(word));
        let noun = *verb == "作業" && (tail.starts_with("する部分") || tail.starts_with("日"));
        let done = !past && !noun && !is_free(tail);
        done.then(|| at..sentence.len() - there.len())
    };
    places(sentence).filter_map(works).min_by_key(|at| at.start)
}

/// 自宅で作業する; 自宅でも作業できる is none.
fn home(sentence: &str) -> Option<Range<usize>> {
    const AT_HOME: &[&str] = &["自宅で", "自宅のみで", "自宅だけで", "在宅で", "在宅のみで"];
    let at = super::words::find(sentence, AT_HOME)?;
    let tail = past_adverbs(&sentence[at.end..]);
    let works = ["作業", "仕事", "働", "はたら", "勤務", "入力し", "入力す"];
    let may = ["でき", "可", "よい", "かまいません", "受ける", "OK"];
    (works.iter().any(|work| tail.starts_with(work)) && !has(tail, &may)).then_some(at)
}

/// 作業場所は事務所.
fn named(sentence: &str) -> Option<Range<usize>> {
    const NAMED: &[&str] = &[
        "作業場所は",
        "作業場所:",
        "作業場所を",
        "作業の場所は",
        "働く場所は",
        "仕事の場所は",
        "仕事場は",
        "作業は",
        "業務は",
    ];
    likely(sentence, NAMED).find_map(|name| {
        let at = sentence.find(name)?;
        let tail = sentence[at + name.len()..].trim_start_matches(['、', '必', 'ず']);
        let place = PLACES.iter().find_map(|place| tail.strip_prefix(place))?;
        let only = [
            "内のみ",
            "のみ",
            "だけ",
            "に限",
            "内に限",
            "内",
            "とする",
            "です",
            "。",
            "になり",
        ];
        let stands = place.is_empty() || only.iter().any(|word| place.starts_with(word));
        stands.then(|| at..sentence.len() - place.len())
    })
}
