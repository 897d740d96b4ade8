//! How many screens of a small phone three employers pass from the first page to the receipt.

use anyhow::{Context, Result, ensure};
use e2e::browser::{Browser, Screen};
use e2e::http::Visitor;
use e2e::town::Town;
use e2e::walk;
use serde_json::json;
use testkit::browser::Page;
use testkit::employer::{Employer, FARM_AS_SUGGESTED, INN_WITH_OWN, UNSURE_BUILDER, answered};

/// More pages than any of them passes.
const PATIENCE: usize = 60;

/// The heights of the pages as they are shown, in screens, with their paths.
async fn screens(town: &Town, browser: &Browser, who: &Employer) -> Result<Vec<(String, f64)>> {
    let mut pages = Vec::new();
    browser.goto("/inventory/").await?;
    for _ in 0..PATIENCE {
        let path = browser.path().await?;
        let height = browser
            .evaluate("document.documentElement.scrollHeight")
            .await?;
        let height = height.as_f64().context("a height")?;
        pages.push((path.clone(), height / f64::from(browser.screen().height)));
        if std::env::var_os("E2E_PICTURES").is_some() {
            let name = path.replace(['/', '?', '='], "-");
            let name = format!("screens-{}-{}{name}", who.industry, who.tasks.len());
            browser.picture(&name).await?;
        }
        if path.starts_with("/inventory/sent") {
            return Ok(pages);
        }
        go_on(town, browser, who, &path).await?;
    }
    anyhow::bail!("no receipt: {pages:?}")
}

/// Fills the page in as this employer does, without script, and opens where its button leads.
async fn go_on(town: &Town, browser: &Browser, who: &Employer, path: &str) -> Result<()> {
    let seen = Visitor::at(&town.base(), browser).await?.get(path).await?;
    let page = Page {
        path: path.to_owned(),
        body: seen.body.into(),
        ..Page::default()
    };
    let step = path.trim_start_matches("/inventory/");
    let form = match step {
        "" | "send" => page.form(),
        step => answered(page.form(), step, who),
    };
    let sent = json!({
        "method": "POST", "body": form.body(),
        "headers": { "content-type": "application/x-www-form-urlencoded" },
    });
    let action = json!(form.action);
    let there = browser
        .evaluate(&format!(
            "fetch({action}, {sent}).then(answer => answer.url)"
        ))
        .await?;
    browser.goto(there.as_str().context("an address")?).await
}

fn held(name: &str, who: &'static Employer, most: f64) {
    walk(Screen::PHONE, async |town, browser| {
        let pages = screens(town, browser, who).await?;
        let all: f64 = pages.iter().map(|(_, height)| height).sum();
        println!(
            "{name}: {} pages, {all:.1} screens of 360 x 740",
            pages.len()
        );
        for (path, height) in &pages {
            println!("{height:>6.1}  {path}");
        }
        ensure!(
            all <= most,
            "{all:.1} screens, more than {most}: {pages:#?}"
        );
        Ok(())
    });
}

#[test]
fn three_tasks_with_one_own_are_at_most_thirty_screens() {
    held(
        "inn, three tasks of which one is its own",
        &INN_WITH_OWN,
        30.0,
    );
}

#[test]
fn one_task_as_suggested_is_at_most_seventeen_screens() {
    held("farm, one task as suggested", &FARM_AS_SUGGESTED, 17.0);
}

#[test]
fn three_tasks_that_nobody_knows_much_about_are_at_most_thirty_screens() {
    held("builder who knows nothing for sure", &UNSURE_BUILDER, 30.0);
}
