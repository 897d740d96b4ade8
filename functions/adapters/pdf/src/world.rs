//! The smallest world typst can print in: the templates, one data file, its fonts, no disk and no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static REGULAR: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/BIZUDPGothic-Bold.ttf");
/// Letters of names that those two lack: what is missing of JIS X 0213, compatibility ideographs, and 𠮷.
static RARE_REGULAR: &[u8] = include_bytes!("../fonts/NotoSansJPRare-Regular.otf");
static RARE_BOLD: &[u8] = include_bytes!("../fonts/NotoSansJPRare-Bold.otf");

/// What every paper shares, made once a process.
struct Press {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// The code points that both weights of a family have, ascending.
    drawable: Vec<u32>,
    sheet: Source,
    paper: Source,
    leaflet: Source,
    talk: Source,
    poster: Source,
    worksheet: Source,
    report: Source,
    /// What the templates share.
    shared: [Source; 3],
    data: FileId,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    let family = |weights: [&'static [u8]; 2]| -> Vec<Font> {
        let fonts = weights.into_iter();
        fonts
            .filter_map(|bytes| Font::new(Bytes::new(bytes), 0))
            .collect()
    };
    let (usual, rare) = (family([REGULAR, BOLD]), family([RARE_REGULAR, RARE_BOLD]));
    let mut drawable = in_every(&usual);
    drawable.extend(in_every(&rare));
    drawable.sort_unstable();
    let fonts = [usual, rare].concat();
    Press {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        drawable,
        fonts,
        sheet: source("sheet.typ", include_str!("../template/sheet.typ")),
        paper: source("paper.typ", include_str!("../template/paper.typ")),
        leaflet: source("leaflet.typ", include_str!("../template/leaflet.typ")),
        talk: source("talk.typ", include_str!("../template/talk.typ")),
        poster: source("poster.typ", include_str!("../template/poster.typ")),
        worksheet: source("worksheet.typ", include_str!("../template/worksheet.typ")),
        report: source("report.typ", include_str!("../template/report.typ")),
        shared: [
            source("front.typ", include_str!("../template/front.typ")),
            source("look.typ", include_str!("../template/look.typ")),
            source("handout.typ", include_str!("../template/handout.typ")),
        ],
        data: file("data.json"),
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

fn source(name: &str, text: &str) -> Source {
    Source::new(file(name), text.to_owned())
}

/// Whether the papers' fonts can draw a character; variation selectors only choose among shapes.
pub(crate) fn drawable(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        || PRESS.drawable.binary_search(&character.into()).is_ok()
}

/// What is printed.
#[derive(Clone, Copy)]
pub(crate) enum Template {
    /// 仕事のたのみ方シート
    Sheet,
    /// A paper of an order.
    Paper,
    /// What an industry can hand over.
    Leaflet,
    /// What a visitor says and asks.
    Talk,
    /// A seminar, for a wall.
    Poster,
    /// What an employer fills in by hand.
    Worksheet,
    /// A fiscal year's report.
    Report,
}

impl Template {
    fn source(self) -> &'static Source {
        match self {
            Template::Sheet => &PRESS.sheet,
            Template::Paper => &PRESS.paper,
            Template::Leaflet => &PRESS.leaflet,
            Template::Talk => &PRESS.talk,
            Template::Poster => &PRESS.poster,
            Template::Worksheet => &PRESS.worksheet,
            Template::Report => &PRESS.report,
        }
    }
}

/// A template together with one paper's data.
pub(crate) struct PaperWorld {
    template: Template,
    data: Bytes,
}

impl PaperWorld {
    /// A world in which `data.json` consists of these bytes.
    pub(crate) fn new(template: Template, data: Vec<u8>) -> PaperWorld {
        PaperWorld {
            template,
            data: Bytes::new(data),
        }
    }
}

impl World for PaperWorld {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &PRESS.book
    }

    fn main(&self) -> FileId {
        self.template.source().id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut sources = [self.template.source()].into_iter().chain(&PRESS.shared);
        let found = sources.find(|source| source.id() == id);
        found.cloned().ok_or(FileError::AccessDenied)
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
