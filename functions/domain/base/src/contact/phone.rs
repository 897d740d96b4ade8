//! A Japanese phone number, read however it was typed or copied.

mod labels;

use serde::{Deserialize, Serialize};

use crate::text;
use labels::{EXTENSION_LABELS, PHONE_LABELS};

/// A parsed Japanese phone number, shown as `090-1234-5678` or `0267-56-2311 内線12`. `Debug` masks it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Why a phone number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// A number within a town, without the area code.
    #[error("phone number without its area code")]
    NoAreaCode,
    /// Two or more numbers.
    #[error("more than one phone number")]
    Several,
    /// A number of another country.
    #[error("phone number of another country")]
    Foreign,
    /// So many digits, and how many a Japanese number has that begins so.
    #[error("phone number of {0} digits, not {1}")]
    Digits(usize, usize),
    /// A number with words beside it that are no label of one.
    #[error("phone number with other words")]
    Words,
    /// Not a phone number.
    #[error("not a Japanese phone number")]
    Malformed,
}

/// Area codes of the central mountains and of big cities, to split a number typed without hyphens: only those that begin no longer one.
const AREA_CODES: &[&str] = &[
    "0267", "0266", "0268", "0269", "0260", "0261", "0263", "0264", "0265", "026", "03", "06",
    "011", "044", "045", "052", "075", "078",
];

impl PhoneNumber {
    /// Reads one as typed or pasted: any width, any hyphen or none, brackets, `+81`, with a label, an extension, or
    /// characters that cannot be seen.
    ///
    /// # Errors
    /// See [`PhoneError`].
    pub fn parse(text: &str) -> Result<PhoneNumber, PhoneError> {
        let plain = digits_of_kanji(text::plain(text).to_lowercase());
        // What a `tel:` link says behind its number.
        let plain = match plain.split_once(';') {
            Some((number, rest)) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => number,
            _ => &plain,
        };
        let (number, extension) = split_extension(plain);
        let number = without_labels(number)?;
        if number.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
            return Err(PhoneError::Several);
        }
        let national = national(number)?;
        let groups: Vec<&str> = national
            .split(is_separator)
            .filter(|group| !group.is_empty())
            .collect();
        let digits = groups.concat();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(PhoneError::Malformed);
        }
        if !is_japanese(&digits) {
            return Err(match digits.len() {
                5..=8 if !digits.starts_with('0') => PhoneError::NoAreaCode,
                _ if digits.starts_with('0') && !digits.starts_with("00") => {
                    PhoneError::Digits(digits.len(), length(&digits))
                }
                _ => PhoneError::Malformed,
            });
        }
        let number = match is_usual(&groups) {
            true => groups.join("-"),
            false => split(&digits).unwrap_or_else(|| groups.join("-")),
        };
        Ok(PhoneNumber(match extension {
            Some(extension) => format!("{number}{EXTENSION}{extension}"),
            None => number,
        }))
    }

    /// The number with ASCII digits and hyphens, and its extension.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number for a `tel:` link: digits only, without the extension.
    pub fn digits(&self) -> String {
        let number = self.0.split(EXTENSION).next().unwrap_or_default();
        number.replace('-', "")
    }
}

/// Between a number and its extension.
const EXTENSION: &str = " 内線";

/// More digits than a number with its country's code has.
const MOST_DIGITS: usize = 15;

/// A number and the digits of its extension.
fn split_extension(plain: &str) -> (&str, Option<String>) {
    let places = EXTENSION_LABELS
        .iter()
        .filter_map(|label| plain.find(label));
    let Some((number, behind)) = places.min().map(|at| plain.split_at(at)) else {
        return (plain, None);
    };
    let behind = behind.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = behind.find(|c: char| !c.is_ascii_digit());
    let (digits, rest) = behind.split_at(end.unwrap_or(behind.len()));
    let digits = digits.to_owned();
    if rest.contains(|c: char| c.is_ascii_digit()) {
        return (plain, None);
    }
    if (1..=6).contains(&digits.len()) {
        (number, Some(digits))
    } else {
        (plain, None)
    }
}

/// The number without labels before and behind it.
fn without_labels(text: &str) -> Result<&str, PhoneError> {
    let start = text.find(|c: char| c.is_ascii_digit() || c == '+');
    let end = text.rfind(|c: char| c.is_ascii_digit());
    let (Some(start), Some(end)) = (start, end.map(|end| end + 1)) else {
        return Err(PhoneError::Malformed);
    };
    let is_label = |word: &str| word.is_empty() || PHONE_LABELS.contains(&word);
    let outside = [&text[..start], &text[end.max(start)..]];
    let mut words = outside.iter().flat_map(|text| {
        // Outside of the number these three are letters, as in ケータイ and 平日のみ.
        let parts = |c: char| {
            !"ー一の".contains(c) && is_separator(c)
                || ":。;=「」\"'“”‘’`!\u{FE0E}\u{FE0F}".contains(c)
        };
        text.split(parts).map(|word| word.trim_matches('ー'))
    });
    if words.all(is_label) {
        Ok(&text[start..end.max(start)])
    } else {
        Err(PhoneError::Words)
    }
}

