//! Hides whatever tells who an employer is, by comparing with what is known of them, however it is spelled.

use base::contact::{Contact, MAIL_PROVIDERS};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// What is written instead.
pub const MASK: &str = "（事業者）";

/// Kinds of companies, which name nobody by themselves.
const KINDS: [&str; 12] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "医療法人",
    "社会福祉法人",
    "農事組合法人",
    "協同組合",
];

/// What is known of an employer, ready to compare with.
#[derive(Clone, Debug, Default)]
pub struct KnownEmployer(Vec<Vec<char>>);

/// A text without what tells who the employer is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MaskedText {
    /// The text.
    pub text: String,
    /// What was hidden, as it was written, each once.
    pub hidden: Vec<String>,
}

impl KnownEmployer {
    /// By the contact that came with an inventory, and whatever else is known of them, e.g. an address.
    pub fn of<'a>(contact: &'a Contact, more: impl IntoIterator<Item = &'a str>) -> KnownEmployer {
        let mut known: Vec<String> = Vec::new();
        for name in [&contact.business, &contact.person] {
            let mut name = name.clone();
            for kind in KINDS {
                name = name.replace(kind, " ");
            }
            known.extend(name.split_whitespace().map(str::to_owned));
            known.push(name);
        }
        let phone = contact.phone.as_ref().map(|phone| phone.as_str());
        let mail = contact.mail.as_ref().map(|mail| mail.as_str());
        let domain = mail.and_then(|mail| mail.split_once('@'));
        // What many share tells nothing of one.
        let domain = domain.map(|(_, domain)| domain);
        let domain =
            domain.filter(|it| !MAIL_PROVIDERS.contains(&it.to_ascii_lowercase().as_str()));
        let old = contact.unmailable.as_deref();
        let others = [phone, mail, domain, old].into_iter().flatten();
        known.extend(others.chain(more).map(str::to_owned));
        let mut known: Vec<Vec<char>> = known
            .iter()
            .map(|text| plain(text).into_iter().map(|(c, _)| c).collect())
            .filter(|text: &Vec<char>| text.len() >= 2)
            .collect();
        known.sort_by_key(|text| std::cmp::Reverse(text.len()));
        known.dedup();
        KnownEmployer(known)
    }

    /// A text with everything hidden that is known of them, and every address on the web, mail address and phone
    /// number.
    pub fn mask(&self, text: &str) -> MaskedText {
        let chars: Vec<char> = text.chars().collect();
        let mut hide = vec![false; chars.len()];
        let letters = plain(text);
        for known in &self.0 {
            for start in 0..letters.len() {
                let window = letters.get(start..start + known.len());
                let same =
                    |window: &[(char, usize)]| window.iter().zip(known).all(|((a, _), b)| a == b);
                if let Some(window) = window.filter(|window| same(window)) {
                    hide[window[0].1..=window[window.len() - 1].1].fill(true);
                }
            }
        }
        for (from, to) in addresses(&chars).into_iter().chain(numbers(&chars)) {
            hide[from..to].fill(true);
        }
        masked(&chars, &hide)
    }
}

/// Letters and digits alone, in one width, one case, one kana and one shape, to compare how something is spelled.
pub fn letters(text: &str) -> String {
    plain(text).into_iter().map(|(c, _)| c).collect()
}

/// Letters and digits alone, in one width, one case, one kana and one shape, each with its place among the text's characters.
fn plain(text: &str) -> Vec<(char, usize)> {
    let mut letters: Vec<(char, usize)> = Vec::new();
    for (place, c) in text.chars().enumerate() {
        for c in std::iter::once(c).nfkc() {
            if matches!(c, '\u{3099}' | '\u{309A}') {
                // A kana in two pieces, of any width.
                if let Some((last, _)) = letters.last_mut() {
                    *last = compose(*last, c).unwrap_or(*last);
                }
            } else if c.is_alphanumeric() && c != 'ー' {
                letters.push((one_shape(c).to_ascii_lowercase(), place));
            }
        }
    }
    letters
}

/// Hiragana for katakana, and of the shapes that a kanji of names has, the one that is typed most; anything else as it
/// is.
fn one_shape(c: char) -> char {
    match c {
        'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
        '髙' => '高',
        '﨑' | '嵜' => '崎',
        '邊' | '邉' => '辺',
        '齋' | '齊' | '斎' => '斉',
        '濱' | '濵' => '浜',
        '澤' => '沢',
        '嶋' | '嶌' => '島',
        '廣' => '広',
        '國' => '国',
        '櫻' => '桜',
        '眞' => '真',
        '德' => '徳',
        '𠮷' => '吉',
        '冨' => '富',
        '舘' => '館',
        '瀧' => '滝',
        '龍' => '竜',
        '條' => '条',
        c => c,
    }
}

