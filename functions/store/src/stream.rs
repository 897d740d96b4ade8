//! What the table's stream tells: which records are new messages of the outbox.

use aws_lambda_events::event::dynamodb::EventRecord;

use crate::outbox;

/// The id of the message whose arrival this record tells, for [`Store::claim`](crate::Store::claim).
/// `None` for every other change. The stream carries keys only, so it holds no personal data.
pub fn new_message(record: &EventRecord) -> Option<String> {
    if record.event_name != "INSERT" {
        return None;
    }
    // The attribute's type is not exported by `aws_lambda_events`; its JSON is DynamoDB's own.
    let sk = serde_json::to_value(record.change.keys.get("sk")?).ok()?;
    outbox::id_in(sk["S"].as_str()?).map(str::to_owned)
}
