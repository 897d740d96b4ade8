//! Places when many want them at once, on real threads.

use std::collections::BTreeSet;

use messages::SeminarNotice;
use seminars::{Cancelled, Registered, Standing};
use town::seminar::Seminar;

use super::parallel::at_once;
use super::seminars::{early, id, register, seminar, someone, waiting_mails};
use super::store;
use crate::Store;

async fn cancel(store: &Store, seminar: &Seminar, number: usize) -> Cancelled {
    let id = id(seminar, &someone(number));
    let cancelled = store.cancel_registration(seminar, &id, early()).await;
    cancelled.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_for_the_last_place_give_one_place_and_forty_nine_positions() {
    let (store, seminar) = (store().await, seminar(3, 60));
    for number in 50..52 {
        register(&store, &seminar, number).await;
    }
    waiting_mails(&store, &seminar, early()).await;
    let outcomes = at_once(50, |number| {
        let (store, seminar) = (store.clone(), seminar.clone());
        async move { register(&store, &seminar, usize::from(number)).await }
    })
    .await;
    let confirmed = outcomes.iter().filter(|o| **o == Registered::Confirmed);
    assert_eq!(confirmed.count(), 1);
    let positions: BTreeSet<u32> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Registered::Waiting { position } => Some(*position),
            _ => None,
        })
        .collect();
    assert_eq!(positions, (1..=49).collect());
    let mails = waiting_mails(&store, &seminar, early()).await;
    let told: BTreeSet<u32> = mails
        .iter()
        .filter_map(|(_, notice)| match notice {
            SeminarNotice::Waitlisted { position } => Some(*position),
            _ => None,
        })
        .collect();
    assert_eq!((mails.len(), told), (50, positions));
    let now = store.availability(&seminar).await.unwrap();
    assert_eq!((now.taken, now.waiting), (3, 49));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_person_twenty_times_at_once_is_one_registration() {
    let (store, seminar) = (store().await, seminar(5, 5));
    let outcomes = at_once(20, |_| {
        let (store, seminar) = (store.clone(), seminar.clone());
        async move { register(&store, &seminar, 1).await }
    })
    .await;
    let confirmed = outcomes.iter().filter(|o| **o == Registered::Confirmed);
    assert_eq!(confirmed.count(), 1);
    let again = |o: &&Registered| matches!(o, Registered::Again { .. });
    assert_eq!(outcomes.iter().filter(again).count(), 19);
    assert_eq!(store.availability(&seminar).await.unwrap().taken, 1);
    assert_eq!(waiting_mails(&store, &seminar, early()).await.len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_cancellation_twenty_times_at_once_frees_one_place() {
    let (store, seminar) = (store().await, seminar(2, 9));
    for number in 0..5 {
        register(&store, &seminar, number).await;
    }
    waiting_mails(&store, &seminar, early()).await;
    let outcomes = at_once(20, |_| {
        let (store, seminar) = (store.clone(), seminar.clone());
        async move { cancel(&store, &seminar, 0).await }
    })
    .await;
    let done = outcomes.iter().filter(|o| **o == Cancelled::Done);
    assert_eq!(done.count(), 1);
    let now = store.availability(&seminar).await.unwrap();
    assert_eq!((now.taken, now.waiting), (2, 2));
    let mails = waiting_mails(&store, &seminar, early()).await;
    let promoted = |notice: &SeminarNotice| *notice == SeminarNotice::Promoted;
    let promoted: Vec<usize> = mails
        .iter()
        .filter(|(_, notice)| promoted(notice))
        .map(|(number, _)| *number)
        .collect();
    assert_eq!(promoted, [2]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn coming_and_going_at_once_leaves_no_place_empty_while_somebody_waits() {
    let (store, seminar) = (store().await, seminar(5, 60));
    for number in 0..20 {
        register(&store, &seminar, number).await;
    }
    at_once(30, |number| {
        let (store, seminar) = (store.clone(), seminar.clone());
        let number = usize::from(number);
        async move {
            match number {
                0..10 => drop(cancel(&store, &seminar, number * 2).await),
                10..20 => drop(register(&store, &seminar, number + 10).await),
                _ => drop(store.sync_seminar(&seminar, early()).await.unwrap()),
            }
        }
    })
    .await;
    let now = store.availability(&seminar).await.unwrap();
    assert_eq!((now.taken, now.waiting), (5, 15));
    let list = store.attendees(&seminar.slug).await.unwrap();
    let cancelled = list.iter().filter(|r| r.state == Standing::Cancelled);
    assert_eq!(cancelled.count(), 10);
    for number in [1, 3, 5, 7, 9] {
        let id = id(&seminar, &someone(number));
        let standing = store.standing(&seminar.slug, &id).await.unwrap();
        assert_eq!(standing, Some(Standing::Confirmed), "{number} was skipped");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_rounds_at_once_remind_each_once() {
    let (store, seminar) = (store().await, seminar(9, 0));
    for number in 0..9 {
        register(&store, &seminar, number).await;
    }
    waiting_mails(&store, &seminar, early()).await;
    let told = at_once(8, |_| {
        let (store, seminar) = (store.clone(), seminar.clone());
        async move { store.remind(&seminar, seminar.remind_at()).await.unwrap() }
    })
    .await;
    assert_eq!(told.iter().sum::<usize>(), 9);
    let mails = waiting_mails(&store, &seminar, seminar.remind_at()).await;
    assert_eq!(mails.len(), 9);
}
