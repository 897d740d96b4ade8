//! Compiles style sheets and copies static files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::fault::{Fault, Faults, Outcome, Position, unreadable};
use crate::output::Output;
use crate::settings::Settings;

/// Compiled style sheets by path below the output folder.
pub type Sheets = BTreeMap<String, String>;

/// Compiles `sass/` if the settings ask for it, and says which paths static files take.
///
/// # Errors
/// Fails for broken style sheets.
pub fn prepare(root: &Path, settings: &Settings, output: &mut Output) -> Outcome<Sheets> {
    let (files, _) = list(root, settings)?;
    output.override_by(files);
    let mut sheets = Sheets::new();
    if settings.config.compile_sass {
        sheets.extend(view::compile_sass(root).map_err(|e| sass_fault(&e))?);
    }
    sheets
        .iter()
        .try_for_each(|(path, css)| output.put(path, css.as_bytes()))?;
    Ok(sheets)
}

/// Copies `static/`, over generated files of the same path.
///
/// # Errors
/// Fails if a file cannot be copied.
pub fn copy(root: &Path, settings: &Settings, output: &Output) -> Outcome<()> {
    let (files, folders) = list(root, settings)?;
    for folder in folders {
        output.make_folder(&folder)?;
    }
    for path in files {
        let from = root.join("static").join(&path);
        if settings.config.hard_link_static {
            output.link(&from, &path)?;
        } else {
            output.copy(&from, &path)?;
        }
    }
    Ok(())
}

/// The static files and folders that are not left out.
fn list(root: &Path, settings: &Settings) -> Outcome<(Vec<String>, Vec<String>)> {
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    let mut waiting = vec![String::new()];
    while let Some(folder) = waiting.pop() {
        let path = root.join("static").join(&folder);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(e) if folder.is_empty() && e.kind() == std::io::ErrorKind::NotFound => break,
            Err(e) => return Err(unreadable(&path, &e)),
        };
        for entry in entries {
            let entry = entry.map_err(|e| unreadable(&path, &e))?;
            // A link to nothing, as some editors leave where a file is open.
            if !entry.path().exists() {
                continue;
            }
            let relative = view::join(&folder, &entry.file_name().to_string_lossy());
            let is_ignored = settings.ignored_static.is_match(&relative);
            if entry.path().is_dir() {
                if !is_ignored {
                    folders.push(relative.clone());
                }
                waiting.push(relative);
            } else if !is_ignored {
                files.push(relative);
            }
        }
    }
    files.sort();
    folders.sort();
    Ok((files, folders))
}

/// Reads the compiler's account: `Error: what`, then a drawing, then `./file:line:column`.
fn sass_fault(error: &view::GatherError) -> Faults {
    let what = error
        .what
        .lines()
        .next()
        .unwrap_or_default()
        .trim_start_matches("Error: ")
        .trim_end_matches('.');
    let place = error.what.lines().find_map(|line| {
        let mut parts = line.trim().rsplitn(3, ':');
        let (column, line) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((parts.next()?.to_owned(), Position { line, column }))
    });
    let Some((file, place)) = place else {
        return Fault::new(&error.path, what).into();
    };
    let file = if Path::new(&file).is_file() {
        Path::new(&file).to_owned()
    } else {
        error.path.clone()
    };
    let text = fs::read_to_string(&file).unwrap_or_default();
    Fault::new(file, what)
        .at(&text, place)
        .help("correct the style sheet")
        .into()
}
