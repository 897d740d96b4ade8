//! What the office reads when a message was given up: which one, why, and what to do now.

mod words;

use domain::content::Programme;
use domain::delivery::Recipient;
use domain::message::{Message, MessageKind};
use domain::placement::{Actor, Link, SpecId};
use domain::reference::Reference;
use domain::submission::{RoutedSpec, Submission};
use domain::time::{japan_date, japanese};
use jiff::Timestamp;
use jiff::tz::{TimeZone, offset};
use serde_json::json;

use crate::compose::{ComposeError, Context, finish};
use crate::letter::{self, Cover, Letter};
use crate::mail::Mail;
use crate::placement;
use crate::sheets::with_sheets;

/// A message that was given up.
struct Lost<'a> {
    id: &'a str,
    reference: Option<Reference>,
    what: &'a MessageKind,
    reason: &'a str,
    at: Timestamp,
}

/// The word that a message was given up, with the sheets that lie with nobody now.
pub(crate) fn notice(
    message: &Message,
    submission: Option<&Submission>,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let MessageKind::Undelivered { id, what, reason } = &message.kind else {
        return Err(ComposeError::Mismatch);
    };
    let lost = Lost {
        id,
        reference: message.reference(),
        what,
        reason,
        at: message.created_at,
    };
    let sheets = stranded(what, submission);
    let (by, to) = told(what, context.programme);
    let letter = letter(&lost, submission, &sheets, (&by, to.0), context);
    let mail = finish(message, &letter, to, context)?;
    match submission {
        Some(submission) if !sheets.is_empty() => with_sheets(mail, submission, &sheets, context),
        _ => Ok(mail),
    }
}

/// Who gets a group's specs first.
pub(crate) fn seat(group: &str, submission: &Submission) -> Actor {
    let mut specs = submission.specs.iter();
    let own = specs.find(|routed| routed.group.as_deref() == Some(group));
    own.map_or_else(
        || Actor::Director {
            group: group.to_owned(),
        },
        placement::seat,
    )
}

/// Who gets them when that one is out of reach: the other of director and deputy.
pub(crate) fn stand_in(seat: Actor) -> Actor {
    seat.stand_in().unwrap_or(seat)
}

/// Who is told, and with which name and address: the office, unless its own mail is what fails.
fn told<'a>(what: &MessageKind, programme: &'a Programme) -> (Actor, (&'a str, &'a str)) {
    let (office, operator) = (&programme.office, &programme.operator);
    let to_office = what.recipient() == Recipient::Office;
    let other = || programme.directors.first().filter(|_| to_office);
    if to_office && operator.mail != office.mail {
        return (Actor::Office, (&operator.name, &operator.mail));
    }
    match other() {
        Some(director) => {
            let group = director.id.clone();
            (Actor::Director { group }, (&director.name, &director.mail))
        }
        None => (Actor::Office, (&office.name, &office.mail)),
    }
}

/// The sheets that now lie with nobody, so the notice brings them along.
fn stranded<'a>(what: &MessageKind, submission: Option<&'a Submission>) -> Vec<&'a RoutedSpec> {
    let group = match what {
        MessageKind::SpecToDeputy { group, .. } => Some(group),
        MessageKind::SpecToOffice { .. } => None,
        _ => return Vec::new(),
    };
    let specs = submission
        .into_iter()
        .flat_map(|submission| &submission.specs);
    specs
        .filter(|routed| routed.group.as_ref() == group)
        .collect()
}

fn letter(
    lost: &Lost<'_>,
    submission: Option<&Submission>,
    sheets: &[&RoutedSpec],
    (by, recipient): (&Actor, &str),
    context: &Context<'_>,
) -> Letter {
    let programme = context.programme;
    let (to, address) = addressee(lost.what, submission, programme);
    let head = lost.reference.as_ref().map(|it| format!("【{it}】"));
    let mut data = match submission {
        Some(submission) => {
            let cover = Cover {
                recipient,
                by,
                instead_of: None,
            };
            letter::specs(submission, sheets, cover, context).context
        }
        None => json!({ "recipient": recipient, "operator": programme.operator }),
    };
    let to_employer = lost.what.recipient() == Recipient::Employer;
    if sheets.is_empty() {
        data["specs"] = json!(null);
    }
    if submission.is_none() || (sheets.is_empty() && !to_employer) {
        data["employer"] = json!(null);
    }
    let stand_in = missed(lost.what, submission).map(stand_in);
    let stand_in = stand_in.and_then(|actor| placement::address(&actor, programme).ok());
    let stand_in = stand_in.map_or("副担当", |(name, _)| name);
    let has_sheets = !sheets.is_empty();
    data["id"] = json!(lost.id);
    data["reference"] = json!(lost.reference);
    data["what"] = json!(words::title(lost.what));
    data["to"] = json!(to);
    data["address"] = json!(address);
    data["why"] = json!(words::why(lost.reason));
    data["reason"] = json!(lost.reason);
    data["returned"] = json!(words::came_back(lost.reason));
    data["at"] = json!(moment(lost.at));
    data["steps"] = json!(words::steps(lost, submission, has_sheets, stand_in));
    data["pages"] = match by {
        Actor::Office => json!(pages(lost, submission, context)),
        _ => json!(null),
    };
    Letter {
        template: "undelivered",
        subject: format!(
            "{}メールがとどきませんでした：{to}へ",
            head.unwrap_or_default()
        ),
        context: data,
    }
}

/// The pages of the placements that a lost message was about, where the office decides and reads on.
fn pages(
    lost: &Lost<'_>,
    submission: Option<&Submission>,
    context: &Context<'_>,
) -> Vec<serde_json::Value> {
    let (MessageKind::Placement { specs, .. }, Some(submission)) = (lost.what, submission) else {
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
            "url": letter::url(&link, lost.at, context),
            "until": japanese(japan_date(link.expires(lost.at))),
        }))
    };
    specs.iter().filter_map(page).collect()
}

fn moment(at: Timestamp) -> String {
    let time = at.to_zoned(TimeZone::fixed(offset(9))).strftime("%H:%M");
    format!("{} {time}", japanese(japan_date(at)))
}

/// Whom the lost message was for, if the settings or a submission know.
fn missed(what: &MessageKind, submission: Option<&Submission>) -> Option<Actor> {
    match what {
        MessageKind::SpecToDirector { group, .. } => Some(seat(group, submission?)),
        MessageKind::SpecToDeputy { group, .. } => Some(stand_in(seat(group, submission?))),
        MessageKind::Placement { to, .. } => Some(to.clone()),
        _ => match what.recipient() {
            Recipient::Office => Some(Actor::Office),
            Recipient::Employer => Some(Actor::Employer),
            _ => None,
        },
    }
}

/// Whom the lost message was for, as name and address.
fn addressee(
    what: &MessageKind,
    submission: Option<&Submission>,
    programme: &Programme,
) -> (String, Option<String>) {
    match missed(what, submission) {
        Some(Actor::Employer) => {
            let mail = submission.and_then(|submission| submission.contact.mail.as_ref());
            let mail = mail.map(|mail| mail.as_str().to_owned());
            ("事業者".to_owned(), mail)
        }
        Some(actor) => match placement::address(&actor, programme) {
            Ok((name, mail)) => (name.to_owned(), Some(mail.to_owned())),
            Err(_) => (
                format!("programme.toml にない相手（{}）", actor.code()),
                None,
            ),
        },
        None => ("申しこんだ人".to_owned(), None),
    }
}
