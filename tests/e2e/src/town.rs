//! A running Kiridashi with a clock that stands still until a test moves it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use anyhow::Result;
use domain::time::Clock;
use jiff::{SignedDuration, Timestamp};
use kiridashi::{Local, Mode, Options, Running};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::mail::{self, Mail};

/// A clock that tests set.
#[derive(Debug)]
pub struct HandClock(Mutex<Timestamp>);

impl Clock for HandClock {
    fn now(&self) -> Timestamp {
        *self
            .0
            .lock()
            .expect("no test panics while it sets the clock")
    }
}

/// One program with its own data folder. It starts on Tuesday, 24 November 2026, at nine in the morning.
pub struct Town {
    clock: Arc<HandClock>,
    runtime: Runtime,
    running: Running,
    data: TempDir,
}

impl Town {
    /// Starts a town of its own.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn start() -> Town {
        let morning = "2026-11-24T00:00:00Z".parse().expect("a timestamp");
        let clock = Arc::new(HandClock(Mutex::new(morning)));
        let data = tempfile::tempdir().expect("a folder");
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../site");
        let options = Options {
            port: 0,
            data: data.path().to_owned(),
            root,
            smtp: None,
            clock: clock.clone(),
            random: Arc::new(store::ambient::OsRandom),
            mode: Mode::Stepped,
        };
        let runtime = Runtime::new().expect("a runtime");
        let running = runtime
            .block_on(Local::start(options))
            .expect("kiridashi starts");
        Town {
            clock,
            runtime,
            running,
            data,
        }
    }

    /// The town that the journeys of this process share.
    pub fn shared() -> &'static Town {
        static SHARED: OnceLock<Town> = OnceLock::new();
        SHARED.get_or_init(Town::start)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn base(&self) -> String {
        format!("http://{}", self.running.addr)
    }

    /// Moves the clock on.
    pub fn pass(&self, time: SignedDuration) {
        let mut now = self
            .clock
            .0
            .lock()
            .expect("no test panics while it sets the clock");
        *now += time;
    }

    /// Drives delivery until nothing that is due is left, and reads every mail delivered so far.
    ///
    /// # Errors
    /// When delivery or reading fails.
    pub async fn post(&self) -> Result<Vec<Mail>> {
        self.running.settle().await?;
        mail::all(&self.data.path().join("mail"))
    }

    /// The mails that name this reference in their text.
    ///
    /// # Errors
    /// When delivery or reading fails.
    pub async fn post_about(&self, reference: &str) -> Result<Vec<Mail>> {
        let mut mails = self.post().await?;
        mails.retain(|mail| mail.text.contains(reference));
        Ok(mails)
    }

    /// Ends the program as SIGTERM would.
    ///
    /// # Errors
    /// When it does not end cleanly.
    pub fn stop(self) -> Result<()> {
        self.runtime.block_on(self.running.stop())
    }
}
