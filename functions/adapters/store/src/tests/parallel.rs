//! What holds when many do the same at once, on real threads.

use std::sync::Arc;

use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::{MINUTE, draft, messages, noon, reference, resume_link, store, submission};
use crate::{Saved, Store, Submitted};

/// Runs the same thing many times at once, on a common start.
pub(super) async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    times: u8,
    run: impl Fn(u8) -> F,
) -> Vec<T> {
    let start = Arc::new(Barrier::new(usize::from(times)));
    let mut tasks = JoinSet::new();
    for number in 0..times {
        let (start, work) = (Arc::clone(&start), run(number));
        tasks.spawn(async move {
            start.wait().await;
            work.await
        });
    }
    tasks.join_all().await
}

async fn submit_at_once(store: &Store, id: &str, times: u8) -> Vec<Submitted> {
    at_once(times, |number| {
        let (store, id) = (store.clone(), id.to_owned());
        async move {
            store
                .submit(&id, &submission(number), &messages(number))
                .await
                .unwrap()
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_parallel_submits_give_one_record_and_one_reference() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    let outcomes = submit_at_once(&store, "a", 20).await;
    let new: Vec<_> = outcomes
        .iter()
        .filter(|o| matches!(o, Submitted::New(_)))
        .collect();
    let [Submitted::New(winner)] = new[..] else {
        panic!("one winner, not {new:?}")
    };
    let already = Submitted::Already(winner.clone());
    assert_eq!(outcomes.iter().filter(|o| **o == already).count(), 19);
    assert_eq!(
        store.due(noon() + MINUTE, 100).await.unwrap().len(),
        messages(0).len()
    );
    for number in 0..20 {
        let stored = store.submission(&reference(number)).await.unwrap();
        assert_eq!(stored.is_some(), reference(number) == *winner);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_drafts_submitted_by_many_at_once_become_one_record_each() {
    let store = store().await;
    for number in 0..100 {
        let id = format!("d{number}");
        store.create_draft(&draft(&id)).await.unwrap();
        let outcomes = at_once(5, |tab| {
            let (store, id) = (store.clone(), id.clone());
            let reference =
                base::reference::Reference::from_random([tab, 0, 0, 0, 0, 0, number / 16, number]);
            let submission = submissions::Submission {
                reference,
                ..submission(0)
            };
            async move { store.submit(&id, &submission, &[]).await.unwrap() }
        })
        .await;
        assert_eq!(
            outcomes
                .iter()
                .filter(|o| matches!(o, Submitted::New(_)))
                .count(),
            1
        );
        assert!(!outcomes.contains(&Submitted::ReferenceTaken));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_claimers_one_wins() {
    let store = store().await;
    store.enqueue(&[resume_link("a-link")]).await.unwrap();
    let claims = at_once(20, |_| {
        let store = store.clone();
        async move {
            store
                .claim("a-link", noon() + MINUTE, MINUTE)
                .await
                .unwrap()
        }
    })
    .await;
    assert_eq!(claims.iter().flatten().count(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_tabs_saving_one_version_one_wins() {
    let store = store().await;
    store.create_draft(&draft("a")).await.unwrap();
    let saves = at_once(20, |_| {
        let store = store.clone();
        async move { store.save_draft(&draft("a")).await.unwrap() }
    })
    .await;
    assert_eq!(saves.iter().filter(|s| **s == Saved::Done).count(), 1);
    assert_eq!(store.draft("a", noon()).await.unwrap().unwrap().version, 2);
}
