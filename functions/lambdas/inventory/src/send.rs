//! Sends the inventory, once, and shows the receipt.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use base::budget;
use base::contact::Contact;
use base::reference::Reference;
use base::time::japanese;
use base::token::Purpose;
use job_spec::JobSpec;
use questionnaire::flow;
use questionnaire_pages::contact_warnings;
use serde::Serialize;
use store::{Draft, StoreError, Submitted};
use submissions::{Submission, assemble};
use web::{Action, AppState, Client, Explanation, HandlerError, HandlerResult, Problem, see_other};

use crate::drafts::{self, OwnDraft};
use crate::{SENT, START};

const SEND: &str = "/inventory/send";
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
    Ok(state.page(StatusCode::OK, "inventory/send.html", SEND, &page))
}

/// Writes the record with its messages. However often and in parallel it is asked for, there is one.
pub(crate) async fn send(
    State(state): State<AppState>,
    OwnDraft(draft): OwnDraft,
    client: Client,
) -> HandlerResult {
    let (contact, specs) = ready(&state, &draft)?;
    // However often the button is pressed, one draft is one sending.
    let once = state.keys.pseudonym(Purpose::Budget, &draft.id);
    let mail = contact.mail.as_ref();
    let spent = state.spend(&budget::SENDING, &client, mail, Some(&once));
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
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
        let submitted = state.store.submit(&draft.id, &submission, &messages);
        match submitted.await {
            Ok(Submitted::New(reference)) => {
                tracing::info!(reference = reference.as_str(), "an inventory was sent");
                return Ok(see_other(SENT));
            }
            Ok(Submitted::Already(_)) => return Ok(see_other(SENT)),
            Ok(Submitted::ReferenceTaken) => {}
            Err(StoreError::NoSuchDraft) => return Ok(drafts::discarded(&state, SEND)),
            Err(StoreError::TooLarge { .. }) => return Ok(too_large(&state, &submission)),
            Err(error) => return Err(error.into()),
        }
    }
    tracing::error!("no free reference was drawn");
    Err(Problem::Unavailable.into())
}

/// The page for sheets that are too long to be sent together: which one to shorten. The draft stays.
fn too_large(state: &AppState, submission: &Submission) -> Response {
    let length = |spec: &&JobSpec| -> usize {
        let fields = spec.fields.iter().map(|field| field.value.len());
        fields.sum()
    };
    let specs = submission.specs.iter().map(|routed| &routed.spec);
    let longest = specs.max_by_key(length).map(|spec| spec.title.as_str());
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(&format!("{START}check"), texts.sending_too_large_action());
    let text = texts.sending_too_large(longest.unwrap_or_default());
    let explanation = Explanation::new(texts.sending_too_large_title(), &text, action);
    explanation.page(state, StatusCode::UNPROCESSABLE_ENTITY, SEND)
}

/// What would be sent, when every page is answered.
fn ready(state: &AppState, draft: &Draft) -> Result<(Contact, Vec<JobSpec>), HandlerError> {
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

/// Where somebody sees what becomes of what was sent.
pub(crate) fn status_link(state: &AppState, submission: &Submission) -> String {
    let expires = submission.kept_until(&state.content.get().programme);
    let token = state
        .keys
        .sign(Purpose::Status, submission.reference.as_str(), expires);
    format!("{START}status?t={token}")
}
