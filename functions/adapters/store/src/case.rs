//! Cases: a submission with the entries of its placements, recorded one version after the other.
//!
//! Every record is an item of its own, numbered by its version, and is never written again. The number of
//! records read is the version that the next one requires: of two writers who read the same version, the second
//! writes nothing and reads again.

use base::doer::Doer;
use base::people::Actor;
use base::reference::Reference;
use jiff::Timestamp;
use placements::{Case, Command, Decision, Entry, Refused, SpecId, filed};
use submissions::agreement_record::AgreementRecord;
use submissions::route::Load;
use town::Programme;

use crate::error::StoreError;
use crate::item::{Item, Key, missing, pack, read_text, sort_key, text, unpack};
use crate::queue::Queue;
use crate::submission::key;
use crate::table::{INDEX, LOAD};
use crate::transaction::Write;
use crate::turn::Turn;
use crate::{Store, envelope, ledger, papers};

/// The result of [`Store::record`].
#[derive(Clone, Debug, PartialEq)]
pub enum Recorded {
    /// It is stored, and its messages wait in the outbox.
    Done,
    /// Somebody recorded something since the case was read; nothing was written.
    Conflict,
}

/// The result of [`Store::decide`].
#[derive(Clone, Debug, PartialEq)]
pub enum Decided {
    /// It is stored. The case as it is now.
    Done(Box<Case>),
    /// The command was refused. The case as it is now shows why.
    Refused(Refused, Box<Case>),
    /// There is no such case (any more).
    Unknown,
}

/// The key of a case's record.
fn record_key(reference: &Reference, version: u64) -> Key {
    Key {
        pk: key(reference).pk,
        sk: format!("K#{version:06}"),
    }
}

