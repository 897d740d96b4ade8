//! What was published: texts by their hash, versions that never change, and the one pointer to the version that is live.
//!
//! The texts are stored first, then the version, the pointer and the messages about it in one transaction: whoever dies
//! on the way leaves texts that nothing names, and everybody goes on reading the version before.

use std::collections::BTreeSet;

use messages::Message;
use publishing::{Overlay, PublishedVersion, TextHash, TextTree};
use town::Sources;

use crate::Store;
use crate::envelope;
use crate::error::StoreError;
use crate::item::{Item, Key, missing, number, pack, read_number, text, unpack};

/// The partition of the versions and the pointer.
const VERSIONS: &str = "C#";

/// What came of publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishOutcome {
    /// It is live.
    Live,
    /// Somebody else published since the version that it is based on; nothing changed.
    Outrun,
}

pub(crate) fn text_key(hash: &TextHash) -> Key {
    Key {
        pk: format!("{VERSIONS}{}", hash.as_str()),
        sk: "T".to_owned(),
    }
}

fn version_key(number: u32) -> Key {
    Key {
        pk: VERSIONS.to_owned(),
        sk: format!("V#{number:010}"),
    }
}

fn pointer_key() -> Key {
    Key {
        pk: VERSIONS.to_owned(),
        sk: "P".to_owned(),
    }
}

fn live(pointer: Option<&Item>) -> Result<Option<u32>, StoreError> {
    pointer.map_or(Ok(None), |item| {
        let number = read_number("pointer", item, "live")?;
        number.map(Some).ok_or_else(|| missing("pointer", "number"))
    })
}

/// The items of those texts that are not known yet, each once.
fn text_items<'a>(
    mut known: BTreeSet<TextHash>,
    texts: impl Iterator<Item = (&'a String, &'a String)>,
) -> Result<Vec<Item>, StoreError> {
    let mut items = Vec::new();
    for (path, content) in texts {
        let hash = TextHash::of(content);
        if !known.insert(hash.clone()) {
            continue;
        }
        let body = pack("text", content).map_err(|error| match error {
            StoreError::TooLarge { bytes, .. } => StoreError::TextTooLarge {
                path: path.clone(),
                bytes,
            },
            other => other,
        })?;
        let mut item = text_key(&hash).item();
        item.insert("body".to_owned(), body);
        items.push(item);
    }
    Ok(items)
}

