//! One message from claim to recorded outcome, and the loops over stream batches and due messages.

use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::dynamodb;
use base::time::Clock;
use base::token::Keys;
use jiff::SignedDuration;
use mail::{Context, Facts, Mail, Transport};
use messages::Message;
use store::{Claim, Store, StoreError};
use town::Content;
use view::Views;
use webhook::{Call, Ours};

use crate::event::{DispatchEvent, DispatchResponse};
use crate::facts::FactSources;
use crate::failure::Failure;
use crate::tally::{DeliveryOutcome, Tally};
use crate::{backoff, returned};

/// How long a claim lasts. Longer than the Lambda's time limit, so nobody sends what is being sent.
const LEASE: SignedDuration = SignedDuration::from_mins(5);

/// How long one message may take, so that it leaves time for those behind it. Two thirds of a minute more
/// than a mail server or the partner's system may take by themselves.
const LIMIT: Duration = Duration::from_secs(100);

/// Messages per sweep; the next sweep takes the rest.
const SWEEP: i32 = 100;

/// Everything delivering needs. Cheap to clone.
#[derive(Clone)]
pub struct Dispatch {
    /// The outbox and the facts.
    pub store: Store,
    /// Where mails go.
    pub transport: Transport,
    /// Operator, sender, directors, seminars.
    pub content: Arc<Content>,
    /// Sign the links.
    pub keys: Keys,
    /// The site's address without a trailing slash.
    pub base_url: String,
    /// The mail templates.
    pub views: Views,
    /// Tells when.
    pub clock: Arc<dyn Clock>,
    /// How long the partner's system may take to answer, usually [`webhook::TIMEOUT`].
    pub timeout: Duration,
}

impl Dispatch {
    /// Handles one event. Of a stream batch, only records whose message the store could not be asked
    /// about come back as failures; a mail that cannot leave waits in the outbox instead.
    ///
    /// # Errors
    /// When a sweep cannot list what is due, or a report cannot be recorded; Lambda then calls again,
    /// and what was recorded before changes nothing.
    pub async fn handle(&self, event: DispatchEvent) -> Result<DispatchResponse, StoreError> {
        let answer = match event {
            DispatchEvent::Stream(batch) => self.batch(batch).await,
            DispatchEvent::Feedback(event) => {
                returned::feedback(&self.store, &event, self.clock.now()).await?
            }
            DispatchEvent::Sweep(_) => self.sweep().await?,
        };
        let Tally {
            delivered,
            postponed,
            dead_letters,
            discarded,
            skipped,
            failed,
            reported,
            ignored,
        } = answer.tally;
        tracing::info!(
            delivered,
            postponed,
            dead_letters,
            discarded,
            skipped,
            failed,
            reported,
            ignored,
            "handled"
        );
        Ok(answer)
    }

    async fn batch(&self, batch: dynamodb::Event) -> DispatchResponse {
        let mut answer = DispatchResponse::default();
        for record in &batch.records {
            let mut again = false;
            for id in store::stream::new_messages(record) {
                let failed = self.count(&id, &mut answer.tally).await;
                again |= failed.is_some_and(|error| error.is_retryable());
            }
            if again && let Some(number) = &record.change.sequence_number {
                answer.fail(number);
            }
        }
        answer
    }

    async fn sweep(&self) -> Result<DispatchResponse, StoreError> {
        let mut answer = DispatchResponse::default();
        for id in self.store.due(self.clock.now(), SWEEP).await? {
            self.count(&id, &mut answer.tally).await;
        }
        Ok(answer)
    }

    async fn count(&self, id: &str, tally: &mut Tally) -> Option<StoreError> {
        match self.deliver(id).await {
            Ok(outcome) => {
                tally.count(outcome);
                None
            }
            Err(error) => {
                tracing::error!(message.id = id, error = %error, "store failed");
                tally.failed += 1;
                Some(error)
            }
        }
    }

    /// Delivers one message if it is due and nobody else has it. When the process dies between sending
    /// and recording, the lease ends and the same mail leaves again under the same Message-ID. A claim
    /// counts: a message that was claimed too often is given up before it is prepared again.
    ///
    /// # Errors
    /// When the store fails; the message then stays in the outbox.
    pub async fn deliver(&self, id: &str) -> Result<DeliveryOutcome, StoreError> {
        let Some(claim) = self.store.claim(id, self.clock.now(), LEASE).await? else {
            return Ok(DeliveryOutcome::Skipped);
        };
        if let Some(reason) = backoff::exhausted(claim.attempt, claim.unanswered) {
            return self.recorded(id, self.give_up(&claim, reason).await);
        }
        let outcome = match within(LIMIT, self.attempt(&claim)).await {
            Ok(response) => self.record_delivery(&claim, response).await,
            Err(Failure::Blocked(reason)) => self.wait(&claim, &reason).await,
            Err(Failure::Temporary(reason)) => {
                self.postpone(&claim, &reason, backoff::ATTEMPTS).await
            }
            Err(Failure::Away(reason)) => self.postpone(&claim, &reason, backoff::CALLS).await,
            Err(Failure::Permanent(reason)) => self.give_up(&claim, &reason).await,
            Err(Failure::Obsolete) => self.discard(&claim).await,
            Err(Failure::Store(error)) if !error.is_retryable() => {
                tracing::error!(message.id = id, error = %error, "facts cannot be read");
                self.give_up(&claim, "unreadable").await
            }
            Err(Failure::Store(error)) => Err(error),
        };
        self.recorded(id, outcome)
    }

