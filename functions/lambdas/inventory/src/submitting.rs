//! Sends sheets under a number that nobody has.

use base::contact::Contact;
use base::reference::Reference;
use job_spec::JobSpec;
use store::{StoreError, Submitted};
use submissions::{Submission, assemble};
use web::AppState;

/// How often a reference that somebody else has is drawn again.
const DRAWS: usize = 5;

/// What sending came to.
pub(crate) enum Sent {
    /// It is stored now.
    New(Box<Submission>),
    /// It was sent before, under this number.
    Before(Reference),
}

/// Writes the record of a draft's sheets with its messages. However often and in parallel it is asked for, there is
/// one. `None`: no free number was drawn.
///
/// # Errors
/// As [`store::Store::submit`].
pub(crate) async fn submit(
    state: &AppState,
    handle: &str,
    contact: &Contact,
    specs: &[JobSpec],
) -> Result<Option<Sent>, StoreError> {
    let (content, load) = (state.content.get(), state.store.load().await?);
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        state.random.fill(&mut bytes);
        let submission = assemble(
            Reference::from_random(bytes),
            contact.clone(),
            specs.to_vec(),
            &content.programme,
            &load,
            state.now(),
        );
        let messages = submission.messages();
        match state.store.submit(handle, &submission, &messages).await? {
            Submitted::New(_) => return Ok(Some(Sent::New(Box::new(submission)))),
            Submitted::Already(reference) => return Ok(Some(Sent::Before(reference))),
            Submitted::ReferenceTaken => {}
        }
    }
    tracing::error!("no free reference was drawn");
    Ok(None)
}
