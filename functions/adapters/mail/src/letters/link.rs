//! Letters with a link that somebody has just asked for: to a draft, to a director's or the office's pages.

use base::contact::EmailAddress;
use base::people::Actor;
use base::time::{japan_date, japanese};
use base::token::Purpose;
use jiff::{SignedDuration, Timestamp};
use messages::LinkRequest;
use placements::Link;
use serde_json::json;

use crate::context::Context;
use crate::error::ComposeError;
use crate::facts::Facts;
use crate::letter::{Correspondent, Letter};
use crate::parts::{address, moment, operator, url};

/// How long the office's link opens its pages.
const OFFICE_LINK: SignedDuration = SignedDuration::from_hours(24 * 7);

/// The letter with a link.
pub(super) fn letter(
    link: &LinkRequest,
    facts: &Facts,
    at: Timestamp,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    match (link, facts) {
        (LinkRequest::Draft { draft, to }, Facts::Draft { expires_at }) => {
            Ok(to_draft(draft, to, *expires_at, context))
        }
        (LinkRequest::Director { to }, Facts::None) => to_director(to, at, context),
        (LinkRequest::Office, Facts::None) => Ok(to_office(at, context)),
        _ => Err(ComposeError::Mismatch),
    }
}

/// Continues a draft on another device.
fn to_draft(
    draft: &str,
    to: &EmailAddress,
    expires_at: Timestamp,
    context: &Context<'_>,
) -> Letter {
    let token = context.keys.sign(Purpose::Resume, draft, expires_at);
    Letter {
        to: Correspondent::new("", to.as_str()),
        reply_to: Some(operator(context)),
        subject: context.texts().draft_link().to_owned(),
        template: "resume",
        data: json!({
            "resume_url": format!("{}{}?t={token}", context.base_url, paths::CONTINUE),
            "expires_on": japanese(japan_date(expires_at)),
            "operator": context.programme().operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}

/// Opens a director's or deputy's own pages; goes to the address in the settings and nowhere else.
fn to_director(of: &Actor, at: Timestamp, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let to = address(of, context.programme())?;
    let link = Link::Home { of: of.clone() };
    Ok(Letter {
        subject: context.texts().home_link().to_owned(),
        template: "placement/home",
        data: json!({
            "recipient": to.name,
            "home_url": url(&link, at, context),
            "home_until": japanese(japan_date(link.expires(at))),
            "operator": context.programme().operator,
        }),
        to,
        reply_to: None,
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// Opens the office's pages; goes to its address in `programme.toml` and nowhere else.
fn to_office(at: Timestamp, context: &Context<'_>) -> Letter {
    let office = &context.programme().office;
    let until = at + OFFICE_LINK;
    let token = context.keys.sign(Purpose::Office, "office", until);
    Letter {
        to: Correspondent::new(&office.name, &office.mail),
        reply_to: None,
        subject: context.texts().office_link().to_owned(),
        template: "office/link",
        data: json!({
            "list_url": format!("{}{}?t={token}", context.base_url, paths::ATTENDEES),
            "list_until": moment(until),
            "operator": context.programme().operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}
