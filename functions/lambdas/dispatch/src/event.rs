//! The events that wake the dispatcher, and its answer to them.

use aws_lambda_events::event::dynamodb;
use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use aws_lambda_events::event::sns::SnsEvent;
use aws_lambda_events::event::streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse};
use serde::{Deserialize, Serialize};

use crate::tally::Tally;

/// What wakes the dispatcher, as Lambda passes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum DispatchEvent {
    /// A batch of the table's stream: deliver what just arrived.
    Stream(dynamodb::Event),
    /// SNS passes on what Amazon SES says about mails it has taken, and what AWS says of alarms and of the cost: record it
    /// and act on it.
    Feedback(SnsEvent),
    /// EventBridge's clock: deliver whatever is due, also what the stream missed.
    Sweep(EventBridgeEvent),
}

/// The answer to an event: Lambda reads `batchItemFailures`, people read the counts.
#[derive(Debug, Default, Serialize)]
pub struct DispatchResponse {
    /// The stream records to be shown again, because the store could not be asked about them.
    #[serde(flatten)]
    pub response: DynamoDbEventResponse,
    /// What became of the messages.
    pub tally: Tally,
}

impl DispatchResponse {
    /// Asks Lambda to show this stream record again.
    pub(crate) fn fail(&mut self, sequence_number: &str) {
        let mut failure = DynamoDbBatchItemFailure::default();
        failure.item_identifier = Some(sequence_number.to_owned());
        self.response.batch_item_failures.push(failure);
    }
}
