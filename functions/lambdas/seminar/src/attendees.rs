//! The office's list of one seminar: who comes, who waits, what was done, and the same as a table to download.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use base::doer::Doer;
use base::people::Actor;
use base::time::japan_date;
use jiff::SignedDuration;
use seminars::{
    Attend, Counts, OfficeAct, OfficeEvent, Registration, Repeat, Standing, Unreached, attendance,
};
use serde::{Deserialize, Serialize};
use town::seminar::{Seminar, clock};
use town::texts::{SeminarTexts, Texts};
use web::words::moment;
use web::{AppState, FileKind, HandlerError, HandlerResult, Visitor, download, with_way};

use crate::facts::SeminarView;
use crate::gone::find_or_gone;
use crate::listed::{is_over, list};
use crate::office::doer;
use paths::{AGAIN, ATTENDEES};

/// Looking again this soon is one look in the record, so that a tap at the door is not buried under it.
const LOOK: SignedDuration = SignedDuration::from_mins(15);

#[derive(Serialize)]
struct AttendeesPage {
    seminar: SeminarView,
    /// Whether it has no page any more: nothing but the list itself is left of it.
    gone: bool,
    confirmed: Vec<Person>,
    waiting: Vec<Person>,
    unconfirmed: Vec<Person>,
    cancelled: Vec<Person>,
    /// What came of cancelling many: how many, or `unsure` where it was not ticked that this is meant.
    many: String,
    /// Where a code is typed before many can be cancelled; empty for who typed one a moment ago.
    again: String,
    /// People in the room and online, of those who have a place.
    in_room: u32,
    online: u32,
    came: usize,
    counts: Counts,
    unit: &'static str,
    capacity: u32,
    /// Whether it is the day itself or later.
    door: bool,
    /// Whether the office may still cancel for somebody.
    cancellable: bool,
    /// Whether the office may still register somebody.
    addable: bool,
    /// Whether the personal data is gone.
    forgotten: bool,
    acts: Vec<Act>,
}

#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    business: String,
    /// Empty where the office tells them by phone.
    mail: String,
    phone: String,
    /// Whether something happened that nobody has told them by phone yet.
    untold: bool,
    seats: u32,
    attend: String,
    question: String,
    registered_at: String,
    position: u32,
    came_at: String,
    no_show: bool,
    is_address_confirmed: bool,
    /// Why mails do not arrive, and since when; empty where they do.
    unreached: String,
    /// What was typed with the same address and does not count.
    repeats: Vec<RepeatLine>,
}

#[derive(Serialize)]
struct RepeatLine {
    at: String,
    name: String,
    seats: u32,
    attend: String,
    question: String,
}

/// What is known about registrations beside what they say.
struct Beside {
    unreached: BTreeMap<String, Unreached>,
    repeats: BTreeMap<String, Vec<Repeat>>,
}

#[derive(Serialize)]
struct Act {
    at: String,
    what: String,
}

/// The query of the list: what came of cancelling many.
#[derive(Deserialize)]
pub(crate) struct AttendeesQuery {
    #[serde(default)]
    many: String,
}

pub(crate) async fn show(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
    Query(AttendeesQuery { many }): Query<AttendeesQuery>,
) -> HandlerResult {
    let here = list(&slug);
    let signed_in = visitor.office(&state, &here)?;
    let again = match signed_in.is_proven(&state) {
        true => String::new(),
        false => with_way(AGAIN, &format!("{here}#many")),
    };
    let (seminar, gone) = find_or_gone(&state, &slug).await?;
    let events = note_look(&state, &seminar, doer(signed_in)).await?;
    let people = state.store.attendees(&slug).await?;
    let counts = state.store.seminar_counts(&slug).await?;
    let beside = Beside {
        unreached: state.store.unreached(&slug).await?,
        repeats: state.store.repeats(&slug).await?,
    };
    let content = state.content.get();
    let those = |are: fn(Standing) -> bool| those(&people, &beside, are, &content.texts.seminars);
    let now = state.now();
    let page = AttendeesPage {
        seminar: SeminarView::of(&seminar),
        in_room: heads(&people, Attend::Venue),
        online: heads(&people, Attend::Online),
        came: came(&people),
        counts,
        unit: seminar.unit(),
        capacity: seminar.capacity,
        gone,
        door: japan_date(now) >= seminar.day() && !seminar.is_cancelled() && !gone,
        cancellable: now < seminar.start && !gone,
        addable: !is_over(&state, &seminar) && !gone,
        forgotten: is_forgotten(&events),
        acts: acts(&events, &people, &content.texts),
        confirmed: those(|state| state == Standing::Confirmed),
        waiting: those(|state| matches!(state, Standing::Waiting { .. })),
        unconfirmed: those(|state| state == Standing::Unconfirmed),
        cancelled: those(|state| state == Standing::Cancelled),
        many,
        again,
    };
    let path = format!("{ATTENDEES}/{slug}");
    Ok(state.page(StatusCode::OK, "registration/attendees.html", &path, &page))
}

