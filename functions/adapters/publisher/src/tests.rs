//! What the check refuses is not published, and who was slower is told what was published meanwhile, and by whom.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use publishing::{NotTakenBack, PhotoId, PlacedPhoto, VersionKind, VersionNote};
use staging::{TownSite, texts};
use store::embedded::Embedded;

use super::*;

const PATH: &str = "faq.md";

fn site() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../site")
}

async fn versions() -> Versions {
    let store = Embedded::memory().await.unwrap().store();
    Versions::new(store, &site(), None)
}

fn note(who: &str) -> VersionNote {
    VersionNote {
        at: Timestamp::UNIX_EPOCH,
        who: who.to_owned(),
        why: "試し".to_owned(),
    }
}

/// The page of questions with a line more.
async fn more(versions: &Versions, line: &str) -> TextEdits {
    let live = versions.live(note("係")).await.unwrap();
    let text = versions.texts(&live).await.unwrap().remove(PATH).unwrap();
    TextEdits::from([(PATH.to_owned(), Some(format!("{text}\n{line}\n")))])
}

#[tokio::test]
async fn who_was_slower_is_told_what_changed_and_published_nothing() {
    let versions = versions().await;
    let first = versions.live(note("係")).await.unwrap();
    assert_eq!((first.number, first.kind), (1, VersionKind::Deployed));
    let (fast, slow) = (more(&versions, "速い").await, more(&versions, "遅い").await);
    let won = versions.edit(&first, &fast, note("窓口の係"), &[]).await;
    let won = won.unwrap().unwrap();
    assert_eq!(won.differs_from(&first), [PATH]);
    let told = versions.edit(&first, &slow, note("課の係"), &[]).await;
    let told = told.unwrap_err();
    let PublishError::Outrun { live, changed } = &told else {
        panic!("{told}");
    };
    assert_eq!(
        (&**live, changed.as_slice()),
        (&won, &[PATH.to_owned()][..])
    );
    let told = told.to_string();
    assert!(
        told.starts_with("窓口の係 was faster: version 2 (試し) changed\n  content/faq.md\n"),
        "{told}"
    );
    assert_eq!(versions.live(note("係")).await.unwrap(), won);
    assert_eq!(versions.store().versions().await.unwrap().len(), 2);
    let nothing = versions.edit(&won, &fast, note("係"), &[]).await.unwrap();
    assert_eq!(nothing, None, "the same text again is no version");
}

#[tokio::test]
async fn a_mistake_is_refused_by_text_and_line_and_nothing_is_published() {
    let versions = versions().await;
    let first = versions.live(note("係")).await.unwrap();
    let edits = more(&versions, "[なし](/none/)").await;
    let refused = versions
        .edit(&first, &edits, note("係"), &[])
        .await
        .unwrap_err();
    let PublishError::Mistakes(faults) = refused else {
        panic!("{refused}");
    };
    assert_eq!(faults.0.len(), 1, "{faults}");
    assert_eq!(faults.0[0].path.as_deref(), Some(PATH));
    assert_eq!(versions.live(note("係")).await.unwrap(), first);
}

#[tokio::test]
async fn a_version_is_taken_back_by_a_new_one_once() {
    let versions = versions().await;
    let first = versions.live(note("係")).await.unwrap();
    let edits = more(&versions, "足した").await;
    versions
        .edit(&first, &edits, note("係"), &[])
        .await
        .unwrap();
    let third = versions.take_back(2, note("係")).await.unwrap();
    assert_eq!((third.number, third.texts()), (3, first.texts()));
    let again = versions.take_back(2, note("係")).await.unwrap_err();
    assert!(
        matches!(
            again,
            PublishError::NotTakenBack(2, NotTakenBack::AlreadyGone)
        ),
        "{again}"
    );
    let none = versions.take_back(9, note("係")).await.unwrap_err();
    assert!(matches!(none, PublishError::NoSuchVersion(9)), "{none}");
}

#[tokio::test]
async fn a_photo_goes_live_with_the_text_that_shows_it_and_is_brought_into_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let files = texts::read(&site()).unwrap();
    texts::stage(&site(), &root, &files).unwrap();
    let store = Embedded::memory().await.unwrap().store();
    let versions = Versions::new(store.clone(), &root, None);
    let large = vec![(480, b"small".to_vec()), (960, b"large".to_vec())];
    let id = PhotoId::of(large.iter().map(|(_, bytes)| bytes.as_slice()));
    let photo = PlacedPhoto::component(&id, (960, 640), Some("駅"));
    let first = versions.live(note("係")).await.unwrap();
    let edits = more(&versions, &photo).await;
    let refused = versions.edit(&first, &edits, note("係"), &[]).await;
    let told = refused.unwrap_err().to_string();
    assert!(told.contains(&id.file(480)), "nobody uploaded it: {told}");
    store
        .keep_photo(&id, (960, 640), &large, Timestamp::UNIX_EPOCH)
        .await
        .unwrap();
    versions
        .edit(&first, &edits, note("係"), &[])
        .await
        .unwrap();
    let site = TownSite::open(&root, None).unwrap();
    let publisher = Publisher::new(store, &site, "係", "試し", Timestamp::UNIX_EPOCH);
    let pulled = publisher.pull(None).await.unwrap();
    assert_eq!(pulled.written, [PATH]);
    assert_eq!(pulled.photos, [id.file(480), id.file(960)]);
    let file = root.join("static/photos").join(id.file(960));
    assert_eq!(std::fs::read(file).unwrap(), b"large");
    let again = publisher.pull(None).await.unwrap();
    assert_eq!(again.photos, Vec::<String>::new());
}
