//! A placement in a list: whose it is, what is next and until when, read off its head alone.

use base::people::Actor;
use base::time::japanese;
use jiff::civil::Date;
use placements::{CaseHead, PlacementHead, Stage, Status};
use serde::Serialize;
use town::{Content, Programme};
use web::case_address;

use crate::DECIDE;
use crate::history::status_words;
use crate::people::People;

/// A placement as lists know it.
#[derive(Clone, Copy)]
pub(crate) struct ListedWork<'a> {
    pub case: &'a CaseHead,
    pub is: &'a PlacementHead,
}

/// A placement in a list.
#[derive(Serialize)]
pub(crate) struct Card {
    title: String,
    /// Whose work it is; empty where the viewer is not told.
    business: String,
    reference: String,
    href: String,
    status: String,
    kind: &'static str,
    holder: String,
    waits_for: String,
    /// What is next; empty once nothing is.
    next: String,
    until: String,
    urgent: bool,
}

/// Somebody who looks at lists.
pub(crate) struct Viewer<'a> {
    pub content: &'a Content,
    pub of: &'a Actor,
    pub today: Date,
}

impl Viewer<'_> {
    pub fn programme(&self) -> &Programme {
        &self.content.programme
    }

    /// Whether somebody follows it as who looks after it does.
    pub fn follows(&self, is: &PlacementHead) -> bool {
        *self.of == Actor::Office || is.may_follow(self.of)
    }

    /// By which day something has to happen, the most urgent of what is open.
    pub fn due(&self, is: &PlacementHead) -> Option<Date> {
        let next = is.next.map(|(day, _)| day);
        is.overdue_payment(self.today).or(is.until).or(next)
    }

    pub fn card(&self, ListedWork { case, is }: ListedWork<'_>) -> Card {
        let (status, kind) = status_words(is.status, &self.content.texts.director);
        let due = self.due(is).filter(|_| is.is_open());
        let business = match is.may_know_employer(self.of) {
            true => case.business.clone(),
            false => String::new(),
        };
        Card {
            title: is.title.clone(),
            business,
            reference: is.id.to_string(),
            href: format!("{DECIDE}?t={}", case_address(&is.id, self.of)),
            status: status.to_owned(),
            kind,
            holder: match is.keeper.as_ref() {
                Some(keeper) if keeper != self.of => People(self.content).actor(keeper),
                _ => String::new(),
            },
            waits_for: self.waits_for(is),
            next: self.next(is).to_owned(),
            until: self.until(is, due),
            urgent: due.is_some_and(|day| day <= self.today),
        }
    }

    fn until(&self, is: &PlacementHead, due: Option<Date>) -> String {
        let texts = &self.content.texts;
        let (unpaid, late) = (is.overdue_payment(self.today), is.client_late(self.today));
        match (unpaid, late, due) {
            (Some(day), ..) => texts.orders.overdue(japanese(day)),
            (None, Some(day), _) => texts.money.late_list(japanese(day)),
            (None, None, Some(day)) => texts.director.until(japanese(day)),
            (None, None, None) => String::new(),
        }
    }

    /// What is next.
    fn next(&self, is: &PlacementHead) -> &str {
        let texts = &self.content.texts;
        match is.status {
            Status::Waiting => texts.director.next_reply(),
            Status::Questioned => texts.director.next_answer(),
            Status::AwaitingConsent => texts.director.next_consent(),
            Status::WithPartner => texts.director.next_partner(),
            Status::Accepted {
                stage: Stage::Payment,
            } if is.is_open() => texts.director.next_income(),
            Status::Accepted { stage } => match (is.next, stage.next()) {
                (Some((_, due)), _) => due.label(&texts.orders),
                (None, Some(stage)) => stage.label(&texts.placements),
                (None, None) => "",
            },
            Status::Ended { .. } => "",
        }
    }

    /// Whom it waits for, in two words.
    fn waits_for(&self, is: &PlacementHead) -> String {
        let (people, texts) = (People(self.content), &self.content.texts.director);
        match is.status {
            _ if !is.is_open() => String::new(),
            Status::Accepted { .. } if is.may_follow(self.of) && *self.of != Actor::Office => {
                texts.viewer().to_owned()
            }
            Status::Accepted { .. } => {
                let keeper = is.keeper.as_ref();
                keeper.map_or_else(String::new, |keeper| people.actor(keeper))
            }
            Status::Waiting if is.holder.includes(self.of) => texts.viewer().to_owned(),
            Status::WithPartner if is.partner_asks && is.is_offered_to(self.of) => {
                texts.viewer_asked().to_owned()
            }
            _ => people.holder(&is.holder),
        }
    }
}
