//! 同じ条件で: the same work with the same terms under a new number, for whoever looks after it. Nothing is agreed by it,
//! and the employer learns of it by the quote that comes next.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::reference::Reference;
use forms::{Confirmation, Field, FieldError};
use job_spec::JobSpec;
use orders::{OrderDraft, PreparedOrder};
use placements::{Command, Placement, SpecId, Status};
use serde::Serialize;
use submissions::{Submission, repeated};
use web::{
    AppState, Form, HandlerError, HandlerResult, Problem, Sent, TokenPage, Visitor, draft_once,
    once_today, see_other, submit,
};

use crate::acts::act_once;
use crate::case::CaseQuery;
use crate::repeat::{AGAIN_FORM, may_repeat};
use crate::session::{LinkSession, OpenedPlacement};
use crate::{DECIDE, ORDER};

#[derive(Serialize)]
struct AgainPage {
    heading: String,
    reference: String,
    token: String,
    case: String,
    errors: Vec<FieldError>,
    confirm: Field,
}

async fn open(
    state: &AppState,
    visitor: &Visitor,
    token: &str,
) -> Result<(LinkSession, OpenedPlacement), HandlerError> {
    let session = LinkSession::of_director(state, visitor, token)?;
    let found = session.find(state).await?;
    match may_repeat(&session, &found.case, &found.placement) {
        true => Ok((session, found)),
        false => Err(see_other(&format!("{DECIDE}?t={}", session.token)).into()),
    }
}

fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    errors: Vec<FieldError>,
) -> Response {
    let content = state.content.get();
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = AgainPage {
        heading: found.placement.spec.title.clone(),
        reference: found.placement.id.to_string(),
        token: session.token.clone(),
        case: format!("{DECIDE}?t={}", session.token),
        confirm: Confirmation::Again.field(&content.words, None, &errors),
        errors,
    };
    let response = state.page(status, "director/order_again.html", AGAIN_FORM, &page);
    TokenPage::Posts.wrap(response)
}

pub(crate) async fn show_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(CaseQuery { t, .. }): Query<CaseQuery>,
) -> HandlerResult {
    let (session, found) = open(&state, &visitor, &t).await?;
    Ok(page(&state, &session, &found, Vec::new()))
}

/// However often the button is pressed on one day, it is one new number.
pub(crate) async fn take_again(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let (session, found) = open(&state, &visitor, input.one("t")).await?;
    let missing = Confirmation::Again.missing(&state.content.get(), &input);
    if let Some(missing) = missing {
        return Ok(page(&state, &session, &found, vec![missing]));
    }
    let reference = send(&state, &session, &found).await?;
    let id = SpecId { reference, spec: 1 };
    let session = session.of_other(&state, id);
    prepare(&state, &session, &found.placement).await?;
    Ok(see_other(&format!(
        "{ORDER}?t={}&done=again",
        session.token
    )))
}

async fn send(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
) -> Result<Reference, HandlerError> {
    let placement = &found.placement;
    let once = format!("{} {}", placement.id, session.by.code());
    let once = once_today(state, &once);
    draft_once(state, &once).await?;
    let content = state.content.get();
    let assembled = |reference| {
        let contact = found.case.submission().contact.clone();
        let spec = JobSpec {
            version: 1,
            ..placement.spec.clone()
        };
        let (of, by) = (placement.id.to_string(), &session.by);
        let now = state.now();
        let again = repeated(reference, contact, spec, (&of, by), &content.programme, now);
        let again = Submission {
            assisted: found.case.assistance(),
            ..again
        };
        (again, Vec::new())
    };
    Ok(match submit(state, &once, assembled).await? {
        Some(Sent::New(sent)) => {
            tracing::info!("the same work was prepared again");
            sent.reference
        }
        Some(Sent::Before(reference)) => reference,
        None => return Err(Problem::Unavailable.into()),
    })
}

/// Takes the new one on, and prepares its order with the terms of the old one. What was done before stays as it is.
async fn prepare(
    state: &AppState,
    session: &LinkSession,
    old: &Placement,
) -> Result<(), HandlerError> {
    let new = session.find(state).await?;
    if new.placement.status == Status::Waiting {
        let _ = act_once(state, session, new.case, &Command::Accept).await?;
    }
    let new = session.find(state).await?;
    let Some(terms) = old.orders.prepared.as_ref() else {
        return Ok(());
    };
    if new.placement.orders.prepared.is_some() {
        return Ok(());
    }
    let (content, today) = (state.content.get(), state.today());
    let spec = &new.placement.spec;
    let proposed = OrderDraft::proposed(spec, &content, today);
    let draft = terms.draft.again(proposed);
    let order = PreparedOrder::of(draft, spec, &content, today);
    let order = Box::new(order);
    let _ = act_once(state, session, new.case, &Command::Prepare { order }).await?;
    Ok(())
}
