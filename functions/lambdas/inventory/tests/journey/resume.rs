//! Stopping and going on: on this device, on another, too late, and not at all.

use axum::http::StatusCode;
use base::token::Purpose;
use jiff::SignedDuration;
use testkit::browser::Browser;
use testkit::site::Site;

use crate::journeys::{BUILDER, FARM, INN, draft, walk};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A link as the mail carries it.
async fn link(site: &Site, browser: &Browser) -> String {
    let draft = draft(site, browser).await;
    let token = site
        .state
        .keys
        .sign(Purpose::Resume, &draft.id, draft.expires_at);
    format!("/inventory/continue?t={token}")
}

#[tokio::test]
async fn a_half_typed_page_is_kept_as_typed() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn01").await;
    let form = browser.page.form().set("minutes", "たぶん").press(
        "/inventory/save",
        "_step",
        "task/inn01",
    );
    let words = browser.submit(form).await.words();
    assert!(
        words.contains("保存しました") && words.contains("2026年12月30日"),
        "{words}"
    );
    assert!(
        browser
            .page
            .links()
            .contains(&"/inventory/task/inn01".into())
    );
    let form = browser.open("/inventory/task/inn01").await.form();
    assert_eq!(form.values("minutes"), ["たぶん"]);
    assert!(browser.page.words().contains("保存した書きかけ"));
    browser.answer(&[("minutes", "5")]).await;
    let form = browser.open("/inventory/task/inn01").await.form();
    assert_eq!(form.values("minutes"), ["5"]);
    assert!(!browser.page.words().contains("保存した書きかけ"));
}

#[tokio::test]
async fn a_page_that_cannot_be_open_cannot_be_saved() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    let step = |path: &str| [("_step".to_owned(), path.to_owned())];
    browser.post("/inventory/save", &step("contact")).await;
    assert_eq!(browser.page.location().as_deref(), Some("/inventory/pick"));
    for path in ["", "nowhere", "../x"] {
        browser.post("/inventory/save", &step(path)).await;
        assert_eq!(browser.page.status, StatusCode::BAD_REQUEST, "{path}");
    }
    assert!(draft(&site, &browser).await.typed.is_empty());
}

#[tokio::test]
async fn a_closed_browser_finds_its_draft_again() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn02").await;
    site.clock.pass(DAY);
    let words = browser.open("/inventory/").await.words();
    assert!(
        words.contains("2026年11月30日") && words.contains("3件"),
        "{words}"
    );
    assert!(
        browser
            .page
            .links()
            .contains(&"/inventory/task/inn02".into()),
        "{words}"
    );
    assert!(browser.page.forms().is_empty());
    browser.post("/inventory/", &[]).await;
    assert_eq!(
        browser.page.location().as_deref(),
        Some("/inventory/task/inn02")
    );
}

