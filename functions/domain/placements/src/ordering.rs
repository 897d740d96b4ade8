//! What directors and workers may do about the orders of a placement, and of which of their days the clock reminds.

use jiff::Timestamp;
use jiff::civil::Date;
use orders::FeeLine;

use super::command::Command;
use super::decide::Deciding;
use super::entry::{Event, Stage};
use super::refused::Refused;
use super::state::{Placement, Status};
use base::people::Actor;
use base::time::japan_date;
use orders::{
    EndingFacts, IssuedOrder, IssuedSheet, Judge, Order, OrderEvent, OrderProgress, OrderRefused,
};
use town::Programme;
use town::texts::{OrderTexts, Texts};

impl Deciding<'_> {
    /// The events of a command about orders.
    pub(super) fn order(&self, command: &Command) -> Result<Vec<Event>, Refused> {
        let book = &self.placement.orders;
        match command {
            Command::Prepare { order } => {
                self.followed()?;
                Ok(one(OrderEvent::Prepared(order.clone())))
            }
            Command::Settle { caution, how } => {
                self.followed()?;
                match book.cautions().contains(&caution.as_str()) {
                    true => Ok(one(OrderEvent::Settled {
                        caution: caution.clone(),
                        how: how.clone(),
                    })),
                    false => Err(Refused::Order(OrderRefused::NoSuchCaution)),
                }
            }
            Command::Issue { seen, texts } => self.issue(seen, texts),
            Command::AnnounceEnding {
                worker,
                draft,
                texts,
            } => {
                self.followed()?;
                let placement = self.placement.id.to_string();
                let facts = self.ending_facts(&placement, texts);
                of_book(book.announce_ending(*worker, draft, &facts))
            }
            Command::AskReason { worker, texts } => {
                self.concerned(*worker)?;
                let placement = self.placement.id.to_string();
                let facts = self.ending_facts(&placement, texts);
                of_book(book.explain_ending(*worker, &facts))
            }
            command => self.working(command),
        }
    }

    /// What a worker does, or somebody for them.
    fn working(&self, command: &Command) -> Result<Vec<Event>, Refused> {
        let book = &self.placement.orders;
        match command {
            Command::Receive { worker, version } => {
                self.concerned(*worker)?;
                of_book(book.receive(*worker, *version))
            }
            Command::Deliver {
                worker,
                delivered,
                after,
            } => {
                self.concerned(*worker)?;
                let event = book
                    .deliver(*worker, delivered, *after)
                    .map_err(Refused::Order)?;
                let all = self.all_deliver_with(*worker);
                Ok([one(event), all.into_iter().collect()].concat())
            }
            Command::WantPaper { worker } => {
                self.concerned(*worker)?;
                of_book(book.want_paper(*worker, self.by))
            }
            Command::GivePaper { worker } => {
                self.followed()?;
                of_book(book.give_paper(*worker))
            }
            Command::ReportTrouble {
                worker,
                text,
                after,
            } => {
                self.concerned(*worker)?;
                of_book(book.trouble(*worker, text, *after))
            }
            command => self.offering(command),
        }
    }

    fn ending_facts<'a>(&'a self, placement: &'a str, texts: &'a Texts) -> EndingFacts<'a> {
        EndingFacts {
            placement,
            programme: self.programme,
            texts,
            today: japan_date(self.now),
            progress: self.placement.order_progress(),
        }
    }

    /// Papers, and the order as a stage of the work where it is new or comes to another amount.
    fn issue(&self, seen: &str, texts: &OrderTexts) -> Result<Vec<Event>, Refused> {
        self.followed()?;
        let spec = &self.placement.spec;
        let judge = Judge {
            programme: self.programme,
            today: japan_date(self.now),
            issued: None,
        };
        let placement = self.placement.id.to_string();
        let sheet = IssuedSheet {
            placement: &placement,
            title: &spec.title,
            version: spec.version,
        };
        let book = &self.placement.orders;
        let issued = book.issue_now(seen, sheet, judge, texts);
        let issued = issued.map_err(Refused::Order)?;
        let stage = self.ordered(&issued);
        let issued = one(OrderEvent::Issued(Box::new(issued)));
        Ok([issued, stage.into_iter().collect()].concat())
    }

    /// The order as a stage of the work, with tax, as whoever records it by hand is asked for it; none while its amount is
    /// open, or where it was recorded as it is.
    fn ordered(&self, issued: &IssuedOrder) -> Option<Event> {
        let draft = &self.placement.orders.prepared.as_ref()?.draft;
        let unit_yen = draft.fee.value()?.total().filter(|yen| *yen > 0)?;
        let sum = FeeLine { count: 1, unit_yen };
        let amount = accounts::amount(&[sum], issued.facts.tax_percent).gross();
        let estimate = self.placement.spec.estimate.hours_month;
        let hours = draft.hours().or(estimate)?;
        let before = self.placement.order();
        if before.is_some_and(|before| before.amount == Some(amount)) || hours <= 0.0 {
            return None;
        }
        Some(Event::Advanced {
            stage: Stage::Order,
            on: before.map_or(issued.on, |before| before.on),
            amount: Some(amount),
            hours: Some(hours),
        })
    }

    /// The delivery as a stage of the work, once everybody has delivered something.
    fn all_deliver_with(&self, worker: u32) -> Option<Event> {
        let placement = self.placement;
        let mut orders = placement.orders.orders.iter();
        let today = japan_date(self.now);
        let all = orders.all(|order| {
            order.worker == worker || !order.deliveries.is_empty() || order.is_over(today)
        });
        let recorded = placement.stage(Stage::Delivery).is_some() || placement.order().is_none();
        (all && !recorded).then_some(Event::Advanced {
            stage: Stage::Delivery,
            on: today,
            amount: None,
            hours: None,
        })
    }

    /// A worker acts on their own order alone; who looks after the placement, for them.
    pub(super) fn concerned(&self, worker: u32) -> Result<(), Refused> {
        let own = *self.by == Actor::Worker { number: worker };
        match (own, self.placement.status) {
            (true, Status::Accepted { .. }) => Ok(()),
            (true, _) => Err(self.late()),
            (false, _) => self.followed(),
        }
    }
}

