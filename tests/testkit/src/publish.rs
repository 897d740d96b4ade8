//! Publishes texts as the command line does, over the files that are compiled in.

use jiff::Timestamp;
use publishing::{PublishedVersion, SeenTexts, TextHash, VersionNote, tree};
use store::{PublishOutcome, Store};
use town::{Content, Sources};

/// Makes a version in which these texts are live in place of what is; `None`: the text is taken away.
///
/// # Panics
/// When it cannot be published.
pub async fn publish(store: &Store, texts: &[(&str, Option<&str>)], at: Timestamp) -> u32 {
    let note = |why: &str| VersionNote {
        at,
        who: "見本".to_owned(),
        why: why.to_owned(),
    };
    let live = match store.live_version().await.expect("the store answers") {
        Some(live) => live,
        None => {
            let files = Content::embedded_sources();
            let seen = SeenTexts::default();
            let first = PublishedVersion::deployed(None, &tree(&files), &seen, note("初回"));
            let first = first.expect("nothing was published before");
            make_live(store, &first, None, &files).await;
            first
        }
    };
    let said = texts
        .iter()
        .filter_map(|(path, said)| Some((*path, (*said)?)));
    let said: Sources = said
        .map(|(path, said)| (path.to_owned(), said.to_owned()))
        .collect();
    let hash = |said: Option<&str>| said.map(TextHash::of);
    let edits = texts
        .iter()
        .map(|(path, said)| ((*path).to_owned(), hash(*said)));
    let version = live.with(edits.collect(), note("直し"));
    make_live(store, &version, Some(&live), &said).await;
    version.number
}

async fn make_live(
    store: &Store,
    version: &PublishedVersion,
    before: Option<&PublishedVersion>,
    texts: &Sources,
) {
    let outcome = store.publish(version, before, texts, &[]).await;
    let outcome = outcome.expect("the store answers");
    assert_eq!(outcome, PublishOutcome::Live);
}
