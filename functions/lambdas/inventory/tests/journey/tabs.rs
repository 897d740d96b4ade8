//! Two drafts in two tabs of one browser: a form belongs to the draft it was served for, whatever the cookie says.

use axum::http::StatusCode;
use base::token::Purpose;
use store::Draft;
use testkit::browser::{Browser, Form};
use testkit::site::Site;

use crate::journeys::{BUILDER, INN, draft, walk};

/// The mailed link of the draft that is open in this browser.
async fn link(site: &Site, browser: &Browser) -> String {
    let draft = draft(site, browser).await;
    let keys = &site.state.keys;
    let token = keys.sign(Purpose::Resume, &draft.id, draft.expires_at);
    format!("/inventory/continue?t={token}")
}

/// The draft as stored now.
async fn now(site: &Site, of: &Draft) -> Option<Draft> {
    site.state
        .store
        .draft(&of.handle(), site.state.now())
        .await
        .unwrap()
}

/// Tab A shows a page of the builder's draft; then the inn's is opened in the same browser.
struct Tabs {
    site: Site,
    /// What tab A shows, as it was served.
    served: Form,
    /// The browser, with the inn's draft open.
    browser: Browser,
    builder: Draft,
    inn: Draft,
}

impl Tabs {
    async fn at(step: &str) -> Tabs {
        let site = crate::site().await;
        let mut other = site.browser();
        walk(&mut other, &INN, "send").await;
        let mailed = link(&site, &other).await;
        let mut browser = site.browser();
        walk(&mut browser, &BUILDER, step).await;
        let served = browser.page.form();
        let builder = draft(&site, &browser).await;
        browser.open(&mailed).await;
        browser.answer(&[]).await;
        let inn = draft(&site, &other).await;
        assert_eq!(draft(&site, &browser).await.id, inn.id);
        site.messages().await;
        Tabs {
            site,
            served,
            browser,
            builder,
            inn,
        }
    }

    /// The inn's draft is as it was, and can still be changed.
    async fn inn_is_untouched(&self) {
        assert_eq!(now(&self.site, &self.inn).await.as_ref(), Some(&self.inn));
    }
}

#[tokio::test]
async fn the_send_button_sends_what_its_page_shows() {
    let mut tabs = Tabs::at("send").await;
    tabs.browser.submit(tabs.served.clone()).await;
    assert_eq!(tabs.browser.page.path, "/inventory/sent");
    tabs.inn_is_untouched().await;
    let sent = now(&tabs.site, &tabs.builder).await.unwrap().submitted;
    let found = tabs.site.state.store.submission(&sent.unwrap()).await;
    let (submission, _) = found.unwrap().unwrap();
    assert_eq!(submission.contact.business, "見本建設");
    // The inn is still there, and sends itself.
    let mut browser = tabs.browser;
    browser.open("/inventory/").await;
    let forms = browser.page.forms();
    let inn = forms
        .into_iter()
        .find(|form| form.action == "/inventory/open");
    browser.submit(inn.unwrap()).await;
    // Who the inn is was typed in another browser, and is asked here.
    assert_eq!(browser.page.path, "/inventory/contact");
    let form = browser.page.form().set("business", "髙﨑旅館（見本）");
    let form = form
        .set("person", "見本 花子")
        .set("mail", "hanako@example.jp");
    browser.submit(form.tick("consent", "yes")).await;
    assert_eq!(browser.page.path, "/inventory/send");
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    assert!(
        now(&tabs.site, &tabs.inn)
            .await
            .unwrap()
            .submitted
            .is_some()
    );
}

#[tokio::test]
async fn an_answer_goes_into_the_draft_whose_page_asked() {
    let mut tabs = Tabs::at("task/con07").await;
    let form = tabs.served.clone().set("minutes", "44");
    tabs.browser.submit(form).await;
    tabs.inn_is_untouched().await;
    let builder = now(&tabs.site, &tabs.builder).await.unwrap();
    let key = answers::TaskKey("con07".into());
    assert_eq!(builder.answers.tasks[&key].minutes, 44.0);
    // The tab goes on with its own draft.
    assert_eq!(tabs.browser.page.path, "/inventory/result");
}

#[tokio::test]
async fn what_is_saved_half_typed_is_saved_in_its_own_draft() {
    let mut tabs = Tabs::at("task/con07").await;
    let form = tabs.served.clone().set("minutes", "たぶん");
    let form = form.press("/inventory/save", "_step", "task/con07");
    tabs.browser.submit(form).await;
    tabs.inn_is_untouched().await;
    let builder = now(&tabs.site, &tabs.builder).await.unwrap();
    assert_eq!(builder.typed["task/con07"].one("minutes"), "たぶん");
    let again = tabs.browser.open("/inventory/task/con07").await.form();
    assert_eq!(again.values("minutes"), ["たぶん"]);
}

