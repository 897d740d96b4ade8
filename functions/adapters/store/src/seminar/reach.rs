//! Registrations whose mails do not arrive: marked with the dead letter, until the address is put right.

use std::collections::BTreeMap;

use base::doer::Doer;
use jiff::Timestamp;
use seminars::{
    Application, Availability, OfficeAct, OfficeEvent, Reach, Readdressed, Roster, Unreached,
};
use town::seminar::Seminar;

use super::office::event_item;
use super::step::RosterChange;
use super::{partition, person_item, person_key};
use crate::Store;
use crate::error::StoreError;
use crate::item::{read_text, unpack};
use crate::unreached::unreached_key;

impl Store {
    /// The registrations of a seminar whose mails do not arrive.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn unreached(&self, slug: &str) -> Result<BTreeMap<String, Unreached>, StoreError> {
        let mut unreached = BTreeMap::new();
        for item in self.partition(&partition(slug), "U#").await? {
            let id = read_text(&item, "sk").and_then(|sk| sk.strip_prefix("U#"));
            if let Some(id) = id {
                unreached.insert(id.to_owned(), unpack("unreached", &item)?);
            }
        }
        Ok(unreached)
    }

    /// How many places are taken, and how those in the list are told of what happens.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn roster_counts(
        &self,
        seminar: &Seminar,
    ) -> Result<(Availability, Reach), StoreError> {
        let (_, roster) = self.roster(&seminar.slug).await?;
        Ok((roster.availability(seminar), roster.reach()))
    }

    /// How those with a place, and those who wait, are told of what happens.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn reach(&self, slug: &str) -> Result<Reach, StoreError> {
        Ok(self.roster(slug).await?.1.reach())
    }

    /// Whom it would be told, and how, that the seminar is like this from now on, as [`Roster::foreseen`].
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn foreseen(&self, seminar: &Seminar, now: Timestamp) -> Result<Reach, StoreError> {
        let (_, roster) = self.roster(&seminar.slug).await?;
        Ok(roster.foreseen(seminar, now))
    }

    /// Gives a registration to another address, `to` and `application.mail`, as [`Roster::readdress`] does,
    /// with its mail.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn readdress<'a>(
        &self,
        seminar: &Seminar,
        (from, to): (&str, &str),
        application: &Application,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
    ) -> Result<Readdressed, StoreError> {
        let slug = &seminar.slug;
        let (person, doer) = (person_item(slug, to, application)?, by.into());
        let noted = event_item(
            slug,
            &OfficeEvent {
                at: now,
                by: doer.actor.clone(),
                name: doer.name.to_owned(),
                act: OfficeAct::Readdressed,
                about: Some(to.to_owned()),
            },
        )?;
        self.step(seminar, from, |roster: &mut Roster| {
            let (outcome, messages) = roster.readdress(seminar, from, to, now);
            let mut step = RosterChange::new(outcome, messages);
            if outcome == Readdressed::Done {
                step.items = vec![person.clone(), noted.clone()];
                step.gone = vec![person_key(slug, from), unreached_key(slug, from)];
            }
            step
        })
        .await
    }
}
