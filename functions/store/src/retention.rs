//! Deletes cases when their time is over: first the contact of those that came to nothing, then all.

use domain::content::Programme;
use domain::placement::{Case, Forget};
use domain::reference::Reference;
use jiff::Timestamp;

use crate::Store;
use crate::case::case_of;
use crate::error::StoreError;
use crate::item::{number, pack};
use crate::queue::Queue;
use crate::submission::key;

/// What a sweep deleted, proved by reading afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Cases whose name and address were deleted.
    pub contacts: Vec<Reference>,
    /// Cases of which nothing is left.
    pub cases: Vec<Reference>,
}

impl Store {
    /// Deletes what has been kept for long enough and reads again whether it is gone. A second call finds
    /// nothing left to do.
    ///
    /// # Errors
    /// When DynamoDB fails or something is still there; the next call does the rest.
    pub async fn forget_cases(
        &self,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Forgotten, StoreError> {
        let mut forgotten = Forgotten::default();
        for reference in self.references(Queue::Closed, now).await? {
            let Some(case) = self.case(&reference).await? else {
                continue;
            };
            match case.forget_now(now, programme) {
                Some(Forget::Contact) if self.forget_contact(&case, programme).await? => {
                    forgotten.contacts.push(reference);
                }
                Some(Forget::Case) => {
                    self.delete_case(&reference).await?;
                    forgotten.cases.push(reference);
                }
                Some(Forget::Contact) => {}
                // Settings keep it longer than when it was closed, or it is open again.
                None => {
                    self.put_in_place(&case, programme).await?;
                }
            }
        }
        Ok(forgotten)
    }

    /// Takes the contact out of the submission; `false`: something was recorded since it was read.
    async fn forget_contact(&self, case: &Case, programme: &Programme) -> Result<bool, StoreError> {
        let reference = &case.submission.reference;
        let left = case.submission.clone().without_contact();
        let values = [
            (":body", pack("submission", &left)?),
            (":version", number(case.version)),
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
        let Some(case) = case_of(&items)?.filter(|case| case.submission.is_contact_forgotten())
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
