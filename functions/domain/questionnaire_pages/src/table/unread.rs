//! Why a file is not taken at all, whatever is written in it.

use town::texts::TableTexts;

use super::place::CellPlace;

/// The most tasks of a table.
pub const MOST_ROWS: usize = 50;

/// Before the cell in the name of [`UnreadFile::Quote`].
const QUOTE: &str = "quote-";

/// Why a file is not taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnreadFile {
    /// None was chosen.
    Missing,
    /// It is too large, or grows too large.
    Heavy,
    /// It is damaged.
    Broken,
    /// It is something else than a table.
    NotTable,
    /// It is of a kind that Excel wrote before 2007, or writes in binary.
    OldExcel,
    /// It may run programs.
    Macros,
    /// It is of another office program.
    OpenDocument,
    /// It has a password.
    Locked,
    /// Its letters are in no encoding that is read.
    Letters,
    /// It has more tasks than are taken.
    Rows,
    /// It has more to read than is taken.
    Long,
    /// Several of its sheets hold tasks.
    Sheets,
    /// A quote that begins in this cell does not end there.
    Quote(CellPlace),
}

impl UnreadFile {
    /// All that are about the whole file.
    const ALL: [UnreadFile; 12] = [
        UnreadFile::Missing,
        UnreadFile::Heavy,
        UnreadFile::Broken,
        UnreadFile::NotTable,
        UnreadFile::OldExcel,
        UnreadFile::Macros,
        UnreadFile::OpenDocument,
        UnreadFile::Locked,
        UnreadFile::Letters,
        UnreadFile::Rows,
        UnreadFile::Long,
        UnreadFile::Sheets,
    ];

    /// Its name where it is kept.
    pub fn code(self) -> String {
        let code = match self {
            UnreadFile::Quote(place) => return format!("{QUOTE}{place}"),
            UnreadFile::Missing => "missing",
            UnreadFile::Heavy => "heavy",
            UnreadFile::Broken => "broken",
            UnreadFile::NotTable => "not_table",
            UnreadFile::OldExcel => "old_excel",
            UnreadFile::Macros => "macros",
            UnreadFile::OpenDocument => "open_document",
            UnreadFile::Locked => "locked",
            UnreadFile::Letters => "letters",
            UnreadFile::Rows => "rows",
            UnreadFile::Long => "long",
            UnreadFile::Sheets => "sheets",
        };
        code.to_owned()
    }

    /// Reads its name.
    pub fn from_code(code: &str) -> Option<UnreadFile> {
        let quote = code.strip_prefix(QUOTE).and_then(CellPlace::parse);
        let others = || UnreadFile::ALL.into_iter().find(|it| it.code() == code);
        quote.map(UnreadFile::Quote).or_else(others)
    }

    /// What happened and what to do.
    pub fn told(self, texts: &TableTexts) -> String {
        let told = match self {
            UnreadFile::Rows => return texts.file_rows(MOST_ROWS),
            UnreadFile::Quote(place) => {
                return texts.file_quote(place.row, place.column_letters());
            }
            UnreadFile::Missing => texts.file_missing(),
            UnreadFile::Heavy => texts.file_heavy(),
            UnreadFile::Broken => texts.file_broken(),
            UnreadFile::NotTable => texts.file_not_table(),
            UnreadFile::OldExcel => texts.file_old_excel(),
            UnreadFile::Macros => texts.file_macros(),
            UnreadFile::OpenDocument => texts.file_open_document(),
            UnreadFile::Locked => texts.file_locked(),
            UnreadFile::Letters => texts.file_letters(),
            UnreadFile::Long => texts.file_long(),
            UnreadFile::Sheets => texts.file_sheets(),
        };
        told.to_owned()
    }
}
