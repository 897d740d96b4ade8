//! Refuses changes that were sent from another site.

use axum::http::{HeaderMap, Method, header};

/// Whether the request may pass: reading always, anything else only from our own pages.
///
/// Browsers state where a form was sent from in `Sec-Fetch-Site`, older ones in `Origin`; what is
/// not a browser states neither and carries no cookie that could be abused.
pub(crate) fn allows(method: &Method, headers: &HeaderMap, base_url: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => is_ours(origin, text(header::HOST.as_str()), base_url),
        (None, None) => true,
    }
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
        allows(&Method::POST, &headers.collect(), BASE)
    }

    #[test]
    fn reading_is_always_allowed() {
        let headers = [(header::ORIGIN, "https://evil.example".parse().unwrap())];
        assert!(allows(&Method::GET, &headers.into_iter().collect(), BASE));
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
        assert!(post(&[]));
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
}
