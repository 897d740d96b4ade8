//! The life of one seminar, round by round.

use base::contact::EmailAddress;
use base::people::Actor;
use base::token::Keys;
use jiff::{SignedDuration, Timestamp};
use seminars::{Application, Attend, Mark, Registered, registration_id};
use store::Store;
use store::embedded::Embedded;
use town::Content;
use town::seminar::{Seminar, State};

use super::{DAY, Seminars, round_with};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// The embedded content with one seminar of two places, changed as a test needs.
fn content(change: impl Fn(&mut Seminar)) -> Content {
    let mut content = Content::embedded();
    content.seminars.retain(|s| s.slug == "2027-01-20-hajimete");
    content.seminars[0].capacity = 2;
    change(&mut content.seminars[0]);
    content
}

async fn register(store: &Store, seminar: &Seminar, name: &str) -> (String, Registered) {
    let application = Application {
        name: "見本 髙子".to_owned(),
        business: "見本旅館".to_owned(),
        mail: EmailAddress::parse(&format!("{name}@example.jp")).ok(),
        phone: None,
        seats: 1,
        attend: Attend::Venue,
        question: None,
    };
    let keys = Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap();
    let id = registration_id(&keys, seminar, application.mail.as_ref().unwrap());
    let now = at("2027-01-10T12:00:00+09:00");
    let registered = store.register(seminar, &id, &application, now).await;
    (id, registered.unwrap())
}

async fn seen(store: &Store, content: &Content, now: Timestamp) -> Seminars {
    round_with(store, content.clone(), now).await.seminars
}

#[tokio::test]
async fn one_seminar_is_seen_to_from_its_first_registration_to_its_last_trace() {
    let store = Embedded::memory().await.unwrap().store();
    let planned = content(|_| {});
    let (one, _) = register(&store, &planned.seminars[0], "one").await;
    let (two, _) = register(&store, &planned.seminars[0], "two").await;
    let (_, third) = register(&store, &planned.seminars[0], "three").await;
    assert_eq!(third, Registered::Waiting { position: 1 });
    let nothing = Seminars::default();
    let early = at("2027-01-11T00:00:00+09:00");
    assert_eq!(seen(&store, &planned, early).await, nothing);

    let moved = content(|seminar| {
        seminar.start += DAY;
        seminar.end += DAY;
        let message = "雪のため、1日おくらせます。".to_owned();
        seminar.state = State::Moved { message };
    });
    let told = Seminars {
        told: 3,
        ..nothing.clone()
    };
    assert_eq!(seen(&store, &moved, early).await, told);
    assert_eq!(seen(&store, &moved, early).await, nothing);

    let seminar = &moved.seminars[0];
    let day_before = at("2027-01-20T10:00:00+09:00");
    let reminded = Seminars {
        reminded: 2,
        ..nothing.clone()
    };
    let minute = SignedDuration::from_mins(1);
    assert_eq!(seen(&store, &moved, day_before - minute).await, nothing);
    assert_eq!(seen(&store, &moved, day_before).await, reminded);
    assert_eq!(seen(&store, &moved, day_before + minute).await, nothing);

    let came = store.check_in(seminar, &one, Mark::CheckIn, &Actor::Office, seminar.start);
    came.await.unwrap();
    assert_eq!(seen(&store, &moved, seminar.end).await, nothing);
    let thanked = Seminars {
        absent: 1,
        thanked: 1,
        ..nothing.clone()
    };
    assert_eq!(seen(&store, &moved, seminar.thank_at()).await, thanked);
    assert_eq!(seen(&store, &moved, seminar.thank_at()).await, nothing);
    let absent = store.registration(&seminar.slug, &two).await.unwrap();
    assert!(absent.unwrap().no_show);

    let gone = seminar.forget_at(90);
    assert_eq!(seen(&store, &moved, gone - minute).await, nothing);
    let forgotten = Seminars {
        forgotten: 1,
        ..nothing.clone()
    };
    assert_eq!(seen(&store, &moved, gone).await, forgotten);
    assert_eq!(seen(&store, &moved, gone).await, nothing);
    assert_eq!(store.attendees(&seminar.slug).await.unwrap(), []);
    let counts = store.seminar_counts(&seminar.slug).await.unwrap();
    assert_eq!((counts.came, counts.no_shows, counts.waiting), (1, 1, 1));
}

#[tokio::test]
async fn a_seminar_whose_page_was_removed_is_forgotten_all_the_same() {
    let store = Embedded::memory().await.unwrap().store();
    let mut content = content(|_| {});
    let seminar = content.seminars.remove(0);
    register(&store, &seminar, "one").await;
    let gone = seminar.forget_at(90);
    assert_eq!(seen(&store, &content, gone).await.forgotten, 1);
}

#[tokio::test]
async fn a_cancelled_seminar_is_told_once_and_neither_reminded_of_nor_thanked_for() {
    let store = Embedded::memory().await.unwrap().store();
    register(&store, &content(|_| {}).seminars[0], "one").await;
    let off = content(|seminar| {
        let message = "中止します。".to_owned();
        seminar.state = State::Cancelled { message };
    });
    let seminar = &off.seminars[0];
    let told = Seminars {
        told: 1,
        ..Seminars::default()
    };
    assert_eq!(seen(&store, &off, seminar.remind_at()).await, told);
    for now in [seminar.remind_at(), seminar.thank_at()] {
        assert_eq!(seen(&store, &off, now).await, Seminars::default());
    }
}

#[tokio::test]
async fn rounds_at_once_remind_each_once() {
    let store = Embedded::memory().await.unwrap().store();
    let planned = content(|_| {});
    let seminar = &planned.seminars[0];
    register(&store, seminar, "one").await;
    register(&store, seminar, "two").await;
    let now = seminar.remind_at();
    let (a, b) = tokio::join!(seen(&store, &planned, now), seen(&store, &planned, now));
    assert_eq!(a.reminded + b.reminded, 2);
}
