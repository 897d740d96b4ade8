//! How a placement changes with each entry.

use jiff::Timestamp;

use super::super::entry::{Change, Entry, Event, Stage};
use super::super::step::ClockStep;
use super::{Declined, Placement, Question, StageDone, Status, Version};
use base::people::{Actor, Holder};
use job_spec::{FieldState, JobSpec};

impl Placement {
    /// Takes one entry in.
    pub(in super::super) fn apply(&mut self, entry: &Entry) {
        let (at, by) = (entry.at, &entry.by);
        if self.is_answered_by(entry) {
            self.first_answer.get_or_insert(at);
        }
        match &entry.event {
            Event::Offered { to, why } => {
                self.choice = why.clone();
                self.offer(to, at);
            }
            Event::Reassigned { to } => {
                let group = to.group();
                self.declined.retain(|d| Some(d.group.as_str()) != group);
                self.forget_partner();
                (self.keeper, self.accepted) = (None, None);
                self.offer(to, at);
            }
            Event::Accepted => {
                self.decide(by, at);
                self.accept(by, at);
            }
            Event::Declined { reason } => {
                self.decide(by, at);
                self.declined.extend(by.group().map(|group| Declined {
                    group: group.to_owned(),
                    at,
                    reason: reason.clone(),
                }));
            }
            Event::Asked { fields, question } => self.ask(fields, question, by, at),
            Event::Answered { changes, .. } => self.answer(changes, at),
            Event::Replaced { spec, changes, .. } => {
                self.revise((**spec).clone(), changes, at);
                self.hear(at);
            }
            Event::ConsentAsked { of } => self.ask_consent(of, by, at),
            Event::ConsentGiven => self.consent(true),
            Event::ConsentRefused => self.refuse_consent(at),
            Event::HandedOver { to } => self.hand_over(to, by, at),
            Event::PartnerTook => self.take_as_partner(by, at),
            Event::PartnerDeclined { .. } => self.decline_as_partner(at),
            Event::PartnerSettled => self.partner_question = None,
            Event::PartnerAsked { question } => self.partner_question = Some(question.clone()),
            Event::Reminded => self.remind(at),
            Event::Escalated { to } => self.escalate(to, at),
            Event::Advanced { .. } => self.advance(entry),
            Event::Ended { reason, .. } => {
                self.decide(by, at);
                self.status = Status::Ended { reason: *reason };
                self.question = None;
            }
            // What ends with it says so itself.
            Event::MindChanged { .. } => {}
            Event::Order { event } => self.orders.apply(event, at, by),
            Event::Account { event } => self.accounts.apply(event, at, by),
        }
        self.take_day(entry);
        self.history.push(entry.clone());
    }

    /// Whether an entry answers what was sent. That whoever sent it takes it back, themselves or through the office, does not.
    fn is_answered_by(&self, entry: &Entry) -> bool {
        let takes_back = entry.by == Actor::Employer || self.is_agreement_taken_back();
        entry.event.is_answer() && !(takes_back && matches!(entry.event, Event::Ended { .. }))
    }

    /// Takes in by which day whoever has it should act.
    fn take_day(&mut self, entry: &Entry) {
        let until = entry.until.or(self.until);
        self.until = until.filter(|_| self.is_undecided());
        if self.status == Status::Waiting && self.clock.1.is_none() {
            self.promised = self.until;
        }
    }

    fn remind(&mut self, at: Timestamp) {
        self.clock.1 = self.clock.1.max(Some(ClockStep::Reminder));
        self.reminded = Some(at);
    }

    fn decide(&mut self, by: &Actor, at: Timestamp) {
        self.decided = Some((by.clone(), at));
    }

    /// Begins a new round with somebody.
    fn offer(&mut self, to: &Holder, at: Timestamp) {
        self.offered_to = vec![to.clone()];
        self.declined_partners.clear();
        self.question = None;
        self.partner_question = None;
        self.wait(Status::Waiting, to.clone(), at);
    }

    /// Begins to wait for somebody, with the clock at its start.
    fn wait(&mut self, status: Status, holder: Holder, at: Timestamp) {
        self.status = status;
        self.holder = holder;
        self.held_since = at;
        self.clock = (at, None);
        self.reminded = None;
        (self.until, self.promised) = (None, None);
    }

    fn accept(&mut self, by: &Actor, at: Timestamp) {
        self.accepted = Some((by.clone(), at));
        self.keeper = Some(by.clone());
        self.partner_question = None;
        let stage = Stage::Search;
        self.wait(Status::Accepted { stage }, Holder::of(by), at);
    }

    fn ask(&mut self, fields: &[String], text: &str, by: &Actor, at: Timestamp) {
        self.question = Some(Question {
            fields: fields.to_vec(),
            text: text.to_owned(),
            by: by.clone(),
            at,
        });
        if self.status == Status::Waiting || self.status == Status::Questioned {
            self.keeper = Some(by.clone());
            self.wait(Status::Questioned, Holder::Employer, at);
        }
    }

