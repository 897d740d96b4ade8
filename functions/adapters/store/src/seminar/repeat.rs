//! What somebody typed whose address is registered already: kept for the office and for the mail about it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use seminars::{Application, Repeat};

use super::{partition, person_key};
use crate::Store;
use crate::error::StoreError;
use crate::item::{Key, pack, read_text, unpack};

/// Before the repeats of one registration.
fn prefix(id: &str) -> String {
    format!("Q#{id}#")
}

impl Store {
    /// Keeps what was typed, unless it says what the registration says.
    pub(super) async fn keep_repeat(
        &self,
        slug: &str,
        id: &str,
        application: &Application,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let registered = self.read(&person_key(slug, id)).await?;
        let registered = registered.map(|item| unpack("registration", &item));
        if registered.transpose()?.as_ref() == Some(application) {
            return Ok(());
        }
        let key = Key {
            pk: partition(slug),
            sk: format!("{}{:020}", prefix(id), now.as_nanosecond()),
        };
        let repeat = Repeat {
            at: now,
            application: application.clone(),
        };
        let mut item = key.item();
        item.insert("body".to_owned(), pack("repeat", &repeat)?);
        self.store(item).await
    }

    /// What was typed last with the address of a registration, after it was made; `None`: nothing else.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn last_repeat(&self, slug: &str, id: &str) -> Result<Option<Repeat>, StoreError> {
        let items = self.partition(&partition(slug), &prefix(id)).await?;
        items.last().map(|item| unpack("repeat", item)).transpose()
    }

    /// What was typed with registered addresses, by registration, oldest first.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn repeats(&self, slug: &str) -> Result<BTreeMap<String, Vec<Repeat>>, StoreError> {
        let mut repeats: BTreeMap<String, Vec<Repeat>> = BTreeMap::new();
        for item in self.partition(&partition(slug), "Q#").await? {
            let id = read_text(&item, "sk").and_then(|sk| sk.split('#').nth(1));
            if let Some(id) = id {
                let repeat = unpack("repeat", &item)?;
                repeats.entry(id.to_owned()).or_default().push(repeat);
            }
        }
        Ok(repeats)
    }
}
