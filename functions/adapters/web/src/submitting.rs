//! Sends sheets under a number that nobody has, once however often and in parallel it is asked for.

use base::reference::Reference;
use base::token::Purpose;
use messages::Message;
use store::{StoreError, Submitted};
use submissions::Submission;

use crate::AppState;

/// How often a reference that somebody else has is drawn again.
const DRAWS: usize = 5;

/// What sending came to.
pub enum Sent {
    /// It is stored now.
    New(Box<Submission>),
    /// It was sent before, under this number.
    Before(Reference),
}

/// Writes the record of a draft with its messages. However often and in parallel it is asked for, there is one. `None`:
/// no free number was drawn.
///
/// # Errors
/// As [`store::Store::submit`].
pub async fn submit(
    state: &AppState,
    handle: &str,
    assembled: impl Fn(Reference) -> (Submission, Vec<Message>),
) -> Result<Option<Sent>, StoreError> {
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        state.random.fill(&mut bytes);
        let (submission, messages) = assembled(Reference::from_random(bytes));
        match state.store.submit(handle, &submission, &messages).await? {
            Submitted::New(_) => return Ok(Some(Sent::New(Box::new(submission)))),
            Submitted::Already(reference) => return Ok(Some(Sent::Before(reference))),
            Submitted::ReferenceTaken => {}
        }
    }
    tracing::error!("no free reference was drawn");
    Ok(None)
}

/// The name of what is sent at most once a day.
pub fn once_today(state: &AppState, what: &str) -> String {
    let once = format!("{what} {}", state.today());
    state.keys.pseudonym(Purpose::Form, &once)
}

/// Holds the place of what is sent once under this name, for [`submit`]: one draft is one sending.
///
/// # Errors
/// When the store does not answer.
pub async fn draft_once(state: &AppState, once: &str) -> Result<(), StoreError> {
    let days = state.content.get().programme.retention.draft_days;
    let expires_at = base::time::days_after(state.now(), days);
    state.store.hold_draft(once, expires_at).await
}
