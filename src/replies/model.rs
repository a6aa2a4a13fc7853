//! The nouns of saved replies and the rules that need no database.

use super::placeholders;
use crate::base::{Actor, Error, FieldErrors, Permission, Result, Timestamp, ids::*, text};

/// The most replies that everybody uses.
pub const MAX_SHARED: i64 = 400;

/// The most replies of one agent.
pub const MAX_OWN: i64 = 100;

/// The longest name, in characters.
pub const MAX_NAME: usize = 80;

/// The longest shortcut, in characters.
pub const MAX_SHORTCUT: usize = 40;

/// The longest text, in characters.
pub const MAX_BODY: usize = 5_000;

/// A reply that was written once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedReply {
    pub id: SavedReplyId,
    /// Whose it is; everybody's without.
    pub owner: Option<AgentId>,
    pub name: String,
    /// What is typed after the slash.
    pub shortcut: Option<String>,
    /// With placeholders.
    pub body: String,
    /// How often it was inserted.
    pub uses: i64,
    pub version: i64,
    pub updated_at: Timestamp,
}

/// A reply as somebody wants it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewReply {
    /// As typed.
    pub name: String,
    /// As typed, with or without the slash; none where it is empty.
    pub shortcut: String,
    pub body: String,
}

/// Whose a reply shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    Everybody,
    /// Whoever makes it.
    Oneself,
}

impl SavedReply {
    /// Asks whether somebody may change it.
    ///
    /// # Errors
    /// `Forbidden`; `NotFound` where it is somebody else's own.
    pub fn may_change(&self, actor: &Actor) -> Result<()> {
        match (self.owner, actor) {
            (None, _) => actor.may(Permission::Curate),
            (Some(owner), Actor::Agent { id, .. }) if *id == owner => actor.may(Permission::Reply),
            (Some(_), _) => Err(Error::NotFound("saved reply")),
        }
    }
}

impl NewReply {
    /// Tidies it.
    ///
    /// # Errors
    /// `Invalid` at `/name`, `/shortcut` and `/body`.
    pub fn checked(mut self) -> Result<Self> {
        let mut errors = FieldErrors::new();
        self.name = self.name.trim().to_owned();
        if let Some(sentence) = wrong_name(&self.name) {
            errors.add("/name", sentence);
        }
        self.name = text::one_line(&self.name, MAX_NAME);
        self.shortcut = self.shortcut.trim().trim_start_matches('/').to_ascii_lowercase();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !self.shortcut.chars().all(is_plain) {
            errors.add("/shortcut", "Use only letters a to z, digits and hyphens, such as opening-hours.");
        } else if self.shortcut.len() > MAX_SHORTCUT {
            errors.add("/shortcut", format!("Use at most {MAX_SHORTCUT} characters: it is there to be typed quickly."));
        }
        self.body = self.body.replace("\r\n", "\n").trim().to_owned();
        if let Some(sentence) = wrong_text(&self.body) {
            errors.add("/body", sentence);
        }
        errors.or(self)
    }

    /// The shortcut, where there is one.
    pub fn shortcut(&self) -> Option<&str> {
        Some(self.shortcut.as_str()).filter(|shortcut| !shortcut.is_empty())
    }
}

/// What is wrong with the name of a reply or a macro.
pub fn wrong_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("Give it a name that your team will look for.");
    }
    let is_wrong = name.chars().count() > MAX_NAME || name.chars().any(char::is_control);
    is_wrong.then_some("Use one line of at most 80 characters.")
}

/// What is wrong with a text that is inserted or sent: it is there, not too long, and its placeholders are known.
pub fn wrong_text(body: &str) -> Option<String> {
    let length = body.chars().count();
    if body.is_empty() {
        return Some("Write the text that is inserted.".to_owned());
    }
    if length > MAX_BODY {
        return Some(format!("Use at most 5,000 characters; these are {length}."));
    }
    if text::has_control(body) {
        return Some("This text holds control characters. Leave them out.".to_owned());
    }
    placeholders::problem(body)
}
