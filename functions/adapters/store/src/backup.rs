//! Until when the table could be brought back.

use jiff::Timestamp;

use crate::Store;

impl Store {
    /// The latest moment to which DynamoDB could bring the table back. `None`: it does not keep that, or does not say so,
    /// which stops no page.
    pub async fn restorable_until(&self) -> Option<Timestamp> {
        let asked = self.client.describe_continuous_backups();
        let answer = asked.table_name(&self.table).send().await.ok()?;
        let kept = answer.continuous_backups_description?;
        let latest = kept.point_in_time_recovery_description?;
        let latest = latest.latest_restorable_date_time?;
        Timestamp::from_second(latest.secs()).ok()
    }
}
