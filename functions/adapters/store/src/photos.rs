//! Photos of the town's texts: a file an item, under the photo's name, which follows from what the files hold. A photo
//! that no published text shows yet goes by its time to live; one that was published stays for good, as texts do.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};
use publishing::{PhotoId, photo_widths};

use crate::Store;
use crate::error::StoreError;
use crate::item::{Item, Key, ceil_unix_seconds, missing, number, pack, unpack};
use crate::table::TTL;

/// How long a photo is kept that was never published; an edit in the making is kept for a quarter of it.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 366);

/// The item that says how large a photo is; it is written last.
fn size_key(id: &PhotoId) -> Key {
    Key {
        pk: format!("C#{}", id.as_str()),
        sk: "J".to_owned(),
    }
}

fn file_key(id: &PhotoId, width: u32) -> Key {
    Key {
        sk: format!("J#{width}"),
        ..size_key(id)
    }
}

fn bytes(item: &Item) -> Option<Vec<u8>> {
    let blob = item.get("jpeg")?.as_b().ok()?;
    Some(blob.as_ref().to_vec())
}

impl Store {
    /// Keeps a photo that was uploaded. `size`: width and height of its largest file; `files`: those of
    /// [`photo_widths`], each with its width. One that is there already stays as it is.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn keep_photo(
        &self,
        id: &PhotoId,
        size: (u32, u32),
        files: &[(u32, Vec<u8>)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let expires = number(ceil_unix_seconds(now + KEPT));
        let mut items = Vec::new();
        for (width, bytes) in files {
            let body = AttributeValue::B(Blob::new(bytes.clone()));
            items.push((file_key(id, *width), ("jpeg", body)));
        }
        items.push((size_key(id), ("body", pack("photo", &size)?)));
        for (key, (name, body)) in items {
            let mut item = key.item();
            item.insert(name.to_owned(), body);
            item.insert(TTL.to_owned(), expires.clone());
            if !self.store_new(item).await? {
                let later = format!("SET {TTL} = :expires");
                let is_unpublished = format!("attribute_exists({TTL})");
                let values = [(":expires", expires.clone())];
                self.change(&key, &later, &is_unpublished, &values).await?;
            }
        }
        Ok(())
    }

    /// Width and height of a photo; `None`: there is no such photo.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn photo_size(&self, id: &PhotoId) -> Result<Option<(u32, u32)>, StoreError> {
        let item = self.read(&size_key(id)).await?;
        item.map(|item| unpack("photo", &item)).transpose()
    }

    /// A photo's file of that width.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn photo_file(
        &self,
        id: &PhotoId,
        width: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let item = self.read(&file_key(id, width)).await?;
        Ok(item.as_ref().and_then(bytes))
    }

    /// All files of a photo, each with its width; they are exactly those of that name. `None`: there is no such photo.
    ///
    /// # Errors
    /// When DynamoDB fails, or a file is missing or damaged.
    pub async fn photo(&self, id: &PhotoId) -> Result<Option<Vec<(u32, Vec<u8>)>>, StoreError> {
        let Some((width, _)) = self.photo_size(id).await? else {
            return Ok(None);
        };
        let mut files = Vec::new();
        for width in photo_widths(width) {
            let file = self.photo_file(id, width).await?;
            files.push((width, file.ok_or_else(|| missing("photo", "file"))?));
        }
        match PhotoId::of(files.iter().map(|(_, bytes)| bytes.as_slice())) == *id {
            true => Ok(Some(files)),
            false => Err(missing("photo", "intact file")),
        }
    }

    /// Keeps a photo for good, before a version that shows it goes live.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn publish_photo(&self, id: &PhotoId) -> Result<(), StoreError> {
        let Some(item) = self.read(&size_key(id)).await? else {
            return Ok(());
        };
        // A write that changes nothing costs as much as one that does.
        if !item.contains_key(TTL) {
            return Ok(());
        }
        let (width, _): (u32, u32) = unpack("photo", &item)?;
        let files = photo_widths(width).into_iter();
        let keys = files.map(|width| file_key(id, width));
        for key in keys.chain([size_key(id)]) {
            let (update, condition) = (format!("REMOVE {TTL}"), format!("attribute_exists({TTL})"));
            self.change(&key, &update, &condition, &[]).await?;
        }
        Ok(())
    }
}
