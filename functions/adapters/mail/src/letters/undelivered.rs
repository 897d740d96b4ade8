//! What the office reads when a message was given up: which one, why, and what to do now.

mod words;

use base::people::{Actor, Holder, Notice};
use base::time::{japan_date, japanese};
use messages::delivery::{NO_OUTCOME, Recipient};
use messages::{Message, Topic, lost};
use placements::{Link, SpecId, named};
use serde_json::{Value, json};
use submissions::{RoutedSpec, Submission};
use town::{Content, Programme};

use self::words::Lost;
use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Letter};
use crate::parts::{
    address, employer, moment, reply_to_employer, sheet_files, sheets, typed_address, url,
};

/// The notice that a message was given up, with the sheets that nobody has received.
pub(super) fn letter(
    message: &Message,
    submission: Option<&Submission>,
    context: &Context<'_>,
) -> Result<Letter, ComposeError> {
    let Topic::Undelivered { id, what, reason } = &message.topic else {
        return Err(ComposeError::Mismatch);
    };
    let lost = Lost {
        id,
        reference: message.reference(),
        what,
        reason,
        at: message.created_at,
    };
    // What stopped whoever prepared it once does so again, and then nobody would be told.
    let stranded = match reason == NO_OUTCOME {
        true => Vec::new(),
        false => stranded(what, submission),
    };
    let texts = &context.content.texts.undelivered;
    let (by, to) = told(what, context.programme());
    let (name, _) = addressee(what, submission, context.content);
    let (reply_to, enclosures) = match submission {
        Some(submission) if !stranded.is_empty() => (
            reply_to_employer(&submission.contact),
            sheet_files(submission, &stranded, context),
        ),
        _ => (None, Vec::new()),
    };
    Ok(Letter {
        subject: match &lost.reference {
            Some(number) => texts.subject_numbered(number, name),
            None => texts.subject(name),
        },
        template: "undelivered",
        data: data(&lost, submission, &stranded, (&by, &to), context),
        to,
        reply_to,
        enclosures,
        unsubscribe: None,
    })
}

/// The recipient: the office, unless its own mail is what fails.
fn told(what: &Topic, programme: &Programme) -> (Actor, Correspondent) {
    let (office, operator) = (&programme.office, &programme.operator);
    let to_office = what.recipient() == Recipient::Office;
    let other = || programme.directors.first().filter(|_| to_office);
    if to_office && operator.mail != office.mail {
        let to = Correspondent::new(&operator.name, &operator.mail);
        return (Actor::Office, to);
    }
    match other() {
        Some(director) => {
            let group = director.id.clone();
            let to = Correspondent::new(&director.name, &director.mail);
            (Actor::Director { group }, to)
        }
        None => (
            Actor::Office,
            Correspondent::new(&office.name, &office.mail),
        ),
    }
}

/// The sheets that nobody has received, so the notice attaches them: the first offer that reached neither
/// director nor deputy, and, with the office's copy, what nobody takes.
fn stranded<'a>(what: &Topic, submission: Option<&'a Submission>) -> Vec<&'a RoutedSpec> {
    let Topic::Placement {
        specs,
        notice,
        entry: 0,
        instead,
        ..
    } = what
    else {
        return Vec::new();
    };
    let routed = (1..).zip(submission.into_iter().flat_map(|it| &it.specs));
    let routed = routed.filter(|(number, routed)| match notice {
        Notice::Offer => *instead && specs.contains(number),
        Notice::Copy => routed.holder == Holder::Office,
        _ => false,
    });
    routed.map(|(_, routed)| routed).collect()
}

fn data(
    lost: &Lost<'_>,
    submission: Option<&Submission>,
    stranded: &[&RoutedSpec],
    (by, recipient): (&Actor, &Correspondent),
    context: &Context<'_>,
) -> Value {
    let (programme, texts) = (context.programme(), &context.content.texts.undelivered);
    let (to, to_address) = addressee(lost.what, submission, context.content);
    let to_employer = lost.what.recipient() == Recipient::Employer;
    let shows_employer = to_employer || !stranded.is_empty();
    let contact = submission.filter(|_| shows_employer).map(|it| &it.contact);
    let sheets = submission
        .filter(|_| !stranded.is_empty())
        .map(|submission| sheets(stranded, by, submission.sent_at, context));
    let stand_in = missed(lost.what).and_then(|actor| actor.stand_in());
    let stand_in = stand_in.and_then(|actor| address(&actor, programme).ok());
    let stand_in = stand_in.map_or_else(|| texts.deputy().to_owned(), |to| to.name);
    let shows_pages = *by == Actor::Office && sheets.is_none();
    let pages = shows_pages.then(|| pages(lost, submission, context));
    json!({
        "recipient": recipient.name,
        "id": lost.id,
        "reference": lost.reference,
        "what": lost::title(lost.what, texts),
        "to": to,
        "address": to_address,
        "why": lost::why(lost.reason, texts),
        "reason": lost.reason,
        "returned": words::came_back(lost.reason),
        "at": moment(lost.at),
        "steps": words::steps(lost, submission, !stranded.is_empty(), &stand_in, texts),
        "pages": pages,
        "copy": *by == Actor::Office,
        "specs": sheets,
        "employer": contact.map(employer),
        "director_page": typed_address(context.base_url, paths::DIRECTOR),
        "operator": programme.operator,
    })
}

/// The pages of the placements that a lost message was about, where the office decides and reads on.
fn pages(lost: &Lost<'_>, submission: Option<&Submission>, context: &Context<'_>) -> Vec<Value> {
    let (Topic::Placement { specs, .. }, Some(submission)) = (lost.what, submission) else {
        return Vec::new();
    };
    let page = |number: &u32| {
        let routed = submission.specs.get(number.checked_sub(1)? as usize)?;
        let id = SpecId {
            reference: submission.reference.clone(),
            spec: *number,
        };
        let (title, by) = (format!("{}（{id}）", routed.spec.title), Actor::Office);
        let link = Link::Decide { id, by };
        Some(json!({
            "title": title,
            "url": url(&link, lost.at, context),
            "until": japanese(japan_date(link.expires(lost.at))),
        }))
    };
    specs.iter().filter_map(page).collect()
}

/// Whom the lost message was for, if it is somebody in a case or in the settings.
fn missed(what: &Topic) -> Option<Actor> {
    match (what, what.recipient()) {
        (Topic::Placement { to, .. }, _) => Some(to.clone()),
        (_, Recipient::Office) => Some(Actor::Office),
        _ => None,
    }
}

/// Whom the lost message was for, as name and address.
fn addressee(
    what: &Topic,
    submission: Option<&Submission>,
    content: &Content,
) -> (String, Option<String>) {
    let texts = &content.texts.undelivered;
    match missed(what) {
        Some(Actor::Employer) => {
            let mail = submission.and_then(|submission| submission.contact.mail.as_ref());
            let mail = mail.map(|mail| mail.as_str().to_owned());
            (texts.to_employer().to_owned(), mail)
        }
        Some(worker @ Actor::Worker { .. }) => (named(&worker, content), None),
        Some(actor) => match address(&actor, &content.programme) {
            Ok(to) => (to.name, Some(to.mail)),
            Err(_) => (texts.to_unknown(actor.code()), None),
        },
        None => (texts.to_somebody().to_owned(), None),
    }
}
