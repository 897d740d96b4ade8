//! Reads CSV as Excel saves it: in the letters of Windows or in Unicode, with commas, tabs or semicolons between cells.

use encoding_rs::{Encoding, SHIFT_JIS, UTF_8};
use questionnaire_pages::table::{CellPlace, SheetTable, UnreadFile};

/// The most cells with something in them.
const MOST_CELLS: usize = 20_000;

/// What may stand between cells; the first one wins where several do equally often.
const BETWEEN: [char; 3] = [',', '\t', ';'];

/// Reads the table.
///
/// # Errors
/// When its letters cannot be read, it holds more than is taken, or a quote does not end where its cell does.
pub(crate) fn read(file: &[u8]) -> Result<SheetTable, UnreadFile> {
    let text = decoded(file)?;
    let between = between(&text);
    let mut table = SheetTable::default();
    let (mut place, mut cell) = (CellPlace { row: 1, column: 0 }, String::new());
    let mut quote = Quote::None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quote == Quote::Open && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if quote == Quote::Open => quote = Quote::Closed(cell.contains(['\r', '\n'])),
            '"' if cell.trim().is_empty() && quote == Quote::None => {
                cell.clear();
                quote = Quote::Open;
            }
            _ if quote == Quote::Open => cell.push(letter),
            '\r' | '\n' => {
                if letter == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
                keep(&mut table, place, &mut cell)?;
                quote = Quote::None;
                place = CellPlace {
                    row: place.row + 1,
                    column: 0,
                };
            }
            _ if letter == between => {
                keep(&mut table, place, &mut cell)?;
                quote = Quote::None;
                place.column += 1;
            }
            // What ends in a later line before other letters was the beginning of that line's own.
            _ if quote == Quote::Closed(true) && !letter.is_whitespace() => {
                return Err(UnreadFile::Quote(place));
            }
            _ => cell.push(letter),
        }
    }
    if quote == Quote::Open {
        return Err(UnreadFile::Quote(place));
    }
    keep(&mut table, place, &mut cell)?;
    Ok(table)
}

/// How far the quote of a cell is.
#[derive(Clone, Copy, PartialEq)]
enum Quote {
    /// The cell has none.
    None,
    /// It began, and has not ended.
    Open,
    /// It ended; whether that was in another line than it began.
    Closed(bool),
}

/// Takes a cell into the table, unless nothing is in it.
fn keep(table: &mut SheetTable, place: CellPlace, cell: &mut String) -> Result<(), UnreadFile> {
    let written = unguarded(&std::mem::take(cell));
    if base::text::line(&written).is_empty() {
        return Ok(());
    }
    table.cells.insert(place, written);
    match table.cells.len() > MOST_CELLS {
        true => Err(UnreadFile::Heavy),
        false => Ok(()),
    }
}

/// The letters of a file. What is no Unicode is what Excel in Japan saves as CSV.
fn decoded(file: &[u8]) -> Result<String, UnreadFile> {
    let encoding = match Encoding::for_bom(file) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(file).is_ok() => UTF_8,
        None => SHIFT_JIS,
    };
    let (text, _, is_damaged) = encoding.decode(file);
    match is_damaged || text.contains('\0') {
        true => Err(UnreadFile::Letters),
        false => Ok(text.into_owned()),
    }
}

/// What stands between the cells: what the first line with anything in it has most of.
fn between(text: &str) -> char {
    let line = text.lines().find(|line| {
        let bare = line.trim_matches(|letter| BETWEEN.contains(&letter) || letter == '"');
        !bare.trim().is_empty()
    });
    let line = line.unwrap_or_default();
    let mut quoted = false;
    let mut counts = [0; BETWEEN.len()];
    for letter in line.chars() {
        quoted ^= letter == '"';
        if let Some(at) = BETWEEN.iter().position(|it| *it == letter && !quoted) {
            counts[at] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let at = counts.iter().position(|count| *count == most);
    BETWEEN[at.unwrap_or_default()]
}

/// A cell without the apostrophe that keeps Excel from calculating it.
fn unguarded(cell: &str) -> String {
    let bare = cell.strip_prefix('\'').filter(|bare| {
        let first = bare.trim_start().chars().next();
        first.is_some_and(|first| "=+-@＝＋－＠".contains(first))
    });
    bare.unwrap_or(cell).to_owned()
}
