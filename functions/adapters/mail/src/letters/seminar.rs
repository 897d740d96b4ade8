//! Letters about seminars, to those who registered: their facts, links and calendar files.

use base::source::DraftSource;
use base::text::line;
use base::time::{japan_date, japanese};
use base::token::Purpose;
use calendar::Method;
use jiff::{SignedDuration, Timestamp};
use messages::SeminarNotice;
use seminars::{Attend, MAX_SEATS, Registration, Repeat, SeminarWord, Standing, stop_subject};
use serde_json::{Value, json};
use town::seminar::{Seminar, State, clock};
use town::texts::LetterTexts;

use crate::context::Context;
use crate::letter::{Correspondent, Enclosure, Letter};
use crate::parts::{typed_address, without_links};

/// How long the link works that stops mails after seminars.
const STOP_LINK: SignedDuration = SignedDuration::from_hours(24 * 365 * 2);

/// A letter to somebody who registered.
pub(super) fn letter(
    notice: SeminarNotice,
    at: Timestamp,
    seminar: &Seminar,
    registration: &Registration,
    context: &Context<'_>,
) -> Letter {
    let stop = stop_url(at, registration, context);
    let method = calendar_method(notice, seminar, registration);
    let entry = method.map(|method| Enclosure::CalendarEntry {
        seminar: Box::new(seminar.clone()),
        registration: Box::new(registration.clone()),
        method,
    });
    let operator = &context.programme().operator.name;
    let subject = subject(notice, seminar, registration.attend, context.texts());
    // 特定電子メール法: the one mail that leads on to something else tells how to stop such mails.
    let leads_on = notice == SeminarNotice::Thanks;
    let mut data = data(seminar, registration, &stop, context);
    data["notice"] = json!(notice.code());
    data["subject"] = json!(subject);
    data["adds_to_calendar"] = json!(method == Some(Method::Request));
    if !shows_own_page(notice, seminar) {
        data["mine_url"] = Value::Null;
    }
    if !tells_where_to_connect(notice, seminar) {
        data["online_url"] = Value::Null;
    }
    Letter {
        // Whoever typed the address chose the name beside it as well; the town repeats neither to strangers.
        to: Correspondent::new(
            "",
            registration.mail.as_ref().map_or("", |mail| mail.as_str()),
        ),
        reply_to: Some(Correspondent::new(operator, contact(seminar, context))),
        subject,
        template: match leads_on {
            true => "seminar/thanks",
            false => "seminar/letter",
        },
        data,
        enclosures: entry.into_iter().collect(),
        unsubscribe: leads_on.then_some(stop),
    }
}

/// Says what was typed with the address of a registration, and how two can come.
pub(super) fn tell_repeat(
    letter: &mut Letter,
    registration: &Registration,
    repeat: Option<&Repeat>,
    texts: &LetterTexts,
) {
    let Some(Repeat { application, .. }) = repeat else {
        return;
    };
    let together = registration.seats + application.seats;
    // Names go only where somebody who reads these mails has acted on one.
    let named = registration.is_address_confirmed;
    let name = |name: &str, otherwise: &str| match named {
        true => texts.person(without_links(name, texts)),
        false => otherwise.to_owned(),
    };
    letter.data["repeat"] = json!({
        "another": application.name != registration.name,
        "person": name(&registration.name, texts.person_before()),
        "name": name(&application.name, texts.person_now()),
        "people": application.seats,
        "together": (together <= MAX_SEATS).then_some(together),
        "asks": application.question.is_some(),
    });
}

/// What the office wrote, under its own subject.
pub(super) fn tell_word(
    letter: &mut Letter,
    word: &SeminarWord,
    seminar: &Seminar,
    texts: &LetterTexts,
) {
    letter.subject = texts.seminar_word(&word.subject, &seminar.title);
    letter.data["subject"] = json!(letter.subject);
    let lines: Vec<&str> = word.text.lines().collect();
    letter.data["word"] = json!({ "lines": lines, "by": word.by });
}

