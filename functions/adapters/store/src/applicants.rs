//! The words of those who answered the notice of a job: an item each in the case's partition, which goes by its time
//! to live.

use base::reference::Reference;
use jiff::Timestamp;
use placements::{Applicant, Case, SpecId};

use crate::Store;
use crate::case::case_of;
use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, Key, number, pack, read_number, sort_key, unpack};
use crate::sendings::{Sending, sendings_of};
use crate::submission::key;
use crate::table::TTL;

/// A case with what a page about one of its placements shows beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedCase {
    /// The case.
    pub case: Case,
    /// Those who answered the placement's notices and are still kept, the latest first.
    pub applicants: Vec<Applicant>,
    /// What was sent to the partner about the placement, oldest first.
    pub sendings: Vec<Sending>,
}

/// What its sort key begins with.
const BEGIN: &str = "W#";

impl Store {
    /// Keeps an answer for so many days; the same person's again changes nothing.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn keep_applicant(
        &self,
        reference: &Reference,
        applicant: &Applicant,
        keep_days: u32,
    ) -> Result<(), StoreError> {
        let key = Key {
            pk: key(reference).pk,
            sk: format!("{BEGIN}{:03}#{}", applicant.spec, applicant.id),
        };
        let gone = base::time::days_after(applicant.at, keep_days);
        let mut item = key.item();
        item.insert("body".to_owned(), pack("applicant", applicant)?);
        item.insert(TTL.to_owned(), number(ceil_unix_seconds(gone)));
        // Not written twice: the first words stay.
        self.commit(vec![self.put_new(item)]).await.map(drop)
    }

    /// A case with what a page about one of its placements shows beside it, in one query.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn opened_case(
        &self,
        id: &SpecId,
        now: Timestamp,
    ) -> Result<Option<OpenedCase>, StoreError> {
        let items = self.partition(&key(&id.reference).pk, "").await?;
        let Some(case) = case_of(&items)? else {
            return Ok(None);
        };
        let kept = items
            .iter()
            .filter(|item| sort_key(item).starts_with(BEGIN));
        let kept = kept.filter(|item| is_kept(item, now));
        let applicants = kept.map(|item| unpack("applicant", item));
        let mut applicants = applicants.collect::<Result<Vec<Applicant>, _>>()?;
        applicants.retain(|it| it.spec == id.spec);
        applicants.sort_by_key(|it| std::cmp::Reverse(it.at));
        Ok(Some(OpenedCase {
            case,
            applicants,
            sendings: sendings_of(&items, id)?,
        }))
    }
}

/// DynamoDB deletes what is over some time later.
fn is_kept(item: &Item, now: Timestamp) -> bool {
    let until = read_number::<i64>("applicant", item, TTL);
    until.is_ok_and(|until| until.is_some_and(|until| now.as_second() < until))
}
