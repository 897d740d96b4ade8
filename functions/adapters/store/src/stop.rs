//! Who wants no more mails after seminars: a keyed name for each address, and since when; never the address.

use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, text};

fn key(who: &str) -> Key {
    Key {
        pk: format!("O#{who}"),
        sk: "O".to_owned(),
    }
}

impl Store {
    /// Stops such mails for good; again it changes nothing that matters. `who` is
    /// [`seminars::stop_subject`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn stop_mails(&self, who: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut item = key(who).item();
        item.insert("stopped".to_owned(), text(&now.to_string()));
        self.store(item).await
    }

    /// Whether such mails are stopped.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn are_mails_stopped(&self, who: &str) -> Result<bool, StoreError> {
        Ok(self.read(&key(who)).await?.is_some())
    }
}
