//! Colours: the one an administrator chooses, and those that follow from it.

use std::fmt;

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// Relative luminance above which black text has more contrast than white.
const BLACK_ABOVE: f64 = 0.179;

/// How much of the brand colour is left in its light shade; the rest is white.
const LIGHT_SHARE: f64 = 0.12;

impl Colour {
    /// Black.
    pub const BLACK: Self = Self::new(0, 0, 0);
    /// White.
    pub const WHITE: Self = Self::new(255, 255, 255);

    /// A colour from its parts.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let digits: Vec<u8> =
            digits.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r, g, b] => Some(Self::new(r * 17, g * 17, b * 17)),
            [a, b, c, d, e, f] => Some(Self::new(a << 4 | b, c << 4 | d, e << 4 | f)),
            _ => None,
        }
    }

    /// Black or white, whichever is easier to read on this colour.
    pub fn readable(self) -> Self {
        if self.luminance() > BLACK_ABOVE { Self::BLACK } else { Self::WHITE }
    }

    /// How well one colour can be read on another (WCAG 2): 1 not at all, 21 black on white; 4.5 is enough for text.
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance(), other.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// A light shade for backgrounds.
    pub fn light(self) -> Self {
        let mix = |part: u8| (f64::from(part) * LIGHT_SHARE + 255.0 * (1.0 - LIGHT_SHARE)).round() as u8;
        Self::new(mix(self.red), mix(self.green), mix(self.blue))
    }

    /// Relative luminance (WCAG 2), 0 for black to 1 for white.
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_readable_on_every_brand_colour() {
        for step in 0..=u16::from(u8::MAX) / 5 {
            let grey = u8::try_from(step * 5).unwrap();
            for colour in [Colour::new(grey, grey, grey), Colour::new(grey, 90, 200), Colour::new(230, grey, 20)] {
                assert!(colour.contrast(colour.readable()) >= 4.5, "{colour}");
            }
        }
    }

    #[test]
    fn colours_are_read_and_written_as_hex() {
        assert_eq!(Colour::parse("#0E6B58").map(|colour| colour.to_string()).as_deref(), Some("#0e6b58"));
        assert_eq!(Colour::parse("#fa0"), Colour::parse("#ffaa00"));
        for wrong in ["", "0e6b58", "#0e6b5", "#gggggg", "red", "#0e6b58;}", "#１23"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }
}
