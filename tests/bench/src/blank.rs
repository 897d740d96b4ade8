//! The least that typst can print: one empty page, which every paper is held against.

use anyhow::{Result, bail};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

/// A world with nothing in it.
pub struct Blank {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: Source,
}

impl Blank {
    /// Typst as it comes, without a font.
    pub fn new() -> Result<Blank> {
        let path = VirtualPath::new("blank.typ");
        let Ok(path) = path else {
            bail!("a plain file name is a path");
        };
        let id = RootedPath::new(VirtualRoot::Project, path).intern();
        Ok(Blank {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::new()),
            main: Source::new(id, String::new()),
        })
    }

    /// Lets go of what was kept from before, so that the page is printed and not remembered.
    pub fn forget() {
        typst::comemo::evict(0);
    }

    /// Prints it.
    pub fn print(&self) -> Result<Vec<u8>> {
        let printed = typst::compile::<PagedDocument>(self).output;
        let printed = printed.and_then(|page| typst_pdf::pdf(&page, &PdfOptions::default()));
        match printed {
            Ok(file) => Ok(file),
            Err(reasons) => bail!("an empty page is printed: {reasons:?}"),
        }
    }
}

impl World for Blank {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.main.id() {
            true => Ok(self.main.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, _id: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, _index: usize) -> Option<Font> {
        None
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
