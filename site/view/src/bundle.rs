//! Gathers from a site's folder what pages of functions need of it; it renders nothing. Also compiled into the build script.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sha2::{Digest, Sha256, Sha384, Sha512};

use crate::shared::shared;
use crate::source::{Rules, Slugify, Source, page_address, section_path};

type Text = Cow<'static, str>;

/// What pages of functions need of a site.
#[derive(Debug, Default, Clone)]
pub struct Bundle {
    /// `config.toml`.
    pub config: Text,
    /// Templates: name and text.
    pub templates: Vec<(Text, Text)>,
    /// Files below `data/`: path below the site's root and text.
    pub data: BTreeMap<Text, Text>,
    /// Files below `content/` that are files of `data` too: path below `content/` and path below the site's root.
    pub shared: BTreeMap<Text, Text>,
    /// Markdown files below `content/`: path and address below the site's root.
    pub addresses: BTreeMap<Text, Text>,
    /// Taxonomies: name and name in addresses.
    pub slugs: BTreeMap<Text, Text>,
    /// Published static files and style sheets: path below the output folder and hashes.
    pub hashes: BTreeMap<Text, Hashes>,
}

/// The hashes of one file, in lower-case hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hashes {
    /// SHA-256.
    pub sha256: Text,
    /// SHA-384.
    pub sha384: Text,
    /// SHA-512.
    pub sha512: Text,
}

/// A file that could not be gathered.
#[derive(Debug)]
pub struct GatherError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong with it.
    pub what: String,
}

impl std::fmt::Display for GatherError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.what)
    }
}

impl std::error::Error for GatherError {}

type Result<T> = std::result::Result<T, GatherError>;

fn failed(path: &Path, what: impl std::fmt::Display) -> GatherError {
    GatherError {
        path: path.to_owned(),
        what: what.to_string(),
    }
}

/// The endings of the files in `templates/` that are templates.
pub const TEMPLATE_ENDINGS: [&str; 6] = ["html", "xml", "md", "txt", "json", "ics"];

/// Gathers a site. Folders that do not exist count as empty.
///
/// # Errors
/// Fails for a file that cannot be read and for Sass that does not compile.
pub fn gather(root: &Path) -> Result<Bundle> {
    let config = match fs::read_to_string(root.join("config.toml")) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(failed(&root.join("config.toml"), e)),
    };
    let mut bundle = Bundle {
        templates: templates(root)?,
        ..Bundle::default()
    };
    let settings = settings(&root.join("config.toml"), &config)?;
    bundle.slugs = settings.slugs();
    bundle.addresses = addresses(root, &settings.rules())?;
    bundle.config = config.into();
    for relative in files(&root.join("data"))? {
        let path = format!("data/{relative}");
        let text = read(&root.join(&path))?;
        bundle.data.insert(path.into(), text.into());
    }
    bundle.shared = shared(root, &files(&root.join("content"))?, bundle.data.keys());
    for relative in files(&root.join("static"))? {
        let path = root.join("static").join(&relative);
        let bytes = fs::read(&path).map_err(|e| failed(&path, e))?;
        bundle.hashes.insert(relative.into(), hashes(&bytes));
    }
    for (path, css) in compile_sass(root)? {
        bundle.hashes.insert(path.into(), hashes(css.as_bytes()));
    }
    Ok(bundle)
}

/// The templates of a site, in the order of their names.
///
/// # Errors
/// Fails for a file that cannot be read.
pub fn templates(root: &Path) -> Result<Vec<(Text, Text)>> {
    let folder = root.join("templates");
    let names = files(&folder)?
        .into_iter()
        .filter(|name| has_ending(name, &TEMPLATE_ENDINGS));
    names
        .map(|name| Ok((name.clone().into(), read(&folder.join(&name))?.into())))
        .collect()
}