/// The number as it is dialled in Japan.
fn national(number: &str) -> Result<String, PhoneError> {
    let international = number
        .strip_prefix('+')
        .or_else(|| number.strip_prefix("00"));
    let japan = match international {
        Some(rest) => Some(
            rest.trim_start_matches(is_separator)
                .strip_prefix("81")
                .ok_or(PhoneError::Foreign)?,
        ),
        None => {
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            number.strip_prefix("81").filter(|_| digits > 10)
        }
    };
    Ok(match japan {
        Some(rest) => {
            let rest = rest.trim_start_matches(is_separator);
            format!(
                "0{}",
                rest.trim_start_matches('0')
                    .trim_start_matches(is_separator)
            )
        }
        None => number.to_owned(),
    })
}

/// A character between the groups of a number, also 一 and の.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || text::is_hyphen(c)
        || "()[]{}<>〔〕【】《》〈〉『』.,、・·_/一の".contains(c)
}

fn is_japanese(digits: &str) -> bool {
    digits.starts_with('0') && !digits.starts_with("00") && digits.len() == length(digits)
}

/// How many digits a number has that begins so.
fn length(digits: &str) -> usize {
    let eleven = ["050", "060", "070", "080", "090", "020", "0800"];
    match eleven.iter().any(|prefix| digits.starts_with(prefix)) {
        true => 11,
        false => 10,
    }
}

/// Whether somebody typed the three groups of an area code, an office and a line, or of a number that is free of charge:
/// the area codes of all Japan are theirs to know.
fn is_usual(groups: &[&str]) -> bool {
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    match lengths[..] {
        [area, office, 4] => (2..=5).contains(&area) && area + office == 6,
        [4, 3, 3] => matches!(groups[0], "0120" | "0570" | "0990"),
        _ => false,
    }
}

