//! How long a site of many pages takes and how much memory, beside Zola and beside copying what comes out; and how soon a
//! changed page is there again.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use generator::{BuildOptions, Watch, build};

use crate::many;
use crate::report::{line, raw};
use crate::turns::{Runner, TURNS, compare, median};

/// The argument that makes this program the measured process.
pub const CHILD: &str = "--build-site";

const SIZES: [usize; 2] = [1_000, 10_000];

/// How soon a changed page is written, among so many, in milliseconds.
const CHANGE: f64 = 60.0;

/// How often the memory of the measured process is read.
const PAUSE: Duration = Duration::from_millis(10);

/// What one build cost.
struct Cost {
    seconds: f64,
    megabytes: f64,
}

/// Prints the costs of each size.
pub fn measure() -> Result<()> {
    for pages in SIZES {
        println!("\nA site of {pages} pages");
        let folder = tempfile::tempdir()?;
        let root = folder.path().join("site");
        many::write_site(&root, pages)?;
        builds(&root, folder.path())?;
        change(&root, &folder.path().join("served"))?;
    }
    Ok(())
}

/// Against Zola where there is one; copying the output is what a generator cannot be faster than.
fn builds(root: &Path, beside: &Path) -> Result<()> {
    let (out, copy) = (beside.join("public"), beside.join("copy"));
    let mut zolas_memory = Vec::new();
    let ours = || -> Result<Cost> {
        fs::remove_dir_all(&out).or_else(is_gone)?;
        let program = std::env::current_exe()?;
        cost(Command::new(program).arg(CHILD).arg(root).arg(&out))
    };
    ours()?;
    let copied = || {
        fs::remove_dir_all(&copy).or_else(is_gone)?;
        Ok(cost(Command::new("cp").arg("-r").arg(&out).arg(&copy))?.seconds)
    };
    let zola = zola();
    let mut runners = Vec::new();
    if let Some(program) = &zola {
        let (out, memory) = (beside.join("zola"), &mut zolas_memory);
        runners.push(Runner::new("Zola", None, move || {
            fs::remove_dir_all(&out).or_else(is_gone)?;
            let mut command = Command::new(program);
            let command = command.arg("--root").arg(root).arg("build");
            let cost = cost(command.arg("--output-dir").arg(&out))?;
            memory.push(cost.megabytes);
            Ok(cost.seconds)
        }));
        runners.push(Runner::new("ours", Some(0.5), || Ok(ours()?.seconds)));
    } else {
        println!("  (no Zola on PATH, so the floor is the copy)");
    }
    runners.push(Runner::new("copying ours", None, copied));
    if zola.is_none() {
        runners.push(Runner::new("ours", None, || Ok(ours()?.seconds)));
    }
    compare("s", runners)?;
    let goal = (!zolas_memory.is_empty()).then(|| median(&zolas_memory) / 4.0);
    line("  memory at most, ours", ours()?.megabytes, "MB", goal);
    Ok(())
}

fn is_gone(error: std::io::Error) -> std::io::Result<()> {
    match error.kind() {
        std::io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    }
}

/// `zola` on PATH, or what `ZOLA` names.
fn zola() -> Option<PathBuf> {
    let named = std::env::var_os("ZOLA").map(PathBuf::from);
    let path = std::env::var_os("PATH")?;
    let mut folders = std::env::split_paths(&path);
    named.or_else(|| folders.find_map(|folder| Some(folder.join("zola")).filter(|it| it.is_file())))
}

/// Changes one page again and again while the site is watched, and waits until its page is written.
fn change(root: &Path, out: &Path) -> Result<()> {
    let mut watch = Watch::new(options(root, out))?;
    let page = root.join("content/field-0/page-0.md");
    let text = fs::read_to_string(&page)?;
    let mut times = Vec::new();
    for turn in 0..TURNS {
        let begun = Instant::now();
        fs::write(&page, format!("{text}\n{turn}回めの直し。\n"))?;
        let done = watch.next_change();
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        ensure!(done.error.is_none(), "{:?}", done.error);
        let written = |path: &String| path.contains("page-0/");
        ensure!(done.rebuilt.iter().any(written), "{:?}", done.rebuilt);
    }
    line(
        "  a changed page, written",
        median(&times),
        "ms",
        Some(CHANGE),
    );
    println!("    raw {}", raw(&times));
    Ok(())
}

fn options(root: &Path, out: &Path) -> BuildOptions {
    BuildOptions {
        root: root.into(),
        out: out.into(),
        base_url: None,
        drafts: false,
    }
}

/// The measured process: builds the site and nothing else.
pub fn child(root: &str, out: &str) -> Result<()> {
    let built = build(&options(Path::new(root), Path::new(out)));
    built.map(drop).context("building the site")
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
