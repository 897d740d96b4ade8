//! What it takes to publish a site: to read the version that is live, draw it and put every file on a shelf that is empty.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use publish::{FolderShelf, Publication};
use publisher::Versions;
use publishing::{PublishedVersion, SeenTexts, VersionNote};
use store::embedded::Embedded;
use testkit::ambient::StoppedClock;
use town::Content;

use crate::report::line;
use crate::{journey, many, memory};

/// The argument, before a site's folder, that makes this program the measured process.
pub const CHILD: &str = "--publish-site";

/// How long the town's own site may take, how long a thousand pages, in seconds; and what those may hold, in MB.
const TOWN: f64 = 0.3;
const THOUSAND: f64 = 1.0;
const MEMORY: f64 = 256.0;

const PAGES: usize = 1000;
const URL: &str = "https://example.jp";

/// Publishes the town's site and one of a thousand pages, each in a fresh process.
pub fn measure() -> Result<()> {
    println!("\nPublishing a site, its first version");
    let (seconds, megabytes) = one(&towns())?;
    line("  the town's own: time", seconds, "s", Some(TOWN));
    line("  the town's own: memory at most", megabytes, "MB", None);
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("site");
    write_thousand(&root)?;
    let (seconds, megabytes) = one(&root)?;
    line("  1,000 pages: time", seconds, "s", Some(THOUSAND));
    line(
        "  1,000 pages: memory at most",
        megabytes,
        "MB",
        Some(MEMORY),
    );
    Ok(())
}

fn one(root: &Path) -> Result<(f64, f64)> {
    let program = std::env::current_exe()?;
    let output = Command::new(program).arg(CHILD).arg(root).output()?;
    let failed = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{failed}");
    let said = String::from_utf8(output.stdout)?;
    let said = said.trim().split_once(' ');
    let (seconds, megabytes) = said.context("the child prints two numbers")?;
    Ok((seconds.parse()?, megabytes.parse()?))
}

/// The measured process: publishes the site, then prints the seconds that took and the most MB of memory that it held.
pub async fn child(root: &str) -> Result<()> {
    let root = Path::new(root);
    let store = Embedded::memory().await?.store();
    let note = VersionNote {
        at: journey::now(),
        who: "見本".to_owned(),
        why: "測定".to_owned(),
    };
    let texts = staging::texts::read(root)?;
    let tree = publishing::tree(&texts);
    let first = PublishedVersion::deployed(None, &tree, &SeenTexts::default(), note);
    let first = first.ok().context("nothing was published before")?;
    store.publish(&first, None, &texts, &[]).await?;
    drop((texts, tree));
    let shelf = tempfile::tempdir()?;
    let clock = Arc::new(StoppedClock::at(journey::now()));
    let versions = Versions::new(store, root, Some(URL));
    let shelf = FolderShelf::new(shelf.path());
    let publication = Publication::new(versions, URL, b"bench", shelf, clock)?;
    let begun = Instant::now();
    publication.run().await?;
    let seconds = begun.elapsed().as_secs_f64();
    println!("{seconds} {}", memory::peak()? / 1e6);
    Ok(())
}

fn towns() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site")
}

/// A site of a thousand pages, with what functions read.
fn write_thousand(root: &Path) -> Result<()> {
    many::write_site(root, PAGES)?;
    let config = root.join("config.toml");
    let text = fs::read_to_string(&config)?;
    let ignored = "ignored_content = [\"**/*.toml\"]\n";
    fs::write(config, format!("{ignored}{text}"))?;
    fs::write(root.join("templates/404.html"), "見つかりません")?;
    for path in Content::paths() {
        let file = root.join("content").join(path);
        fs::create_dir_all(file.parent().unwrap_or(root))?;
        fs::copy(towns().join("content").join(path), file)?;
    }
    Ok(())
}
