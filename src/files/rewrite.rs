//! Images as they are kept: decoded, turned upright and written anew, with a small picture beside them.
//!
//! What else the file held is gone with that: where a photo was taken, what was hidden behind its end, whatever a
//! decoder might stumble on later. Blocks and takes much memory: see [`super::intake`] for how many at once.

use std::{
    fs::File,
    io::{self, BufReader},
    path::Path,
};

use image::DynamicImage;

use super::moving;
use crate::pictures::raster::{self, RasterKind, Refusal};

/// The longest side of a small picture, in pixels: a bubble is 240 wide, on screens with two pixels for one.
const SMALL_SIDE: u32 = 480;

/// A small picture is kept where the image has more bytes than this, or more pixels than it would have.
const SMALL_IS_WORTH_BYTES: usize = 64 << 10;

/// An image, written anew.
pub struct Rewritten {
    /// May differ from what was sent: a WebP photo becomes a JPEG, a moving WebP a GIF.
    pub kind: RasterKind,
    pub bytes: Vec<u8>,
    /// In pixels, upright.
    pub width: u32,
    /// In pixels, upright.
    pub height: u32,
    /// As JPEG, or as PNG where something shows through.
    pub small: Option<Vec<u8>>,
}

/// Why an image was not written anew.
pub enum Failure {
    Refused(Refusal),
    Disk(io::Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Writes the image in a file anew.
///
/// # Errors
/// [`Failure`].
pub fn anew(kind: RasterKind, path: &Path) -> Result<Rewritten, Failure> {
    let open = || File::open(path).map(BufReader::new);
    let image = raster::read(kind, open()?)?.image;
    let is_see_through = raster::is_see_through(&image);
    let (kind, bytes) = match kind {
        RasterKind::Gif => (kind, moving::gif_anew(open()?)?),
        RasterKind::WebP if raster::is_animated_webp(open()?)? => (RasterKind::Gif, moving::webp_as_gif(open()?)?),
        // Lossless is the only way to write WebP here, and makes a photo many times larger.
        RasterKind::WebP if !is_see_through => (RasterKind::Jpeg, raster::to_jpeg(&image)?),
        RasterKind::WebP | RasterKind::Png => (RasterKind::Png, raster::to_png(&image)?),
        RasterKind::Jpeg => (kind, raster::to_jpeg(&image)?),
    };
    let (width, height) = (image.width(), image.height());
    let small = if width.max(height) > SMALL_SIDE || bytes.len() > SMALL_IS_WORTH_BYTES {
        Some(small(&image, is_see_through)?).filter(|small| small.len() < bytes.len())
    } else {
        None
    };
    Ok(Rewritten { kind, bytes, width, height, small })
}

fn small(image: &DynamicImage, is_see_through: bool) -> Result<Vec<u8>, Refusal> {
    let small = raster::fitted(image, SMALL_SIDE);
    if is_see_through { raster::to_png(&small) } else { raster::to_jpeg(&small) }
}
