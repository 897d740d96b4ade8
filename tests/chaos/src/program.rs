//! The whole program as a process that can be killed: this one, told to be it.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use base::time::Clock;
use jiff::{SignedDuration, Timestamp};
use kiridashi::{DATABASE, Local, Mode, Options};
use schedule::Schedule;
use staging::TownSite;
use store::ambient::{OsRandom, SystemClock};
use store::embedded::Embedded;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::ticks::tick;

/// How it is told.
pub const SERVE: &str = "serve";

/// Whose program it is, and where it is visited.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its data folder.
    pub data: PathBuf,
    /// The town's folder; `None`: the shared site's own.
    pub town: Option<PathBuf>,
    /// 0: any that is free.
    pub port: u16,
}

impl Place {
    /// The shared site's own town, on any free port.
    pub fn of(data: &Path) -> Place {
        Place {
            data: data.to_owned(),
            town: None,
            port: 0,
        }
    }
}

/// A running program.
pub struct Program {
    child: Child,
    /// Its address, `http://127.0.0.1:…`.
    pub address: String,
}

impl Program {
    /// Starts `binary`, which is this crate's, somewhere, so many hours from now: nobody may send as often in one hour
    /// as a long run does.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(binary: &Path, place: &Place, hours: u64) -> Result<Program> {
        // A write that may not grow a file is then an error to it, and not its end.
        let mut command = Command::new("sh");
        command
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(binary)
            .arg(SERVE)
            .arg(&place.data)
            .arg(hours.to_string())
            .arg(place.port.to_string())
            .args(&place.town)
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut child = command.spawn()?;
        let output = child.stdout.take().context("its output")?;
        let first = BufReader::new(output).lines().next_line().await?;
        let address = first.context("it ended before it could be visited")?;
        Ok(Program { child, address })
    }

    /// Its process, until it ends.
    pub(crate) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Ends it without warning.
    ///
    /// # Errors
    /// When it cannot be.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}

/// Is the program, until it is killed; tells its address in one line.
///
/// # Errors
/// When it cannot start.
pub async fn serve(place: Place, hours: i64) -> Result<()> {
    let clock = Arc::new(Later(SignedDuration::from_hours(hours)));
    let mut options = options(place.data.clone(), Mode::Live, clock.clone());
    (options.port, options.town) = (place.port, place.town);
    let site = TownSite::open(&options.root, options.town.as_deref())?;
    let content = Arc::new(staging::content::read(&site.root())?);
    let running = Local::start(options).await?;
    let embedded = Embedded::open(&place.data.join(DATABASE)).await?;
    tokio::spawn(schedules(Schedule::new(embedded.store(), content, clock)));
    #[expect(clippy::print_stdout, reason = "whoever started it reads this")]
    {
        println!("{}", running.base_url());
    }
    std::future::pending().await
}

/// A second scheduler beside the program's own, on a connection of its own, without a pause worth the name.
async fn schedules(schedule: Schedule) -> Result<()> {
    loop {
        // What fails is done by the next round.
        drop(schedule.handle(tick(SystemClock.now())?).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The machine's clock, ahead by some time.
#[derive(Debug)]
pub(crate) struct Later(pub(crate) SignedDuration);

impl Clock for Later {
    fn now(&self) -> Timestamp {
        SystemClock.now() + self.0
    }
}

/// The program's options on a data folder.
pub(crate) fn options(data: PathBuf, mode: Mode, clock: Arc<dyn Clock>) -> Options {
    Options {
        port: 0,
        hosts: Vec::new(),
        base_url: None,
        data,
        root: Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site"),
        town: None,
        smtp: None,
        clock,
        random: Arc::new(OsRandom),
        timeout: Duration::from_secs(1),
        mode,
    }
}
