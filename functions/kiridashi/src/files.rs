//! Serves the generated site the way the published one is served: same paths, same headers, its own 404 page.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{Html, IntoResponse, Response};
use tower_http::services::ServeDir;
use web::WebSettings;

/// Serves `public`; a path that is not there answers with its `404.html`.
pub(crate) fn router(public: &Path, settings: Arc<WebSettings>) -> Router {
    let missing = public.join("404.html");
    let not_found = Router::new().fallback(move || page_not_found(missing.clone()));
    Router::new()
        .fallback_service(ServeDir::new(public).fallback(not_found))
        .layer(map_response(move |response| {
            let settings = settings.clone();
            async move { finished(response, &settings) }
        }))
}

async fn page_not_found(page: PathBuf) -> Response {
    match tokio::fs::read_to_string(page).await {
        Ok(html) => (StatusCode::NOT_FOUND, Html(html)).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, "ページが見つかりません。").into_response(),
    }
}

/// The headers of every answer; and no caching, because files change while one looks.
fn finished(mut response: Response, settings: &WebSettings) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    web::secure(headers, settings);
    response
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use tower::ServiceExt;

    use super::*;

    async fn get(path: &str) -> (StatusCode, axum::http::HeaderMap, String) {
        let public = tempfile::tempdir().unwrap();
        std::fs::create_dir(public.path().join("guides")).unwrap();
        std::fs::write(public.path().join("guides/index.html"), "<p>ガイド</p>").unwrap();
        std::fs::write(public.path().join("404.html"), "<p>ありません</p>").unwrap();
        let settings = Arc::new(WebSettings {
            base_url: "http://127.0.0.1".to_owned(),
        });
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response = router(public.path(), settings)
            .oneshot(request)
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (
            parts.status,
            parts.headers,
            String::from_utf8(body.to_vec()).unwrap(),
        )
    }

    #[tokio::test]
    async fn a_folder_answers_with_its_index_under_the_strict_policy() {
        let (status, headers, body) = get("/guides/").await;
        assert_eq!((status, body.as_str()), (StatusCode::OK, "<p>ガイド</p>"));
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
    }

    #[tokio::test]
    async fn a_missing_path_answers_with_the_sites_own_page() {
        let (status, _, body) = get("/none").await;
        assert_eq!(
            (status, body.as_str()),
            (StatusCode::NOT_FOUND, "<p>ありません</p>")
        );
    }

    #[tokio::test]
    async fn a_path_cannot_leave_the_folder() {
        assert_eq!(get("/../keys").await.0, StatusCode::NOT_FOUND);
        assert_eq!(get("/%2e%2e/keys").await.0, StatusCode::NOT_FOUND);
    }
}
