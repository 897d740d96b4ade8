//! Turns a Zola site's content and templates into files; it serves nothing and knows nothing of the questionnaire.

mod check;
mod content;
mod data;
mod fault;
mod graph;
mod lookup;
mod markdown;
mod output;
mod place;
mod printable;
mod render;
mod search;
mod settings;
mod site;
mod stage;
mod statics;
mod templates;
mod values;
mod watch;

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

pub use check::{CheckOptions, Checked, check};
pub use fault::{Fault, FaultKind, Faults, Position};
pub use output::SiteFiles;
pub use place::ensure_apart;
pub use watch::{Rebuilt, Staging, Waker, Watch};

use fault::{Outcome, unreadable};
use output::{Output, beside, remove, swap};
use settings::Settings;
use site::Site;

/// What to build, and where to.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// The site's folder, with `config.toml`.
    pub root: PathBuf,
    /// The folder to put the built site into.
    pub out: PathBuf,
    /// Where the site will be published, if not where `config.toml` says.
    pub base_url: Option<String>,
    /// Whether drafts are built too.
    pub drafts: bool,
}

/// What was built.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BuildReport {
    /// How many pages.
    pub pages: usize,
    /// How many sections.
    pub sections: usize,
    /// What is worth telling without failing.
    pub warnings: Vec<String>,
}

/// A site that was built in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawnSite {
    /// All its files.
    pub files: SiteFiles,
    /// Where each written page and section is: path below `content/`, and address below the site's root, with `/` at its
    /// ends.
    pub addresses: BTreeMap<String, String>,
    /// How many pages, and what is worth telling.
    pub report: BuildReport,
}

impl DrawnSite {
    /// The bytes of the page that a text below `content/` becomes; `None`: it becomes none.
    pub fn page(&self, source: &str) -> Option<&[u8]> {
        let file = output::file_of(self.addresses.get(source)?);
        self.files.get(&file).map(Vec::as_slice)
    }
}

/// Builds the site at `root` in memory, without drafts; `base_url` as in [`BuildOptions`].
///
/// # Errors
/// As [`build`].
pub fn draw(root: &Path, base_url: Option<&str>) -> anyhow::Result<DrawnSite> {
    let (site, files) = drawn(root, base_url)?;
    Ok(DrawnSite {
        files,
        addresses: site.addresses(),
        report: site.report(),
    })
}

/// Builds a site in memory for [`draw`] or [`check()`].
fn drawn(root: &Path, base_url: Option<&str>) -> Outcome<(Site, SiteFiles)> {
    let root = canonical(root)?;
    let drawn = || {
        let settings = Settings::load(&root, base_url, "build")?;
        let mut output = Output::in_memory();
        let sheets = statics::prepare(&root, &settings, &mut output)?;
        let site = Site::load(&root, settings, false, sheets, None)?;
        site.write(&output, None)?;
        Ok((site, output.into_files()))
    };
    drawn().map_err(|faults: Faults| faults.settled(&root))
}

/// Builds a site. The output folder is replaced only once everything is built, and only if it is new, empty or an earlier
/// build.
///
/// # Errors
/// Fails with [`Faults`]: every mistake found, with its file, line, column and what to do.
pub fn build(options: &BuildOptions) -> anyhow::Result<BuildReport> {
    Ok(built(options, "build")?.0.report())
}

/// Builds a site for [`build`] or [`Watch`].
fn built(options: &BuildOptions, mode: &'static str) -> Outcome<(Site, HashSet<usize>)> {
    let root = canonical(&options.root)?;
    place::apart(&options.out, &root, &[])?;
    let staging = beside(&options.out, "new");
    let built = staged(&root, &staging, options, mode);
    match built {
        Ok((site, looked_around)) => {
            swap(&staging, &options.out, site.keeps_dot_files())?;
            Ok((site, looked_around))
        }
        Err(faults) => {
            remove(&staging)?;
            Err(faults.settled(&root))
        }
    }
}

fn canonical(root: &Path) -> Outcome<PathBuf> {
    root.canonicalize().map_err(|e| unreadable(root, &e))
}

fn staged(
    root: &Path,
    staging: &Path,
    options: &BuildOptions,
    mode: &'static str,
) -> Outcome<(Site, HashSet<usize>)> {
    let settings = Settings::load(root, options.base_url.as_deref(), mode)?;
    place::ensure_replaceable(&options.out, &settings)?;
    let mut output = Output::fresh(staging)?;
    let sheets = statics::prepare(root, &settings, &mut output)?;
    let site = Site::load(root, settings, options.drafts, sheets, None)?;
    let looked_around = site.write(&output, None)?;
    Ok((site, looked_around))
}
