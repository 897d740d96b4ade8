//! Loads `config.toml` and refuses what this generator does not do; it reads no content.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};
use unic_langid::LanguageIdentifier;
use view::{Config, IndexFormat};

use crate::fault::{Fault, Faults, Outcome, read_text};

/// The site's settings with its globs ready to match.
#[derive(Debug)]
pub struct Settings {
    /// What `config.toml` says.
    pub config: Config,
    /// Content files that are left out; matches full paths.
    pub ignored_content: GlobSet,
    /// Static files that are left out; matches paths below `static/`.
    pub ignored_static: GlobSet,
    /// Content files whose Tera is left alone; matches paths below `content/`.
    pub skip_templating: GlobSet,
    /// Whether this is `build` or `serve`.
    pub mode: &'static str,
}

impl Settings {
    /// Loads the settings of the site at `root`.
    ///
    /// # Errors
    /// Fails for a missing or broken `config.toml` and for features this generator does not have.
    pub fn load(root: &Path, base_url: Option<&str>, mode: &'static str) -> Outcome<Settings> {
        let path = root.join("config.toml");
        let text = read_text(&path)?;
        let mut config = Config::parse(&text, base_url).map_err(|e| {
            let fault = Fault::new(&path, e.message.clone()).help(config_help(&e.message));
            Faults::from(match &e.span {
                Some(span) => fault.at_bytes(&text, span),
                None => fault,
            })
        })?;
        let slugify = config.slugify.taxonomies;
        config.slug_taxonomies(|name| slugify.path(name));
        let faults = refusals(&path, &text, &config);
        if !faults.is_empty() {
            return Err(faults.into());
        }
        Ok(Settings {
            ignored_content: globs(&path, &text, "ignored_content", &config.ignored_content)?,
            ignored_static: globs(&path, &text, "ignored_static", &config.ignored_static)?,
            skip_templating: globs(
                &path,
                &text,
                "skip_content_templating",
                &config.skip_content_templating,
            )?,
            config,
            mode,
        })
    }
}

fn config_help(message: &str) -> &'static str {
    if message.starts_with("unknown field") {
        "correct the key's spelling; your own settings belong under `[extra]`"
    } else if message.contains("base_url") {
        "add a line such as `base_url = \"https://example.jp\"` at the top"
    } else {
        "correct this line; the file is TOML"
    }
}

/// Points a fault at the line of a key.
fn at_key(fault: Fault, text: &str, key: &str) -> Fault {
    match find_key(text, key) {
        Some(start) => fault.at_bytes(text, &(start..start + key.len())),
        None => fault,
    }
}

fn find_key(text: &str, key: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_start().trim_start_matches('[');
        let rest = words.strip_prefix(key);
        if rest.is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-')
        }) {
            return Some(start + line.len() - words.len());
        }
        start += line.len();
    }
    None
}

/// Everything the settings ask for that this generator does not do or cannot read.
fn refusals(path: &Path, text: &str, config: &Config) -> Vec<Fault> {
    let refuse =
        |key: &str, what: String, help: &str| at_key(Fault::new(path, what).help(help), text, key);
    let lacking = lacking(config).into_iter().map(|(key, feature, help)| {
        refuse(
            key,
            format!("{feature} is asked for, but this generator does not do it"),
            help,
        )
    });
    let codes = config
        .languages
        .keys()
        .filter(|code| code.parse::<LanguageIdentifier>().is_err())
        .map(|code| {
            let what = format!("`{code}` is not a language code");
            refuse(code, what, "use a code such as `ja`, `en` or `zh-Hant`")
        });
    let class = config.markdown.external_links_class.as_deref();
    let quotes = class
        .filter(|class| class.contains(['"', '\'']))
        .map(|class| {
            let what = format!("the class `{class}` of links to elsewhere holds quotes");
            refuse(
                "external_links_class",
                what,
                "write class names separated by blanks, without quotes",
            )
        });
    lacking.chain(codes).chain(quotes).collect()
}

/// The features outside this generator that the settings ask for: key, name and what to do.
fn lacking(config: &Config) -> Vec<(&'static str, String, &'static str)> {
    let theme = config.theme.as_deref().unwrap_or_default();
    let features = [
        (
            config.theme.is_some(),
            (
                "theme",
                format!("the theme `{theme}`"),
                "copy the theme's templates, sass and static files into the site",
            ),
        ),
        (
            config.markdown.highlighting.is_some(),
            (
                "markdown.highlighting",
                "syntax highlighting".to_owned(),
                "remove `[markdown.highlighting]`, or build with Zola",
            ),
        ),
        (
            config.minify_html,
            (
                "minify_html",
                "minified HTML".to_owned(),
                "remove `minify_html`, or build with Zola",
            ),
        ),
        (
            config.markdown.render_emoji,
            (
                "render_emoji",
                "replacing emoji names".to_owned(),
                "remove it and write the characters themselves",
            ),
        ),
        (
            wants_elasticlunr(config),
            (
                "build_search_index",
                "an Elasticlunr search index".to_owned(),
                "add `[search]` with `index_format = \"fuse_json\"`, which needs no words cut apart",
            ),
        ),
    ];
    features
        .into_iter()
        .filter_map(|(is_asked, feature)| is_asked.then_some(feature))
        .collect()
}

fn wants_elasticlunr(config: &Config) -> bool {
    use IndexFormat::{ElasticlunrJavascript, ElasticlunrJson};
    let mut indexed = config
        .languages
        .values()
        .filter(|own| own.build_search_index);
    indexed.any(|own| {
        matches!(
            own.search.index_format,
            ElasticlunrJavascript | ElasticlunrJson
        )
    })
}

fn globs(path: &Path, text: &str, key: &str, patterns: &[String]) -> Outcome<GlobSet> {
    let mut set = GlobSetBuilder::new();
    let broken = |what: String| {
        let fault = Fault::new(path, what).help("a pattern looks like `*.xlsx` or `**/drafts/**`");
        Faults::from(at_key(fault, text, key))
    };
    for pattern in patterns {
        set.add(
            Glob::new(pattern)
                .map_err(|e| broken(format!("`{key}` holds a broken pattern: {e}")))?,
        );
    }
    set.build()
        .map_err(|e| broken(format!("`{key}` cannot be used: {e}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let root = tempfile::tempdir().unwrap();
        std::fs::write(
            root.path().join("config.toml"),
            format!("base_url = 'https://example.jp'\n{text}"),
        )
        .unwrap();
        let root = root.path();
        Settings::load(root, None, "build")
            .unwrap_err()
            .settled(root)
            .to_string()
    }

    #[test]
    fn features_outside_the_core_are_refused_by_name_and_place() {
        let starts = [
            ("theme = 'x'", "config.toml:2:1: the theme `x` is asked for"),
            (
                "minify_html = true",
                "config.toml:2:1: minified HTML is asked for",
            ),
            (
                "[markdown.highlighting]\ntheme = 'x'",
                "config.toml:2:2: syntax highlighting is asked for",
            ),
            (
                "[markdown]\nrender_emoji = true",
                "config.toml:3:1: replacing emoji names is asked for",
            ),
            (
                "build_search_index = true",
                "config.toml:2:1: an Elasticlunr search index is asked for",
            ),
        ];
        for (text, start) in starts {
            assert!(refused(text).starts_with(start), "{}", refused(text));
        }
    }

    #[test]
    fn broken_glob_is_shown_where_it_stands() {
        let text = refused("ignored_content = ['[']");
        assert!(
            text.starts_with("config.toml:2:1: `ignored_content` holds a broken pattern"),
            "{text}"
        );
    }
}
