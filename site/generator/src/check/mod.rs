//! Checks a whole site as its visitors get it: links, pictures, seminar dates, true stories, and that nothing leaks.

mod external;
mod pages;
mod published;
mod stories;
mod unwritten;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::fault::{Fault, Faults, Outcome};
use crate::output::remove;
use crate::site::Site;
use crate::{BuildOptions, built};

/// What to check.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// A folder to build into, which is removed again.
    pub scratch: PathBuf,
    /// Addresses below the site's root that functions answer, such as `/inventory/`.
    pub function_paths: Vec<String>,
    /// Whether links to elsewhere are asked for, and where their answers are kept.
    pub external: Option<PathBuf>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// How many pages were looked at.
    pub pages: usize,
    /// How many links and pictures were followed.
    pub links: usize,
    /// What is wrong, in words for the author.
    pub problems: Vec<String>,
    /// What is worth telling without failing, as the lines that only the town can write and has not written.
    pub warnings: Vec<String>,
    /// Where each written page is: path below `content/`, and address below the site's root.
    pub addresses: BTreeMap<String, String>,
}

/// Builds a site and checks what came out.
///
/// # Errors
/// Fails if the site cannot be built; what is wrong with a site that can be is in [`Checked`].
pub fn check(options: &CheckOptions) -> anyhow::Result<Checked> {
    let build = BuildOptions {
        root: options.root.clone(),
        out: options.scratch.clone(),
        base_url: None,
        drafts: false,
    };
    let (site, _) = built(&build, "build")?;
    let checked = of_built(&site, options);
    remove(&options.scratch)?;
    Ok(checked?)
}

fn of_built(site: &Site, options: &CheckOptions) -> Outcome<Checked> {
    let files = Files::read(&options.scratch)?;
    let mut checked = Checked {
        pages: files.pages.len(),
        warnings: site.report().warnings,
        addresses: site.addresses(),
        ..Checked::default()
    };
    let mut faults = Vec::new();
    for (path, page) in &files.pages {
        checked.links += page.targets.len() + page.pictures;
        faults.extend(pages::faults(
            site,
            path,
            page,
            &files,
            &options.function_paths,
        ));
    }
    faults.extend(stories::faults(site));
    faults.extend(published::faults(site, &options.scratch, &files)?);
    if let Some(cache) = &options.external {
        let links = external::Links::of(site, &files);
        checked.links += links.len();
        faults.extend(external::faults(&links, cache)?);
    }
    let told = |faults: Vec<Fault>| -> Vec<String> {
        let settled = Faults::from(faults).settled(site.root());
        settled.iter().map(Fault::to_string).collect()
    };
    checked.problems = told(faults);
    checked.warnings.extend(told(unwritten::lines(site)));
    Ok(checked)
}

/// The files of a built site.
struct Files {
    all: Vec<String>,
    pages: BTreeMap<String, pages::CheckedPage>,
}

impl Files {
    fn read(folder: &Path) -> Outcome<Files> {
        let all = view::files(folder).map_err(|e| Fault::new(e.path, e.what))?;
        let html = all.iter().filter(|path| path.ends_with(".html"));
        let read =
            |path: &String| Ok((path.clone(), pages::CheckedPage::read(&folder.join(path))?));
        let pages = html.map(read).collect::<Outcome<_>>()?;
        Ok(Files { all, pages })
    }

    fn has(&self, path: &str) -> bool {
        self.all
            .binary_search_by(|known| known.as_str().cmp(path))
            .is_ok()
    }
}

#[cfg(test)]
mod tests;
