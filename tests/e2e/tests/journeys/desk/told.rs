//! Who registered for a seminar that the office moves or calls off: told at once, by mail, or by the office's phone.

use anyhow::{Result, ensure};
use e2e::http::Visitor;
use e2e::town::Town;

use super::two::{form, in_town, publish, send};

const SEMINAR: &str = "seminars/2027-01-20-hajimete.md";
const ADD: &str = "/registration/office/list/2027-01-20-hajimete/add";

/// The office enters somebody who called, on the page of a seminar's list.
pub(super) async fn enter(
    office: &Visitor,
    add: &str,
    name: &str,
    way: (&str, &str),
) -> Result<()> {
    let page = office.get(add).await?.text();
    let hidden = scraper::Html::parse_document(&page);
    let css = scraper::Selector::parse("main form input[type=hidden]").expect("a selector");
    let hidden = hidden
        .select(&css)
        .filter_map(|it| Some((it.attr("name")?.to_owned(), it.attr("value")?.to_owned())));
    let hidden: Vec<(String, String)> = hidden.collect();
    let mut typed: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    typed.extend([
        ("person", name),
        ("business", "見本商店"),
        ("seats", "1"),
        ("attend", "venue"),
        way,
    ]);
    let answer = office.post(add, &typed).await?;
    ensure!(answer.status == 303, "{}: {}", answer.status, answer.text());
    Ok(())
}

async fn registered(town: &Town, office: &Visitor) -> Result<()> {
    enter(office, ADD, "見本 太郎", ("mail", "taro@example.jp")).await?;
    enter(office, ADD, "見本 電子", ("phone", "0267-00-0001")).await?;
    town.post().await?;
    Ok(())
}

#[test]
fn a_cancellation_says_whom_it_reaches_and_reaches_them_when_it_is_published() {
    in_town(async |town, office| {
        registered(town, office).await?;
        let path = format!("/office/change/edit?form=cancel_seminar&of={SEMINAR}");
        let cancel = form(office, &path).await?;
        let sent = send(office, cancel, &[("cancelled", "大雪のため中止します。")]).await?;
        let review = office.get(&sent.location).await?.text();
        for said in [
            "中止にするセミナー",
            "2027年1月20日（水）",
            "メールで知らせる方：1組",
            "電話で知らせる方：1組",
        ] {
            ensure!(review.contains(said), "no {said} in {review}");
        }
        let done = publish(office, &sent, &[]).await?;
        let page = office.get(&done.location).await?.text();
        ensure!(page.contains("メールで知らせる方：1組"), "{page}");
        ensure!(page.contains("電話で知らせる方：1組"), "{page}");
        let today = office.get("/office/").await?.text();
        let urgent = today.find("見本 電子 0267-00-0001");
        ensure!(urgent.is_some(), "who has no mail is to be called: {today}");
        ensure!(!today.contains("見本 太郎"), "{today}");
        let history = office.get("/office/change/version?n=2").await?.text();
        ensure!(history.contains("メールで知らせる方：1組"), "{history}");
        // Pages still show what was before; the letter says what is.
        let mails = town.post().await?;
        let told = mails
            .iter()
            .filter(|mail| mail.to == ["taro@example.jp"])
            .filter(|mail| mail.text.contains("大雪"));
        ensure!(told.count() == 1, "told once: {mails:#?}");
        let office_mail = mails.iter().find(|mail| mail.to == ["office-2@example.jp"]);
        let said = office_mail.map_or("", |mail| mail.text.as_str());
        ensure!(said.contains("メールで知らせる方：1組"), "{said}");
        Ok(())
    });
}

#[test]
fn a_smaller_room_than_places_that_are_taken_is_said_before_it_is_published() {
    in_town(async |town, office| {
        registered(town, office).await?;
        let path = format!("/office/change/edit?form=seminar&of={SEMINAR}");
        let seminar = form(office, &path).await?;
        let sent = send(office, seminar.clone(), &[("capacity", "1")]).await?;
        let review = office.get(&sent.location).await?.text();
        ensure!(review.contains("もう2人の席があります"), "{review}");
        let sent = send(office, seminar, &[("capacity", "2")]).await?;
        let review = office.get(&sent.location).await?.text();
        ensure!(!review.contains("もう2人の席があります"), "{review}");
        Ok(())
    });
}

#[test]
fn a_day_or_time_that_is_typed_is_meant_with_or_without_the_box() {
    in_town(async |_, office| {
        let path = format!("/office/change/edit?form=seminar&of={SEMINAR}");
        let seminar = form(office, &path).await?;
        let sent = send(office, seminar, &[("fee", "300円")]).await?;
        let half = publish(office, &sent, &[("at_day", "2026-12-01")]).await?;
        ensure!(half.status == 422, "{}", half.status);
        let whole = [("at_day", "2026-12-01"), ("at_time", "09:00")];
        let timed = publish(office, &sent, &whole).await?;
        ensure!(timed.location.contains("/review?"), "{}", timed.location);
        let page = office.get(&timed.location).await?.text();
        ensure!(
            page.contains("に公開します") && page.contains("2026年12月1日"),
            "{page}"
        );
        Ok(())
    });
}

#[test]
fn of_two_seminars_with_one_title_the_page_of_the_published_one_is_shown() {
    in_town(async |town, office| {
        let path = format!("/office/change/edit?form=new_seminar&of={SEMINAR}");
        let new = form(office, &path).await?;
        let sent = send(office, new, &[("day", "2027-04-14")]).await?;
        let review = office.get(&sent.location).await?.text();
        ensure!(
            review.contains("しめ切り 2027年4月12日（月）17:00"),
            "{review}"
        );
        let done = publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get(&done.location).await?.text();
        ensure!(page.contains("公開中です"), "{page}");
        ensure!(page.contains("/seminars/2027-04-14-hajimete/"), "{page}");
        Ok(())
    });
}

#[test]
fn the_one_who_changed_that_field_is_named_and_pages_for_engineers_are_not_offered() {
    in_town(async |_, office| {
        let path = format!("/office/change/edit?form=seminar&of={SEMINAR}");
        let seminar = form(office, &path).await?;
        let sent = send(office, seminar.clone(), &[("fee", "500円")]).await?;
        publish(office, &sent, &[("why", "費用を決めた")]).await?;
        let again = form(office, &path).await?;
        let sent = send(office, again, &[("venue", "役場（見本）")]).await?;
        publish(office, &sent, &[("why", "会場を変えた")]).await?;
        let sent = send(office, seminar, &[("fee", "300円")]).await?;
        let page = office.get(&sent.location).await?.text();
        ensure!(page.contains("費用を決めた"), "{page}");
        ensure!(!page.contains("会場を変えた"), "{page}");
        let page = office.get("/office/change/edit?form=notice").await?.text();
        let pages = office.get("/office/change/pages").await?.text();
        ensure!(
            !page.contains("部品の見本") && !pages.contains("部品の見本"),
            "{page}"
        );
        Ok(())
    });
}
