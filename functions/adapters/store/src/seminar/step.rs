//! One change of a seating: read, decide, write on condition that nobody else did in between.

use std::time::Duration;

use aws_sdk_dynamodb::config::AsyncSleep;
use aws_sdk_dynamodb::types::{Put, TransactWriteItem, Update};
use messages::Message;
use seminars::Seating;
use town::seminar::Seminar;

use super::seating_key;
use crate::draft::ceil_unix_seconds;
use crate::error::{Cause, StoreError};
use crate::item::{Item, missing, number, pack, read_number, text, unpack};
use crate::queue::Queue;
use crate::transaction::Write;
use crate::{Store, outbox};

/// How often a step is tried. With the pauses below it gives up after about six seconds, long after a
/// rush of fifty on one place is over, and before a request's own limit.
const ATTEMPTS: u64 = 60;

/// The longest pause between two tries, in milliseconds.
const LONGEST_PAUSE: u64 = 200;

/// What one change comes to.
pub(super) struct Step<T> {
    /// What the caller is told.
    pub outcome: T,
    /// What goes into the outbox with it.
    pub messages: Vec<Message>,
    /// What is stored with it.
    pub items: Vec<Item>,
}

impl<T> Step<T> {
    /// A change that stores nothing beside the seating.
    pub(super) fn new(outcome: T, messages: Vec<Message>) -> Step<T> {
        Step {
            outcome,
            messages,
            items: Vec::new(),
        }
    }
}

impl Store {
    /// Takes one step; a step that changes nothing writes nothing. `salt` spreads those who meet.
    pub(super) async fn step<T>(
        &self,
        seminar: &Seminar,
        salt: &str,
        decide: impl Fn(&mut Seating) -> Step<T>,
    ) -> Result<T, StoreError> {
        for attempt in 1..=ATTEMPTS {
            let (version, before) = self.seating(&seminar.slug).await?;
            let mut after = before.clone();
            let step = decide(&mut after);
            if after == before && step.messages.is_empty() && step.items.is_empty() {
                return Ok(step.outcome);
            }
            let mut writes = vec![self.replace(seminar, version, &after)?];
            for message in &step.messages {
                writes
                    .extend(outbox::envelope(std::slice::from_ref(message))?.map(|e| self.put(e)));
            }
            writes.extend(step.items.into_iter().map(|item| self.put(item)));
            if self.commit(writes).await? {
                return Ok(step.outcome);
            }
            self.pause(salt, attempt).await;
        }
        Err(StoreError::Retryable {
            operation: "TransactWriteItems",
            source: Cause::plain("too many changes at once"),
        })
    }

    /// A seminar's seating and its version; an empty one of version 0 before the first registration. Read
    /// consistently, because the next write stands on it.
    pub(super) async fn seating(&self, slug: &str) -> Result<(u64, Seating), StoreError> {
        let Some(item) = self.read(&seating_key(slug)).await? else {
            return Ok((0, Seating::default()));
        };
        let version = read_number("seating", &item, "version")?;
        Ok((
            version.ok_or_else(|| missing("seating", "version"))?,
            unpack("seating", &item)?,
        ))
    }

    /// The write of a seating that was read in that version.
    fn replace(
        &self,
        seminar: &Seminar,
        version: u64,
        seating: &Seating,
    ) -> Result<Write, StoreError> {
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(seating_key(&seminar.slug).item()))
            .update_expression("SET body = :body, version = :next, queue = :ended, due = :end")
            .expression_attribute_values(":body", pack("seating", seating)?)
            .expression_attribute_values(":next", number(version + 1))
            .expression_attribute_values(":ended", text(&Queue::Ended.numbered(0)))
            .expression_attribute_values(":end", number(ceil_unix_seconds(seminar.end)));
        let update = match version {
            0 => update.condition_expression("attribute_not_exists(pk)"),
            _ => update
                .condition_expression("version = :version")
                .expression_attribute_values(":version", number(version)),
        };
        let write = |update| TransactWriteItem::builder().update(update).build();
        Ok(update.build().map(write))
    }

    /// The write of an item. An envelope that is there already does no harm: its messages' states tell
    /// whether they left.
    pub(super) fn put(&self, item: Item) -> Write {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .build()?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    /// Waits a little, differently long for everyone who met, and longer the more often.
    pub(crate) async fn pause(&self, salt: &str, attempt: u64) {
        let hash = salt.bytes().fold(attempt, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let longest = (10 * attempt).min(LONGEST_PAUSE);
        let pause = Duration::from_millis((hash >> 16) % longest);
        if let Some(sleep) = self.client.config().sleep_impl() {
            sleep.sleep(pause).await;
        }
    }
}
