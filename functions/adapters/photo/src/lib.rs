//! Makes an uploaded photo fit for the site: upright, small, drawn anew, so that nothing of the file comes along that is
//! not seen. It keeps nothing and knows no form.

mod jpeg;

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use publishing::{LARGE_WIDTH, PhotoId, photo_widths};

/// The largest file taken, in bytes.
pub const LARGEST_UPLOAD: usize = 4 * 1024 * 1024;

/// The largest file made, in bytes.
pub const LARGEST_FILE: usize = 300 * 1000;

/// The most pixels that are decoded: what telephones take, and a quarter of what a function has room for.
const MOST_PIXELS: u64 = 26_000_000;

/// The most bytes that a decoder may use: twice what so many pixels take.
const MOST_BYTES: u64 = 2 * 4 * MOST_PIXELS;

/// The height of the larger file, in pixels, at most: of a photo that stands.
const LARGE_HEIGHT: u32 = 1280;

/// Tried in turn until a file is small enough.
const QUALITIES: [u8; 5] = [82, 74, 64, 52, 40];

/// Why no photo becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnusablePhoto {
    /// Its beginning says that it is something else, whatever its name says.
    #[error("neither JPEG, PNG nor WebP")]
    OtherKind,
    /// Its bytes are too many.
    #[error("more than {LARGEST_UPLOAD} bytes")]
    TooHeavy,
    /// Its pixels are too many.
    #[error("more than {MOST_PIXELS} pixels")]
    TooWide,
    /// It cannot be decoded to its end.
    #[error("broken")]
    Broken,
}

/// A photo as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShrunkPhoto {
    /// Its name.
    pub id: PhotoId,
    /// Width and height of its largest file, in pixels.
    pub size: (u32, u32),
    /// Its files as JPEG, each with its width, the smallest first.
    pub files: Vec<(u32, Vec<u8>)>,
}

/// Makes a photo of a file.
///
/// # Errors
/// When it is none that can be used. Nothing is decoded before its kind and its size are known.
pub fn shrunk(file: &[u8]) -> Result<ShrunkPhoto, UnusablePhoto> {
    if file.len() > LARGEST_UPLOAD {
        return Err(UnusablePhoto::TooHeavy);
    }
    let photo = small_enough(file)?;
    let mut size = fitting((photo.width(), photo.height()), (LARGE_WIDTH, LARGE_HEIGHT));
    loop {
        if let Some(files) = files(&photo, size) {
            let id = PhotoId::of(files.iter().map(|(_, bytes)| bytes.as_slice()));
            return Ok(ShrunkPhoto { id, size, files });
        }
        size = (size.0 * 3 / 4, size.1 * 3 / 4);
    }
}

/// The photo upright on white, not much larger than it is published.
fn small_enough(file: &[u8]) -> Result<RgbImage, UnusablePhoto> {
    let mut decoder = decoder(file)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_BYTES {
        return Err(UnusablePhoto::TooWide);
    }
    if file.starts_with(&jpeg::START) && !jpeg::is_whole(file) {
        return Err(UnusablePhoto::Broken);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut photo = DynamicImage::from_decoder(decoder).map_err(|error| unusable(&error))?;
    // Twice as large in each direction: what follows is slower and better.
    let turned = 2 * LARGE_WIDTH.max(LARGE_HEIGHT);
    if width > turned || height > turned {
        photo = photo.thumbnail(turned, turned);
    }
    photo.apply_orientation(orientation);
    Ok(on_white(&photo))
}

fn decoder(file: &[u8]) -> Result<impl ImageDecoder + '_, UnusablePhoto> {
    let format = image::guess_format(file).map_err(|_| UnusablePhoto::OtherKind)?;
    if !matches!(
        format,
        ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
    ) {
        return Err(UnusablePhoto::OtherKind);
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    reader.into_decoder().map_err(|error| unusable(&error))
}

fn unusable(error: &ImageError) -> UnusablePhoto {
    match error {
        ImageError::Limits(_) => UnusablePhoto::TooWide,
        _ => UnusablePhoto::Broken,
    }
}

fn on_white(photo: &DynamicImage) -> RgbImage {
    let mut flat = RgbImage::new(photo.width(), photo.height());
    for (to, from) in flat.pixels_mut().zip(photo.to_rgba8().pixels()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let over = |colour: u32| {
            let mixed = (colour * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        to.0 = [red, green, blue].map(over);
    }
    flat
}

/// The largest size of the same shape within bounds, never larger than it was.
fn fitting(size: (u32, u32), within: (u32, u32)) -> (u32, u32) {
    let (width, height) = (f64::from(size.0), f64::from(size.1));
    let scale = (f64::from(within.0) / width).min(f64::from(within.1) / height);
    let scaled = |length: f64| (length * scale.min(1.0)).round().max(1.0) as u32;
    (scaled(width), scaled(height))
}

/// The files of a photo of that size; `None`: one is too large however it is written.
fn files(photo: &RgbImage, size: (u32, u32)) -> Option<Vec<(u32, Vec<u8>)>> {
    let of_width = |width: u32| {
        let (width, height) = fitting(size, (width, size.1));
        let small = image::imageops::resize(photo, width, height, FilterType::CatmullRom);
        Some((width, written(&small)?))
    };
    photo_widths(size.0).into_iter().map(of_width).collect()
}

fn written(photo: &RgbImage) -> Option<Vec<u8>> {
    let of_quality = |quality: u8| {
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
        photo.write_with_encoder(encoder).ok()?;
        (bytes.len() <= LARGEST_FILE).then_some(bytes)
    };
    QUALITIES.into_iter().find_map(of_quality)
}

#[cfg(test)]
mod tests;
