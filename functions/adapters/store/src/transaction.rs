//! All or nothing: sends writes as one transaction and tells which of their conditions did not hold.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{CancellationReason, Put, TransactWriteItem};

use crate::Store;
use crate::error::StoreError;
use crate::item::Item;
use crate::retry::cancellation;

/// One write of a transaction. Building it fails only without a table or content, which ours all have.
pub(crate) type Write = Result<TransactWriteItem, BuildError>;

/// A transaction that wrote nothing.
pub(crate) struct Cancelled {
    /// One per write, in their order; empty where DynamoDB failed otherwise.
    reasons: Vec<CancellationReason>,
    /// What the caller tells who cannot explain it by a condition.
    pub error: StoreError,
}

impl Cancelled {
    /// Whether the condition of the write at that place did not hold.
    pub fn failed(&self, write: usize) -> bool {
        let reason = self.reasons.get(write);
        reason.and_then(CancellationReason::code) == Some("ConditionalCheckFailed")
    }

    /// Whether somebody else was faster, at whichever write.
    pub fn is_lost(&self) -> bool {
        let passing = ["ConditionalCheckFailed", "TransactionConflict"];
        let mut codes = self.reasons.iter().filter_map(CancellationReason::code);
        codes.any(|code| passing.contains(&code))
    }
}

impl Store {
    /// Writes everything, or nothing.
    pub(crate) async fn transact(&self, writes: Vec<Write>) -> Result<(), Cancelled> {
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
        Err(Cancelled {
            reasons: reasons.unwrap_or_default().to_vec(),
            error: StoreError::of("TransactWriteItems", error),
        })
    }

    /// Writes everything, or nothing when somebody else was faster: `false`.
    pub(crate) async fn commit(&self, writes: Vec<Write>) -> Result<bool, StoreError> {
        match self.transact(writes).await {
            Ok(()) => Ok(true),
            Err(cancelled) if cancelled.is_lost() => Ok(false),
            Err(cancelled) => Err(cancelled.error),
        }
    }

    /// The write of an item that must be new.
    pub(crate) fn put_new(&self, item: Item) -> Write {
        let put = Put::builder()
            .table_name(&self.table)
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(pk)")
            .build()?;
        Ok(TransactWriteItem::builder().put(put).build())
    }
}
