//! Live reload: notifies open pages that the site was rebuilt. Only the local program has it, for who works on the site.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream;
use tokio::sync::watch;

use crate::hosts;

const TAG: &str = "<script src=\"/_reload.js\" defer></script>";

/// What every form has that sends something.
const SENDS: &str = "method=\"post\"";

/// Counts the rebuilds; cheap to clone.
#[derive(Clone)]
pub(crate) struct Reload(watch::Sender<u64>);

impl Reload {
    pub fn new() -> Reload {
        Reload(watch::Sender::new(0))
    }

    /// Every open page loads itself again, but those that send something: what was typed there would be lost, or the
    /// answer to what was just sent.
    pub fn rebuilt(&self) {
        self.0.send_modify(|count| *count += 1);
    }

    /// Adds the reloader's routes, and its script to every page of `app` that sends nothing; at an address for others
    /// neither, for who visits it does not work on it.
    pub fn over(&self, app: Router, base_url: &str) -> Router {
        if !hosts::is_own(base_url) {
            return app;
        }
        let routes = Router::new()
            .route("/_reload", get(events))
            .with_state(self.0.subscribe())
            .route("/_reload.js", get(script));
        app.layer(from_fn(|request: Request, next: Next| async {
            let bodiless = request.method() == Method::HEAD;
            let response = next.run(request).await;
            if bodiless {
                response
            } else {
                with_script(response).await
            }
        }))
        .merge(routes)
    }
}

async fn events(State(mut rebuilds): State<watch::Receiver<u64>>) -> impl IntoResponse {
    rebuilds.mark_unchanged();
    let stream = stream::unfold(rebuilds, |mut rebuilds| async {
        rebuilds.changed().await.ok()?;
        let event = Event::default()
            .event("rebuilt")
            .data(rebuilds.borrow().to_string());
        Some((Ok::<_, Infallible>(event), rebuilds))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}

async fn script() -> impl IntoResponse {
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (kind, include_str!("../assets/reload.js"))
}

async fn with_script(response: Response) -> Response {
    if !is_page(response.headers()) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut page = String::from_utf8_lossy(&bytes).into_owned();
    let end = page.rfind("</body>");
    let Some(at) = end.filter(|_| !page.contains(SENDS)) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    page.insert_str(at, TAG);
    parts.headers.remove(header::CONTENT_LENGTH);
    allow_events(&mut parts.headers);
    Response::from_parts(parts, Body::from(page))
}

fn is_page(headers: &HeaderMap) -> bool {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &HeaderValue| v.to_str().ok())
            .unwrap_or("")
    };
    text(header::CONTENT_TYPE).starts_with("text/html")
        && !text(header::CONTENT_SECURITY_POLICY).starts_with("sandbox")
}

/// The published policy lets no page open a connection; the reloader needs one, to this server.
fn allow_events(headers: &mut HeaderMap) {
    let Some(policy) = headers
        .get(header::CONTENT_SECURITY_POLICY)
        .and_then(|v| v.to_str().ok())
    else {
        return;
    };
    if !policy.contains("connect-src")
        && let Ok(wider) = format!("{policy}; connect-src 'self'").parse()
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, wider);
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use axum::response::Html;
    use futures_util::StreamExt;
    use tower::ServiceExt;

    use super::*;

    async fn ask(app: Router, path: &str) -> Response {
        app.oneshot(Request::get(path).body(Body::empty()).unwrap())
            .await
            .unwrap()
    }

    fn app(policy: &'static str) -> (Reload, Router) {
        let page = move || async move {
            (
                [(header::CONTENT_SECURITY_POLICY, policy)],
                Html("<body><p>あ</p></body>"),
            )
        };
        let reload = Reload::new();
        let app = reload.over(
            Router::new()
                .route("/", get(page))
                .route(
                    "/form",
                    get(|| async { Html("<body><form id=\"a\" method=\"post\"></form></body>") }),
                )
                .route("/text", get(|| async { "</body>" })),
            "http://127.0.0.1:8787",
        );
        (reload, app)
    }

    async fn text(response: Response) -> String {
        String::from_utf8(
            to_bytes(response.into_body(), usize::MAX)
                .await
                .unwrap()
                .to_vec(),
        )
        .unwrap()
    }

    #[tokio::test]
    async fn a_page_gets_the_script_and_may_listen() {
        let response = ask(app("default-src 'none'; script-src 'self'").1, "/").await;
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .to_owned();
        assert_eq!(
            policy,
            "default-src 'none'; script-src 'self'; connect-src 'self'"
        );
        assert_eq!(text(response).await, format!("<body><p>あ</p>{TAG}</body>"));
    }

    #[tokio::test]
    async fn text_and_sandboxed_mail_stay_as_they_are() {
        assert_eq!(text(ask(app("").1, "/text").await).await, "</body>");
        assert_eq!(
            text(ask(app("sandbox").1, "/").await).await,
            "<body><p>あ</p></body>"
        );
    }

    #[tokio::test]
    async fn a_page_that_sends_something_is_never_loaded_again() {
        let response = ask(app("default-src 'none'").1, "/form").await;
        assert!(!text(response).await.contains(TAG));
    }

    #[tokio::test]
    async fn a_rebuild_reaches_an_open_page() {
        let (reload, app) = app("");
        let mut events = ask(app, "/_reload").await.into_body().into_data_stream();
        reload.rebuilt();
        let event = events.next().await.unwrap().unwrap();
        assert_eq!(event, "event: rebuilt\ndata: 1\n\n");
    }
}
