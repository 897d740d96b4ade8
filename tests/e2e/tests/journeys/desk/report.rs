//! July's report: looked at, written on, published, and the same for good whatever is written later; the register beside it.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::inspect;
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::walk_in;

const YEAR: &str = "/office/report?year=2026";
const PUBLIC: &str = "/results/report-2026/";

/// A visit was made, so that there is something to count and two that look alike.
async fn visited(browser: &Browser, business: &str) -> Result<()> {
    browser.goto("/office/visits/entry").await?;
    browser.fill("business", business).await?;
    browser.choose("result", "again", true).await?;
    browser.press("帳面に書く").await
}

async fn written(browser: &Browser, evaluation: &str) -> Result<()> {
    browser.goto("/office/report/edit?year=2026").await?;
    inspect(browser, "report-edit").await?;
    browser.fill("target_visits", "10").await?;
    browser.fill("evaluation", evaluation).await?;
    browser.press("保存する").await
}

#[test]
fn the_office_writes_the_report_and_publishes_it_for_good() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        browser.goto("/director/?to=%2Foffice%2Freport").await?;
        sign_in(town, browser, "office@example.jp").await?;
        for business in ["見本旅館", "見本農園", "見本商店"] {
            visited(browser, business).await?;
        }
        browser.goto("/office/businesses").await?;
        inspect(browser, "businesses").await?;
        browser.press("見本旅館").await?;
        inspect(browser, "business").await?;
        written(browser, "はじめの評価（見本）。").await?;
        inspect(browser, "report").await?;
        browser.press("公表する中身を見る").await?;
        inspect(browser, "report-publish").await?;
        browser.press("この中身で公表する").await?;
        super::seen(town, browser).await?;
        let stranger = Visitor::stranger(&town.base())?;
        let page = stranger.get(PUBLIC).await?;
        let said = page.text();
        ensure!(said.contains("目標の30%です"), "{said}");
        ensure!(said.contains("はじめの評価（見本）。"), "{said}");
        let list = stranger.get("/results/").await?;
        ensure!(
            list.text().contains("2026年度の検証シート"),
            "the list leads there"
        );
        for rule in ["入金があった金額", "担当者と副担当の人数"] {
            ensure!(list.text().contains(rule), "{rule} stands beside");
            ensure!(said.contains(rule), "{rule} stands beside: {said}");
        }
        ensure!(said.contains("年度ごとに1回ずつ入ります"), "{said}");
        browser.goto(PUBLIC).await?;
        inspect(browser, "report-public").await?;
        // What is written later changes nothing that was published.
        written(browser, "あとの評価（見本）。").await?;
        town.take_up().await?;
        let page = stranger.get(PUBLIC).await?;
        ensure!(!page.text().contains("あとの評価"), "it stays");
        browser.goto(YEAR).await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("あとの評価"), "{said}");
        Ok(())
    });
}

#[test]
fn the_report_is_as_good_on_a_wide_screen_with_large_letters_and_in_the_dark() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::DESK, async |town, browser| {
        browser.goto("/director/?to=%2Foffice%2Freport").await?;
        sign_in(town, browser, "office@example.jp").await?;
        visited(browser, "見本旅館").await?;
        browser.letters(150).await?;
        browser.goto(YEAR).await?;
        inspect(browser, "report-wide").await?;
        browser.media("screen", "dark").await?;
        inspect(browser, "report-dark").await
    });
}
