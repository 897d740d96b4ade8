//! Where a site's files lie on the shelf, and what is said of each.
//!
//! `pages/SITE/…` is one site whole. `assets/HASH/…` holds each style, script and picture once, under the hash that
//! addresses to it carry (`?h=`), and is never taken away: a page that somebody keeps open finds them. `sites/SITE` says
//! when putting a site began, `complete/SITE` that all of it is there. `404.html` is shown for what is not there.

use generator::DrawnSite;
use sha2::{Digest, Sha256};

use crate::shelf::ShelvedFile;
use crate::site_id::SiteId;

/// Where sites lie.
pub(crate) const PAGES: &str = "pages/";
/// Where styles, scripts and pictures lie.
pub(crate) const ASSETS: &str = "assets/";
/// Where it lies which sites were begun.
pub(crate) const SITES: &str = "sites/";
/// Where it lies which are whole.
pub(crate) const COMPLETE: &str = "complete/";
/// What is shown for what is not there.
pub(crate) const NOT_FOUND: &str = "404.html";

/// Never changes under its address.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
/// Pictures are mostly asked for without a hash.
const FOR_A_DAY: &str = "public, max-age=86400";
/// CloudFront may keep a page: another site's pages lie elsewhere. Browsers ask each time.
const ASKED_FOR: &str = "public, max-age=0, s-maxage=86400, must-revalidate";

/// Digits of the hash in an address, as `get_url(cachebust=true)` writes it.
const HASH_DIGITS: usize = view::CACHEBUST_DIGITS;

/// The files of a site on the shelf.
pub(crate) struct ShelvedSite {
    /// What lies under its hash.
    pub assets: Vec<ShelvedFile>,
    /// Each asset's path under its hash and in the site.
    pub copies: Vec<(String, String)>,
    /// The rest.
    pub pages: Vec<ShelvedFile>,
}

impl ShelvedSite {
    /// Where the files of a drawn site go.
    pub fn new(site: DrawnSite, id: &SiteId) -> ShelvedSite {
        let mut shelved = ShelvedSite {
            assets: Vec::new(),
            copies: Vec::new(),
            pages: Vec::new(),
        };
        for (path, bytes) in site.files {
            let own = format!("{}{path}", folder(id));
            let (kind, cache) = said(&path);
            let is_page = cache == ASKED_FOR;
            let key = match is_page {
                true => own,
                false => {
                    let key = asset(&path, &bytes);
                    shelved.copies.push((key.clone(), own));
                    key
                }
            };
            let file = ShelvedFile {
                key,
                bytes,
                kind,
                cache,
            };
            match is_page {
                true => shelved.pages.push(file),
                false => shelved.assets.push(file),
            }
        }
        shelved
    }
}

/// Where a site lies.
pub(crate) fn folder(id: &SiteId) -> String {
    format!("{PAGES}{}/", id.as_str())
}

/// A file that only says something by being there.
pub(crate) fn marker(key: String) -> ShelvedFile {
    ShelvedFile {
        key,
        bytes: Vec::new(),
        kind: "text/plain; charset=utf-8",
        cache: "no-store",
    }
}

fn asset(path: &str, bytes: &[u8]) -> String {
    let hash = hex::encode(Sha256::digest(bytes));
    format!("{ASSETS}{}/{path}", &hash[..HASH_DIGITS])
}

/// The media type of a path, and how long it may be kept.
fn said(path: &str) -> (&'static str, &'static str) {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "css" => ("text/css; charset=utf-8", FOR_GOOD),
        "js" => ("text/javascript; charset=utf-8", FOR_GOOD),
        "png" => ("image/png", FOR_A_DAY),
        "jpg" | "jpeg" => ("image/jpeg", FOR_A_DAY),
        "webp" => ("image/webp", FOR_A_DAY),
        "svg" => ("image/svg+xml", FOR_A_DAY),
        "ico" => ("image/x-icon", FOR_A_DAY),
        "woff2" => ("font/woff2", FOR_A_DAY),
        "pdf" => ("application/pdf", FOR_A_DAY),
        "html" => ("text/html; charset=utf-8", ASKED_FOR),
        "json" => ("application/json; charset=utf-8", ASKED_FOR),
        "ics" => ("text/calendar; charset=utf-8", ASKED_FOR),
        "xml" => ("application/xml; charset=utf-8", ASKED_FOR),
        "txt" => ("text/plain; charset=utf-8", ASKED_FOR),
        _ => ("application/octet-stream", ASKED_FOR),
    }
}
