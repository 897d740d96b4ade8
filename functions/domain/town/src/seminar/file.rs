//! Which seminar a page belongs to by its place below `content/`, and in which language it is.

/// Where the pages of seminars are.
const FOLDER: &str = "seminars/";

/// What the four kinds of seminars are, which are pages of their own.
const KINDS: &str = "types/";

/// A seminar's page: `seminars/NAME.md`, or `seminars/NAME/index.md` with its flyers beside it. A translation has the
/// code of its language before `.md`, as in `seminars/NAME.en.md`, and is no seminar of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageFile<'a> {
    /// The path below `content/`.
    pub path: &'a str,
    /// The name of the file or the folder, which names the seminar.
    pub slug: &'a str,
    /// The language of a translation.
    pub lang: Option<&'a str>,
}

/// Whether a path below `content/` is where the office writes seminars, rightly or wrongly named.
pub(crate) fn is_page(path: &str) -> bool {
    let below = path
        .strip_prefix(FOLDER)
        .filter(|below| below.ends_with(".md"));
    let name = path.rsplit('/').next().unwrap_or(path);
    below.is_some_and(|below| !below.starts_with(KINDS)) && !name.starts_with('_')
}

impl PageFile<'_> {
    /// Reads the path of a page.
    ///
    /// # Errors
    /// What is wrong with the place or the name, in words for the office.
    pub fn of(path: &str) -> Result<PageFile<'_>, String> {
        let below = path.strip_prefix(FOLDER).unwrap_or(path);
        let below = below.strip_suffix(".md").unwrap_or(below);
        let (folder, name) = match below.split_once('/') {
            Some((folder, name)) => (Some(folder), name),
            None => (None, below),
        };
        let (name, lang) = match name.split_once('.') {
            Some((name, lang)) => (name, Some(lang)),
            None => (name, None),
        };
        let slug = match folder {
            Some(folder) if name == "index" => folder,
            Some(_) => {
                return Err("セミナーのページは、seminars/名前.md か seminars/名前/index.md に置いてください。".to_owned());
            }
            None => name,
        };
        if !is_slug(slug) {
            return Err(format!(
                "「{slug}」という名前は使えません。半角の小文字・数字・- だけにしてください。例：2027-01-20-hajimete"
            ));
        }
        Ok(PageFile { path, slug, lang })
    }
}

/// Whether a name becomes the same in an address.
pub(crate) fn is_slug(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    name.bytes().all(plain)
        && !name.is_empty()
        && !name.contains("--")
        && !name.starts_with('-')
        && !name.ends_with('-')
}
