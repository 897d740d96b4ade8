//! How messages lie in the table: envelopes, which queue what one fact causes, and each message's state.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::SignedDuration;
use messages::{Message, Topic};

use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, Key, number, pack, text};
use crate::queue::Queue;
use crate::table::TTL;

/// How long a message that belongs to no submission is kept, in days.
const LOOSE_MESSAGE_DAYS: i64 = 90;

/// The fact a message id belongs to: the part before its first hyphen.
pub(crate) fn fact(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// The partition of a fact and everything it causes.
pub(crate) fn partition(fact: &str) -> String {
    format!("F#{fact}")
}

/// The key of a message's state, which the first claim creates.
pub(crate) fn state_key(id: &str) -> Key {
    Key {
        pk: partition(fact(id)),
        sk: format!("M#{id}"),
    }
}

/// The message ids that a sort key names: an envelope's all, a state's one.
pub(crate) fn ids_in(sk: &str) -> Vec<&str> {
    let ids = sk.strip_prefix("E#").or_else(|| sk.strip_prefix("M#"));
    ids.map(|ids| ids.split(',').collect()).unwrap_or_default()
}

/// The envelope of messages that one fact causes: one item, so that one write queues them all.
pub(crate) fn of(messages: &[Message]) -> Result<Option<Item>, StoreError> {
    let Some(first) = messages.first() else {
        return Ok(None);
    };
    let ids: Vec<&str> = messages.iter().map(|message| message.id.as_str()).collect();
    let key = Key {
        pk: partition(fact(&first.id)),
        sk: format!("E#{}", ids.join(",")),
    };
    let mut item = key.item();
    item.extend([
        ("body".to_owned(), pack("messages", &messages)?),
        ("queue".to_owned(), text(&Queue::Send.shard(&first.id))),
        ("due".to_owned(), number(first.created_at.as_second())),
    ]);
    if let Some(expires) = expires(first) {
        item.insert(TTL.to_owned(), expires);
    }
    Ok(Some(item))
}

/// When a message that belongs to no submission may go, with its state. Those about a registration go
/// with it.
pub(crate) fn expires(message: &Message) -> Option<AttributeValue> {
    let kept = SignedDuration::from_hours(24 * LOOSE_MESSAGE_DAYS);
    is_loose(&message.topic).then(|| number(ceil_unix_seconds(message.created_at + kept)))
}

fn is_loose(topic: &Topic) -> bool {
    match topic {
        Topic::Link(_) | Topic::Visit { .. } | Topic::Desk { .. } => true,
        Topic::Placement { .. } | Topic::Seminar { .. } => false,
        Topic::Undelivered { what, .. } => is_loose(what),
    }
}
