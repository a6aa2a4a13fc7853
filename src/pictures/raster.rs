//! Reading images that strangers send: bounded before anything is decoded, turned upright, without what else the file
//! says.
//!
//! Decoding takes up to a second and much memory: call it off the async threads.

use std::{
    fmt,
    io::{BufRead, Seek},
};

use image::{
    AnimationDecoder, DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits,
    codecs::{jpeg::JpegEncoder, png, webp::WebPDecoder},
};

/// The most pixels an image may have, by its header: more than any phone takes.
pub const MAX_PIXELS: u64 = 40_000_000;

/// The longest side, in pixels. Nobody takes such a picture; it would make a line of each row's memory.
const MAX_SIDE: u32 = 30_000;

/// The most memory the decoded pixels may take, in bytes: forty million of four bytes each.
const MAX_DECODED_BYTES: u64 = 4 * MAX_PIXELS;

/// What a decoder may take beside the pixels, in bytes.
const WORK_BYTES: u64 = 64 << 20;

/// Quality of JPEG files, 1 to 100: above it they only grow.
const JPEG_QUALITY: u8 = 88;

/// The kinds of images that are decoded. Their first bytes tell them, never a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RasterKind {
    Png,
    Jpeg,
    Gif,
    WebP,
}

/// Why an image is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is none of the kinds that are decoded.
    Unknown,
    /// It begins like an image and then is none.
    Broken,
    /// It has more pixels than are decoded.
    TooLarge,
    /// It moves for longer than is kept.
    TooLong,
    /// The file has more bytes than a picture may have.
    TooManyBytes,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "This is no picture that can be shown. Choose a PNG, JPEG, WebP or GIF file.",
            Self::Broken => {
                "This picture is damaged and cannot be read. Open it in a picture program, save it anew, and try again."
            }
            Self::TooLarge => "This picture has more than 40 million pixels. Make it smaller and try again.",
            Self::TooLong => "This animation is too long. Make it shorter or smaller, or send it as a video.",
            Self::TooManyBytes => "This file is larger than 2 MB. Choose a smaller one.",
        })
    }
}

impl std::error::Error for Refusal {}

/// An image as it was decoded: upright, at most eight bits a channel.
pub struct Raster {
    pub image: DynamicImage,
    pub kind: RasterKind,
}

/// What the header of an image says.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    pub kind: RasterKind,
    /// In pixels, as stored: before it is turned upright.
    pub pixels: u64,
}

impl RasterKind {
    /// The kind that a file's first bytes tell.
    pub fn of(start: &[u8]) -> Option<Self> {
        match image::guess_format(start).ok()? {
            ImageFormat::Png => Some(Self::Png),
            ImageFormat::Jpeg => Some(Self::Jpeg),
            ImageFormat::Gif => Some(Self::Gif),
            ImageFormat::WebP => Some(Self::WebP),
            _ => None,
        }
    }

    fn format(self) -> ImageFormat {
        match self {
            Self::Png => ImageFormat::Png,
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Gif => ImageFormat::Gif,
            Self::WebP => ImageFormat::WebP,
        }
    }
}

/// Reads the header only.
///
/// # Errors
/// [`Refusal`]: `Broken`, or `TooLarge` where it would not be decoded.
pub fn header(kind: RasterKind, source: impl BufRead + Seek) -> Result<Header, Refusal> {
    let decoder = open(kind, source)?;
    let (width, height) = decoder.dimensions();
    Ok(Header { kind, pixels: u64::from(width) * u64::from(height) })
}

/// Decodes an image, the first frame of one that moves, and turns it upright.
///
/// # Errors
/// [`Refusal`].
pub fn read(kind: RasterKind, source: impl BufRead + Seek) -> Result<Raster, Refusal> {
    let mut decoder = open(kind, source)?;
    let orientation = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Broken)?;
    image.apply_orientation(orientation);
    Ok(Raster { image: eight_bits(image), kind })
}

