//! How long the office waits from pressing a button to the page as it will be: an edit kept and checked, what it changes, and
//! the preview.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};
use desk::DeskSite;
use testkit::browser::Browser;
use testkit::site::{Function, Site};

use crate::report::line;

/// How long half of all saves may take until the preview is there, in milliseconds.
const PREVIEW: f64 = 100.0;

/// So many saves of each text.
const SAVES: usize = 21;

/// A text, its form, and the field that is changed.
const EDITS: [(&str, &str, &str); 2] = [
    ("a guide's text", "form=page&of=guides/price.md", "body"),
    ("a holiday", "form=holidays", "new_name_1"),
];

const DESK: Function = Function {
    templates: view::Folder::OFFICE,
    router: |state| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
        let (store, clock) = (state.store.clone(), state.clock.clone());
        let site = DeskSite::new(store, &root, &state.settings.base_url, clock);
        desk::router(state, site)
    },
};

/// Saves texts of the town's own site again and again. Looking for the link to the preview is the measuring browser's time.
pub async fn measure() -> Result<()> {
    println!("\nThe desk: an edit saved, reviewed and seen as it will be");
    for (name, form, field) in EDITS {
        let site = Site::open(DESK).await;
        let mut browser = site.browser();
        site.sign_in(&mut browser, "office@example.jp").await;
        let mut times = Vec::new();
        for number in 0..SAVES {
            browser.open(&format!("/office/change/edit?{form}")).await;
            times.push(save(&mut browser, field, number).await?);
        }
        times.sort_by(f64::total_cmp);
        let half = times[SAVES / 2];
        line(
            &format!("  {name}: half of them"),
            half,
            "ms",
            Some(PREVIEW),
        );
        line("    the slowest", times[SAVES - 1], "ms", None);
    }
    Ok(())
}

/// Changes a field of the form on the screen, and looks at the preview; gives the milliseconds.
async fn save(browser: &mut Browser, field: &str, number: usize) -> Result<f64> {
    let form = browser.page.form();
    let said = format!("{}{number}番目の見本。", form.values(field).concat());
    let mut form = form.set(field, &said);
    if form.asks("new_day_1") {
        form = form.set("new_day_1", "2027-06-15");
    }
    let begun = Instant::now();
    browser.submit(form).await;
    let mut waited = begun.elapsed();
    let words = || browser.page.words();
    ensure!(browser.page.status.is_success(), "{}", words());
    let links = browser.page.links();
    // What is on no page of its own is seen on the review alone.
    if let Some(preview) = links
        .iter()
        .find(|link| link.contains("/preview?"))
        .cloned()
    {
        let begun = Instant::now();
        browser.fetch(&preview).await;
        waited += begun.elapsed();
        ensure!(browser.page.status.is_success(), "{preview}");
    }
    Ok(waited.as_secs_f64() * 1000.0)
}
