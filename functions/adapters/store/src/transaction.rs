//! Conditional writes: one item or many at once, and what it means when a condition did not hold.

use aws_sdk_dynamodb::error::{BuildError, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::types::{
    AttributeValue, CancellationReason, Delete, Put, TransactWriteItem, Update,
};

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key};
use crate::retry::cancellation;

/// One write of a transaction. Building it fails only without a table or content, which ours all have.
pub(crate) type Write = Result<TransactWriteItem, BuildError>;

/// The values that an expression names, e.g. `:now`.
pub(crate) type ExpressionValues<'a> = [(&'a str, AttributeValue)];

/// What a single conditional write gave; `None` when its condition did not hold.
pub(crate) fn unless_refused<T, E>(
    operation: &'static str,
    sent: Result<T, SdkError<E>>,
) -> Result<Option<T>, StoreError>
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    let refused = |error: &SdkError<E>| error.code() == Some("ConditionalCheckFailedException");
    match sent {
        Ok(output) => Ok(Some(output)),
        Err(error) if refused(&error) => Ok(None),
        Err(error) => Err(StoreError::of(operation, error)),
    }
}

/// A transaction that wrote nothing.
pub(crate) struct FailedTransaction {
    /// One per write, in their order; empty where DynamoDB failed otherwise.
    reasons: Vec<CancellationReason>,
    /// The error for callers that cannot explain the failure by a condition.
    pub error: StoreError,
}

impl FailedTransaction {
    /// Whether the condition of the write at that place did not hold.
    pub fn failed(&self, write: usize) -> bool {
        let reason = self.reasons.get(write);
        reason.and_then(CancellationReason::code) == Some("ConditionalCheckFailed")
    }

    /// Whether a condition did not hold or another transaction was faster, at whichever write.
    fn is_outrun(&self) -> bool {
        let passing = ["ConditionalCheckFailed", "TransactionConflict"];
        let mut codes = self.reasons.iter().filter_map(CancellationReason::code);
        codes.any(|code| passing.contains(&code))
    }
}

impl Store {
    /// Writes everything, or nothing.
    pub(crate) async fn transact(&self, writes: Vec<Write>) -> Result<(), FailedTransaction> {
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
            return Ok(());
        };
        let reasons = error.as_service_error().map(cancellation);
        Err(FailedTransaction {
            reasons: reasons.unwrap_or_default().to_vec(),
            error: StoreError::of("TransactWriteItems", error),
        })
    }

    /// Writes everything, or nothing when somebody else was faster: `false`.
    pub(crate) async fn commit(&self, writes: Vec<Write>) -> Result<bool, StoreError> {
        match self.transact(writes).await {
            Ok(()) => Ok(true),
            Err(cancelled) if cancelled.is_outrun() => Ok(false),
            Err(cancelled) => Err(cancelled.error),
        }
    }

    /// Stores an item, whatever is there.
    pub(crate) async fn store(&self, item: Item) -> Result<(), StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let sent = put.set_item(Some(item)).send().await;
        sent.map(drop).map_err(|e| StoreError::of("PutItem", e))
    }

    /// Stores an item unless there is one with its key; says whether it was new.
    pub(crate) async fn store_new(&self, item: Item) -> Result<bool, StoreError> {
        let put = self.client.put_item().table_name(&self.table);
        let put = put.condition_expression("attribute_not_exists(pk)");
        let sent = put.set_item(Some(item)).send().await;
        Ok(unless_refused("PutItem", sent)?.is_some())
    }

    /// Updates an item under a condition; says whether the condition held.
    pub(crate) async fn change(
        &self,
        key: &Key,
        update: &str,
        condition: &str,
        values: &ExpressionValues<'_>,
    ) -> Result<bool, StoreError> {
        let changed = values
            .iter()
            .fold(self.client.update_item(), |update, (name, value)| {
                update.expression_attribute_values(*name, value.clone())
            })
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .update_expression(update)
            .condition_expression(condition)
            .send()
            .await;
        Ok(unless_refused("UpdateItem", changed)?.is_some())
    }

    /// The same as a part of a transaction. `#load` in an expression is the attribute `load`, a word that
    /// DynamoDB reserves.
    pub(crate) fn update(
        &self,
        key: &Key,
        update: &str,
        condition: &str,
        values: &ExpressionValues<'_>,
    ) -> Write {
        let reserved = update
            .contains("#load")
            .then_some(("#load", crate::table::LOAD));
        let built = values
            .iter()
            .fold(Update::builder(), |update, (name, value)| {
                update.expression_attribute_values(*name, value.clone())
            })
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .update_expression(update)
            .condition_expression(condition);
        let built = reserved
            .into_iter()
            .fold(built, |update, (name, attribute)| {
                update.expression_attribute_names(name, attribute)
            });
        Ok(TransactWriteItem::builder().update(built.build()?).build())
    }

    /// The write of an item that must be new.
    pub(crate) fn put_new(&self, item: Item) -> Write {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)");
        Ok(TransactWriteItem::builder().put(put.build()?).build())
    }

    /// The write that deletes an item, if it is there.
    pub(crate) fn remove(&self, key: &Key) -> Write {
        let delete = Delete::builder().table_name(&self.table);
        let delete = delete.set_key(Some(key.item()));
        Ok(TransactWriteItem::builder().delete(delete.build()?).build())
    }

    /// The write that deletes an item that must be there: of two who take it, one gets it.
    pub(crate) fn take(&self, key: &Key) -> Write {
        let delete = Delete::builder().table_name(&self.table);
        let delete = delete.set_key(Some(key.item()));
        let delete = delete.condition_expression("attribute_exists(pk)");
        Ok(TransactWriteItem::builder().delete(delete.build()?).build())
    }

    /// The write of an item, whatever is there.
    pub(crate) fn put(&self, item: Item) -> Write {
        let put = Put::builder().table_name(&self.table).set_item(Some(item));
        Ok(TransactWriteItem::builder().put(put.build()?).build())
    }
}
