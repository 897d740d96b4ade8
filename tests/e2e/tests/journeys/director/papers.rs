//! From an accepted sheet to the paper in a worker's mailbox, and back to what the worker delivered.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::mail::{Mail, pdf_text};
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::{B, DECIDE, OFFICE, Post, accept, says, send, unfold};
use crate::employer::INN;

pub(super) const WORKER: &str = "worker-a@example.jp";
pub(super) const WORK: &str = "/work/order?t=";

/// A sheet that was sent is taken on, and its order prepared; gives the mail that offered it.
pub(super) async fn taken_on(browser: &Browser, post: &mut Post<'_>) -> Result<Mail> {
    let [offer, _, _] = post.to([B, OFFICE, INN.mail]).await?;
    browser.goto(offer.link(DECIDE)?).await?;
    accept(browser).await?;
    post.to([INN.mail]).await?;
    prepare(browser).await?;
    Ok(offer)
}

/// Fills in what only a director knows.
async fn prepare(browser: &Browser) -> Result<()> {
    browser.press("発注の準備と、発注した紙").await?;
    inspect(browser, "order-1-proposed").await?;
    browser.fill("place", "共有フォルダ（見本）").await?;
    browser.fill("worker1_name", "見本 はなこ").await?;
    browser.fill("worker1_mail", WORKER).await?;
    unfold(browser, "そのほかの約束").await?;
    for name in ["other_expenses", "other_ip", "other_confidentiality"] {
        browser.fill(name, "見本の約束です。").await?;
    }
    browser.fill("payment", "翌月末まで").await?;
    browser.press("保存して、紙の見本を見る").await?;
    says(browser, "支払いの日が決まりません").await?;
    inspect(browser, "order-2-refused").await?;
    browser.fill("payment", "").await?;
    browser.press("保存して、紙の見本を見る").await?;
    says(browser, "まだ発注できません").await?;
    inspect(browser, "order-3-missing").await?;
    browser.fill("payment", "2027年1月29日（金）").await?;
    browser.press("保存して、紙の見本を見る").await
}

/// Decides on every caution that is left.
pub(super) async fn settle(browser: &Browser) -> Result<()> {
    while browser.count("#cautions form").await? > 0 {
        let place = browser.evaluate("document.querySelector('#cautions [name=place]').value");
        let place = place.await?;
        let place = place.as_str().unwrap_or_default();
        browser.choose(&format!("how{place}"), "kept", true).await?;
        browser
            .fill(&format!("reason{place}"), "見本の理由です。")
            .await?;
        browser.press("これで記録する").await?;
    }
    Ok(())
}

/// A field of days takes no keys that every language has alike.
pub(super) async fn choose_day(browser: &Browser, name: &str, day: &str) -> Result<()> {
    let chosen = format!("document.querySelector('[name={name}]').value = '{day}'");
    browser.evaluate(&chosen).await.map(drop)
}

/// Shares what is prepared between two workers, of whom one has no mail, and issues it; gives the mail of the other.
pub(super) async fn share(browser: &Browser, post: &mut Post<'_>) -> Result<Mail> {
    browser.fill("count", "100").await?;
    browser.fill("worker1_count", "60").await?;
    browser.press("保存して、紙の見本を見る").await?;
    browser.fill("worker2_name", "見本 たろう").await?;
    browser.fill("worker2_count", "40").await?;
    browser.press("保存して、紙の見本を見る").await?;
    settle(browser).await?;
    issue(browser).await?;
    let [order, _] = post.to([WORKER, B]).await?;
    Ok(order)
}

/// Issues what is ready.
pub(super) async fn issue(browser: &Browser) -> Result<()> {
    browser.choose("confirm_issue", "yes", true).await?;
    browser.press("発注する").await?;
    says(browser, "発注しました").await
}

