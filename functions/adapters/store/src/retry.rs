//! Tells the SDK that a transaction conflict passes, so its own backoff retries it.

use aws_sdk_dynamodb::operation::delete_item::DeleteItemError;
use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::CancellationReason;
use aws_smithy_runtime_api::client::interceptors::context::InterceptorContext;
use aws_smithy_runtime_api::client::orchestrator::OrchestratorError;
use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, RetryAction};

/// Retries conflicts with another transaction; a failed condition is an answer, not a conflict.
#[derive(Debug)]
pub(crate) struct Conflicts;

impl ClassifyRetry for Conflicts {
    fn classify_retry(&self, context: &InterceptorContext) -> RetryAction {
        let Some(Err(error)) = context.output_or_error() else {
            return RetryAction::NoActionIndicated;
        };
        let Some(error) = OrchestratorError::as_operation_error(error) else {
            return RetryAction::NoActionIndicated;
        };
        let conflict = if let Some(e) = error.downcast_ref::<TransactWriteItemsError>() {
            is_conflict(cancellation(e))
        } else if let Some(e) = error.downcast_ref::<UpdateItemError>() {
            e.is_transaction_conflict_exception()
        } else if let Some(e) = error.downcast_ref::<PutItemError>() {
            e.is_transaction_conflict_exception()
        } else if let Some(e) = error.downcast_ref::<DeleteItemError>() {
            e.is_transaction_conflict_exception()
        } else {
            false
        };
        if conflict {
            RetryAction::transient_error()
        } else {
            RetryAction::NoActionIndicated
        }
    }

    fn name(&self) -> &'static str {
        "transaction conflicts"
    }
}

/// The reasons of a cancelled transaction, one per write; empty for every other error.
pub(crate) fn cancellation(error: &TransactWriteItemsError) -> &[CancellationReason] {
    match error {
        TransactWriteItemsError::TransactionCanceledException(e) => e.cancellation_reasons(),
        _ => &[],
    }
}

/// Whether the transaction met another one, and no condition has failed.
fn is_conflict(reasons: &[CancellationReason]) -> bool {
    let any = |code| reasons.iter().any(|r| r.code() == Some(code));
    !any("ConditionalCheckFailed")
        && (any("TransactionConflict")
            || any("ThrottlingError")
            || any("ProvisionedThroughputExceeded"))
}
