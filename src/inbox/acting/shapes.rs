//! Running a macro, on the wire.

use poem_openapi::Object;

use crate::{
    base::json::{Fields, Json, Place, ReadJson, Wrong},
    conversations::{api::ConversationSummary, model::ClientId},
    http::JsonBody,
};

/// Runs a macro.
#[derive(Debug, Object)]
pub struct RunMacro {
    /// The sender's own name for this run, 1 to 64 visible ASCII characters, best a UUID: the same again does nothing.
    pub client_id: String,
    /// The last message there was when it was begun. Where the visitor or a colleague has written since, a macro that
    /// replies is refused with 409 and nothing of it is done. Without it nothing is asked.
    pub after_number: Option<i64>,
}

/// What became of a macro.
#[derive(Debug, Object)]
pub struct MacroRun {
    /// As it stands now.
    pub conversation: ConversationSummary,
    /// Messages of the visitor that this agent has not read.
    pub unread: i64,
    /// A sentence for each step that could not be done, such as one that names a tag which is gone.
    pub skipped: Vec<String>,
}

/// A run as it was read.
pub struct RunBody {
    pub client_id: ClientId,
    pub after_number: Option<i64>,
}

impl JsonBody for RunBody {
    type Shape = RunMacro;
}

impl ReadJson for RunBody {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let client_id = fields.required_with("client_id", |json, place, wrong| {
            let read = json.as_text().and_then(|text| ClientId::parse(text).ok());
            read.map_or_else(|| wrong.at(place, "Expected 1 to 64 visible ASCII characters, best a UUID."), Some)
        });
        let after_number = fields.optional_with("after_number", |json, place, wrong| {
            json.as_whole().map_or_else(|| wrong.at(place, "Expected a whole number, such as 12."), Some)
        });
        fields.finish();
        Some(Self { client_id: client_id?, after_number })
    }
}
