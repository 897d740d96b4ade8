//! Whether a command may be done now, and what it writes.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Decision;
use super::command::Command;
use super::entry::{Change, Entry, Event, Stage};
use super::refused::Refused;
use super::state::{Placement, Status};
use base::people::{Actor, Holder};
use base::time::japan_date;
use figures::ending::Ending;
use job_spec::fields::FieldDef;
use submissions::route::{Load, choose};
use town::Programme;

/// Everything a decision rests on.
pub(super) struct Deciding<'a> {
    pub placement: &'a Placement,
    pub by: &'a Actor,
    pub name: &'a str,
    pub now: Timestamp,
    pub programme: &'a Programme,
    pub load: &'a Load,
}

impl Deciding<'_> {
    /// What has to be written for a command.
    pub(super) fn entries(&self, command: &Command) -> Result<Vec<Entry>, Refused> {
        let events = match command {
            Command::Accept => self.open(vec![Event::Accepted])?,
            Command::Decline { reason } => self.decline(reason)?,
            Command::Ask { fields, question } => self.ask(fields, question)?,
            Command::Answer { texts, note } => self.answer(texts, note)?,
            Command::HandOver { to } => self.hand_over(to)?,
            Command::GiveConsent { to } => self.give_consent(to)?,
            Command::RefuseConsent { to } => self.consent(to, vec![Event::ConsentRefused])?,
            Command::PartnerTake => self.partner(Event::PartnerTook)?,
            Command::PartnerDecline { reason } => self.partner(Event::PartnerDeclined {
                reason: reason.clone(),
            })?,
            Command::PartnerFail { reason } => self.partner_fails(reason)?,
            Command::PartnerSettle => self.partner(Event::PartnerSettled)?,
            Command::PartnerAsk { question } => self.partner(Event::PartnerAsked {
                question: question.clone(),
            })?,
            Command::Advance {
                stage,
                on,
                amount,
                hours,
            } => self.advance(*stage, *on, *amount, *hours)?,
            Command::End { reason, note } => self.end(*reason, note)?,
            Command::TakeVersion { given } => self.take_version(given)?,
            Command::Withdraw => self.withdraw()?,
            Command::Reassign { to } => self.reassign(to)?,
            Command::Account { event, after } => self.account(event, *after)?,
            Command::SendInvoice { month, texts } => self.send_invoice(*month, texts)?,
            Command::SendNotices { month, texts } => self.send_notices(*month, texts)?,
            command => self.order(command)?,
        };
        let entry = |event| Entry {
            at: self.now,
            by: self.by.clone(),
            name: self.name.to_owned(),
            spec: self.placement.id.spec,
            event,
            until: None,
        };
        Ok(events.into_iter().map(entry).collect())
    }

    /// These events, for those who may decide now; others learn who has decided.
    pub(super) fn open(&self, events: Vec<Event>) -> Result<Vec<Event>, Refused> {
        if self.placement.may_decide(self.by) {
            return Ok(events);
        }
        Err(self.late())
    }

    /// The refusal for somebody who cannot decide (any more).
    pub(super) fn late(&self) -> Refused {
        let placement = self.placement;
        let own = placement
            .history
            .iter()
            .rev()
            .find(|e| e.by == *self.by && e.event.is_answer());
        let decided = placement.decided.clone();
        let decided = decided.or_else(|| own.map(|e| (e.by.clone(), e.at)));
        match decided {
            Some((by, at)) if placement.may_see(self.by) => Refused::AlreadyDecided { by, at },
            _ => Refused::NotYours,
        }
    }

    fn decline(&self, reason: &str) -> Result<Vec<Event>, Refused> {
        let placement = self.placement;
        let Some(group) = self.by.group() else {
            // The office ends or reassigns instead.
            return Err(Refused::NotYours);
        };
        let declined = Event::Declined {
            reason: reason.to_owned(),
        };
        let mut events = self.open(vec![declined])?;
        let mut groups = placement.declined_groups();
        groups.insert(group.to_owned());
        let all = placement.offered_to.contains(&Holder::AllDirectors);
        let left = |id: &String| !groups.contains(id);
        if all && self.programme.directors.iter().any(|g| left(&g.id)) {
            return Ok(events);
        }
        let today = japan_date(self.now);
        let (to, why) = choose(&placement.spec, &groups, today, self.programme, self.load);
        events.push(Event::Offered { to, why });
        Ok(events)
    }

    fn ask(&self, fields: &[String], question: &str) -> Result<Vec<Event>, Refused> {
        let known = |id: &String| {
            let in_spec = self.placement.spec.fields.iter().any(|f| f.id == *id);
            in_spec && FieldDef::of(id).is_some_and(FieldDef::is_editable)
        };
        if fields.is_empty() || !fields.iter().all(known) {
            return Err(Refused::NoSuchField);
        }
        let asked = vec![Event::Asked {
            fields: fields.to_vec(),
            question: question.to_owned(),
        }];
        let accepted = matches!(self.placement.status, Status::Accepted { .. });
        if accepted && self.placement.may_follow(self.by) && self.placement.is_open() {
            return Ok(asked);
        }
        self.open(asked)
    }

    fn answer(&self, texts: &BTreeMap<String, String>, note: &str) -> Result<Vec<Event>, Refused> {
        if !self.placement.may_answer_for_employer(self.by) {
            return Err(Refused::NotYours);
        }
        let Some(question) = &self.placement.question else {
            return Err(Refused::NotAsked);
        };
        let changes = self.changes(texts, |id| question.fields.contains(id));
        if changes.is_empty() && note.is_empty() {
            return Err(Refused::NothingSaid);
        }
        Ok(vec![Event::Answered {
            changes,
            note: note.to_owned(),
        }])
    }

    /// What these texts change in the fields that may change.
    pub(super) fn changes(
        &self,
        texts: &BTreeMap<String, String>,
        may: impl Fn(&String) -> bool,
    ) -> Vec<Change> {
        let fields = self.placement.spec.fields.iter();
        let changes = fields.filter(|field| may(&field.id)).filter_map(|field| {
            let after = texts.get(&field.id)?.clone();
            (after != field.value).then(|| Change {
                field: field.id.clone(),
                label: field.label.clone(),
                before: field.value.clone(),
                after,
            })
        });
        changes.collect()
    }

    fn advance(
        &self,
        stage: Stage,
        on: Date,
        amount: Option<u64>,
        hours: Option<f64>,
    ) -> Result<Vec<Event>, Refused> {
        if !self.placement.is_with(self.by) {
            self.followed()?;
        }
        if on > japan_date(self.now) {
            return Err(Refused::FutureDay);
        }
        if stage > Stage::Order && self.placement.order().is_none() {
            return Err(Refused::OrderFirst);
        }
        if stage == Stage::Payment {
            self.finished()?;
        }
        let (amount, hours) = match (stage, amount, hours) {
            (Stage::Order, Some(yen), Some(h)) if yen > 0 && h > 0.0 && h.is_finite() => {
                (amount, hours)
            }
            (Stage::Order, ..) => return Err(Refused::AmountNeeded),
            _ => (None, None),
        };
        Ok(vec![Event::Advanced {
            stage,
            on,
            amount,
            hours,
        }])
    }

    /// Only what was accepted has stages, and only for who looks after it.
    pub(super) fn followed(&self) -> Result<(), Refused> {
        let accepted = matches!(self.placement.status, Status::Accepted { .. });
        match (accepted, self.placement.may_follow(self.by)) {
            (true, true) => Ok(()),
            (true, false) => Err(Refused::NotYours),
            (false, _) => Err(self.late()),
        }
    }

    fn end(&self, reason: Ending, note: &str) -> Result<Vec<Event>, Refused> {
        let placement = self.placement;
        let ended = vec![Event::Ended {
            reason,
            note: note.to_owned(),
        }];
        // Trials and duplicates are struck off the figures even after the fact.
        let struck = *self.by == Actor::Office && reason.is_void();
        match placement.status {
            Status::Ended { .. } if !struck => Err(self.late()),
            Status::Accepted { .. } if placement.may_follow(self.by) => {
                if !reason.is_void() {
                    self.not_ordered_elsewhere()?;
                }
                self.settled(reason).map(|()| ended)
            }
            Status::Accepted { .. } => Err(Refused::NotYours),
            Status::Ended { .. } => Ok(ended),
            _ => self.open(ended),
        }
    }

    fn reassign(&self, to: &Holder) -> Result<Vec<Event>, Refused> {
        if *self.by != Actor::Office {
            return Err(Refused::NotYours);
        }
        if let Status::Ended { .. } = self.placement.status {
            return Err(self.late());
        }
        self.not_ordered_elsewhere()?;
        let known = match to {
            Holder::Group { group } | Holder::Deputy { group } => {
                self.programme.group(group).is_some()
            }
            Holder::AllDirectors | Holder::Office => true,
            Holder::Partner { .. } | Holder::Employer => false,
        };
        match known {
            true => Ok(vec![Event::Reassigned { to: to.clone() }]),
            false => Err(Refused::NoSuchHolder),
        }
    }
}

impl Decision {
    /// Whether it writes nothing.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
