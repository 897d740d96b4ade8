//! Acts on a placement: asks the domain, records, and shows the page again with what was done or refused.

use axum::http::StatusCode;
use axum::response::Response;
use forms::{FieldError, Input};
use placements::{Case, Command, Page, Placement, Refused};
use store::Decided;
use web::{AppState, HandlerError, HandlerResult, Problem, see_other};

use crate::banner::Banner;
use crate::case::{self, CaseView};
use crate::fields::FormReader;
use crate::forms::{CaseForm, RejectedForm};
use crate::people::People;
use crate::session::{Found, LinkSession, bad_request};
use crate::{DECIDE, history};

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
) -> Result<Result<(), (Found, Refused)>, HandlerError> {
    let programme = &state.content.get().programme;
    let (id, by, now) = (&session.id, &session.by, state.now());
    let decided = state
        .store
        .decide_on(case, id.spec, command, by, now, programme);
    match decided.await? {
        Decided::Done(_) => {
            tracing::info!(spec = %id, by = by.code(), "a placement went on");
            Ok(Ok(()))
        }
        Decided::Refused(refused, case) => {
            let placement = case.placement(id.spec).ok_or_else(bad_request)?;
            let case = *case;
            Ok(Err((Found { case, placement }, refused)))
        }
        Decided::Unknown => Err(Problem::NotFound.into()),
    }
}

/// A form that was sent to a placement's page.
pub(crate) struct Posted<'a> {
    /// Which of the page's small forms; `None`: a button alone.
    pub form: Option<CaseForm>,
    pub input: &'a Input,
}

/// Reads a form for whom the link was made, and acts. `done` is the word for it in the address of the page
/// that says so; `read` gives no command where the form has errors.
pub(crate) async fn run(
    state: &AppState,
    posted: Posted<'_>,
    done: &str,
    read: impl FnOnce(&Placement, &mut FormReader<'_>) -> Option<Command>,
) -> HandlerResult {
    let session = LinkSession::open(state, Page::Decide, posted.input.one("t"))?;
    if session.read_only {
        return Ok(redirect(&session, ""));
    }
    let found = session.find(state).await?;
    let mut reader = FormReader::of(posted.input);
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

/// For a form with errors. Whoever may not act any more is told so instead of what to correct.
async fn reject(
    state: &AppState,
    session: &LinkSession,
    found: Found,
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
    found: &Found,
    posted: &Posted<'_>,
    errors: Vec<FieldError>,
) -> HandlerResult {
    let view = CaseView {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        notice: None,
        rejected: Some(RejectedForm {
            form: posted.form,
            input: posted.input,
            errors,
        }),
    };
    case::page(state, session, found, view).await
}

async fn refuse(
    state: &AppState,
    session: &LinkSession,
    found: Found,
    posted: &Posted<'_>,
    refused: Refused,
) -> HandlerResult {
    // The same person pressed twice.
    if matches!(&refused, Refused::AlreadyDecided { by, .. } if *by == session.by) {
        return Ok(redirect(session, ""));
    }
    if let Some(error) = field_error(&refused, posted.form) {
        return show_errors(state, session, &found, posted, vec![error]).await;
    }
    let view = CaseView {
        status: StatusCode::CONFLICT,
        notice: Some(refusal_banner(state, &found.placement, &refused)),
        rejected: None,
    };
    case::page(state, session, &found, view).await
}

/// What to correct, where a refusal is about one field of the form.
fn field_error(refused: &Refused, form: Option<CaseForm>) -> Option<FieldError> {
    let (on, amount) = match form {
        Some(CaseForm::Correct) => ("fixed_on", "fixed_amount"),
        _ => ("on", "amount"),
    };
    let (field, message) = match refused {
        Refused::NoSuchField => ("fields", "聞きたい項目を、1つ以上選んでください。"),
        Refused::FutureDay => (
            on,
            "これからの日は記録できません。すんだ日を選んでください。",
        ),
        Refused::AmountNeeded => (amount, "発注の金額と時間を、数字で書いてください。"),
        Refused::OrderFirst => (on, "先に、発注の日と金額を記録してください。"),
        Refused::NoSuchHolder => ("to", "新しい担当を選んでください。"),
        _ => return None,
    };
    Some(FieldError {
        field: field.into(),
        message: message.into(),
    })
}

/// For somebody who was too late, or whose turn it is not.
fn refusal_banner(state: &AppState, placement: &Placement, refused: &Refused) -> Banner {
    let programme = &state.content.get().programme;
    let people = People(programme);
    let (title, lines) = match refused {
        Refused::AlreadyDecided { by, at } => (
            format!(
                "{}が、{}に返事をしました",
                people.actor(by),
                web::words::moment(*at)
            ),
            vec![
                "先に決まったので、あなたの返事は記録していません。".to_owned(),
                history::now(placement, by, programme).line,
            ],
        ),
        Refused::NoPartner => (
            format!("{}には渡せません", people.partner()),
            vec!["事業者が同意していないか、連携先が決まっていません。".to_owned()],
        ),
        _ => (
            "いまは、ここから返事ができません".to_owned(),
            vec!["ほかの人の番です。何も変わっていません。".to_owned()],
        ),
    };
    Banner::warn(title, lines)
}
