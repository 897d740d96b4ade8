//! Finds words in free text that are vague or personal.

use base::text::is_hyphen;

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

/// Ends of words before 様 or さん that are no names.
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
    base::contact::PhoneNumber::parse(digits).is_ok()
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
        .find(|w| base::contact::EmailAddress::parse(w.trim_matches('.')).is_ok())
        .map(str::to_owned)
}

pub(super) fn phone(plain: &str) -> Option<String> {
    digit_runs(plain).into_iter().find(|run| is_phone(run))
}
