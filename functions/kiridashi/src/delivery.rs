//! Drives delivery in place of AWS: stream records and the clock's ticks become the Lambdas' own events.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use desk::DeskSite;
use dispatch::{Dispatch, DispatchEvent};
use jiff::Timestamp;
use mail::Transport;
use schedule::Schedule;
use serde_json::json;
use store::embedded::Embedded;
use town::Content;
use web::AppState;

use crate::options::Options;

/// As often as the clock wakes `dispatch` and `schedule` on AWS.
const SWEEP: Duration = Duration::from_secs(60);
const ROUND: Duration = Duration::from_secs(60 * 60);

/// More rounds than a message has attempts.
const TIMEOUT: usize = 20;

/// The event Lambdas, and what wakes them here.
pub(crate) struct Delivery {
    embedded: Embedded,
    transport: Transport,
    state: AppState,
    desk: DeskSite,
    timeout: Duration,
    /// Only one delivers at a time: [`Delivery::settle`] must not end while another still has a message claimed.
    turn: tokio::sync::Mutex<()>,
}

impl Delivery {
    pub fn new(
        options: &Options,
        embedded: Embedded,
        state: AppState,
        desk: DeskSite,
    ) -> Result<Delivery> {
        let transport = match &options.smtp {
            Some(url) => Transport::smtp(url, None).context("--smtp")?,
            None => Transport::Folder(options.data.join("mail")),
        };
        Ok(Delivery {
            embedded,
            transport,
            state,
            desk,
            timeout: options.timeout,
            turn: tokio::sync::Mutex::default(),
        })
    }

    /// Delivers as AWS would: at once when something is written, and by the clock what that missed.
    pub async fn run(self: Arc<Self>) {
        let mut sweeps = tokio::time::interval(SWEEP);
        let mut rounds = tokio::time::interval(ROUND);
        loop {
            let done = tokio::select! {
                () = self.embedded.written() => self.alone(self.stream()).await,
                _ = sweeps.tick() => self.alone(self.sweep()).await,
                _ = rounds.tick() => self.alone(self.round()).await,
            };
            if let Err(error) = done {
                tracing::error!(
                    error = format!("{error:#}"),
                    "delivery failed; the next sweep tries again"
                );
            }
        }
    }

    /// Drives everything until nothing that is due is left.
    pub async fn settle(&self) -> Result<()> {
        self.alone(self.rounds()).await
    }

    async fn alone(&self, work: impl Future<Output = Result<()>>) -> Result<()> {
        let _turn = self.turn.lock().await;
        work.await
    }

    async fn rounds(&self) -> Result<()> {
        for _ in 0..TIMEOUT {
            self.stream().await?;
            self.sweep().await?;
            self.round().await?;
            if self.state.store.due(self.state.now(), 1).await?.is_empty() {
                return Ok(());
            }
        }
        bail!("a message stays due however often it is tried")
    }

    async fn stream(&self) -> Result<()> {
        loop {
            let batch = self.embedded.next_batch().await?;
            if batch.records.is_empty() {
                return Ok(());
            }
            // On AWS a failed record is shown again; here the sweep finds its message.
            let dispatch = self.dispatch().await?;
            dispatch.handle(DispatchEvent::Stream(batch)).await?;
        }
    }

    async fn sweep(&self) -> Result<()> {
        let sweep = DispatchEvent::Sweep(scheduled(self.state.now())?);
        self.dispatch().await?.handle(sweep).await?;
        desk::publish_due(&self.state, &self.desk).await?;
        Ok(())
    }

    async fn round(&self) -> Result<()> {
        let AppState { store, clock, .. } = &self.state;
        let schedule = Schedule::new(store.clone(), self.content().await?, clock.clone());
        schedule.handle(scheduled(self.state.now())?).await?;
        Ok(())
    }

    /// What is live, also while pages still show what was before: a letter that is due at once says what it is about.
    async fn content(&self) -> Result<Arc<Content>> {
        let shown = self.state.content.get();
        match self.state.store.live_number().await? {
            Some(live) if live > shown.version => {
                let live = self.desk.live_content().await;
                live.map_err(|_| anyhow!("what is live cannot be read"))
            }
            _ => Ok(shown),
        }
    }

    /// The dispatcher with the content and templates of this moment.
    async fn dispatch(&self) -> Result<Dispatch> {
        Ok(Dispatch {
            store: self.state.store.clone(),
            transport: self.transport.clone(),
            content: self.content().await?,
            keys: self.state.keys.clone(),
            base_url: self.state.settings.base_url.clone(),
            views: self.state.views.get().as_ref().clone(),
            clock: self.state.clock.clone(),
            timeout: self.timeout,
        })
    }
}

/// What EventBridge sends when a schedule's time has come.
fn scheduled(now: Timestamp) -> Result<EventBridgeEvent> {
    let event = json!({
        "version": "0",
        "id": format!("local-{}", now.as_second()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": now.to_string(),
        "region": "local",
        "resources": [],
        "detail": {},
    });
    serde_json::from_value(event).context("the scheduled event has EventBridge's shape")
}
