//! Reading registrations: one for its own page, all for the office's list.

use seminars::{Application, Registration, Standing};

use super::{partition, person_key};
use crate::Store;
use crate::error::StoreError;
use crate::item::{read_text, unpack};

impl Store {
    /// A registration; unknown or deleted is `None`.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn registration(
        &self,
        slug: &str,
        id: &str,
    ) -> Result<Option<Registration>, StoreError> {
        let Some(item) = self.read(&person_key(slug, id)).await? else {
            return Ok(None);
        };
        let application: Application = unpack("registration", &item)?;
        let (_, roster) = self.roster(slug).await?;
        Ok(roster.registration(slug, id, application))
    }

    /// Everyone who registered: those with a place in the order of registering, those who wait in the
    /// order of the line, those who cancelled last.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn attendees(&self, slug: &str) -> Result<Vec<Registration>, StoreError> {
        let items = self.partition(&partition(slug), "R#").await?;
        // Read second, so that everyone read above has a place in it.
        let (_, roster) = self.roster(slug).await?;
        let mut attendees = Vec::new();
        for item in &items {
            let id = read_text(item, "sk").and_then(|sk| sk.strip_prefix("R#"));
            let application: Application = unpack("registration", item)?;
            attendees.extend(id.and_then(|id| roster.registration(slug, id, application)));
        }
        attendees.sort_by_key(|registration| {
            let place = match registration.state {
                Standing::Confirmed => (0, 0),
                Standing::Waiting { position } => (1, position),
                Standing::Unconfirmed => (2, 0),
                Standing::Cancelled => (3, 0),
            };
            (place, registration.created_at, registration.id.clone())
        });
        Ok(attendees)
    }
}
