//! An address as a code that phones read.

use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

/// Where the dark squares of one row begin and end, in squares.
pub(crate) type Runs = Vec<(usize, usize)>;

/// The rows of the code from the top.
pub(crate) fn of(address: &str) -> Result<Vec<Runs>, QrError> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)?;
    let width = code.width();
    let squares = code.to_colors();
    Ok(squares.chunks(width).map(runs).collect())
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
        let rows = of("https://example.jp/inventory/").unwrap();
        let last = rows.len();
        assert_eq!(rows[0][0], (0, 7));
        assert_eq!(rows[0].last(), Some(&(last - 7, last)));
        assert_eq!(rows[last - 1][0], (0, 7));
    }
}
