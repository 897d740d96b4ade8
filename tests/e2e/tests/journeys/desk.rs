//! The office changes the site in a browser: a new seminar, one called off, a holiday, two editors at once, and back.

mod directors;
mod photo;
mod report;
mod rows;
mod story;
mod thrown;
mod times;
mod told;
mod two;

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::inspect;
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::walk_in;

const COPIED: &str = "【見本】業種別相談会（宿泊・飲食）";

/// Sets what a date or a time is picked as.
async fn pick(browser: &Browser, name: &str, value: &str) -> Result<()> {
    let set = format!("document.querySelector(\"[name='{name}']\").value = '{value}'");
    browser.evaluate(&set).await.map(drop)
}

async fn signed_in(town: &Town, browser: &Browser) -> Result<()> {
    browser.goto("/director/?to=%2Foffice%2Fchange").await?;
    sign_in(town, browser, "office@example.jp").await?;
    let path = browser.path().await?;
    ensure!(path == "/office/change", "{path}");
    inspect(browser, "desk-start").await
}

/// Goes on until the page says that it was seen.
async fn seen(town: &Town, browser: &Browser) -> Result<()> {
    let said = browser.text("main").await?;
    ensure!(
        said.contains("公開しています") && !said.contains("公開中です"),
        "{said}"
    );
    inspect(browser, "desk-publishing").await?;
    town.take_up().await?;
    browser.press("もう一度見る").await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("公開中です"), "{said}");
    inspect(browser, "desk-published").await
}

/// Where a link leads.
async fn href(browser: &Browser, css: &str) -> Result<String> {
    let link = browser.find(css).await?.attr("href").await?;
    link.with_context(|| format!("{css} leads somewhere"))
}

#[test]
fn a_novice_adds_a_consultation_from_a_copy_and_calls_it_off() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        browser.goto("/office/").await?;
        inspect(browser, "office-today").await?;
        added(town, browser).await?;
        called_off(town, browser).await
    });
}

#[test]
fn the_desk_is_as_good_on_a_wide_screen_and_with_large_letters() {
    let town = Town::with_own_content(|_| {});
    for (screen, letters) in [(Screen::DESK, 100), (Screen::PHONE, 150)] {
        walk_in(&town, screen, async |town, browser| {
            signed_in(town, browser).await?;
            browser.letters(letters).await?;
            for (path, name) in [
                ("/office/change/seminars", "seminars"),
                ("/office/change/pages", "pages"),
                ("/office/change/tasks", "tasks"),
                ("/office/change/directors", "directors"),
                ("/office/change/partners", "partners"),
                ("/office/change/edit?form=page&of=guides/price.md", "page"),
                ("/office/change/edit?form=page&of=faq.md", "faq"),
                ("/office/change/edit?form=page&of=privacy.md", "privacy"),
                ("/office/change/edit?form=holidays", "holidays"),
                ("/office/change/edit?form=money", "money"),
                ("/office/change/edit?form=director&of=b", "director"),
                ("/office/change/edit?form=own_director&of=b", "own-director"),
                ("/office/change/edit?form=new_director", "new-director"),
                (
                    "/office/change/edit?form=remove_director&of=b",
                    "remove-director",
                ),
                ("/office/change/edit?form=partner&of=tonari", "partner"),
                ("/office/change/edit?form=new_partner", "new-partner"),
                ("/office/change/edit?form=office", "office"),
                ("/office/change/edit?form=promises", "promises"),
                ("/office/change/edit?form=task&of=inn01", "task"),
                ("/office/change/edit?form=question&of=short", "question"),
                ("/office/change/edit?form=notice", "notice"),
            ] {
                browser.goto(path).await?;
                inspect(browser, &format!("desk-{name}-{letters}")).await?;
            }
            Ok(())
        });
    }
}

