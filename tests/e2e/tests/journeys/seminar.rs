//! The whole life of one seminar, from its page to the day on which nobody's data is left.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::inspect;
use e2e::mail::Mail;
use e2e::town::Town;
use e2e::walk_in;
use jiff::{SignedDuration, Timestamp};

const SLUG: &str = "2027-01-20-hajimete";

/// What the office changes in the seminar's file: two places, and a line for three.
fn small(content: &Path) {
    replace(
        content,
        &[
            ("capacity = 20", "capacity = 2"),
            ("waitlist = 10", "waitlist = 3"),
        ],
    );
}

/// A day later than it was announced.
fn moved(content: &Path) {
    replace(
        content,
        &[
            ("start = 2027-01-20T", "start = 2027-01-21T"),
            ("end = 2027-01-20T", "end = 2027-01-21T"),
            ("updated = 2026-11-22", "updated = 2027-01-19"),
            (
                "bring = ",
                "moved = \"雪のため、1日おそくしました。\"\nbring = ",
            ),
        ],
    );
}

fn replace(content: &Path, changes: &[(&str, &str)]) {
    let file = content.join(format!("seminars/{SLUG}.md"));
    let mut page = std::fs::read_to_string(&file).expect("the seminar's page");
    for (from, to) in changes {
        assert!(page.contains(from), "{from}");
        page = page.replacen(from, to, 1);
    }
    std::fs::write(file, page).expect("a file to write");
}

fn at(japan: &str) -> Timestamp {
    format!("{japan}+09:00").parse().expect("a time")
}

/// The seminar's town, one browser, and the mails seen so far.
struct Life<'a> {
    town: &'a Town,
    browser: &'a Browser,
    seen: Vec<String>,
}

impl Life<'_> {
    /// Somebody registers and reads the same page as everybody.
    async fn register(&self, name: &str, attend: &str) -> Result<()> {
        let browser = self.browser;
        browser.goto(&format!("/registration/{SLUG}")).await?;
        browser.fill("person", &format!("見本 {name}")).await?;
        browser.fill("business", "見本旅館").await?;
        browser.fill("mail", &format!("{name}@example.jp")).await?;
        browser.choose("seats", "1", true).await?;
        browser.choose("attend", attend, true).await?;
        browser.choose("consent", "yes", true).await?;
        self.town.pass(SignedDuration::from_secs(30));
        browser.press("申し込む").await?;
        let path = browser.path().await?;
        ensure!(path == format!("/registration/{SLUG}/done"), "{path}");
        Ok(())
    }

    /// The mails that have come since the last look, by who got them.
    async fn mails(&mut self) -> Result<Vec<(String, Mail)>> {
        let mut new: Vec<_> = self.town.post().await?;
        new.retain(|mail| !self.seen.contains(&mail.message_id));
        self.seen
            .extend(new.iter().map(|mail| mail.message_id.clone()));
        for mail in &new {
            ensure!(mail.defects.is_empty(), "{:?}", mail.defects);
            ensure!(mail.widest <= 76, "{}", mail.text);
        }
        let name = |mail: &Mail| mail.to[0].split('@').next().unwrap_or_default().to_owned();
        let mut new: Vec<_> = new.into_iter().map(|mail| (name(&mail), mail)).collect();
        new.sort_by(|a, b| (&a.0, &a.1.subject).cmp(&(&b.0, &b.1.subject)));
        Ok(new)
    }

    /// The new mails, which are these: who gets it, and how its subject begins.
    async fn told(&mut self, wanted: &[(&str, &str)]) -> Result<Vec<Mail>> {
        let mails = self.mails().await?;
        let found: Vec<_> = mails
            .iter()
            .map(|(name, mail)| (name.as_str(), mail.subject.as_str()))
            .collect();
        let fits = found.len() == wanted.len()
            && found
                .iter()
                .zip(wanted)
                .all(|(found, wanted)| found.0 == wanted.0 && found.1.starts_with(wanted.1));
        ensure!(fits, "wanted {wanted:#?}, found {found:#?}");
        Ok(mails.into_iter().map(|(_, mail)| mail).collect())
    }
}

