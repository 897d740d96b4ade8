//! Deletes cases when their time is over: first the contact of those that came to nothing, then all.

use base::reference::Reference;
use jiff::Timestamp;
use placements::{Case, Erasure};
use town::Programme;

use crate::Store;
use crate::case::case_of;
use crate::error::StoreError;
use crate::item::{number, pack};
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
        let values = [
            (":body", pack("submission", &left)?),
            (":version", number(case.version())),
        ];
        if !self
            .change(
                &key(reference),
                "SET body = :body",
                "version = :version",
                &values,
            )
            .await?
        {
            return Ok(false);
        }
        let items = self.partition(&key(reference).pk, "").await?;
        let Some(case) = case_of(&items)?.filter(|case| case.submission().is_contact_forgotten())
        else {
            return Err(StoreError::StillThere);
        };
        self.put_in_place(&case, programme).await?;
        Ok(true)
    }

    /// Deletes a case with its messages, the submission last, so that whoever is interrupted begins again.
    async fn delete_case(&self, reference: &Reference) -> Result<(), StoreError> {
        let pk = key(reference).pk;
        self.delete_all(&pk, "").await?;
        match self.partition(&pk, "").await?.is_empty() {
            true => Ok(()),
            false => Err(StoreError::StillThere),
        }
    }
}
