//! Drafts of inventories: one item each, answers deflated, versions against lost updates.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use answers::Answers;
use aws_sdk_dynamodb::types::AttributeValue;
use base::reference::Reference;
use forms::Input;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::Store;
use crate::draft_holders::{DraftHolders, browser_handle, browser_id, draft_id};
use crate::error::StoreError;
use crate::item::{
    Item, Key, ceil_unix_seconds, missing, number, pack, read_number, read_text, text, unpack,
};
use crate::queue::Queue;
use crate::table::TTL;
use crate::transaction::unless_refused;
use crate::turn::Turn;

/// An inventory somebody is writing. `Debug` leaves the answers out.
#[derive(Clone, PartialEq)]
pub struct Draft {
    /// Random id, safe in a URL. The browser's cookie and the mailed link contain it, signed.
    pub id: String,
    /// The published version of the content that it was begun with; 0: the files alone.
    pub content: u32,
    /// Rises by one with every save.
    pub version: u64,
    /// What was accepted so far.
    pub answers: Answers,
    /// Half-typed pages by step path.
    pub typed: BTreeMap<String, Input>,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved.
    pub updated_at: Timestamp,
    /// From when on it counts as deleted.
    pub expires_at: Timestamp,
    /// The submission it became; a submitted draft can no longer be saved.
    pub submitted: Option<Reference>,
    /// Who holds it.
    pub holders: DraftHolders,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("version", &self.version)
            .field("submitted", &self.submitted)
            .finish_non_exhaustive()
    }
}

impl Draft {
    /// Without answers, not stored yet; `content`: the version it is begun with.
    pub fn blank(id: String, content: u32, now: Timestamp, expires_at: Timestamp) -> Draft {
        Draft {
            id,
            content,
            version: 0,
            answers: Answers::default(),
            typed: BTreeMap::new(),
            created_at: now,
            updated_at: now,
            expires_at,
            submitted: None,
            holders: DraftHolders::default(),
        }
    }

    /// What the cookie of the browser that reads it names.
    pub fn handle(&self) -> String {
        match self.holders.reader() {
            "" => self.id.clone(),
            reader => browser_handle(&self.id, reader),
        }
    }

    /// Whether it was sent, and by the browser that reads it.
    pub fn is_sent_here(&self) -> bool {
        self.submitted.is_some() && self.holders.is_senders()
    }
}

/// The result of [`Store::save_draft`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The draft is stored; its version rose by one.
    Done,
    /// It was saved, submitted or deleted elsewhere since it was read: read it again.
    Conflict,
}

/// The result of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftChange {
    /// It is stored. The draft as it is now.
    Saved(Box<Draft>),
    /// It does not fit into one item any more; nothing changed. The draft as it was.
    TooLarge(Box<Draft>),
    /// The draft was deleted in the meantime.
    Gone,
}

/// The part of a draft that only we read.
#[derive(Serialize, Deserialize)]
struct Body<'a> {
    answers: Cow<'a, Answers>,
    #[serde(default)]
    content: u32,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    typed: Cow<'a, BTreeMap<String, Input>>,
    #[serde(default)]
    holders: Cow<'a, DraftHolders>,
    created_at: Timestamp,
    updated_at: Timestamp,
    expires_at: Timestamp,
}

/// The key of a draft's item.
pub(crate) fn key(id: &str) -> Key {
    Key {
        pk: format!("D#{id}"),
        sk: "D".to_owned(),
    }
}

/// A draft's item without what is written in it.
pub(crate) fn expiring(id: &str, expires_at: Timestamp) -> Item {
    let expires = number(ceil_unix_seconds(expires_at));
    let mut item = key(id).item();
    item.extend([TTL, "due"].map(|name| (name.to_owned(), expires.clone())));
    item.insert("queue".to_owned(), text(&Queue::Expire.shard(id)));
    item
}

impl Store {
    /// Stores a new draft.
    ///
    /// # Errors
    /// [`StoreError::DraftExists`] when its id is taken.
    pub async fn create_draft(&self, draft: &Draft) -> Result<(), StoreError> {
        let mut item = expiring(&draft.id, draft.expires_at);
        item.insert("body".to_owned(), body(draft)?);
        item.insert("version".to_owned(), number(draft.version));
        let is_new = self.store_new(item).await?;
        is_new.then_some(()).ok_or(StoreError::DraftExists)
    }

