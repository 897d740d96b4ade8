//! Each town below `towns/` over the shared site: it passes the check, and what it replaced is there to be replaced.

use staging::TownSite;

use crate::built::{pages, towns};

#[test]
fn every_town_passes_the_check() {
    let site = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
    for town in towns() {
        let put_together = TownSite::open(&site, Some(&town)).expect("it can be put together");
        let checked = staging::check(&put_together.root(), None, None);
        let checked = checked.and_then(staging::CheckedTown::passed);
        let checked = checked.unwrap_or_else(|faults| panic!("{}: {faults}", town.display()));
        let name = &checked.content.programme.operator.town;
        let home = checked.site.page("_index.md").expect("a home page");
        assert!(
            String::from_utf8_lossy(home).contains(name.as_str()),
            "{name}"
        );
    }
}

#[test]
fn no_page_of_a_town_shows_the_sample_towns_name() {
    for page in pages() {
        // The gallery's examples are everybody's.
        if page.path.starts_with("/components") {
            continue;
        }
        assert!(!page.html.contains("見本町"), "{}", page.path);
    }
}
