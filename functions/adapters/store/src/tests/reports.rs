//! What follows from dead letters and from reports about mails that had left.

use base::people::{Actor, Notice};
use messages::Message;
use messages::delivery::{DeliveryVerdict, Recipient, StatusCode};
use submissions::SubmissionEventKind;
use tokio::task::JoinSet;

use super::{MINUTE, draft, noon, reference, resume_link, store, submission};
use crate::{Claim, SentMessage, Store, StoreError};

fn to_director() -> Message {
    let to = Actor::parse("a").unwrap();
    Message::about_placements(&reference(1), vec![1], (to, Notice::Offer), 0, noon())
}

/// A store with a submission whose one message is the director's, and that message's id.
async fn sent_to_director() -> (Store, String) {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    let message = to_director();
    let all = [message.clone()];
    store.submit("a", &submission(1), &all).await.unwrap();
    (store, message.id)
}

async fn claim(store: &Store, id: &str) -> Claim {
    let claim = store.claim(id, noon() + MINUTE, MINUTE).await.unwrap();
    claim.expect("the message is due")
}

async fn delivered() -> (Store, String) {
    let (store, id) = sent_to_director().await;
    let claimed = claim(&store, &id).await;
    store.delivered(&claimed, noon() + MINUTE).await.unwrap();
    (store, id)
}

async fn sent(store: &Store, id: &str) -> SentMessage {
    store.sent(id).await.unwrap().expect("it was claimed once")
}

async fn due(store: &Store) -> Vec<String> {
    let mut due = store.due(noon() + MINUTE * 60 * 24, 100).await.unwrap();
    due.sort();
    due
}

async fn told(store: &Store) -> Vec<SubmissionEventKind> {
    let (_, events) = store.submission(&reference(1)).await.unwrap().unwrap();
    events.into_iter().map(|event| event.kind).skip(1).collect()
}

fn director() -> Recipient {
    Recipient::Director { group: "a".into() }
}

fn unknown_user() -> DeliveryVerdict {
    DeliveryVerdict::Bounced(StatusCode::parse("5.1.1"))
}

#[tokio::test]
async fn giving_up_queues_what_follows_in_the_same_write_and_once() {
    let (store, id) = sent_to_director().await;
    let claimed = claim(&store, &id).await;
    for _ in 0..3 {
        let at = noon() + MINUTE;
        store.dead_letter(&claimed, "smtp-550", at).await.unwrap();
    }
    let fact = id.split('-').next().unwrap();
    assert_eq!(
        due(&store).await,
        [format!("{fact}-0-offer-a-instead"), format!("{id}-lost-1")]
    );
}

#[tokio::test]
async fn a_lost_claim_queues_nothing() {
    let (store, id) = sent_to_director().await;
    let first = claim(&store, &id).await;
    let later = noon() + MINUTE * 5;
    store.claim(&id, later, MINUTE).await.unwrap().unwrap();
    let lost = store.dead_letter(&first, "smtp-550", later).await;
    assert!(matches!(lost, Err(StoreError::ClaimLost)), "{lost:?}");
    assert_eq!(due(&store).await, [id]);
}

#[tokio::test]
async fn a_dead_letter_about_a_dead_letter_ends_there() {
    let (store, id) = sent_to_director().await;
    let mut dead = 0;
    loop {
        let Some(next) = due(&store).await.into_iter().next() else {
            break;
        };
        let at = noon() + MINUTE * 60;
        let claimed = store.claim(&next, at, MINUTE).await.unwrap().unwrap();
        store.dead_letter(&claimed, "smtp-550", at).await.unwrap();
        dead += 1;
        assert!(dead < 10, "{id} goes round");
    }
    // The director's, the deputy's, and a notice of each.
    assert_eq!(dead, 4);
    assert_eq!(store.dead_letters().await.unwrap().len(), 4);
}

#[tokio::test]
async fn giving_up_a_second_time_is_told_again_and_the_deputy_is_not_asked_twice() {
    let (store, id) = sent_to_director().await;
    let claimed = claim(&store, &id).await;
    store
        .dead_letter(&claimed, "smtp-550", noon())
        .await
        .unwrap();
    for follow in due(&store).await {
        let claimed = claim(&store, &follow).await;
        store.delivered(&claimed, noon()).await.unwrap();
    }
    assert!(store.revive(&id, noon()).await.unwrap());
    let claimed = claim(&store, &id).await;
    store
        .dead_letter(&claimed, "smtp-550", noon())
        .await
        .unwrap();
    assert_eq!(due(&store).await, [format!("{id}-lost-2")]);
}

#[tokio::test]
async fn a_bounce_makes_a_delivered_message_a_dead_letter_that_can_be_revived() {
    let (store, id) = delivered().await;
    let found = sent(&store, &id).await;
    let at = noon() + MINUTE * 2;
    let verdict = unknown_user();
    let done = store.returned(&found, "report-1", &verdict, at).await;
    assert!(done.unwrap());
    let [letter] = &store.dead_letters().await.unwrap()[..] else {
        panic!("one dead letter")
    };
    assert_eq!((letter.reason.as_str(), letter.at), ("bounce-5.1.1", at));
    let to = director();
    let events = [
        SubmissionEventKind::Delivered { to: to.clone() },
        SubmissionEventKind::Bounced { to },
    ];
    assert_eq!(told(&store).await, events);
    assert!(store.revive(&id, at).await.unwrap());
    let again = store.claim(&id, at, MINUTE).await.unwrap().unwrap();
    assert_eq!(again.attempt, 1);
    store.delivered(&again, at).await.unwrap();
    let late = store.returned(&found, "report-1", &verdict, at).await;
    assert!(!late.unwrap(), "a bounce of long ago");
    assert!(sent(&store, &id).await.knows("report-1"));
    let to = director();
    assert_eq!(told(&store).await, [SubmissionEventKind::Delivered { to }]);
}

