//! One change of a roster: read, decide, write on condition that nobody else did in between.

use messages::Message;
use seminars::Roster;
use town::seminar::Seminar;

use super::roster_key;
use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, Key, missing, number, pack, read_number, text, unpack};
use crate::queue::Queue;
use crate::transaction::Write;
use crate::turn::Turn;
use crate::{Store, envelope};

/// What one change comes to.
pub(super) struct RosterChange<T> {
    /// What the caller gets back.
    pub outcome: T,
    /// What goes into the outbox with it.
    pub messages: Vec<Message>,
    /// What is stored with it.
    pub items: Vec<Item>,
    /// What is deleted with it.
    pub gone: Vec<Key>,
}

impl<T> RosterChange<T> {
    /// A change that stores nothing beside the roster.
    pub(super) fn new(outcome: T, messages: Vec<Message>) -> RosterChange<T> {
        RosterChange {
            outcome,
            messages,
            items: Vec::new(),
            gone: Vec::new(),
        }
    }
}

impl Store {
    /// Takes one step; a step that changes nothing writes nothing. `salt` spreads those who meet.
    pub(super) async fn step<T>(
        &self,
        seminar: &Seminar,
        salt: &str,
        decide: impl Fn(&mut Roster) -> RosterChange<T>,
    ) -> Result<T, StoreError> {
        let mut turn = Turn::new(salt);
        loop {
            let (version, before) = self.roster(&seminar.slug).await?;
            let mut after = before.clone();
            let step = decide(&mut after);
            if after == before && step.messages.is_empty() && step.items.is_empty() {
                return Ok(step.outcome);
            }
            let mut writes = vec![self.replace(seminar, version, &after)?];
            // An envelope that is there already does no harm: its messages' states tell whether they left.
            for message in &step.messages {
                let envelope = envelope::of(std::slice::from_ref(message))?;
                writes.extend(envelope.map(|envelope| self.put(envelope)));
            }
            writes.extend(step.items.into_iter().map(|item| self.put(item)));
            writes.extend(step.gone.iter().map(|key| self.remove(key)));
            if self.commit(writes).await? {
                return Ok(step.outcome);
            }
            self.next_try(&mut turn).await?;
        }
    }

    /// A seminar's roster and its version; an empty one of version 0 before the first registration. Read
    /// consistently, because the next write is conditional on it.
    pub(super) async fn roster(&self, slug: &str) -> Result<(u64, Roster), StoreError> {
        let Some(item) = self.read(&roster_key(slug)).await? else {
            return Ok((0, Roster::default()));
        };
        let version = read_number("roster", &item, "version")?;
        Ok((
            version.ok_or_else(|| missing("roster", "version"))?,
            unpack("roster", &item)?,
        ))
    }

    /// The write of a roster that was read in that version.
    fn replace(
        &self,
        seminar: &Seminar,
        version: u64,
        roster: &Roster,
    ) -> Result<Write, StoreError> {
        let values = [
            (":body", pack("roster", roster)?),
            (":version", number(version)),
            (":next", number(version + 1)),
            (":ended", text(&Queue::Ended.numbered(0))),
            (":end", number(ceil_unix_seconds(seminar.end))),
        ];
        let (condition, values) = match version {
            0 => (
                "attribute_not_exists(pk)",
                [&values[..1], &values[2..]].concat(),
            ),
            _ => ("version = :version", values.to_vec()),
        };
        Ok(self.update(
            &roster_key(&seminar.slug),
            "SET body = :body, version = :next, queue = :ended, due = :end",
            condition,
            &values,
        ))
    }
}