    /// Reads a draft by what a browser's cookie names ([`Draft::handle`]), consistently: the page after a save has to
    /// see it. By its id alone nothing is read of who somebody is. Expired, unknown or taken from the browser is `None`.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn draft(&self, handle: &str, now: Timestamp) -> Result<Option<Draft>, StoreError> {
        let id = draft_id(handle);
        let item = self.read(&key(id)).await?;
        let draft = item.map(|item| parse(id, &item)).transpose()?;
        let draft = draft.filter(|draft| now < draft.expires_at);
        Ok(draft.and_then(|mut draft| {
            let (contact, typed) = (&mut draft.answers.contact, &mut draft.typed);
            let is_held = draft.holders.give(browser_id(handle), contact, typed);
            is_held.then_some(draft)
        }))
    }

    /// Stores a draft that was read at `draft.version` and has not been saved or submitted since.
    ///
    /// # Errors
    /// When DynamoDB fails or the draft is too large.
    pub async fn save_draft(&self, draft: &Draft) -> Result<Saved, StoreError> {
        let values = [
            (":body", body(draft)?),
            (":version", number(draft.version)),
            (":next", number(draft.version + 1)),
            (":expires", number(ceil_unix_seconds(draft.expires_at))),
        ];
        let update = "SET body = :body, version = :next, expires = :expires";
        let unchanged = "version = :version AND attribute_not_exists(submitted)";
        let key = key(&draft.id);
        Ok(match self.change(&key, update, unchanged, &values).await? {
            true => Saved::Done,
            false => Saved::Conflict,
        })
    }

    /// Applies a change and saves it; when somebody else saved first, applies it to what they left. `salt`
    /// keeps those apart who change the same draft at the same time.
    ///
    /// # Errors
    /// What `apply` refuses with, or when DynamoDB fails or the draft never stops changing.
    pub async fn change_draft<E: From<StoreError>>(
        &self,
        mut draft: Draft,
        salt: &str,
        now: Timestamp,
        apply: impl Fn(&mut Draft) -> Result<(), E>,
    ) -> Result<DraftChange, E> {
        let mut turn = Turn::new(salt);
        loop {
            let before = draft.clone();
            apply(&mut draft)?;
            match self.save_draft(&draft).await {
                Ok(Saved::Done) => return Ok(DraftChange::Saved(Box::new(draft))),
                Ok(Saved::Conflict) => {}
                Err(StoreError::TooLarge { .. }) => {
                    return Ok(DraftChange::TooLarge(Box::new(before)));
                }
                Err(error) => return Err(error.into()),
            }
            self.next_try(&mut turn).await?;
            match self.draft(&before.handle(), now).await? {
                Some(newer) => draft = newer,
                None => return Ok(DraftChange::Gone),
            }
        }
    }

    /// Deletes a draft that was not sent; deleting it again changes nothing. `false`: it was sent, so its
    /// receipt stays.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn delete_draft(&self, id: &str) -> Result<bool, StoreError> {
        let deleted = self
            .client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(key(id).item()))
            .condition_expression("attribute_not_exists(submitted)")
            .send()
            .await;
        Ok(unless_refused("DeleteItem", deleted)?.is_some())
    }
}

fn body(draft: &Draft) -> Result<AttributeValue, StoreError> {
    let mut draft = draft.clone();
    let (contact, typed) = (&mut draft.answers.contact, &mut draft.typed);
    draft.holders.put_away(contact, typed);
    let body = Body {
        answers: Cow::Borrowed(&draft.answers),
        content: draft.content,
        typed: Cow::Borrowed(&draft.typed),
        holders: Cow::Borrowed(&draft.holders),
        created_at: draft.created_at,
        updated_at: draft.updated_at,
        expires_at: draft.expires_at,
    };
    pack("draft", &body)
}

fn parse(id: &str, item: &Item) -> Result<Draft, StoreError> {
    let body: Body = unpack("draft", item)?;
    Ok(Draft {
        id: id.to_owned(),
        version: read_number("draft", item, "version")?
            .ok_or_else(|| missing("draft", "version"))?,
        content: body.content,
        answers: body.answers.into_owned(),
        typed: body.typed.into_owned(),
        holders: body.holders.into_owned().sent_by(read_text(item, "sender")),
        created_at: body.created_at,
        updated_at: body.updated_at,
        expires_at: body.expires_at,
        submitted: submitted(item),
    })
}

/// The submission a draft's item has become.
pub(crate) fn submitted(item: &Item) -> Option<Reference> {
    read_text(item, "submitted").and_then(Reference::parse)
}
