//! Merges on the wire.

use poem_openapi::Object;

use crate::{
    base::{
        ids::*,
        json::{Fields, Json, Place, ReadJson, Wrong},
    },
    http::JsonBody,
    people::merging::{
        plan::Field,
        views::{Preview, Recent, Side},
    },
};

/// Merges that can still be taken back, newest first; at most 20.
#[derive(Object)]
pub struct RecentMerges {
    pub merges: Vec<RecentMerge>,
}

/// A merge that can still be taken back.
#[derive(Object)]
pub struct RecentMerge {
    pub id: ContactMergeId,
    /// What the one that went is called in the history.
    pub name: String,
    pub by_name: Option<String>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// Milliseconds since 1970 in UTC.
    pub undo_until: i64,
}

/// Two people side by side before they are made one.
#[derive(Object)]
pub struct MergePreview {
    /// Who stays: the customer, else the older.
    pub stays: MergeSide,
    /// Whose conversations, browsers and notes move there.
    pub goes: MergeSide,
    /// Every field that one of both has.
    pub fields: Vec<MergeField>,
    /// Why it cannot be done; absent where it can.
    pub refusal: Option<String>,
    /// For how many days it can be taken back.
    pub undo_days: i64,
}

/// One of two people.
#[derive(Object)]
pub struct MergeSide {
    pub id: ContactId,
    /// Never empty.
    pub name: String,
    pub external_id: Option<String>,
    pub is_blocked: bool,
    /// Milliseconds since 1970 in UTC.
    pub created_at: i64,
    /// Counted up to 501.
    pub conversations: i64,
    /// Counted up to 100.
    pub browsers: i64,
    /// Those of them that have proved to be the customer.
    pub proven_browsers: i64,
    pub records: i64,
    pub notes: i64,
}

/// One field of both.
#[derive(Object)]
pub struct MergeField {
    /// The field, or `attributes.NAME`.
    pub field: String,
    pub stays: Option<String>,
    pub goes: Option<String>,
    /// What it is afterwards.
    pub result: Option<String>,
    /// Whether what the one that goes says is nowhere afterwards.
    pub is_lost: bool,
}

/// What came of a merge.
#[derive(Object)]
pub struct MergeDone {
    pub merge_id: ContactMergeId,
    /// Who stayed.
    pub contact_id: ContactId,
    /// What the one that went is called in the history.
    pub name: String,
}

/// What came of taking a merge back.
#[derive(Object)]
pub struct MergeUndone {
    /// Who is there again.
    pub contact_id: ContactId,
    /// Who had stayed.
    pub from_contact_id: ContactId,
}

/// With whom to merge.
#[derive(Debug, Object)]
pub struct MergeContact {
    pub other: ContactId,
}

/// With whom to merge, as it was read.
pub struct Other(pub ContactId);

impl From<Recent> for RecentMerge {
    fn from(merge: Recent) -> Self {
        let (at, undo_until) = (merge.at.as_millis(), merge.undo_until.as_millis());
        Self { id: merge.id, name: merge.name, by_name: merge.by, at, undo_until }
    }
}

impl MergePreview {
    /// Two people with the names that their cards show.
    pub fn of(preview: Preview, (stays, goes): (String, String)) -> Self {
        Self {
            fields: preview.plan.fields().into_iter().map(MergeField::from).collect(),
            stays: MergeSide::of(preview.stays, stays),
            goes: MergeSide::of(preview.goes, goes),
            refusal: preview.refusal,
            undo_days: crate::people::merging::model::UNDO_MS / crate::base::time::DAY,
        }
    }
}

impl MergeSide {
    fn of(side: Side, name: String) -> Self {
        Self {
            id: side.contact.id,
            name,
            external_id: side.contact.external_id.map(|id| id.as_str().to_owned()),
            is_blocked: side.is_blocked,
            created_at: side.contact.created_at.as_millis(),
            conversations: i64::try_from(side.conversations).unwrap_or(i64::MAX),
            browsers: side.browsers,
            proven_browsers: side.proven_browsers,
            records: side.records,
            notes: side.notes,
        }
    }
}

impl From<Field> for MergeField {
    fn from(field: Field) -> Self {
        let is_lost = field.is_lost();
        Self { field: field.name, stays: field.stays, goes: field.goes, result: field.result, is_lost }
    }
}

impl JsonBody for Other {
    type Shape = MergeContact;
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
