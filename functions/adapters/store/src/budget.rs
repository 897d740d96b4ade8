//! Counts: how often something was done in a span of time, forgotten by the time to live.

use aws_sdk_dynamodb::types::AttributeValue;
use base::budget::Counter;
use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, number};

impl Store {
    /// Adds one to a count; `false`: it has reached its limit in this window. What is done under the same
    /// `once` counts once, so that pressing a button twice costs no more than pressing it.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn spend(
        &self,
        counter: &Counter,
        once: Option<&str>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let seconds = counter.limit.window.as_secs().max(1);
        let index = now.as_second().div_euclid(seconds);
        let key = Key {
            pk: format!("B#{}", counter.name),
            sk: index.to_string(),
        };
        let limit = (":limit", number(counter.limit.times));
        let end = (":end", number((index + 1) * seconds));
        match once {
            None => {
                let update = "SET expires = :end ADD used :one";
                let condition = "attribute_not_exists(used) OR used < :limit";
                let values = [limit, end, (":one", number(1))];
                self.change(&key, update, condition, &values).await
            }
            Some(once) => {
                let update = "SET expires = :end ADD done :new";
                let condition = "attribute_not_exists(done) OR size(done) < :limit \
                                 OR contains(done, :once)";
                let new = AttributeValue::Ss(vec![once.to_owned()]);
                let once = AttributeValue::S(once.to_owned());
                let values = [limit, end, (":new", new), (":once", once)];
                self.change(&key, update, condition, &values).await
            }
        }
    }
}
