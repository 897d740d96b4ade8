//! What three employers read and touch from the first page to the receipt, over the real pages.

use testkit::employer::{Employer, FARM_AS_SUGGESTED, INN_WITH_OWN, UNSURE_BUILDER, walk};
use testkit::site::{Function, Site};

const INVENTORY: Function = Function {
    templates: view::Folder::INVENTORY,
    router: inventory::router,
};

/// Prints each journey, and the longest pages of it.
pub async fn measure() {
    let journeys: [(&str, &Employer); 3] = [
        ("farm, one task as suggested, one sheet", &FARM_AS_SUGGESTED),
        ("inn, three tasks of which one is its own", &INN_WITH_OWN),
        ("builder who knows nothing for sure", &UNSURE_BUILDER),
    ];
    println!("\nreading (8 characters a second; goals: one task 2,400 characters, 20 touches)");
    for (name, employer) in journeys {
        let site = Site::open(INVENTORY).await;
        let mut browser = site.browser();
        walk(&mut browser, employer, "send").await;
        browser.answer(&[]).await;
        println!("  {name}: {}", browser.reading);
        for (path, characters) in &browser.reading.pages {
            println!("    {characters:>5}  {path}");
        }
    }
}
