//! The person beside a thread, on the wire.

use poem_openapi::{Enum, Object};

use super::super::{
    timeline::shapes::{ActivityPage, ActivityTotal},
    views,
};
use crate::{
    base::{Timestamp, ids::*},
    contacts::{
        attributes::{AttributeValue, Attributes},
        history::views::Change,
        notes::views::Note,
        views::Blocked,
    },
    visitors::{model::Device, trail::views::Seen},
};

/// A person, beside the thread.
#[derive(Object)]
pub struct ContactCard {
    pub contact: ContactDetails,
    /// The newest 20.
    pub activity: ActivityPage,
    /// What the records come to, by kind and currency; bounded by what there is of both.
    pub totals: Vec<ActivityTotal>,
}

/// What is known of a person.
#[derive(Object)]
pub struct ContactDetails {
    pub id: ContactId,
    /// Never empty.
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub username: Option<String>,
    pub address: Option<String>,
    pub avatar_url: Option<String>,
    /// The business's own id of the person.
    pub external_id: Option<String>,
    pub is_verified: bool,
    /// Browsers that agents have put to this customer by a merge and that have proved nothing: they see only what was
    /// said in them.
    pub unproven_browsers: i64,
    /// Names the profile as it stands: send it with a change.
    pub version: i64,
    /// The fields that somebody of the team changed last. All others were said by the business's own servers.
    pub by_hand: Vec<HandMark>,
    /// Absent where the person may write.
    pub blocked: Option<BlockView>,
    /// The newest three.
    pub notes: Vec<ContactNoteView>,
    /// How many there are.
    pub note_count: i64,
    /// The pages the person was on last, the newest first, up to five.
    pub recent_pages: Vec<PageVisit>,
    /// The language of the browser, such as `de-AT`.
    pub locale: Option<String>,
    /// The zone of the browser, such as `Europe/Vienna`.
    pub time_zone: Option<String>,
    pub device: Option<DeviceView>,
    /// What pages said without proof.
    pub claims: Vec<FactView>,
    /// What the business's server said about this visit with a prepared session, as far as agents may read it.
    pub context: Vec<FactView>,
    pub attributes: Vec<AttributeView>,
    /// Milliseconds since 1970 in UTC.
    pub first_seen_at: i64,
    /// Milliseconds since 1970 in UTC.
    pub last_seen_at: Option<i64>,
    pub page: Option<PageView>,
    pub referrer: Option<String>,
    /// How many other people have the same e-mail address or phone number in their profile; counted up to 100. It proves
    /// nothing.
    pub possible_duplicates: i64,
}

/// A name and a value, as people read them.
#[derive(Object)]
pub struct FactView {
    pub name: String,
    pub value: String,
}

/// A page of the website.
#[derive(Object)]
pub struct PageView {
    pub url: String,
    pub title: Option<String>,
}

/// A fact about a person that only the business knows the meaning of.
#[derive(Object)]
pub struct AttributeView {
    pub name: String,
    pub value: String,
    pub kind: AttributeKind,
}

/// What kind of value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "lowercase")]
pub enum AttributeKind {
    Text,
    Number,
    Boolean,
}

/// What a browser runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename = "Device", rename_all = "lowercase")]
pub enum DeviceView {
    Phone,
    Tablet,
    Desktop,
}

/// A field that somebody of the team changed last.
#[derive(Object)]
pub struct HandMark {
    /// The field, or `attributes.NAME`.
    pub field: String,
    pub by_name: Option<String>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// A block.
#[derive(Object)]
pub struct BlockView {
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    pub by_name: Option<String>,
}

/// A page somebody was on.
#[derive(Object)]
pub struct PageVisit {
    pub url: String,
    pub title: Option<String>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
}

/// A note about a person.
#[derive(Object)]
pub struct ContactNoteView {
    pub id: ContactNoteId,
    pub author_id: Option<AgentId>,
    pub author_name: Option<String>,
    pub body: String,
    /// Milliseconds since 1970 in UTC.
    pub created_at: i64,
    /// Milliseconds since 1970 in UTC; later than `created_at` where it was changed.
    pub updated_at: i64,
}

impl From<Device> for DeviceView {
    fn from(device: Device) -> Self {
        match device {
            Device::Phone => Self::Phone,
            Device::Tablet => Self::Tablet,
            Device::Desktop => Self::Desktop,
        }
    }
}

impl From<Note> for ContactNoteView {
    fn from(note: Note) -> Self {
        Self {
            id: note.id,
            author_id: note.agent,
            author_name: note.agent_name,
            body: note.body,
            created_at: note.created_at.as_millis(),
            updated_at: note.updated_at.as_millis(),
        }
    }
}

impl AttributeView {
    fn all(attributes: &Attributes) -> Vec<Self> {
        let view = |(name, value): (&str, &AttributeValue)| Self {
            name: name.to_owned(),
            value: value.to_text().into_owned(),
            kind: match value {
                AttributeValue::Text(_) => AttributeKind::Text,
                AttributeValue::Number(_) => AttributeKind::Number,
                AttributeValue::Boolean(_) => AttributeKind::Boolean,
            },
        };
        attributes.iter().map(view).collect()
    }
}

impl HandMark {
    fn all(changes: Vec<Change>) -> Vec<Self> {
        let fields = changes.into_iter().filter(|change| !is_act(&change.field));
        fields.map(|change| Self { field: change.field, by_name: change.by, at: change.at.as_millis() }).collect()
    }
}

/// Whether a line of the history tells of an act upon the whole person, and not of a field.
pub fn is_act(field: &str) -> bool {
    matches!(field, "blocked" | "merged" | "parted")
}

impl From<views::Card> for ContactCard {
    fn from(card: views::Card) -> Self {
        let facts = FactView::all;
        let page = |page: Seen| PageVisit { url: page.url, title: page.title, at: page.at.as_millis() };
        let blocked = |blocked: Blocked| BlockView { at: blocked.at.as_millis(), by_name: blocked.by_name };
        let contact = ContactDetails {
            id: card.id,
            name: card.name,
            email: card.email,
            phone: card.phone,
            username: card.username,
            address: card.address,
            avatar_url: card.avatar_url,
            external_id: card.external_id,
            is_verified: card.is_verified,
            claims: facts(card.claims),
            context: facts(card.context),
            attributes: AttributeView::all(&card.attributes),
            unproven_browsers: card.unproven_browsers,
            version: card.updated_at.as_millis(),
            by_hand: HandMark::all(card.by_hand),
            blocked: card.blocked.map(blocked),
            notes: card.notes.0.into_iter().map(ContactNoteView::from).collect(),
            note_count: card.notes.1,
            recent_pages: card.pages.into_iter().map(page).collect(),
            locale: card.whereabouts.locale,
            time_zone: card.whereabouts.time_zone,
            device: card.whereabouts.device.map(DeviceView::from),
            first_seen_at: card.first_seen_at.as_millis(),
            last_seen_at: card.last_seen_at.map(Timestamp::as_millis),
            page: card.page_url.map(|url| PageView { url, title: card.page_title }),
            referrer: card.referrer,
            possible_duplicates: i64::try_from(card.possible_duplicates).unwrap_or(i64::MAX),
        };
        Self { contact, activity: card.activity.into(), totals: ActivityTotal::all(card.totals) }
    }
}

impl FactView {
    /// Facts on the wire.
    pub fn all(facts: Vec<(String, String)>) -> Vec<Self> {
        facts.into_iter().map(|(name, value)| Self { name, value }).collect()
    }
}
