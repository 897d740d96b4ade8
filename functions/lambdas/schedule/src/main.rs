//! The `schedule` Lambda: hands each EventBridge event to the handler.

use std::sync::Arc;

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Error, LambdaEvent, run, service_fn, tracing};
use schedule::{PublishedSchedule, Schedule};
use store::ambient::SystemClock;
use town::Content;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();
    let store = store::aws::store_from_env()?;
    let content = Arc::new(Content::embedded());
    let schedule = Schedule::new(store, content, Arc::new(SystemClock));
    let schedule = &PublishedSchedule::new(schedule);
    let handle = async |event: LambdaEvent<EventBridgeEvent>| {
        Ok::<_, Error>(schedule.handle(event.payload).await?)
    };
    run(service_fn(handle)).await
}
