//! The questionnaire as a Lambda: reads the environment, wires the parts, nothing else.

use std::env;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use store::Store;
use store::ambient::{OsRandom, SystemClock};
use view::{SiteSettings, Views};
use web::{Live, Settings, State};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    tracing_subscriber::fmt()
        .json()
        .without_time()
        .with_target(false)
        .init();
    let router = inventory::router(state()?);
    lambda_http::run(router)
        .await
        .map_err(|error| anyhow!(error))
}

fn state() -> Result<State> {
    let base_url = variable("BASE_URL")?;
    let site = SiteSettings {
        base_url: base_url.clone(),
    };
    Ok(State {
        store: Store::new(store::aws::client_from_env()?, variable("TABLE_NAME")?),
        views: Live::new(Views::embedded(site).context("the templates")?),
        content: Live::new(domain::content::Content::embedded()),
        clock: Arc::new(SystemClock),
        random: Arc::new(OsRandom),
        keys: domain::token::Keys::parse(&variable("SIGNING_KEYS")?).context("SIGNING_KEYS")?,
        settings: Arc::new(Settings { base_url }),
    })
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("set the variable {name}"))
}
