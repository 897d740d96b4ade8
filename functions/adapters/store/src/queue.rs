//! The sparse index: what is due when, spread over a few shards so that no partition runs hot.

use std::hash::Hasher;

use fnv::FnvHasher;
use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key, missing, number, read_number, read_text, text};
use crate::table::INDEX;

/// Shards per queue. A partition takes 1,000 writes a second; a million inventories a month with five
/// messages each are 4 a second on average, so four leave room for a hundredfold peak.
pub(crate) const QUEUES: u8 = 4;

/// What waits in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Queue {
    /// Messages to send.
    Send,
    /// Drafts to expire.
    Expire,
    /// Messages that could not be delivered for good.
    Dead,
    /// Cases with a placement that still needs somebody, at the clock's next step.
    Open,
    /// Cases without one, at the next deletion.
    Closed,
    /// Records of cases that filed papers or money that moved, at its day.
    Papers,
    /// Seminars, at their end, whose personal data is to be deleted later.
    Ended,
}

impl Queue {
    /// The shard a record belongs to.
    pub(crate) fn shard(self, id: &str) -> String {
        // FNV-1a: stable between builds, which the standard library's hasher does not promise.
        let mut hasher = FnvHasher::default();
        hasher.write(id.as_bytes());
        self.numbered((hasher.finish() % u64::from(QUEUES)) as u8)
    }

    /// A shard by its number.
    pub(crate) fn numbered(self, shard: u8) -> String {
        match self {
            Queue::Send => format!("send#{shard}"),
            Queue::Expire => format!("expire#{shard}"),
            // Dead letters are rare and looked at together.
            Queue::Dead => "dead".to_owned(),
            // Cases are read together for the load and the lists; a town has tens of them.
            Queue::Open => "open".to_owned(),
            Queue::Closed => "closed".to_owned(),
            // They are read a range of days at a time.
            Queue::Papers => "papers".to_owned(),
            // So are seminars.
            Queue::Ended => "ended".to_owned(),
        }
    }
}

/// One entry of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct QueueEntry {
    /// The key of the item that this entry points to.
    pub key: Key,
    /// Seconds since 1970.
    pub due: i64,
}

impl Store {
    /// The entries in one shard due by `now`, earliest first. The index follows within moments, which
    /// suffices: whoever acts on a key acts on the item's own condition.
    pub(crate) async fn queued(
        &self,
        queue: &str,
        now: Timestamp,
        limit: Option<i32>,
    ) -> Result<Vec<QueueEntry>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .key_condition_expression("queue = :queue AND due <= :now")
            .expression_attribute_values(":queue", text(queue))
            .expression_attribute_values(":now", number(now.as_second()))
            .set_limit(limit);
        let mut pages = query.into_paginator().items().send();
        let mut entries = Vec::new();
        while let Some(item) = pages.next().await {
            entries.push(parse(&item.map_err(|e| StoreError::of("Query", e))?)?);
            if limit.is_some_and(|limit| entries.len() >= limit.max(0) as usize) {
                break;
            }
        }
        Ok(entries)
    }
}

fn parse(item: &Item) -> Result<QueueEntry, StoreError> {
    let due = read_number("index entry", item, "due")?;
    match (read_text(item, "pk"), read_text(item, "sk"), due) {
        (Some(pk), Some(sk), Some(due)) => Ok(QueueEntry {
            key: Key {
                pk: pk.to_owned(),
                sk: sk.to_owned(),
            },
            due,
        }),
        _ => Err(missing("index entry", "key")),
    }
}
