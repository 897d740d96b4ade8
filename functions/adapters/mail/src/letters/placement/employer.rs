//! Letters to the employer, and to the office that phones an employer without a mail address.

use accounts::AccountEvent;
use base::people::{Actor, Notice};
use base::time::japanese;
use figures::ending::Ending;
use placements::{Event, Link, News, Placement, Status, named, partner};
use serde_json::{Value, json};
use submissions::agreement_record::Stand;
use town::texts::LetterTexts;

use crate::context::Context;
use crate::error::ComposeError;
use crate::letter::{Correspondent, Letter};
use crate::parts::{address, employer, greeting, is_seen, lines, operator, status, url};

/// What the employer is asked to do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Question,
    Consent,
    Nothing,
}

/// A letter to the employer.
pub(super) fn letter(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let contact = &news.case.submission().contact;
    let mail = contact.mail.as_ref().ok_or(ComposeError::NoAddress)?;
    let (texts, names) = (context.texts(), &context.content.texts.placements);
    let what = subject(news, context);
    Ok(Letter {
        to: match is_seen(&news.case) {
            true => Correspondent::new(&contact.person, mail.as_str()),
            false => Correspondent::new("", mail.as_str()),
        },
        reply_to: Some(answer_to(news, context)?),
        subject: match is_seen(&news.case) {
            true => texts.employer_subject(what, news.title(names), news.number()),
            false => texts.employer_subject_unseen(what, news.number()),
        },
        template: "placement/employer",
        data: data(news, context),
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// The same to the office, which phones the employer.
pub(super) fn by_phone(news: &News, context: &Context<'_>) -> Result<Letter, ComposeError> {
    let to = address(&Actor::Office, context.programme())?;
    let mut data = data(news, context);
    let link = Link::Decide {
        id: news.only().id.clone(),
        by: Actor::Office,
    };
    data["recipient"] = json!(to.name);
    data["employer"] = employer(&news.case.submission().contact);
    data["decide_url"] = json!(url(&link, news.at, context));
    Ok(Letter {
        to,
        reply_to: None,
        subject: context
            .texts()
            .employer_by_phone(news.number(), news.title(&context.content.texts.placements)),
        template: "placement/phone",
        data,
        enclosures: Vec::new(),
        unsubscribe: None,
    })
}

/// An answer to a question reaches whoever asked, and one to a delivery whoever looks after it, without the office in
/// between; any other, the office's people.
fn answer_to(news: &News, context: &Context<'_>) -> Result<Correspondent, ComposeError> {
    let asked = match ask(news) {
        Ask::Question => news.only().question.as_ref().map(|question| &question.by),
        Ask::Consent => news.only().keeper.as_ref(),
        Ask::Nothing if is_delivered(news) => news.only().keeper.as_ref(),
        Ask::Nothing => None,
    };
    match asked {
        Some(by) => address(by, context.programme()),
        None => Ok(operator(context)),
    }
}

fn ask(news: &News) -> Ask {
    let placement = news.only();
    match (news.notice, placement.status) {
        (Notice::StatusUpdate | Notice::Agreement, _) => Ask::Nothing,
        // What it waits for goes before a question that is still open.
        (_, Status::AwaitingConsent) => Ask::Consent,
        _ if placement.question.is_some() => Ask::Question,
        _ => Ask::Nothing,
    }
}

/// Which way they changed their mind.
fn changed_mind<'c>(news: &News, texts: &'c LetterTexts) -> &'c str {
    let last = news.only().mind_changes().last();
    match last.map(|record| record.stand) {
        Some(Stand::Agreed) => texts.employer_agreed_again(),
        Some(Stand::TakenBack) | None => texts.employer_taken_back(),
    }
}

fn subject<'c>(news: &News, context: &Context<'c>) -> &'c str {
    let texts = context.texts();
    let last = news.of(news.only()).last();
    let is_late = last.is_some_and(|entry| entry.is_late(news.only()));
    match (ask(news), last.map(|entry| &entry.event)) {
        _ if news.notice == Notice::Agreement => changed_mind(news, texts),
        (Ask::Question, _) => texts.employer_question(),
        (Ask::Consent, _) => texts.employer_consent(),
        (_, Some(Event::Accepted | Event::PartnerTook)) => texts.employer_accepted(),
        (_, Some(Event::Ended { .. })) => texts.employer_ended(),
        (_, Some(Event::Reminded | Event::Escalated { .. })) if is_late => texts.employer_late(),
        (_, Some(Event::Reminded | Event::Escalated { .. })) => texts.employer_reminded(),
        (_, Some(Event::HandedOver { .. })) => texts.employer_handed_over(),
        (
            _,
            Some(Event::Account {
                event: AccountEvent::ClientNotified { .. },
            }),
        ) => texts.employer_delivered(),
        _ => texts.employer_reassigned(),
    }
}

