//! The office out on a visit, with a phone: the visit is entered, an inventory begun and given to the employer's own devices,
//! and sent with the agreement that the office records.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, touch, walk_in};
use testkit::codes;

use crate::employer::{BEGIN, Hands, INN, Visit};
use crate::together::{TASK, TOGETHER, to_first_task};

const BOOK: &str = "/office/visits";
const ENTER: &str = "訪問を書く";
const SAVE: &str = "帳面に書く";
const GO_ON: &str = "書くのを続ける";
pub(crate) const RECORD: &str = "同意を記録する";
pub(crate) const RECORDED: &str = "記録して、送る前のページにもどる";

/// Swipes, touches and keys in half a minute of somebody who takes half a second for each.
const TOUCHES_IN_HALF_A_MINUTE: usize = 60;

/// Where the employer goes on at home.
const HOME: &str = "home@example.jp";

/// The office enters what came of a visit, with what is next and a note.
async fn visited(town: &Town, office: &Browser) -> Result<()> {
    office.goto("/director/?to=%2Foffice%2Fvisits").await?;
    sign_in(town, office, "office@example.jp").await?;
    inspect(office, "helped-book-empty").await?;
    office.press(ENTER).await?;
    inspect(office, "helped-visit").await?;
    office.press(SAVE).await?;
    inspect(office, "helped-visit-refused").await?;
    office.goto(BOOK).await?;
    let before = office.pressed();
    touch::press(office, ENTER).await?;
    touch::fill(office, "business", INN.business).await?;
    touch::choose(office, "result", "begun").await?;
    touch::fill(office, "step", "電話で聞く").await?;
    touch::day(office, "step_on", "2026-12-01").await?;
    touch::fill(office, "note", "電話は午前").await?;
    touch::press(office, SAVE).await?;
    let touches = office.pressed() - before;
    println!("a visit is entered with {touches} swipes, touches and keys");
    ensure!(touches <= TOUCHES_IN_HALF_A_MINUTE, "{touches}");
    let said = office.text("main").await?;
    for part in [INN.business, "電話で聞く", "電話は午前"] {
        ensure!(said.contains(part), "{part} in\n{said}");
    }
    inspect(office, "helped-book").await
}

/// From the visit to the questions of the first task.
async fn begun(office: &Browser) -> Result<()> {
    office
        .press(&format!("この訪問で書き出す（{}）", INN.business))
        .await?;
    inspect(office, "helped-begin").await?;
    let way = "document.querySelector('[name=way]:checked').value";
    ensure!(office.evaluate(way).await? == "visit", "it was a visit");
    office.press(BEGIN).await?;
    to_first_task(office).await
}

/// The same for somebody who rings up.
async fn rung(town: &Town, office: &Browser) -> Result<()> {
    office.goto("/director/?to=%2Foffice%2Fhelp").await?;
    sign_in(town, office, "office@example.jp").await?;
    office.press(BEGIN).await?;
    inspect(office, "helped-begin-refused").await?;
    office.choose("way", "phone", true).await?;
    office.press(BEGIN).await?;
    to_first_task(office).await
}

/// The code on the page that a phone's camera reads.
async fn read(browser: &Browser) -> Result<String> {
    let mut found = codes::of_picture(&browser.screenshot(true).await?);
    ensure!(found.len() == 1, "one code: {found:?}");
    Ok(found.remove(0))
}

/// A device of the employer's, as the office's own is.
async fn device(town: &Town, like: &Browser, profile: &tempfile::TempDir) -> Result<Browser> {
    Browser::open(&town.base(), like.screen(), profile.path()).await
}

/// The employer's phone reads the code with its camera, and writes along.
async fn joined(town: &Town, office: &Browser) -> Result<()> {
    office.press(TOGETHER).await?;
    inspect(office, "helped-code").await?;
    let code = office.text(".join-code b").await?;
    let address = read(office).await?;
    let wanted = format!("{}/inventory/join?code={code}", town.base());
    ensure!(address == wanted, "{address}, not {wanted}");
    let profile = tempfile::tempdir()?;
    let employer = device(town, office, &profile).await?;
    employer.goto(&address).await?;
    inspect(&employer, "helped-join").await?;
    employer.press(TOGETHER).await?;
    ensure!(employer.path().await? == TASK, "{}", employer.path().await?);
    inspect(&employer, "helped-joined").await?;
    employer.goto("/inventory/join").await?;
    employer.fill("code", &code).await?;
    employer.press(TOGETHER).await?;
    inspect(&employer, "helped-join-used").await?;
    employer.close().await
}

