//! The `schedule` Lambda: hands each EventBridge event to the handler.

use std::sync::Arc;

use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use lambda_runtime::{Error, LambdaEvent, run, service_fn, tracing};
use publishing::{Overlay, TownTexts};
use schedule::{PublishedSchedule, Schedule};
use store::ambient::SystemClock;
use store::beside::{TEXTS, read_beside};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();
    let store = store::aws::store_from_env()?;
    let town: TownTexts = read_beside(TEXTS)?;
    let content = Arc::new(Overlay::default().content(&town)?);
    let schedule = Schedule::new(store, content, Arc::new(SystemClock));
    let schedule = &PublishedSchedule::new(schedule).of_town(town);
    let handle = async |event: LambdaEvent<EventBridgeEvent>| {
        Ok::<_, Error>(schedule.handle(event.payload).await?)
    };
    run(service_fn(handle)).await
}
