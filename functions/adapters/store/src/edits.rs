//! Edits of the town's texts in the making: one item each, which goes by its time to live long after its last change.

use editing::DeskDraft;
use jiff::SignedDuration;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, ceil_unix_seconds, number, pack, read_number, unpack};
use crate::table::TTL;

/// The partition of all edits: an office has a handful.
const EDITS: &str = "T#";

/// How long an edit is kept after its last change.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

fn key(id: &str) -> Key {
    Key {
        pk: EDITS.to_owned(),
        sk: format!("D#{id}"),
    }
}

/// An edit as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptEdit {
    /// The edit.
    pub draft: DeskDraft,
    /// Its how manyth change it is as, from 1.
    pub revision: u32,
}

impl Store {
    /// Keeps an edit as its next revision; `seen`: the one that it was made from, 0: it is new. `false`: there is another
    /// one by now, e.g. of another tab, and nothing changed.
    ///
    /// # Errors
    /// When it does not fit into an item, or DynamoDB fails.
    pub async fn keep_edit(&self, draft: &DeskDraft, seen: u32) -> Result<bool, StoreError> {
        let mut values = vec![
            (":body", pack("edit", draft)?),
            (":next", number(seen + 1)),
            (":expires", number(ceil_unix_seconds(draft.at + KEPT))),
        ];
        let condition = match seen {
            0 => "attribute_not_exists(pk)",
            _ => {
                values.push((":seen", number(seen)));
                "version = :seen"
            }
        };
        let update = format!("SET body = :body, version = :next, {TTL} = :expires");
        self.change(&key(&draft.id), &update, condition, &values)
            .await
    }

    /// An edit.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn edit(&self, id: &str) -> Result<Option<KeptEdit>, StoreError> {
        let Some(item) = self.read(&key(id)).await? else {
            return Ok(None);
        };
        Ok(Some(KeptEdit {
            draft: unpack("edit", &item)?,
            revision: read_number("edit", &item, "version")?.unwrap_or_default(),
        }))
    }

    /// All edits that are kept.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn edits(&self) -> Result<Vec<KeptEdit>, StoreError> {
        let items = self.partition(EDITS, "D#").await?;
        let edits = items.iter().map(|item| {
            Ok(KeptEdit {
                draft: unpack("edit", item)?,
                revision: read_number("edit", item, "version")?.unwrap_or_default(),
            })
        });
        edits.collect()
    }
}
