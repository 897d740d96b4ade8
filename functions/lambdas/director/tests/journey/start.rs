//! Where directors begin: what they are told, and what is no address.

use crate::site::Site;

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
