//! Zola's filters and tests that Tera itself does not have.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::fmt::temporal::{DateTimeParser, Pieces};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use num_format::{Locale, ToFormattedString};
use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use crate::lookup::{Lookup, Place, only_generator};

/// Registers every filter and test under Zola's name.
pub(crate) fn register(tera: &mut Tera, lookup: &Arc<dyn Lookup>) {
    tera.register_filter("base64_encode", tera_contrib::base64::b64_encode);
    tera.register_filter("base64_decode", tera_contrib::base64::b64_decode);
    tera.register_filter("urlencode", tera_contrib::urlencode::urlencode);
    tera.register_filter(
        "urlencode_strict",
        tera_contrib::urlencode::urlencode_strict,
    );
    tera.register_filter("json_encode", tera_contrib::json::json_encode);
    tera.register_filter(
        "filesizeformat",
        tera_contrib::filesize_format::filesize_format,
    );
    tera.register_filter("format", tera_contrib::format::format);
    tera.register_filter("shuffle", tera_contrib::rand::shuffle);
    tera.register_filter("date", date);
    tera.register_filter("group_by", group_by);
    for name in ["regex_replace", "striptags", "spaceless", "slugify"] {
        tera.register_filter(name, move |value: &Value, _: Kwargs, _: &State| {
            Err::<Value, _>(only_generator(name, value))
        });
    }
    tera.register_test("matching", |value: &Value, _: Kwargs, _: &State| {
        Err::<bool, _>(only_generator("matching", value))
    });
    tera.register_test("before", |value: &Value, kwargs: Kwargs, _: &State| {
        compare(value, &kwargs, |a, b| a < b)
    });
    tera.register_test("after", |value: &Value, kwargs: Kwargs, _: &State| {
        compare(value, &kwargs, |a, b| a > b)
    });
    let site = lookup.clone();
    tera.register_filter(
        "num_format",
        move |number: i128, kwargs: Kwargs, _: &State| {
            num_format(number, &kwargs, &site.config().default_language)
        },
    );
    let site = lookup.clone();
    tera.register_filter(
        "markdown",
        move |text: &str, kwargs: Kwargs, state: &State| {
            markdown(site.as_ref(), text, &kwargs, state)
        },
    );
}

/// Groups values by an attribute, the groups in the order of their keys; Tera's own gives them in another order in
/// every process.
fn group_by(values: &[Value], kwargs: Kwargs, _: &State) -> TeraResult<Map> {
    let attribute = kwargs.must_get::<&str>("attribute")?;
    let mut groups: BTreeMap<Key<'static>, Vec<Value>> = BTreeMap::new();
    for (at, value) in values.iter().enumerate() {
        let found = value.get_from_path(attribute).ok_or_else(|| {
            Error::message(format!(
                "Value at index {at} (a {}) does not have an attribute at path: {attribute}",
                value.name()
            ))
        })?;
        if !found.is_none() {
            groups.entry(key(found)?).or_default().push(value.clone());
        }
    }
    Ok(groups
        .into_iter()
        .map(|(key, group)| (key, Value::from(group)))
        .collect())
}

fn key(value: &Value) -> TeraResult<Key<'static>> {
    let text = value.as_str().map(|text| Key::String(text.into()));
    text.or_else(|| value.as_bool().map(Key::Bool))
        .or_else(|| value.as_i64().map(Key::I64))
        .or_else(|| value.as_i128().map(Key::I128))
        .or_else(|| value.as_u128().map(Key::U128))
        .ok_or_else(|| Error::message("Not a valid key type"))
}

fn num_format(number: i128, kwargs: &Kwargs, default: &str) -> TeraResult<String> {
    let name = kwargs
        .get::<String>("locale")?
        .unwrap_or_else(|| default.to_owned());
    let locale = Locale::from_name(&name).map_err(|_| {
        Error::message(format!(
            "`num_format`: there are no number rules for `locale` `{name}`"
        ))
    })?;
    Ok(number.to_formatted_string(&locale))
}

