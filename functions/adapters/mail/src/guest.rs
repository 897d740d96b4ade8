//! Letters about seminars, to those who registered: their facts, links and calendar files.

use calendar::{Maker, Method};
use domain::message::{Message, MessageKind};
use domain::seminar::{Attend, Registration, Seminar, Standing, State, clock, stop_subject};
use domain::text::line;
use domain::time::{japan_date, japanese};
use domain::token::Purpose;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::attachment::Attachment;
use crate::compose::{ComposeError, Context, finish};
use crate::letter::{Letter, typed_address};
use crate::mail::{Mail, mailbox};

/// How long the link works that stops mails after seminars.
const STOP_LINK: SignedDuration = SignedDuration::from_hours(24 * 365 * 2);

/// A mail to somebody who registered.
pub(crate) fn about_registration(
    message: &Message,
    seminar: &Seminar,
    registration: &Registration,
    context: &Context<'_>,
) -> Result<Mail, ComposeError> {
    let stop = stop_url(message, registration, context);
    let letter = Letter {
        template: template(&message.kind)?,
        subject: subject(&message.kind, seminar)?,
        context: facts(seminar, registration, &stop, context),
    };
    let to = (registration.name.as_str(), registration.mail.as_str());
    let mut mail = finish(message, &letter, to, context)?;
    let operator = &context.programme.operator;
    mail.reply_to = Some(mailbox(&operator.name, contact(seminar, context))?);
    mail.attachments
        .extend(entry(message, seminar, registration, context));
    // 特定電子メール法: the one mail that leads on to something else tells how to stop such mails.
    if matches!(message.kind, MessageKind::SeminarThanks { .. }) {
        mail.unsubscribe = Some(stop);
    }
    Ok(mail)
}

fn template(kind: &MessageKind) -> Result<&'static str, ComposeError> {
    Ok(match kind {
        MessageKind::SeminarConfirmed { .. } => "seminar/confirmed",
        MessageKind::SeminarWaitlisted { .. } => "seminar/waitlisted",
        MessageKind::SeminarPromoted { .. } => "seminar/promoted",
        MessageKind::SeminarUpdated { .. } => "seminar/updated",
        MessageKind::SeminarReminder { .. } => "seminar/reminder",
        MessageKind::SeminarChanged { .. } => "seminar/changed",
        MessageKind::SeminarThanks { .. } => "seminar/thanks",
        MessageKind::SeminarWithdrawn { .. } => "seminar/withdrawn",
        MessageKind::SeminarRegisteredAgain { .. } => "seminar/again",
        _ => return Err(ComposeError::Mismatch),
    })
}

fn subject(kind: &MessageKind, seminar: &Seminar) -> Result<String, ComposeError> {
    let title = &seminar.title;
    let day = japanese(seminar.day());
    Ok(match kind {
        MessageKind::SeminarConfirmed { .. } => format!("参加できます：{day} {title}"),
        MessageKind::SeminarWaitlisted { .. } => {
            format!("キャンセル待ちです（まだ参加できません）：{day} {title}")
        }
        MessageKind::SeminarPromoted { .. } => {
            format!("席があきました。参加できます：{day} {title}")
        }
        MessageKind::SeminarUpdated { .. } => format!("申込みの内容をかえました：{day} {title}"),
        MessageKind::SeminarReminder { .. } => {
            format!("もうすぐです：{day}{} {title}", clock(seminar.start))
        }
        MessageKind::SeminarChanged { .. } => match seminar.state {
            State::Cancelled { .. } => format!("【中止】{day} {title}"),
            State::Moved { .. } => format!("【日時や場所の変更】{day} {title}"),
            State::Planned => format!("【予定の変更】{day} {title}"),
        },
        MessageKind::SeminarThanks { .. } => format!("ありがとうございました：{title}"),
        MessageKind::SeminarWithdrawn { .. } => format!("申込みを取り消しました：{day} {title}"),
        MessageKind::SeminarRegisteredAgain { .. } => {
            format!("もう申込みがあります：{day} {title}")
        }
        _ => return Err(ComposeError::Mismatch),
    })
}