#[tokio::test]
async fn a_link_opened_ten_times_still_continues_on_another_device() {
    let site = crate::site().await;
    let mut phone = site.browser();
    walk(&mut phone, &INN, "task/inn01").await;
    let form =
        phone
            .page
            .form()
            .set("minutes", "８")
            .press("/inventory/save", "_step", "task/inn01");
    phone.submit(form).await;
    let link = link(&site, &phone).await;
    let before = draft(&site, &phone).await;
    for _ in 0..10 {
        let mut scanner = site.browser();
        scanner.open(&link).await;
        assert_eq!(scanner.page.status, StatusCode::OK);
        assert!(scanner.cookies.is_empty());
        assert_eq!(scanner.page.headers["referrer-policy"], "strict-origin");
    }
    assert_eq!(draft(&site, &phone).await, before);
    let mut desk = site.browser();
    desk.open(&link).await;
    assert_eq!(desk.answer(&[]).await.path, "/inventory/task/inn01");
    assert_eq!(desk.page.form().values("minutes"), ["８"]);
    desk.answer(&[]).await;
    assert_eq!(
        phone.open("/inventory/task/inn02").await.path,
        "/inventory/task/inn02"
    );
    desk.open(&link).await;
    assert_eq!(desk.page.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_opens_though_a_mail_program_lengthened_or_broke_it() {
    let site = crate::site().await;
    let mut phone = site.browser();
    walk(&mut phone, &INN, "task/inn01").await;
    let link = link(&site, &phone).await;
    let (start, token) = link.split_once("t=").unwrap();
    let half = token.len() / 2;
    for behind in [
        "%E3%80%82",
        ".",
        ",",
        ")",
        "%EF%BC%89",
        "%E3%80%8D",
        "%3E",
        "%20",
        "+",
        "%0D%0A",
        "*",
        "%E3%81%8B%E3%82%89",
    ] {
        let mut desk = site.browser();
        desk.open(&format!("{link}{behind}")).await;
        assert_eq!(desk.page.status, StatusCode::OK, "{behind}");
        assert_eq!(
            desk.answer(&[]).await.path,
            "/inventory/task/inn01",
            "{behind}"
        );
    }
    for link in [
        format!("{start}t={}%20{}", &token[..half], &token[half..]),
        format!("{start}t={}%0D%0A{}", &token[..half], &token[half..]),
        format!("{start}t={}=%0D%0A{}", &token[..half], &token[half..]),
        format!("{start}t=3D{token}"),
        format!("{start}t=%3C{token}%3E&utm_source=mail"),
    ] {
        let mut desk = site.browser();
        assert_eq!(desk.open(&link).await.status, StatusCode::OK, "{link}");
    }
    for cut in [1, half, token.len() - 4] {
        let mut desk = site.browser();
        let link = format!("{start}t={}", &token[..token.len() - cut]);
        assert_eq!(
            desk.open(&link).await.status,
            StatusCode::NOT_FOUND,
            "{link}"
        );
    }
}

#[tokio::test]
async fn going_on_leads_to_the_page_that_was_left_half_typed() {
    let site = crate::site().await;
    let mut phone = site.browser();
    walk(&mut phone, &INN, "result").await;
    phone.open("/inventory/task/inn02").await;
    let form = phone.page.form().set("minutes", "たぶん");
    let form = form.press("/inventory/save", "_step", "task/inn02");
    phone.submit(form).await;
    let mut desk = site.browser();
    desk.open(&link(&site, &phone).await).await;
    assert_eq!(desk.answer(&[]).await.path, "/inventory/task/inn02");
    assert_eq!(desk.page.form().values("minutes"), ["たぶん"]);
    desk.post("/inventory/", &[]).await;
    assert_eq!(
        desk.page.location().as_deref(),
        Some("/inventory/task/inn02")
    );
    desk.open("/inventory/task/inn02").await;
    desk.answer(&[("minutes", "5")]).await;
    desk.post("/inventory/", &[]).await;
    assert_eq!(desk.page.location().as_deref(), Some("/inventory/result"));
}

#[tokio::test]
async fn the_link_is_mailed_once_however_often_the_button_is_pressed() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    browser.open("/inventory/saved").await;
    for _ in 0..3 {
        browser.open("/inventory/saved").await;
        let words = browser
            .answer(&[("mail", "ｓａｍｐｌｅ@example.jp")])
            .await
            .words();
        assert!(words.contains("メールで送ります"), "{words}");
        assert!(!words.contains("sample@example.jp"));
    }
    assert_eq!(site.messages().await.len(), 1);
    site.clock.pass(SignedDuration::from_mins(11));
    browser.answer(&[("mail", "sample@example.jp")]).await;
    assert_eq!(site.messages().await.len(), 1);
}

#[tokio::test]
async fn one_address_gets_only_so_many_links_from_strangers() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn01").await;
    for press in 1..=7 {
        browser.open("/inventory/saved").await;
        let variant = format!("Ok.ami+{press}@example.jp");
        browser.answer(&[("mail", &variant)]).await;
        assert_eq!(browser.page.status, StatusCode::OK);
        let words = browser.page.words();
        let held_back = words.contains("新しいメールは送っていません");
        assert_eq!(held_back, press == 7, "{press}");
        // The owner is not locked out: the link that arrived last works.
        assert!(
            !held_back || words.contains("最後に届いたメールのリンク"),
            "{words}"
        );
    }
    assert_eq!(site.messages().await.len(), 6);
    let link = link(&site, &browser).await;
    assert_eq!(browser.open(&link).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_what_the_page_asks_is_kept_of_a_half_typed_page() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn01").await;
    let typed = |name: &str, value: String| (name.to_owned(), value);
    let values = [
        typed("_step", "task/inn01".into()),
        typed("minutes", "たぶん".into()),
        typed("nobody_asked", "x".repeat(200_000)),
    ];
    browser.post("/inventory/save", &values).await;
    let kept = draft(&site, &browser).await.typed;
    let kept: Vec<&String> = kept["task/inn01"].0.keys().collect();
    assert_eq!(kept, ["minutes"]);
    // Nor does a field keep a book.
    let values = [
        typed("_step", "task/inn01".into()),
        typed("minutes", "5".repeat(100_000)),
    ];
    browser.post("/inventory/save", &values).await;
    assert_eq!(browser.page.status, StatusCode::PAYLOAD_TOO_LARGE);
    let kept = draft(&site, &browser).await.typed;
    assert_eq!(kept["task/inn01"].one("minutes"), "たぶん");
}

#[tokio::test]
async fn a_wrong_address_is_explained_and_kept() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    for (typed, told) in [
        ("", "入れてください"),
        ("見本", "「@」がありません"),
        ("a@example", "形がちがいます"),
        ("a..b@docomo.ne.jp", "2つ続く"),
    ] {
        browser.open("/inventory/saved").await;
        browser.answer(&[("mail", typed)]).await;
        assert_eq!(browser.page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(browser.page.errors(), ["mail"]);
        assert!(
            browser.page.words().contains(told),
            "{}",
            browser.page.words()
        );
        assert_eq!(browser.page.form().values("mail"), [typed]);
        let shown_at = "/inventory/saved?refused=1";
        assert!(
            browser.page.path.starts_with(shown_at),
            "{}",
            browser.page.path
        );
        browser.open("/inventory/saved").await;
        assert_eq!(
            browser.page.status,
            StatusCode::OK,
            "opened anew, it complains of nothing"
        );
    }
    assert!(site.messages().await.is_empty());
}

#[tokio::test]
async fn an_expired_draft_is_explained_and_can_be_begun_anew() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "task/inn01").await;
    let link = link(&site, &browser).await;
    site.clock.pass(DAY * 31);
    for path in ["/inventory/task/inn01", "/inventory/", "/inventory/send"] {
        let mut returning = browser.clone();
        returning.open(path).await;
        assert_eq!(returning.page.status, StatusCode::GONE, "{path}");
        assert!(returning.page.heading().contains("もう開けません"));
        assert!(returning.cookies.is_empty());
        returning.open("/inventory/").await;
        assert_eq!(returning.answer(&[]).await.path, "/inventory/industry");
    }
    let mut returning = browser.clone();
    returning.post("/inventory/task/inn01", &[]).await;
    assert_eq!(returning.page.status, StatusCode::GONE);
    assert_eq!(browser.open(&link).await.status, StatusCode::NOT_FOUND);
    site.clock.pass(DAY * 31);
    assert_eq!(
        browser.open("/inventory/pick").await.status,
        StatusCode::GONE
    );
}

