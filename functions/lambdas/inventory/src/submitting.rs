//! Sends sheets of an employer, each to whose turn it is.

use base::contact::Contact;
use base::source::DraftSource;
use job_spec::JobSpec;
use store::StoreError;
use submissions::assemble;
use submissions::assisted::Assistance;
use web::{AppState, Sent};

/// As [`web::submit`], of what an employer asks for, perhaps with the office's help.
///
/// # Errors
/// As [`store::Store::submit`].
pub(crate) async fn submit(
    state: &AppState,
    handle: &str,
    contact: &Contact,
    specs: &[JobSpec],
    assisted: Option<&Assistance>,
    source: Option<&DraftSource>,
) -> Result<Option<Sent>, StoreError> {
    let (content, load) = (state.content.get(), state.store.load().await?);
    let assembled = |reference| {
        let (contact, specs) = (contact.clone(), specs.to_vec());
        let now = state.now();
        let mut submission = assemble(reference, contact, specs, &content.programme, &load, now);
        submission.assisted = assisted.cloned();
        submission.source = source.cloned();
        let messages = submission.messages();
        (submission, messages)
    };
    web::submit(state, handle, assembled).await
}
