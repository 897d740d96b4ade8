//! Deletes drafts whose time is over, where the table's own time to live is late.

use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, number};
use crate::queue::{QUEUES, Queue};
use crate::transaction::unless_refused;

impl Store {
    /// Deletes expired drafts that DynamoDB's time to live has not removed yet; says how many.
    ///
    /// A draft is queued once, for its first expiry. Saving moves its expiry but not its place in the
    /// queue, so that a save costs no index write; the sweep moves it when it gets there.
    ///
    /// # Errors
    /// When DynamoDB fails; what was deleted before stays deleted.
    pub async fn sweep_drafts(&self, now: Timestamp) -> Result<usize, StoreError> {
        let mut swept = 0;
        for shard in 0..QUEUES {
            for entry in self
                .queued(&Queue::Expire.numbered(shard), now, None)
                .await?
            {
                swept += usize::from(self.delete_or_requeue(&entry.key, now).await?);
            }
        }
        Ok(swept)
    }

    async fn delete_or_requeue(&self, key: &Key, now: Timestamp) -> Result<bool, StoreError> {
        let deleted = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .condition_expression("expires <= :now")
            .expression_attribute_values(":now", number(now.as_second()))
            .send()
            .await;
        if unless_refused("DeleteItem", deleted)?.is_some() {
            return Ok(true);
        }
        self.change(key, "SET due = expires", "attribute_exists(pk)", &[])
            .await?;
        Ok(false)
    }
}
