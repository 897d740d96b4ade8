//! The paper of an order, for its worker and for whoever looks after it; before it is issued, its preview.

use axum::extract::{Query, State};
use base::month::Month;
use base::people::Actor;
use orders::{Judge, OrderDraft, Paper, PaperKind, QuoteFacts, QuoteWords};
use placements::{Link, LinkPage, Placement, SpecId, Validity};
use serde::Deserialize;
use web::{AppState, HandlerError, HandlerResult, Problem, Visitor};

use crate::{file, joint};

/// The name of the notice of an order's end in an address.
const ENDING: &str = "ending";
/// Of the notice of a job.
const RECRUIT: &str = "recruit";

/// The query of both addresses.
#[derive(Deserialize)]
pub(crate) struct PaperQuery {
    /// The link's token.
    #[serde(default)]
    t: String,
    /// The worker's number; a worker's own link knows it.
    #[serde(default)]
    worker: u32,
    /// The version; 0: of a worker the latest, of a director the preview.
    #[serde(default)]
    v: u32,
    /// `quote`, `order` or `acceptance`: a paper between employer and operator; `invoice` or `notice`: one about money;
    /// `ending`: the notice of an order's end; `recruit`: the notice of the job.
    #[serde(default)]
    paper: String,
    /// The number of a paper about money; empty: the preview of the month's.
    #[serde(default)]
    number: String,
    /// The month of a preview.
    #[serde(default)]
    month: String,
    /// The jobs on it, where there are several, with commas between them.
    #[serde(default)]
    jobs: String,
}

/// For whoever looks after the placement (of papers to the employer, also for them), as long as their link may act or they are signed in.
pub(crate) async fn for_director(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<PaperQuery>,
) -> HandlerResult {
    let (id, by) = match visitor.opens(&query.t) {
        Some((id, role)) => (id, role.actor.clone()),
        None => by_link(&state, &query.t)?,
    };
    let found = state.store.case(&id.reference).await?;
    let case = found.ok_or_else(missing)?;
    let placement = case.placement(id.spec).ok_or_else(missing)?;
    let between = ["quote", "order", "acceptance"].contains(&query.paper.as_str());
    let own = by == Actor::Employer && query.v > 0 && between;
    if !own && !placement.may_follow(&by) {
        return Err(missing());
    }
    match query.paper.as_str() {
        ENDING => return print(&state, ending(placement, query.worker, query.v)).await,
        RECRUIT => return print(&state, recruit(placement)).await,
        "invoice" | "notice" => {
            let contact = &case.submission().contact;
            let texts = &state.content.get().texts.quotes;
            let paper = match query.jobs.is_empty() {
                true => of_money(&state, placement, &query),
                false => joint::preview(&state, &case, &by, (&query.jobs, &query.month)).await?,
            };
            return print(&state, paper.map(|paper| paper.of_employer(contact, texts))).await;
        }
        _ => {}
    }
    if !query.paper.is_empty() {
        let contact = &case.submission().contact;
        let texts = &state.content.get().texts.quotes;
        let paper = of_quote(&state, placement, &query);
        return print(&state, paper.map(|paper| paper.of_employer(contact, texts))).await;
    }
    let paper = match query.v {
        0 => preview(&state, placement, query.worker),
        version => issued(placement, query.worker, version),
    };
    print(&state, paper).await
}

/// The placement that a mailed link opens, and for whom, while it may act.
fn by_link(state: &AppState, token: &str) -> Result<(SpecId, Actor), HandlerError> {
    let read = |page: LinkPage| page.read(&state.keys, token).ok();
    let opened = read(LinkPage::Decide).or_else(|| read(LinkPage::Quote));
    let opened = opened.ok_or_else(missing)?;
    let validity = opened.validity(&state.content.get().programme, state.now());
    match opened.link {
        // What they were sent they may always print.
        Link::Quote { id } => Ok((id, Actor::Employer)),
        Link::Decide { id, by } if validity == Validity::Good => Ok((id, by)),
        _ => Err(missing()),
    }
}

/// For the worker whose link it is, as long as the order is theirs.
pub(crate) async fn for_worker(
    State(state): State<AppState>,
    Query(query): Query<PaperQuery>,
) -> HandlerResult {
    let opened = LinkPage::Work.read(&state.keys, &query.t);
    let opened = opened.map_err(|_| missing())?;
    let Link::Work { id, worker, person } = opened.link else {
        return Err(missing());
    };
    let placement = placement(&state, &id).await?;
    let order = placement.order_of(worker, &person);
    if query.paper == "notice" {
        let mut own = placement.accounts.notices.iter();
        let number = query.number.as_str();
        let paper = own.find_map(|((_, of), papers)| {
            let mut papers = papers.iter().filter(|_| *of == worker);
            papers.find(|it| it.what.paper.number == number)
        });
        let paper = order.and(paper).map(|it| it.what.paper.clone());
        return print(&state, paper).await;
    }
    if query.paper == ENDING {
        let own = order.and_then(|_| ending(&placement, worker, query.v));
        return print(&state, own).await;
    }
    let latest = order.map(|order| order.latest().version);
    let version = match query.v {
        0 => latest.ok_or_else(missing)?,
        version => latest.map(|_| version).ok_or_else(missing)?,
    };
    print(&state, issued(&placement, worker, version)).await
}

