//! The dispatcher on the embedded DynamoDB and a real SMTP conversation.

mod alarms;
mod guests;
mod orders;
mod partner;

use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};

use base::contact::{Contact, EmailAddress, PhoneNumber};
use base::people::Holder;
use base::time::Clock;
use jiff::{SignedDuration, Timestamp};
use mail::Transport;
use mail_parser::MessageParser;
use messages::delivery::Recipient;
use messages::{LinkRequest, Message, Topic};
use store::embedded::Embedded;
use store::{Draft, Submitted};
use submissions::route::RoutingChoice;
use submissions::{RoutedSpec, Submission, SubmissionEventKind};
use testkit::ambient::StoppedClock;
use testkit::sample::{self, reference};
use town::Content;
use view::{Folder, SiteSettings, Views};

use super::*;
use testkit::smtp::{MailServer, MailServerMood};

mod feedback;
mod lost;

struct Office {
    embedded: Embedded,
    server: Arc<MailServer>,
    clock: Arc<StoppedClock>,
    dispatch: Dispatch,
}

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);
static VIEWS: LazyLock<Views> = LazyLock::new(|| {
    let base_url = "https://example.jp".to_owned();
    Views::embedded(Folder::ALL, SiteSettings { base_url }).unwrap()
});

fn noon() -> Timestamp {
    "2026-11-24T12:00:00+09:00".parse().unwrap()
}

impl Office {
    async fn open() -> Office {
        let embedded = Embedded::memory().await.unwrap();
        let server = MailServer::start();
        let clock = Arc::new(StoppedClock::at(noon()));
        let dispatch = Dispatch {
            store: embedded.store(),
            transport: Transport::smtp(&server.url(), None).unwrap(),
            content: Arc::new(CONTENT.clone()),
            keys: sample::keys(),
            base_url: "https://example.jp".to_owned(),
            views: VIEWS.clone(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            timeout: webhook::TIMEOUT,
        };
        Office {
            embedded,
            server,
            clock,
            dispatch,
        }
    }

    /// An office whose outbox holds only the receipt of a submission, which renders no PDF.
    async fn with_receipt() -> Office {
        let office = Office::open().await;
        let submission = submission();
        let messages = submission.messages();
        office.submit(&submission, &messages[2..]).await;
        office
    }

    async fn submit(&self, submission: &Submission, messages: &[Message]) {
        let store = self.embedded.store();
        store.create_draft(&draft()).await.unwrap();
        let submitted = store.submit("d1", submission, messages).await.unwrap();
        assert!(matches!(submitted, Submitted::New(_)));
    }

    fn pass(&self, time: SignedDuration) {
        self.clock.pass(time);
    }

    async fn stream(&self) -> DispatchResponse {
        let batch = self.embedded.next_batch().await.unwrap();
        self.dispatch
            .handle(DispatchEvent::Stream(batch))
            .await
            .unwrap()
    }

    async fn sweep(&self) -> Tally {
        let event = serde_json::from_str(SCHEDULED).unwrap();
        self.dispatch.handle(event).await.unwrap().tally
    }

    async fn events(&self) -> Vec<SubmissionEventKind> {
        let found = self.embedded.store().submission(&reference()).await;
        let (_, events) = found.unwrap().unwrap();
        events.into_iter().map(|event| event.kind).collect()
    }
}

const SCHEDULED: &str = r#"{"version":"0","id":"1","detail-type":"Scheduled DispatchEvent",
    "source":"aws.scheduler","account":"123456789012","time":"2026-11-24T03:00:00Z",
    "region":"ap-northeast-1","resources":[],"detail":{}}"#;

const RECEIPT: &str = "k7m3fxwp-0-receipt-employer";

fn draft() -> Draft {
    sample::draft("d1", noon())
}

fn submission() -> Submission {
    let mut spec = sample::spec();
    spec.title = "髙﨑様の予約台帳".into();
    Submission {
        reference: reference(),
        sent_at: noon(),
        contact: Contact {
            business: "見本旅館".into(),
            person: "見本髙子".into(),
            mail: EmailAddress::parse("employer@example.jp").ok(),
            phone: PhoneNumber::parse("0267-00-0000").ok(),
            reach: None,
            consent: true,
            share_with: Vec::new(),
            unmailable: None,
        },
        specs: vec![RoutedSpec {
            spec,
            holder: Holder::Group { group: "a".into() },
            why: RoutingChoice::default(),
        }],
        answer_by: jiff::civil::date(2026, 11, 26),
        assisted: None,
        source: None,
        origin: None,
    }
}

