//! Where an inventory was begun from, as its link or the page before it said; it tells nothing about anybody.

use serde::{Deserialize, Serialize};

use crate::industry::Industry;

/// The longest name of a page or seminar that is counted.
const LONGEST: usize = 60;

/// The page for companies outside the town.
const OUTSIDE: &str = "/outside/";

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
pub enum DraftSource {
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
    /// The page for companies outside the town: their work is marked for whoever gets it.
    Outside,
    /// A page of this site, by its path, with `/` at both ends.
    Page(String),
}

impl DraftSource {
    /// As it stands in addresses and records, e.g. `leaflet-inn`.
    pub fn code(&self) -> String {
        match self {
            DraftSource::Leaflet(industry) => format!("leaflet-{}", industry.code()),
            DraftSource::Worksheet(industry) => format!("worksheet-{}", industry.code()),
            DraftSource::Talk => "talk".to_owned(),
            DraftSource::Seminar(slug) => format!("seminar-{slug}"),
            DraftSource::Visit => "visit".to_owned(),
            DraftSource::Office => "office".to_owned(),
            DraftSource::Outside => "outside".to_owned(),
            DraftSource::Page(path) => format!("page-{path}"),
        }
    }

    /// Reads [`DraftSource::code`]; `None`: it is none.
    pub fn parse(code: &str) -> Option<DraftSource> {
        let (kind, of) = code.split_once('-').unwrap_or((code, ""));
        let source = match kind {
            "leaflet" => Industry::from_code(of).map(DraftSource::Leaflet),
            "worksheet" => Industry::from_code(of).map(DraftSource::Worksheet),
            "talk" => Some(DraftSource::Talk),
            "seminar" if is_name(of) => Some(DraftSource::Seminar(of.to_owned())),
            "visit" => Some(DraftSource::Visit),
            "office" => Some(DraftSource::Office),
            "outside" => Some(DraftSource::Outside),
            "page" => DraftSource::page(of),
            _ => None,
        };
        source.filter(|source| source.code() == code)
    }

    /// A page of the site; what the functions answer is none.
    pub fn page(path: &str) -> Option<DraftSource> {
        if FUNCTIONS.iter().any(|begin| path.starts_with(begin)) {
            return None;
        }
        // Whichever button of that page leads on.
        if path == OUTSIDE {
            return Some(DraftSource::Outside);
        }
        let inner = path.strip_prefix('/')?;
        let is_path = match inner.strip_suffix('/') {
            Some(inner) => inner.split('/').all(is_name) && path.len() <= LONGEST,
            None => inner.is_empty(),
        };
        is_path.then(|| DraftSource::Page(path.to_owned()))
    }

    /// What the address of the page before says: the source that it carries on, or the page itself, if it is one of the
    /// site at `base_url`.
    pub fn of_referrer(address: &str, base_url: &str) -> Option<DraftSource> {
        let path = address.strip_prefix(base_url.trim_end_matches('/'))?;
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let carried = pairs.find(|(name, _)| *name == "from");
        let carried = carried.and_then(|(_, code)| DraftSource::parse(code));
        carried.or_else(|| DraftSource::page(path))
    }
}

fn is_name(name: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST).contains(&name.len()) && name.bytes().all(is_letter)
}

impl From<DraftSource> for String {
    fn from(source: DraftSource) -> String {
        source.code()
    }
}

impl TryFrom<String> for DraftSource {
    type Error = &'static str;

    fn try_from(code: String) -> Result<DraftSource, &'static str> {
        DraftSource::parse(&code).ok_or("no source of an inventory")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_read_as_it_is_written() {
        for source in [
            DraftSource::Leaflet(Industry::Inn),
            DraftSource::Worksheet(Industry::Other),
            DraftSource::Talk,
            DraftSource::Seminar("dev-camp-2027".to_owned()),
            DraftSource::Visit,
            DraftSource::Office,
            DraftSource::Outside,
            DraftSource::Page("/".to_owned()),
            DraftSource::Page("/guides/price/".to_owned()),
        ] {
            assert_eq!(DraftSource::parse(&source.code()), Some(source));
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
            assert_eq!(DraftSource::parse(code), None, "{code}");
        }
        assert_eq!(DraftSource::page(&format!("/{}/", "a".repeat(80))), None);
    }

    #[test]
    fn the_page_before_counts_if_it_is_ours_and_passes_on_what_led_to_it() {
        let of = |address| DraftSource::of_referrer(address, "https://example.jp");
        assert_eq!(
            of("https://example.jp/guides/price/"),
            DraftSource::page("/guides/price/")
        );
        assert_eq!(of("https://example.jp/"), DraftSource::page("/"));
        let outside = of("https://example.jp/outside/");
        assert_eq!(outside, Some(DraftSource::Outside));
        assert_eq!(
            of("https://example.jp/industries/inn/?from=leaflet-inn"),
            Some(DraftSource::Leaflet(Industry::Inn))
        );
        assert_eq!(
            of("https://example.jp/industries/inn/?from=x"),
            DraftSource::page("/industries/inn/")
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
