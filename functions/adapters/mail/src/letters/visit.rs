//! Letters about a request to be visited: to the office, and the receipt.

use messages::VisitNotice;
use serde_json::{Value, json};
use visits::Visit;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Letter};
use crate::parts::{lines, moment, operator};

/// The letter about a request to be visited.
pub(super) fn letter(
    notice: VisitNotice,
    visit: &Visit,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    match notice {
        VisitNotice::Request => Ok(request(visit, context)),
        VisitNotice::Receipt => receipt(visit, context),
    }
}

/// A request to be visited, to the office; an answer goes to whoever asked.
fn request(visit: &Visit, context: &Context<'_>) -> Letter {
    let (office, request) = (&context.programme().office, &visit.request);
    let name = || format!("{}（{}）", request.name, request.business);
    let mail = request.mail.as_ref();
    Letter {
        to: Correspondent::new(&office.name, &office.mail),
        reply_to: mail.map(|mail| Correspondent::new(name(), mail.as_str())),
        subject: context.texts().visit_request(&request.business),
        template: "visit/request",
        data: data(visit, context),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}

/// The confirmation to whoever asked to be visited, without what they wrote.
fn receipt(visit: &Visit, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let request = &visit.request;
    let mail = request.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    Ok(Letter {
        to: Correspondent::new("", mail.as_str()),
        reply_to: Some(operator(context)),
        subject: context.texts().visit_receipt().to_owned(),
        template: "visit/receipt",
        data: data(visit, context),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

fn data(visit: &Visit, context: &Context<'_>) -> Value {
    let request = &visit.request;
    json!({
        "recipient": context.programme().office.name,
        "visit": {
            "business": request.business,
            "name": request.name,
            "mail": request.mail.as_ref().map(|mail| mail.as_str()),
            "phone": request.phone.as_ref().map(|phone| phone.as_str()),
            "place": request.place,
            "wish": request.wish.as_deref().map(lines),
        },
        "asked_at": moment(visit.asked_at),
        "operator": context.programme().operator,
    })
}
