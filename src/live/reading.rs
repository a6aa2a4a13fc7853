//! Frames into our types, as strictly as bodies: every wrong field is named, in words for whoever wrote the client.
//!
//! A message that cannot be read must still be answered under its own name. Whoever is only told that the connection
//! ends connects again and sends the same message again, for ever; a refusal ends that.

use serde::Deserialize;
use serde_json::Value;

use super::protocol::*;
use crate::{
    base::{
        FieldErrors,
        file_types::MAX_PER_MESSAGE,
        ids::FileId,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    conversations::{model::MessageBody, shapes::MessageContent},
    http::ApiError,
};

/// What a panel says after its greeting.
pub enum PanelSaid {
    Post(PostFrame),
    Typing(TypingSays),
    Read(ReadSays),
}

/// What an inbox says.
pub enum InboxSaid {
    Post(PostFrame),
    Typing(TypingSays),
    Read(ReadSays),
    Watch(WatchSays),
    Note(NoteFrame),
    Viewing(ViewingSays),
    Idle(IdleSays),
}

/// Why a frame is not taken.
pub enum Unread {
    /// It is a message and says its name: that one is refused, and the connection goes on.
    Message { client_id: String, detail: String },
    /// Anything else; the connection ends.
    Frame(Fault),
}

/// What is wrong with a frame.
pub enum Fault {
    /// It is no JSON that we read. Holds the sentence.
    Unreadable(String),
    Wrong(FieldErrors),
}

/// A sentence names this many wrong fields; a connection that ends, or a person who reads it, needs no more.
const NAMED: usize = 3;

/// The first frame of a panel.
#[derive(Deserialize)]
#[serde(tag = "type")]
enum First {
    #[serde(rename = "hello")]
    Hello(VisitorHello),
}

/// The word of a message in `type`.
const POST: &str = "message.post";

/// The word of a note.
const NOTE: &str = "note.post";

/// The greeting, if it is one.
pub fn hello(text: &str) -> Option<VisitorHello> {
    serde_json::from_str(text).ok().map(|First::Hello(hello)| hello)
}

/// Reads one frame.
///
/// # Errors
/// [`Unread`], which says whether the connection may go on.
pub fn frame<T: ReadJson>(bytes: &[u8]) -> Result<T, Unread> {
    let tree = json::parse(bytes).map_err(|sentence| unreadable(bytes, sentence))?;
    let is_post = tree.get("type").and_then(Json::as_text).is_some_and(|kind| kind == POST || kind == NOTE);
    let client_id = tree.get("client_id").and_then(Json::as_text).filter(|_| is_post).map(str::to_owned);
    let mut wrong = Wrong::default();
    let said = T::read_json(tree, &Place::Top, &mut wrong);
    let (_, errors) = wrong.into_parts();
    match (said, client_id) {
        (Some(said), _) if errors.is_empty() => Ok(said),
        (_, Some(client_id)) => {
            let detail = format!("This message could not be read. {}", Fault::Wrong(errors).sentence());
            Err(Unread::Message { client_id, detail })
        }
        _ => Err(Unread::Frame(Fault::Wrong(errors))),
    }
}

/// A second, tolerant look at what is not JSON as we read it.
fn unreadable(bytes: &[u8], sentence: String) -> Unread {
    // The sentence is written for requests, where the body is the whole; in a frame `body` is a field.
    let sentence = sentence.strip_prefix("The body").map_or(sentence.clone(), |rest| format!("The frame{rest}"));
    // Only a request can hold bytes that are no text, and is answered as every such request.
    let Ok(text) = std::str::from_utf8(bytes) else { return Unread::Frame(Fault::Unreadable(sentence)) };
    let mended = json::without_halves(text);
    let glimpse: Value = serde_json::from_str(mended.as_deref().unwrap_or(text)).unwrap_or_default();
    let (true, Some(client_id)) = (glimpse["type"] == POST || glimpse["type"] == NOTE, glimpse["client_id"].as_str())
    else {
        return Unread::Frame(Fault::Unreadable(sentence));
    };
    let fault = glimpse["body"].as_str().and_then(|body| MessageBody::parse(body).err());
    let detail = match (mended, fault) {
        (Some(_), _) => "This message holds half of a character, such as an emoji that was cut in two. Remove it and \
                         send the message again."
            .to_owned(),
        (None, Some(fault)) => fault.to_string(),
        (None, None) => format!("This message could not be read. {sentence}"),
    };
    Unread::Message { client_id: client_id.to_owned(), detail }
}

impl Fault {
    /// What is wrong, for a frame or a person.
    pub fn sentence(&self) -> String {
        let errors = match self {
            Self::Unreadable(sentence) => return sentence.clone(),
            Self::Wrong(errors) => errors,
        };
        let name = |pointer: &str| pointer.trim_start_matches('/').replace("~1", "/").replace("~0", "~");
        let said = errors.iter().take(NAMED).map(|error| match error.pointer.as_str() {
            "" => error.detail.clone(),
            pointer => format!("“{}”: {}", name(pointer), error.detail),
        });
        let said = said.collect::<Vec<_>>().join(" ");
        match errors.iter().skip(NAMED).count() {
            0 => said,
            1 => format!("{said} One more field is wrong."),
            more => format!("{said} {more} more fields are wrong."),
        }
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unreadable(sentence) => Self::unreadable(sentence),
            Fault::Wrong(errors) => errors.into(),
        }
    }
}