fn is_of_address(c: char) -> bool {
    c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | '(' | ')' | ',')
}

/// Addresses on the web and mail addresses, from where to where.
fn addresses(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let length = chars[at..]
            .iter()
            .take_while(|c| is_of_address(**c))
            .count();
        let run: String = chars[at..at + length].iter().collect();
        let lower = run.to_ascii_lowercase();
        if lower.contains("://") || lower.contains("www.") || is_mail(&lower) {
            found.push((at, at + length));
        }
        at += length.max(1);
    }
    found
}

fn is_mail(run: &str) -> bool {
    run.split_once('@')
        .is_some_and(|(who, at)| !who.is_empty() && at.contains('.'))
}

/// Phone numbers: a 0 and nine or ten digits after it, with at most one separator between two.
fn numbers(chars: &[char]) -> Vec<(usize, usize)> {
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let separates = |c: char| {
        base::text::is_hyphen(c) || matches!(c, ' ' | '　' | '(' | ')' | '（' | '）' | '.')
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if digit(chars[at]) != '0' {
            at += 1;
            continue;
        }
        let (mut digits, mut end, mut gap) = (0, at, 0);
        for (place, c) in chars.iter().enumerate().skip(at) {
            match digit(*c).is_ascii_digit() {
                true => (digits, end, gap) = (digits + 1, place + 1, 0),
                false if separates(*c) && gap < 2 => gap += 1,
                false => break,
            }
        }
        if (10..=11).contains(&digits) {
            found.push((at, end));
        }
        at = end.max(at + 1);
    }
    found
}

fn masked(chars: &[char], hide: &[bool]) -> MaskedText {
    let mut out = MaskedText::default();
    let mut word = String::new();
    for (c, hidden) in chars.iter().zip(hide) {
        if *hidden {
            word.push(*c);
            continue;
        }
        out.end(&mut word);
        out.text.push(*c);
    }
    out.end(&mut word);
    out
}

impl MaskedText {
    fn end(&mut self, word: &mut String) {
        if word.is_empty() {
            return;
        }
        self.text.push_str(MASK);
        let word = std::mem::take(word);
        if !self.hidden.contains(&word) {
            self.hidden.push(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::contact::{EmailAddress, PhoneNumber};

    fn known() -> KnownEmployer {
        let contact = Contact {
            business: "株式会社 ミホン旅館".to_owned(),
            person: "見本 花子".to_owned(),
            mail: EmailAddress::parse("hanako@ryokan.example.jp").ok(),
            phone: PhoneNumber::parse("0267-00-0000").ok(),
            ..Contact::forgotten()
        };
        KnownEmployer::of(&contact, ["見本町見本1-2-3"])
    }

    #[test]
    fn names_numbers_and_addresses_are_hidden_however_they_are_spelled() {
        for spelled in [
            "ミホン旅館",
            "ﾐﾎﾝ旅館",
            "みほん 旅館",
            "ミホン　旅　館",
            "見本花子",
            "見本　花子",
            "０２６７−００−００００",
            "0267 00 0000",
            "0267(00)0000",
            "hanako@ryokan.example.jp",
            "ＨＡＮＡＫＯ＠ryokan.example.jp",
            "https://ryokan.example.jp/yoyaku?x=1",
            "www.example.com/yoyaku",
            "ryokan.example.jp",
            "見本町 見本１－２－３",
            "090-1234-5678",
            "other@example.com",
        ] {
            let masked = known().mask(&format!("口コミは、{spelled} の返事です。"));
            assert!(
                masked.text.starts_with("口コミは、（事業者）")
                    && masked.text.ends_with(" の返事です。"),
                "{spelled}: {masked:?}"
            );
            assert!(!masked.hidden.is_empty(), "{spelled}");
        }
    }

    #[test]
    fn what_tells_nothing_stays_as_it_was_written() {
        for plain in [
            "",
            "1件につき250円、200件です。",
            "2027年1月29日までに、旅館の口コミに返事を書く。",
            "株式会社のあて名",
            "材料は ZIP で渡します。",
            "0120 から始まる番号は、書かない。",
        ] {
            let masked = known().mask(plain);
            assert_eq!((masked.text.as_str(), masked.hidden.len()), (plain, 0));
        }
        let nobody = KnownEmployer::of(&Contact::forgotten(), []);
        assert_eq!(nobody.mask("宿の仕事").text, "宿の仕事");
    }

    #[test]
    fn a_name_written_twice_is_told_once() {
        let masked = known().mask("見本花子と見本花子");
        assert_eq!(masked.text, "（事業者）と（事業者）");
        assert_eq!(masked.hidden, ["見本花子"]);
    }
}
