//! Publishing: all or nothing wherever it dies, one winner of two, and nothing read that was not written.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::config::SharedHttpClient;
use aws_sdk_dynamodb::config::retry::RetryConfig;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use base::contact::EmailAddress;
use jiff::SignedDuration;
use messages::{DeskNotice, Message, Topic};
use publishing::{PublishedVersion, SeenTexts, TextChanges, TextHash, VersionNote, tree};
use town::Sources;

use super::units::{items, size};
use super::{noon, store};
use crate::embedded::{Embedded, TABLE};
use crate::item::{Item, text};
use crate::versions::text_key;
use crate::{Lookout, PublishOutcome, Store, StoreError};

const RATES: &str = "programme.toml";
const WORDS: &str = "wording/errors.toml";

fn note(why: &str) -> VersionNote {
    VersionNote {
        at: noon(),
        who: "見本".to_owned(),
        why: why.to_owned(),
    }
}

fn files() -> Sources {
    Sources::from([
        (RATES.to_owned(), "一時間 1,000円".to_owned()),
        (WORDS.to_owned(), "もう一度".to_owned()),
    ])
}

fn first() -> PublishedVersion {
    let files = tree(&files());
    PublishedVersion::deployed(None, &files, &SeenTexts::default(), note("初回")).unwrap()
}

/// The version after that one in which a text says something else, and what it says.
fn edited(before: &PublishedVersion, path: &str, said: &str) -> (PublishedVersion, Sources) {
    let edits = TextChanges::from([(path.to_owned(), Some(TextHash::of(said)))]);
    let texts = Sources::from([(path.to_owned(), said.to_owned())]);
    (before.with(edits, note("直し")), texts)
}

fn notice() -> Message {
    Message {
        id: "a-changed-1-0".to_owned(),
        topic: Topic::Desk {
            edit: "a".to_owned(),
            to: EmailAddress::parse("office@example.jp").unwrap(),
            notice: DeskNotice::Changed,
        },
        created_at: noon(),
    }
}

async fn publish(
    store: &Store,
    before: &PublishedVersion,
    path: &str,
    said: &str,
) -> PublishedVersion {
    let (version, texts) = edited(before, path, said);
    let done = store
        .publish(&version, Some(before), &texts, &[])
        .await
        .unwrap();
    assert_eq!(done, PublishOutcome::Live);
    version
}

#[tokio::test]
async fn what_was_published_is_read_as_it_was_written() {
    let store = store().await;
    assert_eq!(store.live_number().await.unwrap(), None);
    assert_eq!(store.live_version().await.unwrap(), None);
    let one = first();
    let done = store.publish(&one, None, &files(), &[]).await.unwrap();
    assert_eq!(done, PublishOutcome::Live);
    let two = publish(&store, &one, RATES, "一時間 1,200円").await;
    let three = two.take_back(&two, Some(&one), note("もどす")).unwrap();
    store
        .publish(&three, Some(&two), &Sources::new(), &[])
        .await
        .unwrap();
    assert_eq!(store.live_number().await.unwrap(), Some(3));
    assert_eq!(store.live_version().await.unwrap().as_ref(), Some(&three));
    assert_eq!(
        store.versions().await.unwrap(),
        [one.clone(), two.clone(), three]
    );
    let overlay = store.overlay(&two).await.unwrap();
    assert_eq!(overlay.version, 2);
    assert_eq!(overlay.texts.len(), 1);
    assert_eq!(overlay.texts[RATES].as_deref(), Some("一時間 1,200円"));
    assert_eq!(store.published_texts(&one.texts()).await.unwrap(), files());
    assert_eq!(store.version(9).await.unwrap(), None);
}

#[tokio::test]
async fn of_two_who_publish_at_once_one_wins_and_the_other_changes_nothing_and_may_read_what_changed()
 {
    let store = store().await;
    let one = first();
    store.publish(&one, None, &files(), &[]).await.unwrap();
    let (rates, words) = (edited(&one, RATES, "A"), edited(&one, WORDS, "B"));
    let outcomes = tokio::join!(
        store.publish(&rates.0, Some(&one), &rates.1, &[]),
        store.publish(&words.0, Some(&one), &words.1, &[]),
    );
    let outcomes = [outcomes.0.unwrap(), outcomes.1.unwrap()];
    let won = |outcome: &&PublishOutcome| **outcome == PublishOutcome::Live;
    assert_eq!(outcomes.iter().filter(won).count(), 1, "{outcomes:?}");
    let (winner, path) = match outcomes[0] {
        PublishOutcome::Live => (rates.0, RATES),
        PublishOutcome::Outrun => (words.0, WORDS),
    };
    let live = store.live_version().await.unwrap().unwrap();
    assert_eq!(live, winner);
    assert_eq!(live.differs_from(&one), [path]);
    // Two who publish for the first time likewise.
    let again = store.publish(&first(), None, &files(), &[]).await.unwrap();
    assert_eq!(again, PublishOutcome::Live, "it is the very one");
    let mut other = first();
    other.why = "別".to_owned();
    let late = store.publish(&other, None, &files(), &[notice()]).await;
    assert_eq!(late.unwrap(), PublishOutcome::Outrun);
    assert_eq!(store.message(&notice().id).await.unwrap(), None);
    assert_eq!(store.live_version().await.unwrap(), Some(live));
}

