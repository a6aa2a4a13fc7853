//! The words of saved views.

use serde_json::Value;

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

/// Filters as they are stored once a tag is merged into another, which they ask for once. A field that this version does
/// not know stays as it is.
pub fn retagged(mut filters: Value, (from, into): (TagId, TagId)) -> Value {
    let (from, into) = (from.to_string(), Value::from(into.to_string()));
    if let Some(tags) = filters.get_mut("tags").and_then(Value::as_array_mut) {
        let mut kept: Vec<Value> = Vec::new();
        for tag in tags.drain(..) {
            let tag = if tag == from.as_str() { into.clone() } else { tag };
            if !kept.contains(&tag) {
                kept.push(tag);
            }
        }
        *tags = kept;
    }
    filters
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn of_two_tags_that_become_one_a_view_asks_for_that_once_and_keeps_what_it_does_not_know() {
        let ids =
            ["tag_01JZZZZZZZZZZZZZZZZZZZZZZA", "tag_01JZZZZZZZZZZZZZZZZZZZZZZB", "tag_01JZZZZZZZZZZZZZZZZZZZZZZC"];
        let [from, into, other] = ids;
        let both = (from.parse().unwrap(), into.parse().unwrap());
        let filters = |tags: &[&str]| json!({ "tags": tags, "of_a_later_version": [from] });

        assert_eq!(retagged(filters(&[other, from, into]), both), filters(&[other, into]));
        assert_eq!(retagged(filters(&[into, other]), both), filters(&[into, other]));
        assert_eq!(retagged(json!({ "states": [] }), both), json!({ "states": [] }));
    }
}
