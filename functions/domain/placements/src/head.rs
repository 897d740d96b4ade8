//! The head of a case: what lists and searches need to know of it, small, so that they never read its sheets.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Case;
use super::entry::Event;
use super::id::SpecId;
use super::joint::is_one_client;
use super::state::{Placement, Status};
use base::contact::{Contact, EmailAddress, PhoneNumber};
use base::people::{Actor, Holder};
use base::reference::Reference;
use orders::OrderDue;
use submissions::Submission;
use town::Programme;

/// What lists and searches need of a case.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseHead {
    /// Its number.
    pub reference: Reference,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Name of the business; empty once it was deleted.
    pub business: String,
    /// Name of the person; empty once it was deleted.
    pub person: String,
    /// Mail address, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<PhoneNumber>,
    /// The visit that it came of, by its id in the book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visit: Option<String>,
    /// Its placements, in the order of the submission.
    pub placements: Vec<PlacementHead>,
}

/// What lists need of a placement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacementHead {
    /// Its number.
    pub id: SpecId,
    /// The work's name.
    pub title: String,
    /// What it waits for, or its last stage.
    pub status: Status,
    /// Whether it still needs somebody.
    pub open: bool,
    /// Whose turn it is, or who looks after it once accepted.
    pub holder: Holder,
    /// Who looks after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeper: Option<Actor>,
    /// Everybody it was offered to in this round.
    pub offered_to: Vec<Holder>,
    /// Ids of the groups that declined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<String>,
    /// Everybody who ever had it.
    pub had_by: Vec<Holder>,
    /// Id of the partner that has to decide on it or has taken it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// Whether the partner asked what nobody has settled.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partner_asks: bool,
    /// By which day whoever has it should act; `None` once decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The next day of its orders that somebody must not miss, and what is due then; also one that was missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<(Date, OrderDue)>,
    /// The earliest last day on which a worker may be paid who was not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pays_until: Option<Date>,
    /// Tells apart its workers, by [`orders::Order::payee`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payees: Vec<String>,
    /// The earliest day by which its client should have paid what was invoiced and has not arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_pays_until: Option<Date>,
}

impl std::fmt::Debug for CaseHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CaseHead({})", self.reference.as_str())
    }
}

impl CaseHead {
    /// Of a case as these settings see it.
    pub fn of(case: &Case, programme: &Programme) -> CaseHead {
        let placement = |it: &Placement| PlacementHead::of(it, programme);
        CaseHead::with(case.submission(), case.placements(), placement)
    }

    /// Of what was just sent: it is answered by the promised day.
    pub fn of_sent(case: &Case) -> CaseHead {
        CaseHead::with(case.submission(), case.placements(), PlacementHead::bare)
    }

    /// Whether it comes from the client who gave this contact; see [`is_one_client`].
    pub fn is_of(&self, contact: &Contact) -> bool {
        let own = Contact {
            business: self.business.clone(),
            mail: self.mail.clone(),
            phone: self.phone.clone(),
            ..contact.clone()
        };
        is_one_client(&own, contact)
    }

    fn with(
        submission: &Submission,
        placements: &[Placement],
        head: impl Fn(&Placement) -> PlacementHead,
    ) -> CaseHead {
        let contact = &submission.contact;
        let helper = submission.assisted.as_ref().map(|it| &it.helper);
        CaseHead {
            reference: submission.reference.clone(),
            sent_at: submission.sent_at,
            business: contact.business.clone(),
            person: contact.person.clone(),
            mail: contact.mail.clone(),
            phone: contact.phone.clone(),
            visit: helper.and_then(|helper| helper.visit.clone()),
            placements: placements.iter().map(head).collect(),
        }
    }
}