impl Life<'_> {
    /// Somebody of the office signs in.
    async fn signs_in(&mut self) -> Result<()> {
        self.browser.fill("mail", "office@example.jp").await?;
        self.browser.press("番号を送る").await?;
        let mails = self.told(&[("office", e2e::sign_in::SUBJECT)]).await?;
        let code = e2e::sign_in::code(&mails, "office@example.jp")?;
        self.browser.fill("code", &code).await?;
        self.browser.press("サインインする").await
    }
}

/// The link in a mail that leads to that path.
fn link(mail: &Mail, path: &str) -> Result<String> {
    let found = mail
        .text
        .split_whitespace()
        .find(|word| word.contains(path));
    Ok(found.with_context(|| mail.text.clone())?.to_owned())
}

fn calendar(mail: &Mail) -> Result<String> {
    let file = mail.files.first().context("a calendar file")?;
    ensure!(file.kind == "text/calendar", "{}", file.kind);
    Ok(String::from_utf8(file.bytes()?)?)
}

#[test]
fn a_seminar_lives_from_its_announcement_until_it_is_forgotten() {
    let town = Town::with_own_content(small);
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let mut life = Life {
            town,
            browser,
            seen: Vec::new(),
        };
        let (ann, cho) = fills_up(&mut life).await?;
        gives_way(&mut life, &ann).await?;
        is_reminded_and_moved(&mut life).await?;
        takes_place(&mut life).await?;
        is_followed_up(&mut life).await?;
        is_forgotten(&mut life, &cho).await
    });
}

/// Announced, full, a line, and the same person twice. Gives Ann's mail and Cho's.
async fn fills_up(life: &mut Life<'_>) -> Result<(Mail, Mail)> {
    let browser = life.browser;
    browser.goto(&format!("/seminars/{SLUG}/")).await?;
    inspect(browser, "seminar-1-announced").await?;
    browser.goto(&format!("/registration/{SLUG}")).await?;
    inspect(browser, "seminar-2-form").await?;
    life.register("ann", "venue").await?;
    inspect(browser, "seminar-3-done").await?;
    life.register("ben", "online").await?;
    life.register("cho", "online").await?;
    life.register("dan", "venue").await?;
    life.register("ann", "venue").await?;
    let mails = life
        .told(&[
            ("ann", "もう申込みがあります"),
            ("ann", "参加できます"),
            ("ben", "参加できます"),
            ("cho", "キャンセル待ちです（まだ参加できません）"),
            ("dan", "キャンセル待ちです（まだ参加できません）"),
        ])
        .await?;
    let [_, ann, ben, cho, dan] = <[Mail; 5]>::try_from(mails).ok().context("five")?;
    ensure!(calendar(&ann)?.contains("METHOD:REQUEST"));
    ensure!(ben.text.contains("https://meet.example.jp/") && !ann.text.contains("meet.example.jp"));
    ensure!(cho.text.contains("キャンセル待ちの 1番目") && dan.text.contains("2番目"));
    ensure!(cho.files.is_empty() && !cho.text.contains("meet.example.jp"));
    Ok((ann, cho))
}

/// Ann cancels, twice; Cho comes in.
async fn gives_way(life: &mut Life<'_>, ann: &Mail) -> Result<()> {
    let browser = life.browser;
    let mine = link(ann, "/registration/mine?t=")?;
    for _ in 0..3 {
        browser.goto(&mine).await?;
    }
    inspect(browser, "seminar-4-mine").await?;
    life.told(&[]).await?;
    browser.press("申込みを取り消す").await?;
    inspect(browser, "seminar-5-cancel").await?;
    browser.choose("confirm_cancel", "yes", true).await?;
    browser.press("取り消す").await?;
    inspect(browser, "seminar-6-cancelled").await?;
    let mails = life
        .told(&[
            ("ann", "申込みを取り消しました"),
            ("cho", "席があきました。参加できます"),
        ])
        .await?;
    ensure!(calendar(&mails[0])?.contains("METHOD:CANCEL"));
    ensure!(mails[1].text.contains("https://meet.example.jp/"));
    Ok(())
}

