//! Sending once, whatever the network and the person do, and links that only show.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::town::Town;
use e2e::{inspect, walk, walk_in};
use jiff::SignedDuration;

use crate::employer::{BUILDER, FARM, Hands, INN, Visit, unfold};

fn visit<'a>(browser: &'a Browser, who: &'a crate::employer::Employer) -> Visit<'a> {
    Visit {
        browser,
        who,
        hands: Hands::Pointer,
        close: false,
    }
}

#[test]
fn twenty_sends_at_once_give_one_reference_and_one_mail_each() {
    walk(Screen::DESK, async |town, browser| {
        visit(browser, &BUILDER).fill_in().await?;
        let visitor = Visitor::at(&town.base(), browser).await?;
        let sends = (0..20).map(|_| {
            let visitor = visitor.clone();
            tokio::spawn(async move { visitor.post("/inventory/send", &[]).await })
        });
        let mut receipts = Vec::new();
        for send in sends.collect::<Vec<_>>() {
            let answer = send.await??;
            ensure!(
                answer.status == 303 && answer.location.starts_with("/inventory/sent"),
                "{answer:?}"
            );
            browser.goto("/inventory/sent").await?;
            receipts.push(browser.text(".reference b").await?);
        }
        receipts.dedup();
        let [reference] = receipts.as_slice() else {
            anyhow::bail!("several references: {receipts:?}");
        };
        let mut to: Vec<_> = town
            .post_about(reference)
            .await?
            .into_iter()
            .map(|m| m.to)
            .collect();
        let sent = to.len();
        to.sort();
        to.dedup();
        ensure!(sent == to.len() && sent == 4, "{sent} mails to {to:?}");
        Ok(())
    });
}

#[test]
fn a_link_continues_on_another_device_however_often_it_is_opened() {
    walk(Screen::PHONE, async |town, browser| {
        visit(browser, &INN).pick().await?;
        unfold(browser, "[name=minutes]").await?;
        browser.fill("minutes", "７と半分").await?;
        browser.press("保存して中断").await?;
        inspect(browser, "saved").await?;
        browser.fill("mail", "okami-two@example.jp").await?;
        browser.press("リンクを送る").await?;
        inspect(browser, "saved-mailed").await?;
        let mails = town.post().await?;
        let mail = mails
            .iter()
            .find(|m| m.to == ["okami-two@example.jp"])
            .context("the link")?;
        let link = mail
            .text
            .split_whitespace()
            .find(|w| w.contains("/inventory/continue?t="));
        let link = link.with_context(|| mail.text.clone())?;
        let scanner = Visitor::stranger(&town.base())?;
        for _ in 0..5 {
            ensure!(scanner.head(link).await?.status == 200);
            ensure!(scanner.get(link).await?.status == 200);
        }
        browser.client().delete_all_cookies().await?;
        browser.goto(link).await?;
        inspect(browser, "continue").await?;
        browser.press("続きを書く").await?;
        ensure!(
            browser.path().await?.starts_with("/inventory/task/inn02"),
            "{}",
            browser.path().await?
        );
        let kept = browser.find("[name=minutes]").await?.prop("value").await?;
        ensure!(kept.as_deref() == Some("７と半分"), "{kept:?}");
        Ok(())
    });
}

#[test]
fn a_draft_expires_after_thirty_days() {
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        visit(browser, &FARM).pick().await?;
        let step = browser.path().await?;
        town.pass(SignedDuration::from_hours(29 * 24 + 23));
        browser.goto(&step).await?;
        ensure!(browser.path().await? == step, "{}", browser.path().await?);
        town.pass(SignedDuration::from_hours(2));
        browser.goto(&step).await?;
        ensure!(
            !browser.text("main").await?.contains("作業日誌"),
            "{}",
            browser.text("main").await?
        );
        inspect(browser, "expired").await?;
        Ok(())
    });
    town.stop().expect("a clean end");
}

#[test]
fn a_forged_or_unknown_link_is_explained() -> Result<()> {
    walk(Screen::PHONE, async |town, browser| {
        let stranger = Visitor::stranger(&town.base())?;
        for (name, path) in [
            ("status-forged", "/inventory/status?t=forged"),
            ("status-bare", "/inventory/status"),
            ("continue-forged", "/inventory/continue?t=forged"),
            ("wrong-method", "/inventory/save"),
            ("unknown-page", "/inventory/none"),
        ] {
            let status = stranger.get(path).await?.status;
            ensure!((400..500).contains(&status), "{path}: {status}");
            browser.goto(path).await?;
            inspect(browser, name).await?;
        }
        Ok(())
    });
    Ok(())
}
