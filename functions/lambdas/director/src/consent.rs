//! The employer says whether a sheet may be shared with the partner town; nothing is shared before.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use placements::handover::Handover;
use placements::{Command, LinkPage, Placement, Status};
use serde::Serialize;
use web::{AppState, Form, HandlerResult, TokenPage, see_other};

use crate::CONSENT;
use crate::acts::act;
use crate::people::People;
use crate::session::{AnswerQuery, LinkSession, bad_request};
use crate::settled::{self, SettledWords};

#[derive(Serialize)]
struct ConsentPage {
    heading: String,
    reference: String,
    title_of_work: String,
    token: String,
    asker: String,
    partner: String,
    withheld: Vec<String>,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    Query(AnswerQuery { t, sent }): Query<AnswerQuery>,
) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Consent, &t)?;
    let placement = session.find(&state).await?.placement;
    if session.read_only || placement.status != Status::AwaitingConsent {
        return Ok(settled(&state, &session, &placement, !sent.is_empty()));
    }
    let content = state.content.get();
    let people = People(&content);
    let travels = Handover::of(&placement, &content);
    let asker = placement.keeper.as_ref().map(|keeper| people.actor(keeper));
    let page = ConsentPage {
        heading: content.texts.director.consent_heading(people.partner()),
        reference: placement.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        token: session.token,
        asker: asker.unwrap_or_else(|| content.programme.office.name.clone()),
        partner: people.partner(),
        withheld: travels
            .withheld
            .into_iter()
            .map(|field| field.label)
            .collect(),
    };
    let response = state.page(StatusCode::OK, "director/consent.html", CONSENT, &page);
    Ok(TokenPage::Posts.wrap(response))
}

pub(crate) async fn take(State(state): State<AppState>, Form(input): Form) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Consent, input.one("t"))?;
    let command = match input.one("answer") {
        "yes" => Command::GiveConsent,
        "no" => Command::RefuseConsent,
        _ => return Err(bad_request()),
    };
    if !session.read_only {
        let case = session.find(&state).await?.case;
        let answered = act(&state, &session, case, &command).await?;
        if answered.is_err() {
            // It was answered before, or went on without this answer; the page says how it stands.
            tracing::info!("an answer about the partner came too late");
        }
    }
    Ok(see_other(&format!("{CONSENT}?t={}&sent=1", session.token)))
}

/// After the answer, and for a link that has nothing left to ask.
fn settled(state: &AppState, session: &LinkSession, placement: &Placement, sent: bool) -> Response {
    let content = state.content.get();
    let (texts, partner) = (&content.texts.director, People(&content).partner());
    let line = match (placement.consent, placement.status) {
        (Some(true), _) => texts.consent_yes(partner),
        (Some(false), _) => texts.consent_no(partner),
        (None, Status::AwaitingConsent) => texts.link_expired().to_owned(),
        (None, _) => texts.consent_nothing().to_owned(),
    };
    let told = sent && placement.consent.is_some();
    let words = SettledWords {
        heading: texts.consent_answered_heading(),
        thanks: told.then_some(texts.consent_thanks()),
        lines: vec![line],
        changes: Vec::new(),
    };
    settled::page(state, CONSENT, session, placement, words)
}
