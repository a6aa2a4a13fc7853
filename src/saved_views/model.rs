//! The words of saved views.

use crate::{
    base::{FieldErrors, Result, ids::*, text},
    conversations::listing::shapes::{ListSort, SavedFilters},
};

/// The longest name, in characters.
pub const NAME_CHARS: usize = 60;

/// How many an agent may keep, and how many everybody may share.
pub const MOST: u32 = 50;

/// A list that somebody has put together.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedView {
    pub id: SavedViewId,
    /// Whose it is; `None` where it is everybody's.
    pub owner: Option<AgentId>,
    pub name: String,
    pub filters: SavedFilters,
    pub sort: ListSort,
    /// Grows with each change.
    pub version: i64,
}

/// What somebody wants a view to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    pub name: ViewName,
    pub filters: SavedFilters,
    pub sort: ListSort,
    pub is_shared: bool,
}

/// The name of a view: one line, 1 to 60 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    /// Takes a name as it was typed, without white space around it.
    ///
    /// # Errors
    /// `Invalid` at `/name`.
    pub fn parse(typed: &str) -> Result<Self> {
        let name = typed.trim();
        let length = name.chars().count();
        let sentence = if name.is_empty() {
            "Give the view a name.".to_owned()
        } else if length > NAME_CHARS {
            format!("A name may have {NAME_CHARS} characters; this one has {length}. Shorten it.")
        } else if text::has_control(name) || name.contains(['\n', '\t']) {
            "A name is one line without control characters.".to_owned()
        } else {
            return Ok(Self(name.to_owned()));
        };
        Err(FieldErrors::one("/name", sentence).into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SavedView {
    /// Whether `agent` sees it.
    pub fn is_seen_by(&self, agent: AgentId) -> bool {
        self.owner.is_none_or(|owner| owner == agent)
    }
}
