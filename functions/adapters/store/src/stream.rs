//! Reads the table's stream: which records are new messages of the outbox.

use aws_lambda_events::event::dynamodb::EventRecord;

use crate::envelope;

/// The ids of the messages that this record adds to the outbox, each for [`Store::claim`](crate::Store::claim).
/// Empty for every other change. The stream carries keys only, so it contains no personal data.
pub fn new_messages(record: &EventRecord) -> Vec<String> {
    let sk = record.change.keys.get("sk");
    // The attribute's type is not exported by `aws_lambda_events`; its JSON is DynamoDB's own.
    let sk = sk.and_then(|sk| serde_json::to_value(sk).ok());
    match sk.as_ref().and_then(|sk| sk["S"].as_str()) {
        Some(sk) if record.event_name == "INSERT" && sk.starts_with("E#") => envelope::ids_in(sk)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}
