//! Whether a JPEG file goes to its end: a decoder fills up with grey what a broken upload leaves out.

/// What each file begins with.
pub(crate) const START: [u8; 3] = [0xFF, 0xD8, 0xFF];

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

/// Whether every segment is there, and behind the last of its scans the end.
pub(crate) fn is_whole(file: &[u8]) -> bool {
    let mut rest = &file[2..];
    while let Some((marker, after)) = marker(rest) {
        match marker {
            END => return true,
            // Of these, nothing follows.
            0x01 | 0xD0..=0xD8 => rest = after,
            _ => {
                let Some(behind) = segment(after) else {
                    return false;
                };
                rest = match marker {
                    SCAN => behind_scan(behind),
                    _ => behind,
                };
            }
        }
    }
    false
}

/// The next marker, and what follows it.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at = bytes.iter().position(|byte| *byte == 0xFF)?;
    let fill = bytes[at..].iter().take_while(|byte| **byte == 0xFF).count();
    let marker = *bytes.get(at + fill)?;
    Some((marker, &bytes[at + fill + 1..]))
}

/// What follows a segment.
fn segment(bytes: &[u8]) -> Option<&[u8]> {
    let length = u16::from_be_bytes([*bytes.first()?, *bytes.get(1)?]);
    bytes.get(usize::from(length.max(2))..)
}

/// What follows the pixels of a scan: in them, 0xFF has a 0 behind it.
fn behind_scan(bytes: &[u8]) -> &[u8] {
    let is_end = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
    let at = bytes.windows(2).position(is_end);
    &bytes[at.unwrap_or(bytes.len())..]
}
