//! Lists, signing in, old links, links of who was replaced, and forged ones.

use anyhow::ensure;
use e2e::browser::Screen;
use e2e::sign_in::sign_in;
use e2e::town::{Town, replace};
use e2e::{inspect, walk, walk_in};
use jiff::SignedDuration;

use super::{A, B, C, DECIDE, OFFICE, Post, accept, open_list, says, send};
use crate::employer::{BUILDER, INN};

#[test]
fn director_and_office_find_their_lists_by_mail() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        browser.goto("/director/").await?;
        inspect(browser, "director-start").await?;
        for (who, name) in [(B, "list-director"), (OFFICE, "list-office-phone")] {
            open_list(town, browser, who).await?;
            inspect(browser, name).await?;
            browser.fill("q", &reference.to_lowercase()).await?;
            browser.press("探す").await?;
            says(browser, &reference).await?;
            inspect(browser, &format!("{name}-search")).await?;
        }
        Ok(())
    });
}

#[test]
fn whoever_asks_for_a_list_with_an_unknown_address_gets_the_same_page_and_no_mail() {
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        browser.goto("/director/").await?;
        browser.fill("mail", "somebody@example.jp").await?;
        browser.press("番号を送る").await?;
        says(browser, "メールの番号を入れてください").await?;
        inspect(browser, "director-code").await?;
        ensure!(town.post().await?.is_empty());
        browser.fill("code", "AAAA-AAAA").await?;
        browser.press("サインインする").await?;
        says(browser, "番号がちがいます").await?;
        inspect(browser, "director-code-wrong").await?;
        Ok(())
    });
    town.stop().expect("a clean end");
}

#[test]
fn old_and_forged_links_are_explained() {
    let town = Town::start();
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &BUILDER).await?;
        let mut post = Post::about(town, &reference);
        let [offer, ..] = post.to([A, C, OFFICE, BUILDER.mail]).await?;
        open_list(town, browser, A).await?;
        browser.goto("/director/devices").await?;
        inspect(browser, "devices").await?;
        town.pass(SignedDuration::from_hours(24 * 31));
        browser.goto(offer.link(DECIDE)?).await?;
        says(browser, "期限が過ぎた").await?;
        inspect(browser, "old-decide").await?;
        browser.goto("/director/home").await?;
        says(browser, "サインインが終わっています").await?;
        inspect(browser, "old-list").await?;
        browser.goto(offer.link(DECIDE)?).await?;
        browser.press("サインインする").await?;
        sign_in(town, browser, A).await?;
        says(browser, "引き受ける").await?;
        for page in ["decide", "answer", "consent", "partner"] {
            browser.goto(&format!("/director/{page}?t=forged")).await?;
            says(browser, "見つかりません").await?;
        }
        inspect(browser, "forged").await
    });
    town.stop().expect("a clean end");
}

#[test]
fn a_director_who_was_replaced_can_do_nothing_with_old_mails() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        let mut post = Post::about(town, &reference);
        let [offer, ..] = post.to([B, OFFICE, INN.mail]).await?;
        open_list(town, browser, B).await?;
        let successor = "successor@example.jp";
        town.edit(|content| replace(&content.join("programme.toml"), B, successor))?;
        browser.goto(offer.link(DECIDE)?).await?;
        inspect(browser, "replaced").await?;
        says(browser, "いまの担当のアドレスではありません").await?;
        ensure!(browser.count("main form").await? == 0);
        let words = browser.text("main").await?;
        ensure!(
            !words.contains(INN.mail) && !words.contains("髙﨑"),
            "{words}"
        );
        browser.goto("/director/home").await?;
        says(browser, "もう開けません").await?;
        inspect(browser, "replaced-list").await?;
        open_list(town, browser, successor).await?;
        let open = "document.querySelector('main .case-card a, main .cards a, main a[href*=\"/director/decide\"]').href";
        let page = browser.evaluate(open).await?;
        browser.goto(page.as_str().unwrap_or_default()).await?;
        accept(browser).await?;
        says(browser, "引き受けました").await?;
        post.to([INN.mail]).await.map(drop)
    });
    town.stop().expect("a clean end");
}
