//! The office's list of seminars, and who of the office acts.

use axum::extract::State;
use axum::http::StatusCode;
use base::doer::Doer;
use base::people::Actor;
use jiff::SignedDuration;
use paths::ATTENDEES;
use serde::Serialize;
use web::{AppState, HandlerResult, SignedIn, Visitor};

use crate::facts::{self, SeminarView};
use crate::gone::gone;

/// A seminar of yesterday still belongs to the current ones: its list is being put in order.
const RECENT: SignedDuration = SignedDuration::from_hours(48);

/// Somebody of the office, as the record names them.
pub(crate) fn doer(signed_in: &SignedIn) -> Doer<'_> {
    Doer {
        actor: &Actor::Office,
        name: signed_in.name(&Actor::Office),
    }
}

#[derive(Serialize)]
struct SeminarsPage {
    /// Those that have no page any more.
    gone: Vec<GoneLine>,
    current: Vec<SeminarLine>,
    past: Vec<SeminarLine>,
}

#[derive(Serialize)]
struct SeminarLine {
    seminar: SeminarView,
    shown: facts::StatusView,
    taken: u32,
    capacity: u32,
    unit: &'static str,
    waiting: u32,
}

#[derive(Serialize)]
struct GoneLine {
    seminar: SeminarView,
    registered: usize,
}

pub(crate) async fn list(State(state): State<AppState>, visitor: Visitor) -> HandlerResult {
    visitor.office(&state, ATTENDEES)?;
    let (now, content) = (state.now(), state.content.get());
    let mut seminars: Vec<_> = content.seminars.iter().collect();
    seminars.sort_by_key(|seminar| seminar.start);
    let (mut current, mut past) = (Vec::new(), Vec::new());
    for seminar in seminars {
        let places = state.store.availability(seminar).await?;
        let line = SeminarLine {
            seminar: SeminarView::of(seminar),
            shown: facts::StatusView::of(places.status(seminar, now), &content),
            taken: places.taken,
            capacity: places.capacity,
            unit: seminar.unit(),
            waiting: places.waiting,
        };
        let is_past = seminar.end + RECENT < now;
        if is_past { &mut past } else { &mut current }.push(line);
    }
    past.reverse();
    let gone = gone(&state).await?.into_iter();
    let gone = gone.map(|(seminar, registered)| GoneLine {
        seminar: SeminarView::of(&seminar),
        registered,
    });
    let page = SeminarsPage {
        gone: gone.collect(),
        current,
        past,
    };
    Ok(state.page(StatusCode::OK, "registration/list.html", ATTENDEES, &page))
}