/// The office's record, with this look in it.
async fn note_look(
    state: &AppState,
    seminar: &Seminar,
    by: Doer<'_>,
) -> Result<Vec<OfficeEvent>, HandlerError> {
    let (store, now) = (&state.store, state.now());
    let mut events = store.office_events(&seminar.slug).await?;
    let own = |event: &OfficeEvent| event.by == *by.actor && event.name == by.name;
    let recent = |event: &OfficeEvent| own(event) && event.at + LOOK > now;
    if !events.iter().any(recent) {
        let act = OfficeAct::ListSeen;
        store.record_office_act(&seminar.slug, act, by, now).await?;
        events.push(OfficeEvent {
            at: now,
            by: by.actor.clone(),
            name: by.name.to_owned(),
            act,
            about: None,
        });
    }
    Ok(events)
}

fn is_forgotten(events: &[OfficeEvent]) -> bool {
    let forgotten = |event: &OfficeEvent| matches!(event.act, OfficeAct::Forgotten { .. });
    events.iter().any(forgotten)
}

/// People, not places: at a consultation a group takes one place.
fn heads(people: &[Registration], attend: Attend) -> u32 {
    let coming = |r: &&Registration| r.state == Standing::Confirmed && r.attend == attend;
    people.iter().filter(coming).map(|r| r.seats).sum()
}

fn came(people: &[Registration]) -> usize {
    people.iter().filter(|r| r.checked_in_at.is_some()).count()
}

fn those(
    people: &[Registration],
    beside: &Beside,
    are: fn(Standing) -> bool,
    texts: &SeminarTexts,
) -> Vec<Person> {
    let people = people.iter().filter(|r| are(r.state));
    people.map(|given| person(given, beside, texts)).collect()
}

fn person(given: &Registration, beside: &Beside, texts: &SeminarTexts) -> Person {
    let unreached = beside.unreached.get(&given.id);
    let repeats = beside.repeats.get(&given.id).into_iter().flatten();
    Person {
        id: given.id.clone(),
        name: given.name.clone(),
        business: given.business.clone(),
        mail: given
            .mail
            .as_ref()
            .map_or_else(String::new, |mail| mail.as_str().to_owned()),
        phone: given
            .phone
            .as_ref()
            .map_or_else(String::new, |phone| phone.as_str().to_owned()),
        untold: given.untold,
        seats: given.seats,
        attend: given.attend.label(texts).to_owned(),
        question: given.question.clone().unwrap_or_default(),
        registered_at: moment(given.created_at),
        position: match given.state {
            Standing::Waiting { position } => position,
            _ => 0,
        },
        came_at: given.checked_in_at.map(clock).unwrap_or_default(),
        no_show: given.no_show,
        is_address_confirmed: given.is_address_confirmed,
        unreached: unreached
            .map(|it| format!("{}（{}）", moment(it.at), it.reason))
            .unwrap_or_default(),
        repeats: repeats.map(|it| repeat_line(it, texts)).collect(),
    }
}

fn repeat_line(repeat: &Repeat, texts: &SeminarTexts) -> RepeatLine {
    let typed = &repeat.application;
    RepeatLine {
        at: moment(repeat.at),
        name: typed.name.clone(),
        seats: typed.seats,
        attend: typed.attend.label(texts).to_owned(),
        question: typed.question.clone().unwrap_or_default(),
    }
}

/// What was done, newest first, with the names that are still known.
fn acts(events: &[OfficeEvent], people: &[Registration], texts: &Texts) -> Vec<Act> {
    let (labels, texts) = (&texts.seminars, &texts.registration);
    let name = |id: &String| people.iter().find(|r| r.id == *id).map(|r| r.name.clone());
    let act = |event: &OfficeEvent| {
        let label = event.act.label(labels).to_owned();
        let about = event.about.as_ref().and_then(name);
        let what = about.map_or(label.clone(), |name| texts.act_about(&label, name));
        Act {
            at: moment(event.at),
            what: match (&event.by, event.name.as_str()) {
                (Actor::Office, "") => what,
                (Actor::Office, name) => texts.act_by(what, name),
                _ => texts.act_by_clock(what),
            },
        }
    };
    events.iter().rev().map(act).collect()
}

/// The list for Excel.
pub(crate) async fn csv(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> HandlerResult {
    let here = list(&slug);
    let signed_in = visitor.office(&state, &here)?;
    signed_in.proven(&state, &here)?;
    find_or_gone(&state, &slug).await?;
    let people = state.store.attendees(&slug).await?;
    let (act, now) = (OfficeAct::ListDownloaded, state.now());
    let noted = state
        .store
        .record_office_act(&slug, act, doer(signed_in), now);
    noted.await?;
    let texts = &state.content.get().texts;
    let name = texts.registration.list_file(slug.as_str(), japan_date(now));
    let table = attendance(&people, &texts.seminars).csv();
    let fallback = format!("attendees-{slug}.csv");
    Ok(download(FileKind::Csv, table, &name, &fallback))
}
