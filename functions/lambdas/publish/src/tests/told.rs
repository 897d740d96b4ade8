//! The page on which a change of a seminar is looked through says who is told of it, and who is not.

use publisher::TextEdits;
use testkit::browser::Form;

use super::office::{NEW_PATH, Office};

/// What the page says when only this is typed otherwise.
async fn review(office: &mut Office, changes: &[(&str, &str)]) -> String {
    let form = format!("/office/change/edit?form=seminar&of={NEW_PATH}");
    let form = office.browser.open(&form).await.form();
    let set = |form: Form, (name, said): &(&str, &str)| form.set(name, said);
    let form = changes.iter().fold(form, set);
    office.browser.submit(form).await.words()
}

#[tokio::test]
async fn a_version_says_whom_taking_it_back_would_tell() {
    let mut office = Office::new().await;
    let opened = office.open_a_seminar().await;
    office.register(1).await;
    let text = office.live().await[NEW_PATH].clone();
    let text = text.replace("T15:00:00", "T15:30:00");
    let edits = TextEdits::from([(NEW_PATH.to_owned(), Some(text))]);
    let later = office.edit(edits).await.unwrap();
    let (seminar, now) = (office.seminar().await.unwrap(), office.site.clock_now());
    let told = office.site.state.store.sync_seminar(&seminar, now).await;
    assert_eq!(told.unwrap(), 1);
    let page = |number: u32| format!("/office/change/version?n={number}");
    let words = office.browser.open(&page(later)).await.words();
    assert!(words.contains("メールで知らせる方：1組"), "{words}");
    let words = office.browser.open(&page(opened)).await.words();
    assert!(
        !words.contains("知らせる方"),
        "it cannot be taken back: {words}"
    );
}

#[tokio::test]
async fn everyone_who_gets_a_mail_of_a_change_is_counted_before_it_is_published() {
    let mut office = Office::new().await;
    office.open_a_seminar().await;
    office.register(1).await;
    office.register(2).await;
    for changes in [
        &[("venue", "町の公民館")][..],
        &[("address", "見本県見本町1番地")],
        &[("to", "15:30")],
        &[("venue", "町の公民館"), ("fee", "500円")],
    ] {
        let words = review(&mut office, changes).await;
        assert!(
            words.contains("メールで知らせる方：2組"),
            "{changes:?}: {words}"
        );
        assert!(
            !words.contains("自動では知らせません"),
            "{changes:?}: {words}"
        );
    }
    for changes in [("fee", "500円"), ("bring", "はさみ")] {
        let words = review(&mut office, &[changes]).await;
        assert!(
            !words.contains("メールで知らせる方"),
            "{changes:?}: {words}"
        );
        assert!(
            words.contains("申し込んだ2組の方には、この変更を自動では知らせません"),
            "{changes:?}: {words}"
        );
    }
    office.unregister(1).await;
    office.unregister(2).await;
    let words = review(&mut office, &[("fee", "500円")]).await;
    assert!(
        !words.contains("自動では知らせません"),
        "there is nobody: {words}"
    );
}
