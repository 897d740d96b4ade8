//! What the functions take from a site's folder.

use std::path::Path;

use town::Content;
use view::{SiteSettings, Views};

/// The content of the site at `root`, and its templates for this address.
///
/// # Errors
/// When the content or a template has a mistake.
pub(crate) fn with_views(root: &Path, base_url: &str) -> anyhow::Result<(Content, Views)> {
    let site = SiteSettings {
        base_url: base_url.to_owned(),
    };
    let content = staging::content::read(root)?;
    Ok((content, Views::from_dir(root, site)?))
}
