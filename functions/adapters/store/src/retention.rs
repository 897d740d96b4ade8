//! Deletes cases when their time is over: first the contact of those that came to nothing, then all.

use base::reference::Reference;
use jiff::Timestamp;
use placements::{Case, Erasure};
use town::Programme;

use crate::Store;
use crate::error::StoreError;
use crate::item::{key_of, missing, pack, sort_key};
use crate::place::head_key;
use crate::queue::Queue;
use crate::submission::key;

impl Store {
    /// The closed cases of which something is to be deleted, the longest due first.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn cases_to_forget(&self, now: Timestamp) -> Result<Vec<Reference>, StoreError> {
        self.references(Queue::Closed, now).await
    }

    /// Deletes what was kept of a case for long enough, reads again whether it is gone, and says what it
    /// was. A second call finds nothing left to do.
    ///
    /// # Errors
    /// When DynamoDB fails or something is still there; the next call does the rest.
    pub async fn forget_case(
        &self,
        reference: &Reference,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Option<Erasure>, StoreError> {
        let Some(case) = self.case(reference).await? else {
            return Ok(None);
        };
        if case.due_erasure(now, programme).is_none() {
            // Settings keep it longer than when it was closed, or it is open again.
            self.put_in_place(&case, programme).await?;
        }
        self.erase(&case, now, programme).await
    }

    /// The same of an open case: nobody has answered for as long as it may be kept.
    ///
    /// # Errors
    /// When DynamoDB fails or something is still there; the next call does the rest.
    pub async fn forget_open_case(
        &self,
        reference: &Reference,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Option<Erasure>, StoreError> {
        match self.case(reference).await? {
            Some(case) => self.erase(&case, now, programme).await,
            None => Ok(None),
        }
    }

    async fn erase(
        &self,
        case: &Case,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Option<Erasure>, StoreError> {
        let erasure = case.due_erasure(now, programme);
        let done = match erasure {
            Some(Erasure::Contact) => self.forget_contact(case, programme).await?,
            Some(Erasure::Case) => {
                self.delete_case(&case.submission().reference).await?;
                true
            }
            None => false,
        };
        Ok(erasure.filter(|_| done))
    }

    /// Takes the contact out of the submission; `false`: something was recorded since it was read.
    async fn forget_contact(&self, case: &Case, programme: &Programme) -> Result<bool, StoreError> {
        let reference = &case.submission().reference;
        let left = case.submission().clone().without_contact();
        let body = [(":body", pack("submission", &left)?)];
        let (entries, version) = (case.entries().to_vec(), case.version());
        let writes = vec![
            self.advance(version, &Case::new(left, entries, version), programme)?,
            self.update(
                &key(reference),
                "SET body = :body",
                "attribute_exists(pk)",
                &body,
            ),
        ];
        if !self.commit(writes).await? {
            return Ok(false);
        }
        match self.case(reference).await? {
            Some(case) if case.submission().is_contact_forgotten() => Ok(true),
            _ => Err(StoreError::StillThere),
        }
    }

    /// Deletes a case with its messages, submission and head last, so that whoever is interrupted begins again.
    async fn delete_case(&self, reference: &Reference) -> Result<(), StoreError> {
        let pk = key(reference).pk;
        for item in self.partition(&pk, "").await? {
            if !["S", "H"].contains(&sort_key(&item)) {
                let key = key_of(&item).ok_or_else(|| missing("item", "key"))?;
                self.delete(&key).await?;
            }
        }
        let last = [key(reference), head_key(reference)];
        let last = last.iter().map(|key| self.remove(key)).collect();
        self.commit(last).await?;
        match self.partition(&pk, "").await?.is_empty() {
            true => Ok(()),
            false => Err(StoreError::StillThere),
        }
    }
}
