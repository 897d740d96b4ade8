//! The page of an order: how far it is, what to write, what to settle, and its papers.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use forms::{Confirmation, Field, FieldError, FieldGroup, Input};
use orders::{Judge, OrderDraft, OrderFault, Paper};
use placements::{Placement, Status};
use serde::Serialize;
use town::Content;
use town::texts::OrderPageTexts;
use web::{AppState, HandlerError, HandlerResult, TokenPage, Visitor, see_other};

use super::cautions::{CautionView, cautions};
use super::draw::{DrawnOrder, WorkerNames};
use super::issued::IssuedRow;
use super::meter::{MeterView, meter};
use super::quote_sent::standing;
use crate::banner::Banner;
use crate::case::CaseQuery;
use crate::fields;
use crate::session::{LinkSession, OpenedPlacement};
use crate::{DECIDE, ORDER};

#[derive(Serialize)]
struct OrderPage {
    heading: String,
    reference: String,
    token: String,
    case: String,
    errors: Vec<FieldError>,
    notice: Option<Banner>,
    meter: MeterView,
    /// Why it may not be issued yet; empty before anything was saved.
    faults: Vec<String>,
    warnings: Vec<String>,
    cautions: Vec<CautionView>,
    groups: Vec<FieldGroup>,
    /// Whether there is nothing left to write, so that the form is folded.
    folded: bool,
    /// The workers' numbers behind the fields, by the name of the hidden input.
    numbers: Vec<(String, u32)>,
    previews: Vec<Preview>,
    /// What was seen, for the button that issues it; empty: it may not be issued.
    seen: String,
    confirm: Option<Field>,
    issued: Vec<IssuedRow>,
    /// How the quote to the employer stands.
    quote: String,
    /// How the notice of the job stands, and how many have answered.
    recruit: String,
}

/// What a worker would be told.
#[derive(Serialize)]
struct Preview {
    worker: u32,
    name: String,
    paper: Paper,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(CaseQuery { t, done }): Query<CaseQuery>,
) -> HandlerResult {
    let session = LinkSession::of_director(&state, &visitor, &t)?;
    let found = session.find(&state).await?;
    let content = state.content.get();
    let view = OrderView {
        notice: done_words(&done, &content.texts.order_pages).map(Banner::success),
        ..OrderView::default()
    };
    Ok(page(&state, &session, &found, view))
}

/// What was just done, by the word in the page's address.
pub(super) fn done_words<'a>(code: &str, texts: &'a OrderPageTexts) -> Option<&'a str> {
    Some(match code {
        "prepared" => texts.done_prepared(),
        "settled" => texts.done_settled(),
        "issued" => texts.done_issued(),
        "received" => texts.done_received(),
        "delivered" => texts.done_delivered(),
        "paper" => texts.done_paper(),
        "answered" => texts.done_answered(),
        "again" => texts.done_again(),
        _ => return None,
    })
}

/// What one answer of the page shows beside the order.
#[derive(Default)]
pub(super) struct OrderView<'a> {
    pub status: StatusCode,
    pub notice: Option<Banner>,
    /// What was typed and cannot be taken.
    pub rejected: Option<(&'a Input, Vec<FieldError>)>,
}

/// Opens a link for whoever may order by it; others are led to the placement's own page.
pub(crate) async fn open_order(
    state: &AppState,
    visitor: &Visitor,
    token: &str,
) -> Result<(LinkSession, OpenedPlacement), HandlerError> {
    let session = LinkSession::of_director(state, visitor, token)?;
    let found = session.find(state).await?;
    match may_order(&session, &found.placement) {
        true => Ok((session, found)),
        false => Err(see_other(&format!("{DECIDE}?t={}", session.token)).into()),
    }
}

/// Whether an order can be made by whoever opened the link.
pub(super) fn may_order(session: &LinkSession, placement: &Placement) -> bool {
    let accepted = matches!(placement.status, Status::Accepted { .. });
    accepted && !session.is_read_only() && placement.may_follow(&session.by)
}

