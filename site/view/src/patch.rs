//! What a town's site has otherwise than the one compiled in: its settings, and where its own pages, styles and pictures
//! are. A function reads it from beside its program, so that no program is compiled for a town.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::bundle::{Bundle, GatherError, Hashes, gather};
use crate::folder::Folder;

/// The differences; the default has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SitePatch {
    /// `config.toml`, unless it is the same.
    config: Option<String>,
    /// Pages: path below `content/` and address.
    addresses: BTreeMap<String, String>,
    /// Files: path below the output folder, and their SHA-256, SHA-384 and SHA-512 in hexadecimal.
    hashes: BTreeMap<String, [String; 3]>,
}

impl SitePatch {
    /// What the site in a folder has otherwise.
    ///
    /// # Errors
    /// Fails if a file cannot be read or a style sheet is broken.
    pub fn of(root: &Path) -> Result<SitePatch, GatherError> {
        let (own, compiled) = (gather(root)?, Folder::SHARED.bundle());
        let addresses = own.addresses.iter();
        let addresses = addresses.filter(|(path, to)| compiled.addresses.get(*path) != Some(to));
        let hashes = own.hashes.iter();
        let hashes = hashes.filter(|(path, of)| compiled.hashes.get(*path) != Some(of));
        Ok(SitePatch {
            config: (own.config != compiled.config).then(|| own.config.clone().into_owned()),
            addresses: addresses
                .map(|(path, to)| (path.to_string(), to.to_string()))
                .collect(),
            hashes: hashes
                .map(|(path, of)| {
                    let of = [&of.sha256, &of.sha384, &of.sha512];
                    (path.to_string(), of.map(ToString::to_string))
                })
                .collect(),
        })
    }

    pub(crate) fn apply(&self, bundle: &mut Bundle) {
        if let Some(config) = &self.config {
            bundle.config = config.clone().into();
        }
        for (path, to) in &self.addresses {
            bundle
                .addresses
                .insert(path.clone().into(), to.clone().into());
        }
        for (path, [sha256, sha384, sha512]) in &self.hashes {
            let hashes = Hashes {
                sha256: sha256.clone().into(),
                sha384: sha384.clone().into(),
                sha512: sha512.clone().into(),
            };
            bundle.hashes.insert(path.clone().into(), hashes);
        }
    }
}
