//! Acts on a placement: asks the domain, records, and shows the page again with what was done or refused.

use accounts::AccountRefused;
use axum::http::StatusCode;
use axum::response::Response;
use forms::{FieldError, Input};
use orders::OrderRefused;
use placements::{Case, Command, Placement, Refused};
use store::Decided;
use town::Content;
use town::texts::DirectorTexts;
use web::{AppState, HandlerError, HandlerResult, Problem, Visitor, see_other};

use crate::banner::Banner;
use crate::case::{self, CaseView};
use crate::fields::FormReader;
use crate::forms::{CaseForm, RejectedForm};
use crate::people::People;
use crate::session::{LinkSession, OpenedPlacement, bad_request};
use crate::{DECIDE, history};

/// What somebody reports, as read from its form: its command, and what is wrong with it.
pub(crate) type ReadReport = (Option<Command>, Vec<FieldError>);

/// Does what somebody wants about a case that was just read. Inside: why it was refused, with the case as
/// it was then.
///
/// # Errors
/// When the placement is gone, the store does not answer, or others are always faster.
pub(crate) async fn act(
    state: &AppState,
    session: &LinkSession,
    case: Case,
    command: &Command,
) -> Result<Result<(), (OpenedPlacement, Refused)>, HandlerError> {
    let programme = &state.content.get().programme;
    let (id, by, now) = (&session.id, session.doer(), state.now());
    let decided = state
        .store
        .decide_on(case, id.spec, command, by, now, programme);
    match decided.await? {
        Decided::Done(_) => {
            tracing::info!(spec = %id, by = by.actor.code(), "a placement went on");
            Ok(Ok(()))
        }
        // The page shows more than the case.
        Decided::Refused(refused, _) => Ok(Err((session.find(state).await?, refused))),
        Decided::Unknown => Err(Problem::NotFound.into()),
    }
}

/// As [`act`]; what stands already, because of two presses or two people, is done, once.
///
/// # Errors
/// As [`act`].
pub(crate) async fn act_once(
    state: &AppState,
    session: &LinkSession,
    case: Case,
    command: &Command,
) -> Result<Result<(), (OpenedPlacement, Refused)>, HandlerError> {
    Ok(match act(state, session, case, command).await? {
        Err((
            _,
            Refused::Order(OrderRefused::Done { .. })
            | Refused::Account(AccountRefused::Done { .. }),
        )) => Ok(()),
        acted => acted,
    })
}

/// A form that was sent to a placement's page.
pub(crate) struct Posted<'a> {
    /// Which of the page's small forms.
    pub form: CaseForm,
    pub input: &'a Input,
}

