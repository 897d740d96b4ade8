//! Placements 取次: each routed spec of a submission from its offer to its payment, folded from entries.
//!
//! A [`Case`] is a submission with its entries. Nothing about a placement is stored but what happened:
//! a [`Placement`] is folded from that. [`Case::decide`] says what a [`Command`] of an [`Actor`]
//! writes, or why it is [`Refused`]; [`Case::tick`] says what the clock writes. Both give a [`Decision`]:
//! entries and the messages they cause, to be stored together on condition that the case is still in the
//! version it was read in. Whoever loses that race reads again and learns who has decided.
//!
//! | status | who has it | goes on with | the clock |
//! |---|---|---|---|
//! | `Waiting` | a group, a deputy, all directors, the office | accept, decline, ask, hand over, end | reminder, deputy, office |
//! | `Questioned` | the employer | answer; whoever asked may still decide | reminder, office |
//! | `AwaitingConsent` | the employer | give or refuse consent | reminder, office |
//! | `WithPartner` | a partner | take, decline, ask; the director may take it back by accepting | reminder, office |
//! | `Accepted` | who accepted it, or a partner | orders, stages up to the payment, ask, end | the days of its orders |
//! | `Ended` | nobody | | none |
//!
//! Declining goes to the next group with one of the spec's tags, then to all directors at once, then to
//! the office. What a partner handed to us goes to no other partner. Everybody it was offered to in a round may
//! still decide after it was escalated, and a deputy may whenever the director may; the office always may, and
//! may reassign. What the office wrote for an employer goes on as long as they agree, or once it is a contract.

mod accounting;
mod agreement;
mod applicant;
mod clock;
mod command;
mod decide;
mod ending_notice;
mod entry;
pub mod exchange;
mod filed;
mod filing;
mod handing;
pub mod handover;
mod head;
mod id;
mod joint;
mod ledger_lines;
mod link;
mod narrate;
mod news;
mod next_version;
mod notice;
mod offering;
mod ordering;
mod partner_notice;
mod price_range;
mod published;
mod reached;
mod refused;
mod relevance;
mod retention;
mod search;
mod share;
mod state;
mod step;
mod withdrawn;

use jiff::Timestamp;
use jiff::civil::Date;

use base::doer::Doer;
use base::people::Actor;
use figures::ledger::LedgerLine;
use messages::Message;
use submissions::Submission;
use submissions::route::Load;
use town::Programme;

pub use applicant::Applicant;
pub use command::Command;
pub use entry::{Change, Entry, Event, Stage};
pub use filed::{FiledKind, FiledPaper, ShortPaper, replaced};
pub use filing::filed;
pub use head::{CaseHead, PlacementHead};
pub use id::{NotASpecId, SpecId};
pub use joint::{
    JointAct, JointChoice, JointFit, JointSearch, JointWhat, decide_together, is_one_client,
};
pub use link::{Link, LinkPage, Opened, Validity};
pub use narrate::{PlacementSummary, called, from_elsewhere, named, partner};
pub use news::{News, NewsError};
pub use next_version::GivenVersion;
pub use price_range::{PriceRange, PricedSpan};
pub use published::schemas;
pub use refused::Refused;
pub use retention::Erasure;
pub use search::SearchWords;
pub use share::{Recommended, recommended};
pub use state::{Declined, Placement, Question, StageDone, Status, Version};
pub use step::ClockStep;
pub use withdrawn::Withdrawn;

/// A submission with everything that happened to its placements. They are folded once, when it is read, and
/// follow each decision from there.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    submission: Submission,
    entries: Vec<Entry>,
    version: u64,
    placements: Vec<Placement>,
}

/// What has to be stored together.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What happened, in order; at least one, except where the command asked for nothing.
    pub entries: Vec<Entry>,
    /// Who is notified.
    pub messages: Vec<Message>,
    /// What the ledger has to count from now on.
    pub lines: Vec<LedgerLine>,
    /// The case once this is stored: its version is one higher.
    pub after: Case,
}

impl Case {
    /// A case out of what is stored; `version` counts the records that hold the entries.
    pub fn new(submission: Submission, entries: Vec<Entry>, version: u64) -> Case {
        let numbers = 1..=submission.specs.len() as u32;
        let fold = |spec| Placement::fold(&submission, spec, &entries);
        Case {
            placements: numbers.filter_map(fold).collect(),
            submission,
            entries,
            version,
        }
    }

