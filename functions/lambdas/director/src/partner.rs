//! The partner town's answers: a signed callback of its system, or the page behind the link in its mail.

use axum::body::{Body, Bytes};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base::people::Actor;
use base::text;
use base::time::japanese;
use forms::{FieldError, Input, limits};
use job_spec::FieldState;
use placements::handover::{Handover, PartnerAnswer, SIGNATURE, TIMESTAMP, secret, verify};
use placements::{Command, Page, Placement, SpecId, Status, What};
use serde::Serialize;
use serde_json::{Value, json};
use store::Decided;
use web::{AppState, Form, HandlerError, HandlerResult, TokenPage, see_other};

use crate::acts::act;
use crate::case::Notice;
use crate::history::{self, Now};
use crate::questions::{self, Read};
use crate::seat::{Arrived, Found, Seat, broken};

const PARTNER: &str = "/director/partner";
/// The largest callback read, in bytes.
const LIMIT: usize = 16 * 1024;

/// Takes a callback: JSON signed over `timestamp.body`. The same answer again is answered the same.
pub(crate) async fn callback(State(state): State<AppState>, request: Request) -> HandlerResult {
    let (parts, body) = request.into_parts();
    let Some(bytes) = read(body).await else {
        return Ok(told(StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    };
    if !is_genuine(&state, &parts.headers, &bytes) {
        tracing::warn!("a callback without a verify_signature signature was refused");
        return Ok(told(StatusCode::UNAUTHORIZED, "signature"));
    }
    let Ok(answer) = serde_json::from_slice::<PartnerAnswer>(&bytes) else {
        return Ok(told(StatusCode::UNPROCESSABLE_ENTITY, "body"));
    };
    let Some(id) = SpecId::parse(&answer.id) else {
        return Ok(told(StatusCode::NOT_FOUND, "unknown_id"));
    };
    let Some(command) = limited(answer) else {
        return Ok(told(StatusCode::UNPROCESSABLE_ENTITY, "text"));
    };
    take(&state, &id, &command).await
}

async fn read(body: Body) -> Option<Bytes> {
    axum::body::to_bytes(body, LIMIT).await.ok()
}

fn is_genuine(state: &AppState, headers: &HeaderMap, body: &[u8]) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let timestamp = text(TIMESTAMP).and_then(|text| text.parse().ok());
    let (Some(timestamp), Some(signature)) = (timestamp, text(SIGNATURE)) else {
        return false;
    };
    let secret = secret(&state.keys);
    verify(secret.as_bytes(), timestamp, body, signature, state.now())
}

/// The command of an answer whose words are there where they are needed, and not too many.
fn limited(answer: PartnerAnswer) -> Option<Command> {
    let text = text::lines(&answer.text);
    let command = PartnerAnswer { text, ..answer }.command();
    let words = match &command {
        Command::PartnerDecline { reason } => reason,
        Command::PartnerAsk { question } => question,
        _ => return Some(command),
    };
    (!words.is_empty() && words.chars().count() <= limits::NOTE).then_some(command)
}

async fn take(state: &AppState, id: &SpecId, command: &Command) -> HandlerResult {
    let programme = &state.content.get().programme;
    let (by, now) = (Actor::Partner, state.now());
    let decided = state.store.decide(id, command, &by, now, programme);
    Ok(match decided.await? {
        Decided::Done(case) => {
            tracing::info!(spec = %id, "the partner answered");
            standing(case.placement(id.spec).as_ref())
        }
        Decided::Unknown => told(StatusCode::NOT_FOUND, "unknown_id"),
        Decided::Refused(_, case) => match case.placement(id.spec) {
            Some(placement) if is_said(&placement, command) => standing(Some(&placement)),
            _ => told(StatusCode::CONFLICT, "not_open"),
        },
    })
}

/// Whether the partner has said just this before, so that saying it again is no mistake.
fn is_said(placement: &Placement, command: &Command) -> bool {
    let own = placement.history.iter().filter(|e| e.by == Actor::Partner);
    let mut said = own.map(|entry| &entry.what);
    said.any(|what| match (what, command) {
        (What::PartnerTook, Command::PartnerTake) => true,
        (What::PartnerDeclined { reason: said }, Command::PartnerDecline { reason }) => {
            said == reason
        }
        (What::PartnerAsked { question: said }, Command::PartnerAsk { question }) => {
            said == question
        }
        _ => false,
    })
}

/// What a machine is told: how the placement stands.
fn standing(placement: Option<&Placement>) -> Response {
    let status = match placement.map(|placement| placement.status) {
        Some(Status::WithPartner) => "with_partner",
        Some(Status::Accepted { .. }) => "taken",
        _ => "returned",
    };
    json(StatusCode::OK, &json!({ "status": status }))
}

fn told(status: StatusCode, error: &str) -> Response {
    json(status, &json!({ "error": error }))
}

fn json(status: StatusCode, body: &Value) -> Response {
    let media = [(axum::http::header::CONTENT_TYPE, "application/json")];
    (status, media, body.to_string()).into_response()
}

#[derive(Serialize)]
struct PartnerPage {
    heading: String,
    reference: String,
    industry: String,
    token: String,
    errors: Vec<FieldError>,
    notice: Option<Notice>,
    now: Now,
    question: String,
    /// The fields that may travel, while it lies with the partner.
    rows: Vec<Row>,
    withheld: Vec<String>,
    may_answer: bool,
    choices: Vec<Choice>,
}

#[derive(Serialize)]
struct Row {
    label: String,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Choice {
    open: bool,
    summary: &'static str,
    answer: &'static str,
    fields: Vec<forms::Field>,
    submit: &'static str,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(Arrived { t, sent }): Query<Arrived>,
) -> HandlerResult {
    let seat = Seat::open(&state, Page::Partner, &t)?;
    let found = seat.find(&state).await?;
    let notice = (!sent.is_empty()).then(|| Notice {
        kind: "success",
        title: "返事を受け取りました。担当者に知らせます。".into(),
        lines: Vec::new(),
    });
    Ok(page(&state, &seat, &found, notice, None))
}

/// What was sent and cannot be taken: with which answer, what, and why.
type Wrong<'a> = (&'a str, &'a Input, Vec<FieldError>);

fn page(
    state: &AppState,
    seat: &Seat,
    found: &Found,
    notice: Option<Notice>,
    wrong: Option<Wrong<'_>>,
) -> Response {
    let (content, placement) = (state.content.get(), &found.placement);
    let theirs = placement.holder.includes(&Actor::Partner) && !seat.over;
    let travels = Handover::of(placement, &content.programme);
    let status = match wrong {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let may_answer = theirs && placement.status == Status::WithPartner;
    let page = PartnerPage {
        heading: travels.title.clone(),
        reference: travels.id.clone(),
        industry: travels.industry.clone(),
        token: seat.token.clone(),
        notice,
        now: history::now(placement, &Actor::Partner, &content.programme),
        question: placement.partner_question.clone().unwrap_or_default(),
        rows: match theirs {
            true => travels.fields.into_iter().map(row).collect(),
            false => Vec::new(),
        },
        withheld: travels
            .withheld
            .into_iter()
            .map(|field| field.label)
            .collect(),
        may_answer,
        choices: match may_answer {
            true => choices(wrong.as_ref()),
            false => Vec::new(),
        },
        errors: wrong.map(|(_, _, errors)| errors).unwrap_or_default(),
    };
    TokenPage::Posts.wrap(state.page(status, "director/partner.html", PARTNER, &page))
}

fn row(field: placements::handover::Told) -> Row {
    let mut lines: Vec<String> = field.value.lines().map(str::to_owned).collect();
    match field.state {
        FieldState::Filled => {}
        FieldState::Undecided { reason, planned } => {
            lines.push(format!(
                "未定（{reason}／{}までに決めます）",
                japanese(planned)
            ));
        }
        FieldState::DirectorFills => lines.push("発注の前に決めます".to_owned()),
    }
    Row {
        label: field.label,
        lines,
    }
}

fn choices(wrong: Option<&Wrong<'_>>) -> Vec<Choice> {
    let kinds = [
        (
            "not_taken",
            "受けられない",
            "reason",
            "受けられない理由",
            "この理由で返事をする",
        ),
        ("question", "質問する", "question", "質問", "質問を送る"),
    ];
    let choice = |(answer, summary, field, label, submit)| {
        let hint = "担当者が読みます。";
        let mut note = questions::note(field, label, hint);
        let refused = wrong.filter(|(which, ..)| *which == answer);
        if let Some((_, input, errors)) = refused {
            note = questions::again(note, input, errors);
        }
        Choice {
            open: refused.is_some(),
            summary,
            answer,
            fields: vec![note],
            submit,
        }
    };
    kinds.into_iter().map(choice).collect()
}

/// Takes the answer of the page behind the link.
pub(crate) async fn answer(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let seat = Seat::open(&state, Page::Partner, input.one("t"))?;
    let here = |sent: &str| see_other(&format!("{PARTNER}?t={}{sent}", seat.token));
    if seat.over {
        return Ok(here(""));
    }
    let found = seat.find(&state).await?;
    let which = input.one("answer");
    let mut read = Read::of(&input);
    let command = command(which, &mut read)?;
    if !read.errors.is_empty() && found.placement.status == Status::WithPartner {
        let wrong = Some((which, &input, read.errors));
        return Ok(page(&state, &seat, &found, None, wrong));
    }
    match act(&state, &seat, &command).await? {
        Ok(()) => Ok(here("&sent=1")),
        Err((found, _)) => Ok(late(&state, &seat, &found, &command)),
    }
}

fn command(which: &str, read: &mut Read<'_>) -> Result<Command, HandlerError> {
    Ok(match which {
        "taken" => Command::PartnerTake,
        "not_taken" => Command::PartnerDecline {
            reason: read.said(
                "reason",
                "受けられない理由を書いてください。短くて大丈夫です。",
            ),
        },
        "question" => Command::PartnerAsk {
            question: read.said("question", "質問を書いてください。"),
        },
        _ => return Err(broken()),
    })
}

/// For an answer that comes too late; the same one again is no mistake.
fn late(state: &AppState, seat: &Seat, found: &Found, command: &Command) -> Response {
    if is_said(&found.placement, command) {
        return see_other(&format!("{PARTNER}?t={}", seat.token));
    }
    let notice = Notice {
        kind: "warn",
        title: "いまは、返事を受け取れません".into(),
        lines: vec!["この仕事は、もう別のところで進んでいます。何も変わっていません。".into()],
    };
    let mut response = page(state, seat, found, Some(notice), None);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
