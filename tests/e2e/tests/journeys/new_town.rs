//! A town of its own, made a moment ago: an employer of it sends a job, and it speaks of nobody else.

use anyhow::{Context, Result, ensure};
use e2e::browser::Screen;
use e2e::http::Visitor;
use e2e::mail::Mail;
use e2e::town::Town;
use e2e::{inspect, walk_in};
use kiridashi::new_town::{NewTown, TownColour};

use crate::employer::{Hands, INN, Visit};

/// The shared sample's names, which a town's own take the place of.
const SAMPLES: [&str; 2] = ["見本町", "見本県"];

fn north() -> NewTown {
    NewTown {
        name: "北山町".to_owned(),
        reading: "きたやままち".to_owned(),
        prefecture: "山見県".to_owned(),
        operator: "北山町しごと窓口".to_owned(),
        phone: "0123-45-6789".to_owned(),
        mail: "madoguchi@example.jp".to_owned(),
        wage: 1050,
        colour: TownColour::Lake,
    }
}

fn speaks_of_itself(name: &str, said: &str) -> Result<()> {
    let sample = SAMPLES.into_iter().find(|sample| said.contains(sample));
    ensure!(sample.is_none(), "{name}: {sample:?}\n{said}");
    Ok(())
}

async fn pages(town: &Town) -> Result<()> {
    let visitor = Visitor::stranger(&town.base())?;
    for path in [
        "/",
        "/about/",
        "/centre/",
        "/faq/",
        "/guides/",
        "/guides/after/",
        "/guides/price/",
        "/guides/what/",
        "/guides/why/",
        "/handbook/",
        "/how/",
        "/industries/inn/",
        "/privacy/",
        "/results/",
        "/search/",
        "/seminars/",
        "/inventory/",
        "/director/",
        "/registration/visit",
    ] {
        let page = visitor.get(path).await?;
        ensure!(page.status == 200, "{path}: {}", page.status);
        let text = page.text();
        speaks_of_itself(path, &text)?;
        ensure!(text.contains("北山町"), "{path} does not name the town");
    }
    let price = visitor.get("/guides/price/").await?.text();
    ensure!(price.contains("山見県の最低賃金は"), "{price}");
    let style = visitor.get("/main.css").await?.text();
    ensure!(style.contains("#1d4f7a"), "the colours are not the town's");
    Ok(())
}

fn addressed<'a>(mails: &'a [Mail], to: &str) -> Result<&'a Mail> {
    let mail = mails.iter().find(|mail| mail.to == [to]);
    mail.with_context(|| format!("no mail to {to}"))
}

#[test]
fn a_town_made_a_moment_ago_takes_a_job_from_an_employer_in_its_own_name() {
    let town = Town::made(&north());
    walk_in(&town, Screen::PHONE, async |town, browser| {
        pages(town).await?;
        browser.goto("/").await?;
        inspect(browser, "new-town").await?;
        let visit = Visit {
            browser,
            who: &INN,
            hands: Hands::Pointer,
            close: false,
        };
        visit.fill_in().await?;
        let reference = visit.send().await?;
        let mails = town.post_about(&reference).await?;
        for mail in &mails {
            speaks_of_itself(&mail.to.join(" "), &mail.text)?;
        }
        let receipt = addressed(&mails, INN.mail)?;
        ensure!(
            receipt.text.contains("北山町しごと窓口"),
            "{}",
            receipt.text
        );
        addressed(&mails, "director-b@example.jp")?;
        addressed(&mails, "madoguchi@example.jp")?;
        Ok(())
    });
    town.stop().expect("a clean end");
}
