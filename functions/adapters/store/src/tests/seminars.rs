//! Seminars: registering, cancelling, telling, the office's acts and forgetting.

use base::budget::{Counter, Network, REGISTRATION};
use base::contact::EmailAddress;
use base::people::Actor;
use base::token::Keys;
use figures::ledger::Fact;
use jiff::{SignedDuration, Timestamp};
use messages::{SeminarNotice, Topic};
use seminars::{
    Application, Attend, Cancelled, Changed, Mark, Marked, OfficeAct, PublicOutcome, Registered,
    Standing, registration_id,
};
use town::seminar::{Seminar, State};
use visits::{Visit, VisitRequest};

use super::store;
use crate::Store;

const DAY: SignedDuration = SignedDuration::from_hours(24);

pub(super) fn seminar(capacity: u32, waitlist: u32) -> Seminar {
    let page = include_str!("../../../../../content/seminars/2027-01-20-hajimete.md");
    let seminar = Seminar::parse("2027-01-20-hajimete", page).unwrap();
    Seminar {
        capacity,
        waitlist,
        ..seminar.unwrap()
    }
}

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(super) fn early() -> Timestamp {
    at("2027-01-10T12:00:00+09:00")
}

pub(super) fn someone(number: usize) -> Application {
    Application {
        name: "見本 髙子".to_owned(),
        business: "見本旅館".to_owned(),
        mail: EmailAddress::parse(&format!("guest-{number}@example.jp")).ok(),
        phone: None,
        seats: 1,
        attend: Attend::Venue,
        question: None,
    }
}

pub(super) fn id(seminar: &Seminar, application: &Application) -> String {
    let keys = Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap();
    registration_id(&keys, seminar, application.mail.as_ref().unwrap())
}

pub(super) async fn register(store: &Store, seminar: &Seminar, number: usize) -> Registered {
    let application = someone(number);
    let id = id(seminar, &application);
    let registered = store.register(seminar, &id, &application, early()).await;
    registered.unwrap()
}

fn id_of(seminar: &Seminar, number: usize) -> String {
    id(seminar, &someone(number))
}

/// What the messages say that wait, by the number of whom they go to.
pub(super) async fn waiting_mails(
    store: &Store,
    seminar: &Seminar,
    now: Timestamp,
) -> Vec<(usize, SeminarNotice)> {
    let mut mails = Vec::new();
    for message in store.due(now, 1000).await.unwrap() {
        let minute = SignedDuration::from_mins(1);
        let claim = store.claim(&message, now, minute).await.unwrap().unwrap();
        let Topic::Seminar {
            registration,
            notice,
            ..
        } = &claim.message.topic
        else {
            panic!("a mail about something else: {:?}", claim.message);
        };
        let number = (0..200).find(|n| id_of(seminar, *n) == *registration);
        mails.push((number.unwrap(), *notice));
        store.delivered(&claim, now).await.unwrap();
    }
    mails
}

/// As [`waiting_mails`], shortened to a word each, sorted.
async fn mails(store: &Store, seminar: &Seminar, now: Timestamp) -> Vec<(usize, &'static str)> {
    let mails = waiting_mails(store, seminar, now).await.into_iter();
    let mut mails: Vec<_> = mails
        .map(|(number, notice)| (number, notice.code()))
        .collect();
    mails.sort();
    mails
}

#[tokio::test]
async fn a_registration_reads_back_and_its_mail_waits() {
    let (store, seminar) = (store().await, seminar(1, 1));
    assert_eq!(register(&store, &seminar, 1).await, Registered::Confirmed);
    let id = id_of(&seminar, 1);
    let read = store.registration(&seminar.slug, &id).await.unwrap();
    let read = read.unwrap();
    assert_eq!(read.application(), someone(1));
    assert_eq!(
        (read.state, read.created_at),
        (Standing::Confirmed, early())
    );
    assert_eq!(mails(&store, &seminar, early()).await, [(1, "confirmed")]);
    let unknown = store.registration(&seminar.slug, "nobody").await.unwrap();
    assert_eq!(unknown, None);
}

