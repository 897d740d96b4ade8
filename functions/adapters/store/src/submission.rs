//! Submissions: a sent inventory and everything it causes, written in one transaction.

use base::reference::Reference;
use jiff::Timestamp;
use messages::Message;
use submissions::{Submission, SubmissionEvent, SubmissionEventKind};

use crate::draft_holders::{browser_id, draft_id};
use crate::error::StoreError;
use crate::item::{Item, Key, pack, sort_key, text, unpack};
use crate::place::new_head;
use crate::transaction::Write;
use crate::{Store, draft, envelope, events};

/// The result of [`Store::submit`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submitted {
    /// It is stored, and its messages wait in the outbox.
    New(Reference),
    /// This draft had been submitted before, under this reference; nothing was written.
    Already(Reference),
    /// Another submission has this reference; try another one.
    ReferenceTaken,
}

/// The partition that holds a submission and its messages, and the submission's key in it.
pub(crate) fn key(reference: &Reference) -> Key {
    Key {
        pk: envelope::partition(&reference.fact()),
        sk: "S".to_owned(),
    }
}

impl Store {
    /// Holds the place of a draft that nobody writes, for what is sent once under this name by [`Store::submit`]; changes
    /// nothing where it is held.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn hold_draft(&self, id: &str, expires_at: Timestamp) -> Result<(), StoreError> {
        self.store_new(draft::expiring(id, expires_at))
            .await
            .map(drop)
    }

    /// Turns a draft into a submission: marks the draft with the browser that sends it ([`crate::Draft::handle`]),
    /// stores the submission and its messages, all or nothing. However often and in parallel it is called for one draft, one call gets `New`, and all
    /// others `Already` with that one's reference.
    ///
    /// # Errors
    /// [`StoreError::NoSuchDraft`] when the draft is gone, [`StoreError::ForeignMessage`] when a
    /// message's id does not begin with the reference, or when DynamoDB fails.
    pub async fn submit(
        &self,
        handle: &str,
        submission: &Submission,
        messages: &[Message],
    ) -> Result<Submitted, StoreError> {
        let fact = submission.reference.fact();
        if messages
            .iter()
            .any(|message| envelope::fact(&message.id) != fact)
        {
            return Err(StoreError::ForeignMessage);
        }
        let mut writes = vec![
            self.mark(handle, &submission.reference),
            self.put_new(submission_item(submission)?),
            self.put_new(new_head(submission)?),
        ];
        writes.extend(envelope::of(messages)?.map(|envelope| self.put_new(envelope)));
        let Err(cancelled) = self.transact(writes).await else {
            return Ok(Submitted::New(submission.reference.clone()));
        };
        if cancelled.failed(1) && !cancelled.failed(0) {
            return Ok(Submitted::ReferenceTaken);
        }
        // Whatever went wrong, also a lost answer or too many conflicts: the draft knows the outcome.
        match self.reference_of(draft_id(handle)).await? {
            Some(reference) => Ok(Submitted::Already(reference)),
            None if cancelled.failed(0) => Err(StoreError::NoSuchDraft),
            None => Err(cancelled.error),
        }
    }

    /// A submission with what happened to it, oldest first; read consistently, because the stream tells
    /// the dispatcher of it within milliseconds.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn submission(
        &self,
        reference: &Reference,
    ) -> Result<Option<(Submission, Vec<SubmissionEvent>)>, StoreError> {
        let items = self.partition(&key(reference).pk, "").await?;
        let submission = items.iter().find(|item| sort_key(item) == "S");
        let Some(submission) = submission else {
            return Ok(None);
        };
        let submission: Submission = unpack("submission", submission)?;
        let mut events = events::events(&items)?;
        events.push(SubmissionEvent {
            at: submission.sent_at,
            kind: SubmissionEventKind::Sent,
        });
        events.sort_by_key(|event| (event.at, event.kind != SubmissionEventKind::Sent));
        Ok(Some((submission, events)))
    }

    /// The number under which what has this name was sent ([`Store::hold_draft`]); `None`: it was not.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn reference_of(&self, draft_id: &str) -> Result<Option<Reference>, StoreError> {
        let item = self.read(&draft::key(draft_id)).await?;
        Ok(item.as_ref().and_then(draft::submitted))
    }

    fn mark(&self, handle: &str, reference: &Reference) -> Write {
        let values = [
            (":reference", text(reference.as_str())),
            (":sender", text(browser_id(handle))),
        ];
        self.update(
            &draft::key(draft_id(handle)),
            "SET submitted = :reference, sender = :sender",
            "attribute_exists(pk) AND attribute_not_exists(submitted)",
            &values,
        )
    }
}

fn submission_item(submission: &Submission) -> Result<Item, StoreError> {
    let mut item = key(&submission.reference).item();
    item.insert("body".to_owned(), pack("submission", submission)?);
    Ok(item)
}
