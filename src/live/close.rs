//! Close codes of sockets.

/// Everything was said.
pub const NORMAL: u16 = 1000;
/// Frames are text.
pub const NOT_TEXT: u16 = 1003;
/// A frame was larger than 64 KiB.
pub const TOO_BIG: u16 = 1009;
/// The server stops or restarts: come back.
pub const RESTART: u16 = 1012;
/// The client was too slow: come back.
pub const SLOW: u16 = 1013;
/// Not, or no longer, authenticated.
pub const SIGNED_OUT: u16 = 4401;
/// Too many frames.
pub const FLOOD: u16 = 4429;
