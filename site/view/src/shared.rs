//! Finds the files of `data/` that are content too, by a link from one folder to the other. Also compiled into the build
//! script.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Text = Cow<'static, str>;

/// Those of the files below `content/` that are one of `data`, which are paths below the site's root.
pub fn shared<'a>(
    root: &Path,
    content: &[String],
    data: impl Iterator<Item = &'a Text>,
) -> BTreeMap<Text, Text> {
    let real = |path: PathBuf| path.canonicalize().ok();
    let known = data.filter_map(|path| Some((real(root.join(path.as_ref()))?, path)));
    let known: Vec<_> = known.collect();
    let of = |relative: &String| {
        let file = real(root.join("content").join(relative))?;
        let (_, path) = known.iter().find(|(known, _)| *known == file)?;
        Some((relative.clone().into(), (*path).clone()))
    };
    content.iter().filter_map(of).collect()
}
