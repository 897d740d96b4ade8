//! Seminars ahead on the page of today: their seats, and whom the office has to phone about them because they gave no
//! address and something has happened that they must know.

use base::time::japan_date;
use futures_util::future::try_join_all;
use jiff::SignedDuration;
use paths::ATTENDEES;
use seminars::{Availability, Standing};
use store::StoreError;
use town::Content;
use town::seminar::Seminar;
use web::AppState;
use web::words::moment;

use crate::lists::ListedItem;

/// How far ahead seminars are listed; somebody may have to be phoned about later ones too.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 92);

/// A seminar that is not over, as its list stands now.
pub(crate) struct SeminarAhead<'a> {
    seminar: &'a Seminar,
    places: Availability,
    /// Registrations whose mails do not arrive.
    unreached: usize,
    /// Registrations that the office has to phone.
    untold: usize,
}

/// All that are not over, the first in front, read side by side.
pub(crate) async fn ahead<'a>(
    state: &AppState,
    content: &'a Content,
) -> Result<Vec<SeminarAhead<'a>>, StoreError> {
    let now = state.now();
    let mut ahead: Vec<_> = content.seminars.iter().filter(|it| now < it.end).collect();
    ahead.sort_by_key(|seminar| seminar.start);
    try_join_all(ahead.into_iter().map(|seminar| read(state, seminar))).await
}

async fn read<'a>(state: &AppState, seminar: &'a Seminar) -> Result<SeminarAhead<'a>, StoreError> {
    let store = &state.store;
    let (standing, unreached) =
        tokio::join!(store.roster_counts(seminar), store.unreached(&seminar.slug));
    let (places, reach) = standing?;
    Ok(SeminarAhead {
        seminar,
        places,
        unreached: unreached?.len(),
        untold: reach.untold,
    })
}

/// A line for each that comes soon. The times of one day that is cut into times for one party each are one line.
pub(crate) fn lines(
    ahead: &[SeminarAhead<'_>],
    state: &AppState,
    content: &Content,
) -> Vec<ListedItem> {
    let soon = ahead.partition_point(|it| it.seminar.start < state.now() + AHEAD);
    let days = ahead[..soon]
        .chunk_by(|a, b| a.seminar.series.is_some() && a.seminar.series == b.seminar.series);
    days.map(|times| line(times, state, content)).collect()
}

fn line(times: &[SeminarAhead<'_>], state: &AppState, content: &Content) -> ListedItem {
    let texts = &content.texts.office;
    let sum = |of: fn(&Availability) -> u32| times.iter().map(|it| of(&it.places)).sum::<u32>();
    let (taken, capacity) = (sum(|it| it.taken), sum(|it| it.capacity));
    let waiting = sum(|it| it.waiting);
    let unreached: usize = times.iter().map(|it| it.unreached).sum();
    let first = times[0].seminar;
    let off = times.iter().all(|it| it.seminar.is_cancelled());
    let several = times.len() > 1;
    let lines = [
        off.then(|| texts.seminar_cancelled().to_owned()),
        several.then(|| texts.seats_times(times.len())),
        Some(texts.seats(taken, capacity, first.unit())),
        (waiting > 0).then(|| texts.seats_waiting(waiting)),
        (unreached > 0).then(|| texts.seats_unreached(unreached)),
    ];
    ListedItem {
        title: first.title.clone(),
        href: match several {
            true => ATTENDEES.to_owned(),
            false => list(first),
        },
        eyebrow: moment(first.start),
        lines: lines.into_iter().flatten().collect(),
        urgent: japan_date(first.start) == state.today() && !off,
    }
}

fn list(seminar: &Seminar) -> String {
    format!("{ATTENDEES}/{}", seminar.slug)
}

/// Everybody who is to be called.
pub(crate) async fn calls(
    ahead: &[SeminarAhead<'_>],
    state: &AppState,
    content: &Content,
) -> Result<Vec<ListedItem>, StoreError> {
    let texts = &content.texts.office;
    let mut items = Vec::new();
    for it in ahead.iter().filter(|it| it.untold > 0) {
        let seminar = it.seminar;
        let about = match seminar.is_cancelled() {
            true => texts.call_cancelled(&seminar.title),
            false => texts.call_changed(&seminar.title),
        };
        let mut people = state.store.attendees(&seminar.slug).await?;
        people.retain(|person| {
            let comes = matches!(person.state, Standing::Confirmed | Standing::Waiting { .. });
            comes && person.untold
        });
        items.extend(people.into_iter().map(|person| {
            let phone = person.phone.as_ref().map_or("", |phone| phone.as_str());
            ListedItem {
                title: texts.call(&person.name, phone),
                href: list(seminar),
                eyebrow: moment(seminar.start),
                lines: vec![about.clone()],
                urgent: true,
            }
        }));
    }
    Ok(items)
}
