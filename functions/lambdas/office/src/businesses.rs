//! The register of employers: who they are, what they were seen in, and which of them may be the same.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use base::time::japanese;
use paths::{ATTENDEES, BUSINESS, BUSINESSES, OFFICE, VISIT_ENTRY};
use register::{AlikePair, Business, Likeness, Register, Trace, TraceSource, compared};
use serde::{Deserialize, Serialize};
use town::Content;
use town::texts::OfficeTexts;
use web::{AppState, Form, HandlerError, HandlerResult, Problem, Visitor, see_other};

use crate::lists::ListedItem;

/// What is looked for, whom, and what was just done.
#[derive(Default, Deserialize)]
pub(crate) struct BusinessQuery {
    #[serde(default)]
    q: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct BusinessesPage {
    /// What was just done, in words; empty: nothing.
    done: String,
    /// Which kind of notice that is.
    notice: &'static str,
    q: String,
    pairs: Vec<Pair>,
    businesses: Vec<ListedItem>,
}

/// Two that may be one.
#[derive(Serialize)]
struct Pair {
    early: ListedItem,
    late: ListedItem,
    one: String,
    other: String,
    why: String,
}

#[derive(Serialize)]
struct BusinessPage {
    done: String,
    /// Which kind of notice that is.
    notice: &'static str,
    heading: String,
    number: String,
    /// Names and contacts, as they were written.
    known: Vec<String>,
    traces: Vec<ListedItem>,
    pairs: Vec<Pair>,
    /// Those that are this one too, as the office said.
    merged: Vec<Merged>,
}

/// One that is another's from what the office said.
#[derive(Serialize)]
struct Merged {
    item: ListedItem,
    one: String,
    other: String,
}

pub(crate) async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<BusinessQuery>,
) -> HandlerResult {
    visitor.office(&state, BUSINESSES)?;
    let content = state.content.get();
    let register = state.store.current_register(&content, state.now()).await?;
    let texts = &content.texts.office;
    let roots = register.roots();
    let sought = query.q.trim();
    let found = roots
        .iter()
        .filter(|it| is_found(&register, it, sought, texts));
    let page = BusinessesPage {
        done: done(&query.done, texts),
        notice: notice(&query.done),
        businesses: found.map(|it| line(&register, it, texts)).collect(),
        q: sought.to_owned(),
        pairs: pairs(&register, texts, |_| true),
    };
    Ok(state.page(StatusCode::OK, "office/businesses.html", BUSINESSES, &page))
}

pub(crate) async fn one(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<BusinessQuery>,
) -> HandlerResult {
    if !query.number.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Problem::NotFound.into());
    }
    visitor.office(&state, &address(&query.number))?;
    let content = state.content.get();
    let register = state.store.current_register(&content, state.now()).await?;
    let texts = &content.texts.office;
    let root = register.root(&query.number);
    let business = register.business(root).ok_or(Problem::NotFound)?;
    let members = register.members(root);
    let merged = members.iter().filter_map(|it| {
        Some(Merged {
            item: line(&register, it, texts),
            one: it.number.clone(),
            other: it.merge.as_ref()?.into.clone(),
        })
    });
    let page = BusinessPage {
        done: done(&query.done, texts),
        notice: notice(&query.done),
        heading: name(&register, business, texts),
        number: business.number.clone(),
        known: known(&members),
        traces: register
            .traces(root)
            .into_iter()
            .map(|it| trace_line(it, &content))
            .collect(),
        pairs: pairs(&register, texts, |pair| {
            [pair.early, pair.late].iter().any(|it| it.number == root)
        }),
        merged: merged.filter(|it| it.one != root).collect(),
    };
    Ok(state.page(StatusCode::OK, "office/business.html", BUSINESS, &page))
}

/// Says that two businesses are one.
pub(crate) async fn merge(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let signed_in = visitor.office(&state, BUSINESSES)?;
    let register = kept(&state).await?;
    let two = (input.one("one"), input.one("other"));
    let (by, at) = (signed_in.name(&Actor::Office), state.now());
    let merged = register.merged(two, by, at);
    keep(&state, two.0, "merged", merged).await
}

/// Says that two businesses are two, also if they were one.
pub(crate) async fn part(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    visitor.office(&state, BUSINESSES)?;
    let register = kept(&state).await?;
    let (one, other) = (input.one("one"), input.one("other"));
    let parted = register.parted((one, other));
    keep(&state, one, "parted", parted).await
}

/// The register as it is now, kept, so that what is said of it can be kept.
async fn kept(state: &AppState) -> Result<Register, HandlerError> {
    let content = state.content.get();
    let (register, _) = state.store.update_register(&content, state.now()).await?;
    Ok(register)
}

/// What a press led to when somebody else was faster, or the page was old.
const OUTRUN: &str = "outrun";

async fn keep(
    state: &AppState,
    number: &str,
    done: &str,
    business: Option<Business>,
) -> HandlerResult {
    let is_kept = match &business {
        Some(business) => state.store.keep_business(business).await?,
        None => false,
    };
    let done = if is_kept { done } else { OUTRUN };
    tracing::info!(done, "businesses were compared");
    if business.is_none() {
        return Ok(see_other(&format!("{BUSINESSES}?done={done}")));
    }
    Ok(see_other(&format!("{}&done={done}", address(number))))
}

fn done(done: &str, texts: &OfficeTexts) -> String {
    match done {
        "merged" => texts.business_merged().to_owned(),
        "parted" => texts.business_parted().to_owned(),
        OUTRUN => texts.business_outrun().to_owned(),
        _ => String::new(),
    }
}

fn notice(done: &str) -> &'static str {
    match done {
        OUTRUN => "warn",
        _ => "success",
    }
}

fn address(number: &str) -> String {
    format!("{BUSINESS}?number={number}")
}

/// Whether any of its names, numbers or addresses holds what is looked for.
fn is_found(register: &Register, root: &Business, sought: &str, texts: &OfficeTexts) -> bool {
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

fn name(register: &Register, business: &Business, texts: &OfficeTexts) -> String {
    let members = register.members(&business.number);
    let name = business
        .name()
        .or_else(|| members.iter().find_map(|it| it.name()));
    name.unwrap_or(texts.business_forgotten()).to_owned()
}

fn line(register: &Register, business: &Business, texts: &OfficeTexts) -> ListedItem {
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
fn known(members: &[&Business]) -> Vec<String> {
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

fn trace_line(trace: &Trace, content: &Content) -> ListedItem {
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

fn pairs(
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
