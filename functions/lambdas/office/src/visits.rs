//! The book of visits: requests that wait, what is to be done next, what was done in a fiscal year, and how that counts.

use ::visits::Visit;
use ::visits::book::{BookedVisit, businesses, visits_table};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use base::time::{fiscal_year, japanese};
use jiff::civil::Date;
use paths::{VISIT_ENTRY, VISITS};
use serde::{Deserialize, Serialize};
use store::VisitBook;
use town::Content;
use web::words::moment;
use web::{AppState, FileKind, HandlerResult, Visitor, download};

use crate::lists::ListedItem;
use crate::visit_lines::{request_lines, visit_lines};

/// Which year is shown, and what was just done.
#[derive(Default, Deserialize)]
pub(crate) struct VisitsQuery {
    #[serde(default)]
    year: Option<i16>,
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct VisitsPage {
    /// What was just done, in words; empty: nothing.
    done: String,
    requests: Vec<ListedItem>,
    steps: Vec<Entry>,
    year: i16,
    entries: Vec<Entry>,
    /// 営業訪問企業数 of the year, as the book has it.
    businesses: usize,
    entry: &'static str,
    years: Vec<i16>,
}

#[derive(Serialize)]
struct Entry {
    id: String,
    item: ListedItem,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<VisitsQuery>,
) -> HandlerResult {
    visitor.office(&state, VISITS)?;
    let content = state.content.get();
    let (book, register) = tokio::join!(
        state.store.visit_book(state.now()),
        state.store.businesses()
    );
    let (book, numbers) = (book?, register?.numbers());
    let (today, texts) = (state.today(), &content.texts.office);
    let year = query.year.unwrap_or_else(|| fiscal_year(today));
    let of_year: Vec<&BookedVisit> = of_year(&book, year);
    let mut years: Vec<i16> = book.entries.iter().map(|it| fiscal_year(it.on)).collect();
    years.push(fiscal_year(today));
    years.sort_unstable();
    years.dedup();
    let page = VisitsPage {
        done: match query.done.as_str() {
            "saved" => texts.visit_saved().to_owned(),
            "done" => texts.visit_done().to_owned(),
            _ => String::new(),
        },
        requests: requests(&book, &content),
        steps: steps(&book, today, &content),
        year,
        entries: of_year.iter().map(|it| entry(it, &content)).collect(),
        businesses: businesses(of_year.iter().copied(), &numbers),
        entry: VISIT_ENTRY,
        years,
    };
    Ok(state.page(StatusCode::OK, "office/visits.html", VISITS, &page))
}

fn of_year(book: &VisitBook, year: i16) -> Vec<&BookedVisit> {
    let entries = book.entries.iter();
    entries.filter(|it| fiscal_year(it.on) == year).collect()
}

/// Requests that nobody has answered yet.
fn requests(book: &VisitBook, content: &Content) -> Vec<ListedItem> {
    let item = |visit: &Visit| ListedItem {
        title: visit.request.business.clone(),
        href: format!("{}?request={}", VISIT_ENTRY, visit.id),
        eyebrow: content.texts.office.visit_asked(moment(visit.asked_at)),
        lines: request_lines(visit).split_off(1),
        urgent: true,
    };
    book.open_requests.iter().map(item).collect()
}

/// Next steps, the first due in front.
fn steps(book: &VisitBook, today: Date, content: &Content) -> Vec<Entry> {
    let mut open: Vec<_> = book
        .entries
        .iter()
        .filter_map(|it| Some((it.next.as_ref()?.on, it)))
        .collect();
    open.sort_by_key(|(on, it)| (*on, it.id.clone()));
    let item = |(on, it): (Date, &BookedVisit)| {
        let mut shown = entry(it, content);
        shown.item.urgent = on <= today;
        shown
    };
    open.into_iter().map(item).collect()
}

fn entry(visit: &BookedVisit, content: &Content) -> Entry {
    let texts = &content.texts.office;
    let way = visit.way.label(texts);
    Entry {
        id: visit.id.clone(),
        item: ListedItem {
            title: visit.business.clone(),
            href: format!("{}?id={}", VISIT_ENTRY, visit.id),
            eyebrow: texts.visit_line(japanese(visit.on), &visit.who, way),
            lines: visit_lines(visit, content),
            urgent: false,
        },
    }
}

/// What waits and what is due, for the page of today.
pub(crate) fn due(book: &VisitBook, today: Date, content: &Content) -> Vec<ListedItem> {
    let mut items = requests(book, content);
    items.extend(steps(book, today, content).into_iter().map(|it| it.item));
    items
}

/// The book of a fiscal year for Excel.
pub(crate) async fn csv(
    State(state): State<AppState>,
    visitor: Visitor,
    Query(query): Query<VisitsQuery>,
) -> HandlerResult {
    let signed_in = visitor.office(&state, VISITS)?;
    signed_in.proven(&state, VISITS)?;
    let content = state.content.get();
    let texts = &content.texts.office;
    let book = state.store.visit_book(state.now()).await?;
    let year = query.year.unwrap_or_else(|| fiscal_year(state.today()));
    let entries: Vec<BookedVisit> = of_year(&book, year).into_iter().cloned().collect();
    let name = texts.visits_file(year);
    let table = visits_table(&entries, texts).csv();
    let fallback = format!("visits-{year}.csv");
    Ok(download(FileKind::Csv, table, &name, &fallback))
}
