//! What employers read about their placements, in plain words: on the status page and in mails. Never
//! why a director declined, what stages cost, or what was written between directors and a partner.

use jiff::civil::Date;

use super::accounting;
use super::entry::{Entry, Event, Stage};
use super::state::{Placement, Status};
use base::people::{Actor, Holder};
use base::time::{japan_date, japanese};
use orders::OrderEvent;
use submissions::Submission;
use town::Content;
use town::texts::PlacementTexts;

/// The state of a placement in the employer's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacementSummary {
    /// A word or two.
    pub status: String,
    /// Who has it now, by the name in the settings.
    pub who: String,
    /// Until when they should have acted; `None` once decided.
    pub until: Option<Date>,
    /// What happens now, in whole sentences.
    pub line: String,
    /// Whether it is the employer who has to do something.
    pub yours: bool,
}

/// The name of a holder, as the employer reads it.
pub fn called(holder: &Holder, content: &Content) -> String {
    let (programme, texts) = (&content.programme, &content.texts.placements);
    match holder {
        Holder::Group { group } => match programme.group(group) {
            Some(group) => group.name.clone(),
            None => texts.former_director().to_owned(),
        },
        Holder::Deputy { group } => match programme.group(group) {
            Some(group) => group.deputy.name.clone(),
            None => texts.former_deputy().to_owned(),
        },
        Holder::AllDirectors => texts.all_directors().to_owned(),
        Holder::Office => programme.office.name.clone(),
        Holder::Partner { partner: id } => partner(Some(id), content),
        Holder::Employer => texts.employer().to_owned(),
    }
}

/// How somebody who acts is called.
pub fn named(actor: &Actor, content: &Content) -> String {
    match actor {
        Actor::Worker { number } => content.texts.placements.worker(number),
        actor => called(&Holder::of(actor), content),
    }
}

/// How a partner town is called by its id; without one, any of them.
pub fn partner(id: Option<&str>, content: &Content) -> String {
    let texts = &content.texts.placements;
    match id.map(|id| content.programme.partner(id)) {
        Some(Some(partner)) => partner.name.clone(),
        Some(None) => texts.former_partner().to_owned(),
        None => texts.partner().to_owned(),
    }
}

/// Where a sheet comes from that no business of the town wrote: a partner, with the number it has there, or a company
/// outside the town.
pub fn from_elsewhere(submission: &Submission, content: &Content) -> Option<String> {
    let texts = &content.texts.placements;
    match &submission.origin {
        Some(origin) => Some(texts.from_partner(&origin.id)),
        None if submission.is_from_outside() => Some(texts.outside().to_owned()),
        None => None,
    }
}

impl Placement {
    /// The state in the employer's words, for the status page and mails.
    pub fn summary(&self, content: &Content) -> PlacementSummary {
        let until = self.until;
        let who = called(&self.holder, content);
        let asked = self.question.is_some();
        let (status, line) = self.standing_words(content, &who, until);
        PlacementSummary {
            status: status.to_owned(),
            yours: asked || self.holder == Holder::Employer,
            who: match self.status {
                Status::Ended { .. } => String::new(),
                _ => who,
            },
            until,
            line,
        }
    }

    /// The word and the sentences for how it stands.
    fn standing_words<'c>(
        &self,
        content: &'c Content,
        who: &str,
        until: Option<Date>,
    ) -> (&'c str, String) {
        let texts = &content.texts.placements;
        let until = until.map(|day| texts.until(japanese(day)));
        let until = until.unwrap_or_default();
        match self.status {
            Status::Waiting => (texts.waiting(), texts.waiting_line(who, until)),
            Status::Questioned => (texts.questioned(), texts.questioned_line(until)),
            Status::AwaitingConsent => {
                let partner = partner(self.partner.as_deref(), content);
                (texts.consent(), texts.consent_line(partner, until))
            }
            Status::WithPartner => (texts.with_partner(), texts.with_partner_line(who, until)),
            Status::Accepted { stage } => {
                let stage = self.reached().unwrap_or(stage);
                let line = going_on(who, stage, texts);
                match stage {
                    _ if self.question.is_some() => {
                        (texts.questioned(), line + texts.accepted_asked())
                    }
                    Stage::Payment => (texts.paid(), line),
                    _ => (texts.accepted(), line),
                }
            }
            Status::Ended { reason } => {
                let reason = reason.label(&content.texts.figures);
                (texts.ended(), texts.ended_line(reason))
            }
        }
    }
}

