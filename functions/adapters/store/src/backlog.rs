//! What waits in the outbox: messages that are due, and dead letters.

use std::collections::BTreeSet;

use jiff::Timestamp;
use messages::Message;

use crate::Store;
use crate::envelope::{ids_in, state_key};
use crate::error::StoreError;
use crate::item::{Item, missing, number, read_number, read_text, sort_key, text};
use crate::queue::{QUEUES, Queue, QueueEntry};
use crate::unreached::unreached_key_of;

/// A message that may be claimed.
struct Ready {
    /// How often it was tried.
    attempts: u32,
    /// Since when it waits, in seconds since 1970.
    queued: i64,
    id: String,
}

/// A message that could not be delivered for good.
#[derive(Clone, Debug, PartialEq)]
pub struct DeadLetter {
    /// The message.
    pub message: Message,
    /// How often it was tried.
    pub attempts: u32,
    /// Why it was given up; contains no personal data.
    pub reason: String,
    /// When it was given up.
    pub at: Timestamp,
}

impl Store {
    /// The ids of messages that may be claimed now, at most so many: those tried least in front, so that no
    /// message keeps others from their first try; among them those queued first. Takes envelopes out of the
    /// queue when all their messages have been settled, and moves those that wait to the time they wait for.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn due(&self, now: Timestamp, limit: i32) -> Result<Vec<String>, StoreError> {
        let mut ready = Vec::new();
        for shard in 0..QUEUES {
            ready.extend(self.ready(&Queue::Send.numbered(shard), now, limit).await?);
        }
        ready.sort_by_key(|message| (message.attempts, message.queued));
        let mut due: Vec<String> = Vec::new();
        for message in ready {
            // A message that was sent before waits both on its own and in its envelope.
            if !due.contains(&message.id) {
                due.push(message.id);
            }
        }
        due.truncate(limit.max(0) as usize);
        Ok(due)
    }

    /// The messages of one shard that may be claimed now, at least `limit` where there are as many.
    async fn ready(
        &self,
        queue: &str,
        now: Timestamp,
        limit: i32,
    ) -> Result<Vec<Ready>, StoreError> {
        let (mut ready, mut seen) = (Vec::new(), BTreeSet::new());
        loop {
            let entries = self.queued(queue, now, Some(limit)).await?;
            let before = seen.len();
            for entry in entries {
                if seen.insert((entry.key.pk.clone(), entry.key.sk.clone())) {
                    ready.extend(self.ready_in(&entry, queue, now).await?);
                }
            }
            // Those that only wait have left the front of the queue for those behind them.
            if seen.len() == before || ready.len() >= limit.max(0) as usize {
                return Ok(ready);
            }
        }
    }

    /// The messages of one entry that may be claimed now. An entry without any is put where it belongs.
    async fn ready_in(
        &self,
        entry: &QueueEntry,
        queue: &str,
        now: Timestamp,
    ) -> Result<Vec<Ready>, StoreError> {
        let states = self.partition(&entry.key.pk, "M#").await?;
        let (mut ready, mut next) = (Vec::new(), None);
        for id in ids_in(&entry.key.sk) {
            let key = state_key(id);
            let state = states.iter().find(|state| sort_key(state) == key.sk);
            let ends = ["delivered", "dead", "discarded"];
            let settled = |s: &Item| ends.iter().any(|end| s.contains_key(*end));
            if state.is_some_and(settled) {
                continue;
            }
            let until = waits_until(state)?.unwrap_or(entry.due);
            next = Some(next.map_or(until, |next: i64| next.min(until)));
            if until <= now.as_second() {
                let attempts = state.map(|state| read_number("message", state, "attempt"));
                ready.push(Ready {
                    attempts: attempts.transpose()?.flatten().unwrap_or_default(),
                    queued: entry.due,
                    id: id.to_owned(),
                });
            }
        }
        let place = [(":queue", text(queue)), (":due", number(entry.due))];
        let unmoved = "queue = :queue AND due = :due";
        match next {
            None => {
                let settled = "REMOVE queue, due";
                self.change(&entry.key, settled, unmoved, &place).await?;
            }
            Some(next) if ready.is_empty() && next > entry.due => {
                let [queue, due] = place;
                let values = [queue, due, (":next", number(next))];
                let wait = "SET due = :next";
                self.change(&entry.key, wait, unmoved, &values).await?;
            }
            Some(_) => {}
        }
        Ok(ready)
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

    /// Makes a dead letter due again, with its attempts counted anew, and takes the mark off the registration
    /// that it did not reach; says whether it was one.
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
                      REMOVE dead, reason, retry, unanswered, delivered, returned, bounces";
        let revived = self
            .change(&state_key(id), update, "queue = :dead", &values)
            .await?;
        if revived
            && let Some(message) = self.message(id).await?
            && let Some(mark) = unreached_key_of(&message)
        {
            self.delete_all(&mark.pk, &mark.sk).await?;
        }
        Ok(revived)
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
