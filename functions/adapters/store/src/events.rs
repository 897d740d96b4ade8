//! The events of a submission's messages, derived from their stored states.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use messages::delivery::Recipient;
use messages::{Message, Topic};
use submissions::{SubmissionEvent, SubmissionEventKind};

use crate::envelope::ids_in;
use crate::error::StoreError;
use crate::item::{Item, missing, read_text, sort_key, unpack};

/// How long a message may be on its way before that is worth telling: a busy mail server usually takes
/// it at the next try.
const LONG: SignedDuration = SignedDuration::from_hours(1);

/// What became of the messages of one fact, out of its partition's items.
pub(crate) fn events(items: &[Item]) -> Result<Vec<SubmissionEvent>, StoreError> {
    let mut messages = BTreeMap::new();
    for item in items.iter().filter(|item| sort_key(item).starts_with("E#")) {
        let enclosed: Vec<Message> = unpack("messages", item)?;
        messages.extend(enclosed.into_iter().map(|m| (m.id.clone(), m)));
    }
    let mut events = Vec::new();
    for state in items.iter().filter(|item| sort_key(item).starts_with("M#")) {
        let id = ids_in(sort_key(state)).first().copied();
        if let Some(message) = id.and_then(|id| messages.get(id)) {
            events.extend(told(message, state)?);
        }
    }
    Ok(events)
}

/// The events that a message's state adds to its submission.
fn told(message: &Message, state: &Item) -> Result<Vec<SubmissionEvent>, StoreError> {
    let (delivered, dead) = (time(state, "delivered")?, time(state, "dead")?);
    if let Topic::Undelivered { what, .. } = &message.topic {
        let about = what.recipient();
        let kind = SubmissionEventKind::OfficeTold { about };
        return Ok(delivered
            .map(|at| SubmissionEvent { at, kind })
            .into_iter()
            .collect());
    }
    let to = message.topic.recipient();
    if to == Recipient::Somebody {
        return Ok(Vec::new());
    }
    // What follows from a lost notice of what happened later is the office's to settle, so that it was told is
    // all there is to tell, unless it was for the employer.
    let later = matches!(message.topic, Topic::Placement { entry: 1.., .. });
    let dead = dead.filter(|_| !later || to == Recipient::Employer);
    let late = time(state, "delayed")?.filter(|at| at.duration_since(message.created_at) >= LONG);
    let lost = match read_text(state, "returned") {
        Some("complained") => SubmissionEventKind::Complained { to: to.clone() },
        Some(_) => SubmissionEventKind::Bounced { to: to.clone() },
        None => SubmissionEventKind::DeliveryFailed { to: to.clone() },
    };
    let told = [
        (delivered, SubmissionEventKind::Delivered { to: to.clone() }),
        (late, SubmissionEventKind::Delayed { to }),
        (dead, lost),
    ];
    Ok(told
        .into_iter()
        .filter_map(|(at, kind)| at.map(|at| SubmissionEvent { at, kind }))
        .collect())
}

fn time(state: &Item, name: &'static str) -> Result<Option<Timestamp>, StoreError> {
    let text = read_text(state, name);
    text.map(|at| at.parse().map_err(|_| missing("message", name)))
        .transpose()
}