fn subject(
    notice: SeminarNotice,
    seminar: &Seminar,
    attend: Attend,
    texts: &LetterTexts,
) -> String {
    let title = &seminar.title;
    let day = japanese(seminar.day());
    let what = match notice {
        SeminarNotice::Confirmed => texts.seminar_confirmed(),
        SeminarNotice::Waitlisted { .. } => texts.seminar_waitlisted(),
        SeminarNotice::ConfirmAddress => texts.seminar_confirm_address(),
        SeminarNotice::Promoted => texts.seminar_promoted(),
        SeminarNotice::Updated { .. } => texts.seminar_updated(),
        SeminarNotice::Reminder { .. } => {
            return texts.seminar_reminder(day, clock(seminar.start), title);
        }
        SeminarNotice::Changed { .. } => {
            return match seminar.state {
                State::Cancelled { .. } => texts.seminar_cancelled(day, title),
                State::Moved { .. } => texts.seminar_moved(day, title),
                State::Planned => texts.seminar_changed(day, title),
            };
        }
        SeminarNotice::Redirected { .. } => {
            return match attend {
                Attend::Online => texts.seminar_online_changed(day, title),
                Attend::Venue => texts.seminar_venue_changed(day, title),
            };
        }
        SeminarNotice::Word { .. } => "",
        SeminarNotice::Thanks => return texts.seminar_thanks(title),
        SeminarNotice::Withdrawn => texts.seminar_withdrawn(),
        SeminarNotice::Again { .. } => texts.seminar_again(),
    };
    texts.seminar_subject(what, day, title)
}

/// Whether there is still something to look at, change or cancel.
fn shows_own_page(notice: SeminarNotice, seminar: &Seminar) -> bool {
    match notice {
        SeminarNotice::Withdrawn | SeminarNotice::Thanks => false,
        SeminarNotice::Changed { .. } => !seminar.is_cancelled(),
        _ => true,
    }
}

/// Whether those who take part online are told where to connect: not where they wait, where nothing takes
/// place, or where somebody else may have typed their address.
fn tells_where_to_connect(notice: SeminarNotice, seminar: &Seminar) -> bool {
    match notice {
        SeminarNotice::Confirmed
        | SeminarNotice::Promoted
        | SeminarNotice::Updated { .. }
        | SeminarNotice::Redirected { .. }
        | SeminarNotice::Reminder { .. } => true,
        SeminarNotice::Changed { .. } => !seminar.is_cancelled(),
        _ => false,
    }
}

fn data(
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
    let keep = context.programme().retention.registration_days;
    let until = seminar.forget_at(keep);
    let subject = registration.subject();
    let token = context.keys.sign(Purpose::Registration, &subject, until);
    let base_url = context.base_url;
    let industry = seminar.industry.map(|industry| industry.code());
    let from = DraftSource::Seminar(seminar.slug.clone()).code();
    json!({
        "seminar": announced(seminar, base_url),
        "people": registration.seats,
        "online": online,
        // Only who has a place there is told where to connect.
        "online_url": seminar.online_url.as_deref().filter(|_| confirmed && online),
        "confirmed": confirmed,
        "waiting": position.is_some(),
        "position": position,
        "mine_url": format!("{base_url}{}?t={token}", paths::REGISTRATION),
        "mine_until": japanese(japan_date(until)),
        "repeat": Value::Null,
        "inventory_url": match industry {
            Some(code) => format!("{base_url}/inventory/?industry={code}&from={from}"),
            None => format!("{base_url}/inventory/?from={from}"),
        },
        "industry": industry,
        "visit_page": typed_address(base_url, paths::VISIT),
        "visit_url": format!("{base_url}{}", paths::VISIT),
        "stop_url": stop,
        "operator": context.programme().operator,
    })
}

/// The seminar as its page announces it.
fn announced(seminar: &Seminar, base_url: &str) -> Value {
    let path = &seminar.page;
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
        "page": typed_address(base_url, path),
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
    own.unwrap_or(&context.programme().operator.mail)
}

/// What the calendar of whoever registered has to do, if anything. Who waits has nothing in it.
fn calendar_method(
    notice: SeminarNotice,
    seminar: &Seminar,
    registration: &Registration,
) -> Option<Method> {
    match (notice, registration.state) {
        (SeminarNotice::Withdrawn, Standing::Cancelled) => Some(Method::Cancel),
        (SeminarNotice::Changed { .. }, Standing::Confirmed) if seminar.is_cancelled() => {
            Some(Method::Cancel)
        }
        (
            SeminarNotice::Confirmed
            | SeminarNotice::Promoted
            | SeminarNotice::Updated { .. }
            | SeminarNotice::Redirected { .. }
            | SeminarNotice::Changed { .. },
            Standing::Confirmed,
        ) => Some(Method::Request),
        _ => None,
    }
}

fn stop_url(at: Timestamp, registration: &Registration, context: &Context<'_>) -> String {
    let Some(mail) = &registration.mail else {
        return String::new();
    };
    let subject = stop_subject(context.keys, mail);
    let token = context.keys.sign(Purpose::Stop, &subject, at + STOP_LINK);
    format!("{}{}?t={token}", context.base_url, paths::STOP)
}
