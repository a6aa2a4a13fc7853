//! Drafts on the wire.

use poem_openapi::{Enum, Object};

use super::model;
use crate::{
    base::{
        ids::ConversationId,
        json::{Fields, Json, Place, ReadJson, Wrong},
    },
    http::JsonBody,
};

/// What an agent has begun to write.
#[derive(Debug, Object)]
pub struct Draft {
    pub conversation_id: ConversationId,
    pub mode: DraftMode,
    pub body: String,
    /// The last message there was when it was begun.
    pub after_number: i64,
    /// Milliseconds since 1970 in UTC.
    pub updated_at: i64,
}

/// What a draft is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum DraftMode {
    Reply,
    Note,
}

/// What is to be kept.
#[derive(Debug, Object)]
pub struct PutDraft {
    /// At most 40,000 characters; without any text the draft goes.
    pub body: String,
    /// The last message there was when it was begun; without it the last there is now.
    pub after_number: Option<i64>,
}

/// The draft as it is kept.
#[derive(Debug, Object)]
pub struct KeptDraft {
    /// Absent where it was empty and so went.
    pub draft: Option<Draft>,
}

/// Drafts of the agent, newest first.
#[derive(Debug, Object)]
pub struct Drafts {
    /// At most 100.
    pub drafts: Vec<Draft>,
    /// Whether there are older ones that are not listed.
    pub has_more: bool,
}

/// A draft as it was read.
pub struct DraftBody {
    pub body: String,
    pub after_number: Option<i64>,
}

impl JsonBody for DraftBody {
    type Shape = PutDraft;
}

impl ReadJson for DraftBody {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let body = fields.required_with("body", text);
        let after_number = fields.optional_with("after_number", whole);
        fields.finish();
        Some(Self { body: body?, after_number })
    }
}

/// Text as it stands there: what may be sent is judged when it is.
fn text(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    let Json::Text(text) = json else { return wrong.at(place, format!("Expected text, not {}.", json.noun())) };
    let length = text.chars().count();
    if length > model::MAX_CHARS {
        let most = model::MAX_CHARS;
        return wrong.at(place, format!("A draft may have {most} characters; this one has {length}. Shorten it."));
    }
    Some(text.into_owned())
}

fn whole(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<i64> {
    json.as_whole().map_or_else(|| wrong.at(place, "Expected a whole number, such as 12."), Some)
}

impl From<DraftMode> for model::Mode {
    fn from(mode: DraftMode) -> Self {
        match mode {
            DraftMode::Reply => Self::Reply,
            DraftMode::Note => Self::Note,
        }
    }
}

impl From<model::Draft> for Draft {
    fn from(draft: model::Draft) -> Self {
        let mode = match draft.mode {
            model::Mode::Reply => DraftMode::Reply,
            model::Mode::Note => DraftMode::Note,
        };
        Self {
            conversation_id: draft.conversation,
            mode,
            body: draft.body,
            after_number: draft.after_number,
            updated_at: draft.updated_at.as_millis(),
        }
    }
}
