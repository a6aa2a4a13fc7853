//! A text as a picture for a phone's camera: one path of an SVG, so that the page needs no image and no script.

use qrcode::{Color, EcLevel, QrCode};

use crate::base::{Error, Result};

/// The quiet edge around it, in modules, as the standard asks.
const EDGE: usize = 4;

/// A picture that a template draws: `viewBox="0 0 {side} {side}"` and one path.
pub struct Qr {
    pub side: usize,
    pub path: String,
}

/// Draws a text.
///
/// # Errors
/// `Internal` where it is too long for a picture.
pub fn draw(text: &str) -> Result<Qr> {
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).map_err(Error::internal)?;
    let width = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while let Some(start) = row.iter().skip(x).position(|color| *color == Color::Dark).map(|at| at + x) {
            let length = row.iter().skip(start).take_while(|color| **color == Color::Dark).count();
            path.push_str(&format!("M{} {}h{length}v1h-{length}z", start + EDGE, y + EDGE));
            x = start + length;
        }
    }
    Ok(Qr { side: width + 2 * EDGE, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_in_the_path() {
        let text = "otpauth://totp/Fern:ana%40fern.example?secret=ABCDEFGH";
        let drawn = draw(text).unwrap();
        let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).unwrap();

        let runs = drawn.path.split('M').skip(1).map(|run| {
            let length = run.split_once('h').unwrap().1.split('v').next().unwrap();
            length.parse::<usize>().unwrap()
        });
        let dark = code.to_colors().iter().filter(|color| **color == Color::Dark).count();
        assert_eq!(runs.sum::<usize>(), dark);
        assert_eq!(drawn.side, code.width() + 8);
    }
}
