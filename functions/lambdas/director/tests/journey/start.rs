//! The way in: a link by mail to known addresses, and the same answer to everybody.

use axum::http::StatusCode;

use crate::site::Site;

#[tokio::test]
async fn a_link_goes_to_those_in_the_settings_and_nobody_learns_who_they_are() {
    let site = Site::open().await;
    let mut answers = Vec::new();
    for (mail, mails) in [
        ("ｄｉｒｅｃｔｏｒ－ａ＠example.jp", 1),
        ("director-a@example.jp", 1),
        ("deputy-b@example.jp", 1),
        ("office@example.jp", 1),
        ("stranger@example.jp", 0),
    ] {
        let mut browser = site.browser();
        browser.open("/director/").await;
        browser.answer(&[("mail", mail)]).await;
        let sent = site.messages().await;
        answers.push((browser.page.path.clone(), browser.page.words()));
        assert_eq!(sent.len(), mails, "{mail}: {sent:?}");
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "known and unknown look the same");
}

#[tokio::test]
async fn what_is_no_address_is_refused_with_what_was_typed() {
    let site = Site::open().await;
    let mut browser = site.browser();
    browser.open("/director").await;
    assert_eq!(browser.page.path, "/director/");
    browser.answer(&[("mail", "director")]).await;
    assert_eq!(browser.page.errors(), ["mail"]);
    assert_eq!(browser.page.form().values("mail"), ["director"]);
}

#[tokio::test]
async fn a_script_is_slowed_and_floods_nobody() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let values = [("mail".to_owned(), "director-a@example.jp".to_owned())];
    let mut refused = 0;
    for _ in 0..20 {
        let page = browser.post("/director/", &values).await;
        let before = page
            .location()
            .is_some_and(|to| to.ends_with("sent=before"));
        refused += usize::from(before || page.status == StatusCode::TOO_MANY_REQUESTS);
    }
    let mails = site.messages().await.len();
    assert!((1..=6).contains(&mails), "{mails} mails to one address");
    assert_eq!(mails + refused, 20);
    // A stranger may have pressed; the link that was mailed before still works, and the page says so.
    let words = browser.open("/director/?sent=before").await.words();
    assert!(words.contains("最後に届いたメールのリンク"), "{words}");
}

#[tokio::test]
async fn the_page_keeps_the_words_that_directors_know() {
    let site = Site::open().await;
    let mut browser = site.browser();
    let page = browser.open("/director/").await;
    let words = page.words();
    for told in [
        "シートはメールの本文に全部入っています",
        "メールの見方",
        "法律の9つのこと",
        "受付番号で聞く",
    ] {
        assert!(words.contains(told), "{told}");
    }
    assert_eq!(page.heading(), "仕事をつなぐ担当者（ディレクター）の方へ");
}
