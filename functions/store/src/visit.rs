//! Requests to be visited: one item each beside its messages, counted by fiscal year for good.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{TransactWriteItem, Update};
use domain::seminar::visit::Visit;
use jiff::SignedDuration;

use crate::Store;
use crate::draft::seconds_up;
use crate::error::StoreError;
use crate::item::{Key, number, pack, read_number, unpack};
use crate::outbox;
use crate::retry::cancellation;
use crate::table::TTL;

fn key(id: &str) -> Key {
    Key {
        pk: outbox::partition(id),
        sk: "V".to_owned(),
    }
}

fn counter(fiscal_year: i16) -> Key {
    Key {
        pk: "N#visits".to_owned(),
        sk: fiscal_year.to_string(),
    }
}

impl Store {
    /// Stores a request with its messages and counts it; the same request again changes nothing and is
    /// `false`. It goes by its time to live after `keep_days`; the count stays.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn request_visit(&self, visit: &Visit, keep_days: u32) -> Result<bool, StoreError> {
        let mut item = key(&visit.id).item();
        let gone = visit.asked_at + SignedDuration::from_hours(24 * i64::from(keep_days));
        item.insert("body".to_owned(), pack("visit", visit)?);
        item.insert(TTL.to_owned(), number(seconds_up(gone)));
        let mut writes = vec![
            self.put_new(item),
            self.count(&counter(visit.fiscal_year())),
        ];
        writes.extend(outbox::envelope(&visit.messages())?.map(|item| self.put_new(item)));
        let writes = writes.into_iter().collect::<Result<_, _>>();
        let sent = self
            .client
            .transact_write_items()
            .set_transact_items(Some(
                writes.expect("every write has its table and its content"),
            ))
            .send()
            .await;
        let Err(error) = sent else {
            return Ok(true);
        };
        let reasons = error.as_service_error().map(cancellation);
        let first = reasons.unwrap_or_default().first();
        if first.is_some_and(|reason| reason.code() == Some("ConditionalCheckFailed")) {
            return Ok(false);
        }
        Err(StoreError::of("TransactWriteItems", error))
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
        let item = self.read(&counter(fiscal_year)).await?;
        let number = item.map(|item| read_number("counter", &item, "number"));
        Ok(number.transpose()?.flatten().unwrap_or_default())
    }

    fn count(&self, key: &Key) -> Result<TransactWriteItem, BuildError> {
        // "number" is a reserved word of DynamoDB's expressions.
        let update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .update_expression("ADD #number :one")
            .expression_attribute_names("#number", "number")
            .expression_attribute_values(":one", number(1))
            .build()?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}