#[tokio::test]
async fn every_save_gives_thirty_more_days() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    for _ in 0..3 {
        site.clock.pass(DAY * 29);
        browser.open("/inventory/industry").await;
        assert_eq!(browser.answer(&[]).await.path, "/inventory/pick");
    }
}

#[tokio::test]
async fn a_damaged_link_is_explained() {
    let site = crate::site().await;
    let mut browser = site.browser();
    for path in [
        "continue",
        "continue?t=",
        "continue?t=abc",
        "status",
        "status?t=abc.def",
    ] {
        let page = browser.open(&format!("/inventory/{path}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.words().contains("もう一度開いてください"),
            "{}",
            page.words()
        );
    }
    let unknown = site
        .state
        .keys
        .sign(Purpose::Status, "K7M3-FXWP", site.state.now() + DAY);
    browser
        .open(&format!("/inventory/status?t={unknown}"))
        .await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    let other = site
        .state
        .keys
        .sign(Purpose::Decide, "K7M3-FXWP", site.state.now() + DAY);
    browser.open(&format!("/inventory/status?t={other}")).await;
    assert_eq!(browser.page.status, StatusCode::NOT_FOUND);
    let old = site
        .state
        .keys
        .sign(Purpose::Status, "K7M3-FXWP", site.state.now() - DAY);
    browser.open(&format!("/inventory/status?t={old}")).await;
    assert_eq!(browser.page.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_draft_is_discarded_only_after_asking() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &INN, "pick").await;
    let before = draft(&site, &browser).await;
    browser.open("/inventory/discard").await;
    assert_eq!(draft(&site, &browser).await, before);
    assert_eq!(browser.answer(&[]).await.path, "/inventory/");
    assert!(browser.cookies.is_empty());
    assert_eq!(
        site.state
            .store
            .draft(&before.id, site.state.now())
            .await
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn an_industry_chosen_on_a_guide_is_chosen_already() {
    let site = crate::site().await;
    let mut browser = site.browser();
    browser.open("/inventory/?industry=inn").await;
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/industry");
    assert_eq!(browser.page.form().values("industry"), ["inn"]);
    let mut other = site.browser();
    other.open("/inventory/?industry=%3Cscript%3E").await;
    other.answer(&[]).await;
    assert!(other.page.form().values("industry").is_empty());
}

#[tokio::test]
async fn a_sent_number_stays_on_the_device_until_it_is_taken_off() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &FARM, "send").await;
    browser.answer(&[]).await;
    let reference = draft(&site, &browser).await.submitted.unwrap();
    browser.open("/inventory/").await;
    assert!(browser.page.words().contains(reference.as_str()));
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/industry");
    let words = browser.open("/inventory/").await.words();
    assert!(
        words.contains(reference.as_str()),
        "beside a new draft: {words}"
    );
    let links = browser.page.links().into_iter();
    let status = links.into_iter().find(|link| link.contains("/status?t="));
    assert_eq!(browser.open(&status.unwrap()).await.status, StatusCode::OK);
    let asked = browser.open("/inventory/forget").await.words();
    assert!(asked.contains(reference.as_str()), "{asked}");
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/");
    assert!(!browser.page.words().contains(reference.as_str()));
    assert!(
        browser.page.words().contains("書きかけの内容があります"),
        "the new draft stays"
    );
    assert!(
        site.state
            .store
            .submission(&reference)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(browser.open("/inventory/forget").await.path, "/inventory/");
}

/// Goes on in another browser by the mailed link.
async fn elsewhere(site: &Site, browser: &Browser) -> Browser {
    let mut other = site.browser();
    other.open(&link(site, browser).await).await;
    other.answer(&[]).await;
    other
}

#[tokio::test]
async fn who_somebody_is_is_shown_where_it_was_typed_and_asked_again_elsewhere() {
    let site = crate::site().await;
    let mut began = site.browser();
    walk(&mut began, &INN, "contact").await;
    let mut goes_on = elsewhere(&site, &began).await;
    goes_on.open("/inventory/contact").await;
    let form = goes_on.page.form();
    let form = form
        .set("business", "続きの宿（見本）")
        .set("person", "見本 続子")
        .set("mail", "goes-on@example.jp")
        .tick("consent", "yes");
    goes_on.submit(form).await;
    assert_eq!(goes_on.page.path, "/inventory/send");
    assert!(goes_on.page.words().contains("goes-on@example.jp"));
    // Who began it, or mailed it to a stranger, reads nothing of her.
    for path in [
        "/inventory/contact",
        "/inventory/",
        "/inventory/check",
        "/inventory/send",
    ] {
        let html = began.open(path).await.html();
        for hers in ["続きの宿", "続子", "goes-on@example.jp"] {
            assert!(!html.contains(hers), "{hers} on {path}");
        }
    }
    assert_eq!(began.page.path, "/inventory/contact", "asked there");
    // What they save does not take hers away, and the other way round.
    let half = began.page.form().set("business", "はじめの宿（見本）");
    let half = half.press("/inventory/save", "_step", "contact");
    began.submit(half).await;
    let html = goes_on.open("/inventory/contact").await.html();
    assert!(!html.contains("はじめの宿"));
    assert_eq!(goes_on.page.form().values("person"), ["見本 続子"]);
    began.open("/inventory/contact").await;
    assert_eq!(began.page.form().values("business"), ["はじめの宿（見本）"]);
    goes_on.open("/inventory/send").await;
    goes_on.answer(&[]).await;
    assert_eq!(goes_on.page.path, "/inventory/sent");
}

#[tokio::test]
async fn browsers_that_hold_a_draft_are_listed_and_ended() {
    let site = crate::site().await;
    let mut began = site.browser();
    walk(&mut began, &FARM, "pick").await;
    let words = began.open("/inventory/saved").await.words();
    assert!(!words.contains("続きを書ける機器"), "one alone: {words}");
    let mut other = elsewhere(&site, &began).await;
    let words = began.open("/inventory/saved").await.words();
    assert_eq!(words.matches("この機器（").count(), 1, "{words}");
    assert_eq!(words.matches("ほかの機器（").count(), 1, "{words}");
    let own = draft(&site, &began).await.holders.reader().to_owned();
    let forms = began.page.forms().into_iter();
    let mut ends = forms.filter(|form| form.action == "/inventory/end");
    let end = ends.find(|form| form.values("browser") != [own.as_str()]);
    began.submit(end.unwrap()).await;
    assert_eq!(began.page.path, "/inventory/saved");
    other.open("/inventory/pick").await;
    assert_eq!(other.page.status, StatusCode::GONE);
    assert!(other.page.words().contains("この機器での続きを終わらせた"));
    assert_eq!(began.open("/inventory/pick").await.status, StatusCode::OK);
}

#[tokio::test]
async fn links_to_go_on_end_with_the_sending() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &BUILDER, "send").await;
    let link = link(&site, &browser).await;
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    let mut late = site.browser();
    late.open(&link).await;
    assert_eq!(late.page.status, StatusCode::GONE);
    assert!(late.page.words().contains("続きを書くリンクは終わりました"));
    late.post(&link, &[]).await;
    assert_eq!(late.page.status, StatusCode::GONE);
    assert!(late.cookies.is_empty());
}

