//! The page for the partner's engineer, held against what we really send and believe.

use serde_json::Value;

use base::token::Keys;

use crate::exchange::{Introduction, ProgressReport, SharedState};
use crate::handover::{Handover, PartnerAnswer, sign};
use crate::{Withdrawn, schemas};

const PAGE: &str = include_str!("../../../../../content/partner-api.md");
const PUBLISHED: [&str; 5] = [
    include_str!("../../../../../site/static/schema/kiridashi.v1.json"),
    include_str!("../../../../../site/static/schema/handover-answer.v2.json"),
    include_str!("../../../../../site/static/schema/handover.v1.json"),
    include_str!("../../../../../site/static/schema/handover-withdrawn.v1.json"),
    include_str!("../../../../../site/static/schema/handover-answer.v1.json"),
];

/// The examples on the page, in their order.
fn examples() -> Vec<&'static str> {
    let blocks = PAGE.split("```json\n").skip(1);
    blocks
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

fn keys() -> Keys {
    Keys::parse("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap()
}

/// The value in a row of the page's tables.
fn row(name: &str) -> &'static str {
    let start = format!("| {name} | `");
    let line = PAGE.lines().find_map(|line| line.strip_prefix(&start));
    line.unwrap().strip_suffix("` |").unwrap()
}

#[test]
fn published_schemas_are_those_of_the_types() {
    for ((name, schema), published) in schemas().iter().zip(PUBLISHED) {
        let published: Value = serde_json::from_str(published).unwrap();
        assert_eq!(
            *schema, published,
            "run: cargo run -p placements --example schema {name} > site/static/schema/{name}.json"
        );
    }
}

#[test]
fn examples_on_the_page_are_what_the_types_read() {
    let [handover, withdrawn, report, card] = examples()[..] else {
        panic!("four examples")
    };
    let [(_, shows), (_, becomes), (_, told), (_, back), _] = schemas();
    let valid = |schema: &Value, text: &str| {
        jsonschema::is_valid(schema, &serde_json::from_str(text).unwrap())
    };
    assert!(valid(&told, handover) && valid(&back, withdrawn));
    assert!(valid(&becomes, report) && valid(&shows, card));
    assert!(!valid(&told, withdrawn));
    let read: ProgressReport = serde_json::from_str(report).unwrap();
    assert_eq!(read.state, SharedState::InProgress);
    assert_eq!(read.stages[1].amount, Some(30_000));
    let read: Introduction = serde_json::from_str(card).unwrap();
    let ours = Introduction::of(&read.operator, "/director/partner", &keys());
    assert_eq!(read.takes, ours.takes);
    let read: Handover = serde_json::from_str(handover).unwrap();
    assert_eq!(read.id, "K7M3-FXWP-1");
    let read: Withdrawn = serde_json::from_str(withdrawn).unwrap();
    assert_eq!(read.schema, Withdrawn::SCHEMA);
}

#[test]
fn every_field_is_in_the_pages_tables() {
    for (_, schema) in schemas() {
        for name in schema["properties"].as_object().unwrap().keys() {
            assert!(PAGE.contains(&format!("\n| `{name}` |")), "{name}");
        }
    }
}

#[test]
fn the_worked_signature_is_ours() {
    let (secret, body) = (row("秘密").as_bytes(), row("本文"));
    let time = row("時刻").parse().unwrap();
    assert_eq!(sign(secret, time, body.as_bytes()), row("署名"));
    let answer: PartnerAnswer = serde_json::from_str(body).unwrap();
    assert_eq!(answer.id, "K7M3-FXWP-1");
}
