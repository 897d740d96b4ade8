//! Reads one content file: its front matter, its Markdown and the files beside it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use view::{Source, UnknownLanguage, page_address, section_path};

use super::reading::measure;
use super::{ContentPage, Document, PageMatter, Section, SectionMatter, Split, assets, moment};
use crate::fault::{Fault, Faults, Outcome, read_text};
use crate::settings::Settings;

fn unknown_language(file: &Path, error: &UnknownLanguage) -> Faults {
    let code = &error.0;
    Fault::new(
        file,
        format!("the file name holds the language code `{code}`, which config.toml does not list"),
    )
    .help(format!(
        "add `[languages.{code}]` to config.toml, or take the dot out of the file name"
    ))
    .into()
}

fn fingerprint(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A content file in memory.
struct File {
    path: PathBuf,
    text: String,
}

impl File {
    fn read(root: &Path, relative: &str) -> Outcome<File> {
        let path = root.join("content").join(relative);
        let text = read_text(&path)?;
        Ok(File { path, text })
    }

    /// What pages and sections have in common.
    fn document(
        &self,
        split: &Split,
        source: Source,
        path: String,
        settings: &Settings,
    ) -> Document {
        let (word_count, reading_time) = measure(split.body, &source.lang);
        Document {
            permalink: settings.config.permalink(&path),
            path,
            body: split.body.to_owned(),
            lines_before_body: split.lines_before_body(),
            fingerprint: fingerprint(split.body),
            word_count,
            reading_time,
            source,
            file: self.path.clone(),
            ..Document::default()
        }
    }
}

/// Loads one page, given as its path below `content/`.
pub(super) fn load_page(root: &Path, relative: &str, settings: &Settings) -> Outcome<ContentPage> {
    let file = File::read(root, relative)?;
    let split = Split::of(&file.path, &file.text)?;
    let mut matter: PageMatter = split.read(&file.path)?;
    check_matter(&file.path, &split, &matter)?;
    let rules = settings.config.rules();
    let source = Source::page(relative, &rules).map_err(|e| unknown_language(&file.path, &e))?;
    let address = page_address(
        &source,
        matter.slug.as_deref(),
        matter.path.as_deref(),
        &rules,
    );
    matter.date = matter.date.or(address.date);
    clean(&mut matter.aliases);
    let mut document = file.document(&split, source, address.path, settings);
    if document.source.name == "index" {
        document.assets = assets::beside(&document.file, settings, true)?;
        let folder = &document.source.folder;
        document.asset_paths = assets::relative(&document)
            .map(|asset| format!("/{}", view::join(folder, &asset)))
            .collect();
    }
    Ok(ContentPage {
        document,
        matter,
        slug: address.slug,
        ..ContentPage::default()
    })
}

fn clean(aliases: &mut [String]) {
    for alias in aliases {
        *alias = view::without_controls(alias);
    }
}

fn check_matter(file: &Path, split: &Split, matter: &PageMatter) -> Outcome<()> {
    let fault = |key: &str, what: String, help: &str| Err(split.fault_at(file, key, what, help));
    if matter.slug.as_deref() == Some("") {
        return fault(
            "slug",
            "`slug` is empty".to_owned(),
            "remove it, or give the last part of the address",
        );
    }
    if matter.path.as_deref() == Some("") {
        return fault(
            "path",
            "`path` is empty".to_owned(),
            "remove it, or give the whole address",
        );
    }
    if matter
        .taxonomies
        .values()
        .flatten()
        .any(|term| term.trim().is_empty())
    {
        return fault(
            "taxonomies",
            "a taxonomy holds an empty term".to_owned(),
            "remove the empty term",
        );
    }
    for (key, written) in [("date", &matter.date), ("updated", &matter.updated)] {
        if let Some(date) = written.as_deref().filter(|date| moment(date).is_none()) {
            let what = format!("`{date}` is no date");
            return fault(key, what, "write a date as `2026-04-01`");
        }
    }
    Ok(())
}

/// Loads one section, given as the path of its `_index.md` below `content/`.
pub(super) fn load_section(root: &Path, relative: &str, settings: &Settings) -> Outcome<Section> {
    let file = File::read(root, relative)?;
    let split = Split::of(&file.path, &file.text)?;
    let mut matter: SectionMatter = split.read(&file.path)?;
    clean(&mut matter.aliases);
    let rules = settings.config.rules();
    let source = Source::section(relative, &rules).map_err(|e| unknown_language(&file.path, &e))?;
    let path = section_path(&source, &rules);
    let mut document = file.document(&split, source, path, settings);
    document.assets = assets::beside(&document.file, settings, false)?;
    document.asset_paths = assets::relative(&document)
        .map(|asset| format!("{}{asset}", document.path))
        .collect();
    Ok(Section {
        document,
        matter,
        ..Section::default()
    })
}
