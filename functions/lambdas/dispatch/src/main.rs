//! The dispatch Lambda: reads its settings and hands events to [`dispatch::PublishedDispatch`].

use std::sync::Arc;

use dispatch::{Dispatch, DispatchEvent, DispatchSettings, PublishedDispatch};
use lambda_runtime::{Error, LambdaEvent, run, service_fn, tracing};
use publishing::{Overlay, TownTexts};
use store::ambient::SystemClock;
use store::beside::{SITE, TEXTS, read_beside};
use store::secrets::Secrets;
use view::{Folder, SitePatch, SiteSettings, Views};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();
    let secrets = Secrets::from_env(&["SIGNING_KEYS", "SMTP_URL"]).await?;
    let settings = DispatchSettings::read(|name| match secrets.get(name) {
        Some(secret) => Some(secret.to_owned()),
        None => std::env::var(name).ok(),
    })?;
    let site = SiteSettings {
        base_url: settings.base_url.clone(),
    };
    let town: TownTexts = read_beside(TEXTS)?;
    let patch: SitePatch = read_beside(SITE)?;
    let dispatch = Dispatch {
        store: store::aws::store_from_env()?,
        transport: settings.transport,
        content: Arc::new(Overlay::default().content(&town)?),
        keys: settings.keys,
        base_url: settings.base_url,
        views: Views::embedded_over(Folder::ALL, site, &patch, town.texts())?,
        clock: Arc::new(SystemClock),
        timeout: webhook::TIMEOUT,
    };
    let dispatch = &PublishedDispatch::new(dispatch).of_town(town, patch);
    let handle = async |event: LambdaEvent<DispatchEvent>| {
        Ok::<_, Error>(dispatch.handle(event.payload).await?)
    };
    run(service_fn(handle)).await
}
