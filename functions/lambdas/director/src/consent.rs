//! The employer says whether a sheet may be shared with a partner town; nothing is shared before.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use forms::{Field, FieldError, Input, Kind};
use placements::handover::Handover;
use placements::{Command, LinkPage, Placement, Status};
use serde::Serialize;
use web::{AppState, Form, HandlerResult, TokenPage, Visitor, see_other};

use crate::CONSENT;
use crate::acts::act;
use crate::fields::{self, FormReader};
use crate::people::People;
use crate::session::{AnswerQuery, LinkSession, OpenedPlacement};
use crate::settled::{self, SettledWords};

#[derive(Serialize)]
struct ConsentPage {
    heading: String,
    reference: String,
    title_of_work: String,
    token: String,
    asker: String,
    /// The partner's id, which the answer is about.
    to: String,
    partner: String,
    /// What it costs there, possibly empty.
    terms: String,
    withheld: Vec<String>,
    field: Field,
    errors: Vec<FieldError>,
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(AnswerQuery { t, sent }): Query<AnswerQuery>,
) -> HandlerResult {
    let session = LinkSession::of_employer(&state, &visitor, LinkPage::Consent, &t)?;
    let found = session.find(&state).await?;
    if session.is_read_only() || found.placement.status != Status::AwaitingConsent {
        return Ok(settled(
            &state,
            &session,
            &found.placement,
            !sent.is_empty(),
        ));
    }
    Ok(page(
        &state,
        &session,
        &found,
        &Input::default(),
        Vec::new(),
    ))
}

fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    typed: &Input,
    errors: Vec<FieldError>,
) -> Response {
    let content = state.content.get();
    let (people, texts) = (People(&content), &content.texts.director);
    let placement = &found.placement;
    let to = placement.partner.clone().unwrap_or_default();
    // As it would travel after a yes.
    let agreed = placement.agreed_with(&to);
    let travels = Handover::of(&agreed, &found.case.submission().contact, &content);
    let answers = [
        ("yes", texts.consent_choice_yes()),
        ("no", texts.consent_choice_no()),
    ];
    let answers = answers.map(|(value, label)| (value.to_owned(), label.to_owned()));
    let label = texts.consent_answer();
    let field = fields::choices(Kind::Radio, "answer", label, answers.to_vec());
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let asker = placement.keeper.as_ref().map(|keeper| people.actor(keeper));
    let partner = people.partner(Some(&to));
    let settings = content.programme.partner(&to);
    let page = ConsentPage {
        heading: texts.consent_heading(&partner),
        reference: placement.id.to_string(),
        title_of_work: placement.spec.title.clone(),
        token: session.token.clone(),
        asker: asker.unwrap_or_else(|| content.programme.office.name.clone()),
        partner,
        terms: settings.map_or_else(String::new, |it| it.terms.clone()),
        to,
        withheld: travels
            .withheld
            .into_iter()
            .map(|field| field.label)
            .collect(),
        field: fields::refill(field, typed, &errors),
        errors,
    };
    TokenPage::Posts.wrap(state.page(status, "director/consent.html", CONSENT, &page))
}

pub(crate) async fn take(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let session = LinkSession::of_employer(&state, &visitor, LinkPage::Consent, input.one("t"))?;
    if !session.is_read_only() {
        let found = session.find(&state).await?;
        let content = state.content.get();
        let texts = &content.texts.director;
        let mut reader = FormReader::of(&input, texts);
        let to = input.one("to").to_owned();
        let command = |code: &str| match code {
            "yes" => Some(Command::GiveConsent { to: to.clone() }),
            "no" => Some(Command::RefuseConsent { to: to.clone() }),
            _ => None,
        };
        let Some(command) = reader.one_of("answer", command, texts.consent_missing()) else {
            let errors = reader.errors;
            return Ok(match found.placement.status {
                Status::AwaitingConsent => page(&state, &session, &found, &input, errors),
                _ => settled(&state, &session, &found.placement, false),
            });
        };
        let answered = act(&state, &session, found.case, &command).await?;
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
    let texts = &content.texts.director;
    let partner = People(&content).partner(placement.partner.as_deref());
    let consent = placement.last_consent();
    let line = match (consent, placement.status) {
        (Some(true), _) => texts.consent_yes(partner),
        (Some(false), _) => texts.consent_no(partner),
        (None, Status::AwaitingConsent) => texts.link_expired().to_owned(),
        (None, _) => texts.consent_nothing().to_owned(),
    };
    let told = sent && consent.is_some();
    let words = SettledWords {
        heading: texts.consent_answered_heading(),
        thanks: told.then_some(texts.consent_thanks()),
        lines: vec![line],
        changes: Vec::new(),
    };
    settled::page(state, StatusCode::OK, CONSENT, session, placement, words)
}
