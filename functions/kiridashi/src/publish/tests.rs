//! Who was slower is told what was published meanwhile, and by whom.

use store::embedded::Embedded;

use super::*;

const PATH: &str = "faq.md";

fn publisher(store: &Store, root: &Path, who: &str) -> Publisher {
    Publisher::new(store.clone(), root, who, "試し", Timestamp::UNIX_EPOCH)
}

/// The version in which the one text says this, and the text.
fn edited(before: &PublishedVersion, by: &Publisher, said: &str) -> (PublishedVersion, Sources) {
    let texts = Sources::from([(PATH.to_owned(), said.to_owned())]);
    let edits = tree(&texts)
        .into_iter()
        .map(|(path, hash)| (path, Some(hash)));
    (before.with(edits.collect(), by.note.clone()), texts)
}

#[tokio::test]
async fn who_was_slower_is_told_what_changed_and_published_nothing() {
    let root = tempfile::tempdir().unwrap();
    let store = Embedded::memory().await.unwrap().store();
    let fast = publisher(&store, root.path(), "窓口の係");
    let slow = publisher(&store, root.path(), "課の係");
    let none = Sources::new();
    let first = fast.deployed(None, &none, &SeenTexts::default()).unwrap();
    fast.make_live(&first, None, &none).await.unwrap();
    let (won, texts) = edited(&first, &fast, "速い");
    fast.make_live(&won, Some(&first), &texts).await.unwrap();
    let (lost, texts) = edited(&first, &slow, "遅い");
    let told = slow.make_live(&lost, Some(&first), &texts).await;
    let told = told.unwrap_err().to_string();
    assert!(
        told.starts_with("窓口の係 was faster: version 2 (試し) changed\n"),
        "{told}"
    );
    assert!(told.contains("\n  content/faq.md\n"), "{told}");
    assert_eq!(store.live_version().await.unwrap(), Some(won));
    assert_eq!(store.versions().await.unwrap().len(), 2);
}