#[tokio::test]
async fn the_same_person_again_is_told_only_by_mail_and_once_a_day() {
    let (store, seminar) = (store().await, seminar(5, 1));
    register(&store, &seminar, 1).await;
    mails(&store, &seminar, early()).await;
    let mut other = someone(1);
    other.mail = EmailAddress::parse("GUEST-1@example.jp").ok();
    other.name = "だれか".to_owned();
    let id = id(&seminar, &other);
    for _ in 0..2 {
        let again = store
            .register(&seminar, &id, &other, early())
            .await
            .unwrap();
        assert_eq!(again.shown(), PublicOutcome::Accepted);
        let standing = Standing::Confirmed;
        let shown = PublicOutcome::Accepted;
        assert_eq!(again, Registered::Again { standing, shown });
    }
    assert_eq!(mails(&store, &seminar, early()).await, [(1, "again")]);
    let read = store.registration(&seminar.slug, &id).await.unwrap();
    assert_eq!(read.unwrap().name, someone(1).name);
    assert_eq!(store.availability(&seminar).await.unwrap().taken, 1);
}

#[tokio::test]
async fn cancelling_promotes_the_first_in_line_and_twice_frees_one_place() {
    let (store, seminar) = (store().await, seminar(1, 5));
    for number in 1..=3 {
        register(&store, &seminar, number).await;
    }
    mails(&store, &seminar, early()).await;
    let cancel = || store.cancel_registration(&seminar, "", early());
    assert_eq!(cancel().await.unwrap(), Cancelled::Unknown);
    let first = id_of(&seminar, 1);
    let cancel = || store.cancel_registration(&seminar, &first, early());
    assert_eq!(cancel().await.unwrap(), Cancelled::Done);
    assert_eq!(cancel().await.unwrap(), Cancelled::Already);
    assert_eq!(
        mails(&store, &seminar, early()).await,
        [(1, "withdrawn"), (2, "promoted")]
    );
    let third = store.standing(&seminar.slug, &id_of(&seminar, 3)).await;
    assert_eq!(third.unwrap(), Some(Standing::Waiting { position: 1 }));
    let back = register(&store, &seminar, 1).await;
    assert_eq!(back, Registered::Waiting { position: 2 });
}

#[tokio::test]
async fn raising_the_capacity_promotes_and_lowering_evicts_nobody() {
    let store = store().await;
    let small = seminar(2, 9);
    for number in 1..=5 {
        register(&store, &small, number).await;
    }
    mails(&store, &small, early()).await;
    assert_eq!(
        store.sync_seminar(&seminar(1, 9), early()).await.unwrap(),
        0
    );
    let now = store.availability(&small).await.unwrap();
    assert_eq!((now.taken, now.waiting), (2, 3));
    assert_eq!(
        store.sync_seminar(&seminar(4, 9), early()).await.unwrap(),
        2
    );
    assert_eq!(
        mails(&store, &small, early()).await,
        [(3, "promoted"), (4, "promoted")]
    );
    assert_eq!(
        store.sync_seminar(&seminar(4, 9), early()).await.unwrap(),
        0
    );
    let late = small.deadline;
    assert_eq!(store.sync_seminar(&seminar(5, 9), late).await.unwrap(), 0);
}

