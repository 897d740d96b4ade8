//! Reminders, escalation and forgetting, round by round.

use aws_sdk_dynamodb::types::AttributeValue;
use base::people::{Actor, Holder, Notice};
use base::reference::Reference;
use figures::ending::Ending;
use messages::Topic;
use placements::{Command, Event, SpecId};
use store::embedded::TABLE;
use store::{Draft, StoreError};
use submissions::Submission;
use testkit::sample::{friday, reference};

use super::*;

fn submission(content: &Content, reference: Reference) -> Submission {
    Submission {
        reference,
        ..sample::submission(&["inn02", "inn04"], content, friday())
    }
}

/// An inventory of two tasks, sent to groups `b` and `a`.
async fn sent() -> (Store, Content) {
    let (store, content) = (
        Embedded::memory().await.unwrap().store(),
        Content::embedded(),
    );
    send(&store, &content, reference()).await;
    mails(&store, friday()).await;
    (store, content)
}

async fn send(store: &Store, content: &Content, reference: Reference) {
    let draft = Draft {
        expires_at: friday() + DAY * 3000,
        ..sample::draft(&reference.fact(), friday())
    };
    store.create_draft(&draft).await.unwrap();
    let submission = submission(content, reference);
    let messages = submission.messages();
    store
        .submit(&draft.id, &submission, &messages)
        .await
        .unwrap();
}

/// Whom the waiting mails go to, and what they say; they leave with it.
async fn mails(store: &Store, now: Timestamp) -> Vec<(String, Notice)> {
    let mut mails = Vec::new();
    for id in store.due(now, 100).await.unwrap() {
        let minute = SignedDuration::from_mins(1);
        let claim = store.claim(&id, now, minute).await.unwrap().unwrap();
        if let Topic::Placement { to, notice, .. } = &claim.message.topic {
            mails.push((to.code(), *notice));
        }
        store.delivered(&claim, now).await.unwrap();
    }
    mails.sort();
    mails
}

fn both(to: [&str; 3], notice: Notice) -> Vec<(String, Notice)> {
    let notice = |to: &str| {
        if to == "employer" {
            Notice::StatusUpdate
        } else {
            notice
        }
    };
    to.map(|to| (to.to_owned(), notice(to))).into()
}

async fn at(store: &Store, content: &Content, now: &str) -> (Cases, Vec<(String, Notice)>) {
    let now: Timestamp = now.parse().unwrap();
    // Boxed: unoptimised, they take most of a test's stack.
    let round = || Box::pin(round_with(store, content.clone(), now));
    let (one, two) = tokio::join!(round(), round());
    let again = round().await;
    assert_eq!((again.cases.reminded, again.cases.escalated), (0, 0));
    let cases = Cases {
        reminded: one.cases.reminded + two.cases.reminded,
        escalated: one.cases.escalated + two.cases.escalated,
        ..Cases::default()
    };
    (cases, mails(store, now).await)
}

fn counts(reminded: usize, escalated: usize) -> Cases {
    Cases {
        reminded,
        escalated,
        ..Cases::default()
    }
}

#[tokio::test]
async fn nobody_answers_over_a_long_weekend_and_the_office_has_it() {
    let (store, content) = sent().await;
    for quiet in ["2026-11-20T18:00:00+09:00", "2026-11-23T11:00:00+09:00"] {
        assert_eq!(
            Box::pin(at(&store, &content, quiet)).await,
            (counts(0, 0), vec![])
        );
    }
    let reminded = Box::pin(at(&store, &content, "2026-11-24T11:00:00+09:00")).await;
    let wanted = both(["a", "b", "employer"], Notice::Reminder);
    assert_eq!(reminded, (counts(2, 0), wanted));
    let deputies = Box::pin(at(&store, &content, "2026-11-25T12:00:00+09:00")).await;
    let wanted = both(["deputy-a", "deputy-b", "employer"], Notice::Escalation);
    assert_eq!(deputies, (counts(0, 2), wanted));

    // One is decided; the clock goes on for the other alone.
    let id = SpecId {
        reference: reference(),
        spec: 1,
    };
    let now = "2026-11-25T13:00:00+09:00".parse().unwrap();
    let by = Actor::Director {
        group: "b".to_owned(),
    };
    let accept = store.decide(&id, &Command::Accept, &by, now, &content.programme);
    Box::pin(accept).await.unwrap();
    mails(&store, now).await;
    let (office, told) = Box::pin(at(&store, &content, "2026-11-26T11:00:00+09:00")).await;
    assert_eq!(office, counts(0, 1));
    let wanted = [
        ("employer", Notice::StatusUpdate),
        ("office", Notice::Escalation),
    ];
    assert_eq!(told, wanted.map(|(to, notice)| (to.to_owned(), notice)));
    let case = store.case(&reference()).await.unwrap().unwrap();
    assert_eq!(case.placement(2).unwrap().holder, Holder::Office);
    // What was accepted had to be ordered within the promised days; the office hears of it.
    let later = Box::pin(at(&store, &content, "2027-03-01T11:00:00+09:00")).await;
    // What is still waiting is the office's again every week.
    let wanted = [Notice::Reminder, Notice::OrderDue].map(|notice| ("office".to_owned(), notice));
    assert_eq!(later, (counts(1, 1), wanted.to_vec()));
}

#[tokio::test]
async fn a_round_after_the_year_end_goes_to_the_office_at_once() {
    let (store, content) = sent().await;
    let (late, told) = at(&store, &content, "2027-01-04T09:00:00+09:00").await;
    assert_eq!(late, counts(0, 2));
    let wanted = [
        ("employer", Notice::StatusUpdate),
        ("office", Notice::Escalation),
    ];
    assert_eq!(told, wanted.map(|(to, notice)| (to.to_owned(), notice)));
}

