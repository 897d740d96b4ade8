//! What a content file's path says: its section, language, slug and address. Also compiled into the build script.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

/// How words become part of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slugify {
    /// Transliterate to lower-case ASCII words joined by `-`.
    #[default]
    On,
    /// Keep the words and drop only what no file name may hold.
    Safe,
    /// Keep everything.
    Off,
}

impl Slugify {
    /// Makes a path segment from `text`.
    pub fn path(self, text: &str) -> String {
        let kept = match self {
            Slugify::On => return slug::slugify(text),
            Slugify::Safe => text
                .trim_end_matches([' ', '.'])
                .replace(|c| r#"<>:"/\|?*"#.contains(c), ""),
            Slugify::Off => text.to_owned(),
        };
        without_controls(&kept)
    }

    /// Makes a heading's id from `text`.
    pub fn anchor(self, text: &str) -> String {
        match self {
            Slugify::On => slug::slugify(text),
            Slugify::Safe | Slugify::Off => text.replace(|c: char| c.is_ascii_whitespace(), "_"),
        }
    }
}

/// An address without control characters, which no browser and no reader of XML takes.
pub fn without_controls(address: &str) -> String {
    address.replace(char::is_control, "")
}

/// The settings that decide addresses.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The language of files without a code in their name.
    pub default_language: String,
    /// The other languages' codes.
    pub other_languages: Vec<String>,
    /// How page slugs are made.
    pub slugify: Slugify,
    /// Whether a date in a file name stays in the slug.
    pub keep_dates: bool,
}

/// A file name holds a language code that the configuration does not list.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownLanguage(pub String);

/// What a Markdown file's path below `content/` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The path below `content/`, with `/`.
    pub relative: String,
    /// The file stem without its language code.
    pub name: String,
    /// The language.
    pub lang: String,
    /// The folder that holds the file, `""` for `content/` itself.
    pub folder: String,
    /// The folder of the section it belongs to; for `a/b/index.md` this is `a`.
    pub parent: String,
    /// The folders that become part of the address.
    pub components: Vec<String>,
    /// For a page bundle its folder, ending in `/`.
    pub colocated: Option<String>,
}

impl Source {
    /// Reads the path of a page, such as `guides/first.en.md`.
    ///
    /// # Errors
    /// Fails for a language code that is not configured.
    pub fn page(relative: &str, rules: &Rules) -> Result<Source, UnknownLanguage> {
        let mut source = Source::new(relative, rules)?;
        let stem = stem(relative);
        if !source.folder.is_empty() && stem.split('.').next() == Some("index") {
            source.colocated = Some(format!("{}/", source.folder));
            source.components.pop();
            source.parent = source.components.join("/");
        }
        Ok(source)
    }

    /// Reads the path of a section, such as `guides/_index.md`.
    ///
    /// # Errors
    /// Fails for a language code that is not configured.
    pub fn section(relative: &str, rules: &Rules) -> Result<Source, UnknownLanguage> {
        Source::new(relative, rules)
    }

    fn new(relative: &str, rules: &Rules) -> Result<Source, UnknownLanguage> {
        let folder = relative
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        let (name, lang) = split_language(stem(relative), rules)?;
        Ok(Source {
            relative: relative.to_owned(),
            name,
            lang,
            parent: folder.clone(),
            components: folder
                .split('/')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            folder,
            colocated: None,
        })
    }

    /// What all translations of this file share: folder and name.
    pub fn canonical(&self) -> String {
        join(&self.folder, &self.name)
    }

    /// The file name as it is on disk.
    pub fn file_name(&self) -> &str {
        self.relative.rsplit('/').next().unwrap_or(&self.relative)
    }
}

fn stem(relative: &str) -> &str {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    name.strip_suffix(".md").unwrap_or(name)
}

fn split_language(stem: &str, rules: &Rules) -> Result<(String, String), UnknownLanguage> {
    let default = || (stem.to_owned(), rules.default_language.clone());
    if rules.other_languages.is_empty() {
        return Ok(default());
    }
    match stem.split_once('.') {
        None => Ok(default()),
        Some((_, code)) if code == rules.default_language => Ok(default()),
        Some((name, code)) if rules.other_languages.iter().any(|known| known == code) => {
            Ok((name.to_owned(), code.to_owned()))
        }
        Some((_, code)) => Err(UnknownLanguage(code.to_owned())),
    }
}

