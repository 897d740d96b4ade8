//! Finds addresses that two things claim, and those that lead out of the site.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::{Graph, Taxonomy, Term};
use crate::fault::{Fault, Outcome, read_text};
use crate::output::{file_of, file_of_alias};

/// Fails if two pages, sections, aliases, taxonomies or terms have the same address, or one of them has one outside of
/// the site or where a file of the site lies. `statics`: the paths of its static files; `lang`: its first language.
///
/// # Errors
/// Fails with one fault for each address.
pub fn find_collisions(graph: &Graph, statics: Vec<String>, lang: &str) -> Outcome<()> {
    let claims = content_claims(graph);
    let mut faults: Vec<Fault> = claims
        .values()
        .filter(|claim| claim.files.len() > 1)
        .map(of_files)
        .collect();
    let outside = claims.values().filter(|claim| leads_out(claim.address));
    faults.extend(outside.map(|claim| of_outside(claim.files[0], claim.address)));
    let mut files: BTreeSet<String> = statics.into_iter().collect();
    files.extend(WRITTEN.map(str::to_owned));
    files.extend(claims.keys().cloned());
    let in_files = claims.iter().filter_map(|(path, claim)| {
        let taken = taken_by(path, &files)?;
        Some(of_taken(claim, taken))
    });
    faults.extend(in_files);
    let mut named = BTreeMap::new();
    for taxonomy in &graph.taxonomies {
        for term in &taxonomy.terms {
            if !taxonomy.kind.render {
                continue;
            }
            faults.extend(of_spellings(graph, taxonomy, term));
            if leads_out(&term.path) {
                let file = &graph.pages[term.spellings[0].1].document.file;
                faults.push(of_outside(file, &term.path));
            }
        }
        // A language that has no page with a term needs none of their addresses.
        let is_used = !taxonomy.terms.is_empty() || taxonomy.lang == lang;
        if taxonomy.kind.render && is_used {
            for (path, name) in taxonomy_claims(taxonomy) {
                if let Some(claim) = claims.get(&file_of(path)) {
                    faults.push(of_taxonomy(path, claim.files[0], &name));
                }
                if let Some(other) = named.insert(file_of(path), name.clone()) {
                    faults.push(of_two_names(path, &other, &name));
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.into())
    }
}

/// Files of every site, which are written beside its pages.
const WRITTEN: [&str; 3] = ["404.html", "robots.txt", "sitemap.xml"];

/// The file that lies where a path needs a folder, or that would be written twice.
fn taken_by<'f>(path: &'f str, files: &'f BTreeSet<String>) -> Option<&'f str> {
    let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    let folder = folders.find(|folder| files.contains(*folder));
    folder.or_else(|| WRITTEN.contains(&path).then_some(path))
}

/// The fault of an address below a file, at the place where the text says it.
fn of_taken(claim: &Claim, taken: &str) -> Fault {
    let (file, address) = (claim.files[0], claim.address);
    let what = format!("the address `{address}` cannot be, because the site has a file `{taken}`");
    let fault = Fault::new(file, what).help("write another address, or take the alias away");
    let Ok(text) = read_text(file) else {
        return fault;
    };
    match text.find(address) {
        Some(at) => fault.at_bytes(&text, &(at..at + address.len())),
        None => fault,
    }
}

/// Who wants a file of the output.
struct Claim<'g> {
    /// The address as the first of them writes it.
    address: &'g str,
    files: Vec<&'g PathBuf>,
}

/// What content files want, by file of the output.
fn content_claims(graph: &Graph) -> BTreeMap<String, Claim<'_>> {
    let pages = graph
        .pages
        .iter()
        .map(|page| (&page.document, page.matter.render, &page.matter.aliases));
    let sections = graph
        .sections
        .iter()
        .map(|s| (&s.document, s.matter.render, &s.matter.aliases));
    let mut claims: BTreeMap<String, Claim> = BTreeMap::new();
    for (document, is_rendered, aliases) in pages.chain(sections) {
        let own = is_rendered.then(|| (file_of(&document.path), document.path.as_str()));
        let aliases = aliases
            .iter()
            .map(|alias| (file_of_alias(alias), alias.as_str()));
        for (path, address) in own.into_iter().chain(aliases) {
            let claim = claims.entry(path).or_insert(Claim {
                address,
                files: Vec::new(),
            });
            if !claim.files.contains(&&document.file) {
                claim.files.push(&document.file);
            }
        }
    }
    claims
}

