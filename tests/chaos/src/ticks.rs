//! What EventBridge sends when a schedule's time has come.

use anyhow::Result;
use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use jiff::Timestamp;

pub(crate) fn tick(now: Timestamp) -> Result<EventBridgeEvent> {
    Ok(serde_json::from_value(serde_json::json!({
        "version": "0", "id": "chaos", "detail-type": "Scheduled Event", "source": "aws.events",
        "account": "000000000000", "time": now.to_string(), "region": "local",
        "resources": [], "detail": {},
    }))?)
}
