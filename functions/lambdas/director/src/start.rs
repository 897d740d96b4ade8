//! Where a director begins: how to read the mails, and a link to their list, sent to addresses in the settings alone.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::budget::{self, Scope};
use base::contact::EmailAddress;
use base::people::Actor;
use forms::{Field, FieldError};
use placements::{LinkPage, home_link};
use serde::{Deserialize, Serialize};
use town::Programme;
use web::{AppState, Client, Form, HandlerError, HandlerResult, see_other};

use crate::banner::Banner;
use crate::session::LinkSession;
use crate::{START, fields};

#[derive(Default, Deserialize)]
pub(crate) struct DirectorStartQuery {
    /// Not empty right after a link was asked for.
    #[serde(default)]
    sent: String,
}

#[derive(Serialize)]
struct StartPage {
    heading: String,
    description: String,
    notice: Option<Banner>,
    errors: Vec<FieldError>,
    mail: Field,
    partner: String,
    remind: u32,
    deputy: u32,
    office: u32,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    Query(DirectorStartQuery { sent }): Query<DirectorStartQuery>,
) -> HandlerResult {
    let texts = &state.content.get().texts.director;
    let notice = match sent.as_str() {
        "" => None,
        "before" => Some(Banner::warn(
            texts.start_sent_before_title(),
            texts.start_sent_before(),
        )),
        _ => Some(Banner {
            lines: texts.start_sent().lines().map(str::to_owned).collect(),
            ..Banner::success(texts.start_sent_title())
        }),
    };
    Ok(page(&state, notice, "", Vec::new()))
}

fn page(
    state: &AppState,
    notice: Option<Banner>,
    typed: &str,
    errors: Vec<FieldError>,
) -> Response {
    let content = state.content.get();
    let (programme, texts) = (&content.programme, &content.texts.director);
    let status = match errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut mail = fields::mail("mail", texts.start_mail(), texts.start_mail_hint());
    mail.value = typed.to_owned();
    if let Some(error) = errors.first() {
        mail.error = error.message.clone();
    }
    let partner = programme.partner.as_ref();
    let page = StartPage {
        heading: texts.start_heading().to_owned(),
        description: texts.start_description().to_owned(),
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
            message: state
                .content
                .get()
                .texts
                .director
                .start_mail_wrong()
                .to_owned(),
        }];
        return Ok(page(&state, None, typed, errors));
    };
    if was_sent_before(&state, &client, &mail).await? {
        return Ok(see_other(&format!("{START}?sent=before")));
    }
    for to in actors_with_address(&state.content.get().programme, &mail) {
        send(&state, to).await?;
    }
    Ok(see_other(&format!("{START}?sent=1")))
}

/// Spends the budgets of the network and of the address, whoever it belongs to. `true`: so many links were asked
/// for to this address that no more are sent for now; the last one still works.
///
/// # Errors
/// When the network's budget or everybody's is used up.
async fn was_sent_before(
    state: &AppState,
    client: &Client,
    mail: &EmailAddress,
) -> Result<bool, HandlerError> {
    let spent = state.spend(&budget::OFFICE_LINK, client, Some(mail), None);
    match spent.await? {
        None => Ok(false),
        Some(spent) if spent.scope == Scope::Address => Ok(true),
        Some(spent) => Err(spent.into()),
    }
}

/// Everybody in the settings with this address; one person may be director here and deputy there.
fn actors_with_address(programme: &Programme, mail: &EmailAddress) -> Vec<Actor> {
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

/// A new link for whoever has an old one, to their address in the settings.
pub(crate) async fn renew(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let session = LinkSession::open(&state, LinkPage::Decide, input.one("t"))?;
    let content = state.content.get();
    let contact = content.programme.contact_of(&session.by);
    let mail = contact.and_then(|(_, mail)| EmailAddress::parse(mail).ok());
    if session.replaced {
        return Ok(see_other(&format!("{START}?sent=1")));
    }
    if let Some(mail) = mail
        && was_sent_before(&state, &client, &mail).await?
    {
        return Ok(see_other(&format!("{START}?sent=before")));
    }
    send(&state, session.by).await?;
    Ok(see_other(&format!("{START}?sent=1")))
}
