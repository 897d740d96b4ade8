//! The table's stream as the Lambda events that DynamoDB would cause.

use std::sync::Arc;

use aws_lambda_events::event::dynamodb::Event;
use dynoxide::actions::get_records::GetRecordsRequest;
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use dynoxide::streams::{shard_id, stream_arn};

use super::{Embedded, EmbeddedError, Shared, TABLE};

/// Records per batch, as in the stack's event source mapping.
const BATCH: usize = 100;

impl Embedded {
    /// Waits until something was written since the last call of this method; for one caller at a time.
    pub async fn written(&self) {
        self.shared.written.notified().await;
    }

    /// The records since the last call, at most a hundred, oldest first; none is an empty batch.
    ///
    /// Starts at what is written after opening: what an earlier run left behind is found by
    /// [`Store::due`](crate::Store::due), as on AWS.
    ///
    /// # Errors
    /// When the database fails; the next call then gives the same records again.
    pub async fn next_batch(&self) -> Result<Event, EmbeddedError> {
        let _turn = self.shared.turn.lock().await;
        let shared = Arc::clone(&self.shared);
        tokio::task::spawn_blocking(move || shared.records())
            .await
            .expect("reading the stream does not panic")
    }
}

impl Shared {
    /// Skips what is already in the stream.
    pub(super) fn go_to_end_of_stream(&self) -> Result<(), EmbeddedError> {
        let end = self.db.get_shard_iterator(GetShardIteratorRequest {
            stream_arn: stream_arn(TABLE, "local"),
            shard_id: shard_id(TABLE),
            shard_iterator_type: "LATEST".to_owned(),
            sequence_number: None,
        })?;
        *self
            .position
            .lock()
            .expect("nobody panics with the position") = end.shard_iterator.unwrap_or_default();
        Ok(())
    }

    fn records(&self) -> Result<Event, EmbeddedError> {
        let mut position = self
            .position
            .lock()
            .expect("nobody panics with the position");
        let output = self.db.get_records(GetRecordsRequest {
            shard_iterator: position.clone(),
            limit: Some(BATCH),
        })?;
        let event = serde_json::json!({ "Records": output.records });
        let event = serde_json::from_value(event)?;
        *position = output.next_shard_iterator.unwrap_or_default();
        Ok(event)
    }
}
