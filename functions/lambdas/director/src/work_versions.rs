//! The versions of an order on its worker's page.

use base::time::{japan_date, japanese};
use orders::Order;
use serde::Serialize;
use town::Content;

/// One version, and whether it is the one that is shown.
#[derive(Serialize)]
pub(crate) struct VersionLink {
    version: u32,
    label: String,
    shown: bool,
}

/// All of them, the latest first.
pub(crate) fn versions(order: &Order, shown: u32, content: &Content) -> Vec<VersionLink> {
    let texts = &content.texts.order_pages;
    let latest = order.latest().version;
    let links = order.versions.iter().rev().map(|it| {
        let day = japanese(japan_date(it.issued_at));
        VersionLink {
            version: it.version,
            label: match it.version == latest {
                true => texts.worker_version_latest(it.version, day),
                false => texts.worker_version(it.version, day),
            },
            shown: it.version == shown,
        }
    });
    links.collect()
}
