//! What nobody takes at once: declined from one to the next, or waiting until somebody else has it too.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::browser::Screen;
use e2e::town::{Town, replace};
use e2e::{inspect, walk_in};
use jiff::SignedDuration;

use super::{
    A, B, C, DECIDE, DEPUTY_A, DEPUTY_C, OFFICE, Post, STATUS, accept, decline, says, send, unfold,
};
use crate::employer::{BUILDER, INN};

/// Group `c` knows the work of the inn too.
fn two_who_know_it(content: &Path) {
    let (one, two) = ("[\"contact\", ", "[\"contact\", \"social_review\", ");
    replace(&content.join("programme.toml"), one, two);
}

#[test]
fn what_directors_decline_goes_to_the_next_to_all_and_to_the_office() {
    let town = Town::with_own_content(two_who_know_it);
    walk_in(&town, Screen::DESK, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        // One of the three sheets goes to the other group at once, which has less to do.
        let [first, _, _, receipt] = post.to([B, C, OFFICE, INN.mail]).await?;
        decline(browser, first.link(DECIDE)?, "12月は手がいっぱいです。").await?;
        inspect(browser, "decline-1-done").await?;
        let [next, told] = post.to([C, INN.mail]).await?;
        ensure!(
            next.subject.contains("まわってきました"),
            "{}",
            next.subject
        );
        ensure!(
            next.words().contains("12月は手がいっぱいです。"),
            "{}",
            next.text
        );
        ensure!(!told.words().contains("手がいっぱい"), "{}", told.text);
        browser.goto(next.link(DECIDE)?).await?;
        inspect(browser, "decline-2-next").await?;
        decline(browser, next.link(DECIDE)?, "人がいません。").await?;
        let [all, _] = post.to([A, INN.mail]).await?;
        ensure!(all.words().contains("全員にまわしています"), "{}", all.text);
        decline(browser, all.link(DECIDE)?, "経験がありません。").await?;
        let [office, told] = post.to([OFFICE, INN.mail]).await?;
        browser.goto(told.link(STATUS)?).await?;
        says(browser, "事務局（見本）が見ています").await?;
        browser.goto(office.link(DECIDE)?).await?;
        for reason in [
            "12月は手がいっぱいです。",
            "人がいません。",
            "経験がありません。",
        ] {
            says(browser, reason).await?;
        }
        inspect(browser, "decline-3-office").await?;
        unfold(browser, "担当を変える").await?;
        browser
            .evaluate("document.querySelector('select[name=to]').value = 'deputy-c'")
            .await?;
        browser.press("この人に変える").await?;
        says(browser, "担当を変えました").await?;
        let [deputy, _] = post.to([DEPUTY_C, INN.mail]).await?;
        browser.goto(deputy.link(DECIDE)?).await?;
        accept(browser).await?;
        post.to([INN.mail]).await?;
        browser.goto(first.link(DECIDE)?).await?;
        says(browser, "受付・連携の副担当（見本）").await?;
        ensure!(
            browser.count("main form").await? == 0,
            "it is not theirs any more"
        );
        browser.goto(receipt.link(STATUS)?).await?;
        says(browser, "受付・連携の副担当（見本）が進めています").await
    });
    town.stop().expect("a clean end");
}

/// A day later, with three rounds of the clock; nobody gets anything twice.
async fn next_day<const N: usize>(
    post: &mut Post<'_>,
    people: [&str; N],
) -> Result<[e2e::mail::Mail; N]> {
    post.town.pass(SignedDuration::from_hours(24));
    let mails = post.to(people).await?;
    for _ in 0..2 {
        post.to([]).await?;
    }
    Ok(mails)
}

/// Two pages are open at once: the first answer counts, and the other is told who gave it.
async fn race(town: &Town, browser: &e2e::browser::Browser, late: &str, first: &str) -> Result<()> {
    browser.goto(late).await?;
    let race = e2e::http::Visitor::stranger(&town.base())?;
    let token = first.split_once("?t=").context("a token")?.1;
    let answer = race
        .post(
            "/director/accept",
            &[("t", token), ("confirm_accept", "yes")],
        )
        .await?;
    ensure!(answer.status == 303, "{}", answer.status);
    accept(browser).await?;
    says(browser, "事務・経理の副担当（見本）が").await?;
    says(browser, "先に決まったので、あなたの返事は記録していません").await?;
    inspect(browser, "escalation-2-late").await
}

#[test]
fn over_a_long_weekend_nobody_is_late_and_the_office_comes_in_on_the_third_business_day() {
    let town = Town::start();
    walk_in(&town, Screen::DESK, async |town, browser| {
        // From Tuesday, 24 November, to Friday, 8 January; Monday, the 11th, is a holiday.
        town.pass(SignedDuration::from_hours(45 * 24));
        let reference = send(browser, &BUILDER).await?;
        let mut post = Post::about(town, &reference);
        let [first, _, _, receipt] = post.to([A, C, OFFICE, BUILDER.mail]).await?;
        for _quiet in ["Saturday", "Sunday", "the holiday"] {
            next_day(&mut post, []).await?;
        }
        let [_, _, told] = next_day(&mut post, [A, C, BUILDER.mail]).await?;
        ensure!(
            told.words().contains("もう一度知らせました"),
            "{}",
            told.text
        );
        let [deputy, _, told] = next_day(&mut post, [DEPUTY_A, DEPUTY_C, BUILDER.mail]).await?;
        ensure!(
            told.words().contains("副担当（見本）にも知らせました")
                && !told.words().contains("おくれて"),
            "no apology before the promised day: {}",
            told.text
        );
        let [office, told] = next_day(&mut post, [OFFICE, BUILDER.mail]).await?;
        ensure!(
            told.words().contains("事務局（見本）にもまわしました"),
            "{}",
            told.text
        );
        // Silence until a week is over.
        for _later in 0..6 {
            next_day(&mut post, []).await?;
        }
        browser.goto(receipt.link(STATUS)?).await?;
        says(browser, "事務局（見本）が見ています").await?;
        inspect(browser, "escalation-0-status").await?;
        browser.goto(office.link(DECIDE)?).await?;
        inspect(browser, "escalation-1-office").await?;
        let words = browser.text("main .timeline").await?;
        for step in [
            "もう一度知らせました",
            "副担当（見本）にもまわりました",
            "事務局（見本）にもまわりました",
        ] {
            ensure!(words.matches(step).count() == 1, "{step}: {words}");
        }
        race(town, browser, first.link(DECIDE)?, deputy.link(DECIDE)?).await?;
        let [told] = post.to([BUILDER.mail]).await?;
        ensure!(
            told.text
                .contains("事務・経理の副担当（見本）が引き受けました"),
            "{}",
            told.text
        );
        Ok(())
    });
    town.stop().expect("a clean end");
}
