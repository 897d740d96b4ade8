//! The employer says whether a sheet may go to the partner town; it goes nowhere before.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use placements::handover::Handover;
use placements::{Command, Page, Placement, Status};
use serde::Serialize;
use web::{AppState, Form, HandlerResult, TokenPage, see_other};

use crate::acts::act;
use crate::people::People;
use crate::session::{AnswerQuery, LinkSession, bad_request};
use crate::settled::{self, Words};

const CONSENT: &str = "/director/consent";

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
    let session = LinkSession::open(&state, Page::Consent, &t)?;
    let placement = session.find(&state).await?.placement;
    if session.read_only || placement.status != Status::AwaitingConsent {
        return Ok(settled(&state, &session, &placement, !sent.is_empty()));
    }
    let programme = &state.content.get().programme;
    let people = People(programme);
    let travels = Handover::of(&placement, programme);
    let asker = placement.keeper.as_ref().map(|keeper| people.actor(keeper));
    let page = ConsentPage {
        heading: format!("{}に渡してもよいですか", people.partner()),
        reference: placement.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        token: session.token,
        asker: asker.unwrap_or_else(|| programme.office.name.clone()),
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
    let session = LinkSession::open(&state, Page::Consent, input.one("t"))?;
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
    let programme = &state.content.get().programme;
    let partner = People(programme).partner();
    let line = match (placement.consent, placement.status) {
        (Some(true), _) => format!("{partner}に渡すことに、同意をいただいています。"),
        (Some(false), _) => format!("{partner}には渡しません。町の担当者が続けて考えます。"),
        (None, Status::AwaitingConsent) => {
            "このリンクの期限が過ぎたので、ここからは答えられません。".to_owned()
        }
        (None, _) => "いまは、答えていただくことはありません。".to_owned(),
    };
    let told = sent && placement.consent.is_some();
    let words = Words {
        heading: "ほかの町に渡すことへの答え",
        thanks: told.then_some("答えを受け取りました。ありがとうございます。"),
        lines: vec![line],
        changes: Vec::new(),
    };
    settled::page(state, CONSENT, session, placement, words)
}
