//! How the places of the seminars stand now, for the templates.

use jiff::Timestamp;
use seminars::{Availability, PlacesPage};
use store::{Store, StoreError};
use town::Content;

/// The file below `data/` that the templates read it from.
pub const PLACES: &str = "places.json";

/// How the places stand; the store is asked only while one may register.
///
/// # Errors
/// When the store fails.
pub async fn places(
    store: &Store,
    content: &Content,
    now: Timestamp,
) -> Result<PlacesPage, StoreError> {
    let mut statuses = Vec::new();
    for seminar in PlacesPage::seminars(content, now) {
        let availability = match seminar.is_open(now) {
            true => store.availability(seminar).await?,
            false => Availability::default(),
        };
        statuses.push((seminar.slug.clone(), availability.status(seminar, now)));
    }
    Ok(PlacesPage::new(content, statuses))
}
