//! The names the local program answers to: else a page anywhere could give it a name of its own and read it.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::extract::Request;
use axum::http::uri::Authority;
use axum::http::{StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};

/// This computer's own names.
const LOCAL: [&str; 2] = ["127.0.0.1", "localhost"];

/// What only this computer's own names open: everybody's mails, and the reloader.
const LOCAL_PATHS: &str = "/_";

/// Further names without ports, in small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hosts(Arc<BTreeSet<String>>);

impl Hosts {
    /// `127.0.0.1`, `localhost`, and the names given on the command line.
    ///
    /// # Errors
    /// When one of them is no name.
    pub fn new(told: &[String], base_url: Option<&str>) -> Result<Hosts> {
        let mut hosts = BTreeSet::new();
        for host in told {
            let named = name(host)
                .with_context(|| format!("--host {host}: this is no name of a computer"))?;
            hosts.insert(named);
        }
        if let Some(url) = base_url {
            hosts.insert(host_of(url)?);
        }
        Ok(Hosts(Arc::new(hosts)))
    }

    /// The same pages, under these names alone.
    pub fn over(self, app: Router) -> Router {
        app.layer(from_fn(move |request: Request, next: Next| {
            let allowed = self.allow(&request);
            async move {
                if allowed {
                    next.run(request).await
                } else {
                    refusal()
                }
            }
        }))
    }

    fn allow(&self, request: &Request) -> bool {
        let mut asked = request.headers().get_all(header::HOST).iter();
        let (Some(host), None) = (asked.next(), asked.next()) else {
            return false;
        };
        let named = host.to_str().ok().and_then(name);
        // Before a proxy the address may hold a name too.
        let other = request
            .uri()
            .authority()
            .map(|authority| name(authority.as_str()));
        let mut names = [Some(named), other].into_iter().flatten();
        let local = request.uri().path().starts_with(LOCAL_PATHS);
        let ours =
            |name: &String| LOCAL.contains(&name.as_str()) || (!local && self.0.contains(name));
        names.all(|name| name.as_ref().is_some_and(ours))
    }
}

/// The name without port, as it is compared.
fn name(host: &str) -> Option<String> {
    let authority: Authority = host.parse().ok()?;
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    (!name.is_empty() && !host.contains('@')).then_some(name)
}

/// Whether what this address names is this computer, so that nobody else is to visit it.
pub(crate) fn is_own(base_url: &str) -> bool {
    host_of(base_url).is_ok_and(|host| LOCAL.contains(&host.as_str()))
}

/// The name in the address of a site at the top of its host.
fn host_of(url: &str) -> Result<String> {
    let wrong = || format!("--base-url must look like https://shigoto.example.jp, not {url}");
    let parsed: Uri = url.parse().with_context(wrong)?;
    let is_web = matches!(parsed.scheme_str(), Some("http" | "https"));
    ensure!(
        is_web && parsed.path() == "/" && parsed.query().is_none() && !url.ends_with('/'),
        wrong()
    );
    parsed
        .authority()
        .and_then(|authority| name(authority.as_str()))
        .with_context(wrong)
}

fn refusal() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let told = "この名前では答えません。このパソコンでは http://127.0.0.1 か http://localhost で開いてください。\n\
                This program does not answer to this name. Start it with --host NAME to add one.\n";
    (StatusCode::MISDIRECTED_REQUEST, kind, told).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn hosts(told: &[&str], base_url: Option<&str>) -> Result<Hosts> {
        let told: Vec<_> = told.iter().map(|&host| host.to_owned()).collect();
        Hosts::new(&told, base_url)
    }

    fn allowed(hosts: &Hosts, uri: &str, asked: &[&str]) -> bool {
        let request = Request::get(uri);
        let request = asked
            .iter()
            .fold(request, |request, host| request.header(header::HOST, *host));
        hosts.allow(&request.body(Body::empty()).unwrap())
    }

    #[test]
    fn an_address_for_others_is_not_this_computers() {
        assert!(is_own("http://127.0.0.1:8787") && is_own("http://localhost"));
        assert!(!is_own("https://shigoto.example.jp"));
    }

    #[test]
    fn this_computers_names_are_answered_and_no_others() {
        let hosts = hosts(&[], None).unwrap();
        for host in ["127.0.0.1:8787", "localhost", "LocalHost:1", "localhost."] {
            assert!(allowed(&hosts, "/", &[host]), "{host}");
        }
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "evil.example:8787",
            "127.0.0.1@evil.example",
            "evil.example@127.0.0.1",
            "",
            "[::1]",
            "192.0.2.1",
            "0.0.0.0",
            "x y",
        ] {
            assert!(!allowed(&hosts, "/", &[host]), "{host}");
        }
        assert!(!allowed(&hosts, "/", &[]));
        assert!(!allowed(&hosts, "/", &["localhost", "evil.example"]));
        assert!(!allowed(&hosts, "http://evil.example/", &["localhost"]));
    }

    #[test]
    fn further_names_are_told() {
        let hosts = hosts(
            &["Kiridashi.example.jp"],
            Some("https://shigoto.example.jp:8443"),
        )
        .unwrap();
        for host in ["kiridashi.example.jp", "shigoto.example.jp", "127.0.0.1"] {
            assert!(allowed(&hosts, "/", &[host]), "{host}");
        }
        assert!(!allowed(&hosts, "/", &["www.shigoto.example.jp"]));
        assert!(!allowed(&hosts, "/_mail/", &["shigoto.example.jp"]));
        assert!(allowed(&hosts, "/_mail/", &["localhost:8787"]));
    }

    #[test]
    fn what_is_no_name_or_address_is_told() {
        for url in [
            "shigoto.example.jp",
            "ftp://a.example",
            "https://a.example/",
            "https://a.example/b",
            "https://",
            "x y",
        ] {
            let told = format!("{:#}", hosts(&[], Some(url)).unwrap_err());
            assert!(told.contains("--base-url must look like"), "{told}");
        }
        assert!(hosts(&["a b"], None).is_err());
        assert!(hosts(&["*"], None).is_ok_and(|hosts| !allowed(&hosts, "/", &["evil.example"])));
    }
}
