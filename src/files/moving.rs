//! Animations, written anew frame by frame, so that no more than one frame is in memory.

use std::{
    io::{BufRead, Seek},
    num::NonZeroU64,
};

use gif::{ColorOutput, DecodeOptions, Encoder, MemoryLimit};
use image::codecs::gif::{GifEncoder, Repeat};

use crate::pictures::raster::{self, Refusal};

/// The most frames that are kept.
const MAX_FRAMES: usize = 1_000;

/// The most pixels that all frames of a GIF may have together: a second's work.
const MAX_GIF_PIXELS: u64 = 150_000_000;

/// The most pixels that all frames of a moving WebP may have together: colours are chosen for each frame, which takes
/// several times as long.
const MAX_WEBP_PIXELS: u64 = 25_000_000;

/// The most memory one frame may take while it is decoded, in bytes.
const FRAME_BYTES: NonZeroU64 = NonZeroU64::new(2 * raster::MAX_PIXELS).expect("a frame has pixels");

/// Counts what an animation has used.
struct Budget {
    frames: usize,
    pixels: u64,
}

impl Budget {
    fn spend(&mut self, pixels: u64) -> Result<(), Refusal> {
        if self.frames == 0 || pixels > self.pixels {
            return Err(Refusal::TooLong);
        }
        self.frames -= 1;
        self.pixels -= pixels;
        Ok(())
    }
}

/// A GIF, moving or not: the same frames with their own colours and times, and nothing else the file held.
///
/// # Errors
/// [`Refusal`].
pub fn gif_anew(source: impl BufRead) -> Result<Vec<u8>, Refusal> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Bytes(FRAME_BYTES));
    options.check_frame_consistency(true);
    let mut decoder = options.read_info(source).map_err(|_| Refusal::Broken)?;
    let palette = decoder.global_palette().unwrap_or_default().to_vec();
    let mut bytes = Vec::new();
    let mut encoder =
        Encoder::new(&mut bytes, decoder.width(), decoder.height(), &palette).map_err(|_| Refusal::Broken)?;
    let mut budget = Budget { frames: MAX_FRAMES, pixels: MAX_GIF_PIXELS };
    let mut is_first = true;
    // The size of a frame stands before its pixels: nothing too large is decoded.
    while let Some(ahead) = decoder.next_frame_info().map_err(|_| Refusal::Broken)? {
        let mut frame = ahead.clone();
        budget.spend(u64::from(frame.width) * u64::from(frame.height))?;
        let mut pixels = vec![0; decoder.buffer_size()];
        decoder.read_into_buffer(&mut pixels).map_err(|_| Refusal::Broken)?;
        // The pixels come in order, however they were stored.
        frame.interlaced = false;
        frame.buffer = pixels.into();
        if is_first {
            encoder.set_repeat(decoder.repeat()).map_err(|_| Refusal::Broken)?;
        }
        is_first = false;
        encoder.write_frame(&frame).map_err(|_| Refusal::Broken)?;
    }
    if is_first {
        return Err(Refusal::Broken);
    }
    drop(encoder);
    Ok(bytes)
}

/// A moving WebP as a GIF that moves the same way: nothing here can write moving WebP.
///
/// # Errors
/// [`Refusal`].
pub fn webp_as_gif(source: impl BufRead + Seek) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new_with_speed(&mut bytes, 30);
    encoder.set_repeat(Repeat::Infinite).map_err(|_| Refusal::Broken)?;
    let mut budget = Budget { frames: MAX_FRAMES, pixels: MAX_WEBP_PIXELS };
    for frame in raster::webp_frames(source)? {
        let frame = frame.map_err(|_| Refusal::Broken)?;
        let (width, height) = frame.buffer().dimensions();
        budget.spend(u64::from(width) * u64::from(height))?;
        encoder.encode_frame(frame).map_err(|_| Refusal::Broken)?;
    }
    drop(encoder);
    Ok(bytes)
}