pub(super) fn one(event: OrderEvent) -> Vec<Event> {
    vec![Event::Order { event }]
}

pub(super) fn of_book(event: Result<OrderEvent, OrderRefused>) -> Result<Vec<Event>, Refused> {
    event.map(one).map_err(Refused::Order)
}

impl Placement {
    /// The order of a worker, for a link that was made for this person.
    pub fn order_of(&self, worker: u32, person: &str) -> Option<&Order> {
        let order = self.orders.order(worker)?;
        (order.person() == person).then_some(order)
    }

    /// The last day on which a worker should have been paid, if it is over and no payment was recorded.
    pub fn overdue_payment(&self, today: Date, programme: &Programme) -> Option<Date> {
        let progress = self.order_progress().filter(|progress| !progress.paid)?;
        let days = self.orders.pay_days(&progress, programme);
        days.into_iter().find(|day| *day < today)
    }

    /// What the days of its orders depend on; none before it is taken on and after its end.
    pub fn order_progress(&self) -> Option<OrderProgress> {
        let Status::Accepted { .. } = self.status else {
            return None;
        };
        let (by, at) = self.accepted.as_ref()?;
        Some(OrderProgress {
            accepted_on: japan_date(*at),
            // What the partner has taken on is the partner's to order.
            ordered: self.order().is_some() || by.partner().is_some(),
            inspected: self.stage(Stage::Inspection).is_some(),
            paid: self.stage(Stage::Payment).is_some() && !self.is_delivered_after_payment(),
            inspections: self.accounts.inspected(&self.orders),
            pay: [self.accounts.settled(&self.orders), self.paid_by_stage()]
                .into_iter()
                .flatten()
                .collect(),
        })
    }

    /// When somebody has to be reminded of its orders next.
    pub(super) fn next_order_reminder(&self, programme: &Programme) -> Option<Timestamp> {
        let progress = self.order_progress()?;
        self.orders.next_reminder(&progress, programme)
    }

    /// What the clock says about its orders now.
    pub(super) fn order_reminders(&self, programme: &Programme, now: Timestamp) -> Vec<Event> {
        let Some(progress) = self.order_progress() else {
            return Vec::new();
        };
        let events = self.orders.reminders(&progress, programme, now);
        events
            .into_iter()
            .map(|event| Event::Order { event })
            .collect()
    }
}
