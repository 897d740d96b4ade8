//! Finds words in free text that are vague, personal or instruct how the work is done.

use crate::text::is_hyphen;

fn first_of(text: &str, words: &[&str]) -> Option<String> {
    words
        .iter()
        .find(|word| text.contains(**word))
        .map(|word| (*word).to_owned())
}

/// 一式 and its like; など only where it ends a list, not inside どなど or などで.
pub(super) fn vague(text: &str) -> Option<String> {
    const VAGUE: &[&str] = &[
        "一式",
        "その他もろもろ",
        "もろもろ",
        "いろいろ",
        "適当に",
        "必要に応じて",
        "適宜",
        "雑務",
        "全般",
    ];
    first_of(text, VAGUE).or_else(|| {
        first_of(text, &["など", "等を", "等の", "等、", "等。", "等)", "等"])
            .filter(|word| *word != "等" || text.ends_with('等'))
    })
}

/// What stands before 様 or さん without being a name, by how it ends.
const ROLES: &str = "客 者 社 店 宿 会 員 主 長 係 局 課 園 組 所 庁 院 校 師 士 先 屋 皆 奥 得意 旦那 女将 大工 \
    農家 大家 番頭 仲居 先生 親方 職人 管理人 友人 息子 親御 同 仕 模 多 異 有 各";

/// A family name of two kanji before 様・さん・氏, or two words before 電話-like labels. Places
/// (山田町), shops and roles (お客様, 担当者様, 事業者さん) stay unmarked.
pub(super) fn person(text: &str) -> Option<String> {
    for honorific in ["様", "さま", "さん", "氏"] {
        for (at, _) in text.match_indices(honorific) {
            let tail = &text[at + honorific.len()..];
            if honorific == "様" && tail.starts_with(['式', '子', '々', '相', '態'])
                || honorific == "氏" && tail.starts_with('名')
            {
                continue;
            }
            let before: Vec<char> = text[..at]
                .chars()
                .rev()
                .take_while(|c| is_name_char(*c))
                .collect();
            let name: String = before.iter().rev().collect();
            let role = ROLES.split(' ').any(|role| name.ends_with(role))
                || name.chars().all(|c| c == 'ー');
            if (2..=6).contains(&name.chars().count()) && !role {
                return Some(format!("{name}{honorific}"));
            }
        }
    }
    None
}

/// Kanji, and the 々 and ヶ of names.
fn is_name_char(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{F900}'..='\u{FAFF}' | '々' | 'ヶ' | 'ケ')
}

/// Runs of digits, hyphens and brackets, as digits.
fn digit_runs(plain: &str) -> Vec<String> {
    let part = |c: char| {
        c.is_ascii_digit() || (is_hyphen(c) && !matches!(c, '〜' | '~')) || matches!(c, '(' | ')')
    };
    plain
        .split(|c: char| !part(c))
        .map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>())
        .filter(|digits| digits.len() >= 7)
        .collect()
}

fn is_phone(digits: &str) -> bool {
    crate::contact::PhoneNumber::parse(digits).is_ok()
}

/// A 口座 with seven digits, or fourteen to sixteen digits in a row (cards, Yucho accounts), or
/// twelve near マイナンバー.
pub(super) fn account(plain: &str) -> Option<String> {
    let runs = digit_runs(plain);
    let near = |words: &[&str]| words.iter().any(|word| plain.contains(word));
    let bank = near(&["口座", "普通", "当座", "記号番号", "ゆうちょ"]);
    let number = runs.into_iter().find(|run| {
        let length = run.len();
        (14..=16).contains(&length)
            || (bank && length == 7)
            || (near(&["マイナンバー", "個人番号"]) && length == 12)
    })?;
    Some(number)
}

pub(super) fn mail(plain: &str) -> Option<String> {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-' | '+');
    let mut words = plain.split(|c: char| !part(c));
    words
        .find(|w| crate::contact::EmailAddress::parse(w.trim_matches('.')).is_ok())
        .map(str::to_owned)
}

const PLACES: &[&str] = &[
    "当社に来て",
    "会社に来て",
    "事務所に来て",
    "店に来て",
    "宿に来て",
    "現場に来て",
    "当社で作業",
    "社内で作業",
    "事務所で作業",
    "センターで作業",
    "出社",
    "常駐",
    "来社して",
    "出勤して",
];

/// 9時から17時まで, 毎朝9時に, 平日の日中に: the hours of work. A deadline (17時までに) is none.
pub(super) fn hours(plain: &str) -> Option<String> {
    if let Some(word) = first_of(
        plain,
        &[
            "勤務時間",
            "始業",
            "終業",
            "待機",
            "常に連絡",
            "すぐに返事",
            "シフトに入",
        ],
    ) {
        return Some(word);
    }
    for (at, _) in plain.match_indices('時') {
        let before: String = plain[..at]
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        let tail = plain[at..]
            .trim_start_matches('時')
            .trim_start_matches('半');
        let minutes = tail
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim_start_matches('分');
        let span = ["から", "〜", "~", "-", "より"]
            .iter()
            .find_map(|word| minutes.strip_prefix(word));
        let ends = span.is_some_and(|rest| {
            rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) || rest.is_empty()
        });
        let starts = minutes.starts_with("に始")
            || minutes.starts_with("から作業")
            || minutes.starts_with("から始");
        if !before.is_empty() && (ends || starts) {
            let hour: String = before.chars().rev().collect();
            return Some(format!("{hour}時から"));
        }
    }
    clock_span(plain)
}

/// 9:00〜17:00.
fn clock_span(plain: &str) -> Option<String> {
    let words =
        plain.split(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '〜' | '~' | '-' | '–')));
    let is_clock = |text: &str| {
        text.split_once(':')
            .is_some_and(|(h, m)| (1..=2).contains(&h.len()) && m.len() == 2 && !h.contains(':'))
    };
    words
        .filter_map(|word| {
            word.split_once(['〜', '~', '-', '–'])
                .map(|pair| (word, pair))
        })
        .find(|(_, (from, to))| is_clock(from) && is_clock(to))
        .map(|(word, _)| word.to_owned())
}

const FIRST: [&str; 3] = ["まず", "はじめに", "最初に"];
const THEN: [&str; 6] = ["次に", "つぎに", "そのあと", "その後", "それから", "最後に"];

/// Whether a sentence is one step of a sequence.
pub(super) fn is_step(sentence: &str) -> bool {
    FIRST
        .iter()
        .chain(&THEN)
        .any(|word| sentence.contains(word))
}

/// まず…次に…, numbered steps: how the work is done instead of what comes out.
pub(super) fn sequence(plain: &str) -> Option<String> {
    let first = FIRST.into_iter().find(|word| plain.contains(word));
    let then = THEN.into_iter().find(|word| plain.contains(word));
    if let (Some(first), Some(then)) = (first, then) {
        return Some(format!("{first}…{then}"));
    }
    first_of(
        plain,
        &[
            "の順番で",
            "の順に作業",
            "この順で",
            "手順どおりに",
            "指示どおりに",
            "指示に従",
        ],
    )
}

pub(super) fn phone(plain: &str) -> Option<String> {
    digit_runs(plain).into_iter().find(|run| is_phone(run))
}

pub(super) fn place(plain: &str) -> Option<String> {
    first_of(plain, PLACES)
}
