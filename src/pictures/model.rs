//! What a picture is, and how an uploaded file becomes one.

use std::{fmt, io::Cursor, str::FromStr};

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use sha2::{Digest, Sha256};

use super::raster::{self, RasterKind, Refusal};

/// The most bytes an uploaded file may have: 2 MiB.
pub const MAX_UPLOAD_BYTES: usize = 2 << 20;

/// The most bytes a picture may have: it stands in the database and is loaded by every page that shows it.
pub const MAX_BYTES: usize = 200_000;

/// The longest side of a picture, in pixels: the largest place it is shown at has 96, on the sharpest screens.
const SIDE: u32 = 256;

/// The smallest side that a picture is shrunk to where it does not fit into [`MAX_BYTES`], in pixels.
const LEAST_SIDE: u32 = 32;

/// Where everybody can fetch the picture with this id, as a path.
pub fn url_of(id: &str) -> String {
    format!("/w/pictures/{id}")
}

/// Names a picture: 64 lower-case hex digits of the SHA-256 of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PictureId(String);

/// A picture, ready to be stored and shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub id: PictureId,
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl PictureId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PictureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PictureId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_id = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if is_id { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

impl ToSql for PictureId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for PictureId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|()| FromSqlError::InvalidType)
    }
}

impl Picture {
    /// Makes a picture of an uploaded file: upright, at most 256 × 256 pixels, written anew as PNG, or as JPEG where
    /// it was one or a PNG would be too large. Decodes, so call it off the async threads and outside a transaction.
    ///
    /// # Errors
    /// [`Refusal`], whose text is the sentence for the reader.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_UPLOAD_BYTES {
            return Err(Refusal::TooManyBytes);
        }
        let kind = RasterKind::of(bytes).ok_or(Refusal::Unknown)?;
        let image = raster::read(kind, Cursor::new(bytes))?.image;
        let is_see_through = raster::is_see_through(&image);
        let mut side = SIDE;
        loop {
            let small = raster::fitted(&image, side);
            if kind != RasterKind::Jpeg || is_see_through {
                let png = raster::to_png(&small)?;
                if png.len() <= MAX_BYTES {
                    return Ok(Self::of("image/png", png));
                }
            }
            if !is_see_through {
                let jpeg = raster::to_jpeg(&small)?;
                if jpeg.len() <= MAX_BYTES {
                    return Ok(Self::of("image/jpeg", jpeg));
                }
            }
            // Noise that lets something through is all that comes here.
            side = side * 3 / 4;
            if side < LEAST_SIDE {
                return Err(Refusal::Broken);
            }
        }
    }

    fn of(media_type: &str, bytes: Vec<u8>) -> Self {
        let id = PictureId(hex::encode(Sha256::digest(&bytes)));
        Self { id, media_type: media_type.to_owned(), bytes }
    }
}

#[cfg(test)]
mod tests {
    use image::{DynamicImage, GenericImageView, Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn decoded(picture: &Picture) -> DynamicImage {
        image::load_from_memory(&picture.bytes).unwrap()
    }

    #[test]
    fn a_large_photo_becomes_a_small_jpeg_of_the_same_shape() {
        let photo =
            RgbImage::from_fn(2_000, 1_000, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 251) as u8]));
        let upload = raster::to_jpeg(&DynamicImage::ImageRgb8(photo)).unwrap();

        let picture = Picture::read(&upload).unwrap();

        assert_eq!((picture.media_type.as_str(), decoded(&picture).dimensions()), ("image/jpeg", (256, 128)));
        assert!(picture.bytes.len() <= MAX_BYTES && picture.id.as_str().len() == 64);
    }

    #[test]
    fn a_logo_keeps_what_shows_through_and_is_never_made_larger() {
        let logo = RgbaImage::from_fn(40, 20, |x, _| Rgba([200, 0, 0, if x < 20 { 0 } else { 255 }]));
        let upload = raster::to_png(&DynamicImage::ImageRgba8(logo)).unwrap();

        let picture = Picture::read(&upload).unwrap();

        assert_eq!((picture.media_type.as_str(), decoded(&picture).dimensions()), ("image/png", (40, 20)));
        assert_eq!(decoded(&picture).get_pixel(0, 0).0[3], 0);
    }

    #[test]
    fn noise_still_fits() {
        let mut state = 1_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        let logo = RgbaImage::from_fn(300, 300, |_, _| Rgba([noise(), noise(), noise(), noise()]));
        let upload = raster::to_png(&DynamicImage::ImageRgba8(logo)).unwrap();

        let picture = Picture::read(&upload).unwrap();

        assert!(picture.bytes.len() <= MAX_BYTES, "{}", picture.bytes.len());
    }

    #[test]
    fn what_is_no_picture_is_refused_in_words() {
        let svg = Picture::read(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
        let broken = Picture::read(b"\x89PNG\r\n\x1a\n and then nothing");
        let heavy = Picture::read(&vec![0; MAX_UPLOAD_BYTES + 1]);

        assert_eq!(
            [svg, broken, heavy].map(Result::unwrap_err),
            [Refusal::Unknown, Refusal::Broken, Refusal::TooManyBytes]
        );
    }

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        let mut png = raster::to_png(&DynamicImage::new_luma8(1, 1)).unwrap();
        // The header says 50,000 × 50,000; its checksum is made to fit.
        png[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let checksum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());

        assert_eq!(Picture::read(&png), Err(Refusal::TooLarge));
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }
}
