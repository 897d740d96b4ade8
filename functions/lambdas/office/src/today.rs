//! The page with which the office begins its day: what cannot wait in front, then what comes, and what changed lately.

use axum::extract::State;
use axum::http::StatusCode;
use base::people::Actor;
use paths::{
    ATTENDEES, BUSINESSES, CHANGE, DEVICES, FIGURES, HANDOUTS, HELP, LETTERS, OFFICE, REPORT,
    TODAY, VISITS,
};
use publishing::PublishedVersion;
use serde::Serialize;
use town::Content;
use web::words::moment;
use web::{AppState, HandlerError, HandlerResult, Visitor};

use crate::alarms;
use crate::lists::TodayList;
use crate::lost_letters;
use crate::seminars;
use crate::unpublished;
use crate::visits;
use crate::works::Works;

/// All papers and books, as the office searches them.
const OFFICE_PAPERS: &str = "/director/papers?as=office";
/// How many changes are shown.
const CHANGES: u32 = 5;

#[derive(Serialize)]
struct TodayPage {
    who: String,
    /// Until when one is signed in.
    until: String,
    /// What cannot wait.
    urgent: Vec<TodayList>,
    /// What comes.
    coming: Vec<TodayList>,
    /// What there is none of; empty: there is something of everything.
    nothing: String,
    /// The office's other pages.
    pages: Vec<PageLink>,
    changes: Vec<ChangeLine>,
    /// Until when the records could be brought back, on AWS; empty where that is not known.
    backup: String,
    /// How near the month's cost is to its limit.
    cost: String,
    devices: &'static str,
}

#[derive(Serialize)]
struct PageLink {
    label: String,
    href: &'static str,
}

/// What was published.
#[derive(Serialize)]
struct ChangeLine {
    at: String,
    what: String,
}

pub(crate) async fn show(State(state): State<AppState>, visitor: Visitor) -> HandlerResult {
    let signed_in = visitor.office(&state, TODAY)?;
    let content = state.content.get();
    let (lists, unpublished, versions, backup, notices) = tokio::join!(
        lists(&state, &content),
        unpublished::items(&state, &content),
        state.store.latest_versions(CHANGES),
        state.store.restorable_until(),
        state.store.alarms(),
    );
    let notices = notices?;
    let (lists, empty): (Vec<_>, Vec<_>) = lists?.into_iter().partition(|list| list.count > 0);
    let (mut urgent, coming): (Vec<_>, Vec<_>) = lists.into_iter().partition(|list| list.urgent);
    let texts = &content.texts.office;
    let unpublished = unpublished?;
    if !unpublished.is_empty() {
        urgent.insert(0, TodayList::whole(texts.list_unpublished(), unpublished));
    }
    let standing = alarms::standing(&notices, texts);
    if !standing.is_empty() {
        // Whatever is late may be so because of it.
        urgent.insert(0, TodayList::whole(texts.list_alarms(), standing));
    }
    let nothing: Vec<&str> = empty.iter().map(|list| list.title.as_str()).collect();
    let page = TodayPage {
        who: signed_in.name(&Actor::Office).to_owned(),
        until: moment(signed_in.device.until),
        urgent,
        coming,
        nothing: match nothing.is_empty() {
            true => String::new(),
            false => texts.nothing(nothing.join("、")),
        },
        pages: pages(&content),
        changes: versions?.iter().map(|it| change(it, &content)).collect(),
        backup: backup.map(moment).unwrap_or_default(),
        cost: alarms::cost(&notices, state.now(), texts),
        devices: DEVICES,
    };
    Ok(state.page(StatusCode::OK, "office/today.html", TODAY, &page))
}

/// The office's other pages.
fn pages(content: &Content) -> Vec<PageLink> {
    let texts = &content.texts.office;
    let pages = [
        (texts.page_change(), CHANGE),
        (texts.page_works(), OFFICE),
        (texts.page_attendees(), ATTENDEES),
        (texts.page_help(), HELP),
        (texts.page_handouts(), HANDOUTS),
        (texts.page_visits(), VISITS),
        (texts.page_businesses(), BUSINESSES),
        (texts.page_letters(), LETTERS),
        (texts.page_papers(), OFFICE_PAPERS),
        (texts.page_figures(), FIGURES),
        (texts.page_report(), REPORT),
    ];
    let link = |(label, href): (&str, &'static str)| PageLink {
        label: label.to_owned(),
        href,
    };
    pages.map(link).into()
}

/// Everything that may be to do, the most urgent kind first.
async fn lists(state: &AppState, content: &Content) -> Result<Vec<TodayList>, HandlerError> {
    let (store, texts, today) = (&state.store, &content.texts.office, state.today());
    let (heads, letters, book, ahead) = tokio::join!(
        store.open_heads(),
        store.dead_letters(),
        store.visit_book(state.now()),
        seminars::ahead(state, content),
    );
    let (heads, letters, book, ahead) = (heads?, letters?, book?, ahead?);
    let works = Works {
        content,
        heads: &heads,
        today,
    };
    let letters = letters.iter().map(|it| lost_letters::item(it, content));
    let to_works = (OFFICE, texts.list_works_more());
    Ok(vec![
        TodayList::first(
            texts.list_lost(),
            letters.collect(),
            (LETTERS, texts.list_lost_more()),
        ),
        TodayList::first(
            texts.list_calls(),
            seminars::calls(&ahead, state, content).await?,
            (ATTENDEES, texts.list_seminars_more()),
        ),
        TodayList::first(texts.list_overdue(), works.overdue(), to_works),
        TodayList::first(texts.list_waiting(), works.waiting(), to_works),
        TodayList::first(
            texts.list_visits(),
            visits::due(&book, today, content),
            (VISITS, texts.list_visits_more()),
        ),
        TodayList::first(
            texts.list_seminars(),
            seminars::lines(&ahead, state, content),
            (ATTENDEES, texts.list_seminars_more()),
        ),
    ])
}

fn change(version: &PublishedVersion, content: &Content) -> ChangeLine {
    let texts = &content.texts.office;
    ChangeLine {
        at: moment(version.at),
        what: match version.who.as_str() {
            "" => version.why.clone(),
            who => texts.changed(who, &version.why),
        },
    }
}
