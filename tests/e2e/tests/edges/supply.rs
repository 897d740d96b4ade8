//! What is linked: under licences we may use, from crates.io, and nothing that `deny.toml` bans.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;
use spdx::{Expression, ParseMode};

use crate::{list, metadata, text};

/// The lists of `deny.toml` that are read here; `cargo deny` reads the whole.
#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
    sources: Sources,
}

#[derive(Deserialize)]
struct Licences {
    allow: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: BTreeSet<String>,
}

impl Rules {
    fn read() -> Rules {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deny.toml");
        let text = std::fs::read_to_string(file).expect("deny.toml");
        toml::from_str(&text).expect("deny.toml has its lists")
    }

    /// Why this package may not be linked, if it may not.
    fn objection(&self, package: &Value) -> Option<String> {
        let name = text(&package["name"]);
        // Ours.
        let source = package["source"].as_str()?;
        let licence = package["license"].as_str().unwrap_or_default();
        if self.bans.deny.iter().any(|ban| ban.name == name) {
            return Some(format!("{name} is banned"));
        }
        let registry = source.strip_prefix("registry+");
        if !registry.is_some_and(|registry| self.sources.allow_registry.contains(registry)) {
            return Some(format!("{name} comes from {source}"));
        }
        (!self.may_use(licence)).then(|| format!("{name} is under {licence:?}"))
    }

    fn may_use(&self, licence: &str) -> bool {
        let parsed = Expression::parse_mode(licence, ParseMode::LAX);
        parsed.is_ok_and(|expression| {
            expression.evaluate(|one| self.licenses.allow.contains(&one.to_string()))
        })
    }
}

#[test]
fn everything_linked_is_ours_to_use() {
    let rules = Rules::read();
    let metadata = metadata(&[]);
    let objections: Vec<_> = list(&metadata, "packages")
        .filter_map(|package| rules.objection(package))
        .collect();
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

#[test]
fn a_licence_a_source_and_a_crate_that_are_not_allowed_are_found() {
    let rules = Rules::read();
    let package = |name: &str, source: &str, licence: Option<&str>| {
        rules.objection(&serde_json::json!({ "name": name, "source": source, "license": licence }))
    };
    let index = "registry+https://github.com/rust-lang/crates.io-index";
    for licence in [
        "MIT",
        "MIT/Apache-2.0",
        "GPL-3.0-only OR MIT",
        "(MIT OR Apache-2.0) AND Unicode-3.0",
        "Apache-2.0 WITH LLVM-exception",
    ] {
        assert_eq!(package("sample", index, Some(licence)), None, "{licence}");
    }
    for licence in [
        "GPL-3.0-only",
        "MIT AND AGPL-3.0-or-later",
        "SSPL-1.0",
        "free for all",
        "",
    ] {
        assert!(
            package("sample", index, Some(licence)).is_some(),
            "{licence}"
        );
    }
    assert!(package("sample", index, None).is_some());
    assert!(package("openssl-sys", index, Some("MIT")).is_some());
    for source in [
        "git+https://example.com/sample",
        "registry+https://example.com/index",
        "sparse+https://example.com/",
    ] {
        assert!(package("sample", source, Some("MIT")).is_some(), "{source}");
    }
}
