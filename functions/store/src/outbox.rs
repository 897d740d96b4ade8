//! The outbox: messages that have to leave, claimed by one sender at a time, never lost silently.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use domain::message::{Message, MessageKind};
use domain::submission::{Event, EventKind};
use jiff::{SignedDuration, Timestamp};

use crate::Store;
use crate::draft::seconds_up;
use crate::error::StoreError;
use crate::item::{Item, Key, missing, number, pack, read_number, read_text, text, unpack};
use crate::queue::{QUEUES, Queue};
use crate::table::TTL;

/// How long a message that belongs to no submission is kept, in days.
const LOOSE_MESSAGE_DAYS: i64 = 90;

/// The right to send a message until the lease ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What to send.
    pub message: Message,
    /// 1 for the first try since it was written or revived.
    pub attempt: u32,
    /// Counts every claim ever made, so that an outlived claim is told from its successor.
    serial: u64,
}

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

/// The key of a message's item: everything a fact causes lies in the fact's partition, named by what
/// stands before the first hyphen of the id (for a submission, its reference).
pub(crate) fn key(id: &str) -> Key {
    Key {
        pk: format!("F#{}", fact(id)),
        sk: format!("M#{id}"),
    }
}

/// The fact a message id belongs to.
pub(crate) fn fact(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

/// The message id in an item's sort key.
pub(crate) fn id_in(sk: &str) -> Option<&str> {
    sk.strip_prefix("M#")
}

/// The item of a message that is due at once.
pub(crate) fn item(message: &Message) -> Result<Item, StoreError> {
    let mut item = key(&message.id).item();
    item.extend([
        ("body".to_owned(), pack("message", message)?),
        ("attempt".to_owned(), number(0)),
        ("claims".to_owned(), number(0)),
        ("queue".to_owned(), text(&Queue::Send.shard(&message.id))),
        ("due".to_owned(), number(message.created_at.as_second())),
    ]);
    if let MessageKind::ResumeLink { .. } = message.kind {
        let expires = message.created_at + SignedDuration::from_hours(24 * LOOSE_MESSAGE_DAYS);
        item.insert(TTL.to_owned(), number(seconds_up(expires)));
    }
    Ok(item)
}

impl Store {
    /// Puts messages into the outbox; one that is there already, in whatever state, stays as it is.
    ///
    /// # Errors
    /// When DynamoDB fails; messages before that are stored.
    pub async fn enqueue(&self, messages: &[Message]) -> Result<(), StoreError> {
        for message in messages {
            let put = self
                .client
                .put_item()
                .table_name(&self.table)
                .set_item(Some(item(message)?))
                .condition_expression("attribute_not_exists(pk)")
                .send()
                .await;
            match put.as_ref().map_err(|e| e.as_service_error()) {
                Ok(_) => {}
                Err(Some(s)) if s.is_conditional_check_failed_exception() => {}
                Err(_) => return put.map(drop).map_err(|e| StoreError::of("PutItem", e)),
            }
        }
        Ok(())
    }

    /// Claims a message for the length of the lease. `None`: not due, claimed by another, done or unknown.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn claim(
        &self,
        id: &str,
        now: Timestamp,
        lease: SignedDuration,
    ) -> Result<Option<Claim>, StoreError> {
        let claimed = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(id).item()))
            .update_expression("SET lease = :until ADD attempt :one, claims :one")
            .condition_expression(
                "begins_with(queue, :send) AND due <= :now \
                 AND (attribute_not_exists(lease) OR lease <= :now)",
            )
            .expression_attribute_values(":send", text("send#"))
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":until", number(seconds_up(now + lease)))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        match claimed {
            Ok(output) => parse_claim(&output.attributes.unwrap_or_default()).map(Some),
            Err(e) => match e.as_service_error() {
                Some(s) if s.is_conditional_check_failed_exception() => Ok(None),
                _ => Err(StoreError::of("UpdateItem", e)),
            },
        }
    }

    /// Records that the message left. Its submission shows the event from the same write on.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn delivered(&self, claim: &Claim, now: Timestamp) -> Result<(), StoreError> {
        let values = [(":now", text(&now.to_string()))];
        self.settle(
            claim,
            "SET delivered = :now REMOVE queue, due, lease, reason",
            &values,
        )
        .await
    }

    /// Gives the claim back; the message is due again at `at`. The reason must hold no personal data.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn retry_later(
        &self,
        claim: &Claim,
        at: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        let values = [(":at", number(seconds_up(at))), (":reason", text(reason))];
        self.settle(
            claim,
            "SET due = :at, reason = :reason REMOVE lease",
            &values,
        )
        .await
    }

    /// Gives the message up: a dead letter, and an event of its submission. The reason must hold no
    /// personal data.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn bury(
        &self,
        claim: &Claim,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let values = [
            (":dead", text(&Queue::Dead.shard(&claim.message.id))),
            (":due", number(now.as_second())),
            (":now", text(&now.to_string())),
            (":reason", text(reason)),
        ];
        let update = "SET queue = :dead, due = :due, buried = :now, reason = :reason REMOVE lease";
        self.settle(claim, update, &values).await
    }

    /// Ends a claim. The serial alone is the condition: a repeated answer then does no harm, and nobody
    /// else can have claimed the message in between.
    async fn settle(
        &self,
        claim: &Claim,
        update: &str,
        values: &[(&str, AttributeValue)],
    ) -> Result<(), StoreError> {
        let mut values = values.to_vec();
        values.push((":claims", number(claim.serial)));
        let key = key(&claim.message.id);
        match self
            .change(&key, update, "claims = :claims", &values)
            .await?
        {
            true => Ok(()),
            false => Err(StoreError::ClaimLost),
        }
    }

    /// The ids of messages due by `now`, earliest first. Some may be under somebody's lease, or just
    /// sent: [`Store::claim`] decides.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn due(&self, now: Timestamp, limit: i32) -> Result<Vec<String>, StoreError> {
        let mut due = Vec::new();
        for shard in 0..QUEUES {
            due.extend(
                self.queued(&Queue::Send.numbered(shard), now, Some(limit))
                    .await?,
            );
        }
        due.sort_by_key(|entry| entry.due);
        let ids = due.iter().filter_map(|entry| id_in(&entry.key.sk));
        Ok(ids.take(limit.max(0) as usize).map(str::to_owned).collect())
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
                letters.extend(parse_dead_letter(&item)?);
            }
        }
        Ok(letters)
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
        let update = "SET queue = :send, due = :now, attempt = :zero REMOVE buried, reason";
        self.change(&key(id), update, "queue = :dead", &values)
            .await
    }
}

