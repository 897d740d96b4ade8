//! `Content-Disposition` for files that a browser saves under a name of ours (RFC 6266).

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 8187 lets stand as it is in an extended value, beside letters and digits.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A table as text, in UTF-8.
    Csv,
    /// Data.
    Json,
    /// A paper.
    Pdf,
    /// A workbook of Excel.
    Xlsx,
}

impl FileKind {
    /// Its media type.
    fn media(self) -> &'static str {
        match self {
            FileKind::Csv => "text/csv; charset=utf-8",
            FileKind::Json => "application/json",
            FileKind::Pdf => "application/pdf",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// A file to take away; names as in [`attachment`].
pub fn download(kind: FileKind, bytes: Vec<u8>, name: &str, fallback: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind.media())),
        (header::CONTENT_DISPOSITION, attachment(name, fallback)),
    ];
    (headers, bytes).into_response()
}

/// The header of a download. `name` may be in any language and come from anybody; `fallback` is what
/// programs save that know ASCII names only, and is not used where `name` is plain ASCII itself.
pub fn attachment(name: &str, fallback: &str) -> HeaderValue {
    let header = match (is_plain(name), is_plain(fallback)) {
        (true, _) => format!("attachment; filename=\"{name}\""),
        (false, true) => format!(
            "attachment; filename=\"{fallback}\"; filename*=UTF-8''{}",
            utf8_percent_encode(name, ENCODED)
        ),
        (false, false) => format!(
            "attachment; filename*=UTF-8''{}",
            utf8_percent_encode(name, ENCODED)
        ),
    };
    HeaderValue::try_from(header).expect("quoted and encoded names are ASCII")
}

/// Whether a name needs neither escaping nor encoding.
fn is_plain(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._".contains(&b);
    !name.is_empty() && name.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_japanese_name_is_encoded_beside_its_fallback() {
        let header = attachment("名簿_2027-01-20.csv", "attendees-2027-01-20.csv");
        assert_eq!(
            header,
            "attachment; filename=\"attendees-2027-01-20.csv\"; \
             filename*=UTF-8''%E5%90%8D%E7%B0%BF_2027-01-20.csv"
        );
    }

    #[test]
    fn a_plain_name_stands_alone() {
        let header = attachment("ledger-2026.csv", "x");
        assert_eq!(header, "attachment; filename=\"ledger-2026.csv\"");
    }

    #[test]
    fn no_name_breaks_out_of_the_header() {
        for name in ["a\"; b=\"c", "a\r\nSet-Cookie: x", "", "..\\a b"] {
            let header = attachment(name, "\"");
            let header = header.to_str().unwrap();
            let value = header
                .strip_prefix("attachment; filename*=UTF-8''")
                .unwrap();
            let harmless = |b: u8| b.is_ascii_alphanumeric() || b"%-._".contains(&b);
            assert!(value.bytes().all(harmless), "{header}");
        }
    }
}
