//! The placements' part of a round: remind, escalate, forget what was kept long enough.

use domain::content::Programme;
use domain::placement::{Decision, What};
use domain::time::{fiscal_year, japan_date};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

/// What a round did about placements.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cases {
    /// Specs whose holder was reminded.
    pub reminded: usize,
    /// Specs that went to a deputy or the office as well.
    pub escalated: usize,
    /// Cases whose name and address were deleted.
    pub contacts_forgotten: usize,
    /// Cases that were deleted, with everything that happened to them.
    pub forgotten: usize,
    /// Items of the ledger that were deleted.
    pub lines_forgotten: usize,
}

/// Sees to every case that is due. One that fails does not keep the others from theirs.
pub(crate) async fn round(
    store: &Store,
    programme: &Programme,
    now: Timestamp,
) -> Result<Cases, StoreError> {
    let mut done = Cases::default();
    let mut failed = None;
    for reference in store.cases_due(now).await? {
        match store.tick(&reference, now, programme).await {
            Ok(decision) => done.count(&decision.unwrap_or_default()),
            Err(error) => {
                tracing::error!(reference = reference.as_str(), %error, "a case was not seen to");
                failed = Some(error);
            }
        }
    }
    forget(store, programme, now, &mut done).await?;
    match failed {
        Some(error) => Err(error),
        None => Ok(done),
    }
}

async fn forget(
    store: &Store,
    programme: &Programme,
    now: Timestamp,
    done: &mut Cases,
) -> Result<(), StoreError> {
    let forgotten = store.forget_cases(now, programme).await?;
    for reference in &forgotten.contacts {
        tracing::info!(reference = reference.as_str(), "name and address deleted");
    }
    for reference in &forgotten.cases {
        tracing::info!(reference = reference.as_str(), "case deleted");
    }
    done.contacts_forgotten = forgotten.contacts.len();
    done.forgotten = forgotten.cases.len();
    let years = i16::try_from(programme.retention.ledger_years).unwrap_or(i16::MAX);
    let oldest = fiscal_year(japan_date(now)).saturating_sub(years);
    done.lines_forgotten = store.forget_ledger_before(oldest).await?;
    Ok(())
}

impl Cases {
    fn count(&mut self, decision: &Decision) {
        for entry in &decision.entries {
            match entry.what {
                What::Reminded => self.reminded += 1,
                _ => self.escalated += 1,
            }
        }
    }
}
