//! The state of a placement: the submission's spec with everything that happened to it, folded in order.

mod sharing;
mod transitions;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::entry::{Change, Entry, Event, Stage};
use super::id::SpecId;
use super::step::ClockStep;
use accounts::AccountBook;
use base::people::{Actor, Holder};
use figures::ending::Ending;
use job_spec::JobSpec;
use orders::OrderBook;
use submissions::Submission;
use submissions::route::RoutingChoice;

/// One routed spec in its present state.
#[derive(Clone, Debug, PartialEq)]
pub struct Placement {
    /// Its number.
    pub id: SpecId,
    /// The spec in its latest version.
    pub spec: JobSpec,
    /// The partner that handed it to us.
    pub from_partner: Option<String>,
    /// How it came to that version, oldest first; empty for version 1.
    pub versions: Vec<Version>,
    /// What it waits for, or its last stage.
    pub status: Status,
    /// Whose turn it is, or who looks after it once accepted.
    pub holder: Holder,
    /// Since when the present holder has it.
    pub held_since: Timestamp,
    /// By which day whoever has it should have acted, as the employer was told; `None` once decided. It never moves, also
    /// when more days off are published.
    pub until: Option<Date>,
    /// Why it came to whom it was last offered.
    pub choice: RoutingChoice,
    /// The groups that declined, each with its reason.
    pub declined: Vec<Declined>,
    /// What the employer said about handing it to partners, by their ids.
    pub consents: BTreeMap<String, bool>,
    /// The partner that was asked about, handed to, or taken back from last.
    pub partner: Option<String>,
    /// The partners that declined in this round.
    pub declined_partners: BTreeSet<String>,
    /// What the employer was asked and has not answered.
    pub question: Option<Question>,
    /// What the partner asked and nobody has settled.
    pub partner_question: Option<String>,
    /// Who accepted it, and when; the partner where it took it.
    pub accepted: Option<(Actor, Timestamp)>,
    /// Who looks after it: who accepted, asked or handed it over last.
    pub keeper: Option<Actor>,
    /// The stages recorded, in their order; a corrected one as corrected.
    pub stages: Vec<StageDone>,
    /// What was ordered from workers, and what became of it.
    pub orders: OrderBook,
    /// What its workers earned and were paid, and what its client was invoiced and paid, by month.
    pub accounts: AccountBook,
    /// When somebody first answered the employer.
    pub first_answer: Option<Timestamp>,
    /// The last decision, by whom and when; a late click is refused with it.
    pub decided: Option<(Actor, Timestamp)>,
    /// Everything that happened, oldest first.
    pub history: Vec<Entry>,
    /// Who got it when it was sent.
    pub(super) first: Holder,
    /// Everybody it was offered to in this round, who may still decide.
    pub(super) offered_to: Vec<Holder>,
    /// When the present wait began, and its last clock step.
    pub(super) clock: (Timestamp, Option<ClockStep>),
    /// By which day an answer was promised when the present wait began; `None` where it waits for the employer or partner.
    pub(super) promised: Option<Date>,
    /// When its present holder was reminded last.
    pub(super) reminded: Option<Timestamp>,
}

/// How far a placement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Status {
    /// Somebody has to decide.
    Waiting,
    /// The employer has to answer a question.
    Questioned,
    /// The employer has to say whether it may go to [`Placement::partner`].
    AwaitingConsent,
    /// [`Placement::partner`] has to decide.
    WithPartner,
    /// Somebody takes care of it; this is the last stage recorded.
    Accepted {
        /// The stage.
        stage: Stage,
    },
    /// It ended before its payment.
    Ended {
        /// The reason.
        reason: Ending,
    },
}

/// One version of a spec after the first.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its number, from 2.
    pub number: u32,
    /// When the employer wrote it.
    pub at: Timestamp,
    /// What differs from the version before.
    pub changes: Vec<Change>,
}

/// A group that declined.
#[derive(Clone, Debug, PartialEq)]
pub struct Declined {
    /// Group id.
    pub group: String,
    /// When it declined.
    pub at: Timestamp,
    /// The reason.
    pub reason: String,
}

/// A question to the employer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Ids of the fields to answer.
    pub fields: Vec<String>,
    /// The question.
    pub text: String,
    /// Who asked.
    pub by: Actor,
    /// When they asked.
    pub at: Timestamp,
}

/// A stage that was reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StageDone {
    /// The stage.
    pub stage: Stage,
    /// On which day.
    pub on: Date,
    /// Yen, at the order.
    pub amount: Option<u64>,
    /// Hours of work, at the order.
    pub hours: Option<f64>,
}

impl Status {
    /// Whether a decision is still to be made.
    pub fn is_undecided(self) -> bool {
        !matches!(self, Status::Ended { .. } | Status::Accepted { .. })
    }
}

