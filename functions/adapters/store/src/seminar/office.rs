//! What the office does about a seminar: noted with time and hand, in the transaction that does it.

use std::hash::Hasher;

use base::doer::Doer;
use fnv::FnvHasher;
use jiff::Timestamp;
use seminars::{
    Application, Cancelled, Counts, Mark, Marked, OfficeAct, OfficeEvent, Registered, Roster,
};
use town::seminar::Seminar;

use super::step::RosterChange;
use super::{partition, person_item};
use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key, pack, read_text, text, unpack};

/// The item of an event. The registration it is about stands outside the body, to be removed later.
pub(super) fn event_item(slug: &str, event: &OfficeEvent) -> Result<Item, StoreError> {
    let about = event.about.clone().unwrap_or_default();
    // Two acts of one moment are told apart without their key naming a registration.
    let mut hasher = FnvHasher::default();
    hasher.write(about.as_bytes());
    let (at, code, hash) = (event.at.as_nanosecond(), event.act.code(), hasher.finish());
    let key = Key {
        pk: partition(slug),
        sk: format!("A#{at:020}#{code}#{hash:016x}"),
    };
    let anonymous = OfficeEvent {
        about: None,
        ..event.clone()
    };
    let mut item = key.item();
    item.insert("body".to_owned(), pack("event", &anonymous)?);
    if !about.is_empty() {
        item.insert("about".to_owned(), text(&about));
    }
    Ok(item)
}

fn event(doer: Doer<'_>, act: OfficeAct, about: Option<&str>, at: Timestamp) -> OfficeEvent {
    OfficeEvent {
        at,
        by: doer.actor.clone(),
        name: doer.name.to_owned(),
        act,
        about: about.map(str::to_owned),
    }
}

impl Store {
    /// Notes that somebody of the office saw or downloaded the list.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn record_office_act<'a>(
        &self,
        slug: &str,
        act: OfficeAct,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let item = event_item(slug, &event(by.into(), act, None, now))?;
        self.store(item).await
    }

    /// Everything the office did about a seminar, oldest first.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn office_events(&self, slug: &str) -> Result<Vec<OfficeEvent>, StoreError> {
        let items = self.partition(&partition(slug), "A#").await?;
        let event = |item: &Item| {
            let event: OfficeEvent = unpack("event", item)?;
            let about = read_text(item, "about").map(str::to_owned);
            Ok(OfficeEvent { about, ..event })
        };
        items.iter().map(event).collect()
    }

    /// Registers somebody who called or came, as [`Roster::register_at_office`] does, with its mail if it has an address.
    /// Who is registered already stays as they are.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn register_at_office<'a>(
        &self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<Registered, StoreError> {
        let person = person_item(&seminar.slug, id, application)?;
        let act = event(by.into(), OfficeAct::Registered, Some(id), now);
        let noted = event_item(&seminar.slug, &act)?;
        self.step(seminar, id, |roster| {
            let (outcome, messages) = roster.register_at_office(seminar, id, application, now);
            let is_new = matches!(outcome, Registered::Confirmed | Registered::Waiting { .. });
            let items = [person.clone(), noted.clone()].into_iter();
            RosterChange {
                outcome,
                messages,
                items: items.filter(|_| is_new).collect(),
                gone: Vec::new(),
            }
        })
        .await
    }

    /// Notes that somebody without a mail address was told by phone what had happened. Again it changes nothing.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn told_by_phone<'a>(
        &self,
        seminar: &Seminar,
        id: &str,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let act = event(by.into(), OfficeAct::ToldByPhone, Some(id), now);
        let noted = event_item(&seminar.slug, &act)?;
        self.step(seminar, id, |roster| {
            let outcome = roster.told_by_phone(id);
            RosterChange {
                outcome,
                messages: Vec::new(),
                items: outcome.then(|| noted.clone()).into_iter().collect(),
                gone: Vec::new(),
            }
        })
        .await
    }

    /// Notes on the day that somebody came or stayed away, or takes that back.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn check_in<'a>(
        &self,
        seminar: &Seminar,
        id: &str,
        mark: Mark,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<Marked, StoreError> {
        let act = event(by.into(), OfficeAct::Marked { mark }, Some(id), now);
        let noted = event_item(&seminar.slug, &act)?;
        self.step(seminar, id, |roster| {
            let outcome = roster.mark(seminar, id, mark, now);
            let done = outcome == Marked::Done;
            RosterChange {
                outcome,
                messages: Vec::new(),
                items: done.then(|| noted.clone()).into_iter().collect(),
                gone: Vec::new(),
            }
        })
        .await
    }

    /// Cancels a registration for somebody who called, like [`Store::cancel_registration`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn cancel_for<'a>(
        &self,
        seminar: &Seminar,
        id: &str,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<Cancelled, StoreError> {
        let act = event(by.into(), OfficeAct::Cancelled, Some(id), now);
        let noted = event_item(&seminar.slug, &act)?;
        self.step(seminar, id, |roster| {
            let (outcome, messages) = roster.cancel(seminar, id, now);
            let done = outcome == Cancelled::Done;
            RosterChange {
                outcome,
                messages,
                items: done.then(|| noted.clone()).into_iter().collect(),
                gone: Vec::new(),
            }
        })
        .await
    }

    /// Cancels many registrations at once, e.g. those of somebody who filled the list. Who has not confirmed an
    /// address is not written to: it may be a stranger's. Says how many were cancelled.
    ///
    /// # Errors
    /// When DynamoDB fails; those cancelled before stay so.
    pub async fn cancel_many<'a>(
        &self,
        seminar: &Seminar,
        ids: &[String],
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        let (by, mut cancelled) = (by.into(), 0);
        for id in ids {
            let act = event(by, OfficeAct::Cancelled, Some(id), now);
            let noted = event_item(&seminar.slug, &act)?;
            let outcome = self.step(seminar, id, |roster| {
                let booking = roster.bookings.get(id);
                let silent = booking.is_some_and(|booking| !booking.is_address_confirmed);
                let (outcome, mut messages) = roster.cancel(seminar, id, now);
                messages.retain(|message| !(silent && message.id.starts_with(id.as_str())));
                let done = outcome == Cancelled::Done;
                RosterChange {
                    outcome,
                    messages,
                    items: done.then(|| noted.clone()).into_iter().collect(),
                    gone: Vec::new(),
                }
            });
            cancelled += u32::from(outcome.await? == Cancelled::Done);
        }
        Ok(cancelled)
    }

    /// Notes after the end who did not come, once; see [`Roster::note_absences`]. Says how many.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn mark_no_shows<'a>(
        &self,
        seminar: &Seminar,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<u32, StoreError> {
        let by = by.into();
        // The number is known only when it is decided, and the item is the same for the same number.
        let noted = |number| {
            event_item(
                &seminar.slug,
                &event(by, OfficeAct::AbsencesNoted { number }, None, now),
            )
        };
        let decided = self.step(seminar, &seminar.slug, |roster| {
            let number = roster.note_absences(seminar, now);
            let item = (number > 0).then(|| noted(number)).transpose();
            let (outcome, item) = match item {
                Ok(item) => (Ok(number), item),
                Err(e) => (Err(e), None),
            };
            RosterChange {
                outcome,
                messages: Vec::new(),
                items: item.into_iter().collect(),
                gone: Vec::new(),
            }
        });
        decided.await?
    }

    /// The figures of a seminar's evaluation; the same after its personal data is deleted.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn seminar_counts(&self, slug: &str) -> Result<Counts, StoreError> {
        let (_, roster): (u64, Roster) = self.roster(slug).await?;
        Ok(roster.counts())
    }
}