/// Joins two path parts of which either may be empty.
pub fn join(folder: &str, name: &str) -> String {
    match (folder, name) {
        ("", name) => name.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, name) => format!("{folder}/{name}"),
    }
}

/// Where a page is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// The last part of the address.
    pub slug: String,
    /// The address below the site's root, with a slash at both ends.
    pub path: String,
    /// The date in the file name, if there is one.
    pub date: Option<String>,
}

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    let day = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])";
    let zone = r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)";
    let time = format!(r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?{zone}");
    let pattern = format!(r"^({day}(?:{time})?)(?:\s?[_-](.+))?");
    Regex::new(&pattern).expect("the pattern is fixed")
});

/// Decides a page's address from its file, and `slug` and `path` of its front matter.
pub fn page_address(
    source: &Source,
    slug: Option<&str>,
    path: Option<&str>,
    rules: &Rules,
) -> Address {
    let named = name_for_slug(source);
    let dated = DATED.captures(&named);
    let date = dated.as_ref().map(|found| found[1].to_owned());
    let rest = dated
        .as_ref()
        .and_then(|found| found.get(2))
        .map(|rest| rest.as_str());
    let words = slug
        .or(rest.filter(|_| !rules.keep_dates))
        .unwrap_or(&named);
    let slug = rules.slugify.path(words);
    let mut path = match path {
        Some(path) => format!("/{}", without_controls(path.trim().trim_start_matches('/'))),
        None => default_path(source, &slug, rules),
    };
    if !path.ends_with('/') {
        path.push('/');
    }
    Address { slug, path, date }
}

fn name_for_slug(source: &Source) -> String {
    if source.name != "index" {
        return source.name.clone();
    }
    let folder = source.folder.rsplit('/').next().unwrap_or_default();
    if folder.is_empty() {
        "content".to_owned()
    } else {
        folder.to_owned()
    }
}

fn default_path(source: &Source, slug: &str, rules: &Rules) -> String {
    let is_root =
        source.components.is_empty() && source.name == "index" && source.colocated.is_none();
    let below = if is_root {
        String::new()
    } else {
        join(&source.components.join("/"), slug)
    };
    if source.lang == rules.default_language {
        format!("/{below}")
    } else {
        format!("/{}/{below}", source.lang)
    }
}

/// Decides a section's address from its folder and language.
pub fn section_path(source: &Source, rules: &Rules) -> String {
    let lang = if source.lang == rules.default_language {
        ""
    } else {
        source.lang.as_str()
    };
    let path = join(lang, &source.components.join("/"));
    if path.is_empty() {
        "/".to_owned()
    } else {
        format!("/{path}/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> Rules {
        Rules {
            default_language: "ja".into(),
            other_languages: vec!["en".into()],
            ..Rules::default()
        }
    }

    fn path(relative: &str) -> String {
        let source = Source::page(relative, &rules()).unwrap();
        page_address(&source, None, None, &rules()).path
    }

    #[test]
    fn kanji_becomes_transliterated_slug() {
        assert_eq!(path("guides/外注のすすめ.md"), "/guides/wai-zhu-nosusume/");
    }

    #[test]
    fn bundle_takes_its_folder_as_slug() {
        assert_eq!(path("guides/first/index.md"), "/guides/first/");
        assert_eq!(path("guides/first/index.en.md"), "/en/guides/first/");
    }

    #[test]
    fn date_before_a_dash_is_dropped_and_without_one_kept() {
        assert_eq!(path("2026-04-18-open.md"), "/open/");
        assert_eq!(path("2026-04-18nodash.md"), "/2026-04-18nodash/");
        assert_eq!(path("2026-13-18-open.md"), "/2026-13-18-open/");
    }

    #[test]
    fn unknown_language_code_is_refused() {
        assert_eq!(
            Source::page("a.fr.md", &rules()),
            Err(UnknownLanguage("fr".into()))
        );
    }

    #[test]
    fn section_of_another_language_starts_with_its_code() {
        let source = Source::section("guides/_index.en.md", &rules()).unwrap();
        assert_eq!(section_path(&source, &rules()), "/en/guides/");
    }
}
