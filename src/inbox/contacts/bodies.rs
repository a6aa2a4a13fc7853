//! What requests about people hold, read strictly.

use poem_openapi::Object;

use crate::{
    base::{
        Timestamp,
        ids::ContactId,
        json::{self, Fields, Json, Place, ReadJson, Wrong},
    },
    contacts::{api::AttributeShape, model::ProfileChanges, notes::MAX_NOTE, reading},
    http::JsonBody,
};

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

/// With whom to merge.
#[derive(Debug, Object)]
pub struct MergeContact {
    pub other: ContactId,
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

/// With whom to merge, as it was read.
pub struct Other(pub ContactId);

/// A confirmation, as it was read.
pub struct Confirmed(pub String);

impl JsonBody for Edit {
    type Shape = EditContact;
}

impl JsonBody for NoteBody {
    type Shape = WriteContactNote;
}

impl JsonBody for Other {
    type Shape = MergeContact;
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

impl ReadJson for Other {
    fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let other = fields.required_with("other", |json, place, wrong| {
            match json.as_text().and_then(|text| text.parse().ok()) {
                Some(id) => Some(id),
                None => wrong.at(place, "Expected the id of a person."),
            }
        });
        fields.finish();
        other.map(Self)
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
    let millis = if let Json::Number(number) = &json { number.parse().ok() } else { None };
    match millis {
        Some(millis) => Some(Timestamp::from_millis(millis)),
        None => wrong.at(place, "Expected the version that the card was read with."),
    }
}
