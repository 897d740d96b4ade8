//! Claiming, delivering, retrying, giving up and reviving messages.

use messages::Message;
use messages::delivery::Recipient;
use submissions::SubmissionEventKind;

use super::{MINUTE, draft, messages, noon, reference, resume_link, store, submission};
use crate::{Claim, Store, StoreError};

async fn claim(store: &Store, id: &str) -> Option<Claim> {
    store.claim(id, noon() + MINUTE, MINUTE).await.unwrap()
}

async fn with_one() -> (Store, Message) {
    let store = store().await;
    let message = resume_link("a-link-1");
    store.enqueue(std::slice::from_ref(&message)).await.unwrap();
    (store, message)
}

#[tokio::test]
async fn a_message_is_claimed_once_until_its_lease_ends() {
    let (store, message) = with_one().await;
    let first = claim(&store, &message.id).await.unwrap();
    assert_eq!((&first.message, first.attempt), (&message, 1));
    assert_eq!(claim(&store, &message.id).await, None);
    let later = store
        .claim(&message.id, noon() + MINUTE * 3, MINUTE)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(later.attempt, 2);
}

#[tokio::test]
async fn an_outlived_claim_records_nothing() {
    let (store, message) = with_one().await;
    let first = claim(&store, &message.id).await.unwrap();
    let later = noon() + MINUTE * 5;
    let second = store
        .claim(&message.id, later, MINUTE)
        .await
        .unwrap()
        .unwrap();
    let lost = [
        store.delivered(&first, later).await,
        store.retry_later(&first, later, later, "timeout").await,
        store.dead_letter(&first, "timeout", later).await,
    ];
    assert!(
        lost.iter().all(|l| matches!(l, Err(StoreError::ClaimLost))),
        "{lost:?}"
    );
    store.delivered(&second, later).await.unwrap();
}

