//! Budgets: how often something was done in a span of time, forgotten by the time to live.

use jiff::{SignedDuration, Timestamp};

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, number};

impl Store {
    /// Spends one of a budget; `false`: there is none left in this window. Windows follow each other
    /// without overlap. The name must hold no personal data, only keyed hashes.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn spend(
        &self,
        budget: &str,
        limit: u32,
        window: SignedDuration,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let seconds = window.as_secs().max(1);
        let index = now.as_second().div_euclid(seconds);
        let key = Key {
            pk: format!("B#{budget}"),
            sk: index.to_string(),
        };
        let values = [
            (":one", number(1)),
            (":limit", number(limit)),
            (":end", number((index + 1) * seconds)),
        ];
        self.change(
            &key,
            "SET expires = :end ADD used :one",
            "attribute_not_exists(used) OR used < :limit",
            &values,
        )
        .await
    }
}