/// Reads a form for whom the link was made, and acts. `done` is the word for it in the address of the page
/// that says so; `read` gives no command where the form has errors.
pub(crate) async fn run(
    state: &AppState,
    visitor: &Visitor,
    posted: Posted<'_>,
    done: &str,
    read: impl FnOnce(&Placement, &mut FormReader<'_>) -> Option<Command>,
) -> HandlerResult {
    let session = LinkSession::of_director(state, visitor, posted.input.one("t"))?;
    if session.is_read_only() {
        return Ok(redirect(&session, ""));
    }
    let found = session.find(state).await?;
    let content = state.content.get();
    let mut reader = FormReader::of(posted.input, &content.texts.director);
    let command = read(&found.placement, &mut reader);
    let (Some(command), true) = (command, reader.errors.is_empty()) else {
        return reject(state, &session, found, &posted, reader.errors).await;
    };
    match act(state, &session, found.case, &command).await? {
        Ok(()) => Ok(redirect(&session, done)),
        Err((found, refused)) => refuse(state, &session, found, &posted, refused).await,
    }
}

fn redirect(session: &LinkSession, done: &str) -> Response {
    let token = &session.token;
    match done {
        "" => see_other(&format!("{DECIDE}?t={token}")),
        done => see_other(&format!("{DECIDE}?t={token}&done={done}")),
    }
}

/// For a form with errors. Whoever may not act any more is refused instead.
async fn reject(
    state: &AppState,
    session: &LinkSession,
    found: OpenedPlacement,
    posted: &Posted<'_>,
    errors: Vec<FieldError>,
) -> HandlerResult {
    let placement = &found.placement;
    if placement.may_decide(&session.by) || placement.may_follow(&session.by) {
        return match errors.is_empty() {
            true => Err(bad_request()),
            false => show_errors(state, session, &found, posted, errors).await,
        };
    }
    let refused = match placement.decided.clone() {
        Some((by, at)) => Refused::AlreadyDecided { by, at },
        None => Refused::NotYours,
    };
    refuse(state, session, found, posted, refused).await
}

/// The page again, with what was typed and its errors.
async fn show_errors(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    posted: &Posted<'_>,
    errors: Vec<FieldError>,
) -> HandlerResult {
    let view = CaseView {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        notice: None,
        rejected: Some(RejectedForm {
            form: Some(posted.form),
            input: posted.input,
            errors,
        }),
    };
    case::page(state, session, found, view).await
}

async fn refuse(
    state: &AppState,
    session: &LinkSession,
    found: OpenedPlacement,
    posted: &Posted<'_>,
    refused: Refused,
) -> HandlerResult {
    // The same person pressed twice.
    if matches!(&refused, Refused::AlreadyDecided { by, .. } if *by == session.by) {
        return Ok(redirect(session, ""));
    }
    let content = state.content.get();
    if let Some(error) = field_error(&refused, posted.form, &content.texts.director) {
        return show_errors(state, session, &found, posted, vec![error]).await;
    }
    let view = CaseView {
        status: StatusCode::CONFLICT,
        notice: Some(refusal_banner(&content, &found.placement, &refused)),
        rejected: None,
    };
    case::page(state, session, &found, view).await
}

/// What to correct, where a refusal is about one field of the form.
fn field_error(refused: &Refused, form: CaseForm, texts: &DirectorTexts) -> Option<FieldError> {
    let (on, amount) = match form {
        CaseForm::Correct => ("fixed_on", "fixed_amount"),
        _ => ("on", "amount"),
    };
    let (field, message) = match refused {
        Refused::NoSuchField => ("fields", texts.ask_fields_missing()),
        Refused::FutureDay => (on, texts.record_on_future()),
        Refused::AmountNeeded => (amount, texts.record_order_needed()),
        Refused::OrderFirst => (on, texts.record_order_first()),
        Refused::Unpaid if form == CaseForm::End => ("ending", texts.end_unpaid()),
        Refused::OrderRuns if form == CaseForm::End => ("ending", texts.end_running()),
        Refused::OrderRuns => (on, texts.record_running()),
        Refused::Unpaid => (on, texts.record_unpaid()),
        Refused::Unbilled => (on, texts.record_unbilled()),
        Refused::NoSuchHolder => ("to", texts.reassign_to_missing()),
        _ => return None,
    };
    Some(FieldError {
        field: field.into(),
        message: message.into(),
    })
}

/// For somebody who was too late, or whose turn it is not.
fn refusal_banner(content: &Content, placement: &Placement, refused: &Refused) -> Banner {
    let (people, texts) = (People(content), &content.texts.director);
    match refused {
        Refused::AlreadyDecided { by, at } => {
            let title = texts.refused_decided_title(people.actor(by), web::words::moment(*at));
            let mut banner = Banner::warn(&title, texts.refused_decided());
            banner.lines.push(history::now(placement, by, content).line);
            banner
        }
        Refused::NoPartner { to } => {
            let title = texts.refused_partner_title(people.partner(Some(to)));
            Banner::warn(&title, texts.refused_partner())
        }
        _ => Banner::warn(texts.refused_title(), texts.refused()),
    }
}