fn tally(change: impl Fn(&mut Tally)) -> Tally {
    let mut tally = Tally::default();
    change(&mut tally);
    tally
}

#[tokio::test]
async fn a_submission_reaches_every_party_once_over_smtp() {
    let office = Office::open().await;
    let submission = submission();
    office.submit(&submission, &submission.messages()).await;
    let answer = office.stream().await;
    assert_eq!(answer.tally, tally(|t| t.delivered = 3));
    assert!(answer.response.batch_item_failures.is_empty());
    let taken = office.server.taken();
    let mails: Vec<_> = taken
        .iter()
        .map(|bytes| MessageParser::default().parse(bytes).unwrap())
        .collect();
    let mut to: Vec<_> = mails
        .iter()
        .map(|mail| mail.to().unwrap().first().unwrap().address().unwrap())
        .collect();
    to.sort_unstable();
    assert_eq!(
        to,
        [
            "director-a@example.jp",
            "employer@example.jp",
            "office@example.jp"
        ]
    );
    let director = mails
        .iter()
        .find(|mail| mail.message_id() == Some("k7m3fxwp-0-offer-a@example.jp"))
        .unwrap();
    assert!(director.subject().unwrap().contains("髙﨑様の予約台帳"));
    assert_eq!(director.attachment_count(), 2);
    let events = office.events().await;
    assert_eq!(events.len(), 4, "{events:?}");
    assert_eq!(office.sweep().await, Tally::default(), "nothing is left");
}

#[tokio::test]
async fn a_repeated_stream_batch_sends_nothing_again() {
    let office = Office::with_receipt().await;
    let batch = office.embedded.next_batch().await.unwrap();
    for _ in 0..3 {
        let event = DispatchEvent::Stream(batch.clone());
        office.dispatch.handle(event).await.unwrap();
    }
    assert_eq!(office.server.taken().len(), 1);
}

#[tokio::test]
async fn a_busy_server_is_tried_again_after_doubling_pauses() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Busy);
    let answer = office.stream().await;
    assert_eq!(answer.tally, tally(|t| t.postponed = 1));
    assert!(answer.response.batch_item_failures.is_empty());
    assert_eq!(office.sweep().await, Tally::default(), "not due yet");
    office.pass(SignedDuration::from_mins(1));
    assert_eq!(office.sweep().await, tally(|t| t.postponed = 1));
    office.pass(SignedDuration::from_mins(1));
    assert_eq!(office.sweep().await, Tally::default(), "two minutes now");
    office.pass(SignedDuration::from_mins(1));
    office.server.set(MailServerMood::Kind);
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
    assert_eq!(office.server.taken().len(), 1);
}

#[tokio::test]
async fn a_mail_that_never_leaves_becomes_a_dead_letter_and_can_be_sent_again() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Busy);
    office.stream().await;
    for _ in 1..backoff::ATTEMPTS {
        office.pass(SignedDuration::from_hours(18));
        office.sweep().await;
    }
    let store = office.embedded.store();
    let letters = store.dead_letters().await.unwrap();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].message.id, RECEIPT);
    assert_eq!(letters[0].attempts, backoff::ATTEMPTS);
    assert_eq!(letters[0].reason, "smtp-451");
    let failed = SubmissionEventKind::DeliveryFailed {
        to: Recipient::Employer,
    };
    assert!(office.events().await.contains(&failed));
    office.server.set(MailServerMood::Kind);
    assert!(store.revive(RECEIPT, office.clock.now()).await.unwrap());
    assert_eq!(
        office.sweep().await.delivered,
        2,
        "with the word to the office"
    );
}

#[tokio::test]
async fn a_refused_recipient_is_a_dead_letter_at_once() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Refusing);
    assert_eq!(office.stream().await.tally, tally(|t| t.dead_letters = 1));
    let letters = office.embedded.store().dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "smtp-550");
    assert!(office.server.taken().is_empty());
}

