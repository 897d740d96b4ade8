//! What came of a file, as it is kept with a draft until it is confirmed.

use forms::Input;
use town::Content;

use super::check::task_rows;
use super::columns::head;
use super::place::CellPlace;
use super::sheet::SheetTable;
use super::unread::{MOST_ROWS, UnreadFile};

/// The most letters of a table: a draft holds no more beside its answers.
const MOST_LETTERS: usize = 60_000;
/// Below that row joined cells are of no interest.
const MOST_JOINED: u32 = 1000;

/// What came of a file, as it is kept with a draft: what was typed on the page of that name, until it is confirmed.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadFile {
    /// It was not taken.
    Unread(UnreadFile),
    /// It was read; whether it is right is judged each time it is shown.
    Table(SheetTable),
}

/// Among the half-typed pages of a draft: no step has that path.
pub const TABLE: &str = "table";

/// The field of the form that the file comes in.
pub const FILE_FIELD: &str = "file";

/// Where the reason is kept why a file was not taken, and which cells were joined; no cell has such a name.
const UNREAD: &str = "unread";
const JOINED: &str = "joined";

impl ReadFile {
    /// The one sheet of a file that holds tasks.
    pub fn of(sheets: Result<Vec<SheetTable>, UnreadFile>, content: &Content) -> ReadFile {
        let chosen = sheets.and_then(|sheets| chosen(sheets, content));
        match chosen {
            Ok(table) => ReadFile::Table(table),
            Err(unread) => ReadFile::Unread(unread),
        }
    }

    /// As it is kept.
    pub fn input(&self) -> Input {
        let table = match self {
            ReadFile::Unread(unread) => {
                let code = vec![unread.code()];
                return Input([(UNREAD.to_owned(), code)].into());
            }
            ReadFile::Table(table) => table,
        };
        let cells = table.cells.iter();
        let cells = cells.map(|(place, cell)| (place.to_string(), vec![cell.clone()]));
        let joined = table.joined.iter();
        let joined = joined.flat_map(|(first, last)| [first.to_string(), last.to_string()]);
        let joined = (JOINED.to_owned(), joined.collect());
        Input(cells.chain([joined]).collect())
    }

    /// As it was kept.
    pub fn kept(input: &Input) -> ReadFile {
        if let Some(unread) = UnreadFile::from_code(input.one(UNREAD)) {
            return ReadFile::Unread(unread);
        }
        let mut table = SheetTable::default();
        for (name, values) in &input.0 {
            if let (Some(place), Some(cell)) = (CellPlace::parse(name), values.first()) {
                table.cells.insert(place, cell.clone());
            }
        }
        for pair in input.all(JOINED).chunks(2) {
            let mut places = pair.iter().filter_map(|name| CellPlace::parse(name));
            if let (Some(first), Some(last)) = (places.next(), places.next()) {
                table.joined.push((first, last));
            }
        }
        ReadFile::Table(table)
    }
}

/// The sheet with the tasks; the first one with anything in it where none has their headings.
fn chosen(sheets: Vec<SheetTable>, content: &Content) -> Result<SheetTable, UnreadFile> {
    let mut with_tasks: Vec<&SheetTable> = Vec::new();
    let mut with_headings: Vec<&SheetTable> = Vec::new();
    for sheet in &sheets {
        if let Some(head) = head(sheet, content) {
            with_headings.push(sheet);
            let is_below = |row: &u32| *row > head;
            if sheet.rows().iter().any(is_below) {
                with_tasks.push(sheet);
            }
        }
    }
    if with_tasks.len() > 1 {
        return Err(UnreadFile::Sheets);
    }
    let mut filled = sheets.iter().filter(|sheet| !sheet.cells.is_empty());
    let chosen = with_tasks.first().or(with_headings.first()).copied();
    let mut chosen = chosen.or(filled.next()).cloned().unwrap_or_default();
    chosen.joined.retain(|(first, _)| first.row < MOST_JOINED);
    if task_rows(&chosen, content).len() > MOST_ROWS {
        return Err(UnreadFile::Rows);
    }
    let letters = chosen.cells.values().map(|cell| cell.chars().count());
    match letters.sum::<usize>() > MOST_LETTERS || chosen.joined.len() > MOST_ROWS * 2 {
        true => Err(UnreadFile::Long),
        false => Ok(chosen),
    }
}
