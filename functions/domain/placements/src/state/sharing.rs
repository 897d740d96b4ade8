//! What a placement knows of partners: whom its employer agreed to, and where it is.

use super::super::entry::{Event, Stage};
use super::{Placement, Status};
use base::people::Actor;

impl Placement {
    /// The employer's word on handing it to a partner; `None`: they were not asked.
    pub fn consent_to(&self, partner: &str) -> Option<bool> {
        self.consents.get(partner).copied()
    }

    /// The employer's word on the partner that they were asked about last.
    pub fn last_consent(&self) -> Option<bool> {
        self.consent_to(self.partner.as_deref()?)
    }

    /// As it is with a partner to which its employer agreed.
    #[must_use]
    pub fn agreed_with(&self, partner: &str) -> Placement {
        let mut agreed = self.clone();
        agreed.partner = Some(partner.to_owned());
        agreed.consents.insert(partner.to_owned(), true);
        agreed
    }

    /// Whether this partner has to decide.
    pub fn waits_for(&self, partner: &str) -> bool {
        self.status == Status::WithPartner && self.partner.as_deref() == Some(partner)
    }

    /// The partner that has to decide, also while the office looks after it, or that has taken it on; none of what ended.
    pub fn with_partner(&self) -> Option<&str> {
        let is_there = match self.status {
            Status::WithPartner => true,
            Status::Accepted { .. } => self.is_taken_by_partner(),
            _ => false,
        };
        self.partner.as_deref().filter(|_| is_there)
    }

    /// Whether it is with this partner, which has to decide or has taken it on.
    pub fn is_with(&self, partner: &Actor) -> bool {
        let with = self.with_partner();
        with.is_some() && with == partner.partner()
    }

    /// The last version that came from the partner that handed it to us; answers given here make versions of their own.
    pub(in super::super) fn given_version(&self) -> u32 {
        let given = self
            .history
            .iter()
            .rev()
            .find_map(|entry| match entry.event {
                Event::Replaced { given, .. } => Some(given),
                _ => None,
            });
        let first = self.versions.first().map(|second| second.number - 1);
        given.or(first).unwrap_or(self.spec.version)
    }

    /// Whether the partner that has it told us of an order.
    pub(in super::super) fn is_ordered_by_partner(&self) -> bool {
        let is_order = |event: &Event| {
            let Event::Advanced { stage, .. } = event else {
                return false;
            };
            *stage == Stage::Order
        };
        let last = self.history.iter().rev().find(|it| is_order(&it.event));
        let told = last.is_some_and(|entry| entry.by.partner().is_some());
        told && self.order().is_some() && self.is_taken_by_partner()
    }

    /// Whether a partner has taken it on.
    pub fn is_taken_by_partner(&self) -> bool {
        let accepted = self.accepted.as_ref();
        accepted.is_some_and(|(by, _)| by.partner().is_some())
    }

    /// Whether somebody who looks after it may still hand it to a partner: until an order is made.
    pub fn may_hand_over(&self, actor: &Actor) -> bool {
        let accepted = matches!(self.status, Status::Accepted { .. });
        let ordered = self.order().is_some() || !self.orders.orders.is_empty();
        accepted && !self.is_taken_by_partner() && !ordered && self.may_follow(actor)
    }
}
