//! A photo in a page: with a browser and without script, what is refused, and how texts must not be written.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::{Browser, Screen};
use e2e::http::{Answer, Visitor};
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::two::{errors, form, id, in_town, publish, send};
use super::{seen, signed_in};

const PAGE: &str = "/office/change/edit?form=page&of=about.md";
const EDIT: &str = "/office/change/edit";

/// Whether every picture that matches came.
pub(super) async fn is_shown(browser: &Browser, css: &str) -> Result<bool> {
    browser.see(css).await?;
    let came = format!(
        "(async () => {{ const all = [...document.querySelectorAll(\"{css}\")];
           await Promise.all(all.map((it) => it.decode())); return all.length; }})()"
    );
    Ok(browser.evaluate(&came).await?.as_u64() == Some(1))
}

/// A picture of 1,200 × 800 pixels, as PNG.
pub(super) async fn drawn(browser: &Browser) -> Result<Vec<u8>> {
    let draw = "(() => { const canvas = document.createElement('canvas');
        canvas.width = 1200; canvas.height = 800;
        const pen = canvas.getContext('2d');
        pen.fillStyle = '#8fb9cf'; pen.fillRect(0, 0, 1200, 800);
        pen.fillStyle = '#3f5f4d'; pen.fillRect(0, 500, 1200, 300);
        return canvas.toDataURL('image/png').split(',')[1]; })()";
    let drawn = browser.evaluate(draw).await?;
    Ok(STANDARD.decode(drawn.as_str().context("a picture")?)?)
}

#[test]
fn a_photo_is_put_into_a_page_and_seen_by_everybody_once_it_is_published() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        let folder = tempfile::tempdir()?;
        let photo = folder.path().join("station.png");
        std::fs::write(&photo, drawn(browser).await?)?;
        browser.goto(PAGE).await?;
        let unfold = "document.querySelector(\"[name='photo']\").closest('details').open = true";
        browser.evaluate(unfold).await?;
        inspect(browser, "desk-photo").await?;
        let input = browser.find("[name='photo']").await?;
        input.send_keys(photo.to_str().context("a path")?).await?;
        browser.press("確かめる").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("「写真の説明」を書いて"), "{said}");
        inspect(browser, "desk-photo-refused").await?;
        ensure!(is_shown(browser, ".photo-came img").await?, "it came");
        browser.fill("photo_alt", "雪の朝の役場の前").await?;
        browser.press("確かめる").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("写真：雪の朝の役場の前"), "{said}");
        inspect(browser, "desk-photo-review").await?;
        published(town, browser).await
    });
}

/// Seen in advance by a stranger, then published.
async fn published(town: &Town, browser: &Browser) -> Result<()> {
    let stranger = Visitor::stranger(&town.base())?;
    let preview = browser.find("a[href*='/office/change/preview']").await?;
    let preview = preview.attr("href").await?.context("a preview")?;
    let shown = stranger.get(&preview).await?.text();
    ensure!(shown.contains("/office/change/photos/"), "{shown}");
    browser.goto(&preview).await?;
    ensure!(is_shown(browser, ".photo img").await?, "in advance");
    inspect(browser, "desk-photo-preview").await?;
    browser.client().back().await?;
    browser.fill("why", "役場の写真を足すため").await?;
    browser.press("公開する").await?;
    seen(town, browser).await?;
    browser.goto("/about/").await?;
    ensure!(is_shown(browser, ".photo img").await?, "published");
    inspect(browser, "page-photo").await?;
    let page = stranger.get("/about/").await?.text();
    for wanted in [
        "srcset=",
        "loading=\"lazy\"",
        "alt=\"雪の朝の役場の前\"",
        " width=\"",
    ] {
        ensure!(page.contains(wanted), "{wanted}: {page}");
    }
    ensure!(!page.contains("/office/change/photos/"), "{page}");
    for file in files(&page) {
        let file = stranger.get(&format!("/photos/{file}")).await?;
        ensure!((file.status, file.kind.as_str()) == (200, "image/jpeg"));
        ensure!(file.body.len() <= 300_000, "{}", file.body.len());
    }
    Ok(())
}

/// The files of photos that a page names.
fn files(page: &str) -> Vec<&str> {
    let names = page.split("/photos/").skip(1);
    names
        .filter_map(|rest| rest.split(['"', ' ']).next())
        .collect()
}

/// What a form sends with this file as its photo.
pub(super) async fn upload(
    office: &Visitor,
    form: &BTreeMap<String, String>,
    changes: &[(&str, &str)],
    file: &[u8],
) -> Result<Answer> {
    let mut form = form.clone();
    form.remove("photo");
    for (name, value) in changes {
        form.insert((*name).to_owned(), (*value).to_owned());
    }
    let pairs = form.iter().map(|(name, it)| (name.as_str(), it.as_str()));
    let pairs: Vec<_> = pairs.collect();
    office.upload(EDIT, &pairs, ("photo", "a.jpg", file)).await
}

/// The gallery's photo with EXIF: lying on its side, by this camera.
pub(super) fn lying_down() -> Result<Vec<u8>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../site/static/photos");
    let file = std::fs::read_dir(folder)?.next().context("a photo")??;
    let jpeg = std::fs::read(file.path())?;
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"SecretCamera");
    let length = u16::try_from(exif.len() + 2)?.to_be_bytes();
    Ok([&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat())
}

