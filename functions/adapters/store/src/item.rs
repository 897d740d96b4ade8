//! How records become items: keys, numbers, and JSON deflated into one binary attribute.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::Read;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use flate2::read::DeflateDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{LIMIT, StoreError};

/// An item as the SDK gives it.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// The partition and sort key of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub pk: String,
    pub sk: String,
}

impl Key {
    /// As the `Key` of a request, or the first two attributes of an item.
    pub(crate) fn item(&self) -> Item {
        Item::from([
            ("pk".to_owned(), text(&self.pk)),
            ("sk".to_owned(), text(&self.sk)),
        ])
    }
}

/// The key of an item read.
pub(crate) fn key_of(item: &Item) -> Option<Key> {
    Some(Key {
        pk: read_text(item, "pk")?.to_owned(),
        sk: read_text(item, "sk")?.to_owned(),
    })
}

/// A string attribute.
pub(crate) fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

/// A number attribute.
pub(crate) fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// Whole seconds since 1970, rounded up, so that nothing is due early.
pub(crate) fn ceil_unix_seconds(at: Timestamp) -> i64 {
    at.as_second() + i64::from(at.subsec_nanosecond() > 0)
}

/// Packs a record as deflated JSON.
pub(crate) fn pack(
    what: &'static str,
    record: &impl Serialize,
) -> Result<AttributeValue, StoreError> {
    let json = serde_json::to_vec(record).map_err(|e| unreadable(what, &e))?;
    let bytes = deflated(&json);
    match bytes.len() {
        0..=LIMIT => Ok(AttributeValue::B(Blob::new(bytes))),
        bytes => Err(StoreError::TooLarge { what, bytes }),
    }
}

/// One state for all that a thread packs: each is 380 KB, and glibc before 2.38 leaves a hole for each aligned piece that
/// was given back, 300 MB for a thousand texts.
fn deflated(bytes: &[u8]) -> Vec<u8> {
    thread_local! {
        static STATE: RefCell<Compress> = RefCell::new(Compress::new(Compression::best(), false));
    }
    STATE.with_borrow_mut(|state| {
        state.reset();
        let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
        loop {
            let rest = &bytes[usize::try_from(state.total_in()).unwrap_or(bytes.len())..];
            let status = state.compress_vec(rest, &mut packed, FlushCompress::Finish);
            match status.expect("deflating from memory does not fail") {
                Status::StreamEnd => return packed,
                _ => packed.reserve(packed.len().max(64)),
            }
        }
    })
}

/// Reads the `body` a [`pack`] wrote.
pub(crate) fn unpack<T: DeserializeOwned>(
    what: &'static str,
    item: &Item,
) -> Result<T, StoreError> {
    unpack_from(what, item, "body")
}

/// Reads what a [`pack`] wrote under another name.
pub(crate) fn unpack_from<T: DeserializeOwned>(
    what: &'static str,
    item: &Item,
    name: &str,
) -> Result<T, StoreError> {
    let body = item
        .get(name)
        .and_then(|v| v.as_b().ok())
        .ok_or_else(|| missing(what, name))?;
    let mut json = Vec::new();
    DeflateDecoder::new(body.as_ref())
        .read_to_end(&mut json)
        .map_err(|_| missing(what, "intact content"))?;
    serde_json::from_slice(&json).map_err(|e| unreadable(what, &e))
}

/// A number of an item; absent is `None`, anything but a number is damage.
pub(crate) fn read_number<T: std::str::FromStr>(
    what: &'static str,
    item: &Item,
    name: &'static str,
) -> Result<Option<T>, StoreError> {
    item.get(name)
        .map(|value| {
            let digits = value.as_n().map_err(|_| missing(what, name))?;
            digits.parse().map_err(|_| missing(what, name))
        })
        .transpose()
}

/// A string of an item.
pub(crate) fn read_text<'a>(item: &'a Item, name: &str) -> Option<&'a str> {
    item.get(name)
        .and_then(|v| v.as_s().ok())
        .map(String::as_str)
}

/// The sort key of an item read.
pub(crate) fn sort_key(item: &Item) -> &str {
    read_text(item, "sk").unwrap_or_default()
}

/// Damage, by what is missing.
pub(crate) fn missing(what: &'static str, part: &str) -> StoreError {
    StoreError::Unreadable {
        what,
        reason: format!("no {part}"),
    }
}

/// Damage in the JSON. serde's own message would quote the content, so only its kind and place are kept.
fn unreadable(what: &'static str, e: &serde_json::Error) -> StoreError {
    let reason = format!("{:?} error at byte {}", e.classify(), e.column());
    StoreError::Unreadable { what, reason }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(record: &impl Serialize) -> Item {
        Item::from([("body".to_owned(), pack("record", record).unwrap())])
    }

    proptest! {
        #[test]
        fn any_text_survives_packing(texts in proptest::collection::vec(".{0,200}", 0..20)) {
            prop_assert_eq!(unpack::<Vec<String>>("record", &packed(&texts)).unwrap(), texts);
        }

        #[test]
        fn any_bytes_for_a_body_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let item = Item::from([("body".to_owned(), AttributeValue::B(Blob::new(bytes)))]);
            let read = unpack::<Vec<String>>("record", &item);
            if let Err(error) = read {
                prop_assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
            }
        }
    }

    #[test]
    fn a_record_of_another_shape_is_told_without_its_content() {
        let item = packed(&"090-0000-0000 見本 髙子");
        let error = unpack::<Vec<u8>>("record", &item).unwrap_err();
        assert!(matches!(error, StoreError::Unreadable { .. }));
        let told = format!("{error} {error:?}");
        assert!(!told.contains("090") && !told.contains("見本"), "{told}");
    }

    #[test]
    fn repeated_japanese_shrinks_to_a_tenth() {
        let texts = vec!["お客様へのあいさつと鍵の受け渡し"; 100];
        let json = serde_json::to_vec(&texts).unwrap().len();
        let AttributeValue::B(body) = pack("record", &texts).unwrap() else {
            panic!("bytes")
        };
        assert!(body.as_ref().len() * 10 < json);
    }

    #[test]
    fn a_missing_or_misshapen_number_is_told_apart() {
        let item = Item::from([("n".to_owned(), number(7)), ("s".to_owned(), text("7"))]);
        assert_eq!(read_number::<u32>("record", &item, "n").unwrap(), Some(7));
        assert_eq!(read_number::<u32>("record", &item, "m").unwrap(), None);
        assert!(read_number::<u32>("record", &item, "s").is_err());
    }
}
