//! Alarms and the month's cost, as SNS passes them on.

use store::{AlarmNews, AlarmNotice};

use super::*;

/// What SNS passes on.
fn passed_on(message: &str, at: &str) -> DispatchEvent {
    let record = serde_json::json!({"EventVersion": "1.0", "EventSubscriptionArn": "arn", "EventSource": "aws:sns",
        "Sns": {"Type": "Notification", "MessageId": "1", "TopicArn": "arn", "Message": message, "Timestamp": at,
        "SignatureVersion": "1", "Signature": "", "SigningCertUrl": "", "UnsubscribeUrl": ""}});
    serde_json::from_value(serde_json::json!({"Records": [record]})).unwrap()
}

#[tokio::test]
async fn what_aws_says_of_alarms_and_of_the_cost_is_kept_the_latest_of_each() {
    let office = Office::open().await;
    let alarm = |state: &str| {
        serde_json::json!({"AlarmName": "kiridashi-test-PublishErrors", "AlarmDescription": "publish failed",
            "NewStateValue": state, "OldStateValue": "OK", "StateChangeTime": "2026-11-24T03:00:08.123+0000"})
        .to_string()
    };
    let budget = "AWS Budget Notification November 24, 2026\nAWS Account 000000000000\n\nDear AWS Customer,\n\n\
        Budget Name: kiridashi-test\nBudget Type: Cost\nBudgeted Amount: $1,000.00\nAlert Type: ACTUAL\n\
        Alert Threshold: > $800.00\nACTUAL Amount: $812.34\n";
    for (message, at, kept) in [
        (alarm("ALARM"), "2026-11-24T03:00:08.500Z", true),
        (alarm("OK"), "2026-11-24T03:00:08.000Z", false),
        (
            alarm("INSUFFICIENT_DATA"),
            "2026-11-24T03:05:08.000Z",
            false,
        ),
        (budget.to_owned(), "2026-11-24T03:01:08.000Z", true),
        (
            "something else".to_owned(),
            "2026-11-24T03:02:08.000Z",
            false,
        ),
    ] {
        let answer = office
            .dispatch
            .handle(passed_on(&message, at))
            .await
            .unwrap();
        assert_eq!(answer.tally.reported == 1, kept, "{message}");
    }
    let store = office.embedded.store();
    let news =
        |notices: Vec<AlarmNotice>| notices.into_iter().map(|it| it.news).collect::<Vec<_>>();
    let raised = |is_raised| AlarmNews::Alarm {
        name: "PublishErrors".to_owned(),
        is_raised,
    };
    let cost = AlarmNews::Cost {
        is_forecast: false,
        amount: "812.34".to_owned(),
        limit: "1,000.00".to_owned(),
    };
    assert_eq!(
        news(store.alarms().await.unwrap()),
        [raised(true), cost.clone()]
    );
    let over = passed_on(&alarm("OK"), "2026-11-24T04:00:00.000Z");
    office.dispatch.handle(over).await.unwrap();
    assert_eq!(news(store.alarms().await.unwrap()), [raised(false), cost]);
}