impl Store {
    /// Makes a version live in place of `before`, which it is based on. `texts`: what the version and the files under it
    /// say, with paths to name them by; those that `before` names already may be left out. `messages`: whom to tell, which
    /// leave if it is live and only then.
    ///
    /// # Errors
    /// When a text does not fit into an item, before anything is written; or when DynamoDB fails.
    pub async fn publish<'a>(
        &self,
        version: &PublishedVersion,
        before: Option<&PublishedVersion>,
        texts: impl IntoIterator<Item = (&'a String, &'a String)>,
        messages: &[Message],
    ) -> Result<PublishOutcome, StoreError> {
        let named = before.into_iter().flat_map(|before| {
            let own = before.changes.values().flatten();
            before.base.values().chain(own).cloned()
        });
        let items = text_items(named.collect(), texts.into_iter())?;
        let mut manifest = version_key(version.number).item();
        manifest.insert("body".to_owned(), pack("version", version)?);
        for item in items {
            self.store_new(item).await?;
        }
        let mut writes = vec![self.put_new(manifest), self.move_pointer(version)];
        for message in messages {
            let envelope = envelope::of(std::slice::from_ref(message))?;
            writes.extend(envelope.map(|item| self.put_new(item)));
        }
        let is_live = self.commit(writes).await?
            // The answer to an earlier try of our own may have been lost.
            || self.version(version.number).await?.as_ref() == Some(version);
        Ok(match is_live {
            true => PublishOutcome::Live,
            false => PublishOutcome::Outrun,
        })
    }

    fn move_pointer(&self, version: &PublishedVersion) -> crate::transaction::Write {
        let mut values = vec![(":next", number(version.number))];
        let condition = match version.based_on {
            Some(before) => {
                values.push((":before", number(before)));
                "live = :before"
            }
            None => "attribute_not_exists(pk)",
        };
        self.update(&pointer_key(), "SET live = :next", condition, &values)
    }

    /// The number of the version that is live, read eventually consistently: it may be late by a moment, and costs half a
    /// unit. `None`: nothing was published yet.
    ///
    /// # Errors
    /// When DynamoDB fails or the pointer is damaged.
    pub async fn live_number(&self) -> Result<Option<u32>, StoreError> {
        let read = self.client.get_item().table_name(&self.table);
        let read = read.set_key(Some(pointer_key().item())).send().await;
        let read = read.map_err(|e| StoreError::of("GetItem", e))?;
        live(read.item.as_ref())
    }

    /// The version that is live; `None`: nothing was published yet.
    ///
    /// # Errors
    /// When DynamoDB fails or the version is damaged.
    pub async fn live_version(&self) -> Result<Option<PublishedVersion>, StoreError> {
        let pointer = self.read(&pointer_key()).await?;
        let Some(number) = live(pointer.as_ref())? else {
            return Ok(None);
        };
        let version = self.version(number).await?;
        version.map(Some).ok_or_else(|| missing("version", "item"))
    }

    /// A version.
    ///
    /// # Errors
    /// When DynamoDB fails or the version is damaged.
    pub async fn version(&self, number: u32) -> Result<Option<PublishedVersion>, StoreError> {
        let item = self.read(&version_key(number)).await?;
        item.map(|item| unpack("version", &item)).transpose()
    }

    /// All versions, the oldest first.
    ///
    /// # Errors
    /// When DynamoDB fails or a version is damaged.
    pub async fn versions(&self) -> Result<Vec<PublishedVersion>, StoreError> {
        let items = self.partition(VERSIONS, "V#").await?;
        let versions = items.iter().map(|item| unpack("version", item));
        versions.collect()
    }

    /// The version that is live and those before it, the latest in front; at most so many, and as many as one answer of
    /// DynamoDB holds.
    ///
    /// # Errors
    /// When DynamoDB fails or a version is damaged.
    pub async fn latest_versions(&self, most: u32) -> Result<Vec<PublishedVersion>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("pk = :pk AND begins_with(sk, :begin)")
            .expression_attribute_values(":pk", text(VERSIONS))
            .expression_attribute_values(":begin", text("V#"))
            .scan_index_forward(false)
            .limit(i32::try_from(most).unwrap_or(i32::MAX));
        let read = query.send().await;
        let read = read.map_err(|e| StoreError::of("Query", e))?;
        let items = read.items.unwrap_or_default();
        items.iter().map(|item| unpack("version", item)).collect()
    }

    /// A text that was published; it is exactly the one of that hash.
    ///
    /// # Errors
    /// When DynamoDB fails, or the text is missing or damaged.
    pub async fn published_text(&self, hash: &TextHash) -> Result<String, StoreError> {
        let item = self.read(&text_key(hash)).await?;
        let item = item.ok_or_else(|| missing("text", "item"))?;
        let found: String = unpack("text", &item)?;
        match TextHash::of(&found) == *hash {
            true => Ok(found),
            false => Err(missing("text", "intact content")),
        }
    }

    /// What a version says in place of the files that it lies over.
    ///
    /// # Errors
    /// When DynamoDB fails, or a text is missing or damaged.
    pub async fn overlay(&self, version: &PublishedVersion) -> Result<Overlay, StoreError> {
        let mut overlay = Overlay {
            version: version.number,
            ..Overlay::default()
        };
        for (path, hash) in &version.changes {
            let said = match hash {
                Some(hash) => Some(self.published_text(hash).await?),
                None => None,
            };
            overlay.texts.insert(path.clone(), said);
        }
        Ok(overlay)
    }

    /// Published texts by path.
    ///
    /// # Errors
    /// When DynamoDB fails, or a text is missing or damaged.
    pub async fn published_texts(&self, tree: &TextTree) -> Result<Sources, StoreError> {
        let mut texts = Sources::new();
        for (path, hash) in tree {
            texts.insert(path.clone(), self.published_text(hash).await?);
        }
        Ok(texts)
    }
}
