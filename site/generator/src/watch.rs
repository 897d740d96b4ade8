//! Keeps a built site as its sources are, while somebody works on them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::fault::Outcome;
use crate::output::Output;
use crate::place::PARTS;
use crate::settings::Settings;
use crate::site::{Earlier, Site};
use crate::{BuildOptions, built, canonical, statics};

/// How long after a change others are waited for: editors write a file in several steps, within a few milliseconds. What
/// was seen half written is built again by the step that follows.
const SETTLING: Duration = Duration::from_millis(15);

/// Says from which folder a site is to be built, given the folder that is watched; e.g. a copy with other texts.
pub type Staging = Box<dyn Fn(&Path) -> anyhow::Result<PathBuf> + Send>;

/// Has a site built again though no source has changed.
#[derive(Clone, Debug)]
pub struct Waker(Sender<PathBuf>);

impl Waker {
    /// Builds it again soon.
    pub fn wake(&self) {
        // An ending watch builds no more.
        let _ = self.0.send(PathBuf::from("woken"));
    }
}

/// What a change of the sources led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// The folder it was built from.
    pub root: PathBuf,
    /// The paths below the output folder that are new, different or gone.
    pub rebuilt: Vec<String>,
    /// Why nothing was rebuilt, for the author to read.
    pub error: Option<String>,
}

/// A built site and the eye on its sources.
pub struct Watch {
    options: BuildOptions,
    root: PathBuf,
    staging: Staging,
    waker: Waker,
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
        Watch::staged(options, Box::new(|root| Ok(root.to_owned())), &[])
    }

    /// The same for a site that is built from another folder than the one that is watched, which `also` other folders are
    /// part of.
    ///
    /// # Errors
    /// As [`Watch::new`], and when that folder cannot be said.
    pub fn staged(
        options: BuildOptions,
        staging: Staging,
        also: &[PathBuf],
    ) -> anyhow::Result<Watch> {
        let root = canonical(&options.root)?;
        let (sender, events) = channel();
        let waker = Waker(sender.clone());
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                let changes = event
                    .ok()
                    .filter(|event| !matches!(event.kind, EventKind::Access(_)));
                for path in changes.into_iter().flat_map(|event| event.paths) {
                    let _ = sender.send(path);
                }
            })?;
        for part in sources(&root).iter().chain(also) {
            watcher.watch(part, RecursiveMode::Recursive)?;
        }
        let from = BuildOptions {
            root: staging(&root)?,
            ..options.clone()
        };
        let (site, looked_around) = built(&from, "serve")?;
        Ok(Watch {
            options,
            root,
            staging,
            waker,
            events,
            site,
            looked_around,
            is_behind: false,
            _watcher: watcher,
        })
    }

    /// Has it built again from elsewhere.
    pub fn waker(&self) -> Waker {
        self.waker.clone()
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
        let root = (self.staging)(&self.root).and_then(|root| Ok(canonical(&root)?));
        let (root, done) = match root {
            Ok(root) => {
                let done = self.rebuilt(&root, only_markdown);
                let done = done.map_err(|faults| faults.settled(&root).to_string());
                (root, done)
            }
            Err(error) => (self.root.clone(), Err(format!("{error:#}"))),
        };
        self.is_behind = done.is_err();
        let (rebuilt, error) = match done {
            Ok(rebuilt) => (rebuilt, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        Rebuilt {
            root,
            rebuilt,
            error,
        }
    }

    fn rebuilt(&mut self, root: &Path, only_markdown: bool) -> Outcome<Vec<String>> {
        let earlier = Earlier {
            site: &self.site,
            looked_around: &self.looked_around,
        };
        let earlier = only_markdown.then_some(&earlier);
        let options = &self.options;
        let settings = Settings::load(root, options.base_url.as_deref(), "serve")?;
        let mut output = Output::over(&options.out);
        let sheets = statics::prepare(root, &settings, &mut output)?;
        let site = Site::load(root, settings, options.drafts, sheets, earlier)?;
        let looked_around = site.write(&output, earlier)?;
        let changed = output.settle()?;
        self.site = site;
        self.looked_around = looked_around;
        Ok(changed)
    }
}

/// The folders and files of a site that builds read; links are followed.
fn sources(root: &Path) -> Vec<PathBuf> {
    let parts = PARTS.into_iter().chain(["config.toml"]);
    parts
        .filter_map(|part| root.join(part).canonicalize().ok())
        .collect()
}

#[cfg(test)]
mod tests;
