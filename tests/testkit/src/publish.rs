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

/// Keeps an edit of the notice under this id and title, over what was `seen` of it: `is` says what became of it at that
/// time, as it is stored, e.g. `failed`.
///
/// # Panics
/// When the store does not answer, or somebody kept another one.
pub async fn keep_edit(
    store: &Store,
    (id, title): (&str, &str),
    seen: u32,
    is: &str,
    at: Timestamp,
) {
    let draft = serde_json::json!({
        "id": id, "form": "notice", "title": title, "base": 1, "typed": {}, "why": "見本", "who": "見本の係",
        "at": at, "outcome": { "is": is, "at": at, "by": "見本の係" },
    });
    let draft = serde_json::from_value(draft).expect("an edit");
    let kept = store.keep_edit(&draft, seen).await;
    assert!(kept.expect("the store answers"), "nobody was faster");
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
