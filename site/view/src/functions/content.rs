//! Functions over pages, sections, taxonomies and translations.

use std::sync::Arc;

use tera::{Error, Function, Kwargs, State, Tera, TeraResult, Value};

use super::language;
use crate::lookup::{Lookup, TaxonomyView};

pub(super) fn register(tera: &mut Tera, lookup: &Arc<dyn Lookup>) {
    let site = lookup.clone();
    tera.register_function("trans", move |kwargs: Kwargs, state: &State| {
        trans(site.as_ref(), &kwargs, state)
    });
    let site = lookup.clone();
    tera.register_function("get_page", move |kwargs: Kwargs, state: &State| {
        entry(site.as_ref(), &kwargs, state, |site, path, lang| {
            site.page(path, lang)
        })
    });
    let site = lookup.clone();
    tera.register_function("get_section", move |kwargs: Kwargs, state: &State| {
        entry(site.as_ref(), &kwargs, state, |site, path, lang| {
            site.section(path, lang)
        })
    });
    let site = lookup.clone();
    tera.register_function("get_taxonomy", move |kwargs: Kwargs, state: &State| {
        taxonomy(site.as_ref(), &kwargs, state)
    });
    let site = lookup.clone();
    tera.register_function("get_taxonomy_term", move |kwargs: Kwargs, state: &State| {
        term(site.as_ref(), &kwargs, state)
    });
    tera.register_function("get_taxonomy_url", TaxonomyUrl(lookup.clone()));
}

fn trans(site: &dyn Lookup, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let key: String = kwargs.must_get("key")?;
    let lang = language(kwargs, state, site)?;
    let own = site.config().language(&lang).ok_or_else(|| {
        Error::message(format!(
            "`trans`: the language `{lang}` is not configured; add `[languages.{lang}]`"
        ))
    })?;
    own.translations.get(&key).cloned().ok_or_else(|| {
        Error::message(format!(
            "`trans`: there is no `{key}` for the language `{lang}`; add it to its translations"
        ))
    })
}

fn entry(
    site: &dyn Lookup,
    kwargs: &Kwargs,
    state: &State,
    find: impl Fn(&dyn Lookup, &str, &str) -> TeraResult<Value>,
) -> TeraResult<Value> {
    let path: String = kwargs.must_get("path")?;
    let lang = language(kwargs, state, site)?;
    let may_be_missing = kwargs.get::<bool>("allow_missing")?.unwrap_or(false);
    match find(site, &path, &lang) {
        Err(_) if may_be_missing => Ok(Value::none()),
        found => found,
    }
}

fn taxonomy(site: &dyn Lookup, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let kind: String = kwargs.must_get("kind")?;
    let required = kwargs.get::<bool>("required")?.unwrap_or(true);
    let found = known_taxonomy(
        site,
        &kind,
        &language(kwargs, state, site)?,
        "get_taxonomy",
        required,
    )?;
    Ok(found.map_or_else(Value::none, |found| found.value))
}

/// The taxonomy; none only if it need not be there.
fn known_taxonomy(
    site: &dyn Lookup,
    kind: &str,
    lang: &str,
    name: &str,
    required: bool,
) -> TeraResult<Option<TaxonomyView>> {
    match site.taxonomy(kind, lang) {
        Ok(Some(found)) => Ok(Some(found)),
        Ok(None) if required => Err(Error::message(format!(
            "`{name}`: there is no taxonomy `{kind}` in this language; `kind` is the slug of a name under `taxonomies` in config.toml"
        ))),
        Err(error) if required => Err(error),
        Ok(None) | Err(_) => Ok(None),
    }
}

fn term(site: &dyn Lookup, kwargs: &Kwargs, state: &State) -> TeraResult<Value> {
    let kind: String = kwargs.must_get("kind")?;
    let term: String = kwargs.must_get("term")?;
    let required = kwargs.get::<bool>("required")?.unwrap_or(true);
    let lang = language(kwargs, state, site)?;
    let Some(mut found) = known_taxonomy(site, &kind, &lang, "get_taxonomy_term", required)? else {
        return Ok(Value::none());
    };
    match found.terms.remove(&site.term_slug(&term)) {
        Some(value) => Ok(value),
        None if required => Err(unknown_term("get_taxonomy_term", &kind, &term)),
        None => Ok(Value::none()),
    }
}

/// `get_taxonomy_url`, whose answer is not escaped again.
struct TaxonomyUrl(Arc<dyn Lookup>);

impl Function<TeraResult<Value>> for TaxonomyUrl {
    fn call(&self, kwargs: Kwargs, state: &State) -> TeraResult<Value> {
        let site = self.0.as_ref();
        let kind: String = kwargs.must_get("kind")?;
        let named = kwargs
            .get::<String>("term")?
            .or(kwargs.get::<String>("name")?);
        let term =
            named.ok_or_else(|| Error::message("`get_taxonomy_url` needs the argument `term`"))?;
        let required = kwargs.get::<bool>("required")?.unwrap_or(true);
        let lang = language(&kwargs, state, site)?;
        let Some(found) = known_taxonomy(site, &kind, &lang, "get_taxonomy_url", required)? else {
            return Ok(Value::none());
        };
        let slug = site.term_slug(&term);
        let permalink = found
            .terms
            .get(&slug)
            .and_then(|term| term.get_from_path("permalink"));
        permalink
            .cloned()
            .ok_or_else(|| unknown_term("get_taxonomy_url", &kind, &term))
    }

    fn is_safe(&self) -> bool {
        true
    }
}

fn unknown_term(name: &str, kind: &str, term: &str) -> Error {
    Error::message(format!(
        "`{name}`: no page has the term `{term}` of the taxonomy `{kind}`"
    ))
}
