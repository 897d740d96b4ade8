//! Letters about visits, and the link to the office's pages.

use domain::message::Message;
use domain::seminar::clock;
use domain::seminar::visit::Visit;
use domain::time::{japan_date, japanese};
use domain::token::Purpose;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::compose::{ComposeError, Context, finish};
use crate::letter::{Letter, lines};
use crate::mail::{Mail, mailbox};

/// How long the office's link opens its pages.
const OFFICE_LINK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The link to the office's pages, to its address in `programme.toml` and nowhere else.
pub(crate) fn office_link(message: &Message, context: &Context<'_>) -> Result<Mail, ComposeError> {
    let office = &context.programme.office;
    let until = message.created_at + OFFICE_LINK;
    let token = context.keys.sign(Purpose::Office, "office", until);
    let letter = Letter {
        template: "office/link",
        subject: "セミナーの名簿を開くリンク".to_owned(),
        context: json!({
            "list_url": format!("{}/registration/office/list?t={token}", context.base_url),
            "list_until": moment(until),
            "operator": context.programme.operator,
        }),
    };
    finish(message, &letter, (&office.name, &office.mail), context)
}

/// A request to be visited, to the office; an answer goes to whoever asked.
pub(crate) fn visit_request(
    message: &Message,
    visit: &Visit,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let office = &context.programme.office;
    let request = &visit.request;
    let letter = Letter {
        template: "visit/request",
        subject: format!("訪問の依頼：{}", request.business),
        context: visit_facts(visit, context),
    };
    let mut mail = finish(message, &letter, (&office.name, &office.mail), context)?;
    mail.reply_to = match &request.mail {
        Some(address) => Some(mailbox(
            &format!("{}（{}）", request.name, request.business),
            address.as_str(),
        )?),
        None => None,
    };
    Ok(mail)
}

/// The confirmation to whoever asked to be visited, without what she wrote.
pub(crate) fn visit_receipt(
    message: &Message,
    visit: &Visit,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let address = visit.request.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let letter = Letter {
        template: "visit/receipt",
        subject: "訪問の依頼を受けつけました".to_owned(),
        context: visit_facts(visit, context),
    };
    let to = (visit.request.name.as_str(), address.as_str());
    let mut mail = finish(message, &letter, to, context)?;
    let operator = &context.programme.operator;
    mail.reply_to = Some(mailbox(&operator.name, &operator.mail)?);
    Ok(mail)
}

fn visit_facts(visit: &Visit, context: &Context<'_>) -> Value {
    let request = &visit.request;
    json!({
        "recipient": context.programme.office.name,
        "visit": {
            "business": request.business,
            "name": request.name,
            "mail": request.mail.as_ref().map(|mail| mail.as_str()),
            "phone": request.phone.as_ref().map(|phone| phone.as_str()),
            "place": request.place,
            "wish": request.wish.as_deref().map(lines),
        },
        "asked_at": moment(visit.asked_at),
        "operator": context.programme.operator,
    })
}

fn moment(at: Timestamp) -> String {
    format!("{}{}", japanese(japan_date(at)), clock(at))
}
