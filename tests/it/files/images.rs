//! Images are written anew: what else they held is gone, and they look the same.

use std::io::Cursor;

use deskbell::pictures::raster;
use image::{
    AnimationDecoder, Delay, DynamicImage, Frame, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    codecs::gif::{GifDecoder, GifEncoder},
};

use super::{fetch, upload, uploaded};
use crate::support::world::World;

/// Forty by twenty pixels, red on the left and blue on the right.
fn two_halves() -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([230, 0, 0]) } else { Rgb([0, 0, 230]) }))
}

/// A photo taken with the phone turned, whose metadata tells where.
fn phone_photo() -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    // Orientation 6: the left side is up.
    exif.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0");
    // A block of GPS facts at 38.
    exif.extend(b"\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0");
    exif.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0GPS 52.5200 13.4050");
    let jpeg = raster::to_jpeg(&two_halves()).unwrap();
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length, &exif, &jpeg[2..]].concat()
}

fn animation(frames: u32, side: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for index in 0..frames {
        let image = RgbaImage::from_pixel(side, side, Rgba([(index * 40 % 256) as u8, 0, 0, 255]));
        encoder.encode_frame(Frame::from_parts(image, 0, 0, Delay::from_numer_denom_ms(100, 1))).unwrap();
    }
    drop(encoder);
    bytes
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[tokio::test]
async fn a_photo_is_turned_upright_and_no_longer_tells_where_it_was_taken() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let photo = phone_photo();
    assert!(holds(&photo, b"GPS 52.5200"));

    let file = uploaded(&visitor, "IMG_0001.JPG", photo).await;
    let response = fetch(&world, file["url"].as_str().unwrap()).await;

    assert_eq!(
        (file["name"].as_str(), file["width"].as_i64(), file["height"].as_i64()),
        (Some("IMG_0001.JPG"), Some(20), Some(40))
    );
    let bytes = response.bytes().await.unwrap();
    assert!(!holds(&bytes, b"Exif") && !holds(&bytes, b"52.5200"));
    assert_eq!(file["size"].as_u64(), Some(bytes.len() as u64));
    let shown = image::load_from_memory(&bytes).unwrap();
    assert_eq!(shown.dimensions(), (20, 40));
    let (top, bottom) = (shown.get_pixel(10, 5).0, shown.get_pixel(10, 35).0);
    assert!(top[0] > 180 && top[2] < 80 && bottom[2] > 180 && bottom[0] < 80, "{top:?} {bottom:?}");
    world.stop().await;
}

#[tokio::test]
async fn what_hides_behind_or_inside_an_image_is_gone() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let tail = b"PK\x03\x04<script>alert(1)</script>".as_slice();
    let png = raster::to_png(&two_halves()).unwrap();
    let gif = animation(1, 8);
    let jpeg = raster::to_jpeg(&two_halves()).unwrap();
    let comment = [&jpeg[..2], b"\xff\xfe\x00\x1b<script>alert(1)</script>", &jpeg[2..]].concat();
    let mut webp = Cursor::new(Vec::new());
    two_halves().write_to(&mut webp, ImageFormat::WebP).unwrap();

    for (name, bytes) in [
        ("a.png", [png.as_slice(), tail].concat()),
        ("a.gif", [gif.as_slice(), tail].concat()),
        ("a.jpg", [comment.as_slice(), tail].concat()),
        ("a.webp", [webp.get_ref().as_slice(), tail].concat()),
    ] {
        let file = uploaded(&visitor, name, bytes).await;
        let response = fetch(&world, file["url"].as_str().unwrap()).await;
        assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("inline;"), "{name}");
        assert_eq!(response.headers()["content-type"], file["media_type"].as_str().unwrap());
        let kept = response.bytes().await.unwrap();
        assert!(!holds(&kept, b"script") && !holds(&kept, b"PK\x03\x04"), "{name}");
    }
    world.stop().await;
}

#[tokio::test]
async fn an_animation_still_moves_and_an_endless_one_is_refused() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;

    let file = uploaded(&visitor, "cat.gif", animation(5, 32)).await;
    let kept = fetch(&world, file["url"].as_str().unwrap()).await.bytes().await.unwrap();
    let frames: Vec<_> = GifDecoder::new(Cursor::new(&kept)).unwrap().into_frames().collect::<Result<_, _>>().unwrap();
    let endless = upload(&visitor, "endless.gif", animation(1_001, 1)).await;

    assert_eq!(frames.len(), 5);
    assert_eq!(frames[3].buffer().get_pixel(3, 3).0[0], 120);
    assert_eq!(frames[3].delay().numer_denom_ms(), (100, 1));
    assert_eq!(endless.status(), 413);
    world.stop().await;
}

#[tokio::test]
async fn a_large_image_has_a_small_picture_beside_it_and_a_bomb_is_refused() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let photo = RgbImage::from_fn(1_200, 800, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 251) as u8]));
    let mut bomb = raster::to_png(&DynamicImage::new_luma8(1, 1)).unwrap();
    bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
    let crc = !bomb[12..29].iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    });
    bomb[29..33].copy_from_slice(&crc.to_be_bytes());

    let large = uploaded(&visitor, "photo", raster::to_jpeg(&DynamicImage::ImageRgb8(photo)).unwrap()).await;
    let tiny = uploaded(&visitor, "tiny.png", raster::to_png(&two_halves()).unwrap()).await;
    let small = fetch(&world, large["small_url"].as_str().unwrap()).await;
    let refused = upload(&visitor, "bomb.png", bomb).await;

    assert_eq!((large["name"].as_str(), large["width"].as_i64()), (Some("photo.jpg"), Some(1_200)));
    assert_eq!(small.headers()["content-type"], "image/jpeg");
    let small = image::load_from_memory(&small.bytes().await.unwrap()).unwrap();
    assert_eq!(small.dimensions(), (480, 320));
    assert!(tiny["small_url"].is_null());
    let missing = format!("{}?small", tiny["url"].as_str().unwrap());
    assert_eq!(fetch(&world, &missing).await.status(), 404);
    assert_eq!(refused.status(), 413);
    world.stop().await;
}

#[tokio::test]
async fn a_photo_in_a_phones_own_format_is_a_download() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    heic.resize(200, 0);

    for name in ["IMG_1.HEIC", "IMG_1.jpg"] {
        let file = uploaded(&visitor, name, heic.clone()).await;
        let response = fetch(&world, file["url"].as_str().unwrap()).await;

        assert_eq!((file["media_type"].as_str(), file["width"].as_i64()), (Some("image/heic"), None));
        assert!(response.headers()["content-disposition"].to_str().unwrap().starts_with("attachment;"));
        assert_eq!(response.bytes().await.unwrap(), heic);
    }
    world.stop().await;
}
