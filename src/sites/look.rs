//! How launcher and panel look.

use std::collections::BTreeMap;

use super::{Colour, Locale, words::words};
use crate::base::FieldErrors;

/// The farthest a launcher may stand from an edge, in pixels.
pub const MAX_OFFSET: u16 = 1_000;

/// The longest text beside the launcher's drawing, in characters: more would cover the page on a phone.
pub const MAX_LAUNCHER_TEXT: usize = 40;

/// How launcher and panel look.
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
    /// Whether the page opens the panel by a button of its own.
    pub is_launcher_hidden: bool,
    /// What the launcher says beside its drawing; empty where it is the drawing alone.
    pub launcher_texts: BTreeMap<Locale, String>,
    pub icon: Icon,
    /// Whether the launcher moves gently at the first load.
    pub has_pulse: bool,
}

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

/// The launcher's drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Chat,
    Question,
    Wave,
    /// The site's logo; the chat drawing while there is none.
    Logo,
}

words!(Side: Left = "left", Right = "right");
words!(LauncherSize: Small = "small", Medium = "medium", Large = "large");
words!(Theme: Light = "light", Dark = "dark", Auto = "auto");
words!(Icon: Chat = "chat", Question = "question", Wave = "wave", Logo = "logo");

impl Default for Look {
    fn default() -> Self {
        Self {
            position: Side::Right,
            offset_x: 20,
            offset_y: 20,
            size: LauncherSize::Medium,
            theme: Theme::Auto,
            primary: Colour::new(0x0e, 0x6b, 0x58),
            is_launcher_hidden: false,
            launcher_texts: BTreeMap::new(),
            icon: Icon::Chat,
            has_pulse: true,
        }
    }
}

impl Look {
    /// Trims the launcher's texts and drops empty ones. Wrong fields are named.
    pub(super) fn checked(mut self, errors: &mut FieldErrors) -> Self {
        for (pointer, offset) in [("/offset_x", self.offset_x), ("/offset_y", self.offset_y)] {
            if offset > MAX_OFFSET {
                errors.add(pointer, format!("Use 0 to {MAX_OFFSET} pixels."));
            }
        }
        for text in self.launcher_texts.values_mut() {
            *text = text.trim().to_owned();
        }
        self.launcher_texts.retain(|_, text| !text.is_empty());
        for (locale, text) in &self.launcher_texts {
            if text.chars().count() > MAX_LAUNCHER_TEXT || text.chars().any(char::is_control) {
                errors.add(
                    format!("/launcher_texts/{}", locale.as_str()),
                    format!("Use one line of at most {MAX_LAUNCHER_TEXT} characters."),
                );
            }
        }
        self
    }
}
