//! Finds addresses that two things claim.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Graph;
use crate::fault::{Fault, Outcome};

/// Fails if two pages, sections, aliases, taxonomies or terms have the same address.
///
/// # Errors
/// Fails with one fault for each address.
pub fn find_collisions(graph: &Graph) -> Outcome<()> {
    let claims = content_claims(graph);
    let mut faults: Vec<Fault> = claims
        .iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(path, files)| of_files(path, files))
        .collect();
    for taxonomy in graph
        .taxonomies
        .iter()
        .filter(|taxonomy| taxonomy.kind.render)
    {
        let name = &taxonomy.kind.name;
        if let Some(files) = claims.get(taxonomy.path.as_str()) {
            faults.push(of_taxonomy(
                &taxonomy.path,
                files[0],
                &format!("the taxonomy `{name}`"),
            ));
        }
        for term in &taxonomy.terms {
            if let Some(files) = claims.get(term.path.as_str()) {
                faults.push(of_taxonomy(
                    &term.path,
                    files[0],
                    &format!("the term `{}` of `{name}`", term.name),
                ));
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.into())
    }
}

fn content_claims(graph: &Graph) -> BTreeMap<&str, Vec<&PathBuf>> {
    let mut claims: BTreeMap<&str, Vec<&PathBuf>> = BTreeMap::new();
    let pages = graph
        .pages
        .iter()
        .filter(|page| page.matter.render)
        .map(|page| (&page.document, &page.matter.aliases));
    let sections = graph
        .sections
        .iter()
        .filter(|s| s.matter.render)
        .map(|s| (&s.document, &s.matter.aliases));
    for (document, aliases) in pages.chain(sections) {
        for path in std::iter::once(&document.path).chain(aliases) {
            let files = claims.entry(path).or_default();
            if !files.contains(&&document.file) {
                files.push(&document.file);
            }
        }
    }
    claims
}

const HELP: &str = "give one of them another `slug`, `path` or name, or take the alias away";

fn of_files(path: &str, files: &[&PathBuf]) -> Fault {
    let fault = Fault::new(files[0], format!("two files have the address `{path}`")).help(HELP);
    files[1..].iter().fold(fault, |fault, other| {
        fault.note(format!("the other one is `{}`", below_content(other)))
    })
}

fn of_taxonomy(path: &str, file: &Path, name: &str) -> Fault {
    Fault::new(
        file,
        format!("the file has the address `{path}`, which {name} has too"),
    )
    .help(HELP)
}

fn below_content(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.rsplit_once("/content/")
        .map_or_else(|| text.to_string(), |(_, below)| format!("content/{below}"))
}
