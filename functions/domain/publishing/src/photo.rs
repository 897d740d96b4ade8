//! Photos in texts: a text names a photo by its hash, so whoever has the text knows which photo it means, for good.

use serde::{Deserialize, Deserializer, Serialize};
use sha2::{Digest, Sha256};

/// The folder below a site's `static/` in which photos lie.
pub const PHOTOS: &str = "photos";

/// The width of the smaller file, in pixels; a photo that is no wider has one file.
pub const SMALL_WIDTH: u32 = 480;

/// The width of the larger file, in pixels, at most.
pub const LARGE_WIDTH: u32 = 960;

/// Hexadecimal digits that name a photo: half of a SHA-256.
const DIGITS: usize = 32;

/// How a photo is written in a text.
const COMPONENT: &str = "<photo ";

/// Names a photo by what its files hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PhotoId(String);

/// A photo that a text shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedPhoto {
    /// The byte of the text at which it begins.
    pub at: usize,
    /// Which; `None`: none that there can be.
    pub id: Option<PhotoId>,
    /// Its width in pixels, as the text says it.
    pub width: u32,
    /// What it shows; empty: nothing is said.
    pub alt: String,
    /// Whether it says nothing to anybody.
    pub is_decoration: bool,
}

impl PhotoId {
    /// The name of a photo of these files.
    pub fn of<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> PhotoId {
        let mut hash = Sha256::new();
        for file in files {
            hash.update((file.len() as u64).to_be_bytes());
            hash.update(file);
        }
        PhotoId(hex::encode(hash.finalize())[..DIGITS].to_owned())
    }

    /// Reads what [`PhotoId::as_str`] gave.
    pub fn parse(digits: &str) -> Option<PhotoId> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let is_id = digits.len() == DIGITS && digits.bytes().all(is_digit);
        is_id.then(|| PhotoId(digits.to_owned()))
    }

    /// Its digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of its file of that width.
    pub fn file(&self, width: u32) -> String {
        format!("{}-{width}.jpg", self.0)
    }

    /// Reads a file's name: which photo, and how wide.
    pub fn of_file(name: &str) -> Option<(PhotoId, u32)> {
        let (id, width) = name.strip_suffix(".jpg")?.split_once('-')?;
        let id = PhotoId::parse(id)?;
        let width = width.parse().ok()?;
        (id.file(width) == name).then_some((id, width))
    }
}

impl<'de> Deserialize<'de> for PhotoId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PhotoId, D::Error> {
        let digits = String::deserialize(deserializer)?;
        PhotoId::parse(&digits).ok_or_else(|| serde::de::Error::custom("no photo's name"))
    }
}

impl PlacedPhoto {
    /// Whether those who do not see it learn what it shows, or that it is decoration.
    pub fn says_something(&self) -> bool {
        self.is_decoration || !self.alt.trim().is_empty()
    }

    /// How wide its files are.
    pub fn widths(&self) -> Vec<u32> {
        photo_widths(self.width)
    }

    /// How it is written in a text.
    pub fn component(id: &PhotoId, (width, height): (u32, u32), alt: Option<&str>) -> String {
        let said = match alt {
            Some(alt) => format!("alt=\"{}\"", plain_words(alt)),
            None => "decoration={true}".to_owned(),
        };
        let id = id.as_str();
        format!(
            "{{{{ {COMPONENT}file=\"{id}\" width={{{width}}} height={{{height}}} {said} /> }}}}"
        )
    }
}

/// How wide the files of a photo are whose largest is so wide, the smallest first.
pub fn photo_widths(width: u32) -> Vec<u32> {
    match width {
        0..=SMALL_WIDTH => vec![width],
        _ => vec![SMALL_WIDTH, width],
    }
}

