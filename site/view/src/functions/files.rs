//! `get_url` and `get_hash`.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384, Sha512};
use tera::{Error, Function, Kwargs, State, Tera, TeraResult};

use super::language;
use crate::lookup::{Lookup, Sha};

/// How many hexadecimal digits of a file's SHA-256 `get_url(cachebust=true)` adds to its address.
pub const CACHEBUST_DIGITS: usize = 20;

pub(super) fn register(tera: &mut Tera, lookup: &Arc<dyn Lookup>) {
    tera.register_function("get_url", GetUrl(lookup.clone()));
    let site = lookup.clone();
    tera.register_function("get_hash", move |kwargs: Kwargs, _: &State| {
        get_hash(site.as_ref(), &kwargs)
    });
}

/// `get_url`, whose answer is not escaped again.
struct GetUrl(Arc<dyn Lookup>);

impl Function<TeraResult<String>> for GetUrl {
    fn call(&self, kwargs: Kwargs, state: &State) -> TeraResult<String> {
        let site = self.0.as_ref();
        let path: String = kwargs.must_get("path")?;
        if let Some(content) = path.strip_prefix("@/") {
            return content_url(site, content, &language(&kwargs, state, site)?);
        }
        file_url(site, &path, &kwargs)
    }

    fn is_safe(&self) -> bool {
        true
    }
}

fn content_url(site: &dyn Lookup, path: &str, lang: &str) -> TeraResult<String> {
    let config = site.config();
    let path = if lang == config.default_language {
        path.to_owned()
    } else if config.language(lang).is_some() {
        with_language(path, lang)
    } else {
        return Err(Error::message(format!(
            "`get_url`: the language `{lang}` is not configured"
        )));
    };
    let (file, anchor) = path
        .split_once('#')
        .map_or((path.as_str(), None), |(file, anchor)| (file, Some(anchor)));
    let decoded = percent_encoding::percent_decode_str(file).decode_utf8_lossy();
    let permalink = site.permalink(&decoded).ok_or_else(|| {
        Error::message(format!(
            "`get_url`: there is no file `content/{decoded}` for the link `@/{path}`"
        ))
    })?;
    Ok(anchor.map_or(permalink.clone(), |anchor| {
        format!("{permalink}#{}", anchor.split('#').next().unwrap_or(anchor))
    }))
}

/// Puts a language code before the last ending.
fn with_language(path: &str, lang: &str) -> String {
    match path.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{lang}.{ending}"),
        None => format!("{lang}.{path}"),
    }
}

fn file_url(site: &dyn Lookup, path: &str, kwargs: &Kwargs) -> TeraResult<String> {
    let config = site.config();
    let lang: Option<String> = kwargs.get("lang")?;
    let path = match lang.filter(|lang| *lang != config.default_language) {
        Some(lang) if !path.get(1..).is_some_and(|rest| rest.starts_with(&lang)) => {
            format!("{lang}/{path}")
        }
        _ => path.to_owned(),
    };
    let mut url = config.permalink(&path);
    if !kwargs.get::<bool>("trailing_slash")?.unwrap_or(false) && url.ends_with('/') {
        url.pop();
    }
    if kwargs.get::<bool>("cachebust")?.unwrap_or(false) {
        let hash = site
            .hash(&path, Sha::Sha256)?
            .ok_or_else(|| missing_file("get_url", &path))?;
        url = format!("{url}?h={}", &hex::encode(&hash)[..CACHEBUST_DIGITS]);
    }
    Ok(url)
}

fn get_hash(site: &dyn Lookup, kwargs: &Kwargs) -> TeraResult<String> {
    let sha = match kwargs.get::<u16>("sha_type")?.unwrap_or(384) {
        256 => Sha::Sha256,
        384 => Sha::Sha384,
        512 => Sha::Sha512,
        other => {
            return Err(Error::message(format!(
                "`get_hash`: `sha_type` is 256, 384 or 512, not {other}"
            )));
        }
    };
    let hash = match (
        kwargs.get::<String>("path")?,
        kwargs.get::<String>("literal")?,
    ) {
        (Some(path), None) => site
            .hash(&path, sha)?
            .ok_or_else(|| missing_file("get_hash", &path))?,
        (None, Some(literal)) => digest(literal.as_bytes(), sha),
        _ => {
            return Err(Error::message(
                "`get_hash` needs exactly one of `path` and `literal`",
            ));
        }
    };
    let as_base64 = kwargs.get::<bool>("base64")?.unwrap_or(true);
    Ok(if as_base64 {
        STANDARD.encode(hash)
    } else {
        hex::encode(&hash)
    })
}

fn missing_file(name: &str, path: &str) -> Error {
    Error::message(format!(
        "`{name}`: there is no file `{path}` in static, content or the output"
    ))
}

/// Hashes bytes.
pub fn digest(bytes: &[u8], sha: Sha) -> Vec<u8> {
    match sha {
        Sha::Sha256 => Sha256::digest(bytes).to_vec(),
        Sha::Sha384 => Sha384::digest(bytes).to_vec(),
        Sha::Sha512 => Sha512::digest(bytes).to_vec(),
    }
}
