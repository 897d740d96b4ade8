//! What is deployed beside a Lambda's program: a town's own files, as `kiridashi pack` writes them.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::aws::variable;

/// The folder beside the program.
const FOLDER: &str = "town";

/// The texts that functions read, a `publishing::TownTexts`.
pub const TEXTS: &str = "texts.json";

/// What pages need of the site, a `view::SitePatch`.
pub const SITE: &str = "site.json";

/// A file beside the program that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {what}", path.display())]
pub struct UnusableFile {
    path: PathBuf,
    what: String,
}

/// Reads a file of the folder `town` beside the Lambda's program; the default where there is none.
///
/// # Errors
/// When it cannot be read or is of another program.
pub fn read_beside<T: DeserializeOwned + Default>(name: &str) -> Result<T, UnusableFile> {
    match variable("LAMBDA_TASK_ROOT") {
        Some(root) => read(&Path::new(&root).join(FOLDER).join(name)),
        None => Ok(T::default()),
    }
}

fn read<T: DeserializeOwned + Default>(path: &Path) -> Result<T, UnusableFile> {
    let unusable = |what: String| UnusableFile {
        path: path.to_owned(),
        what,
    };
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(T::default()),
        text => text.map_err(|error| unusable(error.to_string()))?,
    };
    serde_json::from_str(&text).map_err(|error| unusable(error.to_string()))
}

#[cfg(test)]
mod tests {
    use publishing::TownTexts;

    use super::*;

    #[test]
    fn a_program_alone_has_no_town_and_a_broken_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(TEXTS);
        let read = || read::<TownTexts>(&file);
        assert_eq!(read().unwrap(), TownTexts::default());
        std::fs::write(&file, r#"{"programme.toml": "rates = 1", "faq.md": null}"#).unwrap();
        assert_eq!(read().unwrap().texts().len(), 2);
        std::fs::write(&file, "{").unwrap();
        let told = read().unwrap_err().to_string();
        assert!(told.contains(TEXTS), "{told}");
    }
}
