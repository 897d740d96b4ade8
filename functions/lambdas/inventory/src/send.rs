//! Sends the inventory, once, and shows the receipt.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base::budget;
use base::contact::Contact;
use base::reference::Reference;
use base::time::japanese;
use base::token::Purpose;
use forms::{FieldError, Input};
use job_spec::JobSpec;
use paths::SEND;
use questionnaire::flow;
use questionnaire_pages::contact_warnings;
use serde::{Deserialize, Serialize};
use store::{Draft, StoreError};
use submissions::Submission;
use web::{
    Action, AppState, Client, Explanation, HandlerError, HandlerResult, Problem, Sent, draft_mark,
    see_other, shown_mark,
};

use crate::agreement::{AgreementForm, Asked};
use crate::draft_form::{DraftForm, route_to_change};
use crate::drafts::{self, OwnDraft};
use crate::submitting::submit;
use crate::{SENT, START};

/// The hidden field that tells what the page showed.
const SHOWN: &str = "_shown";

#[derive(Serialize)]
struct Ask {
    titles: Vec<String>,
    contact: Contact,
    operator: String,
    warnings: Vec<String>,
    back: String,
    /// Whose form it is, and what it shows.
    mark: String,
    shown: String,
    /// Whether another tab changed what was shown when the button was pressed.
    changed: bool,
    /// What the employer has to agree to, where the office helped.
    agreement: Option<AgreementForm>,
    errors: Vec<FieldError>,
}

/// What came back of the page, where it is shown again.
#[derive(Default)]
struct Again<'a> {
    /// Whether what is shown is no longer what was shown.
    changed: bool,
    typed: Option<&'a Input>,
    errors: Vec<FieldError>,
}

/// The last look before anything leaves.
pub(crate) async fn ask(State(state): State<AppState>, OwnDraft(draft): OwnDraft) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    drafts::open_route(&state, &draft)?;
    let ready = ready(&state, &draft)?;
    Ok(page(&state, &draft, ready, Again::default()))
}

fn page(
    state: &AppState,
    draft: &Draft,
    (contact, specs): (Contact, Vec<JobSpec>),
    again: Again<'_>,
) -> Response {
    let content = state.content.get();
    let given = draft.answers.contact.as_ref();
    let shown = shown(state, &contact, &specs);
    let asked = Asked::of(state, draft, &shown);
    let page = Ask {
        agreement: asked.map(|asked| asked.form(again.typed, &again.errors)),
        warnings: given.map_or_else(Vec::new, |given| contact_warnings(given, &content)),
        mark: draft_mark(state, &draft.id),
        shown,
        changed: again.changed,
        errors: again.errors,
        titles: specs.into_iter().map(|spec| spec.title).collect(),
        contact,
        operator: content.programme.operator.name.clone(),
        back: format!("{START}{}", flow::Step::Contact.path()),
    };
    let status = match (page.changed, page.errors.is_empty()) {
        (true, _) => StatusCode::CONFLICT,
        (false, false) => StatusCode::UNPROCESSABLE_ENTITY,
        (false, true) => StatusCode::OK,
    };
    state.page(status, "inventory/send.html", SEND, &page)
}

/// A short name for what is shown before it is sent.
fn shown(state: &AppState, contact: &Contact, specs: &[JobSpec]) -> String {
    let text = serde_json::to_string(&(contact, specs)).unwrap_or_default();
    shown_mark(state, &text)
}

/// Writes the record with its messages. However often and in parallel it is asked for, there is one.
pub(crate) async fn send(
    State(state): State<AppState>,
    client: Client,
    form: DraftForm,
) -> HandlerResult {
    let DraftForm {
        draft,
        input,
        cookies,
        ..
    } = form;
    let state = state.begun_with(&draft).await;
    route_to_change(&state, &draft, &cookies)?;
    let Ok((contact, specs)) = ready(&state, &draft) else {
        return Ok((cookies, unsent(&state, &draft)).into_response());
    };
    let (seen, shown) = (input.one(SHOWN), shown(&state, &contact, &specs));
    if !seen.is_empty() && seen != shown {
        let changed = Again {
            changed: true,
            typed: Some(&input),
            ..Again::default()
        };
        let again = page(&state, &draft, (contact, specs), changed);
        return Ok((cookies, again).into_response());
    }
    let asked = Asked::of(&state, &draft, &shown);
    let assisted = match asked.map(|asked| asked.read(&input)).transpose() {
        Err(errors) => {
            let refused = Again {
                typed: Some(&input),
                errors,
                ..Again::default()
            };
            let again = page(&state, &draft, (contact, specs), refused);
            return Ok((cookies, again).into_response());
        }
        Ok(assisted) => assisted,
    };
    if let Some(longest) = job_spec::too_long(&specs) {
        return Ok(too_large(&state, longest));
    }
    // However often the button is pressed, one draft is one sending.
    let once = state.keys.pseudonym(Purpose::Budget, &draft.id);
    let mail = contact.mail.as_ref();
    let spent = state.spend(&budget::SENDING, &client, mail, Some(&once));
    if let Some(overspent) = spent.await? {
        return Err(overspent.into());
    }
    let handle = draft.handle();
    let (assisted, source) = (assisted.as_ref(), draft.answers.source.as_ref());
    let sent = submit(&state, &handle, &contact, &specs, assisted, source);
    match sent.await {
        Ok(Some(Sent::New(sent))) => {
            let reference = sent.reference.as_str();
            tracing::info!(reference, "an inventory was sent");
            Ok((cookies, see_other(SENT)).into_response())
        }
        Ok(Some(Sent::Before(_))) => Ok((cookies, see_other(SENT)).into_response()),
        Ok(None) => Err(Problem::Unavailable.into()),
        Err(StoreError::NoSuchDraft) => Ok(drafts::discarded(&state, SEND)),
        Err(error) => Err(error.into()),
    }
}

