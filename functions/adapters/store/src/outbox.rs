//! The outbox: messages that have to leave, claimed by one sender at a time, never lost silently.

use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};
use jiff::{SignedDuration, Timestamp};
use messages::Message;
use messages::delivery::follow_ups;

use crate::Store;
use crate::envelope::{self, fact, ids_in, partition, state_key};
use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, missing, number, read_number, read_text, text, unpack};
use crate::queue::Queue;
use crate::transaction::unless_refused;
use crate::unreached::mark_unreached;

/// The right to send a message until the lease ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What to send.
    pub message: Message,
    /// 1 for the first try since it was written or revived.
    pub attempt: u32,
    /// How often it was claimed without an outcome, this time included. Whoever claimed it before died with
    /// it or was cut off.
    pub unanswered: u32,
    /// Counts every claim ever made, so that an expired claim differs from its successor.
    serial: u64,
}

impl Store {
    /// Puts messages into the outbox, each on its own; one that is there already, in whatever state,
    /// stays as it is.
    ///
    /// # Errors
    /// When DynamoDB fails; messages before that are stored.
    pub async fn enqueue(&self, messages: &[Message]) -> Result<(), StoreError> {
        for message in messages {
            if let Some(envelope) = envelope::of(std::slice::from_ref(message))? {
                self.store_new(envelope).await?;
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
        let Some(message) = self.message(id).await?.filter(|m| m.created_at <= now) else {
            return Ok(None);
        };
        let expires = envelope::expires(&message);
        let update = match expires {
            Some(_) => {
                "SET lease = :until, expires = :expires ADD attempt :one, unanswered :one, claims :one"
            }
            None => "SET lease = :until ADD attempt :one, unanswered :one, claims :one",
        };
        let claimed = expires
            .into_iter()
            .fold(self.client.update_item(), |update, expires| {
                update.expression_attribute_values(":expires", expires)
            })
            .table_name(&self.table)
            .set_key(Some(state_key(id).item()))
            .update_expression(update)
            .condition_expression(
                "attribute_not_exists(delivered) AND attribute_not_exists(dead) \
                 AND attribute_not_exists(discarded) \
                 AND (attribute_not_exists(retry) OR retry <= :now) \
                 AND (attribute_not_exists(lease) OR lease <= :now)",
            )
            .expression_attribute_values(":now", number(now.as_second()))
            .expression_attribute_values(":until", number(ceil_unix_seconds(now + lease)))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::AllNew)
            .send()
            .await;
        let claimed = unless_refused("UpdateItem", claimed)?;
        let claim = |state: Option<Item>| claim_of(message, &state.unwrap_or_default());
        claimed.map(|output| claim(output.attributes)).transpose()
    }

    /// A message, out of the envelopes of its fact.
    pub(crate) async fn message(&self, id: &str) -> Result<Option<Message>, StoreError> {
        for item in self.partition(&partition(fact(id)), "E#").await? {
            if read_text(&item, "sk").is_some_and(|sk| ids_in(sk).contains(&id)) {
                let messages: Vec<Message> = unpack("messages", &item)?;
                return Ok(messages.into_iter().find(|message| message.id == id));
            }
        }
        Ok(None)
    }

    /// Records that the message left. Its submission shows the event from the same write on.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn delivered(&self, claim: &Claim, now: Timestamp) -> Result<(), StoreError> {
        let values = [(":now", text(&now.to_string()))];
        self.settle(
            claim,
            "SET delivered = :now REMOVE queue, due, lease, reason, delayed",
            &values,
        )
        .await
    }

    /// Records that the partner's system took the message, with what it answered, e.g. `http-202`.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn answered(
        &self,
        claim: &Claim,
        now: Timestamp,
        response: &str,
    ) -> Result<(), StoreError> {
        let values = [
            (":now", text(&now.to_string())),
            (":answer", text(response)),
        ];
        let update =
            "SET delivered = :now, answer = :answer REMOVE queue, due, lease, reason, delayed";
        self.settle(claim, update, &values).await
    }

    /// Settles a message that is no longer true: it does not leave, and that is no failure.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn discard(&self, claim: &Claim, now: Timestamp) -> Result<(), StoreError> {
        let values = [(":now", text(&now.to_string()))];
        self.settle(
            claim,
            "SET discarded = :now REMOVE queue, due, lease, reason",
            &values,
        )
        .await
    }

    /// Gives the claim back after a try that failed now; the message is due again at `at`. The reason
    /// must contain no personal data.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn retry_later(
        &self,
        claim: &Claim,
        now: Timestamp,
        at: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        let values = [
            (":at", number(ceil_unix_seconds(at))),
            (":now", text(&now.to_string())),
            (":reason", text(reason)),
        ];
        self.settle(
            claim,
            "SET retry = :at, delayed = :now, reason = :reason REMOVE lease, unanswered",
            &values,
        )
        .await
    }

    /// As [`Store::retry_later`], without counting the try: nothing was wrong with this message.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn wait(
        &self,
        claim: &Claim,
        now: Timestamp,
        at: Timestamp,
        reason: &str,
    ) -> Result<(), StoreError> {
        let values = [
            (":at", number(ceil_unix_seconds(at))),
            (":now", text(&now.to_string())),
            (":reason", text(reason)),
            (":before", number(claim.attempt.saturating_sub(1))),
        ];
        self.settle(
            claim,
            "SET retry = :at, delayed = :now, reason = :reason, attempt = :before \
             REMOVE lease, unanswered",
            &values,
        )
        .await
    }

    /// Gives the message up: it becomes a dead letter, an event of its submission, with the messages that
    /// follow from it in the same transaction. The reason must contain no personal data.
    ///
    /// # Errors
    /// [`StoreError::ClaimLost`] when another sender claimed it since.
    pub async fn dead_letter(
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
            (":claims", number(claim.serial)),
        ];
        let update = "SET queue = :dead, due = :due, dead = :now, reason = :reason \
                      REMOVE lease, delayed";
        let follow = follow_ups(&claim.message, claim.serial, reason, now);
        let mark = mark_unreached(&claim.message, reason, now)?;
        let key = state_key(&claim.message.id);
        match self
            .change_and_queue(&key, update, "claims = :claims", &values, (&follow, mark))
            .await?
        {
            true => Ok(()),
            false => Err(StoreError::ClaimLost),
        }
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
        let key = state_key(&claim.message.id);
        match self
            .change(&key, update, "claims = :claims", &values)
            .await?
        {
            true => Ok(()),
            false => Err(StoreError::ClaimLost),
        }
    }
}

fn claim_of(message: Message, state: &Item) -> Result<Claim, StoreError> {
    let part = |name| missing("message", name);
    Ok(Claim {
        message,
        attempt: read_number("message", state, "attempt")?.ok_or_else(|| part("attempt"))?,
        unanswered: read_number("message", state, "unanswered")?
            .ok_or_else(|| part("unanswered"))?,
        serial: read_number("message", state, "claims")?.ok_or_else(|| part("claims"))?,
    })
}
