//! The ledger: lines of a fiscal year without names, kept apart from the cases they come from.

use figures::ledger::LedgerLine;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key, pack, unpack};

/// How many fiscal years before the oldest one kept are looked through, in case no round was made for
/// long.
const LOOK_BACK: i16 = 3;

/// The partition of a fiscal year.
fn partition(fiscal_year: i16) -> String {
    format!("Y#{fiscal_year}")
}

/// The items of lines that one fact enters, one for each fiscal year they count for.
pub(crate) fn items(fact: &str, lines: &[LedgerLine]) -> Result<Vec<Item>, StoreError> {
    let mut years: Vec<i16> = lines.iter().map(LedgerLine::fiscal_year).collect();
    years.sort_unstable();
    years.dedup();
    let item = |year: i16| {
        let of_year: Vec<&LedgerLine> = lines.iter().filter(|l| l.fiscal_year() == year).collect();
        let key = Key {
            pk: partition(year),
            sk: fact.to_owned(),
        };
        let mut item = key.item();
        item.insert("body".to_owned(), pack("lines", &of_year)?);
        Ok(item)
    };
    years.into_iter().map(item).collect()
}

impl Store {
    /// All lines of a fiscal year, April to March, named after its April.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn ledger(&self, fiscal_year: i16) -> Result<Vec<LedgerLine>, StoreError> {
        let items = self.partition(&partition(fiscal_year), "").await?;
        let mut lines = Vec::new();
        for item in &items {
            lines.extend(unpack::<Vec<LedgerLine>>("lines", item)?);
        }
        lines.sort_by(|a: &LedgerLine, b: &LedgerLine| (a.on, &a.id).cmp(&(b.on, &b.id)));
        Ok(lines)
    }

    /// Deletes the lines of fiscal years before this one, and what was begun in them; returns how many items were deleted.
    ///
    /// # Errors
    /// When DynamoDB fails; the next call does the rest.
    pub async fn forget_ledger_before(&self, fiscal_year: i16) -> Result<usize, StoreError> {
        let mut gone = 0;
        for year in fiscal_year - LOOK_BACK..fiscal_year {
            gone += self.delete_all(&partition(year), "").await?;
            gone += self.forget_begun(year).await?;
        }
        Ok(gone)
    }
}
