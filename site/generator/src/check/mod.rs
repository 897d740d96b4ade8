//! Checks a whole site as its visitors get it: links, pictures, seminar dates, true stories, marks that are left over, and that nothing leaks.

mod external;
mod marks;
mod pages;
mod published;
mod stories;
mod unwritten;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::fault::{Fault, Faults, Outcome};
use crate::output::SiteFiles;
use crate::site::Site;
use crate::{DrawnSite, drawn};

/// What to check.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// Where the site will be published, if not where `config.toml` says.
    pub base_url: Option<String>,
    /// Addresses below the site's root that functions answer, such as `/inventory/`.
    pub function_paths: Vec<String>,
    /// Whether links to elsewhere are asked for, and where their answers are kept.
    pub external: Option<PathBuf>,
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// The site as it was built.
    pub site: DrawnSite,
    /// How many pages were looked at.
    pub pages: usize,
    /// How many links and pictures were followed.
    pub links: usize,
    /// What is wrong, but for pictures.
    pub problems: Faults,
    /// Pictures that do not say what they show, page by page as they were built.
    pub mute_pictures: Faults,
    /// What is worth telling without failing, as the lines that only the town can write and has not written.
    pub warnings: Vec<String>,
}

/// Builds a site in memory and checks what came out.
///
/// # Errors
/// Fails with [`Faults`] if the site cannot be built; what is wrong with a site that can be is in [`Checked`].
pub fn check(options: &CheckOptions) -> anyhow::Result<Checked> {
    let (site, files) = drawn(&options.root, options.base_url.as_deref())?;
    Ok(of_built(&site, files, options)?)
}

fn of_built(site: &Site, all: SiteFiles, options: &CheckOptions) -> Outcome<Checked> {
    let files = Files::read(&all);
    let report = site.report();
    let mut checked = Checked {
        pages: files.pages.len(),
        warnings: report.warnings.clone(),
        ..Checked::default()
    };
    let (mut faults, mut mute) = (Vec::new(), Vec::new());
    for (path, page) in &files.pages {
        checked.links += page.targets.len() + page.pictures;
        faults.extend(pages::faults(
            site,
            path,
            page,
            &files,
            &options.function_paths,
        ));
        mute.extend(pages::mute_pictures(site, path, page));
    }
    faults.extend(stories::faults(site));
    faults.extend(marks::faults(site, &files));
    faults.extend(published::faults(site, &files)?);
    if let Some(cache) = &options.external {
        let links = external::Links::of(site, &files);
        checked.links += links.len();
        faults.extend(external::faults(&links, cache)?);
    }
    let unwritten = Faults::from(unwritten::lines(site)).settled(site.root());
    let told = unwritten.iter().map(Fault::to_string);
    checked.warnings.extend(told);
    checked.problems = Faults::from(faults).settled(site.root());
    checked.mute_pictures = Faults::from(mute).settled(site.root());
    checked.site = DrawnSite {
        files: all,
        addresses: site.addresses(),
        report,
    };
    Ok(checked)
}

/// The files of a built site.
struct Files<'a> {
    all: &'a SiteFiles,
    pages: BTreeMap<&'a str, pages::CheckedPage<'a>>,
}

impl Files<'_> {
    fn read(all: &SiteFiles) -> Files<'_> {
        let html = all.iter().filter(|(path, _)| path.ends_with(".html"));
        let read = html.map(|(path, bytes)| (path.as_str(), pages::CheckedPage::read(bytes)));
        Files {
            all,
            pages: read.collect(),
        }
    }

    fn has(&self, path: &str) -> bool {
        self.all.contains_key(path)
    }
}

#[cfg(test)]
mod tests;
