//! The head of a case, an item of its own: its version, where it waits in the index, what it puts on the groups'
//! hands, and what lists and searches need of it.

use base::reference::Reference;
use jiff::Timestamp;
use placements::{Case, CaseHead};
use submissions::Submission;
use submissions::route::Load;
use town::Programme;

use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, Key, missing, number, pack, read_text, text, unpack_from};
use crate::queue::Queue;
use crate::table::{HEAD, INDEX, LOAD};
use crate::transaction::Write;
use crate::{Store, envelope};

/// The key of a case's head.
pub(crate) fn head_key(reference: &Reference) -> Key {
    Key {
        pk: envelope::partition(&reference.fact()),
        sk: "H".to_owned(),
    }
}

/// A case's entry in the index.
pub(crate) struct IndexPosition {
    queue: Queue,
    due: i64,
    load: Load,
    head: CaseHead,
}

impl IndexPosition {
    /// Of a case that was just sent: looked at in the next round, which knows the settings.
    pub(crate) fn of_sent(submission: &Submission) -> IndexPosition {
        let case = Case::new(submission.clone(), Vec::new(), 0);
        IndexPosition {
            queue: Queue::Open,
            due: ceil_unix_seconds(submission.sent_at),
            load: case.load(),
            head: CaseHead::of_sent(&case),
        }
    }

    /// Of a case as these settings see it.
    pub(crate) fn of(case: &Case, programme: &Programme) -> IndexPosition {
        let never = Timestamp::MAX.as_second();
        let erasure = case.next_erasure(programme).map(|(_, at)| at);
        let (queue, at) = match case.is_open() {
            true => (
                Queue::Open,
                case.due(programme).into_iter().chain(erasure).min(),
            ),
            false => (Queue::Closed, erasure),
        };
        IndexPosition {
            queue,
            due: at.map_or(never, ceil_unix_seconds),
            load: case.load(),
            head: CaseHead::of(case, programme),
        }
    }

    /// As attributes of the head.
    fn attributes(&self) -> Result<Item, StoreError> {
        let load = serde_json::to_string(&self.load).map_err(|_| missing("load", "text"))?;
        Ok(Item::from([
            ("queue".to_owned(), text(&self.queue.numbered(0))),
            ("due".to_owned(), number(self.due)),
            (LOAD.to_owned(), text(&load)),
            (HEAD.to_owned(), pack("head", &self.head)?),
        ]))
    }
}

/// The head of a case that was just sent.
pub(crate) fn new_head(submission: &Submission) -> Result<Item, StoreError> {
    let mut item = head_key(&submission.reference).item();
    item.insert("version".to_owned(), number(0));
    item.extend(IndexPosition::of_sent(submission).attributes()?);
    Ok(item)
}

impl Store {
    /// The heads of all open cases, the first due in front, read off the index. One that is damaged is logged and left
    /// out, so that the others can be seen.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn open_heads(&self) -> Result<Vec<CaseHead>, StoreError> {
        self.heads(Queue::Open).await
    }

    /// The heads of all cases that need nobody any more, the first to be deleted in front; as [`Store::open_heads`].
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn closed_heads(&self) -> Result<Vec<CaseHead>, StoreError> {
        self.heads(Queue::Closed).await
    }

    async fn heads(&self, queue: Queue) -> Result<Vec<CaseHead>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .index_name(INDEX)
            .key_condition_expression("queue = :queue")
            .expression_attribute_values(":queue", text(&queue.numbered(0)));
        let mut pages = query.into_paginator().items().send();
        let mut heads = Vec::new();
        while let Some(item) = pages.next().await {
            let item = item.map_err(|e| StoreError::of("Query", e))?;
            match unpack_from::<CaseHead>("head", &item, HEAD) {
                Ok(head) => heads.push(head),
                Err(error) => {
                    let fact = read_text(&item, "pk").unwrap_or_default();
                    tracing::error!(fact, %error, "a case is left out");
                }
            }
        }
        Ok(heads)
    }

    /// Puts a case at its place in the index, unless something was recorded since it was read.
    pub(crate) async fn put_in_place(
        &self,
        case: &Case,
        programme: &Programme,
    ) -> Result<bool, StoreError> {
        let write = self.advance(case.version(), case, programme)?;
        self.commit(vec![write]).await
    }

    /// The write that moves a case to its next version and position, if it still is in the version read.
    pub(crate) fn advance(
        &self,
        read: u64,
        to: &Case,
        programme: &Programme,
    ) -> Result<Write, StoreError> {
        let place = IndexPosition::of(to, programme).attributes()?;
        let value = |name: &str| place[name].clone();
        let values = [
            (":version", number(read)),
            (":next", number(to.version())),
            (":queue", value("queue")),
            (":due", value("due")),
            (":load", value(LOAD)),
            (":head", value(HEAD)),
        ];
        Ok(self.update(
            &head_key(&to.submission().reference),
            "SET version = :next, queue = :queue, due = :due, #load = :load, head = :head",
            "version = :version",
            &values,
        ))
    }
}