/// Ends both specs on the day they came.
async fn ended(store: &Store, content: &Content) {
    for spec in [1, 2] {
        let id = SpecId {
            reference: reference(),
            spec,
        };
        let end = Command::End {
            reason: Ending::NoWorker,
            note: String::new(),
        };
        let programme = &content.programme;
        let decided = store
            .decide(&id, &end, &Actor::Office, friday(), programme)
            .await;
        assert!(
            matches!(decided, Ok(store::Decided::Done(_))),
            "{decided:?}"
        );
    }
    mails(store, friday()).await;
}

#[tokio::test]
async fn contact_of_a_declined_inventory_goes_after_a_year_and_the_rest_after_three() {
    let (store, content) = sent().await;
    store.count_source(None, friday()).await.unwrap();
    ended(&store, &content).await;
    let year = DAY * 365;
    let cases = async |now| round_with(&store, content.clone(), now).await.cases;
    let minute = SignedDuration::from_mins(1);
    assert_eq!(cases(friday() + year - minute).await, Cases::default());
    let one = cases(friday() + year).await;
    assert_eq!((one.contacts_forgotten, one.forgotten), (1, 0));
    assert_eq!(cases(friday() + year + minute).await, Cases::default());
    let case = store.case(&reference()).await.unwrap().unwrap();
    assert!(case.submission().is_contact_forgotten());
    assert_eq!(case.submission().contact.mail, None);
    assert_eq!(
        (case.submission().specs.len(), case.entries().len()),
        (2, 2)
    );

    assert_eq!(cases(friday() + year * 3 - minute).await.forgotten, 0);
    let three = cases(friday() + year * 3).await;
    assert_eq!((three.contacts_forgotten, three.forgotten), (0, 1));
    assert_eq!(store.case(&reference()).await.unwrap(), None);
    assert_eq!(store.submission(&reference()).await.unwrap(), None);
    // The ledger's lines name nobody and stay until their own time is over.
    assert_ne!(store.ledger(2026).await.unwrap(), []);
    let in_time: Timestamp = "2037-03-31T23:00:00+09:00".parse().unwrap();
    assert_eq!(cases(in_time).await.lines_forgotten, 0);
    // What was begun is told as long as what came of it.
    assert_eq!(
        store.begun_by_source(2026).await.unwrap(),
        [(None, 1)].into()
    );
    let over: Timestamp = "2037-04-01T00:00:00+09:00".parse().unwrap();
    assert_ne!(cases(over).await.lines_forgotten, 0);
    assert_eq!(store.ledger(2026).await.unwrap(), []);
    assert_eq!(store.begun_by_source(2026).await.unwrap(), [].into());
}

#[tokio::test]
async fn an_inventory_that_nobody_answered_goes_on_the_day_that_was_told() {
    let (store, content) = sent().await;
    let cases = async |now| round_with(&store, content.clone(), now).await.cases;
    let told = friday() + DAY * 365 * 3;
    assert_eq!(
        cases(told - SignedDuration::from_mins(1)).await.forgotten,
        0
    );
    let case = store.case(&reference()).await.unwrap().unwrap();
    assert!(!case.submission().is_contact_forgotten());
    assert_eq!(cases(told).await.forgotten, 1);
    assert_eq!(store.case(&reference()).await.unwrap(), None);
}

#[tokio::test]
async fn work_that_goes_on_is_kept_until_it_has_ended() {
    let (store, content) = sent().await;
    for spec in [1, 2] {
        let id = SpecId {
            reference: reference(),
            spec,
        };
        let programme = &content.programme;
        let accept = store.decide(&id, &Command::Accept, &Actor::Office, friday(), programme);
        let decided = accept.await;
        assert!(
            matches!(decided, Ok(store::Decided::Done(_))),
            "{decided:?}"
        );
    }
    let round = round_with(&store, content.clone(), friday() + DAY * 3650).await;
    assert_eq!(round.cases.forgotten, 0);
    assert!(store.case(&reference()).await.unwrap().is_some());
}

#[tokio::test]
async fn a_damaged_case_keeps_nothing_else_from_being_done() {
    let (embedded, content) = (Embedded::memory().await.unwrap(), Content::embedded());
    let store = embedded.store();
    let damaged = Reference::from_random([1, 2, 3, 4, 5, 6, 7, 8]);
    send(&store, &content, damaged.clone()).await;
    send(&store, &content, reference()).await;
    let text = |value: String| AttributeValue::S(value);
    embedded
        .client()
        .update_item()
        .table_name(TABLE)
        .key("pk", text(format!("F#{}", damaged.fact())))
        .key("sk", text("S".to_owned()))
        .update_expression("REMOVE body")
        .send()
        .await
        .unwrap();
    let now: Timestamp = "2026-11-24T11:00:00+09:00".parse().unwrap();
    let schedule = Schedule::new(
        store.clone(),
        Arc::new(content.clone()),
        Arc::new(StoppedClock::at(now)),
    );
    let failed = schedule.handle(event()).await.unwrap_err();
    assert!(
        matches!(failed, StoreError::Unreadable { .. }),
        "{failed:?}"
    );
    let case = store.case(&reference()).await.unwrap().unwrap();
    let reminded = |entry: &placements::Entry| entry.event == Event::Reminded;
    assert_eq!(case.entries().iter().filter(|e| reminded(e)).count(), 2);
    // Whoever looks at the list sees the others.
    let open = store.open_heads().await.unwrap();
    assert!(open.iter().any(|head| head.reference == reference()));
}
