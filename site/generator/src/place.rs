//! Which folder a built site may take the place of: none that anything is made from, and none that holds what no build
//! made.

use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::{Fault, Faults, Outcome, unreadable};
use crate::settings::Settings;

/// What a site is made from, below its folder.
pub(crate) const PARTS: [&str; 6] = ["content", "data", "sass", "static", "templates", "themes"];

/// Says that the result goes where it destroys nothing of the site at `root`, of the folder that the program works in,
/// and of `others` that the site is made from.
///
/// # Errors
/// Fails if the folder for the result is one of these, holds one, or lies where sources lie.
pub fn ensure_apart(out: &Path, root: &Path, others: &[PathBuf]) -> anyhow::Result<()> {
    Ok(apart(out, root, others)?)
}

/// The same for [`crate::build`].
pub fn apart(out: &Path, root: &Path, others: &[PathBuf]) -> Outcome<()> {
    let place = settled(out)?;
    let mut sources: Vec<PathBuf> = PARTS.iter().map(|part| root.join(part)).collect();
    sources.extend_from_slice(others);
    let here = std::env::current_dir().map_err(|e| unreadable(Path::new("."), &e))?;
    let kept = [here.as_path(), root].into_iter();
    for kept in kept.chain(sources.iter().map(PathBuf::as_path)) {
        let Ok(real) = kept.canonicalize() else {
            continue; // What is not there cannot be destroyed.
        };
        if real.starts_with(&place) {
            return Err(refused(out, "is, or holds,", kept));
        }
    }
    for source in &sources {
        if source.canonicalize().is_ok_and(|it| place.starts_with(it)) {
            return Err(refused(out, "lies in", source));
        }
    }
    Ok(())
}

fn refused(out: &Path, how: &str, kept: &Path) -> Faults {
    let what = format!(
        "cannot be replaced by the built site, because it {how} {}, which is kept",
        kept.display()
    );
    Fault::new(out, what)
        .help("name a folder of its own for the result, e.g. public")
        .into()
}

/// Says that the folder is new, empty or an earlier build.
///
/// # Errors
/// Fails if it holds anything else.
pub fn ensure_replaceable(out: &Path, settings: &Settings) -> Outcome<()> {
    if !out.exists() {
        return Ok(());
    }
    if !out.is_dir() {
        return Err(Fault::new(out, "is no folder")
            .help("name a folder for the built site, e.g. public")
            .into());
    }
    let names: Vec<_> = fs::read_dir(out)
        .and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect())
        .map_err(|e: std::io::Error| unreadable(out, &e))?;
    let keeps_dot_files = settings.config.preserve_dotfiles_in_output;
    let stays = |name: &std::ffi::OsString| name.to_string_lossy().starts_with('.');
    if names.iter().all(|name| keeps_dot_files && stays(name)) {
        return Ok(());
    }
    match always(settings).find(|file| !out.join(file).is_file()) {
        None => Ok(()),
        Some(missing) => Err(Fault::new(
            out,
            format!(
                "is not replaced: it is not empty, and no earlier build ({missing} is missing)"
            ),
        )
        .help("name another folder for the result, or move away what is in this one")
        .into()),
    }
}

/// The files that every build of the site has.
fn always(settings: &Settings) -> impl Iterator<Item = &'static str> {
    let config = &settings.config;
    let files = [
        ("404.html", true),
        ("sitemap.xml", config.generate_sitemap),
        ("robots.txt", config.generate_robots_txt),
    ];
    files
        .into_iter()
        .filter_map(|(file, is_written)| is_written.then_some(file))
}

/// Where a path leads, also if it is not there yet.
fn settled(path: &Path) -> Outcome<PathBuf> {
    let whole = std::path::absolute(path).map_err(|e| unreadable(path, &e))?;
    for there in whole.ancestors() {
        if let Ok(real) = there.canonicalize() {
            let rest = whole.strip_prefix(there).unwrap_or(Path::new(""));
            let is_empty = rest.as_os_str().is_empty();
            return Ok(if is_empty { real } else { real.join(rest) });
        }
    }
    Ok(whole)
}