#[test]
fn a_director_issues_a_paper_and_its_worker_delivers_by_the_link_in_the_mail() {
    // What all visitors may send in an hour is not for this one to use up.
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        let offer = taken_on(browser, &mut post).await?;
        settle(browser).await?;
        says(browser, "全部書いてあります").await?;
        inspect(browser, "order-4-ready").await?;
        post.to([]).await?;
        issue(browser).await?;
        inspect(browser, "order-5-issued").await?;
        let [order] = post.to([WORKER]).await?;
        let papers: Vec<_> = order
            .files
            .iter()
            .filter(|f| f.name.ends_with(".pdf"))
            .collect();
        ensure!(papers.len() == 1, "{:?}", order.files);
        let printed = pdf_text(&papers[0].bytes()?)?;
        for said in [
            &format!("{reference}-1-a"),
            "取引条件明示書",
            "2027年1月29日（金）",
            "見本 はなこ",
        ] {
            ensure!(printed.contains(said), "{said}: {printed}");
        }
        browser.client().delete_all_cookies().await?;
        browser.goto(order.link(WORK)?).await?;
        inspect(browser, "order-6-worker").await?;
        browser.choose("confirm_received", "yes", true).await?;
        browser.press("受け取りましたと伝える").await?;
        says(browser, "受け取りました。ありがとうございます").await?;
        browser.press("納品したと伝える").await?;
        inspect(browser, "order-7-nothing-delivered").await?;
        browser.fill("quantity", "３").await?;
        browser.fill("url", "https://example.jp/folder/1").await?;
        browser.press("納品したと伝える").await?;
        says(browser, "納品を記録しました").await?;
        inspect(browser, "order-8-delivered").await?;
        let [delivered] = post.to([B]).await?;
        ensure!(
            delivered.text.contains("https://example.jp/folder/1"),
            "{}",
            delivered.text
        );
        keep_books(browser, offer.link(DECIDE)?).await
    });
    town.stop().expect("a clean end");
}

/// The form of that kind, by the link that leads to it.
async fn open_form(browser: &Browser, kind: &str) -> Result<()> {
    let link = format!("document.querySelector('main a[href*=\"form={kind}\"]').click()");
    browser
        .leave(async || {
            browser.evaluate(&link).await?;
            Ok(())
        })
        .await
}

/// The month of the delivery, from its inspection to its payment.
async fn keep_books(browser: &Browser, case: &str) -> Result<()> {
    browser.goto(case).await?;
    browser
        .press("月ごとの記録（確認・請求・入金・支払い）")
        .await?;
    inspect(browser, "months-1-delivered").await?;
    open_form(browser, "inspect").await?;
    inspect(browser, "months-2-form").await?;
    browser.fill("passed", "2").await?;
    browser.fill("redo", "1").await?;
    browser.press("記録する").await?;
    inspect(browser, "months-3-refused").await?;
    browser.fill("reason", "①1枚の向きがちがいます。").await?;
    browser.choose("confirm_books", "yes", true).await?;
    browser.press("記録する").await?;
    says(browser, "記録しました").await?;
    inspect(browser, "months-4-inspected").await?;
    open_form(browser, "pay").await?;
    browser.choose("confirm_books", "yes", true).await?;
    browser.press("記録する").await?;
    says(browser, "記録しました").await?;
    inspect(browser, "months-5-paid").await
}

#[test]
fn a_quote_is_agreed_to_and_a_notice_is_answered_on_a_phone() {
    // What all visitors may send in an hour is not for this one to use up.
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        taken_on(browser, &mut post).await?;
        browser.press("見積書のページを開く").await?;
        inspect(browser, "quote-1-form").await?;
        browser.press("保存して、見本を見る").await?;
        inspect(browser, "quote-2-preview").await?;
        browser.choose("confirm_quote", "yes", true).await?;
        browser.press("見積書を出す").await?;
        says(browser, "見積書を出しました").await?;
        inspect(browser, "quote-3-sent").await?;
        browser.press("発注の準備にもどる").await?;
        browser.press("募集のページを開く").await?;
        inspect(browser, "notice-1-form").await?;
        browser.choose("confirm_recruit", "yes", true).await?;
        browser.press("この内容で募集する").await?;
        says(browser, "募集を始めました").await?;
        inspect(browser, "notice-2-opened").await?;
        browser.press("募集のページを見る").await?;
        inspect(browser, "notice-3-public").await?;
        browser.press("やってみたいと伝える").await?;
        inspect(browser, "notice-4-errors").await?;
        browser.fill("person", "見本 やる子").await?;
        browser.fill("mail", WORKER).await?;
        browser
            .fill("wish", "表計算は仕事で使っていました。")
            .await?;
        browser.choose("consent", "yes", true).await?;
        browser.press("やってみたいと伝える").await?;
        says(browser, "受け取りました").await?;
        inspect(browser, "notice-5-thanks").await?;
        browser.client().delete_all_cookies().await?;
        let [quote, _] = post.to([INN.mail, B]).await?;
        browser.goto(quote.link("/director/quote?t=")?).await?;
        inspect(browser, "quote-4-employer").await?;
        browser.choose("confirm_agree", "yes", true).await?;
        browser.press("この見積で注文する").await?;
        says(browser, "承諾を受け取りました").await?;
        inspect(browser, "quote-5-agreed").await?;
        let [contract, _] = post.to([INN.mail, B]).await?;
        let papers = contract.files.iter();
        let papers = papers.filter(|f| f.name.ends_with(".pdf")).count();
        ensure!(papers == 2, "{:?}", contract.files);
        Ok(())
    });
    town.stop().expect("a clean end");
}
