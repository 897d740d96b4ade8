//! Directors at the desk: they say themselves when they are away, and the office takes them in and out.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::sign_in::sign_in;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use super::two::{form, id, in_town, publish, send};
use super::{pick, signed_in};
use crate::employer::INN;

const OWN: &str = "/office/change/edit?form=own_director&of=b";
const LISTED: &str = "/office/change/edit?form=director&of=b";
const REMOVE: &str = "/office/change/edit?form=remove_director&of=b";

#[test]
fn a_director_says_when_they_are_away_without_the_office_and_nothing_of_the_office_is_lost() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        let office = Visitor::at(&town.base(), browser).await?;
        let renamed = form(&office, LISTED).await?;
        browser.client().delete_all_cookies().await?;
        browser.goto("/director/").await?;
        sign_in(town, browser, "director-b@example.jp").await?;
        away(town, browser).await?;
        let sent = send(&office, renamed, &[("name", "発信の担当（見本）")]).await?;
        let done = publish(&office, &sent, &[]).await?;
        ensure!(done.location.contains("published"), "{}", done.location);
        town.take_up().await?;
        let lists = office.get("/director/office").await?.text();
        ensure!(lists.contains("発信の担当（見本）"), "{lists}");
        ensure!(lists.contains("2026年12月2日"), "both are kept: {lists}");
        let history = office.get("/office/change/history").await?.text();
        ensure!(
            history.contains("発信・制作の担当（見本）さん"),
            "{history}"
        );
        let mails = town.post().await?;
        for address in ["office@example.jp", "office-2@example.jp"] {
            let mut told = mails.iter().filter(|mail| mail.to == [address]);
            let is_told = told.any(|mail| mail.text.contains("発信・制作の担当（見本）さん"));
            ensure!(is_told, "{address}: {mails:#?}");
        }
        Ok(())
    });
}

/// From the list to the pages that say that it is published.
async fn away(town: &Town, browser: &Browser) -> Result<()> {
    browser
        .press("発信・制作の担当（見本） の休む日と受けられる数")
        .await?;
    inspect(browser, "desk-own-director").await?;
    pick(browser, "new_from", "2026-12-02").await?;
    pick(browser, "new_to", "2026-12-01").await?;
    browser.press("確かめる").await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("始まりの日より前"), "{said}");
    inspect(browser, "desk-own-director-refused").await?;
    pick(browser, "new_to", "2026-12-04").await?;
    browser.fill("capacity_open_specs", "3").await?;
    browser.press("確かめる").await?;
    inspect(browser, "desk-own-director-review").await?;
    browser.press("公開する").await?;
    town.take_up().await?;
    browser.press("もう一度見る").await?;
    let said = browser.text("main").await?;
    ensure!(said.contains("新しい設定が、もう使われています"), "{said}");
    ensure!(
        !said.contains("変えた記録"),
        "which is the office's: {said}"
    );
    inspect(browser, "desk-own-director-published").await?;
    browser.press("仕事の一覧").await
}

#[test]
fn nothing_else_of_the_desk_is_a_directors() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        let office = Visitor::at(&town.base(), browser).await?;
        let holidays = form(&office, "/office/change/edit?form=holidays").await?;
        let day = [("new_day_1", "2027-05-06"), ("new_name_1", "臨時休業")];
        let sent = send(&office, holidays, &day).await?;
        let draft = id(&sent.location)?;
        browser.client().delete_all_cookies().await?;
        browser.goto("/director/").await?;
        sign_in(town, browser, "director-b@example.jp").await?;
        let director = Visitor::at(&town.base(), browser).await?;
        for path in [
            "/office/change",
            "/office/change/directors",
            "/office/change/history",
            LISTED,
            "/office/change/edit?form=own_director&of=a",
            "/office/change/edit?form=own_director&of=z",
            &format!("/office/change/edit?id={draft}"),
            &format!("/office/change/review?id={draft}"),
            &format!("/office/change/choose?id={draft}"),
            &format!("/office/change/published?id={draft}&n=1"),
        ] {
            let status = director.get(path).await?.status;
            ensure!(status == 404, "{path}: {status}");
        }
        for path in ["publish", "discard", "choose"] {
            let posted = [("id", draft), ("why", "試し")];
            let path = format!("/office/change/{path}");
            let status = director.post(&path, &posted).await?.status;
            ensure!(status == 404, "{path}: {status}");
        }
        let own = form(&director, OWN).await?;
        let over = [("id", draft), ("revision", "1"), ("new_from", "2026-12-02")];
        let over = send(&director, own, &over).await?;
        ensure!(over.status == 422, "{}", over.status);
        let kept = office.get(&sent.location).await?;
        ensure!(
            kept.text().contains("臨時休業"),
            "{}: {}",
            kept.status,
            kept.text()
        );
        Ok(())
    });
}

