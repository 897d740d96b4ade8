//! Files that travel with a mail, under Japanese names that Outlook, Gmail and Apple Mail all show.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, SinglePart};

/// Longest title kept in a file name, in characters; Windows limits whole paths to 260.
const MAX_TITLE: usize = 40;

/// A file beside the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, e.g. `仕事のたのみ方シート_K7M3-FXWP.pdf`.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Attachment {
    pub(crate) fn part(&self) -> SinglePart {
        let body = Body::new_with_encoding(self.bytes.clone(), ContentTransferEncoding::Base64)
            .unwrap_or_else(|bytes| {
                Body::dangerous_pre_encoded(bytes, ContentTransferEncoding::Binary)
            });
        SinglePart::builder()
            .header(NamedType::of(self))
            .header(ContentDisposition::attachment(&self.name))
            .body(body)
    }
}

/// A file name made of a title: what Windows, macOS or a mail gateway would refuse becomes 「_」.
pub(crate) fn file_name(head: &str, title: &str, extension: &str) -> String {
    let safe: String = title
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | ';' | '%' | '\'' => '_',
            c if c.is_control() || is_invisible(c) => '_',
            c => c,
        })
        .take(MAX_TITLE)
        .collect();
    let safe = safe.trim_matches(|c: char| c.is_whitespace() || c == '.');
    if safe.is_empty() {
        format!("{head}.{extension}")
    } else {
        format!("{head}_{safe}.{extension}")
    }
}

/// Characters that reorder or hide the rest of a name, such as U+202E.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// `Content-Type` with the name as RFC 2047 words. The standard name is RFC 2231's in
/// `Content-Disposition`; older Outlook reads only this one, and Gmail and Thunderbird write it too.
#[derive(Clone)]
struct NamedType(HeaderValue);

impl NamedType {
    fn of(file: &Attachment) -> NamedType {
        let raw = format!("{}; name=\"{}\"", file.media_type, file.name);
        let encoded = format!("{};\r\n name=\"{}\"", file.media_type, words(&file.name));
        NamedType(HeaderValue::dangerous_new_pre_encoded(
            Self::name(),
            raw,
            encoded,
        ))
    }
}

impl Header for NamedType {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Type")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(NamedType(HeaderValue::new(Self::name(), text.to_owned())))
    }

    fn display(&self) -> HeaderValue {
        self.0.clone()
    }
}

/// RFC 2047 words of at most 75 characters, whole characters each, on folded lines.
fn words(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    const BYTES_IN_WORD: usize = 39;
    let mut words = vec![String::new()];
    for c in text.chars() {
        match words.last_mut() {
            Some(last) if last.len() + c.len_utf8() <= BYTES_IN_WORD => last.push(c),
            _ => words.push(c.to_string()),
        }
    }
    words
        .iter()
        .map(|word| format!("=?utf-8?B?{}?=", STANDARD.encode(word)))
        .collect::<Vec<_>>()
        .join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_hold_nothing_a_file_system_refuses() {
        assert_eq!(
            file_name("K7M3", "予約/台帳\r\nX: \"1\"\u{202e}", "pdf"),
            "K7M3_予約_台帳__X_ _1__.pdf"
        );
        assert_eq!(file_name("K7M3", " .. ", "json"), "K7M3.json");
        let long = file_name("K7M3", &"髙".repeat(90), "json");
        assert_eq!(long.chars().count(), "K7M3_.json".len() + MAX_TITLE);
    }

    #[test]
    fn encoded_words_are_short_and_whole() {
        let encoded = words(&"山﨑".repeat(40));
        for word in encoded.split("\r\n ") {
            assert!(word.len() <= 75, "{word}");
            let inner = word
                .strip_prefix("=?utf-8?B?")
                .unwrap()
                .strip_suffix("?=")
                .unwrap();
            String::from_utf8(STANDARD.decode(inner).unwrap()).unwrap();
        }
    }
}
