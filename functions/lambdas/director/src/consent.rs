//! The employer says whether her sheet may go to the partner town; until she does, nothing does.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use placements::handover::Handover;
use placements::{Command, Page, Placement, Status};
use serde::Serialize;
use web::{AppState, Form, HandlerResult, TokenPage, see_other};

use crate::acts::act;
use crate::people::People;
use crate::seat::{Arrived, Seat, broken};
use crate::settled::{self, Said};

const CONSENT: &str = "/director/consent";

#[derive(Serialize)]
struct Ask {
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
    Query(Arrived { t, sent }): Query<Arrived>,
) -> HandlerResult {
    let seat = Seat::open(&state, Page::Consent, &t)?;
    let placement = seat.find(&state).await?.placement;
    if seat.over || placement.status != Status::AwaitingConsent {
        return Ok(settled(&state, &seat, &placement, !sent.is_empty()));
    }
    let programme = &state.content.get().programme;
    let people = People(programme);
    let travels = Handover::of(&placement, programme);
    let asker = placement.keeper.as_ref().map(|keeper| people.actor(keeper));
    let page = Ask {
        heading: format!("{}に渡してもよいですか", people.partner()),
        reference: placement.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        token: seat.token,
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
    let seat = Seat::open(&state, Page::Consent, input.one("t"))?;
    let command = match input.one("answer") {
        "yes" => Command::GiveConsent,
        "no" => Command::RefuseConsent,
        _ => return Err(broken()),
    };
    if !seat.over {
        let answered = act(&state, &seat, &command).await?;
        if answered.is_err() {
            // She has answered before, or it went on without her; the page says how it stands.
            tracing::info!("an answer about the partner came too late");
        }
    }
    Ok(see_other(&format!("{CONSENT}?t={}&sent=1", seat.token)))
}

/// After the answer, and for a link that has nothing left to ask.
fn settled(state: &AppState, seat: &Seat, placement: &Placement, sent: bool) -> Response {
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
    let said = Said {
        heading: "ほかの町に渡すことへの答え",
        thanks: told.then_some("答えを受け取りました。ありがとうございます。"),
        lines: vec![line],
        changes: Vec::new(),
    };
    settled::page(state, CONSENT, seat, placement, said)
}