/// Whether it tells what is done.
fn is_delivered(news: &News) -> bool {
    let last = news.placements.first().and_then(|it| news.of(it).last());
    last.is_some_and(|entry| {
        matches!(
            entry.event,
            Event::Account {
                event: AccountEvent::ClientNotified { .. }
            }
        )
    })
}

fn data(news: &News, context: &Context<'_>) -> Value {
    let submission = news.case.submission();
    let (status_url, status_until) = status(submission, context);
    let ask = ask(news);
    let items = news
        .placements
        .iter()
        .map(|placement| item(news, placement, ask == Ask::Nothing, context));
    json!({
        "person": greeting(&news.case, context.texts()),
        "reference": submission.reference.as_str(),
        "again": news.notice == Notice::Reminder,
        "items": items.collect::<Vec<_>>(),
        "question": (ask == Ask::Question).then(|| question(news, context)),
        "consent": (ask == Ask::Consent).then(|| consent(news, context)),
        "status_url": status_url,
        "status_until": status_until,
        "operator": context.programme().operator,
    })
}

/// One placement: what happened, and what comes next, unless something is asked below.
fn item(news: &News, placement: &Placement, told: bool, context: &Context<'_>) -> Value {
    let happened = news
        .of(placement)
        .filter_map(|e| e.narrate(placement, context.content));
    let summary = placement.summary(context.content);
    let texts = context.texts();
    json!({
        "title": match is_seen(&news.case) {
            true => &placement.spec.title,
            false => texts.unseen_title(),
        },
        "reference": placement.id.to_string(),
        "happened": happened.collect::<Vec<_>>(),
        "next": lines(match placement.status {
            _ if !told => "",
            // What was ordered goes on as it was agreed on.
            Status::Accepted { .. } if news.notice == Notice::Agreement => &summary.line,
            Status::Accepted { .. } if !placement.orders.orders.is_empty() => &summary.line,
            Status::Accepted { .. } => texts.next_accepted(),
            Status::Ended { reason: Ending::Withdrawn } => texts.next_withdrawn(),
            Status::Ended { .. } => texts.next_ended(),
            _ => &summary.line,
        }),
    })
}

fn question(news: &News, context: &Context<'_>) -> Value {
    let placement = news.only();
    let question = placement.question.as_ref();
    let ids = question.map(|question| question.fields.clone());
    let ids = ids.unwrap_or_default();
    let link = Link::Answer {
        id: placement.id.clone(),
    };
    let fields = placement.spec.fields.iter();
    let fields = fields.filter(|field| ids.contains(&field.id));
    let fields = fields.map(|field| json!({ "label": field.label, "lines": lines(&field.value) }));
    json!({
        "by": question.map(|question| named(&question.by, context.content)),
        "lines": question.map(|question| lines(&question.text)),
        "fields": fields.collect::<Vec<_>>(),
        "url": url(&link, news.at, context),
        // None for a question about work that goes on.
        "until": placement.until.map(japanese),
    })
}

fn consent(news: &News, context: &Context<'_>) -> Value {
    let placement = news.only();
    let link = Link::Consent {
        id: placement.id.clone(),
    };
    let by = placement.keeper.clone().unwrap_or(Actor::Office);
    json!({
        "by": named(&by, context.content),
        "partner": partner(placement.partner.as_deref(), context.content),
        "url": url(&link, news.at, context),
        // None for a question about work that goes on.
        "until": placement.until.map(japanese),
    })
}
