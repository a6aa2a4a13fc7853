//! The nouns of a site and the rules that need no database.

use super::{Colour, Origin};
use crate::base::{Timestamp, ids::SiteId};

/// The longest name of a site or brand, in characters.
const MAX_NAME: usize = 80;

/// Longest message, in characters. About four printed pages; longer texts are better sent as a file. The panel says so
/// before sending, conversations enforce it.
pub const MESSAGE_MAX_CHARS: usize = 10_000;

/// The longest text of the panel's head, in characters.
pub const MAX_TEXT: usize = 300;

/// One installation of the widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub id: SiteId,
    /// `icw_` and 24 characters of base62. Public.
    pub app_id: String,
    /// The brand that visitors read.
    pub name: String,
    /// An inactive site answers nothing to visitors.
    pub is_active: bool,
    /// Who may embed the widget; empty means any.
    pub allowed_origins: Vec<Origin>,
    pub look: Look,
    pub last_seen_at: Option<Timestamp>,
    pub last_seen_origin: Option<String>,
}

/// How launcher and panel look and greet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    pub position: Side,
    /// Distance from the side edge, 0 to 1000 px.
    pub offset_x: u16,
    /// Distance from the bottom, 0 to 1000 px.
    pub offset_y: u16,
    pub size: LauncherSize,
    pub theme: Theme,
    /// The brand colour.
    pub primary: Colour,
    pub greeting: String,
    pub introduction: String,
    /// What visitors may expect: "We usually answer within an hour."
    pub reply_expectation: String,
    /// Whether the page opens the panel by a button of its own.
    pub is_launcher_hidden: bool,
}

/// The farthest a launcher may stand from an edge, in pixels.
pub const MAX_OFFSET: u16 = 1_000;

/// The side of the page where the launcher stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// 48, 56 or 64 px.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LauncherSize {
    Small,
    Medium,
    Large,
}

/// Light, dark, or what the visitor's system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    Auto,
}

macro_rules! words {
    ($kind:ident: $($variant:ident = $word:literal),+) => {
        impl $kind {
            /// The word in the database and in answers.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads that word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

words!(Side: Left = "left", Right = "right");
words!(LauncherSize: Small = "small", Medium = "medium", Large = "large");
words!(Theme: Light = "light", Dark = "dark", Auto = "auto");

impl Default for Look {
    fn default() -> Self {
        Self {
            position: Side::Right,
            offset_x: 20,
            offset_y: 20,
            size: LauncherSize::Medium,
            theme: Theme::Auto,
            primary: Colour::new(0x0e, 0x6b, 0x58),
            greeting: "Hello!".to_owned(),
            introduction: "Ask us anything, or share what is on your mind.".to_owned(),
            reply_expectation: "We answer as soon as we can.".to_owned(),
            is_launcher_hidden: false,
        }
    }
}

impl Site {
    /// Whether a page of `origin` may embed this site.
    pub fn allows(&self, origin: &Origin) -> bool {
        self.allowed_origins.is_empty() || self.allowed_origins.contains(origin)
    }
}

/// Reads a site's name as somebody typed it.
///
/// # Errors
/// The sentence for the field.
pub fn parse_name(typed: &str) -> Result<String, &'static str> {
    let name = typed.trim();
    let fits = !name.is_empty() && name.chars().count() <= MAX_NAME && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err("Use one line of 1 to 80 characters.") }
}
