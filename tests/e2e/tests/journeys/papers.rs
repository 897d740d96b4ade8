//! Papers of the office: the list of them, numbers for worksheets, and the way from a number to the questions.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, keyboard, walk_in};

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

/// Keys that somebody presses in three minutes who takes half a second for each, reading the paper beside it.
const KEYS_IN_THREE_MINUTES: usize = 360;

/// What five tasks of a worksheet say, box by box in its order: two from the list, one of them with an unreadable
/// number, and three in the employer's own words.
const FIVE_TASKS: [[&str; 10]; 5] = [
    ["2", "2", "8", "4", "10", "2", "1", "1", "1", "2"],
    ["4", "1", "1", "？", "30", "1", "2", "2", "1", "1"],
    [
        "送迎の予定表",
        "1",
        "2",
        "20",
        "15",
        "2",
        "2",
        "1",
        "2",
        "1",
    ],
    [
        "料理の写真の整理",
        "2",
        "1",
        "50",
        "60",
        "3",
        "1",
        "1",
        "1",
        "3",
    ],
    [
        "常連の方への年賀状",
        "3",
        "1",
        "120",
        "2",
        "2",
        "1",
        "2",
        "1",
        "3",
    ],
];

/// Prints a number, opens it, and copies five tasks without touching the mouse.
async fn copied_by_keyboard(town: &Town, browser: &Browser) -> Result<()> {
    browser.goto("/director/?to=%2Foffice%2Fhandouts").await?;
    sign_in(town, browser, "office@example.jp").await?;
    browser.choose("industry", "inn", true).await?;
    browser.press("番号を付けて印刷する").await?;
    let number = browser.text("main li b").await?;
    browser.goto(LIST).await?;
    let before = browser.pressed();
    keyboard::fill(browser, "number", &number).await?;
    keyboard::press(browser, "番号で開く").await?;
    for (task, boxes) in (1..).zip(FIVE_TASKS) {
        for (number, written) in (1..).zip(boxes) {
            keyboard::fill(browser, &format!("box{task}_{number}"), written).await?;
        }
    }
    keyboard::press(browser, "写した").await?;
    let keys = browser.pressed() - before;
    let path = browser.path().await?;
    ensure!(path == "/inventory/task/inn04", "what is unclear: {path}");
    println!("five tasks are copied with {keys} keys");
    ensure!(keys <= KEYS_IN_THREE_MINUTES, "{keys} keys");
    Ok(())
}

#[test]
fn a_sheet_of_five_tasks_is_copied_within_the_keys_of_three_minutes() {
    let town = Town::start();
    walk_in(&town, Screen::DESK, copied_by_keyboard);
    town.stop().expect("a clean end");
}

#[test]
fn a_number_on_paper_leads_to_the_questions_of_its_industry() {
    let town = Town::start();
    for screen in [Screen::PHONE, Screen::DESK.without_scripts()] {
        walk_in(&town, screen, copied);
    }
    town.stop().expect("a clean end");
}