/// The page for who pressed the button of a page that is out of date: another tab or device has left something to answer.
fn unsent(state: &AppState, draft: &Draft) -> Response {
    let texts = &state.content.get().texts.inventory;
    let route = flow::replay(&draft.answers, &state.content.get());
    let next = match route.next {
        Some(_) => drafts::next_path(&route),
        None => format!("{START}{}", flow::Step::Contact.path()),
    };
    let action = Action::new(&next, texts.unsent_action());
    let explanation = Explanation::new(texts.unsent_title(), texts.unsent(), action);
    explanation.page(state, StatusCode::CONFLICT, SEND)
}

/// The page for sheets that are too long to be sent together: which one to shorten. The draft stays.
fn too_large(state: &AppState, longest: &JobSpec) -> Response {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(&format!("{START}check"), texts.sending_too_large_action());
    let text = texts.sending_too_large(&longest.title);
    let explanation = Explanation::new(texts.sending_too_large_title(), &text, action);
    explanation.page(state, StatusCode::PAYLOAD_TOO_LARGE, SEND)
}

/// What would be sent, when every page is answered.
fn ready(state: &AppState, draft: &Draft) -> Result<(Contact, Vec<JobSpec>), HandlerError> {
    let route = flow::replay(&draft.answers, &state.content.get());
    let specs = job_spec::drafts(&draft.answers, &state.content.get(), state.today());
    match (&route.next, &draft.answers.contact) {
        (None, Some(contact)) if !specs.is_empty() => Ok((contact.clone(), specs)),
        (None, _) => Err(see_other(&format!("{START}{}", flow::Step::Contact.path())).into()),
        _ => Err(see_other(&drafts::next_path(&route)).into()),
    }
}

/// The query of the receipt.
#[derive(Default, Deserialize)]
pub(crate) struct ReceiptQuery {
    /// Not empty for who wanted to change or send again what had been sent.
    #[serde(default)]
    before: String,
}

#[derive(Serialize)]
struct Receipt {
    /// When it was sent, for who wanted to change or send it again since; else empty.
    sent_before: String,
    reference: Reference,
    spoken: String,
    answer_by: String,
    mailed: bool,
    titles: Vec<String>,
    status_link: String,
    operator: town::Operator,
    /// Whose papers these are.
    mark: String,
}

/// The receipt; a browser that comes back finds it again.
pub(crate) async fn sent(
    State(state): State<AppState>,
    Query(ReceiptQuery { before }): Query<ReceiptQuery>,
    OwnDraft(draft): OwnDraft,
) -> HandlerResult {
    let state = state.begun_with(&draft).await;
    let Some(reference) = &draft.submitted else {
        let route = drafts::open_route(&state, &draft)?;
        return Ok(see_other(&drafts::next_path(&route)));
    };
    // The link to what became of it is its sender's.
    if !draft.is_sent_here() {
        return Ok(sent_elsewhere(&state));
    }
    let found = state.store.submission(reference).await?;
    let (submission, _) = found.ok_or(Problem::NotFound)?;
    let page = Receipt {
        sent_before: match before.as_str() {
            "" => String::new(),
            _ => web::words::moment(submission.sent_at),
        },
        spoken: reference.spoken(),
        answer_by: japanese(submission.answer_by),
        mailed: submission.contact.mail.is_some(),
        status_link: own_status_link(&state, &submission),
        titles: submission
            .specs
            .into_iter()
            .map(|routed| routed.spec.title)
            .collect(),
        reference: submission.reference,
        mark: draft_mark(&state, &draft.id),
        operator: state.content.get().programme.operator.clone(),
    };
    Ok(state.page(StatusCode::OK, "inventory/sent.html", SENT, &page))
}

/// The page for a draft that another of its browsers has sent.
fn sent_elsewhere(state: &AppState) -> Response {
    let texts = &state.content.get().texts.inventory;
    let action = Action::new(START, texts.resume_link_action());
    let explanation = Explanation::new(texts.resume_over_title(), texts.resume_over(), action);
    explanation.page(state, StatusCode::OK, SENT)
}

/// [`status_link`] on the device that sent it; empty on the office's: what an employer says there would look like their own.
pub(crate) fn own_status_link(state: &AppState, submission: &Submission) -> String {
    match &submission.assisted {
        Some(assistance) if assistance.is_sent_by_office() => String::new(),
        _ => status_link(state, submission),
    }
}

/// Where somebody sees what becomes of what was sent.
pub(crate) fn status_link(state: &AppState, submission: &Submission) -> String {
    let until = submission.kept_until(&state.content.get().programme);
    paths::status(&submission.reference, until, &state.keys)
}
