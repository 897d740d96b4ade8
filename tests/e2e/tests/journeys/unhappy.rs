//! What goes wrong: every invalid page explains itself, keeps what was typed and loses nothing.

use anyhow::{Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::{inspect, walk};

use crate::employer::{
    BEGIN, CONFIRM_ALL, CORRECTED, DRAFT, FARM, Hands, INN, NEXT, TO_SEND, Visit, unfold,
};

/// The page was refused for these fields, says so in title and summary, and leads to each of them.
async fn refused(browser: &Browser, name: &str, fields: &[&str]) -> Result<()> {
    let status = "performance.getEntriesByType('navigation')[0].responseStatus";
    let status = browser.evaluate(status).await?;
    ensure!(status == 422, "{name}: status {status}");
    let title = browser.title().await?;
    ensure!(title.starts_with("エラー"), "{name}: {title}");
    let links = browser.count(".error-summary li a").await?;
    ensure!(
        links == fields.len(),
        "{name}: {links} errors\n{}",
        browser.text(".error-summary").await?
    );
    for field in fields {
        let link = browser
            .find(&format!(".error-summary a[href='#f-{field}']"))
            .await?;
        link.click().await?;
        let focus = "document.activeElement.id || document.querySelector(':target')?.id";
        let reached = browser.evaluate(focus).await?;
        ensure!(
            reached == format!("f-{field}"),
            "{name}: the link of {field} leads to {reached}"
        );
        let errors = browser.count(&format!("#f-{field}-error")).await?;
        ensure!(errors == 1, "{name}: {field} has {errors} messages");
    }
    inspect(browser, &format!("error-{name}")).await
}

fn visit<'a>(browser: &'a Browser, who: &'a crate::employer::Employer) -> Visit<'a> {
    Visit {
        browser,
        who,
        hands: Hands::Pointer,
        close: false,
    }
}

async fn every_page_refuses(browser: &Browser) -> Result<()> {
    browser.goto("/inventory/").await?;
    browser.press(BEGIN).await?;
    browser.press(NEXT).await?;
    refused(browser, "industry", &["industry"]).await?;
    browser.choose("industry", "inn", true).await?;
    unfold(browser, "[name=people]").await?;
    browser.fill("people", "たくさん").await?;
    browser.press(NEXT).await?;
    refused(browser, "people", &["people"]).await?;
    browser.fill("people", "３").await?;
    browser.press(NEXT).await?;
    browser.press(NEXT).await?;
    refused(browser, "pick", &["picks"]).await?;
    browser.choose("picks", "inn02", true).await?;
    browser.press(NEXT).await?;
    unfold(browser, "[name=minutes]").await?;
    browser.fill("minutes", "すこし").await?;
    browser.fill("times", "").await?;
    browser.press(CORRECTED).await?;
    refused(browser, "task", &["times", "minutes"]).await?;
    let kept = browser.find("[name=minutes]").await?.prop("value").await?;
    ensure!(kept.as_deref() == Some("すこし"), "{kept:?}");
    browser.fill("minutes", "１５").await?;
    browser.fill("times", "２").await?;
    browser.press(NEXT).await
}

async fn last_pages_refuse(browser: &Browser) -> Result<()> {
    browser.choose("chosen", "inn02", false).await?;
    browser.press(DRAFT).await?;
    refused(browser, "result", &["chosen"]).await?;
    browser.goto("/inventory/result").await?;
    visit(browser, &INN).draft().await?;
    browser.press(CONFIRM_ALL).await?;
    browser.fill("mail", "okami..inn@docomo.ne.jp").await?;
    browser.press(TO_SEND).await?;
    refused(
        browser,
        "contact",
        &["business", "person", "mail", "consent"],
    )
    .await?;
    let kept = browser.find("[name=mail]").await?.prop("value").await?;
    ensure!(
        kept.as_deref() == Some("okami..inn@docomo.ne.jp"),
        "{kept:?}"
    );
    Ok(())
}

#[test]
fn every_page_refuses_with_a_reason_on_a_phone() {
    walk(Screen::PHONE, async |_, browser| {
        every_page_refuses(browser).await?;
        last_pages_refuse(browser).await
    });
}

#[test]
fn every_page_refuses_with_a_reason_without_script() {
    walk(Screen::DESK.without_scripts(), async |_, browser| {
        every_page_refuses(browser).await?;
        last_pages_refuse(browser).await
    });
}

#[test]
fn a_page_far_ahead_leads_back_to_the_next_question() {
    walk(Screen::PHONE, async |_, browser| {
        visit(browser, &FARM).pick().await?;
        let here = browser.path().await?;
        for ahead in [
            "/inventory/check",
            "/inventory/contact",
            "/inventory/send",
            "/inventory/spec/agr01",
        ] {
            browser.goto(ahead).await?;
            ensure!(
                browser.path().await? == here,
                "{ahead} shows {}",
                browser.path().await?
            );
        }
        Ok(())
    });
}

#[test]
fn the_back_button_and_a_second_tab_lose_nothing() {
    walk(Screen::DESK, async |_, browser| {
        visit(browser, &FARM).pick().await?;
        let first_tab = browser.client().window().await?;
        let task = browser.path().await?;
        let second = browser.client().new_window(true).await?;
        browser.client().switch_to_window(second.handle).await?;
        browser.goto(&task).await?;
        unfold(browser, "[name=minutes]").await?;
        browser.fill("minutes", "21").await?;
        browser.press(CORRECTED).await?;
        browser.client().switch_to_window(first_tab).await?;
        unfold(browser, "[name=times]").await?;
        browser.fill("times", "17").await?;
        browser.press(CORRECTED).await?;
        // It is told, and has both what it typed and what the other tab wrote.
        let said = browser.text("main").await?;
        ensure!(said.contains("ほかの画面で先に書かれました"), "{said}");
        let minutes = browser.find("[name=minutes]").await?.prop("value").await?;
        ensure!(minutes.as_deref() == Some("21"), "{minutes:?}");
        browser.press(NEXT).await?;
        ensure!(browser.count(".error-summary").await? == 0);
        browser.goto(&task).await?;
        let times = browser.find("[name=times]").await?.prop("value").await?;
        ensure!(times.as_deref() == Some("17"), "{times:?}");
        Ok(())
    });
}