/// Lets so many calls through, then none: as a process that dies. `performed`: the call after the last one reaches the
/// database, and only its answer is lost.
#[derive(Clone, Debug)]
struct Dying {
    inner: SharedHttpClient,
    left: Arc<AtomicUsize>,
    performed: bool,
}

#[derive(Debug)]
struct DyingConnector(Dying, SharedHttpConnector);

impl HttpClient for Dying {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let inner = self.inner.http_connector(settings, components);
        SharedHttpConnector::new(DyingConnector(self.clone(), inner))
    }
}

impl HttpConnector for DyingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let DyingConnector(dying, inner) = self;
        let one_less = |left: usize| left.checked_sub(1);
        let left = &dying.left;
        match left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less) {
            Ok(1) if dying.performed => {
                let call = inner.call(request);
                HttpConnectorFuture::new(async move {
                    call.await?;
                    Err(ConnectorError::io("died".into()))
                })
            }
            Ok(left) if left > 1 || !dying.performed => inner.call(request),
            _ => HttpConnectorFuture::ready(Err(ConnectorError::io("died".into()))),
        }
    }
}

/// A store on this database whose process dies after so many calls.
fn dying(database: &Embedded, calls: usize, performed: bool) -> Store {
    dying_with(database, Arc::new(AtomicUsize::new(calls)), performed)
}

fn dying_with(database: &Embedded, left: Arc<AtomicUsize>, performed: bool) -> Store {
    let config = database.client().config().clone();
    let dying = Dying {
        inner: config.http_client().unwrap(),
        left,
        performed,
    };
    let config = config.to_builder().http_client(dying);
    let config = config.retry_config(RetryConfig::disabled()).build();
    Store::new(Client::from_conf(config), TABLE)
}

#[tokio::test]
async fn whoever_dies_between_two_calls_leaves_all_old_or_all_new_and_the_next_run_finishes_it() {
    for performed in [false, true] {
        let mut seen = BTreeSet::new();
        // Two texts, the transaction, and one more than that.
        for calls in 0..=4 {
            let database = Embedded::memory().await.unwrap();
            let store = database.store();
            let one = first();
            store.publish(&one, None, &files(), &[]).await.unwrap();
            let (two, mut texts) = edited(&one, RATES, "A");
            texts.extend([(WORDS.to_owned(), "B".to_owned())]);
            let edits = tree(&texts)
                .into_iter()
                .map(|(path, hash)| (path, Some(hash)));
            let two = PublishedVersion {
                changes: edits.collect(),
                ..two
            };
            let died = dying(&database, calls, performed);
            let outcome = died.publish(&two, Some(&one), &texts, &[notice()]).await;
            let told = store.message(&notice().id).await.unwrap();
            let live = store.live_version().await.unwrap().unwrap();
            match &outcome {
                Ok(done) => assert_eq!((*done, &live), (PublishOutcome::Live, &two)),
                Err(error) => assert!(error.is_retryable(), "{error}"),
            }
            seen.insert((outcome.is_ok(), live.number));
            assert_eq!(told.is_some(), live.number == 2, "after {calls} calls");
            match live.number {
                1 => {
                    assert_eq!(live, one);
                    assert_eq!(store.overlay(&live).await.unwrap().texts.len(), 0);
                    assert_eq!(store.versions().await.unwrap().len(), 1);
                }
                _ => assert_eq!(store.overlay(&live).await.unwrap().texts.len(), 2),
            }
            let again = store.publish(&two, Some(&one), &texts, &[notice()]).await;
            let again = again.unwrap();
            assert_eq!(again, PublishOutcome::Live, "after {calls} calls");
            assert_eq!(store.live_version().await.unwrap(), Some(two.clone()));
            let told = store.message(&notice().id).await.unwrap();
            assert_eq!(told, Some(notice()));
            let all = store.published_texts(&two.texts()).await.unwrap();
            assert_eq!(all, texts);
        }
        // It died before and, where only the answer was lost, after it was live; and it lived once.
        let expected: &[_] = match performed {
            false => &[(false, 1), (true, 2)],
            true => &[(false, 1), (false, 2), (true, 2)],
        };
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
    }
}

