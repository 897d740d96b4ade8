//! What mail systems report about mails that had left: bounces, complaints, delays.

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use messages::Message;
use messages::delivery::{DeliveryVerdict, follow_ups};

use crate::Store;
use crate::envelope::{self, state_key};
use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, Key, missing, number, read_number, text};
use crate::queue::Queue;
use crate::transaction::ExpressionValues;
use crate::unreached::mark_unreached;

/// A message that was handed over at least once, as a report about it finds it.
#[derive(Clone, Debug, PartialEq)]
pub struct SentMessage {
    /// The message.
    pub message: Message,
    /// How often it came back and was sent again since it was written or revived.
    pub returns: u32,
    /// Whether it is a dead letter already, for which no report changes anything.
    pub is_dead_letter: bool,
    /// Whether it is known to be late.
    pub delayed: bool,
    /// Changes with every claim and every report: the condition of the next write.
    serial: u64,
    /// The reports that were recorded.
    reports: Vec<String>,
}

impl SentMessage {
    /// Whether this report was recorded before.
    pub fn knows(&self, report: &str) -> bool {
        self.reports.iter().any(|known| known == report)
    }
}

/// The condition of a change: nothing happened since the message was read.
const UNCHANGED: &str = "claims = :claims AND attribute_not_exists(dead)";

impl Store {
    /// A message as a report about it finds it; `None` when it is unknown or was never claimed.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn sent(&self, id: &str) -> Result<Option<SentMessage>, StoreError> {
        let Some(state) = self.read(&state_key(id)).await? else {
            return Ok(None);
        };
        let Some(message) = self.message(id).await? else {
            return Ok(None);
        };
        let serial = read_number("message", &state, "claims")?;
        let reports = state.get("reports").and_then(|v| v.as_ss().ok());
        Ok(Some(SentMessage {
            message,
            returns: read_number("message", &state, "bounces")?.unwrap_or_default(),
            is_dead_letter: state.contains_key("dead"),
            delayed: state.contains_key("delayed"),
            serial: serial.ok_or_else(|| missing("message", "claims"))?,
            reports: reports.cloned().unwrap_or_default(),
        }))
    }

    /// Makes a message that came back a dead letter, with everything that follows from it in the same
    /// transaction. `false`: something else happened to it since it was read.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn returned(
        &self,
        sent: &SentMessage,
        report: &str,
        verdict: &DeliveryVerdict,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let reason = verdict.reason();
        let complained = matches!(verdict, DeliveryVerdict::Complained);
        let how = if complained { "complained" } else { "bounced" };
        let values = [
            (":claims", number(sent.serial)),
            (":dead", text(&Queue::Dead.shard(&sent.message.id))),
            (":due", number(now.as_second())),
            (":now", text(&now.to_string())),
            (":reason", text(&reason)),
            (":how", text(how)),
            (":one", number(1)),
            (":report", AttributeValue::Ss(vec![report.to_owned()])),
        ];
        let update = "SET queue = :dead, due = :due, dead = :now, reason = :reason, returned = :how \
                      REMOVE lease, retry, delayed ADD claims :one, reports :report";
        let follow = follow_ups(&sent.message, sent.serial, &reason, now);
        let key = state_key(&sent.message.id);
        let mark = mark_unreached(&sent.message, &reason, now)?;
        self.change_and_queue(&key, update, UNCHANGED, &values, (&follow, mark))
            .await
    }

    /// Makes a message that came back due again at `at`. `false`: something else happened to it since
    /// it was read.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn send_again(
        &self,
        sent: &SentMessage,
        report: &str,
        verdict: &DeliveryVerdict,
        now: Timestamp,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let values = [
            (":claims", number(sent.serial)),
            (":send", text(&Queue::Send.shard(&sent.message.id))),
            (":at", number(ceil_unix_seconds(at))),
            (":now", text(&now.to_string())),
            (":reason", text(&verdict.reason())),
            (":one", number(1)),
            (":report", AttributeValue::Ss(vec![report.to_owned()])),
        ];
        let update = "SET queue = :send, due = :at, retry = :at, delayed = :now, reason = :reason \
                      REMOVE lease, delivered, unanswered ADD claims :one, bounces :one, reports :report";
        let key = state_key(&sent.message.id);
        self.change(&key, update, UNCHANGED, &values).await
    }

    /// Records that a mail system still tries to deliver a message. `false`: something else happened to
    /// it since it was read.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn delayed(&self, sent: &SentMessage, now: Timestamp) -> Result<bool, StoreError> {
        let values = [
            (":claims", number(sent.serial)),
            (":now", text(&now.to_string())),
        ];
        let key = state_key(&sent.message.id);
        self.change(&key, "SET delayed = :now", UNCHANGED, &values)
            .await
    }

    /// Records that a delayed message arrived. `false`: something else happened to it since it was read.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn arrived(&self, sent: &SentMessage) -> Result<bool, StoreError> {
        let values = [(":claims", number(sent.serial))];
        let key = state_key(&sent.message.id);
        self.change(&key, "REMOVE delayed", UNCHANGED, &values)
            .await
    }

    /// Updates an item under a condition, queues messages and stores another item, all or nothing; says
    /// whether the condition held. The same change again does no harm: its messages are there already.
    pub(crate) async fn change_and_queue(
        &self,
        key: &Key,
        update: &str,
        condition: &str,
        values: &ExpressionValues<'_>,
        (messages, beside): (&[Message], Option<Item>),
    ) -> Result<bool, StoreError> {
        let Some(envelope) = envelope::of(messages)? else {
            return self.change(key, update, condition, values).await;
        };
        let mut writes = vec![
            self.update(key, update, condition, values),
            self.put_new(envelope),
        ];
        writes.extend(beside.map(|item| self.put(item)));
        let Err(cancelled) = self.transact(writes).await else {
            return Ok(true);
        };
        match (cancelled.failed(0), cancelled.failed(1)) {
            (true, _) => Ok(false),
            (false, true) => Ok(true),
            (false, false) => Err(cancelled.error),
        }
    }
}
