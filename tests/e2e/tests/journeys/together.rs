//! いっしょに書く in two browsers: somebody of the office and an employer write one inventory, and the employer agrees.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use crate::employer::{CORRECTED, Hands, INN, NEXT, SEND, Visit, unfold};

/// The button that shows the code, and the one that takes it.
pub const TOGETHER: &str = "いっしょに書く";
/// The questions of the first task.
pub const TASK: &str = "/inventory/task/inn02";

/// The office begins on the phone, at the page of tasks, and reads the code aloud.
async fn begin(town: &Town, office: &Browser) -> Result<String> {
    office.goto("/director/?to=%2Foffice%2Fhelp").await?;
    sign_in(town, office, "office@example.jp").await?;
    inspect(office, "together-help").await?;
    office.choose("way", "phone", true).await?;
    office.press("書き出しを始める").await?;
    to_first_task(office).await?;
    office.press(TOGETHER).await?;
    inspect(office, "together-code").await?;
    office.text(".join-code b").await
}

/// From the first question to those of the first task.
pub async fn to_first_task(office: &Browser) -> Result<()> {
    office.choose("industry", INN.industry, true).await?;
    office.press(NEXT).await?;
    for task in INN.picks {
        let list = format!("document.querySelector('input[name^=picks][value={task}]').name");
        let list = office.evaluate(&list).await?;
        unfold(office, &format!("input[value={task}]")).await?;
        office
            .choose(list.as_str().context("its list")?, task, true)
            .await?;
    }
    office.press(NEXT).await?;
    ensure!(office.path().await? == TASK, "{}", office.path().await?);
    Ok(())
}

async fn change(browser: &Browser, field: &str, text: &str) -> Result<()> {
    unfold(browser, &format!("[name={field}]")).await?;
    browser.fill(field, text).await
}

/// Both change the same page, and the office comes second.
async fn meet(office: &Browser, employer: &Browser) -> Result<()> {
    office.press("書くのを続ける").await?;
    change(office, "minutes", "7").await?;
    change(employer, "minutes", "12").await?;
    employer.press(CORRECTED).await?;
    office.press(CORRECTED).await?;
    inspect(office, "together-second").await?;
    let said = office.text("main").await?;
    for part in ["相手が、このページを先に書きました", "先に書かれた答え：12"]
    {
        ensure!(said.contains(part), "{part} in\n{said}");
    }
    unfold(office, "[name=minutes]").await?;
    let kept = office.evaluate("document.querySelector('[name=minutes]').value");
    ensure!(kept.await? == "7", "what was typed stays");
    // The employer knows better.
    office.goto(TASK).await?;
    let theirs = office.evaluate("document.querySelector('[name=minutes]').value");
    ensure!(theirs.await? == "12", "and nothing was written over");
    Ok(())
}

/// The employer goes on alone, agrees and sends.
async fn finish(employer: &Browser) -> Result<String> {
    let visit = Visit {
        browser: employer,
        who: &INN,
        hands: Hands::Pointer,
        close: false,
    };
    employer.goto("/inventory/").await?;
    employer.press("続きから書く").await?;
    visit.describe().await?;
    visit.draft().await?;
    visit.sign().await?;
    employer.press(SEND).await?;
    let said = employer.text(".error-summary").await?;
    ensure!(said.contains("同意"), "{said}");
    employer.choose("agreed", "yes", true).await?;
    inspect(employer, "together-agree").await?;
    visit.send().await
}

#[test]
fn an_office_and_an_employer_write_one_inventory_and_the_employer_agrees() {
    let town = Town::start();
    walk_in(&town, Screen::DESK, async |town, office| {
        let code = begin(town, office).await?;
        let profile = tempfile::tempdir()?;
        let employer = Browser::open(&town.base(), Screen::PHONE, profile.path()).await?;
        employer.goto("/inventory/join").await?;
        employer.fill("code", &code.to_lowercase()).await?;
        inspect(&employer, "together-join").await?;
        employer.press(TOGETHER).await?;
        ensure!(employer.path().await? == TASK, "{}", employer.path().await?);
        meet(office, &employer).await?;
        let reference = finish(&employer).await?;
        employer.close().await?;
        let mails = town.post_about(&reference).await?;
        for to in ["director-b@example.jp", "office@example.jp", INN.mail] {
            let told = mails.iter().any(|mail| {
                mail.to == [to] && mail.words().contains("窓口）が手伝って書きました（電話）")
            });
            ensure!(told, "{to} knows who helped");
        }
        Ok(())
    });
    town.stop().expect("a clean end");
}
