//! Acts as they are sent, read strictly.

use super::{
    super::model::Priority,
    model::{Act, Change, MAX_CHANGES},
    shapes,
};
use crate::{
    base::{
        Timestamp,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    http::JsonBody,
};

/// The words of acts.
const KINDS: &[&str] = &[
    "assign_agent",
    "assign_team",
    "snooze",
    "wake",
    "resolve",
    "reopen",
    "priority",
    "tag",
    "untag",
    "unread",
    "read",
];

/// What a request asks to be done, in order.
pub struct SentActs(pub Vec<Change>);

impl JsonBody for SentActs {
    type Shape = shapes::Acts;
}

impl ReadJson for SentActs {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let changes =
            fields.required_with("changes", |json, place, wrong| json::list(json, place, wrong, [1, MAX_CHANGES]));
        fields.finish();
        changes.map(Self)
    }
}

impl ReadJson for Change {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let conversation = fields.required("conversation_id");
        let act = fields.required("act");
        fields.finish();
        Some(Self { conversation: conversation?, act: act? })
    }
}

impl ReadJson for Act {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let kind = fields.required_with("type", |json, place, wrong| word(&json, place, wrong, KINDS))?;
        let act = match kind {
            "assign_agent" => or_null(&mut fields, "agent_id", json::id).map(Self::AssignAgent),
            "assign_team" => or_null(&mut fields, "team_id", json::id).map(Self::AssignTeam),
            "snooze" => or_null(&mut fields, "until", moment).map(Self::Snooze),
            "wake" => Some(Self::Wake),
            "resolve" => Some(Self::Resolve),
            "reopen" => Some(Self::Reopen),
            "priority" => fields.required_with("priority", priority).map(Self::Priority),
            "tag" => fields.required("tag_id").map(Self::Tag),
            "untag" => fields.required("tag_id").map(Self::Untag),
            "unread" => Some(Self::Unread),
            _ => Some(Self::Read),
        };
        fields.finish();
        act
    }
}

/// A field that must be there and may be `null`, so that forgetting it does not take something away.
fn or_null<'j, T>(
    fields: &mut Fields<'j, '_, '_>,
    name: &'static str,
    read: impl FnOnce(Json<'j>, &Place<'_>, &mut Wrong) -> Option<T>,
) -> Option<Option<T>> {
    fields.required_with(name, |json, place, wrong| match json {
        Json::Null => Some(None),
        json => read(json, place, wrong).map(Some),
    })
}

fn moment(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Timestamp> {
    let sentence = "Expected a moment in milliseconds since 1970, or null for until the visitor writes.";
    json.as_whole().map_or_else(|| wrong.at(place, sentence), |millis| Some(Timestamp::from_millis(millis)))
}

fn priority(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Priority> {
    let words = Priority::ALL.map(Priority::as_str);
    let said = word(&json, place, wrong, &words)?;
    Priority::ALL.into_iter().find(|priority| priority.as_str() == said)
}

fn word(json: &Json<'_>, place: &Place<'_>, wrong: &mut Wrong, known: &[&'static str]) -> Option<&'static str> {
    json::word(json, place, wrong, (known, ["There is no", "Known are"]))
}