async fn placement(state: &AppState, id: &SpecId) -> Result<Placement, HandlerError> {
    let case = state.store.case(&id.reference).await?;
    let found = case.and_then(|case| case.placement(id.spec).cloned());
    found.ok_or_else(missing)
}

/// As it was mailed.
fn issued(placement: &Placement, worker: u32, version: u32) -> Option<Paper> {
    let order = placement.orders.order(worker)?;
    Some(order.version(version)?.paper.clone())
}

/// The notice of the end of a worker's order, as it was mailed; version 0: the latest.
fn ending(placement: &Placement, worker: u32, version: u32) -> Option<Paper> {
    let ending = placement.orders.order(worker)?.ending.as_ref()?;
    let mut papers = ending.papers.iter().rev().map(|paper| &paper.what);
    papers
        .find(|paper| version == 0 || paper.version == version)
        .cloned()
}

/// The notice of the job, as it was opened last.
fn recruit(placement: &Placement) -> Option<Paper> {
    let notice = placement.orders.recruitment.as_ref()?;
    Some(notice.opened.what.paper.clone())
}

/// A paper between employer and operator, as it was sent; version 0: what would be sent now.
fn of_quote(state: &AppState, placement: &Placement, query: &PaperQuery) -> Option<Paper> {
    let book = &placement.orders;
    if query.v == 0 && query.paper == "quote" {
        let content = state.content.get();
        let (words, programme) = (QuoteWords::of(&content.texts), &content.programme);
        let title = &placement.spec.title;
        let facts = QuoteFacts::of(&placement.id, title, programme, &words);
        return book.preview_quote(&facts);
    }
    let mut quotes = book.quotes.iter();
    let quote = quotes.find(|quote| quote.version == query.v)?;
    let mut contract = quote.contract.iter();
    match query.paper.as_str() {
        "quote" => Some(quote.paper.clone()),
        "order" => contract.find(|it| it.kind == PaperKind::Purchase).cloned(),
        "acceptance" => contract
            .find(|it| it.kind == PaperKind::Acceptance)
            .cloned(),
        _ => None,
    }
}

/// A paper about money as it was sent; without its number, what would be sent now of a month.
fn of_money(state: &AppState, placement: &Placement, query: &PaperQuery) -> Option<Paper> {
    let book = &placement.accounts;
    if !query.number.is_empty() {
        return Some(book.paper(&query.number)?.paper.clone());
    }
    let month: Month = query.month.parse().ok()?;
    let content = state.content.get();
    let texts = &content.texts.money;
    let facts = placement.money_facts(&content.programme, texts, state.today());
    if query.paper == "notice" {
        let mut due = placement.due_notices(month, &facts).into_iter();
        let found = due.find(|(worker, _)| *worker == query.worker)?;
        return Some(joint::unsent(found.1.paper));
    }
    let invoice = book.invoices.get(&month)?;
    let before = book.invoice_papers.get(&month);
    let before = before.map(Vec::as_slice).unwrap_or_default();
    Some(joint::unsent(
        facts.invoice(month, &invoice.what, before).paper,
    ))
}

/// What would be issued now; of nothing that was not saved.
fn preview(state: &AppState, placement: &Placement, worker: u32) -> Option<Paper> {
    let prepared = placement.orders.prepared.as_ref()?;
    let draft: &OrderDraft = &prepared.draft;
    let worker = draft.worker(worker)?;
    let content = state.content.get();
    let judge = Judge {
        programme: &content.programme,
        today: state.today(),
        issued: None,
    };
    let (book, title) = (&placement.orders, &placement.spec.title);
    Some(book.preview(title, draft, worker, judge, &content.texts.orders))
}

async fn print(state: &AppState, paper: Option<Paper>) -> HandlerResult {
    let paper = paper.ok_or_else(missing)?;
    let dated = paper.issued.unwrap_or_else(|| state.today());
    let texts = &state.content.get().texts.orders;
    let name = match paper.issued {
        Some(_) => texts.file(&paper.title, &paper.number, paper.version),
        None => texts.file_preview(&paper.title),
    };
    let name = format!("{name}.pdf");
    file(&name, "kiridashi-order.pdf", move || {
        pdf::paper(&paper, dated)
    })
    .await
}

/// Nothing is said about what there might be.
fn missing() -> HandlerError {
    Problem::NotFound.into()
}
