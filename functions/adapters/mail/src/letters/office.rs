//! Letters about visits, and the link to the office's pages.

use base::time::{japan_date, japanese};
use base::token::Purpose;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use town::seminar::clock;
use visits::Visit;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Address, Letter};
use crate::parts::{lines, operator};

/// How long the office's link opens its pages.
const OFFICE_LINK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The link to the office's pages, to its address in `programme.toml` and nowhere else.
pub(super) fn office_link(at: Timestamp, context: &Context<'_>) -> Letter {
    let until = at + OFFICE_LINK;
    let token = context.keys.sign(Purpose::Office, "office", until);
    Letter {
        to: office(context),
        reply_to: None,
        subject: "セミナーの名簿を開くリンク".to_owned(),
        template: "office/link",
        data: json!({
            "list_url": format!("{}/registration/office/list?t={token}", context.base_url),
            "list_until": moment(until),
            "operator": context.programme.operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}

/// A request to be visited, to the office; an answer goes to whoever asked.
pub(super) fn visit_request(visit: &Visit, context: &Context<'_>) -> Letter {
    let request = &visit.request;
    let name = || format!("{}（{}）", request.name, request.business);
    let mail = request.mail.as_ref();
    Letter {
        to: office(context),
        reply_to: mail.map(|mail| Address::new(name(), mail.as_str())),
        subject: format!("訪問の依頼：{}", request.business),
        template: "visit/request",
        data: visit_data(visit, context),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}

/// The confirmation to whoever asked to be visited, without what they wrote.
pub(super) fn visit_receipt(visit: &Visit, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let request = &visit.request;
    let mail = request.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    Ok(Letter {
        to: Address::new(&request.name, mail.as_str()),
        reply_to: Some(operator(context)),
        subject: "訪問の依頼を受けつけました".to_owned(),
        template: "visit/receipt",
        data: visit_data(visit, context),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

fn office(context: &Context<'_>) -> Address {
    let office = &context.programme.office;
    Address::new(&office.name, &office.mail)
}

fn visit_data(visit: &Visit, context: &Context<'_>) -> Value {
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
