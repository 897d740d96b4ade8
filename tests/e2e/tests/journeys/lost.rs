//! Mails that cannot be delivered: who gets them instead, who is told, what the employer reads.

use anyhow::{Context, ensure};
use e2e::browser::Screen;
use e2e::mail::Mail;
use e2e::town::Town;
use e2e::{inspect, walk_in};

use crate::employer::{Hands, INN, Visit};

fn to<'a>(mails: &'a [Mail], address: &str) -> Vec<&'a Mail> {
    let to = mails.iter().filter(|mail| mail.to == [address]);
    to.collect()
}

#[test]
fn a_director_out_of_reach_is_replaced_and_everybody_is_told() {
    let director = "director-b@example.jp";
    let town = Town::refusing(&[director]);
    walk_in(&town, Screen::PHONE, async |town, browser| {
        let visit = Visit {
            browser,
            who: &INN,
            hands: Hands::Pointer,
            close: false,
        };
        visit.fill_in().await?;
        let reference = visit.send().await?;
        let mails = town.post().await?;
        ensure!(to(&mails, director).is_empty(), "the director refuses");
        let sheet = to(&mails, "deputy-b@example.jp");
        ensure!(sheet.len() == 1 && sheet[0].text.contains(&reference));
        let office = to(&mails, "office@example.jp");
        let told = |mail: &&&Mail| mail.subject.contains("届きませんでした");
        let notices: Vec<_> = office.iter().filter(told).collect();
        let [notice] = notices[..] else {
            anyhow::bail!("{} notices", notices.len());
        };
        ensure!(notice.subject.contains(&reference), "{}", notice.subject);
        ensure!(notice.text.contains(director), "{}", notice.text);
        ensure!(notice.defects.is_empty() && notice.widest <= 76);
        let receipt = to(&mails, INN.mail);
        let link = receipt[0].text.split_whitespace();
        let mut link = link.filter(|word| word.contains("/inventory/status?t="));
        browser.goto(link.next().context("the link")?).await?;
        inspect(browser, "status-lost").await?;
        let status = browser.text("main").await?;
        for part in ["届きませんでした", "副担当", "相談窓口に知らせました"] {
            ensure!(status.contains(part), "{part} in\n{status}");
        }
        Ok(())
    });
    town.stop().expect("a clean end");
}
