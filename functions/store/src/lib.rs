//! Everything Kiridashi keeps, in one DynamoDB table: one typed operation per intention.

pub mod ambient;
pub mod aws;
mod draft;
#[cfg(feature = "embedded")]
pub mod embedded;
mod error;
mod item;
mod queue;
mod retry;
pub mod table;

use aws_sdk_dynamodb::Client;

pub use draft::{Draft, Saved};
pub use error::{Cause, StoreError};
use item::{Item, Key};

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
}

impl Store {
    /// A store on this table.
    pub fn new(client: Client, table: impl Into<String>) -> Store {
        let config = client
            .config()
            .to_builder()
            .retry_classifier(retry::Conflicts)
            .build();
        Store {
            client: Client::from_conf(config),
            table: table.into(),
        }
    }

    /// Reads one item, consistently.
    async fn read(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        self.client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .consistent_read(true)
            .send()
            .await
            .map(|output| output.item)
            .map_err(|e| StoreError::of("GetItem", e))
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests;
