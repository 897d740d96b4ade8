//! What SES publishes through SNS, in the shapes AWS documents, on the embedded DynamoDB.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

const BOUNCE: &str = include_str!("../../testdata/ses-bounce.json");
const COMPLAINT: &str = include_str!("../../testdata/ses-complaint.json");
const DELAY: &str = include_str!("../../testdata/ses-delay.json");
const SPEC: &str = "k7m3fxwp-0-offer-a";

/// The event by which SNS calls a Lambda.
fn sns(message: &str) -> DispatchEvent {
    let event = json!({ "Records": [{
        "EventVersion": "1.0",
        "EventSubscriptionArn": "arn:aws:sns:ap-northeast-1:123456789012:mail:21be56ed",
        "EventSource": "aws:sns",
        "Sns": {
            "Type": "Notification",
            "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
            "TopicArn": "arn:aws:sns:ap-northeast-1:123456789012:mail",
            "Subject": "Amazon SES Email Event Notification",
            "Message": message,
            "Timestamp": "2026-11-24T03:00:08.000Z",
            "SignatureVersion": "1",
            "Signature": "EXAMPLE",
            "SigningCertUrl": "https://sns.ap-northeast-1.amazonaws.com/cert.pem",
            "UnsubscribeUrl": "https://sns.ap-northeast-1.amazonaws.com/?Action=Unsubscribe",
            "MessageAttributes": {},
        },
    }]});
    serde_json::from_value(event).unwrap()
}

/// A bounce with some of its fields changed.
fn bounce(kind: &str, sub: &str, recipient: Value, feedback: &str) -> String {
    let mut told: Value = serde_json::from_str(BOUNCE).unwrap();
    told["bounce"]["bounceType"] = json!(kind);
    told["bounce"]["bounceSubType"] = json!(sub);
    told["bounce"]["bouncedRecipients"] = json!([recipient]);
    told["bounce"]["feedbackId"] = json!(feedback);
    told.to_string()
}

fn full() -> Value {
    let address = "director-a@example.jp";
    json!({ "emailAddress": address, "action": "failed", "status": "4.2.2" })
}

impl Office {
    /// An office whose mail to the director has left.
    async fn after_sending() -> Office {
        let office = Office::open().await;
        let submission = submission();
        let messages = submission.messages();
        office.submit(&submission, &messages[..1]).await;
        assert_eq!(office.stream().await.tally.delivered, 1);
        office
    }

    async fn hear(&self, message: &str) -> Tally {
        self.dispatch.handle(sns(message)).await.unwrap().tally
    }

    fn to(&self) -> Vec<String> {
        let address = |bytes: &Vec<u8>| {
            let mail = MessageParser::default().parse(bytes).unwrap();
            let to = mail.to().unwrap().first().unwrap();
            to.address().unwrap().to_owned()
        };
        self.server.taken().iter().map(address).collect()
    }
}

fn director() -> Recipient {
    Recipient::Director { group: "a".into() }
}

#[tokio::test]
async fn a_bounce_sends_the_sheet_to_the_deputy_and_tells_the_office_once() {
    let office = Office::after_sending().await;
    assert_eq!(office.hear(BOUNCE).await, tally(|t| t.reported = 1));
    assert_eq!(office.hear(BOUNCE).await, tally(|t| t.ignored = 1));
    assert_eq!(office.stream().await.tally, tally(|t| t.delivered = 2));
    let wanted = [
        "director-a@example.jp",
        "deputy-a@example.jp",
        "office@example.jp",
    ];
    assert_eq!(office.to(), wanted);
    let told = office.events().await;
    for event in [
        SubmissionEventKind::Bounced { to: director() },
        SubmissionEventKind::OfficeTold { about: director() },
    ] {
        assert!(told.contains(&event), "{event:?} in {told:?}");
    }
    assert_eq!(office.hear(BOUNCE).await, tally(|t| t.ignored = 1));
    assert_eq!(office.sweep().await, Tally::default());
    assert_eq!(office.to().len(), 3);
}

#[tokio::test]
async fn a_spam_report_in_the_older_shape_is_understood_too() {
    let office = Office::after_sending().await;
    assert_eq!(office.hear(COMPLAINT).await, tally(|t| t.reported = 1));
    let complained = SubmissionEventKind::Complained { to: director() };
    assert!(office.events().await.contains(&complained));
    let not_spam = COMPLAINT.replace("\"abuse\"", "\"not-spam\"");
    let office = Office::after_sending().await;
    assert_eq!(office.hear(&not_spam).await, tally(|t| t.ignored = 1));
}

#[tokio::test]
async fn parallel_duplicates_are_recorded_once() {
    let office = Office::after_sending().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..12 {
        let dispatch = office.dispatch.clone();
        tasks.spawn(async move { dispatch.handle(sns(BOUNCE)).await.unwrap().tally });
    }
    let tallies = tasks.join_all().await;
    assert_eq!(tallies.iter().map(|tally| tally.reported).sum::<usize>(), 1);
    assert_eq!(tallies.iter().map(|tally| tally.ignored).sum::<usize>(), 11);
    office.stream().await;
    assert_eq!(office.to().len(), 3);
}

