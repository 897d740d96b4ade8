//! Checks a town's whole site, as the command `check` and every publication do, and draws it for a preview.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use generator::{CheckOptions, DrawnSite};
use tempfile::TempDir;
use town::Content;

use crate::fault::{TextFault, TextFaults};
use crate::town_files::{TownFiles, write_photos};
use crate::{FUNCTION_PATHS, content, texts, writing};

/// What a check found.
#[derive(Clone, Debug)]
pub struct CheckedTown {
    /// What functions read.
    pub content: Content,
    /// The site as it was built, in memory.
    pub site: DrawnSite,
    /// How many pages were looked at.
    pub pages: usize,
    /// How many links and pictures were followed.
    pub links: usize,
    /// What is worth telling without failing.
    pub warnings: Vec<String>,
    /// What is wrong with it though it can be built.
    pub problems: TextFaults,
}

/// Checks the town of the site at `root`. `base_url`: where it is published, if not where its `config.toml` says.
/// `external`: whether links to elsewhere are asked for, and where their answers are kept.
///
/// # Errors
/// When the content has mistakes or the site cannot be built, with every mistake of both.
pub fn check(
    root: &Path,
    base_url: Option<&str>,
    external: Option<PathBuf>,
) -> Result<CheckedTown, TextFaults> {
    let content = content::read(root);
    let written = texts::read(root).map_err(|error| TextFaults::other(&error))?;
    let written = writing::faults(&written);
    let site = generator::check(&CheckOptions {
        root: root.to_owned(),
        base_url: base_url.map(str::to_owned),
        function_paths: FUNCTION_PATHS.map(str::to_owned).to_vec(),
        external,
    });
    let site = site.map_err(|error| TextFaults::of(&error));
    let (content, site) = match (content, site) {
        (Ok(content), Ok(site)) => (content, site),
        (content, site) => {
            let broken = [content.err(), site.err()].into_iter().flatten();
            let broken = broken.flat_map(|faults| faults.0);
            let written = [written.others, written.pictures].concat();
            return Err(TextFaults(broken.chain(written).collect()));
        }
    };
    let mut problems: Vec<_> = site.problems.iter().map(TextFault::from).collect();
    problems.extend(written.others);
    match written.pictures.as_slice() {
        [] => problems.extend(site.mute_pictures.iter().map(TextFault::from)),
        // The pages say of them what the texts say with the place.
        _ => problems.extend(written.pictures),
    }
    problems.extend(content::other_addresses(&content, &site.site.addresses));
    Ok(CheckedTown {
        content,
        site: site.site,
        pages: site.pages,
        links: site.links,
        warnings: site.warnings,
        problems: TextFaults(problems),
    })
}

/// Checks the site at `root` with these files in place of its own, and lets it through only without a mistake.
///
/// # Errors
/// Every mistake.
pub fn check_with<'a>(
    root: &Path,
    files: impl Into<TownFiles<'a>>,
    base_url: Option<&str>,
) -> Result<CheckedTown, TextFaults> {
    let staged = staged(root, files.into()).map_err(|error| TextFaults::other(&error))?;
    check(staged.path(), base_url, None)?.passed()
}

/// Draws the site at `root` with these files in place of its own; no link is followed.
///
/// # Errors
/// When it cannot be built, with every mistake.
pub fn draw_with<'a>(
    root: &Path,
    files: impl Into<TownFiles<'a>>,
    base_url: Option<&str>,
) -> Result<DrawnSite, TextFaults> {
    let staged = staged(root, files.into()).map_err(|error| TextFaults::other(&error))?;
    generator::draw(staged.path(), base_url).map_err(|error| TextFaults::of(&error))
}

/// The site with these files in a folder that goes when it is dropped.
fn staged(root: &Path, files: TownFiles<'_>) -> Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("kiridashi-site-").tempdir();
    let folder = folder.context("there is no room for a copy of the site")?;
    texts::stage_to_read(root, folder.path(), files.texts)?;
    write_photos(folder.path(), files.photos)?;
    texts::add_data(folder.path(), files.data)?;
    Ok(folder)
}

impl CheckedTown {
    /// It, if nothing is wrong with it.
    ///
    /// # Errors
    /// Everything that is.
    pub fn passed(self) -> Result<CheckedTown, TextFaults> {
        match self.problems.0.as_slice() {
            [] => Ok(self),
            _ => Err(self.problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../site")
    }

    #[test]
    fn each_mistake_names_its_text_and_line() {
        let mut all = texts::read(&site()).unwrap();
        all.insert("programme.toml".to_owned(), "\n[operator\n".to_owned());
        let faq = all.get_mut("faq.md").unwrap();
        faq.push_str("\n[なし](@/none.md)\n");
        let line = faq.lines().count();
        let faults = check_with(&site(), &all, None).unwrap_err().0;
        let places: Vec<_> = faults
            .iter()
            .map(|it| (it.path.as_deref().unwrap(), it.line.unwrap()))
            .collect();
        assert!(places.contains(&("programme.toml", 2)), "{faults:?}");
        assert!(places.contains(&("faq.md", line)), "{faults:?}");
    }

    #[test]
    fn a_dead_link_that_can_be_built_is_let_through_by_nobody() {
        let mut all = texts::read(&site()).unwrap();
        all.get_mut("faq.md")
            .unwrap()
            .push_str("\n[なし](/none/)\n");
        let faults = check_with(&site(), &all, None).unwrap_err().0;
        let paths: Vec<_> = faults.iter().map(|it| it.path.as_deref()).collect();
        assert_eq!(paths, [Some("faq.md")]);
    }

    #[test]
    fn what_is_written_badly_is_told_once_in_japanese_where_it_stands() {
        let mut all = texts::read(&site()).unwrap();
        let faq = all.get_mut("faq.md").unwrap();
        let line = faq.lines().count();
        faq.push_str("\nｾﾐﾅｰ\n\n#### 雨の日\n\n![](/og.png)\n");
        let faults = check_with(&site(), &all, None).unwrap_err().0;
        let places: Vec<_> = faults
            .iter()
            .map(|it| (it.path.as_deref(), it.line))
            .collect();
        let at = |below| (Some("faq.md"), Some(line + below));
        assert_eq!(places, [at(2), at(4), at(6)], "{faults:#?}");
        assert!(faults[0].to_string().starts_with("content/faq.md:"));
        // A text that cannot be built hides none of it.
        all.insert("programme.toml".to_owned(), "\n[operator\n".to_owned());
        let faults = check_with(&site(), &all, None).unwrap_err().0;
        assert!(faults.iter().any(|it| it.what.contains("半角のカタカナ")));
    }

    #[test]
    fn a_page_is_drawn_as_it_is_published() {
        let mut all = texts::read(&site()).unwrap();
        all.get_mut("faq.md").unwrap().push_str("\n足した一行。\n");
        let base = Some("http://127.0.0.1:8787");
        let drawn = draw_with(&site(), &all, base).unwrap();
        let page = drawn.page("faq.md").unwrap();
        let checked = check_with(&site(), &all, base).unwrap();
        assert_eq!(checked.site.page("faq.md"), Some(page));
        assert!(String::from_utf8_lossy(page).contains("足した一行。"));
        assert!(drawn.page("_index.md").is_some(), "a section is a page too");
        assert_eq!(drawn.page("programme.toml"), None);
    }
}
