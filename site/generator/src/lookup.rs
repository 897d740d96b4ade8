//! What template functions of the generator look things up in: the whole site, and its files.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use jiff::Timestamp;
use tera::{Error, Tera, TeraResult, Value};
use unicode_normalization::UnicodeNormalization as _;
use view::{Config, Format, InsertAnchor, Lookup, Place, Sha, TaxonomyView, digest};

use crate::graph::{ContentRef, Graph};
use crate::markdown::{Surroundings, render};
use crate::settings::Settings;
use crate::statics::Sheets;
use crate::values::Values;

/// The whole site, once its Markdown is rendered.
pub struct Ready {
    /// The site.
    pub graph: Graph,
    /// Its values.
    pub values: Values,
}

/// Hashes by path; none for a path without a file.
type Hashes = BTreeMap<(String, Sha), Option<Vec<u8>>>;

thread_local! {
    /// Whether the page this thread renders asked for others.
    static LOOKED_AROUND: Cell<bool> = const { Cell::new(false) };
}

/// Renders, and tells whether other pages, sections or taxonomies were asked for meanwhile.
pub fn watched<T>(render: impl FnOnce() -> T) -> (T, bool) {
    LOOKED_AROUND.set(false);
    let result = render();
    (result, LOOKED_AROUND.get())
}

/// What template functions look things up in.
pub struct Library {
    root: PathBuf,
    sheets: Sheets,
    settings: Arc<Settings>,
    permalinks: HashMap<String, String>,
    ready: OnceLock<Ready>,
    tera: OnceLock<Weak<Tera>>,
    hashes: Mutex<Hashes>,
    started: Timestamp,
}

impl Library {
    /// Begins with what is known before Markdown is rendered: where each file will be.
    pub fn new(root: &Path, sheets: Sheets, settings: Arc<Settings>, graph: &Graph) -> Library {
        let implicit = |entry: &ContentRef| matches!(entry, ContentRef::Section(at) if graph.sections[*at].implicit);
        let permalinks = graph.by_path.iter().filter(|(_, entry)| !implicit(entry));
        Library {
            root: root.to_owned(),
            sheets,
            settings,
            permalinks: permalinks
                .map(|(path, entry)| (path.clone(), graph.document(*entry).permalink.clone()))
                .collect(),
            ready: OnceLock::new(),
            tera: OnceLock::new(),
            hashes: Mutex::default(),
            started: Timestamp::now(),
        }
    }

    /// Whether links lead where they led in another build.
    pub fn has_same_links(&self, other: &Library) -> bool {
        self.permalinks == other.permalinks
    }

    /// Gives the `markdown` filter the templates it needs.
    pub fn set_tera(&self, tera: &Arc<Tera>) {
        let _ = self.tera.set(Arc::downgrade(tera));
    }

    /// Opens the whole site to templates.
    pub fn set_ready(&self, ready: Ready) -> &Ready {
        self.ready.get_or_init(|| ready)
    }

    /// The whole site; none while Markdown is rendered.
    pub fn ready(&self) -> Option<&Ready> {
        self.ready.get()
    }

    fn ready_for(&self, name: &str, path: &str) -> TeraResult<&Ready> {
        LOOKED_AROUND.set(true);
        self.ready.get().ok_or_else(|| {
            Error::message(format!(
                "`{name}` of `{path}` cannot be used in Markdown, because pages are not ready yet; use it in a template"
            ))
        })
    }

    /// The bytes of a file, found as Zola finds it: below the site, then in static, content and the output.
    fn read(&self, path: &str) -> TeraResult<Option<Vec<u8>>> {
        let relative = match path.starts_with("@/") {
            true => path.replace("@/", "content/"),
            false => path.trim_start_matches('/').to_owned(),
        };
        let direct = self.root.join(&relative);
        if direct.exists() {
            let is_inside = direct
                .canonicalize()
                .is_ok_and(|file| file.starts_with(&self.root));
            if !is_inside {
                return Err(Error::message(format!(
                    "`{path}` is not inside the site's folder; write it without `content/` if content is a link"
                )));
            }
            return read_bytes(&direct).map(Some);
        }
        let below = ["static", "content"]
            .iter()
            .map(|folder| self.root.join(folder).join(&relative));
        match below.into_iter().find(|file| file.exists()) {
            Some(file) => read_bytes(&file).map(Some),
            None => Ok(self
                .sheets
                .get(&relative)
                .map(|css| css.clone().into_bytes())),
        }
    }
}

fn read_bytes(file: &Path) -> TeraResult<Vec<u8>> {
    std::fs::read(file)
        .map_err(|e| Error::message(format!("`{}` cannot be read: {e}", file.display())))
}

