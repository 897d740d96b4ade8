//! A placement in a list: whose it is, what is next and until when, the most urgent first.

use base::people::Actor;
use base::reference::Reference;
use base::time::japanese;
use jiff::civil::Date;
use placements::{Placement, SpecId};
use serde::Serialize;
use town::{Content, Programme};
use web::{AppState, HandlerError, case_address};

use crate::DECIDE;
use crate::history::{now, waits_for};
use crate::people::People;

/// Placements under one heading.
#[derive(Serialize)]
pub(crate) struct List {
    title: String,
    /// How much a group has on its hands; empty in a list of one's own.
    load: String,
    cases: Vec<Card>,
}

impl List {
    pub fn new(title: &str, load: String, cases: Vec<Card>) -> List {
        List {
            title: title.to_owned(),
            load,
            cases,
        }
    }
}

/// A placement in a list.
#[derive(Serialize)]
pub(crate) struct Card {
    title: String,
    reference: String,
    href: String,
    status: String,
    kind: &'static str,
    holder: String,
    waits_for: String,
    until: String,
    urgent: bool,
    #[serde(skip)]
    due: Date,
}

/// Somebody who looks at lists.
pub(crate) struct Viewer<'a> {
    pub state: &'a AppState,
    pub content: &'a Content,
    pub of: &'a Actor,
    pub today: Date,
}

impl Viewer<'_> {
    pub fn programme(&self) -> &Programme {
        &self.content.programme
    }

    fn card(&self, placement: &Placement) -> Card {
        let programme = self.programme();
        let standing = now(placement, self.of, self.content);
        let texts = &self.content.texts.director;
        let until = placement.until(programme);
        let overdue = placement.overdue_payment(self.today, programme);
        let keeper = placement.keeper.as_ref();
        Card {
            title: placement.spec.title.clone(),
            reference: placement.id.to_string(),
            href: format!("{DECIDE}?t={}", case_address(&placement.id, self.of)),
            status: standing.status,
            kind: standing.kind,
            holder: match keeper {
                Some(keeper) if keeper != self.of => People(self.content).actor(keeper),
                _ => String::new(),
            },
            waits_for: waits_for(placement, self.of, self.content),
            until: match (overdue, placement.accounts.late(self.today), until) {
                (Some(day), ..) => self.content.texts.orders.overdue(japanese(day)),
                (None, Some(due), _) => self.content.texts.money.late_list(japanese(due)),
                (None, None, until) => {
                    until.map_or_else(String::new, |day| texts.until(japanese(day)))
                }
            },
            urgent: overdue.or(until).is_some_and(|day| day <= self.today),
            due: overdue.or(until).unwrap_or(Date::MAX),
        }
    }

    /// Cards of those that fit, the most urgent first.
    pub fn cards(&self, all: &[Placement], fits: impl Fn(&Placement) -> bool) -> Vec<Card> {
        let mut cards: Vec<Card> = all
            .iter()
            .filter(|placement| fits(placement))
            .map(|placement| self.card(placement))
            .collect();
        cards.sort_by(|a, b| (a.due, &a.reference).cmp(&(b.due, &b.reference)));
        cards
    }

    /// What a worker should have been paid for by now, and what a client; on top until the payment is recorded.
    pub fn overdue(&self, all: &[Placement]) -> impl Iterator<Item = List> {
        let mine = |p: &Placement| *self.of == Actor::Office || p.may_follow(self.of);
        let texts = &self.content.texts;
        let unpaid = |p: &Placement| p.overdue_payment(self.today, self.programme()).is_some();
        let late = |p: &Placement| p.accounts.late(self.today).is_some();
        let lists = [
            (
                texts.orders.list_overdue(),
                self.cards(all, |p| mine(p) && unpaid(p)),
            ),
            (
                texts.money.list_late(),
                self.cards(all, |p| mine(p) && late(p)),
            ),
        ];
        let shown = lists.into_iter().filter(|(_, cards)| !cards.is_empty());
        shown.map(|(title, cards)| List::new(title, String::new(), cards))
    }

    /// What is found under a number as typed, as far as the viewer may see it.
    pub async fn search(&self, typed: &str) -> Result<Vec<Card>, HandlerError> {
        let id = SpecId::parse(typed);
        let reference = Reference::parse(typed).or_else(|| id.clone().map(|id| id.reference));
        let Some(reference) = reference else {
            return Ok(Vec::new());
        };
        let case = self.state.store.case(&reference).await?;
        let placements = case.map(|case| case.placements().to_vec());
        let placements = placements.unwrap_or_default();
        let wanted = |placement: &Placement| {
            id.as_ref().is_none_or(|id| *id == placement.id) && placement.may_see(self.of)
        };
        Ok(self.cards(&placements, wanted))
    }
}