fn parse_claim(item: &Item) -> Result<Claim, StoreError> {
    let part = |name| missing("message", name);
    Ok(Claim {
        message: unpack("message", item)?,
        attempt: read_number("message", item, "attempt")?.ok_or_else(|| part("attempt"))?,
        serial: read_number("message", item, "claims")?.ok_or_else(|| part("claims"))?,
    })
}

fn parse_dead_letter(item: &Item) -> Result<Option<DeadLetter>, StoreError> {
    let Some(at) = read_text(item, "buried") else {
        return Ok(None);
    };
    Ok(Some(DeadLetter {
        message: unpack("message", item)?,
        attempts: read_number("message", item, "attempt")?.unwrap_or_default(),
        reason: read_text(item, "reason").unwrap_or_default().to_owned(),
        at: at
            .parse()
            .map_err(|_| missing("message", "time of burial"))?,
    }))
}

/// What a message's item tells about its submission, if anything yet.
pub(crate) fn event(item: &Item) -> Result<Option<Event>, StoreError> {
    let (at, delivered) = match (read_text(item, "delivered"), read_text(item, "buried")) {
        (Some(at), _) => (at, true),
        (None, Some(at)) => (at, false),
        (None, None) => return Ok(None),
    };
    let to = match unpack::<Message>("message", item)?.kind {
        MessageKind::SpecToDirector { group, .. } => group,
        MessageKind::SpecToOffice { .. } => "office".to_owned(),
        MessageKind::ReceiptToEmployer { .. } => "employer".to_owned(),
        MessageKind::ResumeLink { .. } => return Ok(None),
    };
    let at = at.parse().map_err(|_| missing("message", "time"))?;
    let kind = if delivered {
        EventKind::Delivered { to }
    } else {
        EventKind::DeliveryFailed { to }
    };
    Ok(Some(Event { at, kind }))
}
