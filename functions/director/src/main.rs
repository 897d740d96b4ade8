//! The directors' pages as a Lambda: reads the environment, wires the parts, nothing else.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use store::ambient::{OsRandom, SystemClock};
use web::{Live, Settings, State};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let log = tracing_subscriber::fmt().json();
    log.without_time().with_target(false).init();
    let router = web::behind_gateway(director::router(state()?));
    lambda_http::run(router).await.map_err(|e| anyhow!(e))
}

fn state() -> Result<State> {
    let (base_url, keys) = (variable("BASE_URL")?, variable("SIGNING_KEYS")?);
    let site = view::SiteSettings {
        base_url: base_url.clone(),
    };
    let client = store::aws::client_from_env()?;
    Ok(State {
        store: store::Store::new(client, variable("TABLE_NAME")?),
        views: Live::new(view::Views::embedded(site)?),
        content: Live::new(domain::content::Content::embedded()),
        clock: Arc::new(SystemClock),
        random: Arc::new(OsRandom),
        keys: domain::token::Keys::parse(&keys).context("SIGNING_KEYS")?,
        settings: Arc::new(Settings { base_url }),
    })
}

fn variable(name: &str) -> Result<String> {
    std::env::var(name).with_context(|| format!("set the variable {name}"))
}
