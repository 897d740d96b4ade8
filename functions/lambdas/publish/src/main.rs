//! The `publish` Lambda: answers requests for the desk; every other event has it publish.

use std::path::PathBuf;
use std::sync::Arc;

use desk::DeskSite;
use lambda_runtime::Error;
use publish::{AwsShelf, Publication, PublishEvent};
use publisher::Versions;
use serde_json::Value;
use serde_json::value::RawValue;
use web::AppState;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    web::run_lambda_beside(web::Folder::OFFICE, |state| {
        let publishing = Arc::new(Publishing::new(state.clone())?);
        let router = desk::router(state, publishing.desk.clone());
        let aside = move |event: &RawValue| {
            let event = serde_json::from_str(event.get());
            let publishing = publishing.clone();
            async move { publishing.publish(event?).await }
        };
        Ok((router, aside))
    })
    .await
}

/// What every event but a request is for.
struct Publishing {
    state: AppState,
    desk: DeskSite,
    publication: Publication<AwsShelf>,
}

impl Publishing {
    fn new(state: AppState) -> Result<Publishing, Error> {
        let root = PathBuf::from(std::env::var("LAMBDA_TASK_ROOT").unwrap_or_default());
        let root = root.join("site");
        let base_url = &state.settings.base_url;
        let clock = state.clock.clone();
        let desk = DeskSite::new(state.store.clone(), &root, base_url, clock.clone());
        let versions = Versions::new(state.store.clone(), &root, Some(base_url));
        let program = std::fs::read(std::env::current_exe()?)?;
        let shelf = AwsShelf::from_env()?;
        Ok(Publishing {
            desk,
            publication: Publication::new(versions, base_url, &program, shelf, clock)?,
            state,
        })
    }

    async fn publish(&self, event: PublishEvent) -> Result<Value, Error> {
        // What the office wants published at a time; if that fails, the site is published as it is.
        if let Err(error) = desk::publish_due(&self.state, &self.desk).await {
            let error = &error as &dyn std::error::Error;
            tracing::error!(error, "cannot see what was to be published at a time");
        }
        publish::handle(&self.publication, event).await
    }
}
