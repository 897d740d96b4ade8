//! Seminars: every change of places is decided by the domain and written with its messages in one transaction.
//!
//! One small item holds the roster of a seminar without names, under a version; who registered lies beside
//! it, one item each. A change reads the roster, decides, and writes on condition of the version read. Of
//! many who decide at once one wins, and the others read and decide again, so nothing is decided on what
//! is no longer true.

mod forget;
mod list;
mod office;
mod reach;
mod repeat;
mod step;
mod word;

use jiff::Timestamp;
use messages::Message;
use seminars::{
    AddressConfirmed, Application, Availability, Cancelled, Changed, Registered, Roster, Standing,
};
use step::RosterChange;
use town::seminar::Seminar;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key, pack};

/// The partition of a seminar.
fn partition(slug: &str) -> String {
    format!("S#{slug}")
}

/// The key of a seminar's roster.
fn roster_key(slug: &str) -> Key {
    Key {
        pk: partition(slug),
        sk: "C".to_owned(),
    }
}

/// The key of what somebody wrote.
fn person_key(slug: &str, id: &str) -> Key {
    Key {
        pk: partition(slug),
        sk: format!("R#{id}"),
    }
}

fn person_item(slug: &str, id: &str, application: &Application) -> Result<Item, StoreError> {
    let mut item = person_key(slug, id).item();
    item.insert("body".to_owned(), pack("registration", application)?);
    Ok(item)
}

impl Store {
    /// Registers somebody whom the office knows; as [`Store::register_from`] otherwise.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn register(
        &self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> Result<Registered, StoreError> {
        self.register_from(seminar, id, application, "", now).await
    }

    /// Registers somebody: a place, or a place in the line, with its message, or the word that the address has
    /// to be confirmed first; see [`Roster::register_from`]. `id` is [`seminars::registration_id`], `network` a
    /// keyed name. Whoever is registered already only gets a mail that says so, at most once a day, and keeps
    /// what was written first.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn register_from(
        &self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        network: &str,
        now: Timestamp,
    ) -> Result<Registered, StoreError> {
        let person = person_item(&seminar.slug, id, application)?;
        let decide = |roster: &mut Roster| {
            let (outcome, messages) = roster.register_from(seminar, id, application, network, now);
            let again = matches!(outcome, Registered::Again { .. });
            let refused = matches!(outcome, Registered::Full | Registered::Closed);
            let new = !again && !refused;
            let told = again.then(|| roster.again(seminar, id, now)).flatten();
            RosterChange {
                outcome: (outcome, told),
                messages,
                items: new.then(|| person.clone()).into_iter().collect(),
                gone: Vec::new(),
            }
        };
        let (outcome, again) = self.step(seminar, id, decide).await?;
        if matches!(outcome, Registered::Again { .. }) {
            self.keep_repeat(&seminar.slug, id, application, now)
                .await?;
        }
        // On its own: told once a day, it may be in the outbox already.
        self.enqueue(again.as_slice()).await?;
        Ok(outcome)
    }

    /// Notes that whoever reads the address's mails wants the place; see [`Roster::confirm_address`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn confirm_address(
        &self,
        seminar: &Seminar,
        id: &str,
        now: Timestamp,
    ) -> Result<AddressConfirmed, StoreError> {
        self.step(seminar, id, |roster| {
            let (outcome, messages) = roster.confirm_address(seminar, id, now);
            RosterChange::new(outcome, messages)
        })
        .await
    }

    /// Changes what somebody wrote, how many come and how they take part.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn change_registration(
        &self,
        seminar: &Seminar,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> Result<Changed, StoreError> {
        let person = person_item(&seminar.slug, id, application)?;
        self.step(seminar, id, |roster| {
            let (outcome, messages) = roster.change(seminar, id, application, now);
            let done = outcome == Changed::Done;
            RosterChange {
                outcome,
                messages,
                items: done.then(|| person.clone()).into_iter().collect(),
                gone: Vec::new(),
            }
        })
        .await
    }

    /// Cancels a registration; a freed place goes to the first in line in the same transaction. Again it
    /// changes nothing.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn cancel_registration(
        &self,
        seminar: &Seminar,
        id: &str,
        now: Timestamp,
    ) -> Result<Cancelled, StoreError> {
        self.step(seminar, id, |roster| {
            let (outcome, messages) = roster.cancel(seminar, id, now);
            RosterChange::new(outcome, messages)
        })
        .await
    }

    /// Catches up with the seminar's page: a raised capacity promotes, a move or a cancellation is told to
    /// everyone once, another room or meeting link to those whom it concerns, and what the office wrote to those who got
    /// a place since. Says how many messages that
    /// caused.
    ///
    /// # Errors
    /// When DynamoDB fails; what was told before stays told.
    pub async fn sync_seminar(
        &self,
        seminar: &Seminar,
        now: Timestamp,
    ) -> Result<usize, StoreError> {
        let promoted = self.tell(seminar, now, Roster::promote).await?;
        let announced = self.tell(seminar, now, Roster::announce).await?;
        let redirected = self.tell(seminar, now, Roster::redirect).await?;
        let written = self.tell(seminar, now, Roster::spread).await?;
        Ok(promoted + announced + redirected + written)
    }

    /// Reminds everyone with a place, once, when it is time. Says how many.
    ///
    /// # Errors
    /// When DynamoDB fails; who was reminded before stays so.
    pub async fn remind(&self, seminar: &Seminar, now: Timestamp) -> Result<usize, StoreError> {
        self.tell(seminar, now, Roster::remind).await
    }

    /// Thanks everyone who had a place and did not stay away, once, when it is time. Says how many.
    ///
    /// # Errors
    /// When DynamoDB fails; who was thanked before stays so.
    pub async fn thank(&self, seminar: &Seminar, now: Timestamp) -> Result<usize, StoreError> {
        self.tell(seminar, now, Roster::thank).await
    }

    /// How many places are taken and how many wait.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn availability(&self, seminar: &Seminar) -> Result<Availability, StoreError> {
        let (_, roster) = self.roster(&seminar.slug).await?;
        Ok(roster.availability(seminar))
    }

    /// The state of a registration; `None` where there is none of that id.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn standing(&self, slug: &str, id: &str) -> Result<Option<Standing>, StoreError> {
        Ok(self.roster(slug).await?.1.standing(id))
    }

    /// Repeats a step until it causes no more messages.
    async fn tell(
        &self,
        seminar: &Seminar,
        now: Timestamp,
        step: impl Fn(&mut Roster, &Seminar, Timestamp) -> Vec<Message>,
    ) -> Result<usize, StoreError> {
        let mut told = 0;
        loop {
            let decide = |roster: &mut Roster| {
                let messages = step(roster, seminar, now);
                RosterChange::new(messages.len(), messages)
            };
            match self.step(seminar, &seminar.slug, decide).await? {
                0 => return Ok(told),
                number => told += number,
            }
        }
    }
}
