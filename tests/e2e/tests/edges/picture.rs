//! Draws the picture of the crates in ARCHITECTURE.md from the lists of allowed edges, and holds the page to it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::{ALLOWED, DOMAIN, list, metadata, text};

const PAGE: &str = "ARCHITECTURE.md";
const BEGIN: &str = "```mermaid\n";

/// The boxes, by the folder in which a crate lies, the innermost first.
const LAYERS: [(&str, &str); 4] = [
    ("domain", "functions/domain/"),
    ("adapters", "functions/adapters/"),
    ("site", "site/"),
    ("lambdas", "functions/lambdas/"),
];

/// What each uses that nothing else it uses leads to already.
fn drawn(edges: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<(String, String)> {
    let mut drawn = Vec::new();
    for (from, uses) in edges {
        let implied = |to: &str| uses.iter().any(|by| *by != to && leads(edges, by, to));
        let direct = uses.iter().filter(|to| !implied(to));
        drawn.extend(direct.map(|to| ((*from).to_owned(), (*to).to_owned())));
    }
    drawn
}

fn leads(edges: &BTreeMap<&str, BTreeSet<&str>>, from: &str, to: &str) -> bool {
    let next = edges.get(from).into_iter().flatten();
    next.into_iter().any(|by| *by == to || leads(edges, by, to))
}

/// The crates of each layer, by where they lie.
fn layers() -> Vec<(&'static str, Vec<String>)> {
    let metadata = metadata(&["--no-deps"]);
    let layer = |(layer, folder)| {
        let lies = |package: &&serde_json::Value| text(&package["manifest_path"]).contains(folder);
        let crates = list(&metadata, "packages").filter(lies);
        let mut names: Vec<_> = crates.map(|package| text(&package["name"])).collect();
        names.sort();
        (layer, names)
    };
    LAYERS.map(layer).into()
}

fn picture() -> String {
    let lists = [DOMAIN, ALLOWED].concat();
    let of = |uses: &&'static [&'static str]| uses.iter().copied().collect();
    let edges: BTreeMap<_, BTreeSet<&str>> =
        lists.iter().map(|(it, uses)| (*it, of(uses))).collect();
    let mut picture = "flowchart BT\n".to_owned();
    for (layer, crates) in layers() {
        let _ = writeln!(picture, "  subgraph {layer}");
        for name in crates {
            let _ = writeln!(picture, "    {name}");
        }
        picture.push_str("  end\n");
    }
    for (from, to) in drawn(&edges) {
        let _ = writeln!(picture, "  {from} --> {to}");
    }
    picture
}

#[test]
fn the_architecture_page_shows_the_crates_as_the_lists_have_them() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(PAGE);
    let page = std::fs::read_to_string(page).unwrap();
    let (_, shown) = page.split_once(BEGIN).expect("the page has a picture");
    let (shown, _) = shown.split_once("```").expect("it ends");
    let wanted = picture();
    assert!(shown == wanted, "{PAGE} should show:\n{BEGIN}{wanted}```");
}

#[test]
fn what_is_implied_is_not_drawn() {
    let edges = [("a", vec!["b", "c"]), ("b", vec!["c"]), ("c", vec![])];
    let edges = edges.map(|(from, to)| (from, to.into_iter().collect()));
    let drawn = drawn(&edges.into());
    let arrow = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(drawn, [arrow("a", "b"), arrow("b", "c")]);
}
