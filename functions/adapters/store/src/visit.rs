//! Requests to be visited: one item each beside its messages, and a line in the ledger.

use figures::ledger::Fact;
use jiff::SignedDuration;
use visits::Visit;

use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Key, number, pack, unpack};
use crate::table::TTL;
use crate::{Store, envelope, ledger};

fn key(id: &str) -> Key {
    Key {
        pk: envelope::partition(id),
        sk: "V".to_owned(),
    }
}

impl Store {
    /// Stores a request with its messages and enters it in the ledger; the same request again changes
    /// nothing and is `false`. It goes by its time to live after `keep_days`; the line stays.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn request_visit(&self, visit: &Visit, keep_days: u32) -> Result<bool, StoreError> {
        let mut item = key(&visit.id).item();
        let gone = visit.asked_at + SignedDuration::from_hours(24 * i64::from(keep_days));
        item.insert("body".to_owned(), pack("visit", visit)?);
        item.insert(TTL.to_owned(), number(ceil_unix_seconds(gone)));
        let mut writes = vec![self.put_new(item)];
        let lines = ledger::items(&visit.id, &[visit.line()])?;
        writes.extend(lines.into_iter().map(|item| self.put_new(item)));
        writes.extend(envelope::of(&visit.messages())?.map(|item| self.put_new(item)));
        match self.transact(writes).await {
            Ok(()) => Ok(true),
            Err(cancelled) if cancelled.failed(0) => Ok(false),
            Err(cancelled) => Err(cancelled.error),
        }
    }

    /// A request.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn visit(&self, id: &str) -> Result<Option<Visit>, StoreError> {
        let item = self.read(&key(id)).await?;
        item.map(|item| unpack("visit", &item)).transpose()
    }

    /// How many visits were asked for in a fiscal year, April to March.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn visits_asked_for(&self, fiscal_year: i16) -> Result<u32, StoreError> {
        let lines = self.ledger(fiscal_year).await?;
        let visits = lines.iter().filter(|line| line.fact == Fact::Visited);
        Ok(visits.count() as u32)
    }
}
