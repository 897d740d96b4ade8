//! Finds and parses the content files of a site.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use view::Source;

use super::file::{load_page, load_section};
use super::{ContentPage, Document, Section};
use crate::fault::{Fault, Outcome, all, unreadable};
use crate::settings::Settings;

/// The content files of a site, each list in the order of paths.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The pages.
    pub pages: Vec<ContentPage>,
    /// The sections, with an implicit one for each language that has no home page file.
    pub sections: Vec<Section>,
    /// Files that are left out though nobody asked for it.
    pub warnings: Vec<Fault>,
}

/// Loads the content of the site at `root`.
///
/// # Errors
/// Fails with everything that is wrong with any file.
pub fn load(root: &Path, settings: &Settings, drafts: bool) -> Outcome<Loaded> {
    let mut walk = Walk {
        root,
        settings,
        drafts,
        sections: Vec::new(),
        pages: Vec::new(),
        warnings: Vec::new(),
        nothings: Vec::new(),
    };
    walk.folder("", false)?;
    if !walk.nothings.is_empty() {
        return Err(walk.nothings.into());
    }
    let Walk {
        sections,
        pages,
        warnings,
        ..
    } = walk;
    let taken: BTreeSet<String> = sections
        .iter()
        .map(|s| s.document.components().join("/"))
        .collect();
    let pages: Vec<Outcome<ContentPage>> = pages
        .par_iter()
        .map(|relative| load_page(root, relative, settings))
        .collect();
    let mut pages = all(pages)?;
    pages.retain(|page| drafts || !page.matter.draft);
    all(pages.iter().map(|page| check_page(page, &taken, settings)))?;
    pages.sort_by(|a, b| a.document.source.relative.cmp(&b.document.source.relative));
    let mut loaded = Loaded {
        pages,
        sections,
        warnings,
    };
    add_homes(root, settings, &mut loaded);
    loaded
        .sections
        .sort_by(|a, b| a.document.source.relative.cmp(&b.document.source.relative));
    Ok(loaded)
}

struct Walk<'a> {
    root: &'a Path,
    settings: &'a Settings,
    drafts: bool,
    sections: Vec<Section>,
    pages: Vec<String>,
    warnings: Vec<Fault>,
    /// Files that are meant as pages and become none.
    nothings: Vec<Fault>,
}