    /// An outcome that could not be recorded because somebody else has the message is theirs to record.
    fn recorded(
        &self,
        id: &str,
        outcome: Result<DeliveryOutcome, StoreError>,
    ) -> Result<DeliveryOutcome, StoreError> {
        match outcome {
            Err(StoreError::ClaimLost) => {
                tracing::warn!(message.id = id, "another sender took over");
                Ok(DeliveryOutcome::Skipped)
            }
            other => other,
        }
    }

    async fn record_delivery(
        &self,
        claim: &Claim,
        response: Option<String>,
    ) -> Result<DeliveryOutcome, StoreError> {
        let now = self.clock.now();
        match &response {
            Some(response) => self.store.answered(claim, now, response).await?,
            None => self.store.delivered(claim, now).await?,
        }
        tracing::info!(
            message.id = claim.message.id,
            claim.attempt,
            response,
            "delivered"
        );
        Ok(DeliveryOutcome::Delivered)
    }

    async fn discard(&self, claim: &Claim) -> Result<DeliveryOutcome, StoreError> {
        self.store.discard(claim, self.clock.now()).await?;
        tracing::info!(message.id = claim.message.id, "discarded: no longer true");
        Ok(DeliveryOutcome::Discarded)
    }

    async fn postpone(
        &self,
        claim: &Claim,
        reason: &str,
        most: u32,
    ) -> Result<DeliveryOutcome, StoreError> {
        let now = self.clock.now();
        let Some(at) = backoff::next(claim.attempt, most, now) else {
            return self.give_up(claim, reason).await;
        };
        self.store.retry_later(claim, now, at, reason).await?;
        tracing::warn!(
            message.id = claim.message.id,
            claim.attempt,
            reason,
            "postponed"
        );
        Ok(DeliveryOutcome::Postponed)
    }

    /// While no mail leaves at all, a try is not counted against the message.
    async fn wait(&self, claim: &Claim, reason: &str) -> Result<DeliveryOutcome, StoreError> {
        let now = self.clock.now();
        let Some(at) = backoff::while_blocked(claim.message.created_at, now) else {
            return self.give_up(claim, reason).await;
        };
        self.store.wait(claim, now, at, reason).await?;
        tracing::error!(message.id = claim.message.id, reason, "no mail leaves");
        Ok(DeliveryOutcome::Postponed)
    }

    async fn give_up(&self, claim: &Claim, reason: &str) -> Result<DeliveryOutcome, StoreError> {
        let now = self.clock.now();
        self.store.dead_letter(claim, reason, now).await?;
        tracing::error!(
            message.id = claim.message.id,
            claim.attempt,
            reason,
            "dead letter"
        );
        Ok(DeliveryOutcome::DeadLetter)
    }

    /// Reads the facts, writes the letter and sends it; gives what the partner's system answered, where it
    /// was called instead.
    async fn attempt(&self, claim: &Claim) -> Result<Option<String>, Failure> {
        let (message, now) = (&claim.message, self.clock.now());
        let sources = FactSources {
            store: &self.store,
            content: &self.content,
            keys: &self.keys,
            now,
        };
        let facts = sources.facts(message).await?;
        let ours = Ours {
            content: &self.content,
            keys: &self.keys,
            base_url: &self.base_url,
        };
        if let Facts::Placement(news) = &facts
            && let Some(call) = Call::of(&message.id, news, &ours)?
        {
            return Ok(Some(call.make(now, self.timeout).await?));
        }
        let mail = self.compose(message.clone(), facts).await?;
        self.transport.send(&mail).await?;
        Ok(None)
    }

    /// Writes the letter on a thread of its own: typesetting a large sheet must not keep the time limit, or
    /// those who wait for something else, from their turn.
    async fn compose(&self, message: Message, facts: Facts) -> Result<Mail, Failure> {
        let this = self.clone();
        let composed = tokio::task::spawn_blocking(move || {
            let context = Context {
                content: &this.content,
                keys: &this.keys,
                base_url: &this.base_url,
                views: &this.views,
            };
            mail::compose(&message, &facts, &context)
        });
        match composed.await {
            Ok(mail) => Ok(mail?),
            Err(_) => Err(Failure::Temporary("panic".to_owned())),
        }
    }
}

/// What an attempt comes to, unless it takes longer than that.
async fn within<T>(
    limit: Duration,
    attempt: impl Future<Output = Result<T, Failure>>,
) -> Result<T, Failure> {
    let late = |_| Err(Failure::Temporary("timeout".to_owned()));
    tokio::time::timeout(limit, attempt)
        .await
        .unwrap_or_else(late)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_message_that_takes_too_long_is_tried_later() {
        let never = std::future::pending::<Result<(), Failure>>();
        let late = within(Duration::from_millis(1), never).await;
        assert!(matches!(late, Err(Failure::Temporary(reason)) if reason == "timeout"));
        let at_once = within(Duration::from_millis(1), async { Ok(7) }).await;
        assert!(matches!(at_once, Ok(7)));
    }
}