#[tokio::test]
async fn what_became_of_it_is_shown_where_it_was_sent_and_nowhere_else() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &BUILDER, "send").await;
    let mut other = elsewhere(&site, &browser).await;
    browser.answer(&[]).await;
    assert_eq!(browser.page.path, "/inventory/sent");
    let sent = draft(&site, &browser).await.submitted.unwrap();
    for path in ["/inventory/sent", "/inventory/", "/inventory/contact"] {
        let html = other.open(path).await.html();
        assert!(!html.contains(sent.as_str()), "{path}");
        assert!(!html.contains("/inventory/status"), "{path}");
    }
    other.open("/inventory/sent").await;
    assert!(other.page.heading().contains("もう送ってあります"));
    let html = browser.open("/inventory/").await.html();
    assert!(html.contains(sent.as_str()));
}

#[tokio::test]
async fn a_cookie_is_no_link_and_a_link_is_no_cookie() {
    let site = crate::site().await;
    let mut browser = site.browser();
    walk(&mut browser, &FARM, "pick").await;
    let mailed = link(&site, &browser).await;
    let mut stranger = site.browser();
    let token = mailed.split_once("t=").unwrap().1.to_owned();
    stranger.cookies.insert("draft".to_owned(), token);
    stranger.open("/inventory/pick").await;
    assert_eq!(stranger.page.path, "/inventory/?lost=1");
    let cookie = &browser.cookies["draft"];
    let mut page = site.browser();
    page.open(&format!("/inventory/continue?t={cookie}")).await;
    assert_eq!(page.page.status, StatusCode::NOT_FOUND);
}
