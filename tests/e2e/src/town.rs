//! A running Kiridashi with a clock that stands still until a test moves it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use anyhow::{Context, Result};
use base::time::Clock;
use base::token::Keys;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use kiridashi::new_town::NewTown;
use kiridashi::{Local, Mode, Options, Running};
use partner::Partner;
use tempfile::TempDir;
use testkit::ambient::StoppedClock;
use tokio::runtime::Runtime;

use crate::mail::{self, Mail};
use crate::refusing;

/// Ample for a partner on this machine, also while the machine is busy.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The folder of a town that was made, in its temporary one.
const MADE: &str = "town";

/// One program with its own data folder. It starts on Tuesday, 24 November 2026, at nine in the morning.
pub struct Town {
    clock: Arc<StoppedClock>,
    runtime: OwnRuntime,
    running: Running,
    data: TempDir,
    /// The site's folder, where it is the town's own.
    own: Option<TempDir>,
}

impl Town {
    /// Starts a town of its own.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn start() -> Town {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../site");
        Town::on(root, None, tempfile::tempdir().expect("a folder"), None)
    }

    /// Starts a town whose mail server refuses these recipients.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn refusing(recipients: &[&str]) -> Town {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../site");
        let data = tempfile::tempdir().expect("a folder");
        let server = refusing::start(&data.path().join("mail"), recipients);
        Town::on(root, None, data, Some(server.expect("a mail server")))
    }

    /// Starts a town with a copy of the site's folder, whose content may be edited before and after.
    ///
    /// # Panics
    /// When the program does not start.
    pub fn with_own_content(edit: impl FnOnce(&Path)) -> Town {
        let own = tempfile::tempdir().expect("a folder");
        let from = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../site");
        let root = own.path().join("site");
        for part in [
            "config.toml",
            "content",
            "data",
            "sass",
            "static",
            "templates",
        ] {
            copy(&from.join(part), &root.join(part)).expect("the site is copied");
        }
        edit(&root.join("content"));
        let data = tempfile::tempdir().expect("a folder");
        Town::on(root, Some(own), data, None)
    }

    /// Starts a town that was just made.
    ///
    /// # Panics
    /// When it cannot be made or the program does not start.
    pub fn made(new: &NewTown) -> Town {
        let own = tempfile::tempdir().expect("a folder");
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../site");
        let written = new.write(&own.path().join(MADE), &root, date(2026, 11, 24));
        written.expect("a town's folder");
        let data = tempfile::tempdir().expect("a folder");
        Town::on(root, Some(own), data, None)
    }

    /// Starts a town that shares work with a partner's system: as its office does it, with the secret that
    /// the program tells and the system's address in the settings.
    ///
    /// # Panics
    /// When the program or the system does not start.
    pub fn sharing() -> (Town, Arc<Partner>) {
        let town = Town::with_own_content(|_| {});
        let secret =
            kiridashi::partner_secret("tonari", None, town.data.path(), &store::ambient::OsRandom);
        let partner = Partner::start(&secret.expect("a secret")).expect("the partner's system");
        let webhook = format!("webhook = \"{}\"", partner.url());
        let switched_on = town.edit(|content| {
            let sample = "# webhook = \"https://partner.example.jp/kiridashi\"";
            replace(&content.join("programme.toml"), sample, &webhook);
        });
        switched_on.expect("settings without a mistake");
        (town, partner)
    }

    /// Stops the program, until [`Paused::go_on`].
    ///
    /// # Panics
    /// When it does not stop.
    #[must_use]
    pub fn pause(self) -> Paused {
        let port = self.running.addr.port();
        let (clock, data, own) = (self.clock, self.data, self.own);
        self.runtime
            .block_on(self.running.stop())
            .expect("it stops");
        Paused {
            clock,
            data,
            own,
            port,
        }
    }

    /// What it signs with.
    ///
    /// # Panics
    /// When the keys cannot be read.
    pub fn keys(&self) -> Keys {
        let keys = std::fs::read_to_string(self.data.path().join("keys"));
        Keys::parse(keys.expect("keys").trim()).expect("keys")
    }

    fn on(root: PathBuf, own: Option<TempDir>, data: TempDir, smtp: Option<String>) -> Town {
        let morning = "2026-11-24T00:00:00Z".parse().expect("a timestamp");
        let clock = Arc::new(StoppedClock::at(morning));
        Town::at(clock, root, own, data, (smtp, 0))
    }

    fn at(
        clock: Arc<StoppedClock>,
        root: PathBuf,
        own: Option<TempDir>,
        data: TempDir,
        (smtp, port): (Option<String>, u16),
    ) -> Town {
        let options = Options {
            port,
            hosts: Vec::new(),
            base_url: None,
            data: data.path().to_owned(),
            root,
            town: own
                .as_ref()
                .map(|own| own.path().join(MADE))
                .filter(|town| town.is_dir()),
            smtp,
            clock: clock.clone(),
            random: Arc::new(store::ambient::OsRandom),
            timeout: TIMEOUT,
            mode: Mode::Stepped,
        };
        let runtime = OwnRuntime(Some(Runtime::new().expect("a runtime")));
        let running = runtime
            .block_on(Local::start(options))
            .expect("kiridashi starts");
        Town {
            clock,
            runtime,
            running,
            data,
            own,
        }
    }

    /// Stops the program and starts it again on the same data and content, at another address.
    ///
    /// # Panics
    /// When it does not stop or start.
    #[must_use]
    pub fn restart(self) -> Town {
        let Town {
            clock,
            runtime,
            running,
            data,
            own,
        } = self;
        runtime.block_on(running.stop()).expect("it stops");
        Town::at(clock, root_of(own.as_ref()), own, data, (None, 0))
    }

    /// Edits the content of a town that has its own, and shows it.
    ///
    /// # Errors
    /// When it has none, or the content has a mistake.
    pub fn edit(&self, edit: impl FnOnce(&Path)) -> Result<()> {
        let own = self.own.as_ref().context("a town with its own content")?;
        edit(&own.path().join("site/content"));
        self.running.reload()
    }

    /// Shows what was published, as the program does by itself within seconds.
    ///
    /// # Errors
    /// When it cannot be shown.
    pub async fn take_up(&self) -> Result<()> {
        self.running.take_up().await
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

    /// Sets the clock.
    pub fn set(&self, now: Timestamp) {
        self.clock.set(now);
    }

    /// Moves the clock on.
    pub fn pass(&self, time: SignedDuration) {
        self.clock.pass(time);
    }

    /// The town's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
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

/// A runtime that may end within another one, where a journey that failed leaves its second town.
struct OwnRuntime(Option<Runtime>);

impl std::ops::Deref for OwnRuntime {
    type Target = Runtime;

    fn deref(&self) -> &Runtime {
        self.0.as_ref().expect("it is there until it is dropped")
    }
}

impl Drop for OwnRuntime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A town whose program does not run.
pub struct Paused {
    clock: Arc<StoppedClock>,
    data: TempDir,
    own: Option<TempDir>,
    port: u16,
}

impl Paused {
    /// Starts the program again on the same data and content, where it was.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn go_on(self) -> Town {
        let root = root_of(self.own.as_ref());
        Town::at(self.clock, root, self.own, self.data, (None, self.port))
    }

    /// Moves the clock on.
    pub fn pass(&self, time: SignedDuration) {
        self.clock.pass(time);
    }
}

/// The site's folder: the town's own, where it has one.
fn root_of(own: Option<&TempDir>) -> PathBuf {
    let own = own.map(|own| own.path().join("site"));
    let shared = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../site");
    own.filter(|own| own.is_dir()).unwrap_or_else(shared)
}

/// Replaces a text of a file by another.
///
/// # Panics
/// When the file does not hold it.
pub fn replace(file: &Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(file).expect("the file can be read");
    assert!(text.contains(old), "{old} is not in {}", file.display());
    std::fs::write(file, text.replacen(old, new, 1)).expect("the file can be written");
}

/// Copies a file or folder, and what links in it point to.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    if !from.is_dir() {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        return std::fs::copy(from, to).map(drop);
    }
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}