#[test]
fn a_director_comes_with_work_of_their_own_and_goes_once_they_hold_none() {
    in_town(async |town, office| {
        let new = form(office, "/office/change/edit?form=new_director").await?;
        let typed = [
            ("name", "翻訳の担当（見本）"),
            ("mail", "director-d@example.jp"),
            ("deputy_name", "翻訳の副担当（見本）"),
            ("deputy_mail", "deputy-d@example.jp"),
            ("capacity_open_specs", "4"),
            ("capacity_hours_month", "40"),
        ];
        let none = send(office, new.clone(), &typed).await?;
        ensure!(none.status == 422, "without work: {}", none.status);
        let mut typed = typed.to_vec();
        typed.push(("tags", "translation"));
        let sent = send(office, new, &typed).await?;
        let done = publish(office, &sent, &[]).await?;
        ensure!(done.location.contains("published"), "{}", done.location);
        town.take_up().await?;
        let list = office.get("/office/change/directors").await?.text();
        ensure!(list.contains("翻訳の副担当（見本）"), "{list}");
        let last = list.rsplit("form=remove_director").next();
        let of = last.and_then(|rest| rest.split("of=").nth(1)?.split('"').next());
        let of = of.context("a way to take them out")?;
        let path = format!("/office/change/edit?form=remove_director&of={of}");
        let gone = form(office, &path).await?;
        let unsure = send(office, gone.clone(), &[]).await?;
        ensure!(unsure.status == 422, "{}", unsure.status);
        let sent = send(office, gone, &[("gone", "yes")]).await?;
        let done = publish(office, &sent, &[]).await?;
        ensure!(done.location.contains("published"), "{}", done.location);
        town.take_up().await?;
        let list = office.get("/office/change/directors").await?.text();
        ensure!(!list.contains("翻訳の担当（見本）"), "{list}");
        let mails = town.post().await?;
        for address in ["director-d@example.jp", "deputy-d@example.jp"] {
            let told = mails.iter().filter(|mail| mail.to == [address]);
            let told = told.filter(|mail| mail.subject.starts_with("メールのあて先"));
            ensure!(told.count() == 2, "came and went: {mails:#?}");
        }
        Ok(())
    });
}

#[test]
fn who_holds_work_is_not_taken_out_and_it_is_said_where_to_hand_it_over() {
    let town = Town::with_own_content(|_| {});
    walk_in(&town, Screen::PHONE, async |town, browser| {
        signed_in(town, browser).await?;
        let office = Visitor::at(&town.base(), browser).await?;
        let gone = form(&office, REMOVE).await?;
        let sent = send(&office, gone.clone(), &[("gone", "yes")]).await?;
        browser.client().delete_all_cookies().await?;
        crate::director::send(browser, &INN).await?;
        town.post().await?;
        for refused in [
            send(&office, gone, &[("gone", "yes")]).await?,
            publish(&office, &sent, &[]).await?,
        ] {
            ensure!(refused.status == 422, "{}", refused.status);
            let said = refused.text();
            ensure!(said.contains("終わっていない仕事を"), "{said}");
            ensure!(said.contains("/director/office"), "{said}");
        }
        browser
            .goto("/director/?to=%2Foffice%2Fchange%2Fdirectors")
            .await?;
        sign_in(town, browser, "office@example.jp").await?;
        browser.find("summary").await?.click().await?;
        browser.press("発信・制作の担当（見本）を外す").await?;
        let said = browser.text("main").await?;
        ensure!(said.contains("まだ外せません"), "{said}");
        inspect(browser, "desk-director-holds").await?;
        browser.press("すべての仕事の一覧").await?;
        ensure!(browser.path().await? == "/director/office", "where to go");
        Ok(())
    });
}
