//! Repairs the token of a mailed link that a mail program has lengthened or broken.

use axum::http::Uri;
use base::token;
use percent_encoding::percent_decode_str;

/// The field of the query that carries the token, in every link we mail.
const TOKEN: &str = "t=";

/// The address with its token repaired, where it has one.
pub(crate) fn repaired(uri: Uri) -> Uri {
    let Some(query) = uri.query().filter(|query| query.contains(TOKEN)) else {
        return uri;
    };
    let field = |field: &str| match field.strip_prefix(TOKEN) {
        // A repaired token holds nothing that an address would have to escape.
        Some(value) => format!(
            "{TOKEN}{}",
            token::repair(&percent_decode_str(value).decode_utf8_lossy())
        ),
        None => field.to_owned(),
    };
    let fields: Vec<String> = query.split('&').map(field).collect();
    let address = format!("{}?{}", uri.path(), fields.join("&"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = address.parse().ok();
    Uri::from_parts(parts).unwrap_or(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_changes() {
        for (asked, wanted) in [
            (
                "/inventory/continue?t=k1.a.1.b%E3%80%82",
                "/inventory/continue?t=k1.a.1.b",
            ),
            (
                "/a?x=1%2E&t=k1%20.a.1.b&did=changed",
                "/a?x=1%2E&t=k1.a.1.b&did=changed",
            ),
            (
                "https://a.example.jp/a?t=3Dk1.a.1.b%0D%0A",
                "https://a.example.jp/a?t=k1.a.1.b",
            ),
            ("/a?t=%FF%FE", "/a?t="),
            ("/a?q=t%3D.&at=b.", "/a?q=t%3D.&at=b."),
            ("/a?t", "/a?t"),
            ("/a", "/a"),
        ] {
            assert_eq!(repaired(asked.parse().unwrap()), wanted, "{asked}");
        }
    }
}
