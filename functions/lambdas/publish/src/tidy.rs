//! Takes sites away that nobody can see any more.

use anyhow::Result;
use jiff::{SignedDuration, Timestamp};

use crate::shelf::Shelf;
use crate::shelved::{COMPLETE, SITES, folder};
use crate::site_id::SiteId;

/// How long a site lies that was begun: CloudFront keeps a page for a day, and nobody takes one up again after three.
const KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);

/// Takes away what was begun two weeks ago and is not seen. Stopped anywhere, the next one goes on: that a site was
/// begun is forgotten last.
pub(crate) async fn tidy(shelf: &impl Shelf, seen: &SiteId, now: Timestamp) -> Result<()> {
    for (key, begun) in shelf.list(SITES).await? {
        let id = key.strip_prefix(SITES).and_then(SiteId::parse);
        let Some(id) = id.filter(|id| id != seen && now.duration_since(begun) > KEPT) else {
            continue;
        };
        shelf
            .remove(&[format!("{COMPLETE}{}", id.as_str())])
            .await?;
        let files: Vec<String> = shelf.list(&folder(&id)).await?.into_keys().collect();
        shelf.remove(&files).await?;
        shelf.remove(&[key]).await?;
        tracing::info!(site = id.as_str(), files = files.len(), "took a site away");
    }
    Ok(())
}
