//! What the office wrote to everybody who comes to a seminar.

use base::doer::Doer;
use jiff::Timestamp;
use seminars::{OfficeAct, OfficeEvent, Roster, SeminarWord};
use town::seminar::Seminar;

use super::office::event_item;
use super::partition;
use super::step::RosterChange;
use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, pack, unpack};

/// Before the words of a seminar.
const WORDS: &str = "N#";

fn key(slug: &str, number: u32) -> Key {
    Key {
        pk: partition(slug),
        sk: format!("{WORDS}{number:05}"),
    }
}

impl Store {
    /// Writes to everybody who has a place, each once: `page` names the page it was typed on, so that pressing twice writes
    /// once; `written` is its subject and text. Says whether it is new. Who is not reached before this ends is reached by
    /// [`Store::sync_seminar`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn write_to_all<'a>(
        &self,
        seminar: &Seminar,
        page: &str,
        (subject, text): (&str, &str),
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (slug, doer) = (&seminar.slug, by.into());
        let word = SeminarWord {
            subject: subject.to_owned(),
            text: text.to_owned(),
            at: now,
            by: doer.name.to_owned(),
        };
        let act = OfficeEvent {
            at: now,
            by: doer.actor.clone(),
            name: doer.name.to_owned(),
            act: OfficeAct::Wrote,
            about: None,
        };
        let (body, noted) = (pack("word", &word)?, event_item(slug, &act)?);
        let begun = self.step(seminar, page, |roster| {
            let number = roster.begin_word(page);
            let item = number.map(|number| {
                let mut item = key(slug, number).item();
                item.insert("body".to_owned(), body.clone());
                item
            });
            let noted = number.map(|_| noted.clone());
            RosterChange {
                items: item.into_iter().chain(noted).collect(),
                ..RosterChange::new(number.is_some(), Vec::new())
            }
        });
        let begun = begun.await?;
        self.tell(seminar, now, Roster::spread).await?;
        Ok(begun)
    }

    /// One of the office's words.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn word(&self, slug: &str, number: u32) -> Result<Option<SeminarWord>, StoreError> {
        let item = self.read(&key(slug, number)).await?;
        item.map(|item| unpack("word", &item)).transpose()
    }

    /// All of them, the first in front.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn words(&self, slug: &str) -> Result<Vec<SeminarWord>, StoreError> {
        let items = self.partition(&partition(slug), WORDS).await?;
        items.iter().map(|item| unpack("word", item)).collect()
    }
}
