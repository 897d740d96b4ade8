//! Whether a placement may go to a partner, and what its employer and the partner may say to that.

use super::command::Refused;
use super::decide::Deciding;
use super::entry::Event;
use super::state::Status;
use base::people::Actor;

impl Deciding<'_> {
    pub(super) fn hand_over(&self, to: &str) -> Result<Vec<Event>, Refused> {
        let placement = self.placement;
        let consent = placement.consent_to(to);
        if self.programme.partner(to).is_none() || consent == Some(false) {
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
        let waits = self.placement.waits_for(partner) && !self.has_asked(&event);
        match waits {
            true => Ok(vec![event]),
            false => Err(self.late()),
        }
    }

    /// Whether the partner asks what it has asked already, and nobody has settled.
    fn has_asked(&self, event: &Event) -> bool {
        let asked = self.placement.partner_question.as_ref();
        matches!(event, Event::PartnerAsked { question } if asked == Some(question))
    }
}
