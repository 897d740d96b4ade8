//! Checks a town's whole folder, as the command `check` and every publication do.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use generator::{CheckOptions, Checked};
use town::Content;

use crate::{FUNCTION_PATHS, content};

/// What a check found.
pub struct CheckedTown {
    /// What functions read.
    pub content: Content,
    /// The site, with everything that is wrong with it.
    pub site: Checked,
}

/// Checks the town of the site at `root`. `external`: whether links to elsewhere are asked for, and where their answers
/// are kept.
///
/// # Errors
/// When the content has mistakes or the site cannot be built, with every mistake of both.
pub fn check(root: &Path, external: Option<PathBuf>) -> Result<CheckedTown> {
    let content = content::read(root);
    let scratch = std::env::temp_dir().join(format!("kiridashi-check-{}", std::process::id()));
    let site = generator::check(&CheckOptions {
        root: root.to_owned(),
        scratch,
        function_paths: FUNCTION_PATHS.map(str::to_owned).to_vec(),
        external,
    });
    let (content, mut site) = match (content, site) {
        (Ok(content), Ok(site)) => (content, site),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => return Err(error),
        (Err(content), Err(site)) => bail!("{content:#}\n{site:#}"),
    };
    let others = content::other_addresses(&content, &site.addresses);
    site.problems.extend(others);
    Ok(CheckedTown { content, site })
}

impl CheckedTown {
    /// Whether nothing is wrong with it.
    ///
    /// # Errors
    /// Everything that is, one mistake a line.
    pub fn passed(&self) -> Result<()> {
        match self.site.problems.as_slice() {
            [] => Ok(()),
            problems => bail!("the site has mistakes\n  {}", problems.join("\n  ")),
        }
    }
}
