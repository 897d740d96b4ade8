//! Sends the inventory, once, and shows the receipt.

use axum::extract::State;
use axum::http::StatusCode;
use base::contact::Contact;
use base::reference::Reference;
use base::time::japanese;
use base::token::Purpose;
use questionnaire::flow;
use questionnaire_pages::contact_warnings;
use serde::Serialize;
use store::{Draft, Submitted};
use submissions::{Submission, assemble};
use web::{AppState, HandlerError, HandlerResult, Problem, see_other};

use crate::drafts::{self, OwnDraft};
use crate::{SENT, START};

/// How often a reference that somebody else has is drawn again.
const DRAWS: usize = 5;

#[derive(Serialize)]
struct Ask {
    titles: Vec<String>,
    contact: Contact,
    operator: String,
    warnings: Vec<String>,
    back: String,
}

/// The last look before anything leaves.
pub(crate) async fn ask(State(state): State<AppState>, OwnDraft(draft): OwnDraft) -> HandlerResult {
    let (contact, specs) = ready(&state, &draft)?;
    let content = state.content.get();
    let typed = draft.answers.contact.as_ref();
    let page = Ask {
        warnings: typed.map_or_else(Vec::new, |typed| contact_warnings(typed, &content)),
        titles: specs.into_iter().map(|spec| spec.title).collect(),
        contact,
        operator: content.programme.operator.name.clone(),
        back: format!("{START}{}", flow::Step::Contact.path()),
    };
    Ok(state.page(
        StatusCode::OK,
        "inventory/send.html",
        "/inventory/send",
        &page,
    ))
}

/// Writes the record with its messages. However often and in parallel it is asked for, there is one.
pub(crate) async fn send(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let (contact, specs) = ready(&state, &draft)?;
    let content = state.content.get();
    let load = state.store.load().await?;
    for _ in 0..DRAWS {
        let mut bytes = [0; 8];
        state.random.fill(&mut bytes);
        let reference = Reference::from_random(bytes);
        let (contact, specs) = (contact.clone(), specs.clone());
        let submission = assemble(
            reference,
            contact,
            specs,
            &content.programme,
            &load,
            state.now(),
        );
        let messages = submission.messages();
        match state
            .store
            .submit(&draft.id, &submission, &messages)
            .await?
        {
            Submitted::New(reference) => {
                tracing::info!(reference = reference.as_str(), "an inventory was sent");
                return Ok(see_other(SENT));
            }
            Submitted::Already(_) => return Ok(see_other(SENT)),
            Submitted::ReferenceTaken => {}
        }
    }
    tracing::error!("no free reference was drawn");
    Err(Problem::Unavailable.into())
}

/// What would be sent, when every page is answered.
fn ready(
    state: &AppState,
    draft: &Draft,
) -> Result<(Contact, Vec<job_spec::JobSpec>), HandlerError> {
    let route = drafts::open_route(state, draft)?;
    let specs = job_spec::drafts(&draft.answers, &state.content.get(), state.today());
    match (&route.next, &draft.answers.contact) {
        (None, Some(contact)) if !specs.is_empty() => Ok((contact.clone(), specs)),
        (None, _) => Err(see_other(&format!("{START}{}", flow::Step::Contact.path())).into()),
        _ => Err(see_other(&drafts::next_path(&route)).into()),
    }
}

#[derive(Serialize)]
struct Receipt {
    reference: Reference,
    spoken: String,
    answer_by: String,
    mailed: bool,
    titles: Vec<String>,
    status_link: String,
    operator: town::Operator,
}

/// The receipt; a browser that comes back finds it again.
pub(crate) async fn sent(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let Some(reference) = &draft.submitted else {
        let route = drafts::open_route(&state, &draft)?;
        return Ok(see_other(&drafts::next_path(&route)));
    };
    let found = state.store.submission(reference).await?;
    let (submission, _) = found.ok_or(Problem::NotFound)?;
    let page = Receipt {
        spoken: reference.spoken(),
        answer_by: japanese(submission.answer_by),
        mailed: submission.contact.mail.is_some(),
        status_link: status_link(&state, &submission),
        titles: submission
            .specs
            .into_iter()
            .map(|routed| routed.spec.title)
            .collect(),
        reference: submission.reference,
        operator: state.content.get().programme.operator.clone(),
    };
    Ok(state.page(StatusCode::OK, "inventory/sent.html", SENT, &page))
}

fn status_link(state: &AppState, submission: &Submission) -> String {
    let expires = submission.kept_until(&state.content.get().programme);
    let token = state
        .keys
        .sign(Purpose::Status, submission.reference.as_str(), expires);
    format!("{START}status?t={token}")
}