#[tokio::test]
async fn a_move_is_told_to_everyone_once_and_to_nobody_who_read_it_before() {
    let (store, planned) = (store().await, seminar(1, 5));
    for number in 1..=3 {
        register(&store, &planned, number).await;
    }
    let second = id_of(&planned, 3);
    let cancelled = store.cancel_registration(&planned, &second, early()).await;
    assert_eq!(cancelled.unwrap(), Cancelled::Done);
    mails(&store, &planned, early()).await;
    let moved = Seminar {
        start: planned.start + DAY,
        end: planned.end + DAY,
        state: State::Moved {
            message: "雪のため、1日おくらせます。".to_owned(),
        },
        ..planned.clone()
    };
    register(&store, &moved, 4).await;
    assert_eq!(store.sync_seminar(&moved, early()).await.unwrap(), 2);
    assert_eq!(store.sync_seminar(&moved, early()).await.unwrap(), 0);
    assert_eq!(
        mails(&store, &planned, early()).await,
        [(1, "changed"), (2, "changed"), (4, "waiting")]
    );
    let message = "大雪のため、中止します。".to_owned();
    let off = Seminar {
        state: State::Cancelled { message },
        ..moved
    };
    assert_eq!(store.sync_seminar(&off, early()).await.unwrap(), 3);
    assert_eq!(store.sync_seminar(&off, early()).await.unwrap(), 0);
    assert_eq!(store.remind(&off, off.remind_at()).await.unwrap(), 0);
}

#[tokio::test]
async fn a_crowd_is_told_in_several_steps_and_each_once() {
    let (store, planned) = (store().await, seminar(300, 0));
    for number in 0..85 {
        register(&store, &planned, number).await;
    }
    waiting_mails(&store, &planned, early()).await;
    let message = "中止します。".to_owned();
    let off = Seminar {
        state: State::Cancelled { message },
        ..planned.clone()
    };
    assert_eq!(store.sync_seminar(&off, early()).await.unwrap(), 85);
    let mails = waiting_mails(&store, &planned, early()).await;
    let told: std::collections::BTreeSet<usize> = mails.iter().map(|(n, _)| *n).collect();
    assert_eq!((mails.len(), told.len()), (85, 85));
}

#[tokio::test]
async fn reminder_and_thanks_leave_once_and_never_to_those_who_wait() {
    let (store, seminar) = (store().await, seminar(2, 5));
    for number in 1..=3 {
        register(&store, &seminar, number).await;
    }
    mails(&store, &seminar, early()).await;
    let just_before = seminar.remind_at() - SignedDuration::from_secs(1);
    assert_eq!(store.remind(&seminar, just_before).await.unwrap(), 0);
    let day_before = at("2027-01-19T10:00:00+09:00");
    assert_eq!(store.remind(&seminar, day_before).await.unwrap(), 2);
    assert_eq!(store.remind(&seminar, day_before).await.unwrap(), 0);
    assert_eq!(store.remind(&seminar, seminar.start).await.unwrap(), 0);
    let day_after = at("2027-01-21T10:00:00+09:00");
    assert_eq!(store.thank(&seminar, seminar.end).await.unwrap(), 0);
    let one = id_of(&seminar, 1);
    let office = store.check_in(&seminar, &one, Mark::CheckIn, &Actor::Office, seminar.start);
    assert_eq!(office.await.unwrap(), Marked::Done);
    assert_eq!(
        store
            .mark_no_shows(&seminar, &Actor::Clock, day_after)
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        store
            .mark_no_shows(&seminar, &Actor::Clock, day_after)
            .await
            .unwrap(),
        0
    );
    assert_eq!(store.thank(&seminar, day_after).await.unwrap(), 1);
    assert_eq!(store.thank(&seminar, day_after).await.unwrap(), 0);
    assert_eq!(
        mails(&store, &seminar, day_after).await,
        [(1, "reminder"), (1, "thanks"), (2, "reminder")]
    );
}

