//! Submitting a draft.

use base::reference::Reference;
use submissions::{SubmissionEvent, SubmissionEventKind};

use super::{MINUTE, draft, messages, noon, reference, resume_link, store, submission};
use crate::{Saved, StoreError, Submitted};

#[tokio::test]
async fn a_submission_reads_back_with_its_first_event() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    let sent = store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    assert_eq!(sent, Submitted::New(reference(1)));
    let (read, events) = store.submission(&reference(1)).await.unwrap().unwrap();
    assert_eq!(read, submission(1));
    assert_eq!(
        events,
        [SubmissionEvent {
            at: noon(),
            kind: SubmissionEventKind::Sent
        }]
    );
    assert_eq!(
        store.draft("a", noon()).await.unwrap().unwrap().submitted,
        Some(reference(1))
    );
}

#[tokio::test]
async fn an_unknown_reference_is_none() {
    let store = store().await;
    assert_eq!(store.submission(&reference(9)).await.unwrap(), None);
}

#[tokio::test]
async fn submitting_again_gives_the_first_reference_and_writes_nothing() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    let again = store
        .submit("a", &submission(2), &messages(2))
        .await
        .unwrap();
    assert_eq!(again, Submitted::Already(reference(1)));
    assert_eq!(store.submission(&reference(2)).await.unwrap(), None);
    assert_eq!(
        store.due(noon() + MINUTE, 100).await.unwrap().len(),
        messages(1).len()
    );
}

#[tokio::test]
async fn a_taken_reference_is_told_and_another_one_works() {
    let store = store().await;
    for id in ["a", "b"] {
        store.create_draft(&draft(id)).await.unwrap();
    }
    store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    let taken = store
        .submit("b", &submission(1), &messages(1))
        .await
        .unwrap();
    assert_eq!(taken, Submitted::ReferenceTaken);
    let other = store
        .submit("b", &submission(2), &messages(2))
        .await
        .unwrap();
    assert_eq!(other, Submitted::New(reference(2)));
}

#[tokio::test]
async fn a_draft_that_is_gone_cannot_be_submitted() {
    let store = store().await;
    let gone = store.submit("a", &submission(1), &messages(1)).await;
    assert!(matches!(gone, Err(StoreError::NoSuchDraft)), "{gone:?}");
    assert_eq!(
        store.due(noon() + MINUTE, 100).await.unwrap(),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn a_submitted_draft_cannot_be_saved() {
    let store = store().await;
    let draft = draft("a");
    store.create_draft(&draft).await.unwrap();
    store.submit("a", &submission(1), &[]).await.unwrap();
    assert_eq!(store.save_draft(&draft).await.unwrap(), Saved::Conflict);
}

#[tokio::test]
async fn a_message_of_another_fact_is_refused() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    let refused = store.submit("a", &submission(1), &messages(2)).await;
    assert!(
        matches!(refused, Err(StoreError::ForeignMessage)),
        "{refused:?}"
    );
    let refused = store
        .submit("a", &submission(1), &[resume_link("x-link")])
        .await;
    assert!(
        matches!(refused, Err(StoreError::ForeignMessage)),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_reference_is_found_as_typed() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    store.submit("a", &submission(1), &[]).await.unwrap();
    let typed = Reference::parse(&reference(1).as_str().to_lowercase()).unwrap();
    assert!(store.submission(&typed).await.unwrap().is_some());
}

#[tokio::test]
async fn what_was_sent_is_not_deleted_with_its_draft() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    store
        .submit("a", &submission(1), &messages(1))
        .await
        .unwrap();
    assert!(!store.delete_draft("a").await.unwrap());
    let kept = store.draft("a", noon()).await.unwrap().unwrap();
    assert_eq!(kept.submitted, Some(reference(1)));
}
