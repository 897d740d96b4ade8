//! Papers and money that moved, found by their day: the record of the decision that filed them stands in the index.

use base::time::japan_date;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use placements::{FiledPaper, ShortPaper};

use crate::Store;
use crate::error::StoreError;
use crate::item::{
    Item, missing, number, pack, read_number, read_text, sort_key, text, unpack_from,
};
use crate::queue::Queue;
use crate::table::{HEAD, INDEX};

/// The place in the index of a record that filed these; none where it filed nothing.
pub(crate) fn index(filed: &[FiledPaper]) -> Result<Item, StoreError> {
    let Some(on) = filed.iter().map(|paper| paper.on).min() else {
        return Ok(Item::new());
    };
    let short: Vec<ShortPaper> = filed.iter().map(ShortPaper::from).collect();
    Ok(Item::from([
        ("queue".to_owned(), text(&Queue::Papers.numbered(0))),
        ("due".to_owned(), number(midnight(on))),
        (HEAD.to_owned(), pack("filed papers", &short)?),
    ]))
}

/// A day as a number of the index.
fn midnight(day: Date) -> i64 {
    let japan = jiff::tz::Offset::constant(9);
    let begins = japan.to_timestamp(day.to_datetime(Time::midnight()));
    begins.unwrap_or(Timestamp::MAX).as_second()
}

/// What a record filed, on the day of its place in the index.
fn read(item: &Item) -> Result<Vec<FiledPaper>, StoreError> {
    let what = "filed papers";
    let due = read_number(what, item, "due")?.ok_or_else(|| missing(what, "due"))?;
    let on = japan_date(Timestamp::from_second(due).map_err(|_| missing(what, "a day"))?);
    let papers: Vec<ShortPaper> = unpack_from(what, item, HEAD)?;
    let version = sort_key(item).strip_prefix("K#");
    let recorded = version.and_then(|version| version.parse().ok());
    let papers = papers.into_iter().map(|paper| FiledPaper {
        recorded: recorded.unwrap_or_default(),
        ..paper.on(on)
    });
    Ok(papers.collect())
}

impl Store {
    /// What was filed from a day to a day, both included, the earliest first. A record that is damaged is logged and
    /// left out, so that the others can be seen.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn filed(
        &self,
        since: Option<Date>,
        until: Option<Date>,
    ) -> Result<Vec<FiledPaper>, StoreError> {
        let since = since.map_or(0, midnight);
        let until = until.map_or(Timestamp::MAX.as_second(), midnight);
        if since > until {
            return Ok(Vec::new());
        }
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .key_condition_expression("queue = :queue AND due BETWEEN :since AND :until")
            .expression_attribute_values(":queue", text(&Queue::Papers.numbered(0)))
            .expression_attribute_values(":since", number(since))
            .expression_attribute_values(":until", number(until));
        let mut pages = query.into_paginator().items().send();
        let mut filed = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(|e| StoreError::of("Query", e))?;
            match read(&item) {
                Ok(papers) => filed.extend(papers),
                Err(error) => {
                    let fact = read_text(&item, "pk").unwrap_or_default();
                    tracing::error!(fact, %error, "papers are left out");
                }
            }
        }
        Ok(filed)
    }
}