/// The page; for who may not order, the placement's own.
pub(super) fn page(
    state: &AppState,
    session: &LinkSession,
    found: &OpenedPlacement,
    view: OrderView<'_>,
) -> axum::response::Response {
    let placement = &found.placement;
    if !may_order(session, placement) {
        return see_other(&format!("{DECIDE}?t={}", session.token));
    }
    let content = state.content.get();
    let book = &placement.orders;
    let draft = current(placement, &content, state);
    let judge = Judge {
        programme: &content.programme,
        today: state.today(),
        issued: book.issued.as_ref().map(|issued| &issued.what.draft),
    };
    let saved = book.prepared.is_some();
    let faults = match saved {
        true => book.faults(placement.spec.version, judge),
        false => Vec::new(),
    };
    let issuable = saved && faults.is_empty() && is_new(placement, &draft);
    let (typed, errors) = match view.rejected {
        Some((input, errors)) => (Some(input), errors),
        None => (None, Vec::new()),
    };
    let drawn = DrawnOrder {
        draft: &draft,
        content: &content,
    };
    let page = OrderPage {
        heading: placement.spec.title.clone(),
        reference: placement.id.to_string(),
        token: session.token.clone(),
        case: format!("{DECIDE}?t={}", session.token),
        notice: view.notice,
        meter: meter(&draft, &content),
        faults: told(&faults, &content),
        warnings: warnings(judge, saved.then_some(&draft), &content),
        cautions: cautions(placement, typed, &errors, &content),
        groups: refilled(drawn.groups(), typed, &errors),
        numbers: numbers(&draft),
        folded: errors.is_empty() && saved && faults.is_empty(),
        previews: previews(placement, &draft, judge, &content),
        seen: match (issuable, &book.prepared) {
            (true, Some(prepared)) => prepared.digest(),
            _ => String::new(),
        },
        confirm: issuable.then(|| Confirmation::Issue.field(&content.words, None, &errors)),
        issued: book
            .orders
            .iter()
            .map(|order| IssuedRow::of(placement, order, state.today(), &content))
            .collect(),
        recruit: super::recruit_draw::standing(found, state.today(), &content),
        quote: standing(book.quote(), state.today(), &content),
        errors,
    };
    let status = view.status;
    TokenPage::Posts.wrap(state.page(status, "director/order.html", ORDER, &page))
}

/// Why it may not be issued. The cautions stand on the page with their forms, and are only counted.
fn told(faults: &[OrderFault], content: &Content) -> Vec<String> {
    let is_caution = |fault: &&OrderFault| matches!(fault, OrderFault::Unsettled { .. });
    let texts = &content.texts;
    let cautions = faults.iter().filter(is_caution).count();
    let cautions = (cautions > 0).then(|| texts.order_pages.unsettled(cautions));
    let others = faults.iter().filter(|fault| !is_caution(fault));
    let others = others.map(|fault| fault.told(&texts.orders));
    others.chain(cautions).collect()
}

/// What to look at before what was saved is issued.
fn warnings(judge: Judge<'_>, saved: Option<&OrderDraft>, content: &Content) -> Vec<String> {
    let found = saved.map(|draft| judge.warnings(draft)).unwrap_or_default();
    let told = found.iter().map(|it| it.told(&content.texts.orders));
    told.collect()
}

/// What was saved last, or what sheet and settings propose.
pub(super) fn current(placement: &Placement, content: &Content, state: &AppState) -> OrderDraft {
    match &placement.orders.prepared {
        Some(prepared) => prepared.draft.clone(),
        None => OrderDraft::proposed(&placement.spec, content, state.today()),
    }
}

/// Whether the draft is not what was issued last.
fn is_new(placement: &Placement, draft: &OrderDraft) -> bool {
    let issued = placement.orders.issued.as_ref();
    issued.is_none_or(|issued| issued.what.draft != *draft)
}

fn numbers(draft: &OrderDraft) -> Vec<(String, u32)> {
    let places = draft.workers.iter().zip(1..);
    places
        .map(|(worker, place)| (WorkerNames::at(place).number, worker.number))
        .collect()
}

/// The groups with what was typed where a form was refused.
fn refilled(
    groups: Vec<FieldGroup>,
    typed: Option<&Input>,
    errors: &[FieldError],
) -> Vec<FieldGroup> {
    // Only the form with these fields names the work.
    let Some(input) = typed.filter(|input| input.0.contains_key("work")) else {
        return groups;
    };
    let again = |group: FieldGroup| {
        let fields: Vec<Field> = group
            .fields
            .into_iter()
            .map(|field| fields::refill(field, input, errors))
            .collect();
        FieldGroup {
            folded: group.folded && fields.iter().all(|field| field.error.is_empty()),
            fields,
            ..group
        }
    };
    groups.into_iter().map(again).collect()
}

/// What each worker would be told.
fn previews(
    placement: &Placement,
    draft: &OrderDraft,
    judge: Judge<'_>,
    content: &Content,
) -> Vec<Preview> {
    let (book, title) = (&placement.orders, &placement.spec.title);
    let workers = draft.workers.iter().map(|worker| Preview {
        worker: worker.number,
        name: worker.name.clone(),
        paper: book.preview(title, draft, worker, judge, &content.texts.orders),
    });
    workers.collect()
}
