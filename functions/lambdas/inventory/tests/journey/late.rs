//! Whoever changes an answer after sending hears that the change was not sent, and how to put it right.

use store::Draft;
use testkit::browser::{Browser, Form};
use testkit::site::Site;

use crate::journeys::{INN, draft, walk};

/// A browser that has sent, with forms as they were served before.
async fn sent() -> (Site, Browser, Draft, Vec<(&'static str, Form)>) {
    let site = crate::site().await;
    let mut browser = site.browser();
    let mut served = Vec::new();
    for step in ["task/inn01", "check", "contact", "send"] {
        walk(&mut browser, &INN, step).await;
        served.push((step, browser.page.form()));
    }
    served.push((
        "saved",
        browser.clone().open("/inventory/saved").await.form(),
    ));
    let remove = browser.clone().open("/inventory/remove/inn01").await.form();
    served.push(("remove", remove));
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    let words = browser.page.words();
    assert!(!words.contains("前に送ってあります"), "{words}");
    let draft = draft(&site, &browser).await;
    site.messages().await;
    (site, browser, draft, served)
}

/// The page says that nothing went along, with the first number and how to put it right.
fn is_told(browser: &Browser, draft: &Draft) {
    let words = browser.page.words();
    for told in [
        "前に送ってあります",
        "そのあとに変えた答えは、送られていません",
        "0267-00-0000",
        "新しく書き出して",
        draft.submitted.as_ref().unwrap().as_str(),
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
}

#[tokio::test]
async fn a_change_after_sending_is_said_not_to_have_gone_along() {
    let (site, mut browser, draft, served) = sent().await;
    let form = |step: &str| {
        let mut served = served.iter();
        served.find(|(of, _)| *of == step).unwrap().1.clone()
    };
    let half = form("task/inn01").set("minutes", "たぶん");
    let other = form("contact").set("person", "見本 次郎");
    for (what, form) in [
        ("minutes", form("task/inn01").set("minutes", "44")),
        ("send", form("send")),
        ("contact", other.tick("consent", "yes")),
        ("send again", form("send")),
        ("check", form("check")),
        ("save", half.press("/inventory/save", "_step", "task/inn01")),
        ("link", form("saved").set("mail", "hanako@example.jp")),
        ("remove", form("remove")),
    ] {
        browser.submit(form).await;
        assert!(browser.page.path.starts_with("/inventory/sent"), "{what}");
        is_told(&browser, &draft);
        assert_eq!(
            crate::journeys::draft(&site, &browser).await,
            draft,
            "{what}"
        );
    }
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn a_form_of_what_was_sent_says_so_also_when_a_new_draft_was_begun() {
    let (site, mut browser, sent, served) = sent().await;
    browser.open("/inventory/").await;
    browser.answer(&[]).await;
    let begun = draft(&site, &browser).await;
    assert_ne!(begun.id, sent.id);
    browser
        .submit(served[0].1.clone().set("minutes", "44"))
        .await;
    is_told(&browser, &sent);
    let kept = site
        .state
        .store
        .draft(&begun.handle(), site.state.now())
        .await;
    assert_eq!(kept.unwrap(), Some(begun));
}