fn facts(
    seminar: &Seminar,
    registration: &Registration,
    stop: &str,
    context: &Context<'_>,
) -> Value {
    let confirmed = registration.state == Standing::Confirmed;
    let position = match registration.state {
        Standing::Waiting { position } => Some(position),
        _ => None,
    };
    let online = registration.attend == Attend::Online;
    let keep = context.programme.retention.registration_days;
    let until = seminar.forget_at(keep);
    let subject = registration.subject();
    let token = context.keys.sign(Purpose::Registration, &subject, until);
    let base_url = context.base_url;
    let industry = seminar.industry.map(|industry| industry.code());
    json!({
        "person": registration.name,
        "seminar": announced(seminar, base_url),
        "people": registration.seats,
        "online": online,
        // Only who has a place there is told where to connect.
        "online_url": seminar.online_url.as_deref().filter(|_| confirmed && online),
        "confirmed": confirmed,
        "waiting": position.is_some(),
        "position": position,
        "mine_url": format!("{base_url}/registration/mine?t={token}"),
        "mine_until": japanese(japan_date(until)),
        "inventory_url": match industry {
            Some(code) => format!("{base_url}/inventory/?industry={code}"),
            None => format!("{base_url}/inventory/"),
        },
        "industry": industry,
        "visit_page": typed_address(base_url, "/registration/visit"),
        "visit_url": format!("{base_url}/registration/visit"),
        "stop_url": stop,
        "operator": context.programme.operator,
    })
}

/// The seminar as its page announces it.
fn announced(seminar: &Seminar, base_url: &str) -> Value {
    let path = format!("/seminars/{}/", seminar.slug);
    let message = match &seminar.state {
        State::Planned => None,
        State::Moved { message } | State::Cancelled { message } => Some(line(message)),
    };
    json!({
        "title": seminar.title,
        "when": seminar.when(),
        "venue": seminar.venue,
        "address": seminar.address,
        "fee": seminar.fee,
        "bring": seminar.bring,
        "deadline": seminar.deadline_words(),
        "page": typed_address(base_url, &path),
        "page_url": format!("{base_url}{path}"),
        "sample": seminar.sample,
        "moved": matches!(seminar.state, State::Moved { .. }),
        "cancelled": seminar.is_cancelled(),
        "message": message,
    })
}

/// Who answers questions about a seminar.
fn contact<'a>(seminar: &'a Seminar, context: &Context<'a>) -> &'a str {
    let own = seminar.contact.as_ref().map(|mail| mail.as_str());
    own.unwrap_or(&context.programme.operator.mail)
}

/// What her calendar has to do, if anything. Who waits has nothing in it.
fn entry(
    message: &Message,
    seminar: &Seminar,
    registration: &Registration,
    context: &Context<'_>,
) -> Option<Attachment> {
    let method = match (&message.kind, registration.state) {
        (MessageKind::SeminarWithdrawn { .. }, Standing::Cancelled) => Method::Cancel,
        (MessageKind::SeminarChanged { .. }, Standing::Confirmed) if seminar.is_cancelled() => {
            Method::Cancel
        }
        (
            MessageKind::SeminarConfirmed { .. }
            | MessageKind::SeminarPromoted { .. }
            | MessageKind::SeminarUpdated { .. }
            | MessageKind::SeminarChanged { .. },
            Standing::Confirmed,
        ) => Method::Request,
        _ => return None,
    };
    let maker = Maker {
        programme: context.programme,
        base_url: context.base_url,
        now: message.created_at,
    };
    Some(Attachment {
        name: format!("{}.ics", seminar.slug),
        media_type: method.media_type(),
        bytes: calendar::personal(seminar, registration, method, &maker).into_bytes(),
    })
}

fn stop_url(message: &Message, registration: &Registration, context: &Context<'_>) -> String {
    let subject = stop_subject(context.keys, &registration.mail);
    let until = message.created_at + STOP_LINK;
    let token = context.keys.sign(Purpose::Stop, &subject, until);
    format!("{}/registration/stop?t={token}", context.base_url)
}
