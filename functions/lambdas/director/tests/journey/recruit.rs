//! A notice of a job: masked, confirmed, answered behind its address, gone when filled or ended, and its answers kept
//! for a while.

use axum::http::StatusCode;
use jiff::SignedDuration;
use placements::Link;
use testkit::browser::Browser;
use testkit::sample;

use crate::decide::form_to;
use crate::machine::decides_nothing;
use crate::orders::{filled, issue, order_page};
use crate::site::{Sent, Site};

async fn recruit_page(sent: &Sent<'_>) -> Browser {
    let mut browser = sent.site.browser();
    let token = sent.site.token(&sent.decide_link("b"));
    let address = format!("/director/order/recruit?t={token}");
    browser.open(&address).await;
    browser
}

/// An accepted sheet of an inn whose name is a word of the sheet; its order is prepared without a worker.
async fn prepared(site: &Site) -> Sent<'_> {
    let mut who = sample::contact();
    who.business = "口コミ".to_owned();
    let sent = site.sent_by(who, &["inn02"]).await;
    let mut director = sent.decide("b").await;
    let form = form_to(&director, "/director/accept");
    director.submit(form).await;
    let mut page = order_page(&sent, "b").await;
    let form = filled(&page)
        .set("worker1_name", "")
        .set("worker1_mail", "");
    page.submit(form).await;
    site.messages().await;
    sent
}

/// The same, with the notice opened.
pub async fn opened(site: &Site) -> Sent<'_> {
    let sent = prepared(site).await;
    let mut page = recruit_page(&sent).await;
    let form = form_to(&page, "/director/order/recruit");
    page.submit(form).await;
    let words = page.page.words();
    assert!(words.contains("募集を始めました"), "{words}");
    sent
}

/// The public page of the notice.
pub fn link(sent: &Sent<'_>) -> Link {
    Link::Recruit { id: sent.id(1) }
}

async fn apply(sent: &Sent<'_>, name: &str, mail: &str) -> Browser {
    let mut page = sent.site.at(&link(sent)).await;
    let form = form_to(&page, "/work/open")
        .set("person", name)
        .set("mail", mail)
        .set("wish", "表計算は仕事で使っていました。")
        .tick("consent", "yes");
    page.submit(form).await;
    page
}

#[tokio::test]
async fn the_notice_says_what_law_and_guideline_want_and_hides_the_employer_wherever_they_stand() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    let page = recruit_page(&sent).await;
    let words = page.page.words();
    assert!(words.contains("かくして出します：口コミ"), "{words}");
    assert!(sent.site.messages().await.is_empty());
    let mut page = page;
    let form = form_to(&page, "/director/order/recruit");
    page.submit(form).await;
    let public = site.at(&link(&sent)).await;
    let words = public.page.words();
    for said in [
        "仕事の内容",
        "しめ切り（納期）",
        "報酬の予定",
        "支払日",
        "支払いの方法",
        "諸経費",
        "アイデア",
        "やめるとき",
        "作業する場所",
        "募集のしめ切り",
        "最終更新日",
        "2026年11月24日",
        "問い合わせ",
        "0267-00-0000",
        "90日で消します",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let contact = sent.case().await.submission().contact.clone();
    let phone = contact.phone.expect("a phone").as_str().to_owned();
    for told in ["口コミ", "花子", "hanako@", phone.as_str()] {
        assert!(!public.page.html().contains(told), "{told}");
    }
    let short = page.page.words();
    assert!(
        short.contains("【ワーカー募集】") && short.contains("/work/open?t="),
        "{short}"
    );
    let kept = serde_json::to_string(&sent.case().await.entries()).expect("JSON");
    assert!(
        !kept.contains("hanako"),
        "no word that was hidden is recorded"
    );
}

#[tokio::test]
async fn whoever_would_do_it_answers_once_and_is_taken_over_into_the_preparation() {
    let site = Site::open().await;
    let sent = opened(&site).await;
    decides_nothing(&sent, &link(&sent), 1).await;
    let page = apply(&sent, "見本 やる子", "yaru@example.jp").await;
    assert!(
        page.page
            .words()
            .contains("担当者が、書いてもらった連絡先に"),
        "{}",
        page.page.words()
    );
    apply(&sent, "見本 やる子", "yaru@example.jp").await;
    let mails = site.messages().await;
    assert!(
        mails.len() == 1 && mails[0].contains("applied-b"),
        "{mails:?}"
    );
    let words = sent.decide("b").await.page.words();
    assert!(
        words.contains("やってみたい人（1人）") && words.contains("見本 やる子"),
        "{words}"
    );
    let mut page = recruit_page(&sent).await;
    assert!(page.page.words().contains("表計算は仕事で使っていました"));
    let form = form_to(&page, "/director/order/recruit/take");
    page.submit(form.clone()).await;
    assert_eq!(
        page.page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "somebody has to be chosen"
    );
    let id = form.choices()["applicant"][0].clone();
    page.submit(form.set("applicant", &id)).await;
    let placement = sent.placement().await;
    let draft = &placement.orders.prepared.as_ref().expect("prepared").draft;
    assert_eq!(draft.workers[0].name, "見本 やる子");
    assert!(draft.workers[0].mail.is_some());
    let history = serde_json::to_string(&placement.history).expect("JSON");
    assert!(
        !history.contains("表計算は仕事で"),
        "their words are kept elsewhere"
    );
}

