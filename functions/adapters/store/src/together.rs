//! What is recorded of several cases at once: all of it or nothing.

use base::doer::Doer;
use jiff::Timestamp;
use placements::{Case, JointAct, Refused, decide_together};
use town::Programme;

use crate::error::StoreError;
use crate::turn::Turn;
use crate::{Recorded, Store};

impl Store {
    /// Does what somebody wants about several jobs at once, if all of it may be done; the cases are taken as read, and
    /// read and decided on again when somebody else was faster. `None`: it is stored.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn decide_together(
        &self,
        mut cases: Vec<Case>,
        acts: &[JointAct],
        by: Doer<'_>,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Option<Refused>, StoreError> {
        let salt = by.actor.code();
        let mut turn = Turn::new(&salt);
        loop {
            let decided = decide_together(&cases, acts, by, now, programme);
            let decisions = match decided {
                Ok(decisions) => decisions,
                Err(refused) => return Ok(Some(refused)),
            };
            if let Recorded::Done = self.record_all(&decisions, programme).await? {
                return Ok(None);
            }
            self.next_try(&mut turn).await?;
            for case in &mut cases {
                let newer = self.case(&case.submission().reference).await?;
                match newer {
                    Some(newer) => *case = newer,
                    None => return Ok(Some(Refused::Unknown)),
                }
            }
        }
    }
}
