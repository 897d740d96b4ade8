//! How long a site of ten thousand pages takes and how much memory; beside Zola's where `ZOLA` names one.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use generator::{BuildOptions, build};

use crate::many;
use crate::report::line;

/// The argument that makes this program the measured process.
pub const CHILD: &str = "--build-site";

const PAGES: usize = 10_000;
/// How often the memory of the measured process is read.
const PAUSE: Duration = Duration::from_millis(10);

/// What one build cost.
struct Cost {
    seconds: f64,
    megabytes: f64,
}

/// Prints the cost of our build and, where there is a Zola, its cost as the budget's measure.
pub fn measure() -> Result<()> {
    println!("\nA site of {PAGES} pages");
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("site");
    many::write_site(&root, PAGES)?;
    let zola = match std::env::var_os("ZOLA") {
        Some(program) => Some(zola(&program, &root)?),
        None => None,
    };
    if let Some(cost) = &zola {
        line("  Zola: time", cost.seconds, "s", None);
        line("  Zola: peak memory", cost.megabytes, "MB", None);
    } else {
        println!("  (name a Zola 0.23 in ZOLA to measure it beside ours)");
    }
    let ours = ours(&root, &folder.path().join("public"))?;
    let half = zola.as_ref().map(|cost| cost.seconds / 2.0);
    let quarter = zola.as_ref().map(|cost| cost.megabytes / 4.0);
    line("  ours: time", ours.seconds, "s", half);
    line("  ours: peak memory", ours.megabytes, "MB", quarter);
    Ok(())
}

fn ours(root: &Path, out: &Path) -> Result<Cost> {
    let mut command = Command::new(std::env::current_exe()?);
    cost(command.arg(CHILD).arg(root).arg(out))
}

fn zola(program: &OsStr, root: &Path) -> Result<Cost> {
    cost(Command::new(program).arg("--root").arg(root).arg("build"))
}

/// The measured process: builds the site and nothing else.
pub fn child(root: &str, out: &str) -> Result<()> {
    build(&BuildOptions {
        root: root.into(),
        out: out.into(),
        base_url: None,
        drafts: false,
    })
    .map(drop)
    .context("building the site")
}

fn cost(command: &mut Command) -> Result<Cost> {
    let begun = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn()?;
    let mut megabytes: f64 = 0.0;
    let status = loop {
        megabytes = megabytes.max(peak(&child).unwrap_or(0.0));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(PAUSE);
    };
    ensure!(status.success(), "the build failed: {command:?}");
    Ok(Cost {
        seconds: begun.elapsed().as_secs_f64(),
        megabytes,
    })
}

/// The largest resident size so far, which Linux keeps as `VmHWM`; `None` once the process ended.
fn peak(child: &Child) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let size = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = size.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes / 1024.0)
}