async fn added(town: &Town, browser: &Browser) -> Result<()> {
    browser.goto("/office/change/seminars").await?;
    inspect(browser, "desk-seminars").await?;
    browser
        .press(&format!("写して新しく作る（{COPIED}）"))
        .await?;
    inspect(browser, "desk-new-seminar").await?;
    browser.fill("title", "書き出し相談会").await?;
    pick(browser, "day", "2026-11-20").await?;
    pick(browser, "to", "12:00").await?;
    browser.press("確かめる").await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("今日から後の日"), "{said}");
    let title = browser.find("[name='title']").await?.prop("value").await?;
    ensure!(
        title.as_deref() == Some("書き出し相談会"),
        "what was typed stays"
    );
    inspect(browser, "desk-refused").await?;
    pick(browser, "day", "2027-02-24").await?;
    browser.press("確かめる").await?;
    let said = browser.text("main").await?;
    ensure!(
        said.contains("「終わる時刻」は「始まる時刻」より後"),
        "{said}"
    );
    pick(browser, "to", "16:00").await?;
    browser.fill("slot_minutes", "30").await?;
    browser.fill("body", "1組30分、6組まで。").await?;
    browser.press("確かめる").await?;
    let said = browser.text("main").await?;
    ensure!(
        !said.contains("業種別相談会（宿泊・飲食）"),
        "a new one replaces nothing: {said}"
    );
    inspect(browser, "desk-review").await?;
    let preview = href(browser, "a[href*='/office/change/preview']").await?;
    reviewed(town, browser, &preview).await
}

/// A colleague looks at the page as it will be, and it is published so.
async fn reviewed(town: &Town, browser: &Browser, preview: &str) -> Result<()> {
    let stranger = Visitor::stranger(&town.base())?;
    let page = "/seminars/2027-02-24-soudan/";
    let before = stranger.get(page).await?.status;
    ensure!(before == 404, "nothing is public yet");
    let shown = stranger.get(preview).await?;
    ensure!(shown.status == 200, "a colleague sees it: {}", shown.status);
    let shown = shown.text();
    browser.goto(preview).await?;
    inspect(browser, "desk-preview").await?;
    browser.goto("/office/change").await?;
    browser.press("書き出し相談会").await?;
    browser.press("確かめる").await?;
    browser.press("公開する").await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("「なぜ変えますか」を書いて"), "{said}");
    inspect(browser, "desk-why").await?;
    browser
        .fill("why", "春の前に相談したい宿が多いため")
        .await?;
    browser.press("公開する").await?;
    seen(town, browser).await?;
    let served = stranger.get(page).await?.text();
    let (before, rest) = shown
        .split_once("<aside class=\"preview-banner\"")
        .context("a banner")?;
    let (_, after) = rest.split_once("</aside>").context("its end")?;
    let bare = format!("{before}{after}");
    ensure!(bare == served, "the preview is the page less its banner");
    for (path, wanted) in [
        ("/seminars/", "書き出し相談会"),
        (
            "/registration/2027-02-24-soudan",
            "書き出し相談会（13:00〜13:30）",
        ),
        (
            "/registration/2027-02-24-soudan-6",
            "書き出し相談会（15:30〜16:00）",
        ),
        ("/seminars/2027-02-24-soudan/", "2027-02-24-soudan-6/"),
        ("/seminars/calendar.ics", "20270224T"),
    ] {
        let found = stranger.get(path).await?.text();
        ensure!(found.contains(wanted), "{path}: {found}");
    }
    Ok(())
}

/// Somebody has registered; then it snows.
async fn called_off(town: &Town, browser: &Browser) -> Result<()> {
    browser.goto("/registration/2027-02-24-soudan").await?;
    browser.fill("person", "見本 花子").await?;
    browser.fill("business", "見本旅館").await?;
    browser.fill("mail", "guest@example.jp").await?;
    browser.choose("seats", "1", true).await?;
    browser.choose("consent", "yes", true).await?;
    town.pass(jiff::SignedDuration::from_secs(30));
    browser.press("申し込む").await?;
    town.post().await?;
    browser.goto("/office/change/seminars").await?;
    browser
        .press("中止にする（書き出し相談会（13:30〜14:00））")
        .await?;
    inspect(browser, "desk-cancel").await?;
    pick(browser, "times", "all").await?;
    browser
        .fill(
            "cancelled",
            "大雪のため中止します。次の回は、決まったら知らせます。",
        )
        .await?;
    browser.press("確かめる").await?;
    browser.press("公開する").await?;
    seen(town, browser).await?;
    let mails = town.post().await?;
    let mut told = mails.iter().filter(|mail| mail.to == ["guest@example.jp"]);
    let is_told = told.any(|mail| mail.text.contains("大雪のため中止します"));
    ensure!(is_told, "who registered is told: {mails:#?}");
    browser.press("公開されたページを見る").await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("中止になりました"), "{said}");
    let stranger = Visitor::stranger(&town.base())?;
    for time in ["soudan", "soudan-6"] {
        let page = stranger
            .get(&format!("/seminars/2027-02-24-{time}/"))
            .await?;
        ensure!(page.text().contains("中止になりました"), "{time}");
    }
    browser.goto("/office/change/history").await?;
    inspect(browser, "desk-history").await
}
