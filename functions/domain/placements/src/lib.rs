//! Placements 取次: each routed spec of a submission from its offer to its payment, folded from entries.
//!
//! A [`Case`] is a submission with its entries. Nothing about a placement is stored but what happened:
//! how it stands is [`Placement::fold`]ed. [`Case::decide`] says what a [`Command`] of an [`Actor`]
//! writes, or why it is [`Refused`]; [`Case::tick`] says what the clock writes. Both give a [`Decision`]:
//! entries and the messages they cause, to be stored together on condition that the case is still in the
//! version it was read in. Whoever loses that race reads again and is told who has decided.
//!
//! | status | who has it | goes on with | the clock |
//! |---|---|---|---|
//! | `Waiting` | a group, a deputy, all directors, the office | accept, decline, ask, hand over, end | reminder, deputy, office |
//! | `Questioned` | the employer | answer; whoever asked may still decide | reminder, office |
//! | `AwaitingConsent` | the employer | give or refuse consent | reminder, office |
//! | `WithPartner` | the partner | take, decline, ask; the director may take it back by accepting | reminder, office |
//! | `Accepted` | who accepted it, or the partner | stages up to the payment, ask, end | none |
//! | `Ended` | nobody | | none |
//!
//! Declining goes to the next group with one of the spec's tags, then to all directors at once, then to
//! the office. Everybody it was offered to in a round may still decide after it was escalated, and a
//! deputy may whenever the director may; the office always may, and may reassign.

pub mod account;
mod clock;
mod decide;
mod entry;
pub mod handover;
mod id;
mod link;
mod narrate;
mod news;
mod notice;
mod published;
mod relevance;
mod retention;
mod share;
mod state;
mod step;
mod withdrawn;

use jiff::Timestamp;

use base::people::Actor;
use messages::Message;
use submissions::Submission;
use submissions::route::Load;
use town::Programme;

pub use decide::{Command, Refused};
pub use entry::{Change, Entry, Event, Stage};
pub use id::{NotASpecId, SpecId};
pub use link::{Link, Opened, Page, Validity};
pub use narrate::{Standing, called, named, partner};
pub use news::{News, NewsError};
pub use notice::home_link;
pub use published::schemas;
pub use retention::Erasure;
pub use share::{Recommended, recommended};
pub use state::{Declined, Placement, Question, StageDone, Status, Version};
pub use step::Step;
pub use withdrawn::Withdrawn;

/// A submission with everything that happened to its placements.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What was sent.
    pub submission: Submission,
    /// What happened since, oldest first.
    pub entries: Vec<Entry>,
    /// Counts what was recorded; the next record stands on it.
    pub version: u64,
}

/// What has to be stored together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decision {
    /// What happened, in order.
    pub entries: Vec<Entry>,
    /// Who has to be told.
    pub messages: Vec<Message>,
}

impl Case {
    /// A placement as it stands.
    pub fn placement(&self, spec: u32) -> Option<Placement> {
        Placement::fold(&self.submission, spec, &self.entries)
    }

    /// All of them, in the order of the submission.
    pub fn placements(&self) -> Vec<Placement> {
        let numbers = 1..=self.submission.specs.len() as u32;
        numbers.filter_map(|spec| self.placement(spec)).collect()
    }

    /// What a command writes, if it may be done now.
    ///
    /// # Errors
    /// Why not; see [`Refused`].
    pub fn decide(
        &self,
        spec: u32,
        command: &Command,
        by: &Actor,
        now: Timestamp,
        programme: &Programme,
        load: &Load,
    ) -> Result<Decision, Refused> {
        let placement = self.placement(spec).ok_or(Refused::Unknown)?;
        let deciding = decide::Deciding {
            placement: &placement,
            by,
            now,
            programme,
            load,
        };
        let entries = deciding.entries(command)?;
        Ok(self.decision(entries, programme))
    }

    /// What the clock writes now: for each placement that waits, its last step that is due. Nothing when
    /// it has been written before.
    pub fn tick(&self, now: Timestamp, programme: &Programme) -> Option<Decision> {
        let due = |placement: &Placement| {
            Some(Entry {
                at: now,
                by: Actor::Clock,
                spec: placement.id.spec,
                event: placement.tick(programme, now)?,
            })
        };
        let entries: Vec<Entry> = self.placements().iter().filter_map(due).collect();
        (!entries.is_empty()).then(|| self.decision(entries, programme))
    }

    /// The case once a decision is stored.
    pub fn after(&self, decision: &Decision) -> Case {
        let mut case = self.clone();
        case.entries.extend(decision.entries.iter().cloned());
        case.version += 1;
        case
    }

    /// When the clock has something to do next, if nobody decides before.
    pub fn due(&self, programme: &Programme) -> Option<Timestamp> {
        let placements = self.placements();
        placements.iter().filter_map(|p| p.due(programme)).min()
    }

    /// Whether any placement still needs somebody.
    pub fn is_open(&self) -> bool {
        self.placements().iter().any(Placement::is_open)
    }

    /// What it puts on the groups' hands.
    pub fn load(&self) -> Load {
        let mut load = Load::default();
        for placement in self.placements().iter().filter(|p| p.is_open()) {
            let group = placement.holder.group();
            let group = group.or_else(|| placement.keeper.as_ref().and_then(Actor::group));
            if let Some(group) = group {
                let hours = placement.spec.estimate.hours_month;
                load.add(group, hours, placement.held_since);
            }
        }
        load
    }

    fn decision(&self, entries: Vec<Entry>, programme: &Programme) -> Decision {
        Decision {
            messages: notice::messages(self, &entries, programme),
            entries,
        }
    }
}

#[cfg(test)]
mod tests;