impl Store {
    /// A case with all its records, read consistently.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn case(&self, reference: &Reference) -> Result<Option<Case>, StoreError> {
        case_of(&self.partition(&key(reference).pk, "").await?)
    }

    /// Records a decision on condition that the case is in the version that it was made on: entries, messages,
    /// the ledger's lines and the position in the index, all or nothing.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn record(
        &self,
        decision: &Decision,
        programme: &Programme,
    ) -> Result<Recorded, StoreError> {
        self.record_all(std::slice::from_ref(decision), programme)
            .await
    }

    /// Records decisions on several cases, all or nothing, as [`Store::record`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn record_all(
        &self,
        decisions: &[Decision],
        programme: &Programme,
    ) -> Result<Recorded, StoreError> {
        let mut writes = Vec::new();
        for decision in decisions {
            writes.extend(self.writes(decision, programme)?);
        }
        Ok(match self.commit(writes).await? {
            true => Recorded::Done,
            false => Recorded::Conflict,
        })
    }

    fn writes(&self, decision: &Decision, programme: &Programme) -> Result<Vec<Write>, StoreError> {
        let after = &decision.after;
        let (reference, version) = (&after.submission().reference, after.version());
        let mut record = record_key(reference, version).item();
        record.insert("body".to_owned(), pack("entries", &decision.entries)?);
        record.extend(papers::index(&filed(decision, programme))?);
        let advance = self.advance(version - 1, after, programme)?;
        let mut writes = vec![advance, self.put_new(record)];
        writes.extend(envelope::of(&decision.messages)?.map(|item| self.put_new(item)));
        let fact = format!("{}#{version:06}", reference.fact());
        for item in ledger::items(&fact, &decision.lines)? {
            writes.push(self.put_new(item));
        }
        Ok(writes)
    }

    /// Reads a case and decides on one of its specs, as [`Store::decide_on`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn decide<'a>(
        &self,
        id: &SpecId,
        command: &Command,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Decided, StoreError> {
        match self.case(&id.reference).await? {
            Some(case) => {
                self.decide_on(case, id.spec, command, by, now, programme)
                    .await
            }
            None => Ok(Decided::Unknown),
        }
    }

    /// Does what somebody wants about one of a case's specs, if it may be done. The case is taken as read;
    /// it is read and decided on again when somebody else was faster. Routing after a refusal looks at the
    /// load of the moment.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn decide_on<'a>(
        &self,
        case: Case,
        spec: u32,
        command: &Command,
        by: impl Into<Doer<'a>>,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Decided, StoreError> {
        let load = match command {
            Command::Decline { .. } => self.load().await?,
            _ => Load::default(),
        };
        let by = by.into();
        let decide = |case: &Case| case.decide(spec, command, by, now, programme, &load);
        self.decided(case, by.actor, programme, decide).await
    }

    /// Records what an employer says, after it was sent, of what the office wrote for them, as [`Store::decide_on`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn change_mind<'a>(
        &self,
        case: Case,
        record: &AgreementRecord,
        by: impl Into<Doer<'a>>,
        programme: &Programme,
    ) -> Result<Decided, StoreError> {
        let by = by.into();
        let decide = |case: &Case| case.change_mind(record, by, programme);
        self.decided(case, by.actor, programme, decide).await
    }

    /// Records what is decided on a case, which is read and decided on again while somebody else is faster.
    async fn decided(
        &self,
        mut case: Case,
        by: &Actor,
        programme: &Programme,
        decide: impl Fn(&Case) -> Result<Decision, Refused>,
    ) -> Result<Decided, StoreError> {
        let salt = by.code();
        let mut turn = Turn::new(&salt);
        loop {
            let decision = match decide(&case) {
                Ok(decision) => decision,
                Err(Refused::Unknown) => return Ok(Decided::Unknown),
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

    /// Lets the clock look at a case: what it wrote, if it had something to write. Two rounds at once
    /// write it once.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn tick(
        &self,
        reference: &Reference,
        now: Timestamp,
        programme: &Programme,
    ) -> Result<Option<Decision>, StoreError> {
        let Some(case) = self.case(reference).await? else {
            return Ok(None);
        };
        let Some(decision) = case.tick(now, programme) else {
            self.put_in_place(&case, programme).await?;
            return Ok(None);
        };
        match self.record(&decision, programme).await? {
            Recorded::Done => Ok(Some(decision)),
            // Whoever was faster has decided, or was the other round; the next one looks again.
            Recorded::Conflict => Ok(None),
        }
    }

    /// The open cases on which the clock has something to do, the longest due first.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn cases_due(&self, now: Timestamp) -> Result<Vec<Reference>, StoreError> {
        self.references(Queue::Open, now).await
    }

    /// What every group has on its hands, read off the index.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn load(&self) -> Result<Load, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .key_condition_expression("queue = :queue")
            .expression_attribute_values(":queue", text(&Queue::Open.numbered(0)));
        let mut pages = query.into_paginator().items().send();
        let mut load = Load::default();
        while let Some(item) = pages.next().await {
            let item = item.map_err(|e| StoreError::of("Query", e))?;
            let part = read_text(&item, LOAD).unwrap_or("{}");
            let part: Load =
                serde_json::from_str(part).map_err(|_| missing("index entry", "load"))?;
            for (group, more) in part.0 {
                load.join(&group, more);
            }
        }
        Ok(load)
    }

    /// The references of a queue's cases.
    pub(crate) async fn references(
        &self,
        queue: Queue,
        now: Timestamp,
    ) -> Result<Vec<Reference>, StoreError> {
        let entries = self.queued(&queue.numbered(0), now, None).await?;
        let fact = |pk: &str| pk.strip_prefix("F#").and_then(Reference::parse);
        Ok(entries
            .iter()
            .filter_map(|entry| fact(&entry.key.pk))
            .collect())
    }
}

/// The case out of its partition's items, which come in the order of their keys.
pub(crate) fn case_of(items: &[Item]) -> Result<Option<Case>, StoreError> {
    let Some(submission) = items.iter().find(|item| sort_key(item) == "S") else {
        return Ok(None);
    };
    let submission = unpack("submission", submission)?;
    let (mut entries, mut version) = (Vec::new(), 0);
    for record in items.iter().filter(|item| sort_key(item).starts_with("K#")) {
        entries.extend(unpack::<Vec<Entry>>("entries", record)?);
        version += 1;
    }
    Ok(Some(Case::new(submission, entries, version)))
}