impl PlacementHead {
    fn of(placement: &Placement, programme: &Programme) -> PlacementHead {
        let progress = placement.order_progress();
        let days = progress.map(|progress| {
            let days = placement.orders.days(&progress, programme);
            let pay = placement.orders.pay_days(&progress, programme);
            (days.first().copied(), pay.first().copied())
        });
        let (next, pays_until) = days.unwrap_or_default();
        let awaited = placement.accounts.awaited().into_iter();
        PlacementHead {
            next,
            pays_until,
            client_pays_until: awaited.map(|(_, due)| due).min(),
            ..PlacementHead::bare(placement)
        }
    }

    /// Without the days of its orders.
    fn bare(placement: &Placement) -> PlacementHead {
        PlacementHead {
            id: placement.id.clone(),
            title: placement.spec.title.clone(),
            status: match placement.reached() {
                Some(stage) => Status::Accepted { stage },
                None => placement.status,
            },
            open: placement.is_open(),
            holder: placement.holder.clone(),
            keeper: placement.keeper.clone(),
            offered_to: placement.offered_to.clone(),
            declined: placement.declined_groups().into_iter().collect(),
            had_by: placement.had_by(),
            partner: placement.with_partner().map(str::to_owned),
            partner_asks: placement.partner_question.is_some(),
            until: placement.until,
            next: None,
            pays_until: None,
            payees: placement
                .orders
                .orders
                .iter()
                .map(orders::Order::payee)
                .collect(),
            client_pays_until: None,
        }
    }

    /// Whether it still needs somebody.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// As [`Placement::may_decide`].
    pub fn may_decide(&self, actor: &Actor) -> bool {
        let declined = |group: &str| self.declined.iter().any(|it| it == group);
        match actor {
            Actor::Office => self.status.is_undecided(),
            Actor::Director { group } | Actor::Deputy { group } if !declined(group) => {
                let mut offered = self.offered_to.iter();
                self.status.is_undecided() && offered.any(|holder| holder.admits(actor))
            }
            _ => false,
        }
    }

    /// As [`Placement::may_follow`].
    pub fn may_follow(&self, actor: &Actor) -> bool {
        let keeper = self.keeper.as_ref().and_then(Actor::group);
        *actor == Actor::Office || (actor.group().is_some() && keeper == actor.group())
    }

    /// As [`Placement::is_offered_to`].
    pub fn is_offered_to(&self, actor: &Actor) -> bool {
        self.offered_to.iter().any(|holder| holder.includes(actor))
    }

    /// Whether somebody may know whose work it is: whoever may act on it now.
    pub fn may_know_employer(&self, actor: &Actor) -> bool {
        self.may_decide(actor) || self.may_follow(actor)
    }

    /// As [`Placement::overdue_payment`].
    pub fn overdue_payment(&self, today: Date) -> Option<Date> {
        self.pays_until.filter(|day| *day < today)
    }

    /// The first day of an invoice that is over while nothing has arrived.
    pub fn client_late(&self, today: Date) -> Option<Date> {
        self.client_pays_until.filter(|day| *day < today)
    }

    /// As [`Placement::may_see`], of directors, deputies and the office.
    pub fn may_see(&self, actor: &Actor) -> bool {
        *actor == Actor::Office || self.had_by.iter().any(|holder| holder.admits(actor))
    }
}

impl Placement {
    /// Everybody who ever had it, or did something about it for a group.
    fn had_by(&self) -> Vec<Holder> {
        let moved = self.history.iter().filter_map(|entry| match &entry.event {
            Event::Offered { to, .. } | Event::Escalated { to } | Event::Reassigned { to } => {
                Some(to.clone())
            }
            _ => None,
        });
        let acted = self.history.iter().filter_map(|entry| {
            let group = entry.by.group()?.to_owned();
            Some(Holder::Group { group })
        });
        let all = [self.first.clone(), self.holder.clone()];
        let all = all.into_iter().chain(self.offered_to.iter().cloned());
        let mut had: Vec<Holder> = Vec::new();
        for holder in all.chain(moved).chain(acted) {
            if !had.contains(&holder) {
                had.push(holder);
            }
        }
        had
    }
}
