//! Where the codes lie that let one browser more hold a draft; each is tried a few times and used once.

use base::join_code::JoinCode;
use jiff::Timestamp;

use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, ceil_unix_seconds, missing, number, read_text, text};
use crate::table::TTL;

/// So often a code may be tried, right or wrong.
pub const JOIN_TRIES: u32 = 5;

fn key(code: &JoinCode) -> Key {
    Key {
        pk: format!("J#{}", code.place()),
        sk: "J".to_owned(),
    }
}

impl Store {
    /// Notes under which draft a code is found. `false`: another code lies there; draw a new one.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn place_code(
        &self,
        code: &JoinCode,
        draft: &str,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut item = key(code).item();
        item.insert("draft".to_owned(), text(draft));
        item.insert("tries".to_owned(), number(0));
        item.insert(TTL.to_owned(), number(ceil_unix_seconds(until)));
        self.store_new(item).await
    }

    /// The id of the draft whose code a typed one may be; the draft itself says whether it is. The try counts before
    /// anything is compared. `None`: there is none, or it was tried too often.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn try_join(&self, typed: &JoinCode) -> Result<Option<String>, StoreError> {
        let values = [(":one", number(1)), (":most", number(JOIN_TRIES))];
        let condition = "attribute_exists(pk) AND tries < :most";
        let key = key(typed);
        let counted = self.change(&key, "ADD tries :one", condition, &values);
        if !counted.await? {
            return Ok(None);
        }
        let Some(item) = self.read(&key).await? else {
            return Ok(None);
        };
        let draft = read_text(&item, "draft").ok_or_else(|| missing("code", "draft"))?;
        Ok(Some(draft.to_owned()))
    }

    /// Takes a code away that was used.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn drop_code(&self, code: &JoinCode) -> Result<(), StoreError> {
        self.delete(&key(code)).await
    }
}
