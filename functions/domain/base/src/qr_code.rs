//! An address as a code that phones read.

use qrcode::{Color, EcLevel, QrCode};

/// Where the dark squares of one row begin and end, in squares.
pub type Runs = Vec<(usize, usize)>;

/// The address is longer than a code can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the address is too long for a code")]
pub struct TooLongForCode;

/// The rows of the code from the top, without the empty edge that it needs around it.
///
/// # Errors
/// When the address is too long.
pub fn rows(address: &str) -> Result<Vec<Runs>, TooLongForCode> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M);
    let code = code.map_err(|_| TooLongForCode)?;
    let width = code.width();
    let squares = code.to_colors();
    Ok(squares.chunks(width).map(runs).collect())
}

/// The code as the path of a picture in SVG, one unit a square.
pub fn path(rows: &[Runs]) -> String {
    let squares = |y: usize, row: &Runs| {
        let run = |(from, to): &(usize, usize)| {
            let width = to - from;
            format!("M{from} {y}h{width}v1h-{width}z")
        };
        row.iter().map(run).collect::<String>()
    };
    let rows = rows.iter().enumerate();
    rows.map(|(y, row)| squares(y, row)).collect()
}

fn runs(row: &[Color]) -> Runs {
    let mut at = 0;
    let groups = row.chunk_by(|a, b| a == b).map(|group| {
        let from = at;
        at += group.len();
        (group[0] == Color::Dark, from, at)
    });
    let dark = groups.filter(|(is_dark, _, _)| *is_dark);
    dark.map(|(_, from, to)| (from, to)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_gives_its_dark_squares() {
        use Color::{Dark, Light};
        assert_eq!(
            runs(&[Dark, Dark, Light, Dark, Light, Light]),
            [(0, 2), (3, 4)]
        );
    }

    #[test]
    fn every_code_has_its_three_corners() {
        let rows = rows("https://example.jp/inventory/").unwrap();
        let last = rows.len();
        assert_eq!(rows[0][0], (0, 7));
        assert_eq!(rows[0].last(), Some(&(last - 7, last)));
        assert_eq!(rows[last - 1][0], (0, 7));
        assert!(path(&rows).starts_with("M0 0h7v1h-7z"));
    }
}