#[tokio::test]
async fn parallel_reports_of_one_bounce_are_recorded_once() {
    let (store, id) = delivered().await;
    let mut tasks = JoinSet::new();
    for _ in 0..20 {
        let (store, id) = (store.clone(), id.clone());
        tasks.spawn(async move {
            let found = sent(&store, &id).await;
            let (verdict, at) = (DeliveryVerdict::Complained, noon() + MINUTE * 2);
            let new = !found.is_dead_letter && !found.knows("report-1");
            new && store
                .returned(&found, "report-1", &verdict, at)
                .await
                .unwrap()
        });
    }
    let recorded = tasks.join_all().await.into_iter().filter(|done| *done);
    assert_eq!(recorded.count(), 1);
    let notices = due(&store).await;
    assert_eq!(notices.len(), 2, "{notices:?}");
    let complained = SubmissionEventKind::Complained { to: director() };
    assert!(told(&store).await.contains(&complained));
}

#[tokio::test]
async fn a_bounce_that_overtakes_its_own_record_wins() {
    let (store, id) = sent_to_director().await;
    let claimed = claim(&store, &id).await;
    let found = sent(&store, &id).await;
    let at = noon() + MINUTE;
    let verdict = unknown_user();
    assert!(store.returned(&found, "r", &verdict, at).await.unwrap());
    let late = store.delivered(&claimed, at).await;
    assert!(matches!(late, Err(StoreError::ClaimLost)), "{late:?}");
    assert_eq!(store.dead_letters().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_mail_that_came_back_for_now_is_sent_again_at_its_time() {
    let (store, id) = delivered().await;
    let found = sent(&store, &id).await;
    let full = DeliveryVerdict::BouncedForNow(StatusCode::parse("4.2.2"));
    let (now, at) = (noon() + MINUTE * 2, noon() + MINUTE * 62);
    let again = store.send_again(&found, "r1", &full, now, at);
    assert!(again.await.unwrap());
    assert_eq!(store.due(at - MINUTE, 9).await.unwrap(), [""; 0]);
    let at = at + MINUTE;
    assert_eq!(store.due(at, 9).await.unwrap(), [&*id], "and named once");
    let after = sent(&store, &id).await;
    assert_eq!((after.returns, after.knows("r1")), (1, true));
    let claimed = store.claim(&id, at, MINUTE).await.unwrap().unwrap();
    store.delivered(&claimed, at).await.unwrap();
    assert_eq!(due(&store).await, [""; 0]);
    assert_eq!(
        told(&store).await,
        [SubmissionEventKind::Delivered { to: director() }]
    );
}

#[tokio::test]
async fn lateness_is_told_after_an_hour_until_the_mail_arrives() {
    let (store, id) = sent_to_director().await;
    let hour = MINUTE * 60;
    let (soon, late) = (noon() + MINUTE * 5, noon() + hour);
    for (now, known) in [(soon, false), (late, true)] {
        let claimed = store.claim(&id, now, MINUTE).await.unwrap().unwrap();
        let at = now + MINUTE;
        store
            .retry_later(&claimed, now, at, "smtp-451")
            .await
            .unwrap();
        let delayed = told(&store).await == [SubmissionEventKind::Delayed { to: director() }];
        assert_eq!(delayed, known);
    }
    let at = late + hour;
    let claimed = store.claim(&id, at, MINUTE).await.unwrap().unwrap();
    store.delivered(&claimed, at).await.unwrap();
    let left = SubmissionEventKind::Delivered { to: director() };
    assert_eq!(told(&store).await, std::slice::from_ref(&left));
    let found = sent(&store, &id).await;
    assert!(store.delayed(&found, at + hour).await.unwrap());
    let still = SubmissionEventKind::Delayed { to: director() };
    assert_eq!(told(&store).await, [left.clone(), still]);
    let found = sent(&store, &id).await;
    assert!(found.delayed && store.arrived(&found).await.unwrap());
    assert_eq!(told(&store).await, [left]);
}

#[tokio::test]
async fn the_office_being_told_is_an_event_of_the_submission() {
    let (store, id) = sent_to_director().await;
    let claimed = claim(&store, &id).await;
    store
        .dead_letter(&claimed, "smtp-550", noon())
        .await
        .unwrap();
    for follow in due(&store).await {
        let claimed = claim(&store, &follow).await;
        store.delivered(&claimed, noon() + MINUTE).await.unwrap();
    }
    let events = told(&store).await;
    let deputy = Recipient::Deputy { group: "a".into() };
    for event in [
        SubmissionEventKind::DeliveryFailed { to: director() },
        SubmissionEventKind::Delivered { to: deputy },
        SubmissionEventKind::OfficeTold { about: director() },
    ] {
        assert!(events.contains(&event), "{event:?} in {events:?}");
    }
    assert_eq!(events.len(), 3, "{events:?}");
}

#[tokio::test]
async fn nothing_is_known_of_messages_that_never_left() {
    let store = store().await;
    assert_eq!(store.sent("k7m3fxwp-0-offer-a").await.unwrap(), None);
    let message = resume_link("a-link-1");
    store.enqueue(&[message]).await.unwrap();
    assert_eq!(store.sent("a-link-1").await.unwrap(), None);
}
