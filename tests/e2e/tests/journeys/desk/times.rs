//! One time of a consultation with several is called off alone, or with those after it.

use anyhow::{Result, ensure};
use e2e::http::Visitor;
use e2e::town::Town;

use super::told::enter;
use super::two::{form, in_town, publish, send};

const COPIED: &str = "/office/change/edit?form=new_seminar&of=seminars/2027-03-10-soudan-yado.md";
const SNOW: &str = "15時から大雪のため、この時間は中止します。";

fn slug(time: usize) -> String {
    match time {
        1 => "2027-02-24-soudan".to_owned(),
        time => format!("2027-02-24-soudan-{time}"),
    }
}

/// Six times of half an hour from 13:00 on, with somebody at 14:30, 15:00 and 15:30.
async fn consultation(town: &Town, office: &Visitor) -> Result<()> {
    let new = form(office, COPIED).await?;
    let typed = [
        ("title", "書き出し相談会"),
        ("day", "2027-02-24"),
        ("from", "13:00"),
        ("to", "16:00"),
        ("slot_minutes", "30"),
        ("body", "1組30分、6組まで。"),
    ];
    let sent = send(office, new, &typed).await?;
    publish(office, &sent, &[]).await?;
    town.take_up().await?;
    for (time, mail) in [(4, "four"), (5, "five"), (6, "six")] {
        let add = format!("/registration/office/list/{}/add", slug(time));
        let mail = format!("{mail}@example.jp");
        enter(office, &add, "見本 太郎", ("mail", &mail)).await?;
    }
    town.post().await.map(drop)
}

/// Calls off, from a time on its own page, what is chosen.
async fn called_off(office: &Visitor, time: usize, chosen: &str) -> Result<()> {
    let slug = slug(time);
    let path = format!("/office/change/edit?form=cancel_seminar&of=seminars/{slug}.md");
    let cancel = form(office, &path).await?;
    let unsaid = send(office, cancel.clone(), &[("cancelled", SNOW)]).await?;
    ensure!(unsaid.status == 422, "{}", unsaid.status);
    let said = [("cancelled", SNOW), ("times", chosen)];
    let sent = send(office, cancel, &said).await?;
    let done = publish(office, &sent, &[("why", "大雪")]).await?;
    ensure!(done.location.contains("published"), "{}", done.location);
    Ok(())
}

/// Pages, feed and calendar say of these times and no others that they are off.
async fn off(office: &Visitor, wanted: &[usize]) -> Result<()> {
    let feed = office.get("/seminars/atom.xml").await?.text();
    let calendar = office.get("/seminars/calendar.ics").await?.text();
    // Its lines are folded.
    let calendar = calendar.replace("\r\n ", "");
    let events: Vec<&str> = calendar.split("BEGIN:VEVENT").collect();
    for time in 1..=6 {
        let (slug, is_off) = (slug(time), wanted.contains(&time));
        let page = office.get(&format!("/seminars/{slug}/")).await?.text();
        ensure!(
            page.contains("中止になりました") == is_off,
            "{slug}: {page}"
        );
        let register = office.get(&format!("/registration/{slug}")).await?.text();
        ensure!(register.contains("中止") == is_off, "{slug}: {register}");
        let event = events
            .iter()
            .find(|it| it.contains(&format!("UID:{slug}@")));
        let event = event.map_or("", |it| it);
        let status = if is_off { "CANCELLED" } else { "CONFIRMED" };
        ensure!(event.contains(status), "{slug}: {event}");
        let entry = feed
            .split("<entry")
            .find(|it| it.contains(&format!("/seminars/{slug}/")));
        let entry = entry.unwrap_or_default();
        ensure!(entry.contains("中止") == is_off, "{slug}: {entry}");
    }
    Ok(())
}

async fn told(town: &Town, addresses: &[&str]) -> Result<()> {
    let mails = town.post().await?;
    for address in ["four", "five", "six"] {
        let to = format!("{address}@example.jp");
        let told = mails.iter().filter(|mail| mail.to == [to.as_str()]);
        let told = told
            .filter(|mail| mail.text.contains("15時から大雪"))
            .count();
        let wanted = usize::from(addresses.contains(&address));
        ensure!(told == wanted, "{address}: {mails:#?}");
    }
    Ok(())
}

#[test]
fn one_time_alone_is_called_off_and_only_who_comes_then_is_told() {
    in_town(async |town, office| {
        consultation(town, office).await?;
        called_off(office, 5, "one").await?;
        told(town, &["five"]).await?;
        town.take_up().await?;
        off(office, &[5]).await?;
        called_off(office, 4, "after").await?;
        told(town, &["four", "five", "six"]).await?;
        town.take_up().await?;
        off(office, &[4, 5, 6]).await
    });
}