fn markdown(site: &dyn Lookup, text: &str, kwargs: &Kwargs, state: &State) -> TeraResult<String> {
    let inline = kwargs.get::<bool>("inline")?.unwrap_or(false);
    let html = site.markdown(text, &place(site, state))?;
    Ok(if inline {
        html.trim_start_matches("<p>")
            .trim_end_matches("</p>\n")
            .to_owned()
    } else {
        html
    })
}

fn place(site: &dyn Lookup, state: &State) -> Place {
    let get = |name| state.get::<Value>(name).ok().flatten();
    let default = site.config().default_language.clone();
    let Some(page) = get("page").or_else(|| get("section")) else {
        return Place {
            lang: default,
            ..Place::default()
        };
    };
    let field = |name| {
        page.get_from_path(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    Place {
        relative: field("relative_path"),
        permalink: field("permalink"),
        lang: state
            .get::<String>("lang")
            .ok()
            .flatten()
            .unwrap_or(default),
    }
}

/// Formats a date by a strftime pattern. Names of months and days in other languages need the generator,
/// because their data would weigh down every Lambda.
fn date(value: &Value, kwargs: Kwargs, _: &State) -> TeraResult<String> {
    let format = kwargs.get::<&str>("format")?.unwrap_or("%Y-%m-%d");
    if kwargs.get::<&str>("locale")?.is_some() {
        return Err(Error::message(
            "`date` with `locale` works only in pages of the generator; format it before",
        ));
    }
    let zone = kwargs
        .get::<&str>("timezone")?
        .map(named_zone)
        .transpose()?;
    let mut moment = moment(value, zone.as_ref())?;
    if let Some(zone) = zone {
        moment = moment.with_time_zone(zone);
    }
    strtime::format(format, &moment)
        .map_err(|e| Error::message(format!("`date`: bad `format` `{format}`: {e}")))
}

fn named_zone(name: &str) -> TeraResult<TimeZone> {
    TimeZone::get(name).map_err(|_| Error::message(format!("`date`: unknown time zone `{name}`")))
}

fn compare(value: &Value, kwargs: &Kwargs, holds: fn(&Zoned, &Zoned) -> bool) -> TeraResult<bool> {
    let other = moment(kwargs.must_get::<&Value>("other")?, None)?;
    let inclusive = kwargs.get::<bool>("inclusive")?.unwrap_or(false);
    let value = moment(value, None)?;
    Ok(holds(&value, &other) || (inclusive && value == other))
}

/// Reads a time from seconds since 1970 or from text; text without a zone is in `zone`, else in UTC.
fn moment(value: &Value, zone: Option<&TimeZone>) -> TeraResult<Zoned> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    let zone = zone.cloned().unwrap_or(TimeZone::UTC);
    if let Some(seconds) = value.as_i64() {
        let at = Timestamp::from_second(seconds)
            .map_err(|e| Error::message(format!("`{seconds}` is no time: {e}")))?;
        return Ok(at.to_zoned(zone));
    }
    let text = value.as_str().ok_or_else(|| {
        Error::message(format!("a date is text or seconds, not {}", value.name()))
    })?;
    if let Ok(zoned) = PARSER.parse_zoned(text) {
        return Ok(zoned);
    }
    if let Ok(at) = PARSER.parse_timestamp(text) {
        let offset = Pieces::parse(text)
            .ok()
            .and_then(|pieces| pieces.to_numeric_offset());
        return Ok(at.to_zoned(offset.map_or(zone, TimeZone::fixed)));
    }
    let local = PARSER
        .parse_datetime(text)
        .or_else(|_| PARSER.parse_date(text).map(DateTime::from));
    local
        .and_then(|local| local.to_zoned(zone))
        .map_err(|e| Error::message(format!("`{text}` is not a date such as 2026-04-01: {e}")))
}
