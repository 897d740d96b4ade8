//! Pages tell how places stand without a script, in the local program as when they are published: over HTTP.

use anyhow::{Result, ensure};
use e2e::http::Visitor;
use e2e::town::{Town, replace};
use jiff::Timestamp;
use scraper::{Html, Selector};

use crate::seminar_pages::{PAGE, SLUG, file, opened, over_http, register};

/// The program looks; then page and list say this of the places.
async fn said(town: &Town, visitor: &Visitor, label: &str) -> Result<()> {
    town.take_up().await?;
    let tag = format!("[data-seminar=\"{SLUG}\"] .tag");
    let tag = Selector::parse(&tag).expect("a selector");
    for path in [PAGE, "/seminars/"] {
        let html = Html::parse_document(&opened(visitor, path).await?);
        let said: Vec<String> = html.select(&tag).map(|tag| tag.text().collect()).collect();
        ensure!(said == [label], "{path}: {said:?} instead of {label}");
    }
    Ok(())
}

#[test]
fn pages_tell_each_turn_of_the_places_without_a_script() {
    let town = Town::with_own_content(|content| {
        replace(&file(content), "capacity = 20", "capacity = 2");
        replace(&file(content), "waitlist = 10", "waitlist = 0");
    });
    over_http(&town, async |town, visitor| {
        said(town, visitor, "受付中").await?;
        register(town, visitor, PAGE, "ichi@example.jp").await?;
        said(town, visitor, "残りわずか").await?;
        register(town, visitor, PAGE, "ni@example.jp").await?;
        said(town, visitor, "満席").await?;
        for (time, label) in [
            ("2027-01-18T17:00:00+09:00", "しめ切り"),
            ("2027-01-20T15:00:00+09:00", "終了"),
        ] {
            town.set(time.parse::<Timestamp>()?);
            said(town, visitor, label).await?;
        }
        Ok(())
    });
}
