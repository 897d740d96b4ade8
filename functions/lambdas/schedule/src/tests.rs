//! Rounds on the embedded DynamoDB.

mod cases;
mod seminars;

use std::sync::Arc;

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use base::contact::EmailAddress;
use jiff::{SignedDuration, Timestamp};
use messages::{LinkRequest, Message, Topic};
use store::Store;
use store::embedded::Embedded;
use testkit::ambient::StoppedClock;
use testkit::sample;
use town::Content;

use super::{Cases, PublishedSchedule, Round, Schedule, Seminars};

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn begun() -> Timestamp {
    "2026-11-20T12:00:00+09:00".parse().unwrap()
}

/// The event as EventBridge sends it.
fn event() -> EventBridgeEvent {
    let json = r#"{"version":"0","id":"53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type":"Scheduled Event","source":"aws.events","account":"123456789012",
        "time":"2026-11-20T03:00:00Z","region":"ap-northeast-1","detail":{},
        "resources":["arn:aws:events:ap-northeast-1:123456789012:rule/mihon"]}"#;
    serde_json::from_str(json).unwrap()
}

async fn round(store: &Store, now: Timestamp) -> Round {
    round_with(store, Content::embedded(), now).await
}

async fn round_with(store: &Store, content: Content, now: Timestamp) -> Round {
    Schedule::new(
        store.clone(),
        Arc::new(content),
        Arc::new(StoppedClock::at(now)),
    )
    .handle(event())
    .await
    .unwrap()
}

async fn with_a_draft_and_a_message() -> Store {
    let store = Embedded::memory().await.unwrap().store();
    let draft = sample::draft("a", begun());
    let to = EmailAddress::parse("employer@example.jp").unwrap();
    let link = LinkRequest::Draft {
        draft: "a".to_owned(),
        to,
    };
    let message = Message {
        id: "a-link-1".to_owned(),
        topic: Topic::Link(link),
        created_at: begun(),
    };
    store.create_draft(&draft).await.unwrap();
    store.enqueue(&[message]).await.unwrap();
    store
}

#[tokio::test]
async fn a_fresh_draft_and_a_fresh_message_are_left_alone() {
    let store = with_a_draft_and_a_message().await;
    let nothing = Round {
        expired: 0,
        overdue: 0,
        dead: 0,
        cases: Cases::default(),
        seminars: Seminars::default(),
        businesses: 0,
    };
    assert_eq!(round(&store, begun()).await, nothing);
    assert!(store.draft("a", begun()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_second_call_finds_nothing_left_to_do() {
    let store = with_a_draft_and_a_message().await;
    let now = begun() + DAY * 31;
    assert_eq!(
        round(&store, now).await,
        Round {
            expired: 1,
            overdue: 1,
            dead: 0,
            cases: Cases::default(),
            seminars: Seminars::default(),
            businesses: 0,
        }
    );
    assert_eq!(
        round(&store, now).await,
        Round {
            expired: 0,
            overdue: 1,
            dead: 0,
            cases: Cases::default(),
            seminars: Seminars::default(),
            businesses: 0,
        }
    );
}

#[tokio::test]
async fn two_rounds_at_once_delete_a_draft_once() {
    let store = with_a_draft_and_a_message().await;
    let now = begun() + DAY * 31;
    let (one, two) = tokio::join!(round(&store, now), round(&store, now));
    assert_eq!(one.expired + two.expired, 1);
}

#[tokio::test]
async fn an_overdue_message_is_reported_and_stays_due() {
    let store = with_a_draft_and_a_message().await;
    let now = begun() + SignedDuration::from_mins(20);
    assert_eq!(round(&store, now).await.overdue, 1);
    let minute = SignedDuration::from_mins(1);
    assert!(
        store
            .claim("a-link-1", now, minute)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn a_dead_letter_is_reported_until_somebody_revives_it() {
    let store = with_a_draft_and_a_message().await;
    let minute = SignedDuration::from_mins(1);
    let claim = store
        .claim("a-link-1", begun(), minute)
        .await
        .unwrap()
        .unwrap();
    store.dead_letter(&claim, "550", begun()).await.unwrap();
    assert_eq!(
        round(&store, begun() + DAY).await,
        Round {
            expired: 0,
            overdue: 0,
            dead: 1,
            cases: Cases::default(),
            seminars: Seminars::default(),
            businesses: 0,
        }
    );
    store.revive("a-link-1", begun() + DAY).await.unwrap();
    assert_eq!(round(&store, begun() + DAY).await.dead, 0);
}

#[tokio::test]
async fn a_round_is_made_by_what_was_published_since_the_function_started() {
    let store = Embedded::memory().await.unwrap().store();
    let clock = Arc::new(StoppedClock::at(begun()));
    let schedule = Schedule::new(store.clone(), Content::embedded().into(), clock.clone());
    let schedule = PublishedSchedule::new(schedule);
    let planned = |content: &Content| {
        content
            .seminars
            .iter()
            .filter(|it| it.is_open(begun()))
            .count()
    };
    let before = planned(&Content::embedded());
    schedule.handle(event()).await.unwrap();
    assert_eq!(planned(&schedule.content()), before);
    let seminar = Content::embedded()
        .seminars
        .iter()
        .find(|it| it.is_open(begun()))
        .unwrap()
        .source
        .clone();
    testkit::publish::publish(&store, &[(&seminar, None)], begun()).await;
    clock.pass(SignedDuration::from_secs(5));
    schedule.handle(event()).await.unwrap();
    assert_eq!(planned(&schedule.content()), before - 1);
    // What cannot be used changes nothing.
    testkit::publish::publish(&store, &[("programme.toml", Some("["))], begun()).await;
    clock.pass(SignedDuration::from_secs(5));
    schedule.handle(event()).await.unwrap();
    assert_eq!(planned(&schedule.content()), before - 1);
}

#[tokio::test]
async fn a_round_brings_the_register_up_and_a_second_finds_it_so() {
    let store = Embedded::memory().await.unwrap().store();
    let submission = sample::submission(&["agr01"], &Content::embedded(), begun());
    let draft = sample::draft("d1", begun());
    store.create_draft(&draft).await.unwrap();
    store.submit("d1", &submission, &[]).await.unwrap();
    assert_eq!(round(&store, begun()).await.businesses, 1);
    assert_eq!(round(&store, begun()).await.businesses, 0);
    let register = store.businesses().await.unwrap();
    assert_eq!(register.roots()[0].name(), Some("見本旅館 髙﨑"));
    // The case is deleted in the end, and with it the name.
    let years = SignedDuration::from_hours(24 * 366 * 3);
    round(&store, begun() + years).await;
    let register = store.businesses().await.unwrap();
    assert_eq!(register.roots()[0].name(), None);
}