#[tokio::test]
async fn a_refused_login_is_our_fault_and_keeps_the_mail() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Locked);
    assert_eq!(office.stream().await.tally, tally(|t| t.postponed = 1));
}

#[tokio::test]
async fn a_server_that_refuses_our_sender_keeps_every_mail_until_that_is_mended() {
    let office = Office::with_all().await;
    office.server.set(MailServerMood::RefusingUs);
    assert_eq!(office.stream().await.tally, tally(|t| t.postponed = 3));
    let day = SignedDuration::from_hours(24);
    for _ in 0..6 {
        office.pass(day);
        assert_eq!(office.sweep().await, tally(|t| t.postponed = 3));
    }
    let store = office.embedded.store();
    assert_eq!(store.dead_letters().await.unwrap(), []);
    office.server.set(MailServerMood::Kind);
    office.pass(SignedDuration::from_hours(1));
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 3));
}

#[tokio::test]
async fn a_server_that_refuses_us_for_more_than_a_week_makes_dead_letters_with_the_reason() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::RefusingUs);
    assert_eq!(office.stream().await.tally, tally(|t| t.postponed = 1));
    office.pass(SignedDuration::from_hours(8 * 24));
    assert_eq!(office.sweep().await.dead_letters, 1);
    let letters = office.embedded.store().dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "smtp-550");
}

#[tokio::test]
async fn a_mail_that_the_server_hangs_up_on_holds_up_no_other() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Dropping);
    for attempt in 1..backoff::ATTEMPTS {
        office.sweep().await;
        office.pass(SignedDuration::from_hours(18));
        assert_eq!(
            office.embedded.store().dead_letters().await.unwrap(),
            [],
            "{attempt}"
        );
    }
    assert_eq!(office.sweep().await.dead_letters, 1);
}

#[tokio::test]
async fn a_dropped_connection_is_tried_again() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Dropping);
    assert_eq!(office.stream().await.tally, tally(|t| t.postponed = 1));
    office.server.set(MailServerMood::Kind);
    office.pass(SignedDuration::from_mins(1));
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
}

#[tokio::test]
async fn a_server_that_says_nothing_keeps_every_mail_and_takes_little_time() {
    let mut office = Office::with_receipt().await;
    let patience = std::time::Duration::from_millis(50);
    office.dispatch.transport = office.dispatch.transport.patient(patience);
    office.server.set(MailServerMood::Silent);
    for _ in 0..20 {
        assert_eq!(office.sweep().await, tally(|t| t.postponed = 1));
        office.pass(SignedDuration::from_hours(2));
    }
    // As long as a busy machine needs to hand it over.
    let patience = std::time::Duration::from_secs(3);
    office.dispatch.transport = Transport::smtp(&office.server.url(), None).unwrap();
    office.dispatch.transport = office.dispatch.transport.patient(patience);
    office.server.set(MailServerMood::TakingAndSilent);
    assert_eq!(office.sweep().await, tally(|t| t.postponed = 1));
    office.pass(SignedDuration::from_hours(2));
    // It has taken the mail once without a word; the same one again is better than none.
    office.dispatch.transport = Transport::smtp(&office.server.url(), None).unwrap();
    office.server.set(MailServerMood::Kind);
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
    let [first, again] = &office.server.taken()[..] else {
        panic!("two mails")
    };
    assert_eq!(first, again);
}

#[tokio::test]
async fn a_mail_that_was_taken_has_left_though_the_server_says_no_goodbye() {
    let mut office = Office::with_receipt().await;
    let patience = std::time::Duration::from_secs(1);
    office.dispatch.transport = office.dispatch.transport.patient(patience);
    office.server.set(MailServerMood::SilentAtTheEnd);
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
    office.pass(SignedDuration::from_hours(2));
    assert_eq!(office.sweep().await, Tally::default());
    assert_eq!(office.server.taken().len(), 1);
}

#[tokio::test]
async fn a_server_that_is_away_is_tried_again() {
    let mut office = Office::with_receipt().await;
    let closed = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = closed.local_addr().unwrap().port();
    drop(closed);
    office.dispatch.transport = Transport::smtp(&format!("smtp://127.0.0.1:{port}"), None).unwrap();
    assert_eq!(office.stream().await.tally, tally(|t| t.postponed = 1));
}

