//! Signing in: codes that were mailed, browsers that asked for one, and devices that are signed in. Of secrets only
//! hashes are stored, of codes only what they are made from together with the keys, of addresses only marks.
//!
//! A code that was mailed to an address is good in any browser that waits for one of that address: who asks twice,
//! or for whom strangers asked too, may type whichever they find.

use jiff::{SignedDuration, Timestamp};
use messages::Message;
use sign_in::Platform;

use crate::error::StoreError;
use crate::item::ceil_unix_seconds;
use crate::item::{Item, Key, missing, number, read_number, read_text, sort_key, text};
use crate::table::TTL;
use crate::{Store, envelope};

/// A browser that asks for a code.
#[derive(Clone, Copy, Debug)]
pub struct CodeRequest<'a> {
    /// [`sign_in::mark`] of the address that was typed, whoever it belongs to.
    pub mark: &'a str,
    /// [`sign_in::hashed`] of the browser's secret.
    pub asker: &'a str,
    /// What a new code is made from; `None`: no new one is mailed, and those mailed before count.
    pub drawn: Option<&'a str>,
}

/// What came of typing a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeTried {
    /// It is the one, and cannot be used again. The mark of the address it was mailed to.
    Right {
        /// [`sign_in::mark`]
        mark: String,
    },
    /// It is not.
    Wrong {
        /// How often it may still be typed.
        left: u32,
    },
    /// This browser waits for no code, or for none any more: it is too old, was used or mistyped too often.
    Over,
}

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// [`sign_in::mark`] of the address that signed in.
    pub mark: String,
    /// [`sign_in::hashed`] of the browser's secret: names the device, and opens nothing.
    pub id: String,
    /// What it is.
    pub platform: Platform,
    /// When it signed in.
    pub since: Timestamp,
    /// When its last code was typed.
    pub proven: Timestamp,
    /// Until when it is signed in.
    pub until: Timestamp,
}

/// Where everything about an address lies.
fn partition(mark: &str) -> String {
    format!("I#{mark}")
}

fn asker_key(asker: &str) -> Key {
    Key {
        pk: format!("A#{asker}"),
        sk: "A".to_owned(),
    }
}

fn code_key(mark: &str, drawn: &str) -> Key {
    Key {
        pk: partition(mark),
        sk: format!("C#{drawn}"),
    }
}

fn device_key(mark: &str, id: &str) -> Key {
    Key {
        pk: partition(mark),
        sk: format!("S#{id}"),
    }
}

fn expiring(key: &Key, at: Timestamp) -> Item {
    let mut item = key.item();
    item.insert("until".to_owned(), text(&at.to_string()));
    item.insert(TTL.to_owned(), number(ceil_unix_seconds(at)));
    item
}

fn time(item: &Item, name: &str) -> Result<Timestamp, StoreError> {
    let at = read_text(item, name).and_then(|at| at.parse().ok());
    at.ok_or_else(|| missing("sign-in", name))
}

fn is_over(item: &Item, now: Timestamp) -> Result<bool, StoreError> {
    Ok(time(item, "until")? <= now)
}

