//! The placements' part of a round: remind, escalate, forget what was kept long enough.

use base::reference::Reference;
use base::time::{fiscal_year, japan_date};
use jiff::Timestamp;
use orders::{DueStep, OrderEvent};
use placements::{Decision, Erasure, Event};
use serde::{Deserialize, Serialize};
use store::Store;
use town::Programme;

use crate::trouble::Trouble;

/// What a round did about placements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// Specs whose holder was reminded.
    pub reminded: usize,
    /// Specs that were escalated to a deputy or the office.
    pub escalated: usize,
    /// Cases whose step is due and could not be made.
    pub missed: usize,
    /// Cases whose name and address were deleted.
    pub contacts_forgotten: usize,
    /// Cases that were deleted, with everything that happened to them.
    pub forgotten: usize,
    /// Items of the ledger that were deleted.
    pub lines_forgotten: usize,
}

/// Sees to every case that is due.
pub(crate) async fn round(
    store: &Store,
    programme: &Programme,
    now: Timestamp,
    trouble: &mut Trouble,
) -> Cases {
    let mut done = Cases::default();
    for reference in trouble.note("cases due", store.cases_due(now).await) {
        match store.forget_open_case(&reference, now, programme).await {
            Ok(None) => {}
            Ok(forgotten) => {
                done.forgot(forgotten, &reference);
                continue;
            }
            Err(error) => trouble.of_case(&reference, error),
        }
        match store.tick(&reference, now, programme).await {
            Ok(Some(decision)) => done.count(&decision),
            Ok(None) => {}
            Err(error) => {
                done.missed += 1;
                trouble.of_case(&reference, error);
            }
        }
    }
    for reference in trouble.note("cases to forget", store.cases_to_forget(now).await) {
        match store.forget_case(&reference, now, programme).await {
            Ok(forgotten) => done.forgot(forgotten, &reference),
            Err(error) => trouble.of_case(&reference, error),
        }
    }
    let years = i16::try_from(programme.retention.ledger_years).unwrap_or(i16::MAX);
    let oldest = fiscal_year(japan_date(now)).saturating_sub(years);
    let lines = store.forget_ledger_before(oldest).await;
    done.lines_forgotten = trouble.note("ledger", lines);
    done
}

impl Cases {
    fn count(&mut self, decision: &Decision) {
        for entry in &decision.entries {
            match entry.event {
                Event::Reminded
                | Event::Order {
                    event:
                        OrderEvent::Reminded {
                            step: DueStep::Keeper,
                            ..
                        },
                } => self.reminded += 1,
                _ => self.escalated += 1,
            }
        }
    }

    fn forgot(&mut self, what: Option<Erasure>, reference: &Reference) {
        let reference = reference.as_str();
        match what {
            Some(Erasure::Contact) => {
                self.contacts_forgotten += 1;
                tracing::info!(reference, "name and address deleted");
            }
            Some(Erasure::Case) => {
                self.forgotten += 1;
                tracing::info!(reference, "case deleted");
            }
            None => {}
        }
    }
}