#[tokio::test]
async fn changing_gives_back_places_and_takes_no_more_than_there_are() {
    let (store, seminar) = (store().await, seminar(3, 5));
    let three = Application {
        seats: 3,
        ..someone(1)
    };
    let id = id(&seminar, &three);
    store
        .register(&seminar, &id, &three, early())
        .await
        .unwrap();
    register(&store, &seminar, 2).await;
    mails(&store, &seminar, early()).await;
    let change = |seats, attend, now| {
        let wanted = Application {
            seats,
            attend,
            ..someone(1)
        };
        let (store, seminar, id) = (store.clone(), seminar.clone(), id.clone());
        async move {
            store
                .change_registration(&seminar, &id, &wanted, now)
                .await
                .unwrap()
        }
    };
    assert_eq!(change(2, Attend::Online, early()).await, Changed::Done);
    assert_eq!(change(2, Attend::Online, early()).await, Changed::Done);
    assert_eq!(
        mails(&store, &seminar, early()).await,
        [(1, "updated"), (2, "promoted")]
    );
    assert_eq!(change(3, Attend::Online, early()).await, Changed::NoRoom);
    assert_eq!(
        change(1, Attend::Venue, seminar.start).await,
        Changed::TooLate
    );
    let read = store
        .registration(&seminar.slug, &id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (read.seats, read.attend, read.sequence),
        (2, Attend::Online, 1)
    );
}

#[tokio::test]
async fn what_the_office_does_is_on_record_with_its_time() {
    let (store, seminar) = (store().await, seminar(2, 5));
    for number in 1..=3 {
        register(&store, &seminar, number).await;
    }
    let list = store.attendees(&seminar.slug).await.unwrap();
    let states: Vec<Standing> = list.iter().map(|r| r.state).collect();
    let waiting = Standing::Waiting { position: 1 };
    assert_eq!(states, [Standing::Confirmed, Standing::Confirmed, waiting]);
    let (slug, day) = (&seminar.slug, seminar.start);
    store
        .record_office_act(slug, OfficeAct::ListSeen, &Actor::Office, early())
        .await
        .unwrap();
    let (one, two, three) = (id_of(&seminar, 1), id_of(&seminar, 2), id_of(&seminar, 3));
    let mark = |id, mark, now| store.check_in(&seminar, id, mark, &Actor::Office, now);
    assert_eq!(
        mark(&one, Mark::CheckIn, early()).await.unwrap(),
        Marked::TooEarly
    );
    assert_eq!(mark(&one, Mark::CheckIn, day).await.unwrap(), Marked::Done);
    assert_eq!(
        mark(&one, Mark::CheckIn, seminar.end).await.unwrap(),
        Marked::Already
    );
    assert_eq!(mark(&two, Mark::CheckIn, day).await.unwrap(), Marked::Done);
    assert_eq!(
        mark(&three, Mark::CheckIn, day).await.unwrap(),
        Marked::Unknown
    );
    let called = store
        .cancel_for(&seminar, &two, &Actor::Office, early())
        .await
        .unwrap();
    assert_eq!(called, Cancelled::Done);
    let events = store.office_events(slug).await.unwrap();
    let seen: Vec<_> = events
        .iter()
        .map(|e| (e.at, e.act, e.about.as_deref()))
        .collect();
    let came = OfficeAct::Marked {
        mark: Mark::CheckIn,
    };
    let mut wanted = vec![
        (early(), OfficeAct::ListSeen, None),
        (early(), OfficeAct::Cancelled, Some(two.as_str())),
        (day, came, Some(one.as_str())),
        (day, came, Some(two.as_str())),
    ];
    assert_eq!(seen.len(), wanted.len());
    wanted.retain(|event| !seen.contains(event));
    assert_eq!(wanted, []);
    let read = store.registration(slug, &one).await.unwrap().unwrap();
    assert_eq!(read.checked_in_at, Some(day));
}

