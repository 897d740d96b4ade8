//! An edit that nobody wants any more: thrown away after asking once, and brought back.

use anyhow::ensure;
use e2e::browser::Screen;
use e2e::http::Visitor;
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::signed_in;
use super::two::{form, id, in_town, publish, send};

const HOLIDAYS: &str = "/office/change/edit?form=holidays";
const DAY: [(&str, &str); 2] = [("new_day_1", "2027-05-06"), ("new_name_1", "臨時休業")];

#[test]
fn an_edit_is_thrown_away_from_the_list_by_who_sees_whose_it_is_and_brought_back() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        let first = Visitor::at(&town.base(), browser).await?;
        let typed = form(&first, HOLIDAYS).await?;
        let sent = send(&first, typed, &DAY).await?;
        ensure!(sent.status == 303, "{}", sent.status);
        browser.client().delete_all_cookies().await?;
        browser.goto("/director/?to=%2Foffice%2Fchange").await?;
        sign_in(town, browser, "office-2@example.jp").await?;
        browser.press("捨てる（休日）").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("これは、窓口の係（見本）さんが"), "{said}");
        inspect(browser, "desk-discard").await?;
        browser.press("捨てる").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("書きかけを捨てました。"), "{said}");
        ensure!(said.contains("書きかけは、ありません。"), "{said}");
        inspect(browser, "desk-discarded").await?;
        browser.find("summary").await?.click().await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("課の係（見本）さんが捨てました。"), "{said}");
        browser.press("もどす（休日）").await?;
        let name = browser.find("[name='new_name_1']").await?;
        let name = name.prop("value").await?;
        ensure!(name.as_deref() == Some("臨時休業"), "{name:?}");
        Ok(())
    });
}

#[test]
fn what_was_thrown_away_is_neither_published_nor_shown_until_it_is_brought_back() {
    in_town(async |town, office| {
        let typed = form(office, HOLIDAYS).await?;
        let sent = send(office, typed, &DAY).await?;
        let draft = id(&sent.location)?.to_owned();
        let at = [("at_day", "2026-12-01"), ("at_time", "09:00")];
        publish(office, &sent, &at).await?;
        let gone = [("id", draft.as_str())];
        let thrown = office.post("/office/change/discard", &gone).await?;
        ensure!(thrown.location.contains("discarded"), "{}", thrown.location);
        for path in ["edit", "review", "choose", "discard"] {
            let status = office
                .get(&format!("/office/change/{path}?id={draft}"))
                .await?
                .status;
            ensure!(status == 404, "{path}: {status}");
        }
        let late = office.post("/office/change/publish", &gone).await?;
        ensure!(late.status == 404, "{}", late.status);
        town.pass(jiff::SignedDuration::from_hours(24 * 10));
        town.post().await?;
        let history = office.get("/office/change/history").await?;
        ensure!(!history.text().contains("試し"), "{}", history.text());
        Ok(())
    });
}
