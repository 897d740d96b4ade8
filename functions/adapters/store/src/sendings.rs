//! What became of each call and mail to partners about one placement, derived from its message's state.

use base::people::{Actor, Notice};
use jiff::Timestamp;
use messages::{Message, Topic};
use placements::SpecId;

use crate::Store;
use crate::envelope::state_key;
use crate::error::StoreError;
use crate::item::{Item, missing, read_number, read_text, sort_key, unpack};
use crate::submission::key;

/// A message to a partner, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sending {
    /// The partner.
    pub to: Actor,
    /// What the message says.
    pub notice: Notice,
    /// When it was put into the outbox.
    pub at: Timestamp,
    /// What became of it.
    pub outcome: SendingState,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq)]
pub enum SendingState {
    /// Nobody has tried yet.
    Waiting,
    /// The partner's system took it.
    Called {
        /// When that happened.
        at: Timestamp,
        /// What it answered, e.g. `http-202`.
        answer: String,
    },
    /// A mail left.
    Mailed {
        /// When that happened.
        at: Timestamp,
    },
    /// It could not be delivered yet.
    Postponed {
        /// Why, e.g. `http-503`.
        reason: String,
        /// How often it was tried.
        tries: u32,
        /// When it is tried again.
        again: Timestamp,
    },
    /// It was given up, and the office was notified.
    Lost {
        /// When that happened.
        at: Timestamp,
        /// Why, e.g. `http-422`.
        reason: String,
    },
    /// There was no need for it any more.
    Discarded,
}

impl Store {
    /// Every message to partners about a placement, oldest first.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn sendings(&self, id: &SpecId) -> Result<Vec<Sending>, StoreError> {
        let items = self.partition(&key(&id.reference).pk, "").await?;
        sendings_of(&items, id)
    }
}

/// The same out of the partition's items.
pub(crate) fn sendings_of(items: &[Item], id: &SpecId) -> Result<Vec<Sending>, StoreError> {
    let mut sendings = Vec::new();
    for item in items.iter().filter(|item| sort_key(item).starts_with("E#")) {
        for message in unpack::<Vec<Message>>("messages", item)? {
            let Some((to, notice)) = about(&message, id) else {
                continue;
            };
            let state = state_key(&message.id).sk;
            let state = items.iter().find(|item| sort_key(item) == state);
            sendings.push(Sending {
                to,
                notice,
                at: message.created_at,
                outcome: state.map_or(Ok(SendingState::Waiting), outcome)?,
            });
        }
    }
    sendings.sort_by_key(|sending| sending.at);
    Ok(sendings)
}

/// Recipient and notice of a message to a partner, where it is about this placement.
fn about(message: &Message, id: &SpecId) -> Option<(Actor, Notice)> {
    match &message.topic {
        Topic::Placement {
            to: to @ Actor::Partner { .. },
            specs,
            notice,
            ..
        } if specs.contains(&id.spec) => Some((to.clone(), *notice)),
        _ => None,
    }
}

fn outcome(state: &Item) -> Result<SendingState, StoreError> {
    let time = |name| {
        let text = read_text(state, name);
        text.map(|at| at.parse().map_err(|_| missing("message", name)))
            .transpose()
    };
    let reason = read_text(state, "reason").unwrap_or_default().to_owned();
    let again: Option<i64> = read_number("message", state, "retry")?;
    let again = again.and_then(|at| Timestamp::from_second(at).ok());
    let delivered = time("delivered")?;
    Ok(if state.contains_key("discarded") {
        SendingState::Discarded
    } else if let Some(at) = time("dead")? {
        SendingState::Lost { at, reason }
    } else if let Some(at) = delivered {
        match read_text(state, "answer") {
            Some(answer) => SendingState::Called {
                at,
                answer: answer.to_owned(),
            },
            None => SendingState::Mailed { at },
        }
    } else if let Some(again) = again {
        SendingState::Postponed {
            reason,
            tries: read_number("message", state, "attempt")?.unwrap_or_default(),
            again,
        }
    } else {
        SendingState::Waiting
    })
}
