//! Letters that somebody has just asked for on a page: the link to a draft, the code to sign in.

use base::contact::EmailAddress;
use base::time::{japan_date, japanese};
use base::token::Purpose;
use jiff::Timestamp;
use messages::LinkRequest;
use serde_json::json;

use crate::context::Context;
use crate::error::ComposeError;
use crate::facts::Facts;
use crate::letter::{Correspondent, Letter};
use crate::parts::{moment, operator};

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
        (LinkRequest::Code { drawn, to }, Facts::None) => Ok(with_code(drawn, to, at, context)),
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

/// A code to type where it was asked for. No link: what opens and presses every link of a mail has nothing to press,
/// and where links are taken out nothing is missing.
fn with_code(drawn: &str, to: &EmailAddress, at: Timestamp, context: &Context<'_>) -> Letter {
    let until = at + sign_in::CODE_LASTS;
    Letter {
        to: Correspondent::new("", to.as_str()),
        reply_to: None,
        subject: context.texts().code().to_owned(),
        template: "code",
        data: json!({
            "code": sign_in::code(context.keys, drawn),
            "until": moment(until),
            "page": format!("{}{}", context.base_url, paths::CODE),
            "operator": context.programme().operator,
        }),
        enclosures: Vec::new(),
        unsubscribe: None,
    }
}
