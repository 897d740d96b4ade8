//! Words and small readings that the search for hours, place and sequence shares.

use std::ops::Range;

use super::About;

/// What only somebody who works does.
const LABOUR: &[&str] = &[
    "作業",
    "勤務",
    "就業",
    "働",
    "はたら",
    "待機",
    "常駐",
    "出社",
    "来社",
    "出勤",
    "通勤",
    "従事",
    "稼働",
    "拘束",
    "電話番",
    "店番",
    "当番",
    "シフトに",
    "シフト勤務",
    "仕事をし",
    "仕事し",
    "仕事する",
    "仕事をする",
    "仕事を始",
    "仕事につ",
    "仕事に入",
    "入力し",
    "入力する",
    "入力を",
    "入力に",
    "に来て",
    "へ来て",
    "まで来て",
    "に来る",
    "にきて",
    "に通",
    "席に",
    "着席",
    "ログイン",
    "電話に出",
    "出られるよう",
    "つながるよう",
    "連絡がつ",
    "連絡がと",
    "連絡が取",
    "返信できる",
    "始業",
    "開始する",
    "開始して",
    "開始し",
    "に始",
    "から始",
    "に集合",
    "を始め",
    "につ",
];

/// Labour words that say something else: of records, of the employer's own day.
const NO_LABOUR: &[&str] = &[
    "農作業",
    "作業中",
    "仕事中",
    "作業員",
    "作業日",
    "作業服",
    "作業場",
    "作業の増",
    "作業の分",
    "勤務表",
    "勤務簿",
    "勤務の希望",
    "出勤簿",
    "出勤表",
    "出勤日",
    "待機児童",
    "通勤手当",
    "従事者",
    "につき",
    "について",
    "につなぐ",
    "につけ",
    "当番表",
    "作業手順書",
    "作業日誌",
    "作業記録",
    "作業は入って",
    "作業の内容",
];

/// A wish or command to whoever reads it.
const REQUEST: &[&str] = &[
    "ください",
    "下さい",
    "お願い",
    "おねがい",
    "いただ",
    "頂",
    "もらう",
    "もらい",
    "もらえ",
    "なさい",
    "必ず",
    "かならず",
    "こと。",
    "べき",
    "ほしい",
    "欲しい",
    "たのみたい",
];

/// The company speaks of its own doing, or of what is not handed over.
const OWN: &[&str] = &[
    "つづけ",
    "続けます",
    "続ける",
    "入りません",
    "入らない",
    "入れません",
    "含みません",
    "含まない",
    "含めない",
    "ふくみません",
    "ふくまない",
    "除きます",
    "除く",
    "のぞく",
    "残ります",
    "残る",
    "残します",
    "残す",
    "たのみません",
    "たのまない",
    "頼まない",
    "外に出さない",
    "社員が",
    "スタッフが",
    "当社が",
    "弊社が",
    "自社が",
    "私が",
    "わたしが",
    "私たちが",
    "こちらが",
    "こちらで",
    "自社で",
];

/// That something is free or not needed.
const FREE: &[&str] = &[
    "不要",
    "要りません",
    "いりません",
    "いらない",
    "要らない",
    "必要な",
    "必要はな",
    "必要がな",
    "必要はあり",
    "必要あり",
    "自由",
    "問わ",
    "問いま",
    "受ける人が決",
    "決めない",
    "決めません",
    "しなくて",
    "求めない",
    "求めません",
    "指定しな",
    "指定はな",
    "定めない",
    "まかせ",
    "任せ",
    "ありません",
    "なし",
    "無し",
    "ない。",
    "なくてよ",
    "なくてい",
];

/// Which characters a text has, so that most words need no search: one set bit for each, at 512 places.
struct Letters([u64; 8]);

impl Letters {
    fn of(text: &str) -> Letters {
        let mut bits = [0; 8];
        for c in text.chars() {
            let place = u32::from(c) as usize;
            bits[place / 64 % 8] |= 1 << (place % 64);
        }
        Letters(bits)
    }

    fn may_hold(&self, word: &str) -> bool {
        word.chars().all(|c| {
            let place = u32::from(c) as usize;
            self.0[place / 64 % 8] & (1 << (place % 64)) != 0
        })
    }
}

/// The words that a text may hold, by its characters.
pub(super) fn likely<'a>(text: &str, words: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let letters = Letters::of(text);
    let words = words.iter().copied();
    words.filter(move |word| letters.may_hold(word))
}

pub(super) fn has(text: &str, words: &[&str]) -> bool {
    likely(text, words).any(|word| text.contains(word))
}

/// The first of the words in a text, and where it stands.
pub(super) fn find(text: &str, words: &[&str]) -> Option<Range<usize>> {
    let at = |word: &str| text.find(word).map(|at| at..at + word.len());
    likely(text, words).find_map(at)
}

/// Whether somebody is to work, as far as the words tell.
pub(super) fn is_labour(sentence: &str) -> bool {
    let mut masked = sentence.to_owned();
    for word in likely(sentence, NO_LABOUR) {
        if masked.contains(word) {
            masked = masked.replace(word, "_");
        }
    }
    has(&masked, LABOUR)
}

pub(super) fn is_request(sentence: &str) -> bool {
    has(sentence, REQUEST) || sentence.ends_with("こと")
}

/// Whether what a strict reading takes for an order is one to the worker.
pub(super) fn binds(sentence: &str, about: About) -> bool {
    let own = has(sentence, OWN) && !is_request(sentence);
    match about {
        About::Work => true,
        About::Company => is_labour(sentence) && !own,
        About::Reach => {
            let reached = ["電話", "連絡", "メール"];
            is_labour(sentence) && is_request(sentence) && !has(sentence, &reached)
        }
    }
}

/// Whether the same clause says that it is free or not needed: 出社は不要, 作業場所は自由.
pub(super) fn is_free(after: &str) -> bool {
    let rest = after.trim_start_matches(['は', 'も', 'の', 'が', '、', 'を', 'や', '・']);
    let clause = rest.split(['、', '。']).next().unwrap_or_default();
    let near: String = clause.chars().take(16).collect();
    has(&format!("{near}。"), FREE)
}

/// What follows an order that was cut out of a name, without the particles that joined them.
pub(super) fn after_order(tail: &str) -> &str {
    const JOINTS: &[&str] = &[
        "始めて",
        "始める",
        "開始して",
        "開始する",
        "開始の",
        "開始",
        "スタートの",
        "スタート",
        "までの",
        "まで",
        "の間に",
        "の間",
        "して",
        "する",
        "での",
        "で",
        "に",
        "の",
        "は",
        "を",
        "、",
        ",",
        "・",
        "毎日",
        "必ず",
    ];
    let mut rest = tail;
    while let Some(cut) = JOINTS.iter().find_map(|joint| rest.strip_prefix(joint)) {
        rest = cut;
    }
    rest
}
