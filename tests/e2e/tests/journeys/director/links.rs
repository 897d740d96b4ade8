//! Lists, old links, links of who was replaced, and forged ones.

use anyhow::ensure;
use e2e::browser::Screen;
use e2e::town::{Town, replace};
use e2e::{inspect, walk, walk_in};
use jiff::SignedDuration;

use super::{A, B, C, DECIDE, OFFICE, Post, accept, list_link, says, send};
use crate::employer::{BUILDER, INN};

#[test]
fn director_and_office_find_their_lists_by_mail() {
    walk(Screen::PHONE, async |town, browser| {
        let reference = send(browser, &INN).await?;
        browser.goto("/director/").await?;
        inspect(browser, "director-start").await?;
        for (who, name) in [(B, "list-director"), (OFFICE, "list-office-phone")] {
            browser.goto(&list_link(town, browser, who).await?).await?;
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
        browser.press("リンクを送る").await?;
        says(browser, "受け付けました").await?;
        inspect(browser, "director-start-sent").await?;
        ensure!(town.post().await?.is_empty());
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
        let list = list_link(town, browser, A).await?;
        town.pass(SignedDuration::from_hours(24 * 31));
        browser.goto(offer.link(DECIDE)?).await?;
        says(browser, "期限が過ぎた").await?;
        inspect(browser, "old-decide").await?;
        browser.press("新しいリンクを送る").await?;
        says(browser, "受け付けました").await?;
        browser.goto(&list).await?;
        inspect(browser, "old-list").await?;
        for page in ["decide", "home", "office", "answer", "consent", "partner"] {
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
        let list = list_link(town, browser, B).await?;
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
        browser.goto(&list).await?;
        says(browser, "期限が過ぎました").await?;
        browser
            .goto(&list_link(town, browser, successor).await?)
            .await?;
        let open = "document.querySelector('main .case-card a, main .cards a, main a[href*=\"/director/decide\"]').href";
        let page = browser.evaluate(open).await?;
        browser.goto(page.as_str().unwrap_or_default()).await?;
        accept(browser).await?;
        says(browser, "引き受けました").await?;
        post.to([INN.mail]).await.map(drop)
    });
    town.stop().expect("a clean end");
}
