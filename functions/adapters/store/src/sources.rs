//! How often each link or page led to the questions: a count a fiscal year, of nobody in particular.

use std::collections::BTreeMap;

use base::source::DraftSource;
use base::time::{fiscal_year, japan_date};
use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, number, read_number, read_text};
use crate::table::TTL;

const PARTITION: &str = "B#sources";

impl Store {
    /// Counts an inventory that was begun. The count goes with the ledger's lines of its year.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn count_source(
        &self,
        source: Option<&DraftSource>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let code = source.map(DraftSource::code).unwrap_or_default();
        let key = Key {
            pk: PARTITION.to_owned(),
            sk: format!("{}#{code}", fiscal_year(japan_date(now))),
        };
        // Counts of earlier versions had a time of their own.
        let update = format!("ADD used :one REMOVE {TTL}");
        let counted = self.client.update_item().table_name(&self.table);
        let counted = counted.set_key(Some(key.item()));
        let counted = counted.expression_attribute_values(":one", number(1));
        let sent = counted.update_expression(update).send().await;
        sent.map(drop).map_err(|e| StoreError::of("UpdateItem", e))
    }

    /// Deletes what was counted in a fiscal year; returns how many items were deleted.
    pub(crate) async fn forget_begun(&self, fiscal_year: i16) -> Result<usize, StoreError> {
        self.delete_all(PARTITION, &format!("{fiscal_year}#")).await
    }

    /// How often each led there in a fiscal year; `None`: not known.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn begun_by_source(
        &self,
        fiscal_year: i16,
    ) -> Result<BTreeMap<Option<DraftSource>, u32>, StoreError> {
        let begin = format!("{fiscal_year}#");
        let items = self.partition(PARTITION, &begin).await?;
        let mut counts = BTreeMap::new();
        for item in &items {
            let code = read_text(item, "sk").and_then(|sk| sk.strip_prefix(begin.as_str()));
            let source = code.and_then(DraftSource::parse);
            let used = read_number::<u32>("count", item, "used")?.unwrap_or(0);
            *counts.entry(source).or_default() += used;
        }
        Ok(counts)
    }
}