/// Digits for 〇九〇, where a number is written in kanji throughout.
fn digits_of_kanji(text: String) -> String {
    const KANJI: &str = "〇一二三四五六七八九";
    if text.contains(|c: char| c.is_ascii_digit()) {
        return text;
    }
    let digit = |c: char| {
        let place = KANJI.chars().position(|kanji| kanji == c)?;
        char::from_digit(u32::try_from(place).ok()?, 10)
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// The number in its usual groups, where we know them.
fn split(digits: &str) -> Option<String> {
    let cut = |a: usize, b: usize| format!("{}-{}-{}", &digits[..a], &digits[a..b], &digits[b..]);
    if digits.starts_with("0800") {
        return Some(cut(4, 7));
    }
    if digits.len() == 11 {
        return Some(cut(3, 7));
    }
    if digits.starts_with("0120") || digits.starts_with("0570") {
        return Some(cut(4, if digits.starts_with("0120") { 7 } else { 6 }));
    }
    let area = AREA_CODES.iter().find(|code| digits.starts_with(**code))?;
    Some(cut(area.len(), 6))
}

impl TryFrom<String> for PhoneNumber {
    type Error = PhoneError;

    fn try_from(text: String) -> Result<Self, PhoneError> {
        PhoneNumber::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> String {
        number.0
    }
}

impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PhoneNumber(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone(text: &str) -> Option<String> {
        PhoneNumber::parse(text).ok().map(|n| n.as_str().to_owned())
    }

    #[test]
    fn phone_is_read_in_any_width_and_hyphen_and_shown_in_groups() {
        for typed in [
            "０９０－１２３４－５６７８",
            "09012345678",
            "090 1234 5678",
            "090ー1234ー5678",
            "090‐1234−5678",
            "(090)1234-5678",
            "+81 90-1234-5678",
            "+81 (0)90 1234 5678",
        ] {
            assert_eq!(phone(typed).as_deref(), Some("090-1234-5678"), "{typed}");
        }
        assert_eq!(phone("0267562311").as_deref(), Some("0267-56-2311"));
        assert_eq!(phone("0267-56-2311").as_deref(), Some("0267-56-2311"));
        assert_eq!(phone("0312345678").as_deref(), Some("03-1234-5678"));
        assert_eq!(phone("0120123456").as_deref(), Some("0120-123-456"));
        assert_eq!(phone("0261234567").as_deref(), Some("0261-23-4567"));
        assert_eq!(phone("0262345678").as_deref(), Some("026-234-5678"));
    }

    #[test]
    fn unknown_area_code_keeps_the_typed_hyphens() {
        assert_eq!(phone("0997-12-3456").as_deref(), Some("0997-12-3456"));
        assert_eq!(phone("0997123456").as_deref(), Some("0997123456"));
    }

    #[test]
    fn groups_that_somebody_typed_stay_as_they_are() {
        for typed in [
            "0460-85-0000",
            "0557-80-0000",
            "0480-21-0000",
            "0494-22-0000",
            "0422-50-0000",
            "04-2900-0000",
            "026-405-0000",
            "0570-000-000",
            "04992-2-0000",
        ] {
            assert_eq!(phone(typed).as_deref(), Some(typed));
            assert_eq!(phone(&typed.replace('-', " ")).as_deref(), Some(typed));
        }
        // Where nobody said, nothing is made up.
        assert_eq!(phone("0460850000").as_deref(), Some("0460850000"));
        assert_eq!(phone("026-7562311").as_deref(), Some("0267-56-2311"));
    }

    #[test]
    fn phone_is_read_however_it_was_copied() {
        for typed in [
            "\u{202D}090-1234-5678\u{202C}",
            "\u{2068}090-1234-5678\u{2069}",
            "\u{200E}090-1234-5678\u{FE0E}",
            "090\u{AD}1234\u{2011}5678\u{FEFF}",
            "tel:+81-90-1234-5678",
            "tel:09012345678",
            "TEL：090-1234-5678",
            "Tel. 090.1234.5678",
            "℡090-1234-5678",
            "☎️ 090-1234-5678",
            "電話番号　０９０（１２３４）５６７８",
            "電話：090-1234-5678。",
            "携帯 090〔1234〕5678",
            "【携帯】090-1234-5678",
            "090-1234-5678（携帯）",
            "090-1234-5678 です",
            "090一1234一5678",
            "090の1234の5678",
            "090⸺1234─5678",
            "☎︎090-1234-5678",
            "090-1234-5678(代)",
            "090-1234-5678,",
            "\"090-1234-5678\"",
            "'090-1234-5678'",
            "090，1234，5678",
            "090-1234-5678（平日のみ）",
            "ケータイ 090-1234-5678",
            "ｹｰﾀｲ090-1234-5678",
            "自宅電話 090-1234-5678",
            "tel:09012345678;phone-context=+81",
            "〇九〇-一二三四-五六七八",
            "0081-90-1234-5678",
            "81-90-1234-5678",
            "＋８１（０）９０−１２３４−５６７８",
        ] {
            assert_eq!(phone(typed).as_deref(), Some("090-1234-5678"), "{typed:?}");
        }
        for typed in [
            "0267-56-2311 内線12",
            "0267-56-2311（内線 １２）",
            "電話 0267(56)2311 内線:12",
            "0267-56-2311 ext. 12",
            "0267-56-2311#12",
            "0267-56-2311（内12）",
            "0267-56-2311 (代表) 内線番号12番",
        ] {
            let number = PhoneNumber::parse(typed).unwrap();
            assert_eq!(number.as_str(), "0267-56-2311 内線12", "{typed}");
            assert_eq!(number.digits(), "0267562311");
            assert_eq!(PhoneNumber::parse(number.as_str()), Ok(number));
        }
    }

    #[test]
    fn what_is_no_japanese_number_is_refused_with_its_reason() {
        for (typed, why) in [
            ("", PhoneError::Malformed),
            ("電話なし", PhoneError::Malformed),
            ("090-1234-5678\r\nx", PhoneError::Words),
            ("FAX 0267-56-2311", PhoneError::Words),
            ("山田 0267-56-2311", PhoneError::Words),
            ("0267-56-2311（昼だけ）", PhoneError::Words),
            ("mihon@example.jp", PhoneError::Malformed),
            ("1234567890", PhoneError::Malformed),
            ("56-2311", PhoneError::NoAreaCode),
            ("0901234567", PhoneError::Digits(10, 11)),
            ("0267-56-231", PhoneError::Digits(9, 10)),
            ("0267-00-00000", PhoneError::Digits(11, 10)),
            ("0267-56-2311 内線 12-3", PhoneError::Malformed),
            ("090-1234-567８9", PhoneError::Digits(12, 11)),
            ("0267-56-2311、090-1234-5678", PhoneError::Several),
            ("0267-56-2311 または 090-1234-5678", PhoneError::Several),
            ("+1 212 555 0100", PhoneError::Foreign),
            ("0090123456", PhoneError::Foreign),
        ] {
            assert_eq!(PhoneNumber::parse(typed), Err(why), "{typed}");
        }
    }
}
