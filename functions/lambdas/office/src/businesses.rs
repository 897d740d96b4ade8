//! The register of employers: who they are, what they were seen in, and which of them may be the same.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::people::Actor;
use paths::{BUSINESS, BUSINESSES};
use register::{Business, Register};
use serde::{Deserialize, Serialize};
use town::texts::OfficeTexts;
use web::{AppState, Form, HandlerError, HandlerResult, Problem, Visitor, see_other};

use crate::business_lines::{Pair, address, is_found, known, line, name, pairs, trace_line};
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
