//! How places stand, in words for the public pages; never a number.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use town::Content;
use town::seminar::Seminar;
use town::texts::RegistrationTexts;

use crate::status::SeminarStatus;

/// Pages about what is longer over say so themselves.
const AFTER: SignedDuration = SignedDuration::from_hours(24 * 30);

/// How the places of all seminars stand that pages may say it of: `data/places.json` for the templates, and what the
/// small script on the pages reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlacesPage {
    seminars: BTreeMap<String, SeminarPlaces>,
}

/// How the places of one stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct SeminarPlaces {
    status: SeminarStatus,
    label: String,
    text: String,
}

impl PlacesPage {
    /// The seminars of which pages say how their places stand.
    pub fn seminars(content: &Content, now: Timestamp) -> impl Iterator<Item = &Seminar> {
        content
            .seminars
            .iter()
            .filter(move |it| now < it.end + AFTER)
    }

    /// Says it in the town's words. `statuses`: by the seminars' names.
    pub fn new(
        content: &Content,
        statuses: impl IntoIterator<Item = (String, SeminarStatus)>,
    ) -> PlacesPage {
        let texts = &content.texts;
        let places = |status: SeminarStatus| SeminarPlaces {
            status,
            label: status.label(&texts.seminars).to_owned(),
            text: text(status, &texts.registration).to_owned(),
        };
        let seminars = statuses.into_iter();
        PlacesPage {
            seminars: seminars.map(|(name, it)| (name, places(it))).collect(),
        }
    }
}

/// What a status means for somebody who thinks of coming.
fn text(status: SeminarStatus, texts: &RegistrationTexts) -> &str {
    match status {
        SeminarStatus::Open => texts.places_open(),
        SeminarStatus::Few => texts.places_few(),
        SeminarStatus::Waitlist => texts.places_waitlist(),
        SeminarStatus::Full => texts.places_full(),
        SeminarStatus::Closed => texts.places_closed(),
        SeminarStatus::Cancelled => texts.places_cancelled(),
        SeminarStatus::Over => texts.places_over(),
    }
}