impl Placement {
    /// Folds the entries of one spec of a submission; entries about other specs are passed over. `None`
    /// when there is no such spec.
    pub(super) fn fold(submission: &Submission, spec: u32, entries: &[Entry]) -> Option<Placement> {
        let mut placement = Placement::sent(submission, spec)?;
        for entry in entries.iter().filter(|entry| entry.spec == spec) {
            placement.apply(entry);
        }
        Some(placement)
    }

    /// The placement right after sending.
    pub(super) fn sent(submission: &Submission, spec: u32) -> Option<Placement> {
        let routed = submission.specs.get(spec.checked_sub(1)? as usize)?;
        let holder = routed.holder.clone();
        Some(Placement {
            id: SpecId {
                reference: submission.reference.clone(),
                spec,
            },
            spec: routed.spec.clone(),
            from_partner: submission.origin.as_ref().map(|it| it.partner.clone()),
            versions: Vec::new(),
            status: Status::Waiting,
            holder: holder.clone(),
            held_since: submission.sent_at,
            until: Some(submission.answer_by),
            choice: routed.why.clone(),
            declined: Vec::new(),
            consents: submission.contact.consents(),
            partner: None,
            declined_partners: BTreeSet::new(),
            question: None,
            partner_question: None,
            accepted: None,
            keeper: None,
            stages: Vec::new(),
            orders: OrderBook::default(),
            accounts: AccountBook::default(),
            first_answer: None,
            decided: None,
            history: Vec::new(),
            first: holder.clone(),
            offered_to: vec![holder],
            clock: (submission.sent_at, None),
            promised: Some(submission.answer_by),
            reminded: None,
        })
    }

    /// Whether it still needs somebody: neither ended nor paid, by the client as well, for all that was delivered.
    pub fn is_open(&self) -> bool {
        match self.status {
            Status::Ended { .. } => false,
            Status::Accepted {
                stage: Stage::Payment,
            } => !self.accounts.awaited().is_empty() || self.is_delivered_after_payment(),
            _ => true,
        }
    }

    /// Whether a decision is still to be made.
    pub fn is_undecided(&self) -> bool {
        self.status.is_undecided()
    }

    /// Whether somebody may accept it, decline it, ask, or hand it over now: everybody it was offered to
    /// in this round, director and deputy alike, also after it was escalated, and the office.
    pub fn may_decide(&self, actor: &Actor) -> bool {
        let declined = |group: &str| self.declined.iter().any(|d| d.group == group);
        match actor {
            Actor::Office => self.is_undecided(),
            Actor::Director { group } | Actor::Deputy { group } if !declined(group) => {
                self.is_undecided() && self.offered_to.iter().any(|holder| holder.admits(actor))
            }
            _ => false,
        }
    }

    /// Whether it was offered to somebody in this round, rather than to its director or deputy alone.
    pub fn is_offered_to(&self, actor: &Actor) -> bool {
        self.offered_to.iter().any(|holder| holder.includes(actor))
    }

    /// Whether somebody may record stages and the end: whoever accepted it or handed it over, their
    /// deputy or director, and the office.
    pub fn may_follow(&self, actor: &Actor) -> bool {
        let keeper = self.keeper.as_ref();
        *actor == Actor::Office
            || (actor.group().is_some() && keeper.and_then(Actor::group) == actor.group())
    }

    /// Whether somebody may enter what the employer says: the employer, and whoever looks after it or has it and
    /// heard it by phone.
    pub fn may_answer_for_employer(&self, actor: &Actor) -> bool {
        *actor == Actor::Employer || self.may_follow(actor) || self.may_decide(actor)
    }

    /// Whether somebody may see it: everybody who ever had it, and the office.
    pub fn may_see(&self, actor: &Actor) -> bool {
        let had = |event: &Event| match event {
            Event::Offered { to, .. } | Event::Escalated { to } | Event::Reassigned { to } => {
                to.admits(actor)
            }
            Event::HandedOver { to } => actor.partner() == Some(to),
            _ => false,
        };
        let ordered = |number: &u32| self.orders.order(*number).is_some();
        *actor == Actor::Office
            || matches!(actor, Actor::Worker { number } if ordered(number))
            || self.offered_to.iter().any(|holder| holder.admits(actor))
            || self.holder.admits(actor)
            || self.history.iter().any(|e| e.by == *actor || had(&e.event))
            || self.first.admits(actor)
    }

    /// Whether the same work may be asked for again: it was ordered, or is over, and no agreement to it was taken back.
    pub fn may_be_repeated(&self) -> bool {
        let is_settled = self.order().is_some() || !self.is_open();
        is_settled && !self.is_agreement_taken_back()
    }

    /// The order, once there is one.
    pub fn order(&self) -> Option<StageDone> {
        self.stage(Stage::Order)
    }

    /// A stage as recorded.
    pub fn stage(&self, stage: Stage) -> Option<StageDone> {
        self.stages.iter().find(|done| done.stage == stage).copied()
    }

    /// The groups that declined.
    pub(super) fn declined_groups(&self) -> BTreeSet<String> {
        self.declined.iter().map(|d| d.group.clone()).collect()
    }
}
