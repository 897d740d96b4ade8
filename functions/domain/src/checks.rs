//! Checks on written text and dates: what is vague, too personal, an instruction, late or reserved by law.

use jiff::civil::Date;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::content::Wording;
use crate::text::is_hyphen;
use crate::time::{japanese, payment_limit, reentrusted_payment_limit};

/// One warning; none of them stops the employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// What kind.
    pub kind: WarningKind,
    /// What was found and what to do, in Japanese.
    pub message: String,
    /// A wording by result and inspection instead, possibly empty.
    pub suggestion: String,
}

/// What a warning is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// A scope nobody can inspect (一式, など).
    Vague,
    /// A person's name.
    Person,
    /// A phone number.
    Phone,
    /// An account or card number.
    Account,
    /// A mail address.
    Mail,
    /// Fixed hours.
    Hours,
    /// A fixed place.
    Place,
    /// A fixed sequence.
    Sequence,
    /// Dates that contradict each other or the law.
    Date,
}

/// A word found in a text, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind.
    pub kind: WarningKind,
    /// The words that gave it away.
    pub word: String,
}

/// What a free text gives away or leaves open, at most one finding of each kind.
pub fn findings(text: &str) -> Vec<Finding> {
    let plain: String = text.nfkc().collect();
    let found = [
        (WarningKind::Vague, vague(&plain)),
        (WarningKind::Person, person(text)),
        (
            WarningKind::Phone,
            digit_runs(&plain)
                .into_iter()
                .find(|run| is_phone(run.as_str())),
        ),
        (WarningKind::Account, account(&plain)),
        (WarningKind::Mail, mail(&plain)),
        (WarningKind::Hours, hours(&plain)),
        (WarningKind::Place, first_of(&plain, PLACES)),
        (WarningKind::Sequence, sequence(&plain)),
    ];
    found
        .into_iter()
        .filter_map(|(kind, word)| word.map(|word| Finding { kind, word }))
        .collect()
}

/// The warnings about one text; instructions come with a wording by result and inspection.
pub fn warnings(text: &str, deliverable: &str, inspection: &str, words: &Wording) -> Vec<Warning> {
    let warning = |finding: Finding| {
        let instructs = matches!(
            finding.kind,
            WarningKind::Hours | WarningKind::Place | WarningKind::Sequence
        );
        let values = [("deliverable", deliverable), ("inspection", inspection)];
        Warning {
            kind: finding.kind,
            message: words.text(key(finding.kind), &[("word", &finding.word)]),
            suggestion: if instructs {
                words.text("suggest", &values)
            } else {
                String::new()
            },
        }
    };
    findings(text).into_iter().map(warning).collect()
}

fn key(kind: WarningKind) -> &'static str {
    match kind {
        WarningKind::Vague => "warn_vague",
        WarningKind::Person => "warn_person",
        WarningKind::Phone => "warn_phone",
        WarningKind::Account => "warn_account",
        WarningKind::Mail => "warn_mail",
        WarningKind::Hours => "warn_hours",
        WarningKind::Place => "warn_place",
        WarningKind::Sequence => "warn_sequence",
        WarningKind::Date => "warn_inspection_early",
    }
}

fn first_of(text: &str, words: &[&str]) -> Option<String> {
    words
        .iter()
        .find(|word| text.contains(**word))
        .map(|word| (*word).to_owned())
}

