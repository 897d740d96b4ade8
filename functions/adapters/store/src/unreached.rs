//! The mark of a registration whose mails do not arrive.

use jiff::Timestamp;
use messages::{Message, Topic};
use seminars::Unreached;

use crate::error::StoreError;
use crate::item::{Item, Key, pack};

/// The key of a registration's mark, in its seminar's partition.
pub(crate) fn unreached_key(slug: &str, id: &str) -> Key {
    Key {
        pk: format!("S#{slug}"),
        sk: format!("U#{id}"),
    }
}

/// The key of the mark that belongs to a message, if it is about a registration.
pub(crate) fn unreached_key_of(message: &Message) -> Option<Key> {
    match &message.topic {
        Topic::Seminar {
            seminar,
            registration,
            ..
        } => Some(unreached_key(seminar, registration)),
        _ => None,
    }
}

/// The item that marks the registration of a message that is given up, if it is about one.
pub(crate) fn mark_unreached(
    message: &Message,
    reason: &str,
    now: Timestamp,
) -> Result<Option<Item>, StoreError> {
    let Some(key) = unreached_key_of(message) else {
        return Ok(None);
    };
    let unreached = Unreached {
        message: message.id.clone(),
        reason: reason.to_owned(),
        at: now,
    };
    let mut item = key.item();
    item.insert("body".to_owned(), pack("unreached", &unreached)?);
    Ok(Some(item))
}
