//! Keeps a built site as its sources are, while somebody works on them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::fault::Outcome;
use crate::output::Output;
use crate::settings::Settings;
use crate::site::{Earlier, Site};
use crate::{BuildOptions, built, canonical, statics};

/// How long after a change others are waited for; editors write a file in several steps.
const SETTLING: Duration = Duration::from_millis(60);

/// What a change of the sources led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// The paths below the output folder that are new, different or gone.
    pub rebuilt: Vec<String>,
    /// Why nothing was rebuilt, for the author to read.
    pub error: Option<String>,
}

/// A built site and the eye on its sources.
pub struct Watch {
    options: BuildOptions,
    root: PathBuf,
    events: Receiver<PathBuf>,
    site: Site,
    looked_around: HashSet<usize>,
    /// Whether the output is of an earlier state, because the last one could not be built.
    is_behind: bool,
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Builds the site and begins to watch its sources.
    ///
    /// # Errors
    /// Fails if the site cannot be built or its folders cannot be watched.
    pub fn new(options: BuildOptions) -> anyhow::Result<Watch> {
        let root = canonical(&options.root)?;
        let (sender, events) = channel();
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                let changes = event
                    .ok()
                    .filter(|event| !matches!(event.kind, EventKind::Access(_)));
                for path in changes.into_iter().flat_map(|event| event.paths) {
                    let _ = sender.send(path);
                }
            })?;
        for part in sources(&root) {
            watcher.watch(&part, RecursiveMode::Recursive)?;
        }
        let (site, looked_around) = built(&options, "serve")?;
        Ok(Watch {
            options,
            root,
            events,
            site,
            looked_around,
            is_behind: false,
            _watcher: watcher,
        })
    }

    /// What was built at first.
    pub fn report(&self) -> crate::BuildReport {
        self.site.report()
    }

    /// Waits for the next change of the sources and rebuilds what depends on it.
    pub fn next_change(&mut self) -> Rebuilt {
        let Ok(first) = self.events.recv() else {
            return Rebuilt {
                error: Some("the folders can no longer be watched".to_owned()),
                ..Rebuilt::default()
            };
        };
        let mut paths = HashSet::from([first]);
        while let Ok(path) = self.events.recv_timeout(SETTLING) {
            paths.insert(path);
        }
        self.rebuild(&paths)
    }

    /// Rebuilds after changes of these files.
    fn rebuild(&mut self, paths: &HashSet<PathBuf>) -> Rebuilt {
        let is_markdown = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
        let only_markdown = !self.is_behind
            && paths.iter().all(is_markdown)
            && !paths
                .iter()
                .any(|path| path.starts_with(self.root.join("templates")));
        match self.rebuilt(only_markdown) {
            Ok(rebuilt) => {
                self.is_behind = false;
                Rebuilt {
                    rebuilt,
                    error: None,
                }
            }
            Err(faults) => {
                self.is_behind = true;
                Rebuilt {
                    rebuilt: Vec::new(),
                    error: Some(faults.settled(&self.root).to_string()),
                }
            }
        }
    }

    fn rebuilt(&mut self, only_markdown: bool) -> Outcome<Vec<String>> {
        let earlier = Earlier {
            site: &self.site,
            looked_around: &self.looked_around,
        };
        let earlier = only_markdown.then_some(&earlier);
        let options = &self.options;
        let settings = Settings::load(&self.root, options.base_url.as_deref(), "serve")?;
        let mut output = Output::over(&options.out);
        let sheets = statics::prepare(&self.root, &settings, &mut output)?;
        let site = Site::load(&self.root, settings, options.drafts, sheets, earlier)?;
        let looked_around = site.write(&output, earlier)?;
        let changed = output.settle()?;
        self.site = site;
        self.looked_around = looked_around;
        Ok(changed)
    }
}

/// The folders and files of a site that builds read; links are followed.
fn sources(root: &Path) -> Vec<PathBuf> {
    let parts = [
        "config.toml",
        "content",
        "data",
        "sass",
        "static",
        "templates",
    ];
    parts
        .iter()
        .filter_map(|part| root.join(part).canonicalize().ok())
        .collect()
}

#[cfg(test)]
mod tests;
