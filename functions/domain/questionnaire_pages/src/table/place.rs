//! Where a cell is, as Excel names it.

use std::fmt;

/// A cell's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellPlace {
    /// The row, counted from 1.
    pub row: u32,
    /// The column, counted from 0.
    pub column: u32,
}

impl CellPlace {
    /// The letters of the column: A to Z, then AA.
    pub fn column_letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
            letters.insert(0, char::from(b'A' + letter));
            rest = (rest - 1) / 26;
        }
        letters.into_iter().collect()
    }

    /// The place with that name, such as D3.
    pub fn parse(name: &str) -> Option<CellPlace> {
        let digits = name.find(|c: char| c.is_ascii_digit())?;
        let (letters, row) = name.split_at(digits);
        let is_column =
            (1..=3).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
        let number = |letter: u8| u32::from(letter - b'A') + 1;
        let column = letters.bytes().filter(u8::is_ascii_uppercase);
        let column = column.fold(0, |sum, letter| sum * 26 + number(letter));
        let row = row.parse().ok().filter(|row| *row > 0)?;
        is_column.then(|| CellPlace {
            row,
            column: column - 1,
        })
    }
}

impl fmt::Display for CellPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row)
    }
}
