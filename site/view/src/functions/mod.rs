//! Zola's template functions over a [`Lookup`](crate::lookup::Lookup).

mod content;
mod data;
mod files;

pub use data::toml_table;
pub use files::{CACHEBUST_DIGITS, digest};

use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::lookup::Lookup;

/// Registers every function under Zola's name.
pub(crate) fn register(tera: &mut Tera, lookup: &Arc<dyn Lookup>) {
    files::register(tera, lookup);
    content::register(tera, lookup);
    data::register(tera, lookup);
    tera.register_function("get_random", tera_contrib::rand::get_random);
    for name in ["resize_image", "get_image_metadata"] {
        tera.register_function(name, move |kwargs: Kwargs, _: &State| {
            unsupported_image(name, &kwargs)
        });
    }
    let now = lookup.clone();
    tera.register_function("now", move |kwargs: Kwargs, _: &State| {
        started(now.as_ref(), &kwargs)
    });
}

/// The language asked for, else the page's, else the site's.
fn language(kwargs: &Kwargs, state: &State, lookup: &dyn Lookup) -> TeraResult<String> {
    let asked: Option<String> = kwargs.get("lang")?;
    let current = match asked {
        Some(lang) => Some(lang),
        None => state.get::<String>("lang").ok().flatten(),
    };
    Ok(current.unwrap_or_else(|| lookup.config().default_language.clone()))
}

fn unsupported_image(name: &str, kwargs: &Kwargs) -> TeraResult<Value> {
    let path: String = kwargs.must_get("path")?;
    Err(Error::message(format!(
        "`{name}` of `{path}`: image processing is not part of this generator; store the image in the size you need"
    )))
}

fn started(lookup: &dyn Lookup, kwargs: &Kwargs) -> TeraResult<Value> {
    let (text, seconds) = lookup.started().ok_or_else(|| {
        Error::message("`now` is not known in a function's page; put the time into its context")
    })?;
    let timestamp = kwargs.get::<bool>("timestamp")?.unwrap_or(false);
    Ok(if timestamp {
        Value::from(seconds)
    } else {
        Value::from(text)
    })
}
