use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{ExtendedColorType, ImageEncoder, Rgb, Rgba, RgbaImage};

use super::*;

/// Red above, blue below, wider than high unless said otherwise.
fn flag(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |_, y| match y < height / 2 {
        true => Rgb([220, 30, 30]),
        false => Rgb([30, 30, 220]),
    })
}

/// What no encoder makes small.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1_u32;
    RgbImage::from_fn(width, height, |_, _| {
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        Rgb([next(), next(), next()])
    })
}

fn jpeg(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    photo.write_with_encoder(encoder).unwrap();
    bytes
}

fn png(photo: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    photo
        .write_with_encoder(PngEncoder::new(&mut bytes))
        .unwrap();
    bytes
}

/// The same with EXIF: turned so, by this camera, at this place.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(b"\x0F\x01\x02\0\x0C\0\0\0\x26\0\0\0");
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend(b"SecretCamera GPS 36.27,138.31");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(bytes, ImageFormat::Jpeg)
        .unwrap()
        .to_rgb8()
}

#[track_caller]
fn is_red(photo: &RgbImage, (x, y): (u32, u32)) {
    let Rgb([red, _, blue]) = photo[(x, y)];
    assert!(red > 150 && blue < 100, "{:?}", photo[(x, y)]);
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|it| it == words)
}

#[test]
fn a_photo_is_made_in_the_sizes_that_the_page_needs() {
    let photo = shrunk(&jpeg(&flag(1200, 800))).unwrap();
    assert_eq!(photo.size, (960, 640));
    let sizes: Vec<_> = photo
        .files
        .iter()
        .map(|(width, bytes)| {
            (
                *width,
                decoded(bytes).dimensions(),
                bytes.len() <= LARGEST_FILE,
            )
        })
        .collect();
    assert_eq!(sizes, [(480, (480, 320), true), (960, (960, 640), true)]);
    let again = shrunk(&jpeg(&flag(1200, 800))).unwrap();
    assert_eq!(photo, again, "the same photo has the same name");
}

#[test]
fn a_small_photo_stays_as_large_as_it_is() {
    for (size, widths) in [
        ((300, 200), vec![300]),
        ((700, 500), vec![480, 700]),
        ((1, 1), vec![1]),
    ] {
        let photo = shrunk(&png(&flag(size.0, size.1))).unwrap();
        assert_eq!(photo.size, size);
        assert_eq!(
            photo.files.iter().map(|it| it.0).collect::<Vec<_>>(),
            widths
        );
    }
}

#[test]
fn a_photo_that_stands_or_is_a_strip_fits_too() {
    assert_eq!(shrunk(&jpeg(&flag(650, 1300))).unwrap().size, (640, 1280));
    assert_eq!(shrunk(&jpeg(&flag(3000, 2))).unwrap().size, (960, 1));
}

#[test]
fn every_way_to_hold_a_camera_comes_out_upright() {
    // Where the red of the file is seen by those who hold it right.
    for (orientation, size, red) in [
        (1, (90, 60), (45, 5)),
        (2, (90, 60), (45, 5)),
        (3, (90, 60), (45, 55)),
        (4, (90, 60), (45, 55)),
        (5, (60, 90), (5, 45)),
        (6, (60, 90), (55, 45)),
        (7, (60, 90), (55, 45)),
        (8, (60, 90), (5, 45)),
        (9, (90, 60), (45, 5)),
    ] {
        let photo = shrunk(&with_exif(&jpeg(&flag(90, 60)), orientation)).unwrap();
        assert_eq!(photo.size, size, "{orientation}");
        is_red(&decoded(&photo.files[0].1), red);
    }
}

#[test]
fn nothing_of_the_file_comes_along_that_is_not_seen() {
    let file = with_exif(&jpeg(&flag(600, 400)), 6);
    assert!(contains(&file, b"SecretCamera"));
    let hidden = [file.as_slice(), b"<script>alert(1)</script>PK\x03\x04"].concat();
    for file in [file, hidden] {
        for (_, bytes) in shrunk(&file).unwrap().files {
            for words in [
                b"Exif".as_slice(),
                b"SecretCamera",
                b"GPS",
                b"<script>",
                b"PK\x03\x04",
            ] {
                assert!(
                    !contains(&bytes, words),
                    "{}",
                    String::from_utf8_lossy(words)
                );
            }
            assert!(
                !bytes.windows(2).any(|pair| pair == [0xFF, 0xE1]),
                "no APP1"
            );
        }
    }
}

