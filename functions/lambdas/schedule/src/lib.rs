//! The hourly round: deletes what has expired, reminds and escalates, sees to the seminars and
//! reports what waits too long; it queues messages and never sends any.

mod cases;
mod published;
mod seminars;
mod trouble;

use std::sync::Arc;

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use base::time::Clock;
pub use cases::Cases;
use jiff::SignedDuration;
pub use published::PublishedSchedule;
pub use seminars::Seminars;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};
use town::Content;
use trouble::Trouble;

/// How long a message may be due before it counts as overdue: the stream takes seconds, and the
/// dispatcher's own sweep a few minutes.
const TIMEOUT: SignedDuration = SignedDuration::from_mins(15);

/// Overdue messages are counted up to here; more means the same, that nothing leaves any more.
const COUNTED: i32 = 1000;

/// What a round found and did. Also the function's answer, so an alarm can be set on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Drafts that were deleted because they had expired.
    pub expired: usize,
    /// Messages that have been due for a quarter of an hour, at most a thousand.
    pub overdue: usize,
    /// Messages that were given up and wait for somebody to look at them.
    pub dead: usize,
    /// What was done about placements.
    pub cases: Cases,
    /// What was done about the seminars.
    pub seminars: Seminars,
    /// Businesses of the register that changed.
    pub businesses: usize,
}

/// The handler. A second call at the same time finds nothing left to do.
#[derive(Clone)]
pub struct Schedule {
    store: Store,
    content: Arc<Content>,
    clock: Arc<dyn Clock>,
}

impl Schedule {
    /// A handler on this store, content and clock.
    pub fn new(store: Store, content: Arc<Content>, clock: Arc<dyn Clock>) -> Schedule {
        Schedule {
            store,
            content,
            clock,
        }
    }

    /// Makes one round. Whatever the event says, the round is the same; its id is only logged. What fails
    /// does not keep the rest from being done.
    ///
    /// # Errors
    /// When anything failed; EventBridge then calls again, and the next round does the rest.
    pub async fn handle(&self, event: EventBridgeEvent) -> Result<Round, StoreError> {
        let (store, now) = (&self.store, self.clock.now());
        let mut trouble = Trouble::default();
        let expired = trouble.note("drafts", store.sweep_drafts(now).await);
        // Each on the heap, so that a caller need not hold both at once.
        let cases = cases::round(store, &self.content.programme, now, &mut trouble);
        let cases = Box::pin(cases).await;
        let seminars = Box::pin(seminars::round(store, &self.content, now, &mut trouble)).await;
        let register = Box::pin(store.update_register(&self.content, now)).await;
        let businesses = register.map(|(_, changed)| changed);
        let businesses = trouble.note("register", businesses);
        let overdue = store.due(now - TIMEOUT, COUNTED).await;
        let overdue = trouble.note("overdue messages", overdue).len();
        let dead = trouble
            .note("dead letters", store.dead_letters().await)
            .len();
        let (id, missed) = (event.id.as_deref().unwrap_or_default(), cases.missed);
        tracing::info!(event.id = id, expired, overdue, dead, missed, "round made");
        if overdue > 0 || dead > 0 || missed > 0 {
            tracing::warn!(event.id = id, overdue, dead, missed, "needs looking after");
        }
        trouble.end(Round {
            expired,
            overdue,
            dead,
            cases,
            seminars,
            businesses,
        })
    }
}

#[cfg(test)]
mod tests;