/// Compiles `sass/`: paths below the output folder and style sheets, in the order of the paths.
///
/// # Errors
/// Fails for Sass that does not compile, with the compiler's own account of where and why.
pub fn compile_sass(root: &Path) -> Result<Vec<(String, String)>> {
    let folder = root.join("sass");
    let options = grass::Options::default().style(grass::OutputStyle::Compressed);
    let mut sheets: Vec<(String, String)> = Vec::new();
    for relative in files(&folder)? {
        let is_partial = relative.split('/').any(|part| part.starts_with('_'));
        if is_partial || !has_ending(&relative, &["sass", "scss"]) {
            continue;
        }
        let path = folder.join(&relative);
        let css = grass::from_path(&path, &options).map_err(|e| failed(&path, e))?;
        let target = format!(
            "{}.css",
            relative
                .rsplit_once('.')
                .map_or(relative.as_str(), |(stem, _)| stem)
        );
        if sheets.iter().any(|(taken, _)| *taken == target) {
            return Err(failed(
                &path,
                format!("another file of this folder also becomes `{target}`; rename one"),
            ));
        }
        sheets.push((target, css));
    }
    Ok(sheets)
}

fn read(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).map_err(|e| failed(path, e))?;
    Ok(text
        .strip_prefix('\u{feff}')
        .map(str::to_owned)
        .unwrap_or(text))
}

fn has_ending(path: &str, endings: &[&str]) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| endings.contains(&ending))
}

/// All files below a folder as paths with `/`, sorted; links are followed.
///
/// # Errors
/// Fails for a folder that cannot be listed.
pub fn files(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut waiting = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = waiting.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => continue,
            Err(e) => return Err(failed(&folder, e)),
        };
        for entry in entries {
            let entry = entry.map_err(|e| failed(&folder, e))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let relative = format!("{prefix}{name}");
            if entry.path().is_dir() {
                waiting.push((entry.path(), format!("{relative}/")));
            } else {
                found.push(relative);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn hashes(bytes: &[u8]) -> Hashes {
    Hashes {
        sha256: hex::encode(Sha256::digest(bytes)).into(),
        sha384: hex::encode(Sha384::digest(bytes)).into(),
        sha512: hex::encode(Sha512::digest(bytes)).into(),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct AddressSettings {
    default_language: Option<String>,
    languages: BTreeMap<String, LanguageSettings>,
    slugify: SlugifySettings,
    taxonomies: Vec<Named>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct LanguageSettings {
    taxonomies: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct SlugifySettings {
    paths: Slugify,
    paths_keep_dates: bool,
    taxonomies: Slugify,
}

fn settings(path: &Path, config: &str) -> Result<AddressSettings> {
    toml::from_str(config).map_err(|e| failed(path, e))
}

impl AddressSettings {
    fn rules(&self) -> Rules {
        let default_language = self.default_language.clone();
        let default_language = default_language.unwrap_or_else(|| "en".to_owned());
        let others = self.languages.keys();
        Rules {
            other_languages: others
                .filter(|code| **code != default_language)
                .cloned()
                .collect(),
            default_language,
            slugify: self.slugify.paths,
            keep_dates: self.slugify.paths_keep_dates,
        }
    }

    fn slugs(&self) -> BTreeMap<Text, Text> {
        let of_languages = self.languages.values();
        let of_languages = of_languages.flat_map(|language| &language.taxonomies);
        let slug = |name: &str| self.slugify.taxonomies.path(name);
        let all = self.taxonomies.iter().chain(of_languages);
        all.map(|taxonomy| (taxonomy.name.clone().into(), slug(&taxonomy.name).into()))
            .collect()
    }
}

#[derive(Deserialize, Default)]
struct AddressMatter {
    slug: Option<String>,
    path: Option<String>,
}

fn addresses(root: &Path, rules: &Rules) -> Result<BTreeMap<Text, Text>> {
    let folder = root.join("content");
    let mut found = BTreeMap::new();
    for relative in files(&folder)?
        .into_iter()
        .filter(|name| name.ends_with(".md"))
    {
        let text = read(&folder.join(&relative))?;
        if let Some(address) = address(&relative, &text, rules) {
            found.insert(relative.into(), address.into());
        }
    }
    Ok(found)
}

/// The address of a file; none if its name or front matter cannot be read, which the generator reports.
fn address(relative: &str, text: &str, rules: &Rules) -> Option<String> {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    if name == "_index.md" || name.starts_with("_index.") {
        return Some(section_path(&Source::section(relative, rules).ok()?, rules));
    }
    let matter = text
        .trim_start()
        .strip_prefix("+++")?
        .split("\n+++")
        .next()?;
    let matter: AddressMatter = toml::from_str(matter).ok()?;
    let source = Source::page(relative, rules).ok()?;
    let (slug, path) = (matter.slug.as_deref(), matter.path.as_deref());
    Some(page_address(&source, slug, path, rules).path)
}