#[tokio::test]
async fn discarding_one_leaves_the_other_open() {
    let site = crate::site().await;
    let mut other = site.browser();
    walk(&mut other, &INN, "pick").await;
    let mailed = link(&site, &other).await;
    let mut browser = site.browser();
    walk(&mut browser, &BUILDER, "pick").await;
    let builder = draft(&site, &browser).await;
    let discard = browser.open("/inventory/discard").await.form();
    browser.open(&mailed).await;
    browser.answer(&[]).await;
    let inn = draft(&site, &other).await;
    browser.submit(discard.clone()).await;
    assert_eq!(now(&site, &builder).await, None);
    assert_eq!(draft(&site, &browser).await.id, inn.id);
    // Its form is still on a screen somewhere: it says so, and touches no other draft.
    browser.submit(discard).await;
    assert_eq!(browser.page.status, StatusCode::CONFLICT);
    let words = browser.page.words();
    assert!(
        words.contains("このブラウザーにはもうありません"),
        "{words}"
    );
    assert_eq!(now(&site, &inn).await, Some(inn));
}

#[tokio::test]
async fn discarding_one_opens_no_other_while_none_is_open() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &BUILDER, "pick").await;
    let builder = browser.open("/inventory/discard").await.form();
    for _ in 0..2 {
        let mut other = site.browser();
        walk(&mut other, &INN, "pick").await;
        browser.open(&link(&site, &other).await).await;
        browser.answer(&[]).await;
    }
    browser.open("/inventory/discard").await;
    browser.answer(&[]).await;
    assert!(!browser.cookies.contains_key("draft"), "none is open");
    browser.submit(builder).await;
    assert!(!browser.cookies.contains_key("draft"), "nobody opened one");
    let forms = browser.open("/inventory/").await.forms();
    let offered = forms.iter().filter(|form| form.action == "/inventory/open");
    assert_eq!(offered.count(), 1);
}

#[tokio::test]
async fn a_mark_opens_nothing_for_who_does_not_hold_the_draft() {
    let tabs = Tabs::at("send").await;
    let mut stranger = tabs.site.browser();
    walk(&mut stranger, &BUILDER, "pick").await;
    let own = draft(&tabs.site, &stranger).await;
    stranger.submit(tabs.served.clone()).await;
    assert_eq!(stranger.page.status, StatusCode::CONFLICT);
    let mut nobody = tabs.site.browser();
    nobody.submit(tabs.served.clone()).await;
    assert_eq!(nobody.page.path, "/inventory/?lost=1");
    assert_eq!(now(&tabs.site, &own).await, Some(own));
    let builder = now(&tabs.site, &tabs.builder).await.unwrap();
    assert_eq!(builder.submitted, None);
    assert!(tabs.site.messages().await.is_empty());
}

#[tokio::test]
async fn what_another_tab_changed_is_shown_before_it_is_sent() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    site.messages().await;
    let shown = browser.page.form();
    let mut tab = browser.clone();
    tab.open("/inventory/contact").await;
    let form = tab.page.form().set("person", "見本 次郎");
    tab.submit(form.tick("consent", "yes")).await;
    browser.submit(shown).await;
    assert_eq!(browser.page.status, StatusCode::CONFLICT);
    let words = browser.page.words();
    assert!(
        words.contains("まだ送っていません") && words.contains("見本 次郎"),
        "{words}"
    );
    assert!(site.messages().await.is_empty());
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
}

#[tokio::test]
async fn the_send_button_of_an_outdated_page_says_that_nothing_was_sent() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "send").await;
    site.messages().await;
    let shown = browser.page.form();
    let mut tab = browser.clone();
    tab.open("/inventory/pick").await;
    let form = tab.page.form().tick("picks", "inn04");
    tab.submit(form).await;
    browser.submit(shown).await;
    let words = browser.page.words();
    assert_eq!(
        browser.page.status,
        StatusCode::CONFLICT,
        "{} {words}",
        browser.page.path
    );
    assert!(words.contains("だれにも送っていません"), "{words}");
    assert!(site.messages().await.is_empty());
    let on = browser
        .page
        .links()
        .into_iter()
        .find(|it| it.contains("inn04"));
    assert!(on.is_some(), "{:?}", browser.page.links());
}

#[tokio::test]
async fn every_form_of_the_questionnaire_names_its_draft() {
    let site = crate::site().await;
    let mut browser = site.browser();
    browser.open("/inventory/").await;
    browser.answer(&[]).await;
    let mut seen = 0;
    for step in [
        "industry",
        "pick",
        "task/inn01",
        "result",
        "spec/inn02",
        "check",
        "contact",
        "send",
    ] {
        walk(&mut browser, &INN, step).await;
        let mut pages = vec![browser.page.clone()];
        for path in ["saved", "discard", "remove/inn01"] {
            let page = browser
                .clone()
                .open(&format!("/inventory/{path}"))
                .await
                .clone();
            pages.push(page);
        }
        for page in pages {
            for form in page.forms() {
                assert_eq!(
                    form.values("_draft").len(),
                    1,
                    "{} of {}",
                    form.action,
                    page.path
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 25, "{seen} forms");
}
