//! Papers of the office: the list of them, numbers for worksheets, and the way from a number to the questions.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, walk_in};

const LIST: &str = "/office/handouts";

/// Prints a worksheet, types its number in as somebody would, and goes on with the questions.
async fn copied(town: &Town, browser: &Browser) -> Result<()> {
    browser.goto("/director/?to=%2Foffice%2Fhandouts").await?;
    sign_in(town, browser, "office@example.jp").await?;
    inspect(browser, "papers").await?;
    browser.press("番号を付けて印刷する").await?;
    inspect(browser, "papers-refused").await?;
    browser.choose("industry", "inn", true).await?;
    browser.press("番号を付けて印刷する").await?;
    inspect(browser, "papers-numbers").await?;
    let number = browser.text("main li b").await?;
    browser.goto(LIST).await?;
    browser.fill("number", "MMMM-MMMM").await?;
    browser.press("番号で開く").await?;
    inspect(browser, "papers-unknown").await?;
    browser.fill("number", &number.to_lowercase()).await?;
    browser.press("番号で開く").await?;
    let path = browser.path().await?;
    ensure!(path == "/inventory/copy", "{path}");
    inspect(browser, "papers-copy").await?;
    for (name, written) in [("box1_1", "2"), ("box1_2", "9"), ("box2_1", "送迎の予定表")] {
        browser.fill(name, written).await?;
    }
    browser.press("写した").await?;
    inspect(browser, "papers-copy-refused").await?;
    browser.fill("box1_2", "？").await?;
    browser.press("写した").await?;
    let path = browser.path().await?;
    ensure!(path == "/inventory/task/inn02", "{path}");
    inspect(browser, "papers-copied").await
}

#[test]
fn a_number_on_paper_leads_to_the_questions_of_its_industry() {
    let town = Town::start();
    for screen in [Screen::PHONE, Screen::DESK.without_scripts()] {
        walk_in(&town, screen, copied);
    }
    town.stop().expect("a clean end");
}