#[tokio::test]
async fn an_outcome_lost_between_server_and_record_sends_the_same_mail_again() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::TakingAndDropping);
    office.stream().await;
    office.server.set(MailServerMood::Kind);
    office.pass(SignedDuration::from_mins(1));
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
    let taken = office.server.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0], taken[1], "same Message-ID, same bytes");
}

#[tokio::test]
async fn a_sender_that_died_gives_its_message_back_when_the_lease_ends() {
    let office = Office::with_receipt().await;
    let store = office.embedded.store();
    let lease = SignedDuration::from_mins(5);
    store.claim(RECEIPT, noon(), lease).await.unwrap().unwrap();
    assert_eq!(office.stream().await.tally, tally(|t| t.skipped = 1));
    office.pass(lease);
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
}

#[tokio::test]
async fn parallel_dispatchers_send_one_mail() {
    let office = Office::with_receipt().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let dispatch = office.dispatch.clone();
        tasks.spawn(async move { dispatch.deliver(RECEIPT).await.unwrap() });
    }
    let outcomes = tasks.join_all().await;
    let delivered = outcomes
        .iter()
        .filter(|o| **o == DeliveryOutcome::Delivered);
    assert_eq!(delivered.count(), 1);
    assert_eq!(office.server.taken().len(), 1);
}

#[tokio::test]
async fn the_link_to_a_draft_is_mailed_and_a_deleted_draft_makes_it_a_dead_letter() {
    let office = Office::open().await;
    let store = office.embedded.store();
    store.create_draft(&draft()).await.unwrap();
    let message = |id: &str, draft: &str| Message {
        id: id.into(),
        topic: Topic::Link(LinkRequest::Draft {
            draft: draft.into(),
            to: EmailAddress::parse("employer@example.jp").unwrap(),
        }),
        created_at: noon(),
    };
    let messages = [message("d1-link", "d1"), message("d2-link", "d2")];
    store.enqueue(&messages).await.unwrap();
    let sent = office.stream().await.tally;
    assert_eq!((sent.delivered, sent.dead_letters), (1, 1));
    let letters = store.dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "draft-gone");
}

#[tokio::test]
async fn a_group_that_was_removed_makes_its_mail_a_dead_letter_with_the_reason() {
    let mut office = Office::open().await;
    let submission = submission();
    let messages = submission.messages();
    office.submit(&submission, &messages[..1]).await;
    let mut content = CONTENT.clone();
    content.programme.directors.clear();
    office.dispatch.content = Arc::new(content);
    assert_eq!(office.stream().await.tally, tally(|t| t.dead_letters = 1));
    let letters = office.embedded.store().dead_letters().await.unwrap();
    assert_eq!(letters[0].reason, "unknown-group");
}

#[test]
fn answers_have_the_shape_lambda_reads() {
    let mut answer = DispatchResponse::default();
    answer.fail("111");
    let json = serde_json::to_value(&answer).unwrap();
    assert_eq!(json["batchItemFailures"][0]["itemIdentifier"], "111");
}

#[test]
fn the_kinds_of_events_are_told_apart() {
    let sweep: DispatchEvent = serde_json::from_str(SCHEDULED).unwrap();
    assert!(matches!(sweep, DispatchEvent::Sweep(_)));
    let stream: DispatchEvent = serde_json::from_str(r#"{"Records":[]}"#).unwrap();
    assert!(matches!(stream, DispatchEvent::Stream(_)));
    let sns = r#"{"Records":[{"EventVersion":"1.0","EventSubscriptionArn":"arn","EventSource":"aws:sns",
        "Sns":{"Type":"Notification","MessageId":"1","TopicArn":"arn","Message":"",
        "Timestamp":"2026-11-24T03:00:08.000Z","SignatureVersion":"1","Signature":"",
        "SigningCertUrl":"","UnsubscribeUrl":""}}]}"#;
    let sns: DispatchEvent = serde_json::from_str(sns).unwrap();
    assert!(matches!(sns, DispatchEvent::Feedback(_)));
}

