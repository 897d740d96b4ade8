//! Pages around the questionnaire: mail reader, draft PDF, the site's own 404.

use anyhow::{Context, ensure};
use e2e::browser::Screen;
use e2e::http::Visitor;
use e2e::mail::pdf_text;
use e2e::{inspect, walk};

use crate::employer::{FARM, Hands, Visit};

#[test]
fn the_mail_reader_shows_every_mail_on_phone_and_desk() {
    for screen in [Screen::PHONE, Screen::DESK] {
        walk(screen, async |town, browser| {
            let visit = Visit {
                browser,
                who: &FARM,
                hands: Hands::Pointer,
                close: false,
            };
            visit.fill_in().await?;
            let reference = visit.send().await?;
            town.post().await?;
            browser.goto("/_mail/").await?;
            inspect(browser, "mail-list").await?;
            let link = format!("//a[contains(., '{reference}')]");
            let link = browser
                .client()
                .find(fantoccini::Locator::XPath(&link))
                .await;
            link.context("the mail is listed")?.click().await?;
            inspect(browser, "mail-one").await?;
            // No script runs in the sandbox, axe neither.
            browser.press("HTMLの本文だけを開く").await?;
            browser.picture("mail-html").await
        });
    }
}

#[test]
fn the_draft_is_printed_before_any_name_is_given() {
    walk(Screen::PHONE, async |town, browser| {
        let visit = Visit {
            browser,
            who: &FARM,
            hands: Hands::Pointer,
            close: false,
        };
        visit.pick().await?;
        visit.describe().await?;
        visit.draft().await?;
        let pdf = Visitor::at(&town.base(), browser)
            .await?
            .get("/inventory/draft.pdf")
            .await?;
        ensure!(
            (pdf.status, pdf.kind.as_str()) == (200, "application/pdf"),
            "{pdf:?}"
        );
        let text = pdf_text(&pdf.body)?;
        ensure!(text.contains("作業日誌の入力"), "{text}");
        if std::env::var_os("E2E_PICTURES").is_some() {
            std::fs::write(e2e::shots().join("draft.pdf"), &pdf.body)?;
        }
        Ok(())
    });
}

#[test]
fn no_page_of_the_site_is_wider_than_a_phone_with_large_letters() {
    walk(Screen::PHONE, async |town, browser| {
        let map = Visitor::stranger(&town.base())?.get("/sitemap.xml").await?;
        let map = String::from_utf8(map.body)?;
        let places = map.split("<loc>").skip(1);
        let places = places.filter_map(|place| place.split("</loc>").next());
        let paths: Vec<&str> = places
            .filter_map(|place| place.strip_prefix(&town.base()))
            .collect();
        ensure!(paths.len() > 40, "{} pages", paths.len());
        let mut wide = Vec::new();
        for percent in [150, 200] {
            browser.letters(percent).await?;
            for path in &paths {
                browser.goto(path).await?;
                browser.evaluate(UNFOLD).await?;
                match browser.overflow().await? {
                    0 => {}
                    pixels => wide.push(format!("{path}: {pixels} px at {percent} %")),
                }
            }
        }
        ensure!(wide.is_empty(), "{wide:#?}");
        Ok(())
    });
}

/// Everything that is folded stands open.
const UNFOLD: &str = "document.querySelectorAll('details').forEach(one => one.open = true)";

#[test]
fn a_path_that_is_not_there_says_so() {
    walk(Screen::PHONE, async |town, browser| {
        ensure!(Visitor::stranger(&town.base())?.get("/none/").await?.status == 404);
        browser.goto("/none/").await?;
        inspect(browser, "not-found").await
    });
}