/// 一式 and its like; など only where it ends a list, not inside どなど or などで.
fn vague(text: &str) -> Option<String> {
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

/// A family name of two kanji before 様・さん・氏, or two words before 電話-like labels. Places
/// (山田町), shops and roles (お客様, 担当者様, 事業者さん) stay unmarked.
fn person(text: &str) -> Option<String> {
    const ROLES: &[&str] = &[
        "客", "者", "社", "店", "宿", "会", "員", "主", "方", "屋", "様", "長", "係", "局", "町",
        "村", "市", "課", "園", "部", "皆", "奥", "旦那", "女将", "職人", "大工", "農家", "業者",
        "仲居", "番頭", "先生", "先", "手", "親", "子", "人", "師", "士", "家", "組", "所", "庁",
        "院", "校", "同", "仕", "神", "有", "模", "多", "異", "各", "諸", "王", "殿",
    ];
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
            let role =
                ROLES.iter().any(|role| name.ends_with(role)) || name.chars().all(|c| c == 'ー');
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
fn account(plain: &str) -> Option<String> {
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

fn mail(plain: &str) -> Option<String> {
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
    "出勤",
];

/// 9時から17時まで, 毎朝9時に, 平日の日中に: the hours of work. A deadline (17時までに) is none.
fn hours(plain: &str) -> Option<String> {
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

/// まず…次に…, numbered steps: how the work is done instead of what comes out.
fn sequence(plain: &str) -> Option<String> {
    let first = ["まず", "はじめに", "最初に"]
        .into_iter()
        .find(|word| plain.contains(word));
    let then = ["次に", "つぎに", "そのあと", "その後", "それから", "最後に"]
        .into_iter()
        .find(|word| plain.contains(word));
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

/// A law that reserves such work, by the words of a task; `None` for ordinary work.
pub fn licence(text: &str) -> Option<&'static str> {
    const LAWS: &[(&str, &[&str])] = &[
        (
            "行政書士法19条",
            &[
                "申請書",
                "許可申請",
                "入札参加",
                "補助金の申請",
                "補助金申請",
                "届出書",
            ],
        ),
        (
            "税理士法",
            &[
                "確定申告",
                "税務申告",
                "決算",
                "年末調整",
                "税金の相談",
                "申告書",
            ],
        ),
        (
            "社労士法",
            &[
                "給与計算",
                "社会保険",
                "労働保険",
                "就業規則",
                "賃金台帳",
                "出勤簿",
            ],
        ),
        (
            "職安法36",
            &[
                "採用の合否",
                "採用面接",
                "応募者の選考",
                "選考",
                "面接",
                "合否",
            ],
        ),
    ];
    let named = LAWS
        .iter()
        .find(|(_, words)| words.iter().any(|word| text.contains(word)));
    // Getting material ready for an application is not making the application.
    let preparing = ["そろえ", "整理", "一覧", "集計", "入力", "体裁", "清書"];
    named
        .filter(|_| !preparing.iter().any(|word| text.contains(word)))
        .map(|(law, _)| *law)
}

/// What a law flagged in the catalogue or by [`licence`] means for this order, naming the law.
pub fn licence_caution(law: &str) -> String {
    let meaning = match law {
        "税理士法" => {
            "税金の申告・書類の作成・相談は、税理士だけができます。入力と集計だけをたのみます（税理士法）。"
        }
        "社労士法" => {
            "手続き、賃金台帳・出勤簿の作成は、社会保険労務士だけができます。集計の下ごしらえだけをたのみます（社会保険労務士法2条）。"
        }
        "行政書士法19" | "行政書士法19条" => {
            "役所に出す申請書の作成は、行政書士だけができます。資料そろえだけをたのみます（行政書士法19条）。"
        }
        "職安法36" => {
            "人の募集・選考を外の人にたのむには許可が要ります。原稿の案と様式だけをたのみます（職業安定法36条）。"
        }
        "要確認(行政書士法)" => {
            "役所に出す書類にあたらないか、たのむ前に専門家に確認してください（行政書士法）。"
        }
        "要確認(建築士法)" => {
            "設計にあたらないか、たのむ前に専門家に確認してください（建築士法）。"
        }
        "働かせ方に注意" => {
            "時間や場所を決めて働かせると、雇用とみなされることがあります。できあがりと受付の決まりでたのみます（昭和61年労働省告示37号）。"
        }
        other => return format!("「{other}」にあたらないか、たのむ前に専門家に確認してください。"),
    };
    meaning.to_owned()
}

/// The dates of one order, where they are fixed days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// When the result is received.
    pub received: Option<Date>,
    /// When inspection ends.
    pub inspected: Option<Date>,
    /// When it is paid.
    pub paid: Option<Date>,
    /// When the original order is paid, if the job is re-entrusted and the three facts are stated.
    pub original: Option<Date>,
}

/// Dates that contradict each other or フリーランス法4条. Inspection does not stop the clock.
pub fn date_warnings(dates: &Dates, words: &Wording) -> Vec<Warning> {
    let mut messages = Vec::new();
    if let (Some(received), Some(inspected)) = (dates.received, dates.inspected)
        && inspected < received
    {
        messages.push(words.text("warn_inspection_early", &[]));
    }
    if let Some(paid) = dates.paid {
        let (limit, key) = match (dates.original, dates.received) {
            (Some(original), _) => (
                Some(reentrusted_payment_limit(original)),
                "warn_payment_original",
            ),
            (None, received) => (received.map(payment_limit), "warn_payment_late"),
        };
        if let Some(limit) = limit.filter(|limit| paid > *limit) {
            messages.push(words.text(key, &[("limit", &japanese(limit))]));
        }
    }
    let date = |message| Warning {
        kind: WarningKind::Date,
        message,
        suggestion: String::new(),
    };
    messages.into_iter().map(date).collect()
}

/// Whether a payment date is given as a span (○日以内) instead of a day.
pub fn is_payment_span(text: &str) -> bool {
    let plain: String = text.nfkc().collect();
    plain.contains("日以内") || plain.contains("か月以内") || plain.contains("ヶ月以内")
}

/// The first full date in a text: 2026-12-01, 2026/12/1 or 2026年12月1日, any width.
pub fn date_in(text: &str) -> Option<Date> {
    let plain: String = text.nfkc().collect();
    let numbers: Vec<&str> = plain
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '年' | '月')))
        .filter(|run| run.len() >= 8)
        .collect();
    numbers.into_iter().find_map(|run| {
        let parts: Vec<&str> = run
            .split(|c: char| !c.is_ascii_digit())
            .filter(|p| !p.is_empty())
            .collect();
        let [year, month, day] = <[&str; 3]>::try_from(parts).ok()?;
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

/// The longest span of months named in a text: 6か月, 半年, 1年.
pub fn months_in(text: &str) -> Option<u32> {
    let plain: String = text.nfkc().collect();
    let before = |at: usize| {
        let digits: String = plain[..at]
            .chars()
            .rev()
            .take_while(char::is_ascii_digit)
            .collect();
        digits.chars().rev().collect::<String>().parse::<u32>().ok()
    };
    let months = ["か月", "ヶ月", "カ月", "ケ月", "ヵ月", "箇月"];
    let named = months
        .iter()
        .flat_map(|word| plain.match_indices(word))
        .filter_map(|(at, _)| before(at));
    let years = plain
        .match_indices('年')
        .filter_map(|(at, _)| before(at))
        .filter(|n| *n < 10)
        .map(|n| n * 12);
    let half = plain.contains("半年").then_some(6);
    named.chain(years).chain(half).max()
}

#[cfg(test)]
mod tests;