#[test]
fn without_script_a_photo_stands_upright_where_the_text_says_and_tells_nothing_else() {
    in_town(async |town, office| {
        let page = form(office, PAGE).await?;
        let body = format!("{}\n\n［写真］\n\nおわりの文。", page["body"]);
        let typed = [("body", body.as_str()), ("photo_alt", "冬の\"山\"")];
        let sent = upload(office, &page, &typed, &lying_down()?).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let shown = office.get("/about/").await?.text();
        ensure!(shown.contains("width=\"320\" height=\"480\""), "{shown}");
        ensure!(shown.contains("alt=\"冬の”山”\""), "{shown}");
        ensure!(!shown.contains("［写真］"), "{shown}");
        let place = (shown.find("class=\"photo\""), shown.find("おわりの文。"));
        ensure!(place.0 < place.1 && place.0.is_some(), "{place:?}");
        let file = office.get(&format!("/photos/{}", files(&shown)[0])).await?;
        let secret = file.body.windows(12).any(|it| it == b"SecretCamera");
        ensure!(file.status == 200 && !secret, "{}", file.status);
        // Decoration needs no words, and the history shows neither as code.
        let page = form(office, PAGE).await?;
        let typed = [("photo_decoration", "yes")];
        let sent = upload(office, &page, &typed, &lying_down()?).await?;
        publish(office, &sent, &[]).await?;
        let history = office.get("/office/change/version?n=3").await?.text();
        ensure!(history.contains("写真：飾りの写真"), "{history}");
        Ok(())
    });
}

#[test]
fn what_is_no_photo_is_refused_with_what_to_do_and_nothing_typed_is_lost() {
    in_town(async |_, office| {
        let page = form(office, PAGE).await?;
        let photo = lying_down()?;
        let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF;<script>alert(1)</script>";
        let heavy = [photo.as_slice(), &vec![0; 5_000_000]].concat();
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        for (file, told) in [
            (gif.as_slice(), "JPEG、PNG、WebPのどれか"),
            (svg, "JPEG、PNG、WebPのどれか"),
            (&photo[..photo.len() / 2], "写真がこわれて"),
            (&heavy, "4MBより大きい"),
            (b"", "写真がまだ選ばれていません"),
        ] {
            let typed = [("body", "書いた文。"), ("photo_alt", "山")];
            let refused = upload(office, &page, &typed, file).await?;
            ensure!(refused.status == 422, "{told}: {}", refused.status);
            ensure!(errors(&refused).contains(told), "{}", errors(&refused));
            let text = refused.text();
            ensure!(text.contains("<title>エラー："), "{text}");
            for kept in ["書いた文。", "value=\"山\""] {
                ensure!(text.contains(kept), "{kept}: {text}");
            }
        }
        let mute = upload(office, &page, &[("body", "書いた文。")], &photo).await?;
        ensure!(
            errors(&mute).contains("「写真の説明」を書いて"),
            "{}",
            errors(&mute)
        );
        // The photo need not be chosen again.
        let text = mute.text();
        let came = text.split("name=\"photo_came\" value=\"").nth(1);
        let came = came
            .and_then(|it| it.split('"').next())
            .context("it came")?;
        let typed = [
            ("body", "書いた文。"),
            ("photo_alt", "山"),
            ("photo_came", came),
        ];
        let sent = send(office, page.clone(), &typed).await?;
        let again = form(office, &format!("{EDIT}?id={}", id(&sent.location)?)).await?;
        ensure!(again["body"].contains(came), "{again:?}");
        let stranger = [
            ("photo_alt", "山"),
            ("photo_came", "00000000000000000000000000000000"),
        ];
        let refused = send(office, page, &stranger).await?;
        ensure!(
            errors(&refused).contains("まだ選ばれていません"),
            "{}",
            errors(&refused)
        );
        let none = office
            .get("/office/change/photos/..%2f..%2fconfig.toml")
            .await?;
        ensure!(none.status == 404, "{}", none.status);
        Ok(())
    });
}

#[test]
fn letters_headings_and_pictures_that_shut_people_out_are_refused_beside_the_field() {
    in_town(async |_, office| {
        let page = form(office, PAGE).await?;
        for (name, typed, told) in [
            (
                "body",
                "## 持ち物\n\nﾊﾟｿｺﾝを持ってきてください。",
                "「パソコン」に書きかえて",
            ),
            ("title", "ｾﾐﾅｰの案内", "「セミナー」に書きかえて"),
            (
                "body",
                "## 持ち物\n\n#### 雨の日\n",
                "「### 雨の日」と書いて",
            ),
            ("body", "![](/og.png)", "何が写っているか"),
        ] {
            let refused = send(office, page.clone(), &[(name, typed)]).await?;
            ensure!(refused.status == 422, "{typed}: {}", refused.status);
            ensure!(errors(&refused).contains(told), "{}", errors(&refused));
            let text = refused.text();
            ensure!(text.contains(&format!("id=\"f-{name}-error\"")), "{text}");
            let kept = typed.lines().last().unwrap_or_default();
            ensure!(text.contains(kept), "{text}");
        }
        Ok(())
    });
}
