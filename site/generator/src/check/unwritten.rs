//! Names the lines that only the town can write and has not written yet.

use crate::fault::Fault;
use crate::site::Site;

/// The lines of `extra.town` without a text, page by page.
pub(super) fn lines(site: &Site) -> Vec<Fault> {
    let mut lines = Vec::new();
    for page in &site.ready().graph.pages {
        let town = page.matter.extra.get_from_path("town");
        let items = town.and_then(|list| list.as_array()).unwrap_or_default();
        for item in items {
            let words = |key| item.get_from_path(key).and_then(|value| value.as_str());
            if words("text").is_none_or(|text| text.trim().is_empty()) {
                let label = words("label").unwrap_or_default();
                let what = format!("the town has yet to write 「{label}」");
                let line = Fault::new(&page.document.file, what);
                lines.push(line.help("write `text = \"…\"` behind the label below `[extra]`"));
            }
        }
    }
    lines
}