/// Words in letters that mean nothing to a template.
fn plain_words(words: &str) -> String {
    let wide = |c: char| match c {
        '"' => '”',
        '{' => '｛',
        '}' => '｝',
        '<' => '＜',
        '>' => '＞',
        '\\' => '＼',
        '&' => '＆',
        c if c.is_control() => ' ',
        c => c,
    };
    words.trim().chars().map(wide).collect()
}

/// The photos that a text shows, in their order.
pub fn photos(text: &str) -> Vec<PlacedPhoto> {
    let places = text.match_indices(COMPONENT);
    let found = places.filter(|(at, _)| text[..*at].trim_end_matches(' ').ends_with("{{"));
    found.map(|(at, _)| read(text, at)).collect()
}

fn read(text: &str, at: usize) -> PlacedPhoto {
    let mut photo = PlacedPhoto {
        at,
        id: None,
        width: 0,
        alt: String::new(),
        is_decoration: false,
    };
    let mut rest = &text[at + COMPONENT.len()..];
    while let Some((name, value, after)) = attribute(rest) {
        match name {
            "file" => photo.id = PhotoId::parse(value),
            "width" => photo.width = value.parse().unwrap_or_default(),
            "alt" => value.clone_into(&mut photo.alt),
            "decoration" => photo.is_decoration = value == "true",
            _ => {}
        }
        rest = after;
    }
    photo
}

/// The first attribute of a component: its name, its value, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.trim_start().split_once('=')?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
    let close = match rest.bytes().next()? {
        b'"' => '"',
        b'{' => '}',
        _ => return None,
    };
    let (value, rest) = rest[1..].split_once(close)?;
    is_name.then_some((name, value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> PhotoId {
        PhotoId::of([b"small".as_slice(), b"large"])
    }

    #[test]
    fn a_photo_that_was_written_into_a_text_is_found_there() {
        let shown = PlacedPhoto::component(&id(), (960, 640), Some("雪の\"駅\" {a}\n<b>"));
        let mute = PlacedPhoto::component(&id(), (300, 200), None);
        let text = format!("## 駅\n\n{shown}\n\n{mute}\n");
        let found = photos(&text);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].id.clone(), found[0].width), (Some(id()), 960));
        assert_eq!(found[0].alt, "雪の”駅” ｛a｝ ＜b＞");
        assert_eq!(found[0].widths(), [480, 960]);
        assert!(found[0].says_something() && !found[0].is_decoration);
        assert_eq!(&text[found[1].at..][..6], "<photo");
        assert_eq!(found[1].widths(), [300]);
        assert!(found[1].says_something() && found[1].alt.is_empty());
    }

    #[test]
    fn what_is_no_photo_names_none() {
        for text in [
            "<photo file=\"a\" />",
            "{{ <photos file=\"a\" /> }}",
            "{{ <photo",
        ] {
            assert_eq!(photos(text), [], "{text}");
        }
        let broken = photos("{{ <photo file=\"../../etc/passwd\" width={x} alt=\"a /> }}");
        assert_eq!((broken[0].id.clone(), broken[0].width), (None, 0));
        assert!(!broken[0].says_something());
    }

    #[test]
    fn a_files_name_says_which_photo_and_how_wide_and_leads_nowhere_else() {
        let name = id().file(480);
        assert_eq!(PhotoId::of_file(&name), Some((id(), 480)));
        let digits = id().as_str().to_owned();
        for name in [
            "a-480.jpg".to_owned(),
            format!("{digits}-0480.jpg"),
            format!("{digits}-480.png"),
            format!("../{digits}-480.jpg"),
            format!("{digits}-+48.jpg"),
        ] {
            assert_eq!(PhotoId::of_file(&name), None, "{name}");
        }
    }

    #[test]
    fn a_photos_name_follows_from_its_files() {
        assert_ne!(id(), PhotoId::of([b"smalll".as_slice(), b"arge"]));
        assert_eq!(PhotoId::parse(id().as_str()), Some(id()));
        assert_eq!(PhotoId::parse("ABC"), None);
    }
}