/// Whether a WebP file moves. Others are asked by their own decoders.
///
/// # Errors
/// [`Refusal::Broken`].
pub fn is_animated_webp(source: impl BufRead + Seek) -> Result<bool, Refusal> {
    Ok(WebPDecoder::new(source).map_err(|_| Refusal::Broken)?.has_animation())
}

/// The frames of a WebP file that moves.
///
/// # Errors
/// [`Refusal`].
pub fn webp_frames<'a>(source: impl BufRead + Seek + 'a) -> Result<image::Frames<'a>, Refusal> {
    let mut decoder = WebPDecoder::new(source).map_err(|_| Refusal::Broken)?;
    bound(&mut decoder)?;
    Ok(decoder.into_frames())
}

/// The same image so that neither side is longer than `side` pixels; never larger than it was.
pub fn fitted(image: &DynamicImage, side: u32) -> DynamicImage {
    if image.width() <= side && image.height() <= side {
        return image.clone();
    }
    image.thumbnail(side, side)
}

/// Whether any pixel lets something through.
pub fn is_see_through(image: &DynamicImage) -> bool {
    match image {
        DynamicImage::ImageRgba8(pixels) => pixels.pixels().any(|pixel| pixel.0[3] < u8::MAX),
        DynamicImage::ImageLumaA8(pixels) => pixels.pixels().any(|pixel| pixel.0[1] < u8::MAX),
        _ => false,
    }
}

/// As PNG.
///
/// # Errors
/// [`Refusal::Broken`]; an image that was decoded can be written.
pub fn to_png(image: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder =
        png::PngEncoder::new_with_quality(&mut bytes, png::CompressionType::Default, png::FilterType::Adaptive);
    image.write_with_encoder(encoder).map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

/// As JPEG, without what shows through.
///
/// # Errors
/// [`Refusal::Broken`], also above the 65,535 pixels a side that the format can hold.
pub fn to_jpeg(image: &DynamicImage) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    let written = match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageRgb8(_) => image.write_with_encoder(encoder),
        _ => {
            let opaque = image.to_rgb8();
            let (width, height) = opaque.dimensions();
            encoder.write_image(&opaque, width, height, image::ExtendedColorType::Rgb8)
        }
    };
    written.map_err(|_| Refusal::Broken)?;
    Ok(bytes)
}

fn open<'a>(kind: RasterKind, source: impl BufRead + Seek + 'a) -> Result<impl ImageDecoder + 'a, Refusal> {
    let mut reader = ImageReader::with_format(source, kind.format());
    reader.limits(limits());
    let decoder = reader.into_decoder().map_err(refusal)?;
    check(&decoder)?;
    Ok(decoder)
}

fn bound(decoder: &mut impl ImageDecoder) -> Result<(), Refusal> {
    check(decoder)?;
    decoder.set_limits(limits()).map_err(refusal)
}

/// Before a pixel is decoded: the header says how many there will be.
fn check(decoder: &impl ImageDecoder) -> Result<(), Refusal> {
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Refusal::Broken);
    }
    let is_too_large = u64::from(width) * u64::from(height) > MAX_PIXELS
        || width.max(height) > MAX_SIDE
        || decoder.total_bytes() > MAX_DECODED_BYTES;
    if is_too_large { Err(Refusal::TooLarge) } else { Ok(()) }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED_BYTES + WORK_BYTES);
    limits
}

fn refusal(error: image::ImageError) -> Refusal {
    match error {
        image::ImageError::Limits(_) => Refusal::TooLarge,
        _ => Refusal::Broken,
    }
}

/// Sixteen bits a channel are for those who work on pictures, and twice the size.
fn eight_bits(image: DynamicImage) -> DynamicImage {
    match image {
        DynamicImage::ImageLuma16(_) => DynamicImage::ImageLuma8(image.into_luma8()),
        DynamicImage::ImageLumaA16(_) => DynamicImage::ImageLumaA8(image.into_luma_alpha8()),
        DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => DynamicImage::ImageRgb8(image.into_rgb8()),
        DynamicImage::ImageRgba16(_) | DynamicImage::ImageRgba32F(_) => DynamicImage::ImageRgba8(image.into_rgba8()),
        fine => fine,
    }
}
