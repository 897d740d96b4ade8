//! Keeps the Lambda's rounds at the version of the texts that is live.

use std::sync::Mutex;

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use publishing::TownTexts;
use store::{Lookout, StoreError};

use crate::{Round, Schedule};

/// Rounds that look for a newer version before they begin.
pub struct PublishedSchedule {
    lookout: Lookout,
    current: Mutex<Schedule>,
    town: TownTexts,
}

impl PublishedSchedule {
    /// Begins with the content of that handler.
    pub fn new(schedule: Schedule) -> PublishedSchedule {
        PublishedSchedule {
            lookout: Lookout::new(schedule.store.clone()),
            current: Mutex::new(schedule),
            town: TownTexts::default(),
        }
    }

    /// The same beside a town's own files, with which that handler begins.
    #[must_use]
    pub fn of_town(self, town: TownTexts) -> PublishedSchedule {
        PublishedSchedule { town, ..self }
    }

    /// As [`Schedule::handle`], by what is live now. What cannot be read or used changes nothing.
    ///
    /// # Errors
    /// As [`Schedule::handle`].
    pub async fn handle(&self, event: EventBridgeEvent) -> Result<Round, StoreError> {
        let held = || self.current.lock().expect("no holder of the lock panics");
        let mut current = held().clone();
        let now = current.clock.now();
        let newer = self
            .lookout
            .take_up(now, |overlay| overlay.content(&self.town));
        if let Some(content) = newer.await {
            current.content = content.into();
            *held() = current.clone();
        }
        current.handle(event).await
    }

    #[cfg(test)]
    pub(crate) fn content(&self) -> std::sync::Arc<town::Content> {
        let held = self.current.lock().expect("no holder of the lock panics");
        held.content.clone()
    }
}