#[test]
fn whatever_it_shows_a_file_is_small_enough() {
    let file = jpeg(&noise(960, 800));
    assert!(file.len() < LARGEST_UPLOAD, "{}", file.len());
    let photo = shrunk(&file).unwrap();
    for (width, bytes) in photo.files {
        assert!(bytes.len() <= LARGEST_FILE, "{width}: {}", bytes.len());
    }
}

#[test]
fn what_is_clear_becomes_white() {
    let mut clear = RgbaImage::from_pixel(60, 40, Rgba([0, 0, 0, 0]));
    clear.put_pixel(30, 20, Rgba([255, 0, 0, 255]));
    let mut bytes = Vec::new();
    let encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder
        .write_image(clear.as_raw(), 60, 40, ExtendedColorType::Rgba8)
        .unwrap();
    let photo = shrunk(&bytes).unwrap();
    let Rgb(corner) = decoded(&photo.files[0].1)[(2, 2)];
    assert!(corner.iter().all(|colour| *colour > 245), "{corner:?}");
}

#[test]
fn what_is_no_photo_is_refused_whatever_its_name_says() {
    for file in [
        b"".as_slice(),
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xF9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;",
        b"%PDF-1.7",
        b"BM\x1E\0\0\0",
        b"II*\0\x08\0\0\0",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"PK\x03\x04",
    ] {
        assert_eq!(shrunk(file), Err(UnusablePhoto::OtherKind), "{}", String::from_utf8_lossy(file));
    }
}

#[test]
fn a_photo_that_is_cut_off_or_damaged_is_refused() {
    let photo = flag(120, 90);
    let mut webp = Vec::new();
    photo
        .write_with_encoder(WebPEncoder::new_lossless(&mut webp))
        .unwrap();
    for whole in [
        jpeg(&photo),
        jpeg(&noise(120, 90)),
        png(&photo),
        png(&noise(90, 60)),
        webp,
    ] {
        assert!(shrunk(&whole).is_ok());
        for part in [4, 10, 30, 50, 90] {
            let cut = &whole[..whole.len() * part / 100];
            assert!(shrunk(cut).is_err(), "{part} % of {} bytes", whole.len());
        }
        // Whatever a bit of it says instead, it is a photo or none, and nothing panics.
        for at in (0..whole.len()).step_by(whole.len() / 40 + 1) {
            let mut other = whole.clone();
            other[at] ^= 0xFF;
            drop(shrunk(&other));
        }
    }
}

#[test]
fn a_small_file_of_very_many_pixels_is_never_decoded() {
    // The size alone is altered: what such a file would take is not asked for.
    let mut wide = png(&flag(8, 8));
    wide[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let mut crc = flate_crc(&wide[12..29]).to_be_bytes().to_vec();
    wide.splice(29..33, crc.drain(..));
    assert_eq!(shrunk(&wide), Err(UnusablePhoto::TooWide));
    let mut wide = jpeg(&flag(8, 8));
    let frame = wide.windows(2).position(|it| it == [0xFF, 0xC0]).unwrap();
    wide[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(shrunk(&wide), Err(UnusablePhoto::TooWide));
}

/// The checksum of a PNG's chunk.
fn flate_crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & 0_u32.wrapping_sub(crc & 1));
        }
    }
    !crc
}

#[test]
fn a_file_of_more_than_four_megabytes_is_not_looked_at() {
    let mut heavy = jpeg(&flag(60, 40));
    heavy.resize(LARGEST_UPLOAD + 1, 0);
    assert_eq!(shrunk(&heavy), Err(UnusablePhoto::TooHeavy));
    heavy.truncate(LARGEST_UPLOAD);
    assert!(
        shrunk(&heavy).is_ok(),
        "what follows a photo's end is left out"
    );
}
