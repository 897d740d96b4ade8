//! What waits in the outbox: messages that are due, and dead letters.

use jiff::Timestamp;
use messages::Message;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key, missing, number, read_number, read_text, text};
use crate::outbox::{ids_in, state_key};
use crate::queue::{QUEUES, Queue};

/// A message that could not be delivered for good.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadLetter {
    /// The message.
    pub message: Message,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it was given up; holds no personal data.
    pub reason: String,
    /// When it was given up.
    pub at: Timestamp,
}

impl Store {
    /// The ids of messages that may be claimed now, those queued first in front. Takes envelopes out of
    /// the queue when all their messages have been settled.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn due(&self, now: Timestamp, limit: i32) -> Result<Vec<String>, StoreError> {
        let mut entries = Vec::new();
        for shard in 0..QUEUES {
            entries.extend(
                self.queued(&Queue::Send.numbered(shard), now, Some(limit))
                    .await?,
            );
        }
        entries.sort_by_key(|entry| entry.due);
        let limit = limit.max(0) as usize;
        let mut due = Vec::new();
        for entry in entries {
            if due.len() >= limit {
                break;
            }
            let (ready, open) = self.unsettled(&entry.key, now).await?;
            // A message that was sent before waits both on its own and in its envelope.
            due.extend(
                ready
                    .into_iter()
                    .filter(|id| !due.contains(id))
                    .collect::<Vec<_>>(),
            );
            if !open {
                self.change(
                    &entry.key,
                    "REMOVE queue, due",
                    "attribute_exists(queue)",
                    &[],
                )
                .await?;
            }
        }
        due.truncate(limit);
        Ok(due)
    }

    /// Of the messages an index entry names: those that may be claimed, and whether any is unsettled.
    async fn unsettled(
        &self,
        key: &Key,
        now: Timestamp,
    ) -> Result<(Vec<String>, bool), StoreError> {
        let states = self.partition(&key.pk, "M#").await?;
        let (mut ready, mut open) = (Vec::new(), false);
        for id in ids_in(&key.sk) {
            let state = state_key(id);
            let state = states
                .iter()
                .find(|s| read_text(s, "sk") == Some(&state.sk));
            let ends = ["delivered", "dead", "discarded"];
            let settled = |s: &Item| ends.iter().any(|end| s.contains_key(*end));
            if state.is_some_and(settled) {
                continue;
            }
            open = true;
            if waits_until(state)?.is_none_or(|until| until <= now.as_second()) {
                ready.push(id.to_owned());
            }
        }
        Ok((ready, open))
    }

    /// The messages that were given up, longest ago first.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn dead_letters(&self) -> Result<Vec<DeadLetter>, StoreError> {
        let mut letters = Vec::new();
        let dead = Queue::Dead.numbered(0);
        for entry in self.queued(&dead, Timestamp::MAX, None).await? {
            // The index follows the table: one revived a moment ago is no dead letter any more.
            if let Some(item) = self.read(&entry.key).await? {
                letters.extend(self.read_dead_letter(&item).await?);
            }
        }
        Ok(letters)
    }

    async fn read_dead_letter(&self, state: &Item) -> Result<Option<DeadLetter>, StoreError> {
        let id = read_text(state, "sk").and_then(|sk| ids_in(sk).first().copied());
        let (Some(id), Some(at)) = (id, read_text(state, "dead")) else {
            return Ok(None);
        };
        // A message without a submission may have reached its time to live before its state did.
        let Some(message) = self.message(id).await? else {
            return Ok(None);
        };
        Ok(Some(DeadLetter {
            message,
            attempts: read_number("message", state, "attempt")?.unwrap_or_default(),
            reason: read_text(state, "reason").unwrap_or_default().to_owned(),
            at: at
                .parse()
                .map_err(|_| missing("message", "time it was given up"))?,
        }))
    }

    /// Makes a dead letter due again, with its attempts counted anew; says whether it was one.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn revive(&self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        let values = [
            (":dead", text(&Queue::Dead.shard(id))),
            (":send", text(&Queue::Send.shard(id))),
            (":now", number(now.as_second())),
            (":zero", number(0)),
        ];
        let update = "SET queue = :send, due = :now, attempt = :zero \
                      REMOVE dead, reason, retry, delivered, returned, bounces";
        self.change(&state_key(id), update, "queue = :dead", &values)
            .await
    }
}

/// Until when a message is leased or postponed, in seconds since 1970.
fn waits_until(state: Option<&Item>) -> Result<Option<i64>, StoreError> {
    let Some(state) = state else {
        return Ok(None);
    };
    let lease = read_number("message", state, "lease")?;
    Ok(lease.max(read_number("message", state, "retry")?))
}
