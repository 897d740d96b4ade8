//! Wraps a function's routes with request ids, logging, the guard, headers and error pages.

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tracing::Instrument;

use crate::client::PastEdge;
use crate::problem::Problem;
use crate::state::AppState;
use crate::{event, guard, headers, link, path};

/// The finished service. It answers every path it is given, so mount it under its own prefix.
pub fn serve(routes: Router<AppState>, state: AppState) -> Router {
    routes
        .layer(from_fn_with_state(state.clone(), around))
        .with_state(state)
}

async fn around(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    *request.uri_mut() = link::repaired(std::mem::take(request.uri_mut()));
    let id = state.random_id();
    // The query may hold a token, so only the path is logged.
    let path = request.uri().path().to_owned();
    let without_slash = without_slash(&request);
    let span = tracing::info_span!("request", id, method = %request.method(), path);
    let run = async {
        let response = answer(&state, request, next).await;
        let mut response = match without_slash {
            Some(location) if is_no_route(&response) => (
                StatusCode::PERMANENT_REDIRECT,
                [(header::LOCATION, location)],
            )
                .into_response(),
            _ => explain(&state, response, &path, &id),
        };
        headers::secure(response.headers_mut(), &state.settings);
        let value = HeaderValue::from_str(&id).expect("hex is a header value");
        response.headers_mut().insert("x-request-id", value);
        tracing::info!(status = response.status().as_u16(), "answered");
        response
    };
    run.instrument(span).await
}

/// Whether nothing of ours answers at this path, rather than a page that says that it is not for whoever asks.
fn is_no_route(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    response.status() == StatusCode::NOT_FOUND && !is_page
}

/// `/inventory/pick` for `/inventory/pick/`, which is tried where the latter is unknown.
fn without_slash(request: &Request) -> Option<String> {
    let path = request.uri().path();
    let reading = matches!(*request.method(), Method::GET | Method::HEAD);
    let trimmed = path
        .strip_suffix('/')
        .filter(|trimmed| !trimmed.is_empty())?;
    // Two slashes could lead to another host.
    if !reading || path.contains("//") || !path::raw_path_matches(request) {
        return None;
    }
    let query = request.uri().query().map(|query| format!("?{query}"));
    Some(format!("{trimmed}{}", query.unwrap_or_default()))
}

async fn answer(state: &AppState, request: Request, next: Next) -> Response {
    if request.headers().contains_key(event::DAMAGED) {
        return Problem::BadRequest.into_response();
    }
    if request.extensions().get::<PastEdge>().is_some() {
        return Problem::OtherAddress.into_response();
    }
    if !path::raw_path_matches(&request) {
        return Problem::NotFound.into_response();
    }
    let base_url = &state.settings.base_url;
    let path = request.uri().path();
    if !guard::allows(request.method(), path, request.headers(), base_url) {
        return Problem::CrossSite.into_response();
    }
    next.run(request).await
}

/// Puts a page where a handler, an extractor or the router answered with an error but no page; machines
/// that are answered in JSON get none.
fn explain(state: &AppState, response: Response, path: &str, id: &str) -> Response {
    let named = response.extensions().get::<Problem>().copied();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_told = kind.is_some_and(|kind| {
        kind.as_bytes().starts_with(b"text/html") || kind == "application/json"
    });
    let problem = named.or_else(|| Problem::of_status(response.status()).filter(|_| !is_told));
    let Some(problem) = problem else {
        return response;
    };
    let content = state.content.get();
    let (texts, base_url) = (&content.texts.problem, &state.settings.base_url);
    let mut explanation = problem.explanation(texts, base_url, path, id);
    if problem.offers_phone() {
        let operator = &content.programme.operator;
        let line = texts.phone(&operator.name, &operator.phone, &operator.hours);
        explanation.lines.push(line);
    }
    let mut page = explanation.page(state, problem.status(), path);
    if let Some(allow) = response.headers().get(header::ALLOW) {
        page.headers_mut().insert(header::ALLOW, allow.clone());
    }
    page
}