/// The addresses of a taxonomy that has pages, each with what it is.
fn taxonomy_claims(taxonomy: &Taxonomy) -> impl Iterator<Item = (&str, String)> {
    let of = &taxonomy.kind.name;
    let own = (taxonomy.path.as_str(), format!("the taxonomy `{of}`"));
    let term = move |term: &'_ Term| format!("the term `{}` of `{of}`", term.name);
    std::iter::once(own).chain(
        taxonomy
            .terms
            .iter()
            .filter(|term| !term.slug.is_empty())
            .map(move |each| (each.path.as_str(), term(each))),
    )
}

const HELP: &str = "give one of them another `slug`, `path` or name, or take the alias away";

const TERM_HELP: &str = "write one of them in another way, or add `taxonomies = \"off\"` below `[slugify]` in \
    config.toml, so that terms stay as they are written";

/// Whether a file of this address would lie elsewhere than it says, perhaps outside of the output.
fn leads_out(address: &str) -> bool {
    let mut parts = address.split(['/', '\\']);
    parts.any(|part| matches!(part, "." | ".."))
}

fn of_outside(file: &Path, address: &str) -> Fault {
    let what = format!("the address `{address}` leads out of its folder");
    Fault::new(file, what).help("write it without `.` and `..` between slashes")
}

fn of_files(claim: &Claim) -> Fault {
    let what = format!("two files have the address `{}`", claim.address);
    let fault = Fault::new(claim.files[0], what).help(HELP);
    claim.files[1..].iter().fold(fault, |fault, other| {
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

fn of_two_names(path: &str, one: &str, other: &str) -> Fault {
    let what = format!("{one} and {other} have the same address `{path}`");
    Fault::new("config.toml", what).help(TERM_HELP)
}

/// A term as one compares it with another: in one form of letters, without capitals and what only separates words.
fn compared(term: &str) -> String {
    let separates = |c: &char| c.is_whitespace() || "-‐‑–—−~〜_/・.,、，'‘’\"“”".contains(*c);
    let letters = term.nfkc().flat_map(char::to_lowercase);
    letters
        .filter(|c| !separates(c) && !is_unseen(*c))
        .collect()
}

/// Letters that nobody sees: marks of direction, joiners, variation selectors.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Words that differ in more than spelling, or that leave nothing for an address.
fn of_spellings(graph: &Graph, taxonomy: &Taxonomy, term: &Term) -> Option<Fault> {
    let of = &taxonomy.kind.name;
    let file = |page: usize| &graph.pages[page].document.file;
    let (name, page) = &term.spellings[0];
    if term.slug.is_empty() {
        let what = format!("nothing of the term `{name}` of `{of}` is left for an address");
        return Some(Fault::new(file(*page), what).help(TERM_HELP));
    }
    let is_other = |(other, _): &&(String, usize)| compared(other) != compared(name);
    let (other, at) = term.spellings.iter().find(is_other)?;
    let what = format!(
        "the terms `{name}` and `{other}` of `{of}` have the same address `{}`",
        term.path
    );
    let note = format!("`{other}` is a term of `{}`", below_content(file(*at)));
    Some(Fault::new(file(*page), what).note(note).help(TERM_HELP))
}

fn below_content(path: &Path) -> String {
    let text = path.to_string_lossy();
    text.rsplit_once("/content/")
        .map_or_else(|| text.to_string(), |(_, below)| format!("content/{below}"))
}