#[tokio::test]
async fn a_text_that_is_too_large_is_told_by_its_path_before_anything_is_written() {
    let store = store().await;
    let one = first();
    store.publish(&one, None, &files(), &[]).await.unwrap();
    let before = items(&store).await;
    let mut state: u64 = 1;
    let digits = (0..800_000).map(|_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b'!' + u8::try_from((state >> 33) % 90).unwrap())
    });
    let (two, mut texts) = edited(&one, WORDS, &digits.collect::<String>());
    texts.insert(RATES.to_owned(), "A".to_owned());
    let refused = store
        .publish(&two, Some(&one), &texts, &[])
        .await
        .unwrap_err();
    assert!(
        matches!(&refused, StoreError::TextTooLarge { path, .. } if path == WORDS),
        "{refused}"
    );
    assert_eq!(items(&store).await, before);
}

#[tokio::test]
async fn a_damaged_or_missing_text_is_told_and_never_read_as_another() {
    let store = store().await;
    let one = first();
    store.publish(&one, None, &files(), &[]).await.unwrap();
    let two = publish(&store, &one, RATES, "A").await;
    let (own, other) = (TextHash::of("A"), one.base[WORDS].clone());
    let stray: Item = items(&store)
        .await
        .into_values()
        .find(|item| item.get("pk") == Some(&text(&text_key(&other).pk)))
        .unwrap();
    let mut swapped = text_key(&own).item();
    swapped.insert("body".to_owned(), stray["body"].clone());
    store.store(swapped).await.unwrap();
    let damaged = store.overlay(&two).await.unwrap_err();
    assert!(
        matches!(damaged, StoreError::Unreadable { .. }),
        "{damaged}"
    );
    store.delete(&text_key(&own)).await.unwrap();
    let gone = store.overlay(&two).await.unwrap_err();
    assert!(matches!(gone, StoreError::Unreadable { .. }), "{gone}");
}

#[tokio::test]
async fn looking_for_a_newer_version_costs_half_a_unit_and_the_towns_own_version_two() {
    let store = store().await;
    let sources = town::Content::embedded_sources();
    let files = tree(&sources);
    let one =
        PublishedVersion::deployed(None, &files, &SeenTexts::default(), note("初回")).unwrap();
    store.publish(&one, None, &sources, &[]).await.unwrap();
    let all = items(&store).await;
    let of = |sk: &str| {
        let found = all
            .iter()
            .find(|(key, _)| key.contains("\"C#\"") && key.contains(sk));
        size(found.unwrap().1)
    };
    assert!(of("S(\"P\")") <= 4096, "one eventually consistent read");
    assert!(of("V#") <= 2 * 4096, "{}", of("V#"));
}

/// A store on this database, whose calls are counted down from a thousand.
fn counted(database: &Embedded) -> (Store, Arc<AtomicUsize>) {
    let left = Arc::new(AtomicUsize::new(1000));
    (dying_with(database, left.clone(), false), left)
}

#[tokio::test]
async fn a_program_looks_once_in_five_seconds_by_one_read_and_goes_on_when_it_cannot() {
    let database = Embedded::memory().await.unwrap();
    let (counted, left) = counted(&database);
    let calls = || 1000 - left.swap(1000, Ordering::SeqCst);
    let lookout = Lookout::new(counted);
    let mut now = noon();
    assert_eq!(lookout.newer(now).await, None);
    assert_eq!(calls(), 1);
    let store = database.store();
    let one = first();
    store.publish(&one, None, &files(), &[]).await.unwrap();
    now += SignedDuration::from_millis(4999);
    assert_eq!(lookout.newer(now).await, None);
    assert_eq!(calls(), 0);
    now += SignedDuration::from_millis(1);
    let found = lookout.newer(now).await.unwrap();
    assert_eq!((found.version, found.texts.len()), (1, 0));
    assert_eq!(
        calls(),
        2,
        "the pointer and the version; the files say the rest"
    );
    let two = publish(&store, &one, RATES, "A").await;
    // The database is away: nothing changes, and the next time it is found.
    now += SignedDuration::from_secs(5);
    left.store(0, Ordering::SeqCst);
    assert_eq!(lookout.newer(now).await, None);
    left.store(1000, Ordering::SeqCst);
    assert_eq!(lookout.newer(now).await, None, "it looked just now");
    now += SignedDuration::from_secs(5);
    let found = lookout.clone().newer(now).await.unwrap();
    assert_eq!(found, store.overlay(&two).await.unwrap());
    assert_eq!(calls(), 3);
    now += SignedDuration::from_secs(5);
    assert_eq!(lookout.newer(now).await, None, "it was given out");
    assert_eq!(calls(), 1);
}
