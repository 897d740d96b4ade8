//! The `publish` Lambda: hands every event to [`publish::handle`].

use std::path::Path;
use std::sync::Arc;

use lambda_runtime::{Error, LambdaEvent, run, service_fn, tracing};
use publish::{AwsShelf, Publication, PublishEvent};
use publisher::Versions;
use store::ambient::SystemClock;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();
    let base_url = std::env::var("BASE_URL").map_err(|_| "set the variable BASE_URL")?;
    let folder = std::env::var("LAMBDA_TASK_ROOT").unwrap_or_else(|_| ".".to_owned());
    let root = Path::new(&folder).join("site");
    let program = std::fs::read(std::env::current_exe()?)?;
    let store = store::aws::store_from_env()?;
    let versions = Versions::new(store, &root, Some(&base_url));
    let shelf = AwsShelf::from_env()?;
    let clock = Arc::new(SystemClock);
    let publication = Publication::new(versions, &base_url, &program, shelf, clock)?;
    drop(program);
    let publication = &publication;
    let handle =
        async |event: LambdaEvent<PublishEvent>| publish::handle(publication, event.payload).await;
    run(service_fn(handle)).await
}
