//! Turns a Zola site's content and templates into files; it serves nothing and knows nothing of the questionnaire.

mod check;
mod content;
mod data;
mod fault;
mod graph;
mod lookup;
mod markdown;
mod output;
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

use std::collections::HashSet;
use std::path::{Path, PathBuf};

pub use check::{CheckOptions, Checked, check};
pub use fault::{Fault, Faults};
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

/// Builds a site. The output folder is replaced only once everything is built.
///
/// # Errors
/// Fails with [`Faults`]: every mistake found, with its file, line, column and what to do.
pub fn build(options: &BuildOptions) -> anyhow::Result<BuildReport> {
    Ok(built(options, "build")?.0.report())
}

/// Builds a site for [`build`] or [`Watch`].
fn built(options: &BuildOptions, mode: &'static str) -> Outcome<(Site, HashSet<usize>)> {
    let root = canonical(&options.root)?;
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
    let mut output = Output::fresh(staging)?;
    let sheets = statics::prepare(root, &settings, &mut output)?;
    let site = Site::load(root, settings, options.drafts, sheets, None)?;
    let looked_around = site.write(&output, None)?;
    Ok((site, looked_around))
}