#[tokio::test]
async fn forgetting_leaves_counts_and_a_record_without_people() {
    let (store, seminar) = (store().await, seminar(1, 5));
    for number in 1..=3 {
        register(&store, &seminar, number).await;
    }
    store
        .cancel_registration(&seminar, &id_of(&seminar, 3), early())
        .await
        .unwrap();
    let one = id_of(&seminar, 1);
    store
        .check_in(&seminar, &one, Mark::CheckIn, &Actor::Office, seminar.start)
        .await
        .unwrap();
    let before = store.seminar_counts(&seminar.slug).await.unwrap();
    let last = seminar.forget_at(90) - SignedDuration::from_secs(1);
    assert_eq!(store.forget_ended(90, last).await.unwrap(), []);
    let now = seminar.forget_at(90);
    let forgotten = store.forget_ended(90, now).await.unwrap();
    assert_eq!(forgotten, [(seminar.slug.clone(), before)]);
    assert_eq!(
        (
            before.registered,
            before.places,
            before.waiting,
            before.cancelled,
            before.came
        ),
        (3, 1, 1, 1, 1)
    );
    assert_eq!(store.forget_ended(90, now).await.unwrap(), []);
    assert_eq!(store.seminar_counts(&seminar.slug).await.unwrap(), before);
    assert_eq!(store.attendees(&seminar.slug).await.unwrap(), []);
    assert_eq!(store.registration(&seminar.slug, &one).await.unwrap(), None);
    assert_eq!(store.due(now, 100).await.unwrap(), Vec::<String>::new());
    let events = store.office_events(&seminar.slug).await.unwrap();
    assert!(events.iter().all(|event| event.about.is_none()));
    let last = events.last().unwrap();
    assert_eq!(
        (last.at, last.act),
        (now, OfficeAct::Forgotten { counts: before })
    );
    let everything = store
        .client
        .scan()
        .table_name(&store.table)
        .send()
        .await
        .unwrap();
    let left = format!("{:?}", everything.items());
    for number in 1..=3 {
        assert!(!left.contains(&id_of(&seminar, number)), "{left}");
    }
}

#[tokio::test]
async fn a_visit_is_asked_for_once_a_day_and_counted() {
    let store = store().await;
    let keys = Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap();
    let request = VisitRequest {
        name: "見本 髙子".to_owned(),
        business: "見本旅館".to_owned(),
        mail: EmailAddress::parse("guest@example.jp").ok(),
        phone: None,
        place: "見本".to_owned(),
        wish: None,
    };
    let visit = |now| Visit::new(request.clone(), &keys, now);
    assert!(store.request_visit(&visit(early()), 90).await.unwrap());
    assert!(!store.request_visit(&visit(early()), 90).await.unwrap());
    assert!(
        store
            .request_visit(&visit(early() + DAY * 90), 90)
            .await
            .unwrap()
    );
    for year in [2026, 2027] {
        let lines = store.ledger(year).await.unwrap();
        let asked = lines.iter().filter(|line| line.fact == Fact::Visited);
        assert_eq!(asked.count(), 1, "{year}");
    }
    let id = visit(early()).id;
    assert_eq!(store.visit(&id).await.unwrap(), Some(visit(early())));
    assert_eq!(store.due(early(), 10).await.unwrap().len(), 2);
}

fn network_counter(ip: &str) -> Counter {
    let network = Network::of(ip.parse().unwrap());
    let keys = Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap();
    let counters = REGISTRATION.counters(&keys, &network, None);
    counters.into_iter().next().unwrap()
}

#[tokio::test]
async fn thirty_from_one_network_fit_and_a_script_is_slowed() {
    let store = store().await;
    let venue = network_counter("192.0.2.7");
    let mut allowed = 0;
    for _ in 0..200 {
        let spent = store.spend(&venue, None, early()).await;
        allowed += u32::from(spent.unwrap());
    }
    assert_eq!(allowed, venue.limit.times);
    assert!(allowed >= 30);
    let later = early() + venue.limit.window;
    assert!(store.spend(&venue, None, later).await.unwrap());
    let neighbour = network_counter("192.0.2.8");
    assert!(store.spend(&neighbour, None, early()).await.unwrap());
}

#[tokio::test]
async fn what_is_done_twice_under_one_name_counts_once() {
    let store = store().await;
    let mut counter = network_counter("192.0.2.7");
    counter.limit.times = 2;
    for (once, allowed) in [
        ("a", true),
        ("a", true),
        ("b", true),
        ("c", false),
        ("a", true),
    ] {
        let spent = store.spend(&counter, Some(once), early()).await;
        assert_eq!(spent.unwrap(), allowed, "{once}");
    }
}
