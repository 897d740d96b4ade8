//! Where an inventory was begun from, as its link or the page before it said; it tells nothing about anybody.

use serde::{Deserialize, Serialize};

use crate::industry::Industry;

/// The longest name of a page or seminar that is counted.
const LONGEST: usize = 60;

/// Where functions answer.
const FUNCTIONS: [&str; 5] = [
    "/director/",
    "/inventory/",
    "/office/",
    "/registration/",
    "/work/",
];

/// What led to the questions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Source {
    /// The leaflet of an industry.
    Leaflet(Industry),
    /// The worksheet of an industry.
    Worksheet(Industry),
    /// The sheet that a visitor talks by.
    Talk,
    /// The mail after a seminar, by the seminar's slug.
    Seminar(String),
    /// Somebody of the office began it after a visit.
    Visit,
    /// Somebody of the office began it, at the counter or by phone.
    Office,
    /// A page of this site, by its path, with `/` at both ends.
    Page(String),
}

impl Source {
    /// As it stands in addresses and records, e.g. `leaflet-inn`.
    pub fn code(&self) -> String {
        match self {
            Source::Leaflet(industry) => format!("leaflet-{}", industry.code()),
            Source::Worksheet(industry) => format!("worksheet-{}", industry.code()),
            Source::Talk => "talk".to_owned(),
            Source::Seminar(slug) => format!("seminar-{slug}"),
            Source::Visit => "visit".to_owned(),
            Source::Office => "office".to_owned(),
            Source::Page(path) => format!("page-{path}"),
        }
    }

    /// Reads [`Source::code`]; `None`: it is none.
    pub fn parse(code: &str) -> Option<Source> {
        let (kind, of) = code.split_once('-').unwrap_or((code, ""));
        let source = match kind {
            "leaflet" => Industry::from_code(of).map(Source::Leaflet),
            "worksheet" => Industry::from_code(of).map(Source::Worksheet),
            "talk" => Some(Source::Talk),
            "seminar" if is_name(of) => Some(Source::Seminar(of.to_owned())),
            "visit" => Some(Source::Visit),
            "office" => Some(Source::Office),
            "page" => Source::page(of),
            _ => None,
        };
        source.filter(|source| source.code() == code)
    }

    /// A page of the site; what the functions answer is none.
    pub fn page(path: &str) -> Option<Source> {
        if FUNCTIONS.iter().any(|begin| path.starts_with(begin)) {
            return None;
        }
        let inner = path.strip_prefix('/')?;
        let is_path = match inner.strip_suffix('/') {
            Some(inner) => inner.split('/').all(is_name) && path.len() <= LONGEST,
            None => inner.is_empty(),
        };
        is_path.then(|| Source::Page(path.to_owned()))
    }

    /// What the address of the page before says: the source that it carries on, or the page itself, if it is one of the
    /// site at `base_url`.
    pub fn of_referrer(address: &str, base_url: &str) -> Option<Source> {
        let path = address.strip_prefix(base_url.trim_end_matches('/'))?;
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let carried = pairs.find(|(name, _)| *name == "from");
        let carried = carried.and_then(|(_, code)| Source::parse(code));
        carried.or_else(|| Source::page(path))
    }
}

fn is_name(name: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_letter)
}

impl From<Source> for String {
    fn from(source: Source) -> String {
        source.code()
    }
}

impl TryFrom<String> for Source {
    type Error = &'static str;

    fn try_from(code: String) -> Result<Source, &'static str> {
        Source::parse(&code).ok_or("no source of an inventory")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_written() {
        for source in [
            Source::Leaflet(Industry::Inn),
            Source::Worksheet(Industry::Other),
            Source::Talk,
            Source::Seminar("dev-camp-2027".to_owned()),
            Source::Visit,
            Source::Office,
            Source::Page("/".to_owned()),
            Source::Page("/guides/price/".to_owned()),
        ] {
            assert_eq!(Source::parse(&source.code()), Some(source));
        }
    }

    #[test]
    fn what_anybody_makes_up_is_none() {
        for code in [
            "",
            "leaflet",
            "leaflet-xyz",
            "talk-1",
            "visit-",
            "seminar-",
            "seminar-A",
            "seminar-見本",
            "page-",
            "page-guides",
            "page-//",
            "page-/a",
            "page-/<b>/",
            "page-/../",
            "page-/office/",
        ] {
            assert_eq!(Source::parse(code), None, "{code}");
        }
        assert_eq!(Source::page(&format!("/{}/", "a".repeat(80))), None);
    }

    #[test]
    fn the_page_before_counts_if_it_is_ours_and_passes_on_what_led_to_it() {
        let of = |address| Source::of_referrer(address, "https://example.jp");
        assert_eq!(
            of("https://example.jp/guides/price/"),
            Source::page("/guides/price/")
        );
        assert_eq!(of("https://example.jp/"), Source::page("/"));
        assert_eq!(
            of("https://example.jp/industries/inn/?from=leaflet-inn"),
            Some(Source::Leaflet(Industry::Inn))
        );
        assert_eq!(
            of("https://example.jp/industries/inn/?from=x"),
            Source::page("/industries/inn/")
        );
        for other in [
            "https://example.jp.evil.example/",
            "https://other.example/guides/",
            "",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
