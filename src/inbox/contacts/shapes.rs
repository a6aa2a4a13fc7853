//! People on the wire, as agents work on them.

use poem_openapi::{Enum, Object};

pub use super::super::card::shapes::ContactNoteView;
use crate::{
    base::ids::*,
    contacts::{
        history::views::{Change, Origin},
        views::Person,
    },
    conversations::api::ConversationSummary,
    people::merging::{
        plan::Field,
        views::{Preview, Recent, Side},
    },
};

/// People whose name, e-mail address or id begins with what was typed.
#[derive(Object)]
pub struct PeopleFound {
    /// At most 20.
    pub people: Vec<PersonView>,
}

/// A person in short, by what the business has said.
#[derive(Object)]
pub struct PersonView {
    pub id: ContactId,
    pub name: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The business's own id: with one, the person is a customer.
    pub external_id: Option<String>,
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
    /// A page of this person said the e-mail address of the other: anybody can say that.
    SaysEmail,
    /// A page of this person said the phone number of the other: anybody can say that.
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

/// Merges that can still be taken back, newest first; at most 20.
#[derive(Object)]
pub struct RecentMerges {
    pub merges: Vec<RecentMerge>,
}

/// A merge that can still be taken back.
#[derive(Object)]
pub struct RecentMerge {
    pub id: ContactMergeId,
    /// What the one that went was called, where anything was known of it.
    pub name: Option<String>,
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
}

/// What came of taking a merge back.
#[derive(Object)]
pub struct MergeUndone {
    /// Who is there again.
    pub contact_id: ContactId,
    /// Who had stayed.
    pub from_contact_id: ContactId,
}

/// A note that was written.
#[derive(Object)]
pub struct NoteMade {
    pub id: ContactNoteId,
}

impl From<Person> for PersonView {
    fn from(person: Person) -> Self {
        let Person { id, name, email, phone, external_id } = person;
        Self { id, name, email, phone, external_id }
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