impl Walk<'_> {
    /// Visits a folder below `content/`; a drafted section hides all that is in its folder. `is_pages_own`: it is below
    /// the folder of a page.
    fn folder(&mut self, relative: &str, is_pages_own: bool) -> Outcome<()> {
        let path = self.root.join("content").join(relative);
        let is_ignored = |path: &Path| self.settings.ignored_content.is_match(path);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(e) if relative.is_empty() && e.kind() == std::io::ErrorKind::NotFound => {
                return Ok(());
            }
            Err(e) => return Err(unreadable(&path, &e)),
        };
        let mut entries: Vec<PathBuf> = entries
            .map(|entry| entry.map(|e| e.path()))
            .collect::<Result<_, _>>()
            .map_err(|e| unreadable(&path, &e))?;
        entries.sort();
        let (folders, files): (Vec<_>, Vec<_>) =
            entries.into_iter().partition(|path| path.is_dir());
        if !is_ignored(&path) {
            let found: Vec<String> = files
                .iter()
                .map(|file| name(file))
                .filter(|name| self.is_index(name))
                .collect();
            let mut is_draft = false;
            for index in found {
                let section =
                    load_section(self.root, &view::join(relative, &index), self.settings)?;
                if section.matter.draft && !self.drafts {
                    is_draft = true;
                } else {
                    self.sections.push(section);
                }
            }
            if is_draft {
                return Ok(());
            }
        }
        // Beside a page of its own folder, and below, lies what the page offers.
        let is_pages_own = is_pages_own || files.iter().any(|file| name(file) == "index.md");
        self.files(relative, &files, is_pages_own);
        let mut folders = folders.iter();
        folders
            .try_for_each(|folder| self.folder(&view::join(relative, &name(folder)), is_pages_own))
    }

    /// Takes the pages among a folder's files, and what is no page though it is meant as one.
    fn files(&mut self, relative: &str, files: &[PathBuf], is_pages_own: bool) {
        for file in files {
            let name = name(file);
            let is_page =
                name.ends_with(".md") && !name.starts_with('.') && !name.starts_with("_index.");
            if self.settings.ignored_content.is_match(file) {
                continue;
            }
            if is_page {
                self.pages.push(view::join(relative, &name));
            } else if name.starts_with("_index.") && name.ends_with(".md") && !self.is_index(&name)
            {
                self.warnings.push(left_out_section(file, &name));
            } else if let Some(right) = meant_as_page(&name).filter(|_| !is_pages_own) {
                let what = "the file becomes no page, because its name does not end with `.md`";
                let help = format!("call it `{right}`, or put it elsewhere than below content/");
                self.nothings.push(Fault::new(file, what).help(help));
            }
        }
    }

    fn is_index(&self, name: &str) -> bool {
        name == "_index.md"
            || self
                .settings
                .config
                .other_languages()
                .any(|code| name == format!("_index.{code}.md"))
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// How a file would have to be called to become the page that it looks like.
fn meant_as_page(name: &str) -> Option<String> {
    let small = name.to_lowercase();
    if name.starts_with('.') || name.ends_with(".md") {
        return None;
    }
    let endings = [
        ".md.txt",
        ".markdown.txt",
        ".markdown",
        ".mdown",
        ".mkd",
        ".md",
    ];
    let ending = endings.iter().find(|ending| small.ends_with(*ending))?;
    let stem = name.get(..name.len() - ending.len())?;
    (!stem.is_empty()).then(|| format!("{stem}.md"))
}

fn left_out_section(file: &Path, name: &str) -> Fault {
    let code = name.trim_start_matches("_index.").trim_end_matches(".md");
    let what = format!("the section is left out, because config.toml lists no language `{code}`");
    Fault::new(file, what).help(format!(
        "add `[languages.{code}]` to config.toml, or correct the file name"
    ))
}

fn check_page(page: &ContentPage, sections: &BTreeSet<String>, settings: &Settings) -> Outcome<()> {
    let document = &page.document;
    let in_section = match document.components() {
        parts if parts.is_empty() => document.source.colocated.is_none(),
        parts => sections.contains(&parts.join("/")),
    };
    if document.source.file_name() == "index.md" && in_section {
        let what = "a page `index.md` stands in the folder of a section (`_index.md`)";
        return Err(Fault::new(&document.file, what)
            .help("move one of them: a folder is either a section or a single page")
            .into());
    }
    let own = settings.config.language(&document.source.lang);
    let known = |name: &String| {
        own.is_some_and(|own| own.taxonomies.iter().any(|taxonomy| taxonomy.name == *name))
    };
    match page.matter.taxonomies.keys().find(|name| !known(name)) {
        Some(name) => Err(Fault::new(
            &document.file,
            format!("the taxonomy `{name}` is not in config.toml"),
        )
        .help(format!(
            "add `{{ name = \"{name}\" }}` to `taxonomies` in config.toml, or correct the name"
        ))
        .into()),
        None => Ok(()),
    }
}

/// Adds an implicit home page for each language that has no file for it, as Zola does: without an address for links.
fn add_homes(root: &Path, settings: &Settings, loaded: &mut Loaded) {
    let config = &settings.config;
    let codes = std::iter::once(config.default_language.as_str()).chain(config.other_languages());
    for code in codes {
        let is_default = code == config.default_language;
        let relative = if is_default {
            "_index.md".to_owned()
        } else {
            format!("_index.{code}.md")
        };
        if loaded
            .sections
            .iter()
            .any(|section| section.document.source.relative == relative)
        {
            continue;
        }
        let source = Source::section(&relative, &config.rules()).unwrap_or_default();
        let document = Document {
            permalink: config.permalink(if is_default { "" } else { code }),
            path: if is_default {
                "/".to_owned()
            } else {
                format!("{code}/")
            },
            file: root.join("content").join(&relative),
            source,
            ..Document::default()
        };
        loaded.sections.push(Section {
            document,
            implicit: true,
            ..Section::default()
        });
    }
}
