//! The end of an order on its worker's page.

use base::time::japanese;
use forms::Field;
use orders::{Order, Paper};
use serde::Serialize;
use town::Content;

/// The notice of the end, and the box to ask for the reason while nobody has.
#[derive(Serialize)]
pub(crate) struct WorkEnding {
    title: String,
    paper: Paper,
    ask: Option<Field>,
}

impl WorkEnding {
    /// Of an order; none before its end was announced.
    pub fn of(
        order: &Order,
        content: &Content,
        ask: impl FnOnce() -> Option<Field>,
    ) -> Option<WorkEnding> {
        let ending = order.ending.as_ref()?;
        let last_day = japanese(ending.draft.last_day);
        Some(WorkEnding {
            title: content.texts.endings.worker_title(last_day),
            paper: ending.paper().what.clone(),
            ask: match ending.asked {
                true => None,
                false => ask(),
            },
        })
    }
}
