//! The report of a year: counted anew each time, written on, and held back until the town has decided about the few.

use reports::{Kpi, ReportNotes, ShownChoice};
use testkit::site::Site;

const REPORT: &str = "/office/report?year=2026";
const EDIT: &str = "/office/report/edit?year=2026";

/// Two businesses are visited and met.
async fn visit_two(site: &Site) {
    let mut browser = crate::office(site).await;
    for business in ["見本旅館", "見本農園"] {
        browser.open("/office/visits/entry").await;
        let form = browser.page.form().set("business", business);
        browser.submit(form.set("result", "again")).await;
    }
}

#[tokio::test]
async fn what_the_office_writes_stands_beside_what_was_counted() {
    let site = crate::site().await;
    visit_two(&site).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open("/office/report").await.words();
    assert!(
        words.contains("2025年度の検証シート"),
        "the year that ended: {words}"
    );
    let words = browser.open(REPORT).await.words();
    assert!(words.contains("目標は、まだ決めていません"), "{words}");
    assert!(words.contains("営業訪問企業数は2事業者です"), "{words}");
    browser.open(EDIT).await;
    let form = browser.page.form();
    // Few businesses are behind it.
    assert!(form.asks("shown_visits") && !form.asks("shown_clients"));
    let form = form
        .set("target_visits", "１０")
        .set("target_income", "54,000")
        .set("outside_clients", "3")
        .set("evaluation", "宿の仕事が動き始めた。");
    let page = browser.submit(form).await;
    assert_eq!(page.errors(), ["source_clients"]);
    let form = browser
        .page
        .form()
        .set("source_clients", "町の記録（見本）");
    let words = browser.submit(form.set("rating", "some")).await.words();
    for part in [
        "書いたことを保存しました",
        "営業訪問企業数は2事業者で、目標の20%です",
        "クライアント延べ数事業者3記録なし33",
        "町の記録（見本）",
        "効果があった",
        "宿の仕事が動き始めた。",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let form = browser.open(EDIT).await.form();
    assert_eq!(form.values("target_income"), ["54000"]);
    assert_eq!(form.values("rating"), ["some"]);
}

#[tokio::test]
async fn it_is_published_only_after_the_town_has_decided_about_the_few_and_said_why() {
    let site = crate::site().await;
    visit_two(&site).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(REPORT).await.words();
    let waits = "公表するかどうかを、先に決めてください：営業訪問企業数";
    assert!(words.contains(waits), "{words}");
    let form = browser.open(EDIT).await.form().set("shown_visits", "no");
    assert_eq!(browser.submit(form).await.errors(), ["shown_reason_visits"]);
    let form = browser
        .page
        .form()
        .set("shown_reason_visits", "2つなので（見本）");
    let words = browser.submit(form).await.words();
    assert!(
        !words.contains(waits) && words.contains("公表する中身を見る"),
        "{words}"
    );
}

#[tokio::test]
async fn a_decision_says_who_could_be_recognised_who_decided_and_what_was_decided_before() {
    let site = crate::site().await;
    visit_two(&site).await;
    let mut browser = crate::office(&site).await;
    let words = browser.open(EDIT).await.words();
    assert!(
        words.contains("見本農園") && words.contains("見本旅館"),
        "{words}"
    );
    let report = browser.open(REPORT).await.words();
    assert!(!report.contains("見本農園"), "{report}");
    for (choice, reason) in [("no", "2つなので（見本）"), ("yes", "2つに聞いた（見本）")]
    {
        let form = browser.open(EDIT).await.form().set("shown_visits", choice);
        browser
            .submit(form.set("shown_reason_visits", reason))
            .await;
    }
    let words = browser.open(EDIT).await.words();
    for part in [
        "いまの決定：公表する（2026年11月",
        "前の決定：出さない（x にする）（2026年11月",
        "2つなので（見本）",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let form = browser.page.form();
    browser.submit(form).await;
    let notes = site.state.store.report_notes().await.unwrap();
    let visits = &notes[&2026].former[&Kpi::Visits];
    assert_eq!(visits.len(), 1, "the same again is no new decision");
    assert!(!visits[0].by.is_empty() && visits[0].at.is_some());
}

#[tokio::test]
async fn what_was_decided_of_a_year_before_is_told_and_decided_anew() {
    let site = crate::site().await;
    visit_two(&site).await;
    let choice = ShownChoice {
        is_shown: false,
        reason: "小さな町なので（見本）".to_owned(),
        ..ShownChoice::default()
    };
    let before = ReportNotes {
        year: 2025,
        version: 1,
        shown: [(Kpi::Visits, choice)].into(),
        ..ReportNotes::default()
    };
    assert!(site.state.store.keep_report_notes(&before).await.unwrap());
    let mut browser = crate::office(&site).await;
    let page = browser.open(EDIT).await;
    let words = page.words();
    let told = "2025年度の決定：出さない（x にする）。わけ：小さな町なので（見本）。";
    assert!(words.contains(told), "{words}");
    // Whoever only writes on is not taken to have decided about other businesses.
    let form = page.form().set("evaluation", "書きかけ。");
    assert_eq!(form.values("shown_visits"), [""; 0]);
    browser.submit(form).await;
    let notes = site.state.store.report_notes().await.unwrap();
    assert!(notes[&2026].shown.is_empty() && !notes[&2026].evaluation.is_empty());
}

#[tokio::test]
async fn nobody_writes_over_somebody_else_and_no_other_year_has_a_report() {
    let site = crate::site().await;
    let mut one = crate::office(&site).await;
    let first = one
        .open(EDIT)
        .await
        .form()
        .set("evaluation", "はじめの文。");
    let second = one.page.form().set("evaluation", "あとの文。");
    one.submit(first).await;
    let page = one.submit(second).await;
    assert_eq!(page.status.as_u16(), 422);
    let words = page.words();
    assert!(words.contains("ほかの人が、先に書きました"), "{words}");
    assert!(words.contains("評価の理由：はじめの文。"), "{words}");
    assert_eq!(one.page.form().values("evaluation"), ["あとの文。"]);
    let form = one.page.form();
    let words = one.submit(form).await.words();
    assert!(words.contains("あとの文。"), "{words}");
    for path in [
        "/office/report?year=2019",
        "/office/report?year=2027",
        "/office/report/edit?year=1",
    ] {
        assert_eq!(one.fetch(path).await.status.as_u16(), 404, "{path}");
    }
    let mut other = site.browser();
    for path in [REPORT, EDIT] {
        assert_eq!(other.fetch(path).await.status.as_u16(), 401, "{path}");
    }
}
