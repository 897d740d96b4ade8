//! Nothing is taken back, and no file taken away, that somebody depends on: those who registered, and whose work it is.

use axum::http::StatusCode;
use publisher::{Publisher, TextEdits};
use staging::TownSite;

use super::office::{NEW_PATH, Office, own_site};
use super::*;

#[tokio::test]
async fn a_seminar_is_not_taken_back_from_those_who_registered() {
    let mut office = Office::new().await;
    let version = office.open_a_seminar().await;
    office.register(1).await;
    office.register(2).await;
    let (status, words) = office.undo(version).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
    assert!(words.contains("2組が申し込んでいるので"), "{words}");
    assert!(office.seminar().await.is_some(), "it is still there");
    let taken = TextEdits::from([(NEW_PATH.to_owned(), None)]);
    let refused = office.edit(taken).await.unwrap_err().to_string();
    assert!(
        refused.contains("2 are registered"),
        "no file either: {refused}"
    );
    office.unregister(1).await;
    office.unregister(2).await;
    let (_, words) = office.undo(version).await;
    assert!(office.seminar().await.is_none(), "nobody comes: {words}");
}

#[tokio::test]
async fn a_seminar_that_is_called_off_or_over_may_go() {
    let office = Office::new().await;
    office.open_a_seminar().await;
    office.register(1).await;
    let text = office.live().await[NEW_PATH].clone();
    let off = text.replacen("[extra]\n", "[extra]\ncancelled = \"雪のため\"\n", 1);
    let taken = || TextEdits::from([(NEW_PATH.to_owned(), None)]);
    office.edit(taken()).await.unwrap_err();
    let edits = TextEdits::from([(NEW_PATH.to_owned(), Some(off))]);
    office.edit(edits).await.unwrap();
    office.edit(taken()).await.unwrap();
    let edits = TextEdits::from([(NEW_PATH.to_owned(), Some(text))]);
    office.edit(edits).await.unwrap();
    office.site.clock.set(at("2027-02-01T12:00:00+09:00"));
    office.edit(taken()).await.unwrap();
}

#[tokio::test]
async fn a_director_is_not_taken_back_from_the_work_they_hold() {
    let mut office = Office::new().await;
    let version = office.add_a_director().await;
    office.give_work_to_it().await;
    let (status, words) = office.undo(version).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
    assert!(
        words.contains("四人目の担当は、終わっていない仕事を1件持っています"),
        "{words}"
    );
    let files = [(
        "programme.toml".to_owned(),
        Some(repository("content/programme.toml")),
    )];
    let refused = office.edit(TextEdits::from(files)).await.unwrap_err();
    assert!(
        refused.to_string().contains("holds 1 open jobs"),
        "{refused}"
    );
    assert!(office.content().await.programme.group("d").is_some());
}

#[tokio::test]
async fn a_director_without_work_is_taken_back() {
    let mut office = Office::new().await;
    let version = office.add_a_director().await;
    let (_, words) = office.undo(version).await;
    assert!(
        office.content().await.programme.group("d").is_none(),
        "{words}"
    );
}

#[tokio::test]
async fn a_folder_without_the_page_is_neither_published_nor_deployed_while_people_come() {
    let office = Office::new().await;
    let version = office.open_a_seminar().await;
    office.register(1).await;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let files = staging::texts::read(&own_site()).unwrap();
    staging::texts::stage(&own_site(), &root, &files).unwrap();
    let site = TownSite::open(&root, None).unwrap();
    let (store, now) = (office.site.state.store.clone(), office.site.clock_now());
    let publisher = Publisher::new(store, &site, "係", "試し", now);
    let pulled = publisher.pull(None).await.unwrap();
    assert_eq!(pulled.written, [NEW_PATH]);
    fs::remove_file(root.join("content").join(NEW_PATH)).unwrap();
    for refused in [
        publisher.publish(None).await.unwrap_err(),
        publisher.take_back(version).await.unwrap_err(),
        publisher.deploy(true).await.unwrap_err(),
        publisher.deploy(false).await.unwrap_err(),
    ] {
        let refused = refused.to_string();
        assert!(refused.contains("1 are registered"), "{refused}");
    }
    assert!(office.seminar().await.is_some());
    office.unregister(1).await;
    publisher.publish(None).await.unwrap();
    assert!(office.seminar().await.is_none(), "nobody comes");
}
