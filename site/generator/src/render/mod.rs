//! Renders every file of a site from the graph; which files there are is decided in [`jobs`].

mod feeds;
mod jobs;
mod pages;
mod pagination;
mod sitemap;

use std::collections::{BTreeMap, HashSet};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use tera::{Context, Value};

pub use jobs::Job;

use crate::fault::{Outcome, all};
use crate::lookup::Ready;
use crate::output::Output;
use crate::printable::printable;
use crate::settings::Settings;
use crate::templates::Templates;

/// What rendering needs.
pub struct Renderer<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The templates.
    pub templates: &'a Templates,
    /// The site.
    pub site: &'a Ready,
    /// `config` in each language.
    configs: BTreeMap<String, Value>,
    output: &'a Output,
    /// Pages whose templates asked for others.
    looked_around: Mutex<HashSet<usize>>,
    /// Pages that need no rendering, because they are as they were.
    unchanged: HashSet<usize>,
}

impl<'a> Renderer<'a> {
    /// Prepares rendering into `output`.
    pub fn new(
        settings: &'a Settings,
        templates: &'a Templates,
        site: &'a Ready,
        output: &'a Output,
    ) -> Renderer<'a> {
        let configs = configs(settings);
        let (looked_around, unchanged) = (Mutex::default(), HashSet::new());
        Renderer {
            settings,
            templates,
            site,
            configs,
            output,
            looked_around,
            unchanged,
        }
    }

    /// Leaves out pages that are as they were.
    pub fn without(mut self, unchanged: HashSet<usize>) -> Renderer<'a> {
        self.unchanged = unchanged;
        self
    }

    /// Renders all files of the site, and tells which pages' templates asked for others.
    ///
    /// # Errors
    /// Fails with every page that cannot be rendered.
    pub fn all(self) -> Outcome<HashSet<usize>> {
        let jobs = jobs::all(self.settings, &self.site.graph);
        let done: Vec<Outcome<()>> = jobs.par_iter().map(|job| self.job(job)).collect();
        all(done)?;
        Ok(self
            .looked_around
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, path: &str, text: &str) -> Outcome<()> {
        self.output
            .put(path.trim_start_matches('/'), printable(text).as_bytes())
    }

    /// What every template of a language sees.
    fn context(&self, lang: &str) -> Context {
        let mut context = Context::new();
        context.insert_value(
            "config",
            self.configs.get(lang).cloned().unwrap_or_else(Value::none),
        );
        context.insert("lang", lang);
        context
    }
}

/// `config` in each language.
pub fn configs(settings: &Settings) -> BTreeMap<String, Value> {
    let config = &settings.config;
    config
        .languages
        .keys()
        .map(|lang| (lang.clone(), config.value(lang, settings.mode)))
        .collect()
}
