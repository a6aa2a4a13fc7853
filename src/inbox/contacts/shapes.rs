//! People on the wire, as agents work on them.

use poem_openapi::{Enum, Object};

pub use super::super::card::shapes::ContactNoteView;
use super::model::{Alike, Person};
use crate::{
    base::{
        Timestamp,
        ids::*,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    contacts::{
        api::AttributeShape,
        history::views::{Change, Origin},
        model::{ProfileChanges, Reached},
        notes::MAX_NOTE,
        reading,
    },
    conversations::api::ConversationSummary,
    http::JsonBody,
};

/// People who were found by what was typed.
#[derive(Object)]
pub struct PeopleFound {
    /// At most 20.
    pub people: Vec<PersonView>,
}

/// A person in short, with what tells it from its namesakes.
#[derive(Object)]
pub struct PersonView {
    pub id: ContactId,
    /// The name that agents see, never empty; of somebody without `external_id` anybody may have claimed it.
    pub name: String,
    /// What the person would be called if nothing were known of it, such as “Visitor K7Q2”.
    pub short_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The business's own id: with one, the person is a customer.
    pub external_id: Option<String>,
    /// Whether a browser has proved to be this customer.
    pub is_verified: bool,
    /// Milliseconds since 1970 in UTC.
    pub last_seen_at: Option<i64>,
}

/// Others who may be the same person. Nothing of it is a proof.
#[derive(Object)]
pub struct Duplicates {
    /// At most 20, the ones with something in common in the profile first.
    pub duplicates: Vec<Duplicate>,
}

/// Somebody who may be the same person.
#[derive(Object)]
pub struct Duplicate {
    pub person: PersonView,
    pub why: DuplicateReason,
}

/// What two people have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum DuplicateReason {
    /// Both profiles hold the same e-mail address.
    SameEmail,
    /// Both profiles hold the same phone number.
    SamePhone,
    /// A page of one said the e-mail address of the other: anybody can say that.
    SaysEmail,
    /// A page of one said the phone number of the other: anybody can say that.
    SaysPhone,
}

/// A person's conversations.
#[derive(Object)]
pub struct ContactConversations {
    pub conversations: Vec<ConversationSummary>,
    /// The cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// How a profile came to be.
#[derive(Object)]
pub struct ContactHistory {
    pub changes: Vec<ContactChange>,
    /// The cursor of the next page; absent on the last.
    pub next: Option<String>,
}

/// A change of a profile.
#[derive(Object)]
pub struct ContactChange {
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    pub origin: ChangeOrigin,
    /// What the person or the key is called.
    pub by_name: Option<String>,
    /// The field, `attributes.NAME`, or `blocked`, `merged`, `parted`: then `after` names with whom, or says `yes`.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What a change was made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ChangeOrigin {
    Hand,
    Server,
    Token,
    Import,
}

/// All notes about a person, newest first; at most 200.
#[derive(Object)]
pub struct ContactNotes {
    pub notes: Vec<ContactNoteView>,
}

/// A note that was written.
#[derive(Object)]
pub struct NoteMade {
    pub id: ContactNoteId,
}

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        let Person { id, name, short_name, email, phone, external_id, is_verified, last_seen_at } = person;
        let last_seen_at = last_seen_at.map(Timestamp::as_millis);
        Self { id, name, short_name, email, phone, external_id, is_verified, last_seen_at }
    }
}

impl From<(Person, Alike)> for Duplicate {
    fn from((person, why): (Person, Alike)) -> Self {
        Self { person: person.into(), why: why.into() }
    }
}

impl From<Alike> for DuplicateReason {
    fn from(why: Alike) -> Self {
        match why {
            Alike::InProfiles(Reached::ByEmail) => Self::SameEmail,
            Alike::InProfiles(Reached::ByPhone) => Self::SamePhone,
            Alike::ByWord(Reached::ByEmail) => Self::SaysEmail,
            Alike::ByWord(Reached::ByPhone) => Self::SaysPhone,
        }
    }
}

impl From<Change> for ContactChange {
    fn from(change: Change) -> Self {
        Self {
            at: change.at.as_millis(),
            origin: match change.origin {
                Origin::Hand => ChangeOrigin::Hand,
                Origin::Server => ChangeOrigin::Server,
                Origin::Token => ChangeOrigin::Token,
                Origin::Import => ChangeOrigin::Import,
            },
            by_name: change.by,
            field: change.field,
            before: change.before,
            after: change.after,
        }
    }
}

/// Changes to a profile. What is absent stays; `null` or empty text clears.
#[derive(Debug, Object)]
pub struct EditContact {
    #[oai(nullable, validator(max_length = 200))]
    pub name: Option<String>,
    #[oai(nullable, validator(max_length = 254))]
    pub email: Option<String>,
    #[oai(nullable, validator(max_length = 64))]
    pub phone: Option<String>,
    #[oai(nullable, validator(max_length = 200))]
    pub username: Option<String>,
    #[oai(nullable, validator(max_length = 500))]
    pub address: Option<String>,
    #[oai(nullable, validator(max_length = 2000))]
    pub avatar_url: Option<String>,
    /// Merged into what is there; `null` removes one.
    pub attributes: Option<std::collections::BTreeMap<String, AttributeShape>>,
    /// The `version` that the form was made from. Where one of these fields was changed since, nothing is changed and
    /// the answer (409) says what each is now.
    pub version: Option<i64>,
}

/// A note about a person.
#[derive(Debug, Object)]
pub struct WriteContactNote {
    #[oai(validator(min_length = 1, max_length = 4000))]
    pub body: String,
}

/// The confirmation that a person is to be erased.
#[derive(Debug, Object)]
pub struct EraseContact {
    /// The person's name, as the card shows it.
    pub name: String,
}

/// Changes to a profile, as they were read.
pub struct Edit {
    pub changes: ProfileChanges,
    pub version: Option<Timestamp>,
}

/// A note, as it was read.
pub struct NoteBody(pub String);

/// A confirmation, as it was read.
pub struct Confirmed(pub String);

impl JsonBody for Edit {
    type Shape = EditContact;
}

impl JsonBody for NoteBody {
    type Shape = WriteContactNote;
}

impl JsonBody for Confirmed {
    type Shape = EraseContact;
}

impl ReadJson for Edit {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let changes = reading::profile(&mut fields);
        let version = fields.optional_with("version", version);
        fields.finish();
        Some(Self { changes, version })
    }
}

impl ReadJson for NoteBody {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        // Twice the length: what is only too long gets a sentence of its own.
        let body = fields.required_with("body", |json, place, wrong| json::text(json, place, wrong, [0, 2 * MAX_NOTE]));
        fields.finish();
        body.map(Self)
    }
}

impl ReadJson for Confirmed {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [0, 1_000]));
        fields.finish();
        name.map(Self)
    }
}

fn version(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Timestamp> {
    match json.as_whole() {
        Some(millis) => Some(Timestamp::from_millis(millis)),
        None => wrong.at(place, "Expected the version that the card was read with."),
    }
}
