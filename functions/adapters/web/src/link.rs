//! Repairs the token of a mailed link that a mail program has lengthened or broken.

use axum::http::Uri;
use base::token;
use percent_encoding::percent_decode_str;

/// The field of the query that carries the token, in every link we mail.
const TOKEN: &str = "t=";

/// The address with its token repaired, where it has one.
pub(crate) fn repaired(uri: Uri) -> Uri {
    let has_token = |query: &&str| query.split('&').any(|it| field(it).0);
    let Some(query) = uri.query().filter(has_token) else {
        return uri;
    };
    let fields: Vec<(bool, String)> = query.split('&').map(field).collect();
    // A link that was pasted twice has two tokens, of which one may be cut.
    let longest = fields.iter().filter(|(is_token, _)| *is_token);
    let longest = longest.map(|(_, field)| field.len()).max();
    let mut taken = false;
    let fields: Vec<&str> = fields
        .iter()
        .filter(|(is_token, field)| {
            !is_token || Some(field.len()) == longest && !std::mem::replace(&mut taken, true)
        })
        .map(|(_, field)| field.as_str())
        .collect();
    let address = format!("{}?{}", uri.path(), fields.join("&"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = address.parse().ok();
    Uri::from_parts(parts).unwrap_or(uri)
}

/// A field of the query as it should be, and whether it is the token: also where a mail program wrote `&amp;` or `T=`.
fn field(field: &str) -> (bool, String) {
    let name = field.strip_prefix("amp;").unwrap_or(field);
    let value = match name.split_at_checked(TOKEN.len()) {
        Some((name, value)) if name.eq_ignore_ascii_case(TOKEN) => value,
        _ => return (false, field.to_owned()),
    };
    let once = percent_decode_str(value).decode_utf8_lossy();
    // Some programs encode what is encoded.
    let twice = percent_decode_str(&once).decode_utf8_lossy();
    // A repaired token holds nothing that an address would have to escape.
    (true, format!("{TOKEN}{}", token::repair(&twice)))
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
            ("/a?t=k1.a.1.b&t=k1.a.1.b", "/a?t=k1.a.1.b"),
            ("/a?t=k1.a.1.b&t=", "/a?t=k1.a.1.b"),
            ("/a?t=k1.a.1.b%2520", "/a?t=k1.a.1.b"),
            ("/a?x=1&amp;t=k1.a.1.b", "/a?x=1&t=k1.a.1.b"),
            ("/a?T=k1.a.1.b", "/a?t=k1.a.1.b"),
            ("/a?t=3d3Dk1.a.1.b", "/a?t=k1.a.1.b"),
            ("/a?t=k1.a%E2%80%91c.1.b", "/a?t=k1.a-c.1.b"),
            ("/a?t=%EF%BD%8B1.a.1.b", "/a?t=k1.a.1.b"),
            ("/a?q=t%3D.&at=b.", "/a?q=t%3D.&at=b."),
            ("/a?t", "/a?t"),
            ("/a", "/a"),
        ] {
            assert_eq!(repaired(asked.parse().unwrap()), wanted, "{asked}");
        }
    }
}
