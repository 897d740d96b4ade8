//! Mails to directors that come back: somebody else gets the work, and can answer at once.

use anyhow::ensure;
use e2e::browser::Screen;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::{A, B, C, DECIDE, DEPUTY_C, OFFICE, Post, accept, decline, says, send};
use crate::employer::INN;

#[test]
fn a_deputy_who_gets_the_sheet_instead_can_accept_it() {
    let town = Town::refusing(&[B]);
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        let deputy = "deputy-b@example.jp";
        let [sheet, ..] = post.to([deputy, OFFICE, OFFICE, INN.mail]).await?;
        browser.goto(sheet.link(DECIDE)?).await?;
        inspect(browser, "lost-1-deputy").await?;
        accept(browser).await?;
        says(browser, "引き受けました").await?;
        let [told] = post.to([INN.mail]).await?;
        ensure!(
            told.text
                .contains("発信・制作の副担当（見本）が引き受けました"),
            "{}",
            told.text
        );
        Ok(())
    });
    town.stop().expect("a clean end");
}

#[test]
fn work_that_is_passed_on_to_somebody_out_of_reach_is_not_lost() {
    let town = Town::refusing(&[C, A, "deputy-a@example.jp"]);
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        let [offer, ..] = post.to([B, OFFICE, INN.mail]).await?;
        decline(browser, offer.link(DECIDE)?, "12月は手がいっぱいです。").await?;
        // Of the other two, one has a deputy who can be reached, and of the other nobody can be.
        let to = [DEPUTY_C, INN.mail, OFFICE, OFFICE, OFFICE];
        let [instead, _, notices @ ..] = post.to(to).await?;
        ensure!(
            instead.words().contains("かわりにあなたに送ります"),
            "{}",
            instead.text
        );
        ensure!(
            instead.words().contains("12月は手がいっぱいです。"),
            "{}",
            instead.text
        );
        for notice in &notices {
            ensure!(
                notice.subject.contains("届きませんでした"),
                "{}",
                notice.subject
            );
        }
        let last = notices
            .iter()
            .find(|notice| notice.words().contains("担当者にも副担当にも"));
        let last = last.expect("nobody of group a was reached");
        browser.goto(last.link(DECIDE)?).await?;
        says(browser, "担当を変える").await?;
        inspect(browser, "lost-2-office").await?;
        browser.goto(instead.link(DECIDE)?).await?;
        inspect(browser, "lost-3-instead").await?;
        accept(browser).await?;
        let [told] = post.to([INN.mail]).await?;
        ensure!(
            told.text
                .contains("受付・連携の副担当（見本）が引き受けました"),
            "{}",
            told.text
        );
        Ok(())
    });
    town.stop().expect("a clean end");
}
