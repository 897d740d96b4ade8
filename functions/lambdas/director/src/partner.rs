//! A partner town's page behind the link in its mail: the sheet without names, and the answers it may give.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::people::Actor;
use base::time::japanese;
use base::wording::Wording;
use forms::{Confirmation, FieldError, Input};
use job_spec::FieldState;
use placements::handover::Handover;
use placements::{Command, Event, LinkPage, Placement, Status};
use serde::Serialize;
use town::Content;
use town::texts::DirectorTexts;
use web::{AppState, Form, HandlerError, HandlerResult, TokenPage, see_other};

use crate::PARTNER;
use crate::acts::act;
use crate::banner::Banner;
use crate::fields::{self, FormReader};
use crate::history::{self, Now};
use crate::session::{AnswerQuery, LinkSession, OpenedPlacement, bad_request};

#[derive(Serialize)]
struct PartnerPage {
    heading: String,
    reference: String,
    industry: String,
    token: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    now: Now,
    question: String,
    /// The fields that may be shared, while the partner has it.
    rows: Vec<HandoverRow>,
    withheld: Vec<String>,
    may_answer: bool,
    /// The box before the first button.
    take: forms::Field,
    choices: Vec<PartnerForm>,
}

#[derive(Serialize)]
struct HandoverRow {
    label: String,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct PartnerForm {
    open: bool,
    summary: String,
    answer: &'static str,
    fields: Vec<forms::Field>,
    submit: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(AnswerQuery { t, sent }): Query<AnswerQuery>,
) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Partner, &t)?;
    let found = session.find(&state).await?;
    let content = state.content.get();
    let thanks = content.texts.director.partner_thanks();
    let notice = (!sent.is_empty()).then(|| Banner::success(thanks));
    Ok(page(&state, &session, &found, notice, None))
}

/// An answer that was sent and cannot be taken: which one, what was typed, and its errors.
type RejectedAnswer<'a> = (&'a str, &'a Input, Vec<FieldError>);

fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    notice: Option<Banner>,
    rejected: Option<RejectedAnswer<'_>>,
) -> Response {
    let (content, placement) = (state.content.get(), &found.placement);
    let theirs = placement.is_with(&session.by) && !session.is_read_only();
    let contact = &found.case.submission().contact;
    let travels = Handover::of(placement, contact, &content);
    let status = match rejected {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let may_answer = theirs && placement.status == Status::WithPartner;
    let page = PartnerPage {
        heading: travels.title.clone(),
        reference: travels.id.clone(),
        industry: travels.industry.clone(),
        token: session.token.clone(),
        notice,
        now: history::now(placement, &session.by, &content),
        question: placement.partner_question.clone().unwrap_or_default(),
        rows: match theirs {
            true => {
                let names = &content.texts.placements;
                let price = travels.price.map(|price| HandoverRow {
                    label: names.price_label().to_owned(),
                    lines: vec![price.line(names)],
                });
                let row = |field| row(field, &content.texts.director);
                let rows = travels.fields.into_iter().map(row);
                price.into_iter().chain(rows).collect()
            }
            false => Vec::new(),
        },
        withheld: travels
            .withheld
            .into_iter()
            .map(|field| field.label)
            .collect(),
        may_answer,
        take: take(&content.words, rejected.as_ref()),
        choices: match may_answer {
            true => choices(rejected.as_ref(), &content.texts.director),
            false => Vec::new(),
        },
        errors: rejected.map(|(_, _, errors)| errors).unwrap_or_default(),
    };
    TokenPage::Posts.wrap(state.page(status, "director/partner.html", PARTNER, &page))
}

fn row(field: placements::handover::SharedField, texts: &DirectorTexts) -> HandoverRow {
    let mut lines: Vec<String> = field.value.lines().map(str::to_owned).collect();
    match field.state {
        FieldState::Filled => {}
        FieldState::Undecided { reason, planned } => {
            lines.push(texts.partner_undecided(reason, japanese(planned)));
        }
        FieldState::DirectorFills => lines.push(texts.partner_director_fills().to_owned()),
    }
    HandoverRow {
        label: field.label,
        lines,
    }
}

fn take(words: &Wording, rejected: Option<&RejectedAnswer<'_>>) -> forms::Field {
    let taken = rejected.filter(|(answer, ..)| *answer == "taken");
    match taken {
        Some((_, input, errors)) => Confirmation::PartnerTake.field(words, Some(*input), errors),
        None => Confirmation::PartnerTake.field(words, None, &[]),
    }
}

fn choices(rejected: Option<&RejectedAnswer<'_>>, texts: &DirectorTexts) -> Vec<PartnerForm> {
    let kinds = [
        (
            "not_taken",
            texts.partner_decline(),
            "reason",
            texts.partner_decline_reason(),
            texts.partner_decline_submit(),
        ),
        (
            "question",
            texts.ask(),
            "question",
            texts.ask_question(),
            texts.ask_submit(),
        ),
    ];
    let choice = |(answer, summary, field, label, submit): (_, &str, _, _, &str)| {
        let mut note = fields::note(field, label, texts.partner_hint());
        let refused = rejected.filter(|(which, ..)| *which == answer);
        if let Some((_, input, errors)) = refused {
            note = fields::refill(note, input, errors);
        }
        PartnerForm {
            open: refused.is_some(),
            summary: summary.to_owned(),
            answer,
            fields: vec![note],
            submit: submit.to_owned(),
        }
    };
    kinds.into_iter().map(choice).collect()
}

/// Takes the answer of the page behind the link.
pub(crate) async fn answer(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Partner, input.one("t"))?;
    let here = |sent: &str| see_other(&format!("{PARTNER}?t={}{sent}", session.token));
    if session.is_read_only() {
        return Ok(here(""));
    }
    let found = session.find(&state).await?;
    let which = input.one("answer");
    let content = state.content.get();
    let mut read = FormReader::of(&input, &content.texts.director);
    let command = command(which, &mut read, &content)?;
    if !read.errors.is_empty() && found.placement.status == Status::WithPartner {
        let rejected = Some((which, &input, read.errors));
        return Ok(page(&state, &session, &found, None, rejected));
    }
    match act(&state, &session, found.case, &command).await? {
        Ok(()) => Ok(here("&sent=1")),
        Err((found, _)) => Ok(too_late(&state, &session, &found, &command)),
    }
}

fn command(
    which: &str,
    read: &mut FormReader<'_>,
    content: &Content,
) -> Result<Command, HandlerError> {
    Ok(match which {
        "taken" => {
            read.confirmed(Confirmation::PartnerTake, content);
            Command::PartnerTake
        }
        "not_taken" => Command::PartnerDecline {
            reason: read.required_lines("reason", read.texts.partner_decline_reason_missing()),
        },
        "question" => Command::PartnerAsk {
            question: read.required_lines("question", read.texts.ask_question_missing()),
        },
        _ => return Err(bad_request()),
    })
}

/// Whether this partner has said just this before, so that saying it again is no mistake.
pub(crate) fn has_said(placement: &Placement, by: &Actor, command: &Command) -> bool {
    let own = placement.history.iter().filter(|e| e.by == *by);
    let mut said = own.map(|entry| &entry.event);
    said.any(|what| match (what, command) {
        (Event::PartnerTook, Command::PartnerTake) => true,
        (
            Event::PartnerDeclined { reason: said },
            Command::PartnerDecline { reason } | Command::PartnerFail { reason },
        ) => said == reason,
        (Event::PartnerAsked { question: said }, Command::PartnerAsk { question }) => {
            said == question
        }
        _ => false,
    })
}

/// For an answer that comes too late; the same one again is no mistake.
fn too_late(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    command: &Command,
) -> Response {
    if has_said(&found.placement, &session.by, command) {
        return see_other(&format!("{PARTNER}?t={}", session.token));
    }
    let texts = &state.content.get().texts.director;
    let notice = Banner::warn(texts.partner_too_late_title(), texts.partner_too_late());
    let mut response = page(state, session, found, Some(notice), None);
    *response.status_mut() = StatusCode::CONFLICT;
    response
}
