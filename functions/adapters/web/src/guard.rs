//! Refuses changes that were sent from another site.

use axum::http::{HeaderMap, Method, header};

/// Where programs post, which say nothing about a page: what they send proves itself. The partner's system
/// signs it; a mail program shows the token of RFC 8058's one click.
const PROGRAMS: [&str; 2] = ["/director/partner", "/registration/stop"];

/// Whether the request may pass: reading always, anything else only from our own pages.
///
/// Browsers state where a form was sent from in `Sec-Fetch-Site`, older ones in `Origin`, the oldest only in
/// `Referer`. Who states nothing is no browser with one of our pages open.
pub(crate) fn allows(method: &Method, path: &str, headers: &HeaderMap, base_url: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(header::HOST.as_str());
    match (text("sec-fetch-site"), text("origin"), text("referer")) {
        (Some(site), ..) => matches!(site, "same-origin" | "none"),
        (None, Some(origin), _) => is_ours(origin, host, base_url),
        (None, None, Some(page)) => origin_of(page).is_some_and(|it| is_ours(it, host, base_url)),
        (None, None, None) => PROGRAMS.contains(&path),
    }
}

/// Scheme, host and port of an address.
fn origin_of(address: &str) -> Option<&str> {
    let start = address.find("://")? + "://".len();
    let end = address[start..].find(['/', '?', '#']);
    Some(end.map_or(address, |end| &address[..start + end]))
}

fn is_ours(origin: &str, host: Option<&str>, base_url: &str) -> bool {
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    origin == base_url || (authority.is_some() && authority == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://kiridashi.example.jp";

    fn post(pairs: &[(&'static str, &str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| {
            (
                header::HeaderName::from_static(name),
                value.parse().unwrap(),
            )
        });
        allows(&Method::POST, "/inventory/pick", &headers.collect(), BASE)
    }

    #[test]
    fn reading_is_always_allowed() {
        let headers = [(header::ORIGIN, "https://evil.example".parse().unwrap())];
        let headers = headers.into_iter().collect();
        assert!(allows(&Method::GET, "/inventory/", &headers, BASE));
    }

    #[test]
    fn our_own_pages_may_post() {
        assert!(post(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "null")
        ]));
        assert!(post(&[("origin", BASE)]));
        assert!(post(&[
            ("origin", "http://127.0.0.1:8787"),
            ("host", "127.0.0.1:8787")
        ]));
        assert!(post(&[(
            "referer",
            "https://kiridashi.example.jp/inventory/pick?back=check"
        )]));
        assert!(post(&[
            ("referer", "http://127.0.0.1:8787/inventory/"),
            ("host", "127.0.0.1:8787")
        ]));
    }

    #[test]
    fn other_sites_may_not_post() {
        assert!(!post(&[("sec-fetch-site", "cross-site"), ("origin", BASE)]));
        assert!(!post(&[("sec-fetch-site", "same-site")]));
        assert!(!post(&[
            ("origin", "https://evil.example"),
            ("host", "kiridashi.example.jp")
        ]));
        assert!(!post(&[
            ("origin", "null"),
            ("host", "kiridashi.example.jp")
        ]));
        assert!(!post(&[(
            "origin",
            "https://kiridashi.example.jp.evil.example"
        )]));
    }

    #[test]
    fn who_does_not_say_where_it_was_sent_from_may_not_post() {
        assert!(!post(&[]));
        assert!(!post(&[("host", "kiridashi.example.jp")]));
        for page in [
            "https://evil.example/",
            "https://kiridashi.example.jp.evil.example/inventory/",
            "https://evil.example/?https://kiridashi.example.jp/",
            "kiridashi.example.jp",
            "about:blank",
        ] {
            assert!(
                !post(&[("referer", page), ("host", "kiridashi.example.jp")]),
                "{page}"
            );
        }
    }

    #[test]
    fn programs_may_post_where_they_prove_what_they_send() {
        let nothing = HeaderMap::new();
        for path in PROGRAMS {
            assert!(allows(&Method::POST, path, &nothing, BASE), "{path}");
            let evil = [(header::ORIGIN, "https://evil.example".parse().unwrap())];
            let evil = evil.into_iter().collect();
            assert!(!allows(&Method::POST, path, &evil, BASE), "{path}");
        }
    }
}
