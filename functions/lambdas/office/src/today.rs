//! The page with which the office begins its day: what cannot wait in front, then what comes, and what changed lately.

use axum::extract::State;
use axum::http::StatusCode;
use base::people::Actor;
use jiff::SignedDuration;
use paths::{ATTENDEES, DEVICES, LETTERS, OFFICE, TODAY};
use publishing::PublishedVersion;
use serde::Serialize;
use town::Content;
use town::seminar::Seminar;
use web::words::moment;
use web::{AppState, HandlerError, HandlerResult, Visitor};

use crate::lists::{ListedItem, TodayList};
use crate::lost_letters;
use crate::works::Works;

/// How far ahead seminars are shown.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 92);
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
    changes: Vec<ChangeLine>,
    /// Until when the records could be brought back, on AWS; empty where that is not known.
    backup: String,
    devices: &'static str,
    works: &'static str,
    attendees: &'static str,
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
    let store = &state.store;
    let (heads, letters, versions, backup) = tokio::join!(
        store.open_heads(),
        store.dead_letters(),
        store.latest_versions(CHANGES),
        store.restorable_until(),
    );
    let heads = heads?;
    let works = Works {
        content: &content,
        heads: &heads,
        today: state.today(),
    };
    let texts = &content.texts.office;
    let letters = letters?;
    let letters = letters.iter().map(|it| lost_letters::item(it, &content));
    let lost = TodayList::first(
        texts.list_lost(),
        texts.list_lost_none(),
        letters.collect(),
        (LETTERS, texts.list_lost_more()),
    );
    let overdue = TodayList::first(
        texts.list_overdue(),
        texts.list_overdue_none(),
        works.overdue(),
        (OFFICE, texts.list_works_more()),
    );
    let waiting = TodayList::first(
        texts.list_waiting(),
        texts.list_waiting_none(),
        works.waiting(),
        (OFFICE, texts.list_works_more()),
    );
    let seminars = TodayList::first(
        texts.list_seminars(),
        texts.list_seminars_none(),
        seminars(&state, &content).await?,
        (ATTENDEES, texts.list_seminars_more()),
    );
    let (urgent, coming) = [lost, overdue, waiting, seminars]
        .into_iter()
        .partition(|list: &TodayList| list.urgent);
    let page = TodayPage {
        who: signed_in.name(&Actor::Office).to_owned(),
        until: moment(signed_in.device.until),
        urgent,
        coming,
        changes: versions?.iter().map(|it| change(it, &content)).collect(),
        backup: backup.map(moment).unwrap_or_default(),
        devices: DEVICES,
        works: OFFICE,
        attendees: ATTENDEES,
    };
    Ok(state.page(StatusCode::OK, "office/today.html", TODAY, &page))
}

/// The seminars ahead, with their seats.
async fn seminars(state: &AppState, content: &Content) -> Result<Vec<ListedItem>, HandlerError> {
    let now = state.now();
    let ahead = |seminar: &&Seminar| now < seminar.end && seminar.start < now + AHEAD;
    let mut ahead: Vec<&Seminar> = content.seminars.iter().filter(ahead).collect();
    ahead.sort_by_key(|seminar| seminar.start);
    let mut items = Vec::new();
    for seminar in ahead {
        items.push(seminar_line(state, seminar, content).await?);
    }
    Ok(items)
}

async fn seminar_line(
    state: &AppState,
    seminar: &Seminar,
    content: &Content,
) -> Result<ListedItem, HandlerError> {
    let texts = &content.texts.office;
    let places = state.store.availability(seminar).await?;
    let mut lines = vec![match seminar.is_cancelled() {
        true => texts.seminar_cancelled().to_owned(),
        false => texts.seats(places.taken, places.capacity, seminar.unit()),
    }];
    if places.waiting > 0 {
        lines.push(texts.seats_waiting(places.waiting));
    }
    let unreached = state.store.unreached(&seminar.slug).await?;
    if !unreached.is_empty() {
        lines.push(texts.seats_unreached(unreached.len()));
    }
    Ok(ListedItem {
        title: seminar.title.clone(),
        href: format!("{ATTENDEES}/{}", seminar.slug),
        eyebrow: moment(seminar.start),
        lines,
        urgent: base::time::japan_date(seminar.start) == state.today(),
    })
}

fn change(version: &PublishedVersion, content: &Content) -> ChangeLine {
    let texts = &content.texts.office;
    ChangeLine {
        at: moment(version.at),
        what: texts.changed(&version.who, &version.why),
    }
}
