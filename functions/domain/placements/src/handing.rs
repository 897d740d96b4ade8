//! Whether a placement may go to a partner, what its employer and the partner may say to that, and what a partner may say of
//! one that it handed to us.

use super::decide::Deciding;
use super::entry::Event;
use super::next_version::GivenVersion;
use super::refused::Refused;
use super::state::Status;
use base::people::Actor;
use figures::ending::Ending;

impl Deciding<'_> {
    pub(super) fn hand_over(&self, to: &str) -> Result<Vec<Event>, Refused> {
        let placement = self.placement;
        let consent = placement.consent_to(to);
        // A sheet is passed once.
        let is_passed = placement.from_partner.is_some();
        if is_passed || self.programme.partner(to).is_none() || consent == Some(false) {
            self.handing(Vec::new())?;
            return Err(Refused::NoPartner { to: to.to_owned() });
        }
        if placement.status == Status::WithPartner {
            let (by, at) = placement.decided.clone().ok_or(Refused::NotYours)?;
            return Err(Refused::AlreadyDecided { by, at });
        }
        let to = to.to_owned();
        self.handing(vec![match consent {
            Some(true) => Event::HandedOver { to },
            _ => Event::ConsentAsked { of: to },
        }])
    }

    /// These events, for those who may hand it over: who may decide, and who looks after it until an order is made.
    fn handing(&self, events: Vec<Event>) -> Result<Vec<Event>, Refused> {
        match self.placement.may_hand_over(self.by) {
            true => Ok(events),
            false => self.open(events),
        }
    }

    pub(super) fn give_consent(&self, to: &str) -> Result<Vec<Event>, Refused> {
        let handed = Event::HandedOver { to: to.to_owned() };
        self.consent(to, vec![Event::ConsentGiven, handed])
    }

    /// These events, for who may say so, about the partner that was asked for: an answer on an older page is none
    /// about another one.
    pub(super) fn consent(&self, to: &str, events: Vec<Event>) -> Result<Vec<Event>, Refused> {
        let placement = self.placement;
        let asked =
            placement.status == Status::AwaitingConsent && placement.partner.as_deref() == Some(to);
        match (placement.may_answer_for_employer(self.by), asked) {
            (true, true) => Ok(events),
            (true, false) => Err(Refused::NotAsked),
            (false, _) => Err(Refused::NotYours),
        }
    }

    pub(super) fn partner(&self, event: Event) -> Result<Vec<Event>, Refused> {
        let Actor::Partner { partner } = self.by else {
            return Err(Refused::NotYours);
        };
        let has_it = match event {
            // Also what it has taken on may raise a question.
            Event::PartnerAsked { .. } | Event::PartnerSettled => self.placement.is_with(self.by),
            _ => self.placement.waits_for(partner),
        };
        match has_it && !self.has_asked(&event) {
            true => Ok(vec![event]),
            false => Err(self.late()),
        }
    }

    /// What a partner has ordered is its to end: it tells us when it does.
    pub(super) fn not_ordered_elsewhere(&self) -> Result<(), Refused> {
        match self.placement.is_ordered_by_partner() {
            true => Err(Refused::OrderRuns),
            false => Ok(()),
        }
    }

    /// What the partner has taken on comes to nothing there.
    pub(super) fn partner_fails(&self, reason: &str) -> Result<Vec<Event>, Refused> {
        let reason = reason.to_owned();
        match self.placement.is_with(self.by) {
            true => Ok(vec![Event::PartnerDeclined { reason }]),
            false => Err(self.late()),
        }
    }

    /// Whether the partner asks what it has asked already, and nobody has settled.
    fn has_asked(&self, event: &Event) -> bool {
        let asked = self.placement.partner_question.as_ref();
        matches!(event, Event::PartnerAsked { question } if asked == Some(question))
    }

    /// The next version of what a partner handed to us, asked for or not; an older one than the last says nothing.
    pub(super) fn take_version(&self, given: &GivenVersion) -> Result<Vec<Event>, Refused> {
        self.giver()?;
        if !self.placement.is_open() {
            return Err(self.late());
        }
        if given.spec.version <= self.placement.given_version() {
            return Err(Refused::NothingSaid);
        }
        let replaced = given.replaces(self.placement);
        replaced
            .map(|event| vec![event])
            .ok_or(Refused::NothingSaid)
    }

    /// What a partner handed to us ends at its word, until somebody is bound.
    pub(super) fn withdraw(&self) -> Result<Vec<Event>, Refused> {
        self.giver()?;
        match self.placement.rests_on_agreement() {
            true => Ok(vec![Event::Ended {
                reason: Ending::Withdrawn,
                note: String::new(),
            }]),
            false => Err(self.late()),
        }
    }

    /// Only the partner that handed it to us speaks as its employer.
    fn giver(&self) -> Result<(), Refused> {
        let is_giver = *self.by == Actor::Employer && self.placement.from_partner.is_some();
        is_giver.then_some(()).ok_or(Refused::NotYours)
    }
}