impl ReadJson for PanelSaid {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let kind = fields.required_with("type", |json, place, wrong| {
            if json.as_text() == Some("hello") {
                return wrong.at(place, "A connection says hello once, as its first frame.");
            }
            kind(&json, place, wrong, &[POST, "typing", "read"])
        })?;
        match kind {
            "typing" => typing(fields).map(Self::Typing),
            "read" => read(fields).map(Self::Read),
            _ => post(fields).map(Self::Post),
        }
    }
}

impl ReadJson for InboxSaid {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let kind = fields.required_with("type", |json, place, wrong| {
            kind(&json, place, wrong, &[POST, "typing", "read", "watch", NOTE, "viewing", "idle"])
        })?;
        match kind {
            "typing" => typing(fields).map(Self::Typing),
            "read" => read(fields).map(Self::Read),
            "watch" => watch(fields).map(Self::Watch),
            NOTE => note(fields).map(Self::Note),
            "viewing" => viewing(fields).map(Self::Viewing),
            "idle" => idle(fields).map(Self::Idle),
            _ => post(fields).map(Self::Post),
        }
    }
}

/// Which of the `known` kinds a frame is.
fn kind(json: &Json<'_>, place: &Place<'_>, wrong: &mut Wrong, known: &[&'static str]) -> Option<&'static str> {
    json::word(json, place, wrong, (known, ["There is no frame of the kind", "Known kinds are"]))
}

fn post(mut fields: Fields<'_, '_, '_>) -> Option<PostFrame> {
    let client_id = fields.required_with("client_id", text);
    let conversation_id = fields.optional_with("conversation_id", json::id);
    let body = fields.required_with("body", text);
    let file_ids = fields.optional_with("file_ids", file_ids);
    let content = fields.optional_with("content", MessageContent::read_json);
    let after_number = fields.optional_with("after_number", whole);
    fields.finish();
    Some(PostFrame { client_id: client_id?, conversation_id, body: body?, file_ids, content, after_number })
}

fn note(mut fields: Fields<'_, '_, '_>) -> Option<NoteFrame> {
    let client_id = fields.required_with("client_id", text);
    let conversation_id = fields.required("conversation_id");
    let body = fields.required_with("body", text);
    let mentions = fields.optional_with("mentions", |json, place, wrong| {
        let Json::List(elements) = json else {
            return wrong.at(place, format!("Expected a list, not {}.", json.noun()));
        };
        let ids = elements.into_iter().enumerate();
        Some(ids.filter_map(|(index, element)| json::id(element, &Place::Element(place, index), wrong)).collect())
    });
    let file_ids = fields.optional_with("file_ids", file_ids);
    fields.finish();
    Some(NoteFrame { client_id: client_id?, conversation_id: conversation_id?, body: body?, mentions, file_ids })
}

fn viewing(mut fields: Fields<'_, '_, '_>) -> Option<ViewingSays> {
    let conversation_id = fields.optional_with("conversation_id", json::id);
    let is_replying = fields.required_with("is_replying", json::flag);
    fields.finish();
    Some(ViewingSays { conversation_id, is_replying: is_replying? })
}

fn idle(mut fields: Fields<'_, '_, '_>) -> Option<IdleSays> {
    let is_idle = fields.required_with("is_idle", json::flag);
    fields.finish();
    Some(IdleSays { is_idle: is_idle? })
}

fn whole(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<i64> {
    match &json {
        Json::Number(number) => match number.parse() {
            Ok(number) => Some(number),
            Err(_) => wrong.at(place, "Expected a whole number, such as 12."),
        },
        other => wrong.at(place, format!("Expected a whole number, such as 12, not {}.", other.noun())),
    }
}

/// Files by their ids, each once.
fn file_ids(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Vec<FileId>> {
    let Json::List(elements) = json else {
        return wrong.at(place, format!("Expected a list, not {}.", json.noun()));
    };
    if elements.len() > MAX_PER_MESSAGE {
        let count = elements.len();
        return wrong.at(place, format!("A message takes {MAX_PER_MESSAGE} files, not {count}. Send them in parts."));
    }
    let mut ids = Vec::with_capacity(elements.len());
    for (index, element) in elements.into_iter().enumerate() {
        let place = Place::Element(place, index);
        let Some(file) = json::id(element, &place, wrong) else { continue };
        if ids.contains(&file) {
            wrong.at::<()>(&place, "This file stands here twice. Name each once.");
        }
        ids.push(file);
    }
    Some(ids)
}

fn typing(mut fields: Fields<'_, '_, '_>) -> Option<TypingSays> {
    let conversation_id = fields.required("conversation_id");
    let is_typing = fields.required_with("is_typing", json::flag);
    fields.finish();
    Some(TypingSays { conversation_id: conversation_id?, is_typing: is_typing? })
}

fn read(mut fields: Fields<'_, '_, '_>) -> Option<ReadSays> {
    let conversation_id = fields.required("conversation_id");
    let number = fields.required_with("number", whole);
    fields.finish();
    Some(ReadSays { conversation_id: conversation_id?, number: number? })
}

fn watch(mut fields: Fields<'_, '_, '_>) -> Option<WatchSays> {
    let contact_ids = fields.required_with("contact_ids", |json, place, wrong| {
        let Json::List(elements) = json else {
            return wrong.at(place, format!("Expected a list, not {}.", json.noun()));
        };
        let ids = elements.into_iter().enumerate();
        Some(ids.filter_map(|(index, element)| json::id(element, &Place::Element(place, index), wrong)).collect())
    });
    fields.finish();
    Some(WatchSays { contact_ids: contact_ids? })
}

/// Any text: what it may hold is the model's to say.
fn text(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.into_owned()),
        other => wrong.at(place, format!("Expected text, not {}.", other.noun())),
    }
}