#[tokio::test]
async fn the_notice_is_gone_when_it_is_ended_over_or_filled() {
    let site = Site::open().await;
    let sent = opened(&site).await;
    let mut page = recruit_page(&sent).await;
    let form = form_to(&page, "/director/order/recruit/close");
    page.submit(form).await;
    let gone = site.at(&link(&sent)).await;
    assert_eq!(gone.page.status, StatusCode::GONE);
    assert!(gone.page.words().contains("この募集は終わりました"));

    let sent = opened(&site).await;
    let served = site.at(&link(&sent)).await;
    let mut page = order_page(&sent, "b").await;
    let form = form_to(&page, "/director/order").set("worker1_name", "見本 はなこ");
    page.submit(form).await;
    site.pass(SignedDuration::from_secs(1));
    issue(&mut page).await;
    assert_eq!(site.at(&link(&sent)).await.page.status, StatusCode::GONE);
    let mut late = served;
    let form = form_to(&late, "/work/open")
        .set("person", "見本 おそ子")
        .set("mail", "late@example.jp")
        .set("wish", "やりたいです。")
        .tick("consent", "yes");
    late.submit(form).await;
    assert_eq!(late.page.status, StatusCode::GONE);

    let sent = opened(&site).await;
    site.pass(SignedDuration::from_hours(24 * 15));
    assert_eq!(site.at(&link(&sent)).await.page.status, StatusCode::GONE);
}

/// The same work, due on another day.
async fn due_on(sent: &Sent<'_>, day: &str) {
    let mut page = order_page(sent, "b").await;
    let form = form_to(&page, "/director/order").set("delivery", day);
    page.submit(form).await;
}

#[tokio::test]
async fn nobody_is_looked_for_after_the_work_is_due() {
    let site = Site::open().await;
    let sent = prepared(&site).await;
    for (due, proposed) in [
        ("2027-02-01", "2026-12-08"),
        ("2026-12-05", "2026-12-05"),
        ("2026-11-24", "2026-11-24"),
    ] {
        due_on(&sent, due).await;
        let page = recruit_page(&sent).await;
        let form = form_to(&page, "/director/order/recruit");
        assert_eq!(form.values("closes_on"), [proposed], "{due}");
    }
    due_on(&sent, "2026-12-05").await;
    for late in ["2026-12-06", "2026-12-20"] {
        let mut page = recruit_page(&sent).await;
        let form = form_to(&page, "/director/order/recruit").set("closes_on", late);
        page.submit(form).await;
        assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let words = page.page.words();
        assert!(
            words.contains("2026年12月5日") && words.contains("よりあとです"),
            "{words}"
        );
        let gone = site.at(&link(&sent)).await;
        assert_ne!(gone.page.status, StatusCode::OK, "nothing was opened");
    }
    let mut page = recruit_page(&sent).await;
    let form = form_to(&page, "/director/order/recruit");
    page.submit(form).await;
    assert_eq!(site.at(&link(&sent)).await.page.status, StatusCode::OK);
    // The work is due before the notice closes: what is prepared has changed since.
    due_on(&sent, "2026-12-01").await;
    site.pass(SignedDuration::from_hours(24 * 7));
    assert_eq!(site.at(&link(&sent)).await.page.status, StatusCode::OK);
    site.pass(SignedDuration::from_hours(24));
    assert_eq!(site.at(&link(&sent)).await.page.status, StatusCode::GONE);
}

#[tokio::test]
async fn what_somebody_wrote_is_shown_for_ninety_days_and_given_to_the_time_to_live() {
    let site = Site::open().await;
    let sent = opened(&site).await;
    apply(&sent, "見本 やる子", "yaru@example.jp").await;
    site.pass(SignedDuration::from_hours(24 * 89));
    assert!(recruit_page(&sent).await.page.words().contains("やる子"));
    site.pass(SignedDuration::from_hours(24 * 2));
    assert!(!recruit_page(&sent).await.page.words().contains("やる子"));
}

#[tokio::test]
async fn a_form_with_errors_comes_back_with_what_was_typed() {
    let site = Site::open().await;
    let sent = opened(&site).await;
    let mut page = site.at(&link(&sent)).await;
    let form = form_to(&page, "/work/open").set("wish", "やりたいです。");
    page.submit(form).await;
    assert_eq!(page.page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.page.errors(), ["person", "mail", "consent"]);
    assert_eq!(page.page.form().values("wish"), ["やりたいです。"]);
}

#[tokio::test]
async fn a_changed_notice_has_the_same_address_and_a_new_day() {
    let site = Site::open().await;
    let sent = opened(&site).await;
    site.pass(SignedDuration::from_hours(24));
    let mut page = recruit_page(&sent).await;
    let before = page.page.words();
    let form = form_to(&page, "/director/order/recruit").set("place", "見本町のテレワークセンター");
    page.submit(form).await;
    let after = page.page.words();
    let address = |words: &str| {
        let at = words.find("/work/open?t=").expect("an address");
        words[at..].split_whitespace().next().map(str::to_owned)
    };
    assert_eq!(address(&before), address(&after));
    let words = site.at(&link(&sent)).await.page.words();
    assert!(
        words.contains("テレワークセンター") && words.contains("2026年11月25日"),
        "{words}"
    );
}
