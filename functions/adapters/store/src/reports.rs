//! What the office writes about each fiscal year for its report: an item a year.

use std::collections::BTreeMap;

use base::time::{fiscal_year, japan_date};
use jiff::Timestamp;
use reports::{ReportNotes, YearCount, YearReport};
use town::Content;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, number, pack, unpack};

const PARTITION: &str = "G#reports";

impl Store {
    /// The report of a fiscal year as of now, with the years before it since the plan's first; `None`: there is none of
    /// that year.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn report_of(
        &self,
        year: i16,
        content: &Content,
        now: Timestamp,
    ) -> Result<Option<YearReport>, StoreError> {
        let today = japan_date(now);
        let years = content.programme.report.years(today);
        if !years.contains(&year) {
            return Ok(None);
        }
        let (register, notes) = (self.businesses().await?, self.report_notes().await?);
        let (mut lines, mut counts) = (Vec::new(), BTreeMap::new());
        for year in *years.start()..=year + 1 {
            lines.extend(self.ledger(year).await?);
        }
        for year in *years.start()..=year {
            let begun = self.begun_by_source(year).await?.values().sum();
            let count = YearCount::count(&lines, &register, (year, begun), today);
            counts.insert(year, count);
        }
        let kept = content.programme.retention.ledger_years;
        let kept = i16::try_from(kept).unwrap_or(i16::MAX);
        let oldest = fiscal_year(today).saturating_sub(kept);
        Ok(Some(YearReport {
            ledger_from: (*years.start() < oldest).then_some(oldest),
            ..YearReport::new(year, &counts, &notes)
        }))
    }

    /// What was written, by year.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn report_notes(&self) -> Result<BTreeMap<i16, ReportNotes>, StoreError> {
        let items = self.partition(PARTITION, "").await?;
        let notes = items.iter().map(|item| {
            let notes: ReportNotes = unpack("report", item)?;
            Ok((notes.year, notes))
        });
        notes.collect()
    }

    /// Keeps the next state of what is written about a year. `false`: somebody else wrote since it was read, and nothing
    /// was written.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn keep_report_notes(&self, notes: &ReportNotes) -> Result<bool, StoreError> {
        let key = Key {
            pk: PARTITION.to_owned(),
            sk: notes.year.to_string(),
        };
        let values = [
            (":body", pack("report", notes)?),
            (":version", number(i64::from(notes.version))),
            (":before", number(i64::from(notes.version) - 1)),
        ];
        let (condition, values) = match notes.version {
            1 => ("attribute_not_exists(pk)", &values[..2]),
            _ => ("version = :before", &values[..]),
        };
        let update = "SET body = :body, version = :version";
        self.change(&key, update, condition, values).await
    }
}
