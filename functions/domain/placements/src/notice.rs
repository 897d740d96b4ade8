//! Who is notified of a new entry, and the outbox messages for it: one per recipient, ids derived from
//! the entry, so that each is written once.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::Case;
use super::accounting;
use super::ending_notice::{changed_mind, ended};
use super::entry::{Entry, Event};
use super::partner_notice;
use super::state::Placement;
use base::people::{Actor, Holder, Notice};
use base::reference::Reference;
use messages::Message;
use orders::OrderEvent;
use submissions::route::Reason;
use town::{Partner, Programme};

/// What new entries of a case have to be followed by, each recipient notified once of the same thing.
#[derive(Default)]
pub(super) struct Notices {
    /// By recipient and notice: the number of the first entry that causes it, and the specs it is about.
    due: BTreeMap<(Actor, Notice), (usize, Vec<u32>)>,
    /// When the first entry was made.
    at: Option<Timestamp>,
}

impl Notices {
    /// Adds what one entry causes. `before` is its placement without it, `after` the case with it.
    pub(super) fn add(
        &mut self,
        before: Option<&Placement>,
        entry: &Entry,
        after: &Case,
        programme: &Programme,
    ) {
        self.at.get_or_insert(entry.at);
        let (Some(was), Some(is)) = (before, after.placement(entry.spec)) else {
            return;
        };
        let number = after.entries.len();
        for (to, notice) in recipients(entry, was, is, programme) {
            let (to, notice) = reachable(after, is, to, notice);
            let (_, specs) = self.due.entry((to, notice)).or_insert((number, Vec::new()));
            if specs.last() != Some(&entry.spec) {
                specs.push(entry.spec);
            }
        }
    }

    /// The messages, one per recipient and notice.
    pub(super) fn messages(self, reference: &Reference) -> Vec<Message> {
        let Some(at) = self.at else {
            return Vec::new();
        };
        let message =
            |(due, (entry, specs))| Message::about_placements(reference, specs, due, entry, at);
        self.due.into_iter().map(message).collect()
    }
}

/// An employer without a mail address is phoned by the office; papers are printed by whoever looks after it.
fn reachable(case: &Case, is: &Placement, to: Actor, notice: Notice) -> (Actor, Notice) {
    if to != Actor::Employer || case.submission.contact.mail.is_some() {
        return (to, notice);
    }
    let keeper = || is.keeper.clone().unwrap_or(Actor::Office);
    match notice {
        Notice::Quote => (keeper(), Notice::QuotePaper),
        Notice::Contract => (keeper(), Notice::QuoteAnswer),
        Notice::Invoice => (keeper(), Notice::InvoicePaper),
        // Whoever has no mail said it in person, or on a page.
        Notice::Agreement => (Actor::Office, notice),
        _ => (Actor::Office, Notice::Phone),
    }
}

