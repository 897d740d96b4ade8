//! What is said of a business of the register, of what it was seen in, and of two that may be one.

use base::time::japanese;
use paths::{ATTENDEES, BUSINESS, OFFICE, VISIT_ENTRY};
use register::{AlikePair, Business, Likeness, Register, Trace, TraceSource, compared};
use serde::Serialize;
use town::Content;
use town::texts::OfficeTexts;

use crate::lists::ListedItem;

/// Two that may be one.
#[derive(Serialize)]
pub(crate) struct Pair {
    early: ListedItem,
    late: ListedItem,
    one: String,
    other: String,
    why: String,
}

/// The page of a business.
pub(crate) fn address(number: &str) -> String {
    format!("{BUSINESS}?number={number}")
}

/// Whether any of its names, numbers or addresses holds what is looked for.
pub(crate) fn is_found(
    register: &Register,
    root: &Business,
    sought: &str,
    texts: &OfficeTexts,
) -> bool {
    let plain = compared(sought, texts);
    if plain.is_empty() {
        return sought.is_empty();
    }
    let digits: String = sought.chars().filter(char::is_ascii_digit).collect();
    let members = register.members(&root.number);
    members.iter().any(|it| {
        it.number.starts_with(sought)
            || it.identities().any(|identity| {
                let phone = identity.phone.as_ref().map_or("", |it| it.as_str());
                let phone: String = phone.chars().filter(char::is_ascii_digit).collect();
                let mail = identity.mail.as_ref().map_or("", |it| it.as_str());
                compared(&identity.business, texts).contains(&plain)
                    || (digits.len() >= 4 && phone.contains(&digits))
                    || (sought.contains('@') && mail == sought)
            })
    })
}

pub(crate) fn name(register: &Register, business: &Business, texts: &OfficeTexts) -> String {
    let members = register.members(&business.number);
    let name = business
        .name()
        .or_else(|| members.iter().find_map(|it| it.name()));
    name.unwrap_or(texts.business_forgotten()).to_owned()
}

pub(crate) fn line(register: &Register, business: &Business, texts: &OfficeTexts) -> ListedItem {
    let traces = register.traces(&business.number);
    let traces = match traces.as_slice() {
        // One that was merged has none of its own in the register's eyes.
        [] => business.traces.iter().collect(),
        _ => traces,
    };
    let count = |of: &[TraceSource]| traces.iter().filter(|it| of.contains(&it.source)).count();
    let seen = traces.iter().map(|it| it.on).max();
    let contact = business.identities().next();
    let phone = contact.and_then(|it| it.phone.as_ref());
    let mail = contact.and_then(|it| it.mail.as_ref());
    let reach = phone
        .map(|it| it.as_str().to_owned())
        .or_else(|| mail.map(|it| it.as_str().to_owned()));
    let counts = texts.trace_counts(
        count(&[TraceSource::Submission]),
        count(&[TraceSource::Registration]),
        count(&[TraceSource::Visit, TraceSource::VisitRequest]),
    );
    ListedItem {
        title: name(register, business, texts),
        href: address(&business.number),
        eyebrow: seen.map_or_else(String::new, |day| texts.business_seen(japanese(day))),
        lines: reach.into_iter().chain([counts]).collect(),
        urgent: false,
    }
}

/// Each way in which names and contacts were written, once.
pub(crate) fn known(members: &[&Business]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for identity in members.iter().flat_map(|it| it.identities()) {
        let phone = identity.phone.as_ref().map(|it| it.as_str().to_owned());
        let mail = identity.mail.as_ref().map(|it| it.as_str().to_owned());
        let parts = [
            Some(identity.business.clone()),
            phone,
            mail,
            identity.place.clone(),
        ];
        let line = parts.into_iter().flatten().collect::<Vec<_>>().join("　");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

pub(crate) fn trace_line(trace: &Trace, content: &Content) -> ListedItem {
    let texts = &content.texts.office;
    let (title, href) = match trace.source {
        TraceSource::Submission => (
            texts.trace_submission(&trace.id),
            format!("{OFFICE}?q={}", trace.id),
        ),
        TraceSource::Registration => {
            let slug = trace.id.split('/').next().unwrap_or_default();
            let seminar = content.seminars.iter().find(|it| it.slug == slug);
            let title = seminar.map_or(slug, |it| it.title.as_str());
            (
                texts.trace_registration(title),
                format!("{ATTENDEES}/{slug}"),
            )
        }
        TraceSource::VisitRequest => (texts.trace_request().to_owned(), String::new()),
        TraceSource::Visit => (
            texts.trace_visit().to_owned(),
            format!("{VISIT_ENTRY}?id={}", trace.id),
        ),
    };
    ListedItem {
        title,
        // Of what is deleted nothing can be opened.
        href: trace.identity.as_ref().map_or(String::new(), |_| href),
        eyebrow: japanese(trace.on).to_string(),
        ..ListedItem::default()
    }
}

pub(crate) fn pairs(
    register: &Register,
    texts: &OfficeTexts,
    of: impl Fn(&AlikePair<'_>) -> bool,
) -> Vec<Pair> {
    let pair = |pair: AlikePair<'_>| {
        let what = pair.alike.iter().map(|likeness| match likeness {
            Likeness::Name => texts.alike_name(),
            Likeness::Phone => texts.alike_phone(),
            Likeness::Mail => texts.alike_mail(),
        });
        Pair {
            early: line(register, pair.early, texts),
            late: line(register, pair.late, texts),
            one: pair.late.number.clone(),
            other: pair.early.number.clone(),
            why: texts.alike_in(what.collect::<Vec<_>>().join("、")),
        }
    };
    register
        .alike(texts)
        .into_iter()
        .filter(of)
        .map(pair)
        .collect()
}