#[tokio::test]
async fn a_full_mailbox_is_tried_three_times_more_before_the_deputy_gets_it() {
    let office = Office::after_sending().await;
    for (round, hours) in [1, 6, 24].into_iter().enumerate() {
        let told = bounce("Transient", "MailboxFull", full(), &format!("f{round}"));
        assert_eq!(office.hear(&told).await, tally(|t| t.reported = 1));
        assert_eq!(office.sweep().await, Tally::default(), "not yet");
        office.pass(SignedDuration::from_hours(hours));
        assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
        assert_eq!(office.hear(&told).await, tally(|t| t.ignored = 1));
    }
    assert_eq!(office.to(), ["director-a@example.jp"; 4]);
    let last = bounce("Transient", "MailboxFull", full(), "f3");
    office.hear(&last).await;
    let letters = office.embedded.store().dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "bounce-4.2.2");
    office.stream().await;
    assert_eq!(
        office.to()[4..],
        ["deputy-a@example.jp", "office@example.jp"]
    );
}

#[tokio::test]
async fn an_answering_machine_is_no_bounce_and_a_refused_attachment_is_one_for_good() {
    let office = Office::after_sending().await;
    let away = json!({ "emailAddress": "director-a@example.jp" });
    let told = bounce("Transient", "General", away.clone(), "away");
    assert_eq!(office.hear(&told).await, tally(|t| t.ignored = 1));
    let told = bounce("Transient", "AttachmentRejected", away, "refused");
    office.hear(&told).await;
    let letters = office.embedded.store().dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "bounce");
}

#[tokio::test]
async fn a_delay_is_noted_until_the_mail_arrives() {
    let office = Office::after_sending().await;
    office.pass(SignedDuration::from_hours(2));
    let late = SubmissionEventKind::Delayed { to: director() };
    for _ in 0..2 {
        assert_eq!(office.hear(DELAY).await, tally(|t| t.reported = 1));
        assert!(office.events().await.contains(&late));
    }
    let arrived = DELAY.replace("DeliveryDelay", "Delivery");
    assert_eq!(office.hear(&arrived).await, tally(|t| t.reported = 1));
    assert!(!office.events().await.contains(&late));
    assert_eq!(office.hear(&arrived).await, tally(|t| t.ignored = 1));
    assert_eq!(office.to().len(), 1, "the mail system tries, not we");
}

#[tokio::test]
async fn what_is_no_report_about_a_mail_of_ours_changes_nothing() {
    let office = Office::after_sending().await;
    let foreign = BOUNCE.replace("k7m3fxwp-0-offer-a@", "somebody-else@");
    let nameless = BOUNCE.replace("Message-ID", "X-Nothing");
    let test = "Successfully validated SNS topic for Amazon SES event publishing.";
    for told in [&foreign, &nameless, test, "{}", "[]"] {
        assert_eq!(office.hear(told).await, tally(|t| t.ignored = 1), "{told}");
    }
    assert_eq!(office.embedded.store().dead_letters().await.unwrap(), []);
    assert_eq!(office.stream().await.tally, Tally::default());
}

#[tokio::test]
async fn a_revived_bounce_is_sent_again_and_its_old_report_does_no_harm() {
    let office = Office::after_sending().await;
    office.hear(BOUNCE).await;
    office.stream().await;
    let store = office.embedded.store();
    assert!(store.revive(SPEC, office.clock.now()).await.unwrap());
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
    assert_eq!(office.hear(BOUNCE).await, tally(|t| t.ignored = 1));
    assert_eq!(store.dead_letters().await.unwrap(), []);
}

/// What stands in SES's JSON in the place of a text, and what somebody else may write there.
fn anything() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => prop::sample::select(&[
            "Bounce", "Complaint", "Delivery", "DeliveryDelay", "Reject", "Open", "Permanent", "Transient", "General", "5.1.1", "4.2.2",
            "<k7m3fxwp-0-offer-a@example.jp>", "<@>", "not-spam", "", "\u{0}",
        ][..]).prop_map(Value::from),
        2 => any::<String>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(json!([])),
        1 => Just(json!({})),
    ]
}

/// One of its values, wherever it stands.
fn places(value: &Value, at: &str) -> Vec<String> {
    let below: Vec<(String, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Value::Array(all) => all
            .iter()
            .enumerate()
            .map(|(at, value)| (at.to_string(), value))
            .collect(),
        _ => Vec::new(),
    };
    let below = below
        .into_iter()
        .flat_map(|(key, value)| places(value, &format!("{at}/{key}")));
    [at.to_owned()].into_iter().chain(below).collect()
}

proptest! {
    #[test]
    fn whatever_is_published_names_a_message_of_ours_or_is_ignored(
        of in prop::sample::select(&[BOUNCE, COMPLAINT, DELAY][..]), changes in prop::collection::vec((any::<prop::sample::Index>(), anything()), 0..4),
        cut in prop::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        let mut told: Value = serde_json::from_str(of).unwrap();
        for (place, value) in changes {
            let places = places(&told, "");
            *told.pointer_mut(place.get::<String>(&places)).unwrap() = value;
        }
        let mut told = told.to_string();
        if let Some(cut) = cut {
            told = told.chars().take(cut.index(told.len())).collect();
        }
        let DispatchEvent::Feedback(event) = sns(&told) else { panic!("SNS calls with feedback") };
        if let Ok(report) = crate::feedback::report(&event.records[0]) {
            prop_assert!(!report.message.is_empty() && !report.message.contains('@') || told.contains(&report.message), "{report:?}");
            prop_assert!(told.contains(&report.id) || report.id.chars().any(|c| c.is_control() || c == '"' || c == '\\'), "{report:?}");
        }
    }
}
