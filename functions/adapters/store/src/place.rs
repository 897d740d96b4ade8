//! Where a case waits in the index, and what it puts on the groups' hands.

use jiff::Timestamp;
use placements::Case;
use submissions::Submission;
use submissions::route::Load;
use town::Programme;

use crate::draft::ceil_unix_seconds;
use crate::error::StoreError;
use crate::item::{Item, missing, number, text};
use crate::queue::Queue;
use crate::table::LOAD;

/// A case's entry in the index.
pub(crate) struct IndexPosition {
    queue: Queue,
    due: i64,
    load: Load,
}

impl IndexPosition {
    /// Of a case that was just sent: looked at in the next round, which knows the settings.
    pub(crate) fn of_sent(submission: &Submission) -> IndexPosition {
        let case = Case::new(submission.clone(), Vec::new(), 0);
        IndexPosition {
            queue: Queue::Open,
            due: ceil_unix_seconds(submission.sent_at),
            load: case.load(),
        }
    }

    /// Of a case as these settings see it.
    pub(crate) fn of(case: &Case, programme: &Programme) -> IndexPosition {
        let never = Timestamp::MAX.as_second();
        let erasure = case.next_erasure(programme).map(|(_, at)| at);
        let (queue, at) = match case.is_open() {
            true => (
                Queue::Open,
                case.due(programme).into_iter().chain(erasure).min(),
            ),
            false => (Queue::Closed, erasure),
        };
        IndexPosition {
            queue,
            due: at.map_or(never, ceil_unix_seconds),
            load: case.load(),
        }
    }

    /// As attributes of the submission's item.
    pub(crate) fn attributes(&self) -> Result<Item, StoreError> {
        let load = serde_json::to_string(&self.load).map_err(|_| missing("load", "text"))?;
        Ok(Item::from([
            ("queue".to_owned(), text(&self.queue.numbered(0))),
            ("due".to_owned(), number(self.due)),
            (LOAD.to_owned(), text(&load)),
        ]))
    }
}