/// Collects what the subscriber writes.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn logs_name_messages_and_reasons_but_no_people() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    // For every thread: beside a subscriber of one thread alone, tracing may settle a line of code
    // that another thread reaches first as never logged.
    tracing::subscriber::set_global_default(subscriber).unwrap();
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Refusing);
    office.stream().await;
    let store = office.embedded.store();
    store.revive(RECEIPT, noon()).await.unwrap();
    office.server.set(MailServerMood::Busy);
    office.sweep().await;
    office.server.set(MailServerMood::Kind);
    office.pass(SignedDuration::from_mins(1));
    office.sweep().await;
    let written = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    for known in [
        RECEIPT,
        "smtp-550",
        "smtp-451",
        "dead letter",
        "postponed",
        "delivered",
    ] {
        assert!(written.contains(known), "{known} in\n{written}");
    }
    for secret in ["employer@", "見本旅館", "見本髙子", "0267-00-0000", "予約"] {
        assert!(!written.contains(secret), "{secret} in\n{written}");
    }
}

#[tokio::test]
async fn a_message_that_kills_its_sender_is_given_up_and_holds_nobody_up() {
    let office = Office::open().await;
    let submission = submission();
    let messages = submission.messages();
    office.submit(&submission, &messages).await;
    let deadly = messages[0].id.clone();
    let (store, lease) = (office.embedded.store(), SignedDuration::from_mins(5));
    // Three senders claim it and die with it; everything else leaves meanwhile.
    for round in 0..3 {
        let claimed = store.claim(&deadly, office.clock.now(), lease).await;
        assert!(claimed.unwrap().is_some(), "{round}");
        let done = office.sweep().await;
        assert_eq!(done.delivered, if round == 0 { 2 } else { 0 });
        office.pass(lease);
    }
    let sent = office.server.taken().len();
    assert_eq!(office.sweep().await, tally(|t| t.dead_letters = 1));
    assert_eq!(office.server.taken().len(), sent, "it was not prepared");
    let [letter] = &store.dead_letters().await.unwrap()[..] else {
        panic!("one dead letter")
    };
    assert_eq!(
        (&letter.message.id, &*letter.reason),
        (&deadly, "no-outcome")
    );
    // The office is told, and the deputy has it now.
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 2));
    let told = office.server.taken().pop().unwrap();
    let told = MessageParser::default().parse(&told).unwrap();
    assert!(
        told.attachments().next().is_none(),
        "nothing of it travels on"
    );
    // Sent again by hand it has three lives again.
    assert!(store.revive(&deadly, office.clock.now()).await.unwrap());
    assert_eq!(office.sweep().await, tally(|t| t.delivered = 1));
}

#[tokio::test]
async fn a_message_that_is_only_postponed_is_tried_to_the_last() {
    let office = Office::with_receipt().await;
    office.server.set(MailServerMood::Busy);
    office.stream().await;
    for _ in 0..10 {
        office.pass(SignedDuration::from_hours(20));
        assert_eq!(office.sweep().await, tally(|t| t.postponed = 1));
    }
    office.pass(SignedDuration::from_hours(20));
    assert_eq!(office.sweep().await, tally(|t| t.dead_letters = 1));
}

#[tokio::test]
async fn a_mail_says_what_was_published_since_the_function_started() {
    let office = Office::with_receipt().await;
    let dispatch = PublishedDispatch::new(office.dispatch.clone());
    let store = office.embedded.store();
    let file = include_str!("../../../../site/data/programme.toml");
    let (name, new) = ("見本町テレワーク相談窓口（見本）", "きりだし相談室（見本）");
    assert!(file.contains(name));
    let text = file.replace(name, new);
    let now = office.clock.now();
    testkit::publish::publish(&store, &[("programme.toml", Some(&text))], now).await;
    let batch = office.embedded.next_batch().await.unwrap();
    let done = dispatch.handle(DispatchEvent::Stream(batch)).await.unwrap();
    assert_eq!(done.tally.delivered, 1);
    let taken = office.server.taken();
    let [mail] = &taken[..] else {
        panic!("one mail")
    };
    let mail = MessageParser::default().parse(mail).unwrap();
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!(from.name(), Some(new));
    assert!(mail.body_text(0).unwrap().contains(new));
}
