//! A function that does nothing: what the start of the others is held against.

use axum::Router;
use axum::routing::get;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    let routes = Router::new().route("/", get(async || "ok"));
    lambda_http::run(routes).await
}