#[tokio::test]
async fn a_delivered_message_is_never_claimed_again() {
    let (store, message) = with_one().await;
    let first = claim(&store, &message.id).await.unwrap();
    store.delivered(&first, noon()).await.unwrap();
    store.delivered(&first, noon()).await.unwrap();
    store.enqueue(std::slice::from_ref(&message)).await.unwrap();
    assert_eq!(
        store
            .claim(&message.id, noon() + MINUTE * 60, MINUTE)
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        store.due(noon() + MINUTE * 60, 10).await.unwrap(),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn enqueueing_again_changes_nothing() {
    let (store, message) = with_one().await;
    claim(&store, &message.id).await.unwrap();
    store.enqueue(std::slice::from_ref(&message)).await.unwrap();
    assert_eq!(claim(&store, &message.id).await, None);
}

#[tokio::test]
async fn an_unknown_message_is_not_claimed() {
    assert_eq!(claim(&store().await, "a-link-9").await, None);
}

#[tokio::test]
async fn a_retried_message_is_due_at_its_time_and_not_before() {
    let (store, message) = with_one().await;
    let first = claim(&store, &message.id).await.unwrap();
    let at = noon() + MINUTE * 10;
    store.retry_later(&first, noon(), at, "421").await.unwrap();
    assert_eq!(
        store.claim(&message.id, at - MINUTE, MINUTE).await.unwrap(),
        None
    );
    assert_eq!(
        store.due(at - MINUTE, 10).await.unwrap(),
        Vec::<String>::new()
    );
    let after = at + MINUTE;
    assert_eq!(store.due(after, 10).await.unwrap(), [message.id.as_str()]);
    assert_eq!(
        store
            .claim(&message.id, after, MINUTE)
            .await
            .unwrap()
            .unwrap()
            .attempt,
        2
    );
}

#[tokio::test]
async fn a_dead_letter_is_visible_and_can_be_revived() {
    let (store, message) = with_one().await;
    let first = claim(&store, &message.id).await.unwrap();
    store.dead_letter(&first, "550", noon()).await.unwrap();
    assert_eq!(claim(&store, &message.id).await, None);
    let [letter] = &store.dead_letters().await.unwrap()[..] else {
        panic!("one dead letter")
    };
    assert_eq!((&letter.message, letter.attempts), (&message, 1));
    assert_eq!((letter.reason.as_str(), letter.at), ("550", noon()));
    assert!(store.revive(&message.id, noon()).await.unwrap());
    assert!(!store.revive(&message.id, noon()).await.unwrap());
    assert_eq!(store.dead_letters().await.unwrap(), []);
    assert_eq!(claim(&store, &message.id).await.unwrap().attempt, 1);
}

#[tokio::test]
async fn due_gives_the_earliest_first_over_all_shards() {
    let store = store().await;
    let ids: Vec<String> = (0..12).map(|n| format!("d{n}-link")).collect();
    for (n, id) in ids.iter().enumerate() {
        let created_at = noon() + MINUTE * i32::try_from(n).unwrap();
        store
            .enqueue(&[Message {
                created_at,
                ..resume_link(id)
            }])
            .await
            .unwrap();
    }
    let later = noon() + MINUTE * 60;
    assert_eq!(store.due(later, 5).await.unwrap(), ids[..5]);
    assert_eq!(store.due(later, 100).await.unwrap(), ids);
    assert_eq!(store.due(noon() + MINUTE * 3, 100).await.unwrap(), ids[..4]);
}

#[tokio::test]
async fn a_submission_tells_what_became_of_its_messages() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    let [office, receipt] = &messages(1)[..] else {
        panic!("two messages")
    };
    let office = claim(&store, &office.id).await.unwrap();
    let receipt = claim(&store, &receipt.id).await.unwrap();
    store.delivered(&office, noon() + MINUTE).await.unwrap();
    store
        .dead_letter(&receipt, "550", noon() + MINUTE * 2)
        .await
        .unwrap();
    let (_, events) = store.submission(&reference(1)).await.unwrap().unwrap();
    let told: Vec<_> = events.into_iter().map(|e| (e.at, e.kind)).collect();
    let wanted = [
        (noon(), SubmissionEventKind::Sent),
        (
            noon() + MINUTE,
            SubmissionEventKind::Delivered {
                to: Recipient::Office,
            },
        ),
        (
            noon() + MINUTE * 2,
            SubmissionEventKind::DeliveryFailed {
                to: Recipient::Employer,
            },
        ),
    ];
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn due_names_only_what_may_be_claimed() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    let [office, receipt] = &messages(1)[..] else {
        panic!("two messages")
    };
    let now = noon() + MINUTE;
    assert_eq!(
        store.due(now, 10).await.unwrap(),
        [&*office.id, &*receipt.id]
    );
    let claimed = claim(&store, &office.id).await.unwrap();
    assert_eq!(store.due(now, 10).await.unwrap(), [&*receipt.id]);
    store.delivered(&claimed, now).await.unwrap();
    let second = claim(&store, &receipt.id).await.unwrap();
    assert_eq!(store.due(now, 10).await.unwrap(), Vec::<String>::new());
    // The sender died; its lease ends.
    let later = now + MINUTE * 5;
    assert_eq!(store.due(later, 10).await.unwrap(), [&*receipt.id]);
    store.dead_letter(&second, "550", later).await.unwrap();
    let told = format!("{}-lost-1", receipt.id);
    assert_eq!(store.due(later, 10).await.unwrap(), [&*told]);
    assert!(store.revive(&receipt.id, later).await.unwrap());
    assert_eq!(store.due(later, 10).await.unwrap(), [&*told, &*receipt.id]);
}

#[tokio::test]
async fn a_message_that_is_no_longer_true_is_settled_without_leaving() {
    let (store, message) = with_one().await;
    let first = claim(&store, &message.id).await.unwrap();
    store.discard(&first, noon()).await.unwrap();
    let later = noon() + MINUTE * 60;
    assert_eq!(store.due(later, 10).await.unwrap(), Vec::<String>::new());
    assert_eq!(store.claim(&message.id, later, MINUTE).await.unwrap(), None);
    assert!(store.dead_letters().await.unwrap().is_empty());
}

#[tokio::test]
async fn mails_are_stopped_for_one_name_only() {
    let store = store().await;
    assert!(!store.are_mails_stopped("a").await.unwrap());
    store.stop_mails("a", noon()).await.unwrap();
    store.stop_mails("a", noon() + MINUTE).await.unwrap();
    assert!(store.are_mails_stopped("a").await.unwrap());
    assert!(!store.are_mails_stopped("b").await.unwrap());
}

#[tokio::test]
async fn a_claim_without_an_outcome_counts_until_there_is_one() {
    let (store, message) = with_one().await;
    for (claims, minutes) in [(1, 1), (2, 3), (3, 5)] {
        let at = noon() + MINUTE * minutes;
        let claimed = store.claim(&message.id, at, MINUTE).await.unwrap().unwrap();
        assert_eq!((claimed.unanswered, claimed.attempt), (claims, claims));
    }
    let later = noon() + MINUTE * 7;
    let last = store.claim(&message.id, later, MINUTE).await.unwrap();
    let last = last.unwrap();
    store.retry_later(&last, later, later, "421").await.unwrap();
    let later = later + MINUTE;
    let again = store.claim(&message.id, later, MINUTE).await.unwrap();
    let again = again.unwrap();
    assert_eq!((again.unanswered, again.attempt), (1, 5));
}

#[tokio::test]
async fn those_tried_least_come_first() {
    let store = store().await;
    for id in ["a-link", "b-link"] {
        store.enqueue(&[resume_link(id)]).await.unwrap();
    }
    claim(&store, "a-link").await.unwrap();
    let later = noon() + MINUTE * 10;
    store
        .enqueue(&[Message {
            created_at: later,
            ..resume_link("c-link")
        }])
        .await
        .unwrap();
    let due = store.due(later, 10).await.unwrap();
    assert_eq!(due, ["b-link", "c-link", "a-link"]);
}

#[tokio::test]
async fn those_that_wait_do_not_hide_those_behind_them() {
    let store = store().await;
    let ids: Vec<String> = (0..12).map(|n| format!("d{n}-link")).collect();
    for id in &ids {
        store.enqueue(&[resume_link(id)]).await.unwrap();
        let claimed = claim(&store, id).await.unwrap();
        let at = noon() + MINUTE * 600;
        store
            .retry_later(&claimed, noon(), at, "421")
            .await
            .unwrap();
    }
    let now = noon() + MINUTE * 5;
    store
        .enqueue(&[Message {
            created_at: now,
            ..resume_link("e-link")
        }])
        .await
        .unwrap();
    assert_eq!(store.due(now, 1).await.unwrap(), ["e-link"]);
    let later = noon() + MINUTE * 601;
    assert_eq!(store.due(later, 100).await.unwrap().len(), 13);
}
