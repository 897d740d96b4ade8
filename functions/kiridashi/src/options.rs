//! The local program's options: where it listens, what it reads and writes, what triggers deliveries.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use base::time::{Clock, Random};

/// What to run and on what.
pub struct Options {
    /// Port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// Names it answers to beside `127.0.0.1`, `localhost` and that of `base_url`.
    pub hosts: Vec<String>,
    /// Where visitors find it, without a slash at the end; `None`: where it listens.
    pub base_url: Option<String>,
    /// Folder for database, mails, keys and the built site; made if missing.
    pub data: PathBuf,
    /// The site's folder.
    pub root: PathBuf,
    /// The town's folder over it; `None`: the site is shown as it is.
    pub town: Option<PathBuf>,
    /// Mail server; `None` delivers into the folder `mail`.
    pub smtp: Option<String>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes ids and keys.
    pub random: Arc<dyn Random>,
    /// How long the partner's system may take to answer.
    pub timeout: Duration,
    /// Who moves things on.
    pub mode: Mode,
}

/// Who moves delivery on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The program itself; it also watches the site's folder and reloads open pages.
    Live,
    /// The caller, by [`Running::settle`][crate::Running::settle]; nothing happens by itself.
    Stepped,
}
