//! Where directors and the office begin: how to read the mails, and the address to which a code is mailed if it is in
//! the settings. Everybody gets the same answer.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use base::contact::EmailAddress;
use forms::{Field, FieldError};
use serde::{Deserialize, Serialize};
use sign_in::Member;
use web::{AppState, Client, Form, HandlerResult, SignedIn, Visitor, way};

use crate::banner::Banner;
use crate::list_links::{self, ListLink};
use crate::sign_in_pages::ask;
use crate::{START, fields};

#[derive(Default, Deserialize)]
pub(crate) struct DirectorStartQuery {
    /// Where to go on after signing in.
    #[serde(default)]
    to: String,
    /// Not empty right after a sign-in was ended.
    #[serde(default)]
    ended: String,
}

#[derive(Serialize)]
struct StartPage {
    heading: String,
    description: String,
    notice: Option<Banner>,
    errors: Vec<FieldError>,
    mail: Field,
    to: String,
    /// The lists of who is signed in.
    lists: Vec<ListLink>,
    partner: String,
    remind: u32,
    deputy: u32,
    office: u32,
}

/// What was typed and cannot be taken.
#[derive(Default)]
struct RejectedAddress<'a> {
    typed: &'a str,
    errors: Vec<FieldError>,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(DirectorStartQuery { to, ended }): Query<DirectorStartQuery>,
) -> HandlerResult {
    let texts = &state.content.get().texts.sign_in;
    let signed_in = visitor.signed_in();
    let notice = match (signed_in, ended.as_str()) {
        (Some(signed_in), _) => Some(Banner::success(&texts.signed_in(signed_in.names()))),
        (None, "") => None,
        (None, _) => Some(Banner::success(texts.devices_ended())),
    };
    let rejected = RejectedAddress::default();
    Ok(page(&state, signed_in, notice, way(&to), rejected))
}

fn page(
    state: &AppState,
    signed_in: Option<&SignedIn>,
    notice: Option<Banner>,
    to: &str,
    rejected: RejectedAddress<'_>,
) -> Response {
    let content = state.content.get();
    let (programme, texts) = (&content.programme, &content.texts.director);
    let status = match rejected.errors.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut mail = fields::mail("mail", texts.start_mail(), texts.start_mail_hint());
    mail.value = rejected.typed.to_owned();
    if let Some(error) = rejected.errors.first() {
        mail.error = error.message.clone();
    }
    let partners = programme.partners.iter();
    let partners: Vec<&str> = partners.map(|partner| partner.name.as_str()).collect();
    let page = StartPage {
        heading: texts.start_heading().to_owned(),
        description: texts.start_description().to_owned(),
        notice,
        errors: rejected.errors,
        mail,
        to: to.to_owned(),
        lists: signed_in.map_or_else(Vec::new, |it| list_links::links(it, &content, "")),
        partner: partners.join("、"),
        remind: programme.escalation.reminder_business_days,
        deputy: programme.escalation.deputy_business_days,
        office: programme.escalation.office_business_days,
    };
    state.page(status, "director/start.html", START, &page)
}

/// Mails a code where the address is known, and answers the same where it is not.
pub(crate) async fn take(
    State(state): State<AppState>,
    client: Client,
    Form(input): Form,
) -> HandlerResult {
    let (typed, to) = (input.one("mail"), way(input.one("to")));
    let content = state.content.get();
    let Ok(mail) = EmailAddress::parse(typed) else {
        let errors = vec![FieldError {
            field: "mail".into(),
            message: content.texts.director.start_mail_wrong().to_owned(),
        }];
        let rejected = RejectedAddress { typed, errors };
        return Ok(page(&state, None, None, to, rejected));
    };
    let member = Member::at(&content.programme, &mail);
    let known = member.map(|member| member.mail);
    ask(&state, &client, &mail, known.as_ref(), to).await
}
