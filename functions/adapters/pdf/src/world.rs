//! The smallest world typst can print in: one template, one data file, two fonts, no disk and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static REGULAR: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Bold.ttf");

/// What every sheet shares, made once a process.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// The code points that every font has, ascending.
    drawable: Vec<u32>,
    template: Source,
    data: FileId,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let fonts: Vec<Font> = [REGULAR, BOLD]
        .into_iter()
        .filter_map(|bytes| Font::new(Bytes::new(bytes), 0))
        .collect();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        drawable: in_every(&fonts),
        fonts,
        template: Source::new(
            file("sheet.typ"),
            include_str!("../template/sheet.typ").to_owned(),
        ),
        data: file("sheet.json"),
    }
});

/// A font answers for one character by walking its whole list, too slowly to ask for each character of a sheet.
fn in_every(fonts: &[Font]) -> Vec<u32> {
    let Some((first, others)) = fonts.split_first() else {
        return Vec::new();
    };
    let mut all: Vec<u32> = first.info().coverage.iter().collect();
    for font in others {
        let has: Vec<u32> = font.info().coverage.iter().collect();
        all.retain(|code| has.binary_search(code).is_ok());
    }
    all
}

fn file(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// Whether the sheet's fonts can draw a character; variation selectors only choose among shapes.
pub(crate) fn drawable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        || PRESS.drawable.binary_search(&character.into()).is_ok()
}

/// The template together with one sheet's data.
pub(crate) struct SheetWorld {
    data: Bytes,
}

impl SheetWorld {
    /// A world in which `sheet.json` consists of these bytes.
    pub(crate) fn new(data: Vec<u8>) -> SheetWorld {
        SheetWorld {
            data: Bytes::new(data),
        }
    }
}

impl World for SheetWorld {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        PRESS.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == PRESS.template.id() {
            Ok(PRESS.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == PRESS.data {
            Ok(self.data.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        PRESS.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
