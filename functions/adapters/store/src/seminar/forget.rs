//! Deletes what a seminar knows about people, some days after its end; the counts stay.

use base::people::Actor;
use jiff::Timestamp;
use seminars::{Counts, OfficeAct, OfficeEvent, Roster};

use super::office::event_item;
use super::{partition, roster_key};
use crate::error::StoreError;
use crate::item::{key_of, number, pack, read_number};
use crate::queue::Queue;
use crate::transaction::Write;
use crate::{Store, envelope};

impl Store {
    /// Deletes the personal data of all seminars that ended at least `keep_days` ago, also of those whose
    /// page is gone: what people wrote, the messages to them, and whom the office's acts were about.
    /// Says which seminars, with what stays.
    ///
    /// # Errors
    /// When DynamoDB fails; the next call does the rest.
    pub async fn forget_ended(
        &self,
        keep_days: u32,
        now: Timestamp,
    ) -> Result<Vec<(String, Counts)>, StoreError> {
        let before = base::time::days_before(now, keep_days);
        let mut forgotten = Vec::new();
        for entry in self.queued(&Queue::Ended.numbered(0), before, None).await? {
            let Some(slug) = entry.key.pk.strip_prefix("S#") else {
                continue;
            };
            if let Some(counts) = self.forget(slug, before, now).await? {
                forgotten.push((slug.to_owned(), counts));
            }
        }
        Ok(forgotten)
    }

    /// Deletes one seminar's personal data, the roster last, so that whoever is interrupted begins again.
    async fn forget(
        &self,
        slug: &str,
        before: Timestamp,
        now: Timestamp,
    ) -> Result<Option<Counts>, StoreError> {
        let Some(item) = self.read(&roster_key(slug)).await? else {
            return Ok(None);
        };
        // The index may be a moment behind a seminar that moved.
        let end: Option<i64> = read_number("roster", &item, "due")?;
        if end.is_none_or(|end| end > before.as_second()) {
            return Ok(None);
        }
        let (version, mut roster) = self.roster(slug).await?;
        for id in roster.bookings.keys() {
            self.delete_all(&envelope::partition(id), "").await?;
        }
        for personal in ["R#", "Q#", "U#", "N#"] {
            self.delete_all(&partition(slug), personal).await?;
        }
        for item in self.partition(&partition(slug), "A#").await? {
            if let (Some(key), true) = (key_of(&item), item.contains_key("about")) {
                self.change(&key, "REMOVE about", "attribute_exists(pk)", &[])
                    .await?;
            }
        }
        let counts = roster.forget();
        let noted = event_item(
            slug,
            &OfficeEvent {
                at: now,
                by: Actor::Clock,
                name: String::new(),
                act: OfficeAct::Forgotten { counts },
                about: None,
            },
        )?;
        let writes = vec![self.leave_counts(slug, version, &roster)?, self.put(noted)];
        Ok(self.commit(writes).await?.then_some(counts))
    }

    /// The write that replaces a roster by its counts, unless it was changed since it was read.
    fn leave_counts(&self, slug: &str, version: u64, roster: &Roster) -> Result<Write, StoreError> {
        let values = [
            (":body", pack("roster", roster)?),
            (":version", number(version)),
            (":next", number(version + 1)),
        ];
        let update = "SET body = :body, version = :next REMOVE queue, due";
        Ok(self.update(&roster_key(slug), update, "version = :version", &values))
    }
}