/// The day before, once; then it moves, and everyone hears of it, once.
async fn is_reminded_and_moved(life: &mut Life<'_>) -> Result<()> {
    let (town, browser) = (life.town, life.browser);
    town.set(at("2027-01-19T10:00:00"));
    let reminders = life
        .told(&[("ben", "もうすぐです"), ("cho", "もうすぐです")])
        .await?;
    for reminder in &reminders {
        ensure!(reminder.text.contains("https://meet.example.jp/"));
        link(reminder, "/registration/mine?t=")?;
    }
    life.told(&[]).await?;
    town.edit(moved)?;
    let news = "【日時や場所の変更】2027年1月21日（木）";
    let mails = life
        .told(&[("ben", news), ("cho", news), ("dan", news)])
        .await?;
    ensure!(calendar(&mails[0])?.contains("DTSTART:20270121T050000Z"));
    ensure!(mails[2].files.is_empty() && mails[2].text.contains("まだ決まっていません"));
    life.told(&[]).await?;
    browser.goto(&format!("/seminars/{SLUG}/")).await?;
    inspect(browser, "seminar-7-moved").await?;
    town.set(at("2027-01-20T10:00:00"));
    life.told(&[("ben", "もうすぐです"), ("cho", "もうすぐです")])
        .await?;
    Ok(())
}

/// The day itself: the office's link, the list, one tap for Cho.
async fn takes_place(life: &mut Life<'_>) -> Result<()> {
    let (town, browser) = (life.town, life.browser);
    town.set(at("2027-01-21T13:40:00"));
    browser.goto("/registration/office").await?;
    inspect(browser, "seminar-8-office").await?;
    life.signs_in().await?;
    inspect(browser, "seminar-9-lists").await?;
    browser.press("【見本】はじめての外注").await?;
    inspect(browser, "seminar-10-list").await?;
    browser.press("受付する（見本 cho）").await?;
    inspect(browser, "seminar-11-came").await?;
    life.told(&[]).await.map(drop)
}

/// The day after: thanks that lead on, and a way to have no more of them.
async fn is_followed_up(life: &mut Life<'_>) -> Result<()> {
    let (town, browser) = (life.town, life.browser);
    town.set(at("2027-01-22T10:00:00"));
    let thanks = "ありがとうございました";
    let mails = life.told(&[("ben", thanks), ("cho", thanks)]).await?;
    browser.goto(&link(&mails[1], "/inventory/")?).await?;
    ensure!(browser.path().await?.starts_with("/inventory/"));
    browser
        .goto(&link(&mails[1], "/registration/stop?t=")?)
        .await?;
    inspect(browser, "seminar-12-stop").await?;
    browser.choose("confirm_stop", "yes", true).await?;
    browser.press("お知らせをやめる").await?;
    inspect(browser, "seminar-13-stopped").await?;
    life.told(&[]).await.map(drop)
}

/// Ninety days later nothing personal is left, and the counts are.
async fn is_forgotten(life: &mut Life<'_>, cho: &Mail) -> Result<()> {
    let (town, browser) = (life.town, life.browser);
    town.set(at("2027-04-21T16:00:00"));
    life.told(&[]).await?;
    browser.goto("/registration/office").await?;
    life.signs_in().await?;
    browser
        .goto(&format!("/registration/office/list/{SLUG}"))
        .await?;
    inspect(browser, "seminar-14-forgotten").await?;
    let page = browser.text("main").await?;
    ensure!(page.contains("個人情報は、消しました"), "{page}");
    ensure!(
        !page.contains("見本 cho") && !page.contains("@example.jp"),
        "{page}"
    );
    browser.goto(&link(cho, "/registration/mine?t=")?).await?;
    browser.picture("seminar-15-over").await?;
    ensure!(!browser.text("main").await?.contains("見本 cho"));
    Ok(())
}