impl Lookup for Library {
    fn config(&self) -> &Config {
        &self.settings.config
    }

    fn permalink(&self, content_path: &str) -> Option<String> {
        self.permalinks.get(content_path).cloned()
    }

    fn text(&self, path: &str) -> TeraResult<Option<String>> {
        let Some(bytes) = self.read(path)? else {
            return Ok(None);
        };
        let text = String::from_utf8(bytes)
            .map_err(|_| Error::message(format!("`{path}` is not UTF-8 text")))?;
        Ok(Some(
            text.strip_prefix('\u{feff}')
                .map(str::to_owned)
                .unwrap_or(text),
        ))
    }

    fn hash(&self, path: &str, sha: Sha) -> TeraResult<Option<Vec<u8>>> {
        let key = (path.to_owned(), sha);
        let mut hashes = self.hashes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = hashes.get(&key) {
            return Ok(known.clone());
        }
        let hash = self.read(path)?.map(|bytes| digest(&bytes, sha));
        hashes.insert(key, hash.clone());
        Ok(hash)
    }

    fn page(&self, path: &str, lang: &str) -> TeraResult<Value> {
        let ready = self.ready_for("get_page", path)?;
        let found = version(&ready.graph, path, lang, |entry| {
            matches!(entry, ContentRef::Page(_))
        });
        match found {
            Some(ContentRef::Page(at)) => Ok(ready.values.page(&ready.graph, at)),
            _ => Err(missing("get_page", "page", path, lang)),
        }
    }

    fn section(&self, path: &str, lang: &str) -> TeraResult<Value> {
        let ready = self.ready_for("get_section", path)?;
        let found = version(&ready.graph, path, lang, |entry| {
            matches!(entry, ContentRef::Section(_))
        });
        match found {
            Some(ContentRef::Section(at)) => Ok(ready.values.section(&ready.graph, at)),
            _ => Err(missing("get_section", "section", path, lang)),
        }
    }

    fn taxonomy(&self, kind: &str, lang: &str) -> TeraResult<Option<TaxonomyView>> {
        let ready = self.ready_for("get_taxonomy", kind)?;
        let mut all = ready.graph.taxonomies.iter();
        let at = all.position(|taxonomy| taxonomy.lang == lang && taxonomy.kind.slug == kind);
        Ok(at.map(|at| ready.values.taxonomy(&ready.graph, at).clone()))
    }

    fn term_slug(&self, term: &str) -> String {
        // Composed, as the terms of pages are.
        let term: String = term.nfc().collect();
        self.settings.config.slugify.taxonomies.path(&term)
    }

    fn markdown(&self, text: &str, place: &Place) -> TeraResult<String> {
        let tera = self
            .tera
            .get()
            .and_then(Weak::upgrade)
            .ok_or_else(|| Error::message("`markdown` is not ready"))?;
        let around = Surroundings {
            config: &self.settings.config,
            tera: &tera,
            permalink_of: &|path| self.permalink(path),
            lang: &place.lang,
            permalink: &place.permalink,
            relative: &place.relative,
            insert_anchor: InsertAnchor::None,
        };
        let rendered = render(text, &around).map_err(|mistakes| {
            let what: Vec<String> = mistakes.into_iter().map(|mistake| mistake.what).collect();
            Error::message(format!("`markdown`: {}", what.join("; ")))
        })?;
        Ok(rendered.content.as_str().unwrap_or_default().to_owned())
    }

    fn data(&self, text: &str, format: Format) -> TeraResult<Value> {
        crate::data::read(text, format)
    }

    fn started(&self) -> Option<(String, i64)> {
        Some((self.started.to_string(), self.started.as_second()))
    }
}

/// The version of a text in a language; the path itself must exist, whatever its language.
fn version(
    graph: &Graph,
    path: &str,
    lang: &str,
    is_kind: impl Fn(&ContentRef) -> bool,
) -> Option<ContentRef> {
    let entry = graph.by_path.get(path).copied().filter(&is_kind)?;
    let document = graph.document(entry);
    if document.source.lang == lang {
        return Some(entry);
    }
    let versions = graph.versions.get(&document.source.canonical())?;
    versions
        .iter()
        .copied()
        .filter(is_kind)
        .find(|&entry| graph.document(entry).source.lang == lang)
}

fn missing(name: &str, kind: &str, path: &str, lang: &str) -> Error {
    Error::message(format!(
        "`{name}`: there is no {kind} `content/{path}` in the language `{lang}`; `allow_missing=true` allows that"
    ))
}