fn going_on(who: &str, stage: Stage, texts: &PlacementTexts) -> String {
    match stage.next() {
        Some(next) => texts.accepted_line(who, stage.label(texts), next.label(texts)),
        None => texts.paid_line().to_owned(),
    }
}

impl Entry {
    /// What the employer reads about it; `None` where it does not concern them. `after` is the placement right after
    /// it.
    pub fn narrate(&self, after: &Placement, content: &Content) -> Option<String> {
        let texts = &content.texts.placements;
        let by = named(&self.by, content);
        let partner = partner(after.partner.as_deref(), content);
        let is_late = self.is_late(after);
        Some(match &self.event {
            Event::Order {
                event: OrderEvent::Quoted(sent),
            } => content.texts.quotes.told_sent(by, sent.paper.version),
            Event::Order {
                event: OrderEvent::QuoteAnswered(it),
            } => it.answer.told(by, it.version, &content.texts.quotes),
            // What is agreed on with workers is not the employer's.
            Event::Declined { .. } | Event::Order { .. } | Event::PartnerSettled => return None,
            Event::Account { event } => {
                return accounting::narrate(event, after, &content.texts);
            }
            Event::Offered { to, .. } => offered(to, content),
            Event::Reassigned { to } => texts.told_reassigned(called(to, content)),
            Event::Accepted | Event::PartnerTook => texts.told_accepted(by),
            Event::Asked { .. } => texts.told_asked(by),
            Event::Answered { changes, .. } if changes.is_empty() => {
                texts.told_answered().to_owned()
            }
            Event::Answered { .. } => texts.told_answered_version(after.spec.version),
            Event::Replaced { .. } => texts.told_replaced(after.spec.version),
            Event::ConsentAsked { .. } => texts.told_consent_asked(by, partner),
            Event::ConsentGiven => texts.told_consent_given(partner),
            Event::ConsentRefused => texts.told_consent_refused(partner),
            Event::HandedOver { .. } => texts.told_handed_over(partner),
            Event::PartnerDeclined { .. } => {
                texts.told_partner_declined(by, called(&after.holder, content))
            }
            Event::PartnerAsked { .. } => texts.told_partner_asked(by),
            Event::Reminded => reminded(is_late, after, content),
            Event::Escalated { to } => escalated(is_late, after, to, content),
            Event::Advanced { stage, on, .. } => {
                texts.told_advanced(stage.label(texts), japanese(*on))
            }
            Event::MindChanged { record } => record.told(&content.texts.assisted),
            Event::Ended { reason, .. } => texts.told_ended(reason.label(&content.texts.figures)),
        })
    }

    /// Whether it came after the day by which an answer was promised. Before, there is nothing to be sorry for.
    pub fn is_late(&self, after: &Placement) -> bool {
        let promised = after.promised;
        promised.is_none_or(|day| japan_date(self.at) > day)
    }
}

fn offered(to: &Holder, content: &Content) -> String {
    let (who, texts) = (called(to, content), &content.texts.placements);
    match to {
        Holder::AllDirectors => texts.offered_all(who),
        Holder::Office => texts.offered_office(who),
        _ => texts.offered(who),
    }
}

fn reminded(is_late: bool, after: &Placement, content: &Content) -> String {
    let (who, texts) = (called(&after.holder, content), &content.texts.placements);
    match after.holder {
        Holder::Employer => texts.reminded_employer().to_owned(),
        _ if is_late => texts.reminded_late(who),
        _ => texts.reminded(who),
    }
}

fn escalated(is_late: bool, after: &Placement, to: &Holder, content: &Content) -> String {
    let (who, texts) = (called(to, content), &content.texts.placements);
    match after.status {
        Status::Questioned | Status::AwaitingConsent => texts.escalated_employer(who),
        _ if is_late => texts.escalated_late(who),
        _ => texts.escalated(who),
    }
}