    /// What was sent.
    pub fn submission(&self) -> &Submission {
        &self.submission
    }

    /// What happened since, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many records it was read from; the next one is stored on condition that there is no other.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The placement of a spec, by its number in the submission, from 1.
    pub fn placement(&self, spec: u32) -> Option<&Placement> {
        self.placements.get(spec.checked_sub(1)? as usize)
    }

    /// All of them, in the order of the submission.
    pub fn placements(&self) -> &[Placement] {
        &self.placements
    }

    /// Each entry about a spec, with the placement as it was right after it.
    pub fn history(&self, spec: u32) -> Vec<(&Entry, Placement)> {
        let Some(mut placement) = Placement::sent(&self.submission, spec) else {
            return Vec::new();
        };
        let entries = self.entries.iter().filter(|entry| entry.spec == spec);
        let after = entries.map(|entry| {
            placement.apply(entry);
            (entry, placement.clone())
        });
        after.collect()
    }

    /// What a command writes, if it may be done now.
    ///
    /// # Errors
    /// Why not; see [`Refused`].
    pub fn decide<'a>(
        &self,
        spec: u32,
        command: &Command,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
        programme: &Programme,
        load: &Load,
    ) -> Result<Decision, Refused> {
        let Doer { actor, name } = by.into();
        let deciding = decide::Deciding {
            placement: self.placement(spec).ok_or(Refused::Unknown)?,
            by: actor,
            name,
            now,
            programme,
            load,
        };
        let entries = deciding.entries(command)?;
        Ok(self.decision(entries, programme))
    }

    /// What the clock writes now: for each placement that waits, its last step that is due, and for each day of its
    /// orders likewise. Nothing when it has been written before.
    pub fn tick(&self, now: Timestamp, programme: &Programme) -> Option<Decision> {
        let due = |placement: &Placement| {
            let waiting = placement.tick(programme, now).into_iter();
            let events: Vec<Event> = waiting
                .chain(placement.order_reminders(programme, now))
                .chain(placement.account_reminders(now))
                .collect();
            let spec = placement.id.spec;
            events.into_iter().map(move |event| Entry {
                at: now,
                by: Actor::Clock,
                name: String::new(),
                spec,
                event,
                until: None,
            })
        };
        let entries: Vec<Entry> = self.placements.iter().flat_map(due).collect();
        (!entries.is_empty()).then(|| self.decision(entries, programme))
    }

    /// When the clock has something to do next, if nobody decides before.
    pub fn due(&self, programme: &Programme) -> Option<Timestamp> {
        self.placements
            .iter()
            .filter_map(|p| p.due(programme))
            .min()
    }

    /// Whether any placement still needs somebody.
    pub fn is_open(&self) -> bool {
        self.placements.iter().any(Placement::is_open)
    }

    /// What it puts on the groups' hands.
    pub fn load(&self) -> Load {
        let mut load = Load::default();
        for placement in self.placements.iter().filter(|p| p.is_open()) {
            let group = placement.holder.group();
            let group = group.or_else(|| placement.keeper.as_ref().and_then(Actor::group));
            if let Some(group) = group {
                let hours = placement.spec.estimate.hours_month.unwrap_or_default();
                load.add(group, hours, placement.held_since);
            }
        }
        load
    }

    fn decision(&self, mut entries: Vec<Entry>, programme: &Programme) -> Decision {
        let mut after = self.clone();
        after.version += 1;
        let mut notices = notice::Notices::default();
        for entry in &mut entries {
            entry.until = after.new_day(entry, programme);
            let before = after.apply(entry);
            notices.add(before.as_ref(), entry, &after, programme);
        }
        Decision {
            messages: notices.messages(&self.submission.reference),
            lines: ledger_lines::lines(self, &after, programme),
            entries,
            after,
        }
    }

    /// By which day whoever has it after an entry should act, if that changes with it.
    fn new_day(&self, entry: &Entry, programme: &Programme) -> Option<Date> {
        let mut placement = self.placement(entry.spec)?.clone();
        placement.apply(entry);
        placement.new_day(programme)
    }

    /// Takes an entry in. The placement that it is about, as it was before.
    fn apply(&mut self, entry: &Entry) -> Option<Placement> {
        self.entries.push(entry.clone());
        let place = entry.spec.checked_sub(1)? as usize;
        let placement = self.placements.get_mut(place)?;
        let before = placement.clone();
        placement.apply(entry);
        Some(before)
    }
}

#[cfg(test)]
mod tests;