/// Who is notified of one entry, and by which notice. `was` is the placement before it, `is` with it.
fn recipients(
    entry: &Entry,
    was: &Placement,
    is: &Placement,
    programme: &Programme,
) -> Vec<(Actor, Notice)> {
    let employer = |notice| vec![(Actor::Employer, notice)];
    let keeper = |notice| vec![(is.keeper.clone().unwrap_or(Actor::Office), notice)];
    let all = |to: &Holder, notice| -> Vec<(Actor, Notice)> {
        let actors = actors_behind(to, is, programme).into_iter();
        actors.map(|actor| (actor, notice)).collect()
    };
    let taken_back = partner_notice::taken_back(was);
    match &entry.event {
        Event::Offered { to, .. } | Event::Reassigned { to } => [
            all(to, Notice::Offer),
            employer(Notice::StatusUpdate),
            taken_back,
        ]
        .concat(),
        // The quote tells the employer first; they have not asked yet.
        Event::Accepted if was.choice.reason == Reason::Again => Vec::new(),
        Event::Accepted => [employer(Notice::StatusUpdate), taken_back].concat(),
        // Whom it is offered to next is told by the entry that follows.
        Event::Declined { .. } | Event::ConsentGiven => Vec::new(),
        Event::Advanced { .. } | Event::PartnerSettled => reported(is, programme),
        Event::Asked { .. } => employer(Notice::Question),
        Event::Answered { .. } | Event::Replaced { .. } => {
            [partner_notice::answered(was, is), reported(is, programme)].concat()
        }
        Event::ConsentAsked { .. } => employer(Notice::Consent),
        Event::ConsentRefused => keeper(Notice::ConsentAnswer),
        Event::HandedOver { .. } => partner_notice::handed_over(was, is),
        Event::PartnerTook | Event::PartnerDeclined { .. } => [
            keeper(Notice::PartnerAnswer),
            employer(Notice::StatusUpdate),
        ]
        .concat(),
        Event::PartnerAsked { .. } => keeper(Notice::PartnerAnswer),
        Event::Reminded => [
            all(&was.holder, Notice::Reminder),
            employer_of_reminder(was),
        ]
        .concat(),
        Event::Escalated { to } => {
            [all(to, Notice::Escalation), employer(Notice::StatusUpdate)].concat()
        }
        Event::MindChanged { .. } => changed_mind(&concerned(was, programme)),
        Event::Ended { reason, .. } => [
            ended(*reason, entry, is, &concerned(was, programme)),
            taken_back,
        ]
        .concat(),
        Event::Order { event } => ordered(event, entry, is, programme),
        Event::Account { event } => {
            accounting::recipients(event, &entry.by, reachable_keeper(is, programme), (was, is))
        }
    }
}

/// The system of a partner that handed it to us keeps step; people are not written to about every stage.
fn reported(is: &Placement, programme: &Programme) -> Vec<(Actor, Notice)> {
    let partner = is
        .from_partner
        .as_ref()
        .and_then(|id| programme.partner(id));
    match partner.is_some_and(Partner::has_system) {
        true => vec![(Actor::Employer, Notice::StatusUpdate)],
        false => Vec::new(),
    }
}

/// The employer is notified that somebody else was reminded, not of their own reminder.
fn employer_of_reminder(was: &Placement) -> Vec<(Actor, Notice)> {
    match was.holder {
        // That it is with the office they know; every week it is the office that is told.
        Holder::Employer | Holder::Office => Vec::new(),
        _ => vec![(Actor::Employer, Notice::StatusUpdate)],
    }
}

/// The most mails in 24 hours that a worker's deliveries and calls for help cause.
const MAILS_A_DAY: usize = 10;

/// Workers get their papers; whoever looks after it, what workers do; the office, what troubles them.
fn ordered(
    event: &OrderEvent,
    entry: &Entry,
    is: &Placement,
    programme: &Programme,
) -> Vec<(Actor, Notice)> {
    let keeper = reachable_keeper(is, programme);
    // Whoever enters for a worker what they said knows it.
    let told = |notice| match is.may_follow(&entry.by) {
        true => Vec::new(),
        false => vec![(keeper.clone(), notice)],
    };
    if said_enough(event, entry.at, is) {
        return Vec::new();
    }
    match event {
        OrderEvent::Issued(issued) => {
            let papers = issued.to.iter().map(|to| {
                let order = is.orders.order(to.worker);
                match order.and_then(|order| order.latest().terms.mail.as_ref()) {
                    Some(_) => (Actor::Worker { number: to.worker }, Notice::Order),
                    None => (keeper.clone(), Notice::OrderPaper),
                }
            });
            papers.collect()
        }
        OrderEvent::EndingAnnounced(it) => ending(it.worker, Some(keeper), is),
        // Whoever hears it from a worker without mail prints it from the page.
        OrderEvent::EndingExplained(it) => ending(it.worker, None, is),
        OrderEvent::Delivered { .. } => told(Notice::Delivered),
        OrderEvent::PaperWanted { .. } => told(Notice::PaperWanted),
        OrderEvent::Trouble { .. } => vec![(Actor::Office, Notice::Trouble)],
        OrderEvent::Applied { .. } => applied(keeper, entry, is),
        OrderEvent::Quoted(_) => vec![(Actor::Employer, Notice::Quote)],
        OrderEvent::QuoteAnswered(it) if it.contract.is_empty() => told(Notice::QuoteAnswer),
        // Both have the papers of the contract in hand.
        OrderEvent::QuoteAnswered(_) => vec![
            (Actor::Employer, Notice::Contract),
            (keeper, Notice::QuoteAnswer),
        ],
        OrderEvent::Reminded { step, .. } => vec![(step.reminds(&keeper), Notice::OrderDue)],
        OrderEvent::Prepared(_)
        | OrderEvent::RecruitmentOpened(_)
        | OrderEvent::RecruitmentClosed
        | OrderEvent::QuotePrepared(_)
        | OrderEvent::Settled { .. }
        | OrderEvent::Received { .. }
        | OrderEvent::PaperGiven { .. } => Vec::new(),
    }
}

