//! Somebody tells what came of having work done: written at the desk with a photo, shown, and taken away when they ask.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::photo::{drawn, is_shown, lying_down, upload};
use super::two::{errors, form, in_town, publish, send};
use super::{pick, seen, signed_in};

const NEW: &str = "/office/change/edit?form=new_story";
const WORDS: [(&str, &str); 6] = [
    ("title", "台帳の写しを、たのんでみた"),
    ("who", "テストの宿の方"),
    ("reason", "夜に写していた。"),
    ("asked", "予約を台帳に写す作業。"),
    ("cost", "月に6時間、8,000円。"),
    ("now", "夜に休めるようになった。"),
];
const DAYS: [(&str, &str); 2] = [("told", "2026-11-20"), ("consent", "2026-11-22")];
const MADE: &str = "/stories/2026-11-20-hanashi/";

#[test]
fn a_story_is_written_with_its_photo_and_found_from_the_first_page() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        browser.press("ページとガイド").await?;
        browser.press("新しい話を載せる").await?;
        written(browser).await?;
        inspect(browser, "desk-story").await?;
        browser.press("確かめる").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("写真がありません"), "{said}");
        inspect(browser, "desk-story-refused").await?;
        let folder = tempfile::tempdir()?;
        let photo = folder.path().join("inn.png");
        std::fs::write(&photo, drawn(browser).await?)?;
        let input = browser.find("[name='photo']").await?;
        input.send_keys(photo.to_str().context("a path")?).await?;
        browser.fill("photo_alt", "帳場の机に置いた台帳").await?;
        browser.press("確かめる").await?;
        let said = browser.text("main").await?;
        let photo = "写真：帳場の机に置いた台帳";
        ensure!(said.contains(photo) && !said.contains("<photo"), "{said}");
        inspect(browser, "desk-story-review").await?;
        browser.fill("why", "話を聞いたため").await?;
        browser.press("公開する").await?;
        seen(town, browser).await?;
        browser.goto("/").await?;
        browser.press(WORDS[0].1).await?;
        let path = browser.path().await?;
        ensure!(path == MADE, "{path}");
        ensure!(is_shown(browser, ".photo img").await?, "its photo");
        inspect(browser, "story").await
    });
}

/// Fills the form in, but for the photo.
async fn written(browser: &Browser) -> Result<()> {
    for (name, words) in WORDS {
        browser.fill(name, words).await?;
    }
    for (name, day) in DAYS {
        pick(browser, name, day).await?;
    }
    Ok(())
}

#[test]
fn a_story_that_somebody_asks_to_take_away_is_gone_with_its_photo_and_comes_back_from_the_history()
{
    in_town(async |town, office| {
        let before = form(office, NEW).await?;
        let typed = [
            &WORDS[..],
            &DAYS,
            &[("photo_alt", "帳場"), ("industry", "inn")],
        ]
        .concat();
        let sent = upload(office, &before, &typed, &lying_down()?).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get(MADE).await?.text();
        let photo = page.split("/photos/").nth(1).context("a photo")?;
        let photo = photo.split('"').next().context("its name")?;
        let photo = format!("/photos/{photo}");
        ensure!(office.get(&photo).await?.status == 200, "{photo}");
        for from in ["/", "/industries/inn/"] {
            ensure!(office.get(from).await?.text().contains(MADE), "{from}");
        }
        let story = "/office/change/edit?form=story&of=stories/2026-11-20-hanashi.md";
        let list = office.get("/office/change/pages").await?.text();
        ensure!(
            list.contains("form=story&amp;of=stories/2026-11-20-hanashi.md"),
            "{list}"
        );
        // What they no longer want to be told needs no word that is right.
        let gone = [("gone", "yes"), ("cost", "")];
        let sent = send(office, form(office, story).await?, &gone).await?;
        ensure!(sent.status == 303, "{}", errors(&sent));
        let review = office.get(&sent.location).await?.text();
        ensure!(
            review.contains("「台帳の写しを、たのんでみた」を消す"),
            "{review}"
        );
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let unpublished = photo.replace("/photos/", "/office/change/photos/");
        for path in [MADE, &photo, &unpublished] {
            ensure!(office.get(path).await?.status == 404, "{path}");
        }
        for from in ["/", "/industries/inn/"] {
            ensure!(
                !office.get(from).await?.text().contains("たのんでみた話"),
                "{from}"
            );
        }
        ensure!(office.get(story).await?.status == 404, "no form of it");
        let back = office
            .post(
                "/office/change/undo",
                &[("n", "3"), ("why", "本人が、また載せてよいと言ったため")],
            )
            .await?;
        ensure!(back.status == 303, "{}", back.text());
        town.take_up().await?;
        ensure!(office.get(MADE).await?.status == 200, "it is back");
        Ok(())
    });
}

#[test]
fn a_story_that_a_page_leads_to_goes_once_that_page_leads_elsewhere() {
    in_town(async |_, office| {
        let typed = [&WORDS[..], &DAYS, &[("photo_alt", "帳場")]].concat();
        let sent = upload(office, &form(office, NEW).await?, &typed, &lying_down()?).await?;
        publish(office, &sent, &[]).await?;
        let faq = "/office/change/edit?form=page&of=faq.md";
        let to = [("faq_path_0", "@/stories/2026-11-20-hanashi.md")];
        let sent = send(office, form(office, faq).await?, &to).await?;
        publish(office, &sent, &[]).await?;
        let story = "/office/change/edit?form=story&of=stories/2026-11-20-hanashi.md";
        let gone = [("gone", "yes")];
        let sent = send(office, form(office, story).await?, &gone).await?;
        ensure!(sent.status == 422, "{}", sent.status);
        ensure!(
            errors(&sent).contains("「よくある質問」"),
            "{}",
            errors(&sent)
        );
        let sent = send(office, form(office, faq).await?, &[("faq_path_0", "")]).await?;
        publish(office, &sent, &[]).await?;
        let sent = send(office, form(office, story).await?, &gone).await?;
        publish(office, &sent, &[]).await?;
        Ok(())
    });
}
