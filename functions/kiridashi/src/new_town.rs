//! A town's folder as it begins: eight answers, neutral texts, samples that say so, and a list of what is left to decide.

mod answers;
mod colours;
mod texts;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use jiff::civil::Date;

pub use answers::{NewTown, QUESTIONS, TownQuestion};
pub use colours::TownColour;

/// Pages that the town writes itself, taken as they are.
const PAGES: [&str; 2] = ["about.md", "centre.md"];

impl NewTown {
    /// Writes the folder, whole or not at all. `root`: the software's own site, whose settings it begins with.
    ///
    /// # Errors
    /// When there is something already, or a file cannot be read or written.
    pub fn write(&self, folder: &Path, root: &Path, today: Date) -> Result<()> {
        let is_free = fs::read_dir(folder).map_or(true, |mut there| there.next().is_none());
        ensure!(
            is_free && !folder.is_file(),
            "{} is not empty; name a folder that is to be made",
            folder.display()
        );
        let beside = folder.with_added_extension("new");
        let written = self.write_files(&beside, root, today);
        let done = written.and_then(|()| {
            // An empty folder of that name gives way.
            let _ = fs::remove_dir(folder);
            Ok(fs::rename(&beside, folder)?)
        });
        if done.is_err() {
            let _ = fs::remove_dir_all(&beside);
        }
        done.with_context(|| format!("cannot write {}", folder.display()))
    }

    fn write_files(&self, folder: &Path, root: &Path, today: Date) -> Result<()> {
        let shared = |path: &str| {
            let file = root.join("content").join(path);
            fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
        };
        let programme = texts::programme(self, &shared("programme.toml")?, today)?;
        let (seminar, page) = texts::seminar(self, today);
        let mut files = vec![
            ("README.md".to_owned(), texts::left_to_decide(self)),
            ("content/programme.toml".to_owned(), programme),
            (format!("content/seminars/{seminar}"), page),
            ("site/config.toml".to_owned(), texts::config(self)),
            ("site/sass/_town.scss".to_owned(), self.colour.style()),
            (
                "site/static/search/words.json".to_owned(),
                texts::words(self)?,
            ),
        ];
        for page in PAGES {
            files.push((format!("content/{page}"), shared(page)?));
        }
        for (path, text) in files {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap_or(folder))?;
            fs::write(&file, text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