    fn ask_consent(&mut self, of: &str, by: &Actor, at: Timestamp) {
        self.partner = Some(of.to_owned());
        self.keeper = Some(by.clone());
        self.wait(Status::AwaitingConsent, Holder::Employer, at);
    }

    /// The employer's word on the partner that they were asked about.
    fn consent(&mut self, given: bool) {
        let asked = self.partner.clone();
        self.consents.extend(asked.map(|partner| (partner, given)));
    }

    fn refuse_consent(&mut self, at: Timestamp) {
        self.consent(false);
        self.back_to_keeper(at);
    }

    /// The partner has it, and whoever handed it over looks after it.
    fn take_as_partner(&mut self, by: &Actor, at: Timestamp) {
        self.decide(by, at);
        let keeper = self.keeper.clone();
        self.accept(by, at);
        self.keeper = keeper;
    }

    /// What a partner that took it on had told of the way to the payment is not so.
    fn forget_partner(&mut self) {
        if self.is_taken_by_partner() {
            self.stages.clear();
            self.accepted = None;
        }
    }

    fn decline_as_partner(&mut self, at: Timestamp) {
        self.forget_partner();
        self.partner_question = None;
        self.declined_partners.extend(self.partner.clone());
        self.back_to_keeper(at);
    }

    fn answer(&mut self, changes: &[Change], at: Timestamp) {
        if !changes.is_empty() {
            self.revise(changed(&self.spec, changes), changes, at);
        }
        self.hear(at);
    }

    /// The sheet in its next version.
    fn revise(&mut self, spec: JobSpec, changes: &[Change], at: Timestamp) {
        self.spec = spec;
        self.partner_question = None;
        self.versions.push(Version {
            number: self.spec.version,
            at,
            changes: changes.to_vec(),
        });
    }

    /// Whoever was asked has spoken.
    fn hear(&mut self, at: Timestamp) {
        let asked = self.question.take();
        if let (Status::Questioned, Some(question)) = (self.status, asked) {
            self.wait(Status::Waiting, Holder::of(&question.by), at);
        }
    }

    fn hand_over(&mut self, to: &str, by: &Actor, at: Timestamp) {
        let partner = to.to_owned();
        self.partner = Some(partner.clone());
        self.declined_partners.remove(to);
        // After consenting, it is the employer who moves it on, for whoever asked.
        if by.group().is_some() || *by == Actor::Office {
            self.keeper = Some(by.clone());
        }
        let keeper = self.keeper.clone().unwrap_or(Actor::Office);
        self.decide(&keeper, at);
        self.wait(Status::WithPartner, Holder::Partner { partner }, at);
    }

    /// It is with whoever asked or handed it over again.
    fn back_to_keeper(&mut self, at: Timestamp) {
        let keeper = self.keeper.clone().unwrap_or(Actor::Office);
        let holder = Holder::of(&keeper);
        if !self.offered_to.contains(&holder) {
            self.offered_to.push(holder.clone());
        }
        // Who had taken it on before handing it over has it as before.
        let taken = self
            .accepted
            .as_ref()
            .filter(|(by, _)| by.partner().is_none());
        if let Some((by, _)) = taken {
            let stage = self.stages.last().map_or(Stage::Search, |done| done.stage);
            let holder = Holder::of(by);
            self.wait(Status::Accepted { stage }, holder, at);
            return;
        }
        self.decided = None;
        self.wait(Status::Waiting, holder, at);
    }

    fn escalate(&mut self, to: &Holder, at: Timestamp) {
        self.clock.1 = Some(match to {
            Holder::Deputy { .. } => ClockStep::Deputy,
            _ => ClockStep::Office,
        });
        self.holder = to.clone();
        self.held_since = at;
        self.reminded = None;
        self.until = None;
        self.offered_to.push(to.clone());
    }

    fn advance(&mut self, entry: &Entry) {
        let Event::Advanced {
            stage,
            on,
            amount,
            hours,
        } = entry.event
        else {
            return;
        };
        self.stages.retain(|done| done.stage != stage);
        self.stages.push(StageDone {
            stage,
            on,
            amount,
            hours,
        });
        self.stages.sort_by_key(|done| done.stage);
        if let Status::Accepted { stage: reached } = self.status {
            let stage = reached.max(stage);
            self.status = Status::Accepted { stage };
        }
    }
}

/// The next version of a spec.
fn changed(spec: &JobSpec, changes: &[Change]) -> JobSpec {
    let mut spec = spec.clone();
    spec.version += 1;
    for field in &mut spec.fields {
        if let Some(change) = changes.iter().find(|change| change.field == field.id) {
            field.value.clone_from(&change.after);
            field.state = FieldState::Filled;
        }
    }
    for item in &mut spec.statutory {
        item.state = job_spec::least_finished(&spec.fields, item.number);
    }
    spec
}
