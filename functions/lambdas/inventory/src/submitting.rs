//! Sends sheets of an employer, each to whose turn it is.

use base::contact::Contact;
use job_spec::JobSpec;
use store::StoreError;
use submissions::assemble;
use web::{AppState, Sent};

/// As [`web::submit`], of what an employer asks for.
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
    let assembled = |reference| {
        let (contact, specs) = (contact.clone(), specs.to_vec());
        let now = state.now();
        let submission = assemble(reference, contact, specs, &content.programme, &load, now);
        let messages = submission.messages();
        (submission, messages)
    };
    web::submit(state, handle, assembled).await
}