impl Store {
    /// Notes that a browser waits for a code, with the code and its mail, if there is one to send.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn ask_code(
        &self,
        request: CodeRequest<'_>,
        mail: Option<&Message>,
        lasts: SignedDuration,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut asker = expiring(&asker_key(request.asker), now + lasts);
        asker.insert("who".to_owned(), text(request.mark));
        asker.insert("tries".to_owned(), number(0));
        let mut writes = vec![self.put(asker)];
        if let Some(drawn) = request.drawn {
            let code = expiring(&code_key(request.mark, drawn), now + lasts);
            writes.push(self.put_new(code));
        }
        if let Some(envelope) = envelope::of(mail.map(std::slice::from_ref).unwrap_or_default())? {
            writes.push(self.put_new(envelope));
        }
        self.transact(writes).await.map_err(|failed| failed.error)
    }

    /// Whether a code that was mailed to an address can still be typed.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn has_code(&self, mark: &str, now: Timestamp) -> Result<bool, StoreError> {
        Ok(!self.codes(mark, now).await?.is_empty())
    }

    /// What the codes are made from that were mailed to an address and can still be typed.
    async fn codes(&self, mark: &str, now: Timestamp) -> Result<Vec<String>, StoreError> {
        let mut drawn = Vec::new();
        for item in self.partition(&partition(mark), "C#").await? {
            if !is_over(&item, now)? {
                let of = sort_key(&item).strip_prefix("C#");
                drawn.push(of.ok_or_else(|| missing("code", "id"))?.to_owned());
            }
        }
        Ok(drawn)
    }

    /// Types a code in the browser that asked for it. The try counts before it is compared, so that many at once are
    /// no more than one after the other.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn try_code(
        &self,
        asker: &str,
        is_right: impl Fn(&str) -> bool,
        tries: u32,
        now: Timestamp,
    ) -> Result<CodeTried, StoreError> {
        let key = asker_key(asker);
        let values = [(":one", number(1)), (":most", number(tries))];
        let counted = self.change(
            &key,
            "ADD tries :one",
            "attribute_exists(pk) AND tries < :most",
            &values,
        );
        if !counted.await? {
            return Ok(CodeTried::Over);
        }
        let Some(item) = self.read(&key).await? else {
            return Ok(CodeTried::Over);
        };
        if is_over(&item, now)? {
            return Ok(CodeTried::Over);
        }
        let mark = read_text(&item, "who").ok_or_else(|| missing("sign-in", "who"))?;
        let codes = self.codes(mark, now).await?;
        let Some(drawn) = codes.iter().find(|drawn| is_right(drawn)) else {
            let used = read_number::<u32>("sign-in", &item, "tries")?;
            let left = tries.saturating_sub(used.unwrap_or(tries));
            return Ok(match codes.is_empty() {
                true => CodeTried::Over,
                false => CodeTried::Wrong { left },
            });
        };
        let used_up = [self.take(&code_key(mark, drawn)), self.take(&key)];
        Ok(match self.commit(used_up.into()).await? {
            true => CodeTried::Right {
                mark: mark.to_owned(),
            },
            false => CodeTried::Over,
        })
    }

    /// Signs a device in.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn add_device(&self, device: &Device) -> Result<(), StoreError> {
        let mut item = expiring(&device_key(&device.mark, &device.id), device.until);
        item.insert("platform".to_owned(), text(device.platform.name()));
        item.insert("since".to_owned(), text(&device.since.to_string()));
        item.insert("proven".to_owned(), text(&device.proven.to_string()));
        self.store(item).await
    }

    /// Notes that a fresh code was typed on a device; `false`: it is not signed in any more.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn prove_device(
        &self,
        mark: &str,
        id: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let values = [(":now", text(&now.to_string()))];
        let (update, condition) = ("SET proven = :now", "attribute_exists(pk)");
        self.change(&device_key(mark, id), update, condition, &values)
            .await
    }

    /// A device, if it is signed in.
    ///
    /// # Errors
    /// When DynamoDB fails or the item is damaged.
    pub async fn device(
        &self,
        mark: &str,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<Device>, StoreError> {
        let item = self.read(&device_key(mark, id)).await?;
        let device = item.map(|item| device(mark, &item)).transpose()?;
        Ok(device.filter(|device| now < device.until))
    }

    /// All devices on which an address is signed in, the newest first.
    ///
    /// # Errors
    /// When DynamoDB fails or an item is damaged.
    pub async fn devices(&self, mark: &str, now: Timestamp) -> Result<Vec<Device>, StoreError> {
        let items = self.partition(&partition(mark), "S#").await?;
        let devices: Result<Vec<_>, _> = items.iter().map(|item| device(mark, item)).collect();
        let mut devices = devices?;
        devices.retain(|device| now < device.until);
        devices.sort_by_key(|device| std::cmp::Reverse(device.since));
        Ok(devices)
    }

    /// Signs one device out.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn end_device(&self, mark: &str, id: &str) -> Result<(), StoreError> {
        self.delete(&device_key(mark, id)).await
    }

    /// Signs all devices of an address out, and ends the codes that were mailed to it.
    ///
    /// # Errors
    /// When DynamoDB fails.
    pub async fn end_devices(&self, mark: &str) -> Result<(), StoreError> {
        self.delete_all(&partition(mark), "").await.map(drop)
    }
}

fn device(mark: &str, item: &Item) -> Result<Device, StoreError> {
    let id = sort_key(item).strip_prefix("S#");
    Ok(Device {
        mark: mark.to_owned(),
        id: id.ok_or_else(|| missing("device", "id"))?.to_owned(),
        platform: Platform::parse(read_text(item, "platform").unwrap_or_default()),
        since: time(item, "since")?,
        proven: time(item, "proven")?,
        until: time(item, "until")?,
    })
}
