//! The start of a web Lambda: log, settings, secrets and parts, then one event after another.

use std::sync::Arc;
use std::thread;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::middleware::map_response;
use axum::response::Response;
use base::token::Keys;
use lambda_http::{Adapter, Error, LambdaEvent, Service, lambda_runtime, service_fn};
use publishing::{Overlay, TownTexts};
use serde_json::Value;
use serde_json::value::RawValue;
use store::ambient::{OsRandom, SystemClock};
use store::beside::{SITE, TEXTS, read_beside};
use store::secrets::Secrets;
use store::{Store, aws};
use view::{Folder, SitePatch, SiteSettings, Views};

use crate::client::Edge;
use crate::event;
use crate::published::PublishedState;
use crate::state::{AppState, Live, WebSettings};

/// Answers events with these routes until Lambda ends the process; `folder` is that of their templates. Reads
/// `BASE_URL`, `TABLE_NAME`, `EDGE_KEY` where CloudFront stands in front ([`Edge`]), the secret `SIGNING_KEYS`
/// ([`Secrets::from_env`]) and what Lambda sets ([`aws::client_from_env`]).
///
/// # Errors
/// When a setting is missing or malformed.
pub async fn run_lambda(
    folder: Folder,
    router: impl FnOnce(AppState) -> Router,
) -> Result<(), Error> {
    let (state, published) = started(folder).await?;
    let edge = Edge::new(std::env::var("EDGE_KEY").unwrap_or_default());
    let published = Arc::new(published);
    let mut answer = Adapter::from(edge.before(files_as_bytes(router(state))));
    lambda_runtime::run(service_fn(move |event: LambdaEvent<Box<RawValue>>| {
        let request = event::lambda_request(event.payload.get());
        let answered = answer.call(LambdaEvent::new(request, event.context));
        let published = published.clone();
        async move {
            published.look().await;
            answered.await
        }
    }))
    .await
}

/// The same for a function that other events wake too. `parts` gives its routes and what answers an event that is no
/// request of API Gateway, given as JSON.
///
/// # Errors
/// When a setting is missing or malformed.
pub async fn run_lambda_beside<A>(
    folder: Folder,
    parts: impl FnOnce(AppState) -> Result<(Router, A), Error>,
) -> Result<(), Error>
where
    A: AsyncFn(&RawValue) -> Result<Value, Error>,
{
    let (state, published) = started(folder).await?;
    let published = &published;
    let (router, aside) = parts(state.clone()).inspect_err(|error| {
        tracing::error!(error = %error, "cannot start");
    })?;
    let edge = Edge::new(std::env::var("EDGE_KEY").unwrap_or_default());
    let (pages, aside) = (Adapter::from(edge.before(files_as_bytes(router))), &aside);
    let handle = |event: LambdaEvent<Box<RawValue>>| {
        let mut pages = pages.clone();
        async move {
            published.look().await;
            if !event::is_request(event.payload.get()) {
                return aside(&event.payload).await;
            }
            let request = event::lambda_request(event.payload.get());
            let answer = pages.call(LambdaEvent::new(request, event.context));
            Ok::<_, Error>(serde_json::to_value(answer.await?)?)
        }
    };
    lambda_runtime::run(service_fn(handle)).await
}

/// Lets files leave as bytes: what `lambda_http` takes for text loses the mark by which Excel knows UTF-8. It leaves as they
/// are the bytes of whatever names its encoding.
fn files_as_bytes(router: Router) -> Router {
    router.layer(map_response(async |mut answer: Response| {
        let headers = answer.headers_mut();
        if headers.contains_key(header::CONTENT_DISPOSITION) {
            let as_it_is = HeaderValue::from_static("identity");
            headers.insert(header::CONTENT_ENCODING, as_it_is);
        }
        answer
    }))
}

async fn started(folder: Folder) -> Result<(AppState, PublishedState), Error> {
    let log = tracing_subscriber::fmt().json();
    log.without_time().with_target(false).init();
    let parts = parts(folder).await;
    parts.inspect_err(|error| tracing::error!(error = %error, "cannot start"))
}

/// What handlers work with, and what looks for newer versions over the texts that it began with.
async fn parts(folder: Folder) -> Result<(AppState, PublishedState), Error> {
    let base_url = std::env::var("BASE_URL").map_err(|_| "set the variable BASE_URL")?;
    let table = std::env::var("TABLE_NAME").map_err(|_| "set the variable TABLE_NAME")?;
    let site = SiteSettings {
        base_url: base_url.clone(),
    };
    // While SSM is asked and certificates are read: a visitor waits for the start.
    let town: TownTexts = read_beside(TEXTS)?;
    let patch: SitePatch = read_beside(SITE)?;
    let (own, own_patch) = (town.clone(), patch.clone());
    let views = thread::spawn(move || Views::embedded_over(folder, site, &own_patch, own.texts()));
    let own = town.clone();
    let content = thread::spawn(move || Overlay::default().content(&own));
    let secrets = Secrets::from_env(&["SIGNING_KEYS"]).await?;
    let keys = secrets.get("SIGNING_KEYS").unwrap_or_default();
    let state = AppState {
        store: Store::new(aws::client_from_env()?, table),
        views: Live::new(views.join().expect("nothing in it panics")?),
        pinned: Default::default(),
        content: Live::new(content.join().expect("nothing in it panics")?),
        clock: Arc::new(SystemClock),
        random: Arc::new(OsRandom),
        keys: Keys::parse(keys).map_err(|error| format!("SIGNING_KEYS: {error}"))?,
        settings: Arc::new(WebSettings { base_url }),
    };
    let published = PublishedState::new(state.clone(), folder);
    Ok((state, published.of_town(town, patch)))
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[tokio::test]
    async fn a_file_for_excel_keeps_its_first_bytes() {
        let file = async || {
            let name = [(header::CONTENT_DISPOSITION, "attachment")];
            let kind = [(header::CONTENT_TYPE, "text/csv; charset=utf-8")];
            (name, kind, "\u{feff}日,数\r\n")
        };
        let page = async || [(header::CONTENT_TYPE, "text/html")];
        let routes = Router::new()
            .route("/file", get(file))
            .route("/", get(page));
        let mut pages = Adapter::from(files_as_bytes(routes));
        let mut ask = async |path: &str| {
            let event = serde_json::json!({"version": "2.0", "rawPath": path, "requestContext": {"http": {"method": "GET",
                "path": path}}});
            let request = event::lambda_request(&event.to_string());
            let answer = pages
                .call(LambdaEvent::new(request, Default::default()))
                .await;
            serde_json::to_value(answer.unwrap()).unwrap()
        };
        let file = ask("/file").await;
        let bytes = STANDARD.decode(file["body"].as_str().unwrap()).unwrap();
        assert_eq!(bytes, "\u{feff}日,数\r\n".as_bytes());
        assert_eq!(file["isBase64Encoded"], true);
        assert_eq!(ask("/").await["isBase64Encoded"], false);
    }
}
