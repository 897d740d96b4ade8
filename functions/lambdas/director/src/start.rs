//! Where a director begins: how to read the mails, and the link to her list, sent to the address in the settings alone.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::budget;
use base::contact::EmailAddress;
use base::people::Actor;
use forms::{Field, FieldError};
use placements::{Page, home_link};
use serde::{Deserialize, Serialize};
use town::Programme;
use web::{AppState, Client, Form, HandlerError, HandlerResult, Problem, see_other};

use crate::case::Notice;
use crate::seat::Seat;
use crate::{START, questions};

#[derive(Default, Deserialize)]
pub(crate) struct Arrived {
    #[serde(default)]
    sent: String,
}

#[derive(Serialize)]
struct Start {
    heading: &'static str,
    description: &'static str,
    notice: Option<Notice>,
    errors: Vec<FieldError>,
    mail: Field,
    partner: String,
    remind: u32,
    deputy: u32,
    office: u32,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(Arrived { sent }): Query<Arrived>,
) -> HandlerResult {
    let notice = (!sent.is_empty()).then(|| Notice {
        kind: "success",
        title: "受け付けました".into(),
        lines: vec![
            "登録してあるアドレスなら、数分でリンクがとどきます。".into(),
            "とどかないときは、迷惑メールの箱を見るか、事務局にお知らせください。".into(),
        ],
    });
    Ok(page(&state, notice, "", Vec::new()))
}

fn page(
    state: &AppState,
    notice: Option<Notice>,
    typed: &str,
    errors: Vec<FieldError>,
) -> Response {
    let programme = &state.content.get().programme;
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let hint = "町の設定にあるアドレスにだけ送ります。";
    let mut mail = questions::mail("mail", "メールアドレス", hint);
    mail.value = typed.to_owned();
    if let Some(error) = errors.first() {
        mail.error = error.message.clone();
    }
    let partner = programme.partner.as_ref();
    let page = Start {
        heading: "仕事をつなぐ担当者（ディレクター）の方へ",
        description: "仕事のたのみ方シートのメールが届いたときの見方と、返事のしかた、引き受けたあとの進め方です。",
        notice,
        errors,
        mail,
        partner: partner
            .map(|partner| partner.name.clone())
            .unwrap_or_default(),
        remind: programme.escalation.reminder_business_days,
        deputy: programme.escalation.deputy_business_days,
        office: programme.escalation.office_business_days,
    };
    state.page(status, "director/start.html", START, &page)
}

/// Sends the link where the address is known, and answers the same where it is not.
pub(crate) async fn link(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let typed = input.one("mail");
    let Ok(mail) = EmailAddress::parse(typed) else {
        let errors = vec![FieldError {
            field: "mail".into(),
            message: "メールアドレスの形がちがいます。「name@example.jp」のように入れてください。"
                .into(),
        }];
        return Ok(page(&state, None, typed, errors));
    };
    allowed(&state, &client, &mail).await?;
    for to in known(&state.content.get().programme, &mail) {
        send(&state, to).await?;
    }
    Ok(see_other(&format!("{START}?sent=1")))
}

/// A network may ask so often, and so often for one address, whoever it belongs to.
async fn allowed(
    state: &AppState,
    client: &Client,
    mail: &EmailAddress,
) -> Result<(), HandlerError> {
    let network = state.spend(&budget::OFFICE, client.network()).await?;
    let address = network && state.spend(&budget::ADDRESS, mail.as_str()).await?;
    match network && address {
        true => Ok(()),
        false => Err(Problem::TooMany.into()),
    }
}

/// Everybody in the settings who has this address; one person may be director here and deputy there.
fn known(programme: &Programme, mail: &EmailAddress) -> Vec<Actor> {
    let is = |address: &str| EmailAddress::parse(address).as_ref() == Ok(mail);
    let mut known = Vec::new();
    for group in &programme.directors {
        let id = group.id.clone();
        if is(&group.mail) {
            known.push(Actor::Director { group: id.clone() });
        }
        if is(&group.deputy.mail) {
            known.push(Actor::Deputy { group: id });
        }
    }
    if is(&programme.office.mail) {
        known.push(Actor::Office);
    }
    known
}

async fn send(state: &AppState, to: Actor) -> Result<(), HandlerError> {
    let mut random = [0; 8];
    state.random.fill(&mut random);
    let message = home_link(random, to, state.now());
    state.store.enqueue(&[message]).await?;
    tracing::info!("a list's link was asked for");
    Ok(())
}

/// A new link for whoever holds an old one, to her address in the settings.
pub(crate) async fn renew(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let seat = Seat::open(&state, Page::Decide, input.one("t"))?;
    if !state.spend(&budget::OFFICE, client.network()).await? {
        return Err(Problem::TooMany.into());
    }
    if !seat.replaced {
        send(&state, seat.by).await?;
    }
    Ok(see_other(&format!("{START}?sent=1")))
}
