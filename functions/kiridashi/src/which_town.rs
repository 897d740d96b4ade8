//! Which site a command is about: what the options name, or the one town that lies below `towns/`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use staging::TownSite;

use crate::Site;

/// Where the software's own site lies.
const SITE: &str = "site";

/// Where towns lie.
const TOWNS: &str = "towns";

impl Site {
    /// The site's folder.
    pub fn folder(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(|| SITE.into())
    }

    /// The town's folder. `None`: the site is shown as it is.
    ///
    /// # Errors
    /// When there are several and none was named.
    pub fn town(&self) -> Result<Option<PathBuf>> {
        match (&self.town, &self.root) {
            (Some(town), _) => Ok(Some(town.clone())),
            (None, Some(_)) => Ok(None),
            (None, None) => only_town(Path::new(TOWNS)),
        }
    }

    /// The site to read, put together if there is a town.
    ///
    /// # Errors
    /// When it cannot be said which, or it cannot be put together.
    pub fn open(&self) -> Result<TownSite> {
        TownSite::open(&self.folder(), self.town()?.as_deref())
    }
}

fn only_town(folder: &Path) -> Result<Option<PathBuf>> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut towns = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let town = entry?.path();
        if town.join("content/programme.toml").is_file() {
            towns.push(town);
        }
    }
    towns.sort();
    if let [_, _, ..] = towns[..] {
        let towns = towns
            .iter()
            .map(|town| format!("\n  --town {}", town.display()));
        bail!(
            "there are several towns; say which:{}",
            towns.collect::<String>()
        );
    }
    Ok(towns.pop())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_town_is_meant_and_of_several_one_has_to_be_named() {
        let folder = tempfile::tempdir().unwrap();
        let add = |name: &str| {
            let content = folder.path().join(name).join("content");
            std::fs::create_dir_all(&content).unwrap();
            std::fs::write(content.join("programme.toml"), "").unwrap();
        };
        assert_eq!(only_town(folder.path()).unwrap(), None);
        std::fs::create_dir(folder.path().join("notes")).unwrap();
        add("kita");
        assert_eq!(
            only_town(folder.path()).unwrap(),
            Some(folder.path().join("kita"))
        );
        add("minami");
        let told = only_town(folder.path()).unwrap_err().to_string();
        assert!(told.contains("kita") && told.contains("minami"), "{told}");
    }
}