/// The employer takes the link home: as a picture on paper, and as a message.
async fn taken_home(town: &Town, office: &Browser) -> Result<()> {
    office
        .press("あとで一人で続ける方に、続きを渡す（SMS・紙）")
        .await?;
    inspect(office, "helped-take-home").await?;
    let message = office.find("#message").await?.prop("value").await?;
    let message = message.context("a message")?;
    let mut words = message.split_whitespace();
    let link = words.find(|word| word.starts_with("http"));
    let link = link.with_context(|| message.clone())?;
    let on_screen = read(office).await?;
    ensure!(on_screen == link, "{on_screen}, not {link}");
    office.media("print", "light").await?;
    office.picture("helped-take-home-printed").await?;
    let printed = read(office).await?;
    ensure!(printed == link, "{printed}, not {link}");
    let said = office.text("body").await?;
    ensure!(
        !said.contains("個人情報のあつかい"),
        "the box alone: {said}"
    );
    office.media("screen", "light").await?;
    let profile = tempfile::tempdir()?;
    let home = device(town, office, &profile).await?;
    home.goto(link).await?;
    inspect(&home, "helped-continue").await?;
    home.press("続きを書く").await?;
    ensure!(home.path().await? == TASK, "{}", home.path().await?);
    home.close().await?;
    office.press(GO_ON).await
}

/// The employer has the link mailed.
async fn mailed(town: &Town, office: &Browser) -> Result<()> {
    office.press("保存して中断").await?;
    inspect(office, "helped-saved").await?;
    office.fill("mail", HOME).await?;
    office.press("リンクを送る").await?;
    inspect(office, "helped-mailed").await?;
    let mails = town.post().await?;
    let mail = mails.iter().find(|mail| mail.to == [HOME]);
    mail.context("a mail")?.link("/inventory/continue?t=")?;
    office.press("いま続きを書く").await
}

/// The office writes the rest, and records that the employer agreed.
async fn agreed(town: &Town, office: &Browser) -> Result<()> {
    let visit = Visit {
        browser: office,
        who: &INN,
        hands: Hands::Pointer,
        close: false,
    };
    visit.describe().await?;
    visit.draft().await?;
    visit.sign().await?;
    inspect(office, "helped-agreement").await?;
    office.press(RECORD).await?;
    inspect(office, "helped-record").await?;
    office.press(RECORDED).await?;
    inspect(office, "helped-record-missing").await?;
    office.choose("agreed", "yes", true).await?;
    office.press(RECORDED).await?;
    inspect(office, "helped-recorded").await?;
    let reference = visit.send().await?;
    inspect(office, "helped-sent").await?;
    let mails = town.post_about(&reference).await?;
    let told = mails.iter().find(|mail| mail.to == [INN.mail]);
    let told = told.context("the employer's mail")?.words();
    ensure!(told.contains("その場で聞いた"), "{told}");
    Ok(())
}

#[test]
fn a_visit_is_entered_in_half_a_minute_and_becomes_an_inventory_that_the_employer_agrees_to() {
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, office| {
        visited(town, office).await?;
        begun(office).await?;
        joined(town, office).await?;
        taken_home(town, office).await?;
        mailed(town, office).await?;
        agreed(town, office).await
    });
    town.stop().expect("a clean end");
}

#[test]
fn phones_without_script_are_helped_and_join_as_well() {
    let town = Town::start();
    let screen = Screen::PHONE.without_scripts();
    walk_in(&town, screen, async |town, office| {
        rung(town, office).await?;
        joined(town, office).await?;
        taken_home(town, office).await
    });
    town.stop().expect("a clean end");
}
