//! What a Kiridashi says of itself at `/.well-known/kiridashi`: who it is, where it is told, and what it understands.

use base::token::Keys;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::report::ProgressReport;
use super::seal::public_keys;
use crate::handover::{ANSWER_SCHEMA, SCHEMA};
use crate::withdrawn::Withdrawn;

/// What a partner has to know before it tells us anything. Later versions may say more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Kiridashi")]
pub struct Introduction {
    /// Always `kiridashi.v1`.
    pub schema: String,
    /// Who runs it.
    pub operator: String,
    /// Where messages are posted: a path on the same host.
    pub endpoint: String,
    /// The schemas of the messages that are understood.
    pub takes: Vec<String>,
    /// The public keys that its messages are signed with, newest first, for the partner's settings.
    pub keys: Vec<String>,
}

/// What an address shows where a Kiridashi was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Where to post this kind of message.
    Endpoint(String),
    /// A Kiridashi that does not understand this kind of message.
    OtherVersion,
    /// Something else.
    Nothing,
}

impl Introduction {
    /// The value of [`Introduction::schema`].
    pub const SCHEMA: &str = "kiridashi.v1";

    /// Where it is shown.
    pub const PATH: &str = "/.well-known/kiridashi";

    /// Our own.
    pub fn of(operator: &str, endpoint: &str, keys: &Keys) -> Introduction {
        let takes = [
            SCHEMA,
            Withdrawn::SCHEMA,
            ANSWER_SCHEMA,
            ProgressReport::SCHEMA,
        ];
        Introduction {
            schema: Self::SCHEMA.to_owned(),
            operator: operator.to_owned(),
            endpoint: endpoint.to_owned(),
            takes: takes.map(str::to_owned).to_vec(),
            keys: public_keys(keys),
        }
    }

    /// Where the Kiridashi at `origin`, which shows this, is told messages of that schema.
    pub fn read(origin: &str, shown: &[u8], schema: &str) -> Shows {
        let Ok(card) = serde_json::from_slice::<Introduction>(shown) else {
            return Shows::Nothing;
        };
        // A path alone: what is meant for a partner goes to no other host, whatever is shown there.
        let is_path = card.endpoint.starts_with('/') && !card.endpoint.starts_with("//");
        if card.schema != Self::SCHEMA || !is_path {
            return Shows::Nothing;
        }
        match card.takes.iter().any(|it| it == schema) {
            true => Shows::Endpoint(format!("{}{}", origin.trim_end_matches('/'), card.endpoint)),
            false => Shows::OtherVersion,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
        let keys = Keys::parse("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        let card = Introduction::of("見本町", "/director/partner", &keys);
        let mut card = serde_json::to_value(card).unwrap();
        change(&mut card);
        serde_json::to_vec(&card).unwrap()
    }

    fn read(change: impl FnOnce(&mut serde_json::Value)) -> Shows {
        Introduction::read("https://b.example.jp/", &shown(change), SCHEMA)
    }

    #[test]
    fn a_partner_is_told_where_it_says_and_in_what_it_understands() {
        let endpoint = "https://b.example.jp/director/partner".to_owned();
        assert_eq!(read(|_| {}), Shows::Endpoint(endpoint.clone()));
        let newer = |card: &mut serde_json::Value| {
            card["takes"] = serde_json::json!(["handover.v3", SCHEMA]);
            card["later"] = serde_json::json!({ "more": true });
        };
        assert_eq!(read(newer), Shows::Endpoint(endpoint));
        let other =
            |card: &mut serde_json::Value| card["takes"] = serde_json::json!(["handover.v3"]);
        assert_eq!(read(other), Shows::OtherVersion);
    }

    #[test]
    fn nothing_goes_to_another_host() {
        for endpoint in [
            "//evil.example/",
            "https://evil.example/",
            "@evil.example/",
            "",
        ] {
            assert_eq!(
                read(|card| card["endpoint"] = endpoint.into()),
                Shows::Nothing,
                "{endpoint}"
            );
        }
        assert_eq!(
            read(|card| card["schema"] = "kiridashi.v2".into()),
            Shows::Nothing
        );
        assert_eq!(
            Introduction::read("https://b.example.jp", b"<html>", SCHEMA),
            Shows::Nothing
        );
    }
}