/// Who looks after it, or the office where the settings name nobody of that name any more.
fn reachable_keeper(is: &Placement, programme: &Programme) -> Actor {
    let keeper = is.keeper.clone();
    let keeper = keeper.filter(|keeper| programme.contact_of(keeper).is_some());
    keeper.unwrap_or(Actor::Office)
}

/// The worker gets the notice of the end; without mail, `keeper` prints it.
fn ending(worker: u32, keeper: Option<Actor>, is: &Placement) -> Vec<(Actor, Notice)> {
    let order = is.orders.order(worker);
    let mailed = order.is_some_and(|order| order.latest().terms.mail.is_some());
    match (mailed, keeper) {
        (true, _) => vec![(Actor::Worker { number: worker }, Notice::Ending)],
        (false, Some(keeper)) => vec![(keeper, Notice::EndingPaper)],
        (false, None) => Vec::new(),
    }
}

/// Those who answer a notice are told of ten times a day; all of them are on its page.
fn applied(keeper: Actor, entry: &Entry, is: &Placement) -> Vec<(Actor, Notice)> {
    let since = entry.at - SignedDuration::from_hours(24);
    let recent = is.history.iter().rev().take_while(|it| it.at > since);
    let answers = recent.filter(|it| {
        matches!(
            &it.event,
            Event::Order {
                event: OrderEvent::Applied { .. }
            }
        )
    });
    match answers.count() > MAILS_A_DAY {
        true => Vec::new(),
        false => vec![(keeper, Notice::Applied)],
    }
}

/// Whether a worker has caused the mails of a day: what they do after that is recorded and seen on the order's page.
fn said_enough(event: &OrderEvent, at: Timestamp, is: &Placement) -> bool {
    let (OrderEvent::Delivered { worker, .. } | OrderEvent::Trouble { worker, .. }) = event else {
        return false;
    };
    let since = at - SignedDuration::from_hours(24);
    let order = is.orders.order(*worker);
    order.is_some_and(|order| order.heard_since(since) > MAILS_A_DAY)
}

/// Whoever looks after it, or else has it; nobody once it is over.
fn concerned(was: &Placement, programme: &Programme) -> Vec<Actor> {
    match was.keeper.clone() {
        _ if !was.is_open() => Vec::new(),
        Some(keeper) => vec![keeper],
        None => actors_behind(&was.holder, was, programme),
    }
}

/// The people behind a holder.
fn actors_behind(holder: &Holder, placement: &Placement, programme: &Programme) -> Vec<Actor> {
    match holder {
        Holder::Group { group } => vec![Actor::Director {
            group: group.clone(),
        }],
        Holder::Deputy { group } => vec![Actor::Deputy {
            group: group.clone(),
        }],
        Holder::AllDirectors => {
            let declined = placement.declined_groups();
            let left = programme.directors.iter().map(|group| group.id.clone());
            left.filter(|id| !declined.contains(id))
                .map(|group| Actor::Director { group })
                .collect()
        }
        Holder::Office => vec![Actor::Office],
        Holder::Partner { partner } => vec![Actor::Partner {
            partner: partner.clone(),
        }],
        Holder::Employer => vec![Actor::Employer],
    }
}
