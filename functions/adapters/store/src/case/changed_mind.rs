//! Records what an employer says, after it was sent, of what the office wrote for them.

use base::doer::Doer;
use placements::Case;
use submissions::agreement_record::AgreementRecord;
use town::Programme;

use super::{Decided, Recorded};
use crate::Store;
use crate::error::StoreError;
use crate::turn::Turn;

impl Store {
    /// Records it beside what they said before, if it says anything new, as [`Store::decide_on`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn change_mind<'a>(
        &self,
        mut case: Case,
        record: &AgreementRecord,
        by: impl Into<Doer<'a>>,
        programme: &Programme,
    ) -> Result<Decided, StoreError> {
        let by = by.into();
        let salt = by.actor.code();
        let mut turn = Turn::new(&salt);
        loop {
            let decision = match case.change_mind(record, by, programme) {
                Ok(decision) => decision,
                Err(refused) => return Ok(Decided::Refused(refused, Box::new(case))),
            };
            if let Recorded::Done = self.record(&decision, programme).await? {
                return Ok(Decided::Done(Box::new(decision.after)));
            }
            self.next_try(&mut turn).await?;
            match self.case(&case.submission().reference).await? {
                Some(newer) => case = newer,
                None => return Ok(Decided::Unknown),
            }
        }
    }
}
