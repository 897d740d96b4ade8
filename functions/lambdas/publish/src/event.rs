//! What wakes the function. Whatever it was, the same is done: what is live now becomes what visitors see.

use lambda_runtime::Error;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::publication::{Publication, PublicationOutcome};
use crate::shelf::Shelf;

/// A batch of the table's stream, EventBridge's clock, or a call by hand.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PublishEvent {
    /// EventBridge's name for the event.
    #[serde(default)]
    id: Option<String>,
    /// The stream's records.
    #[serde(default, rename = "Records")]
    records: Vec<Value>,
}

/// Publishes, and answers which site visitors see.
///
/// # Errors
/// When it cannot; Lambda then shows the records again, and the next minute tries as well.
pub async fn handle<S: Shelf>(
    publication: &Publication<S>,
    event: PublishEvent,
) -> Result<Value, Error> {
    let (id, records) = (event.id.unwrap_or_default(), event.records.len());
    match publication.run().await {
        Ok(PublicationOutcome::AsItWas(site)) => {
            Ok(json!({"site": site.as_str(), "published": false}))
        }
        Ok(PublicationOutcome::Published(site)) => {
            tracing::info!(event.id = id, records, "published");
            Ok(json!({"site": site.as_str(), "published": true}))
        }
        Err(error) => {
            let unpublished = format!("{error:#}");
            tracing::error!(event.id = id, unpublished, "visitors see an older site");
            Err(unpublished.into())
        }
    }
}
