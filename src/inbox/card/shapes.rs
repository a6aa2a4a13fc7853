//! The person beside a thread, on the wire.

use poem_openapi::{Enum, Object};

use super::super::views;
use crate::{
    activity::model::{Record, RecordKind},
    base::{Timestamp, ids::*},
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

/// What a person did, newest first: a part of it.
#[derive(Object)]
pub struct ActivityPage {
    pub items: Vec<ActivityItem>,
    /// The cursor of the next part; absent on the last.
    pub next: Option<String>,
}

/// What an item of somebody's activity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
pub enum ActivityKind {
    Order,
    Deposit,
    Withdrawal,
    Payment,
    Custom,
    /// What a page told with `track`.
    Event,
    /// A page of the website that the person was on.
    Page,
}

/// One thing a person did. Fields that its kind has not are absent.
#[derive(Object)]
pub struct ActivityItem {
    /// Unique among the person's items.
    pub id: String,
    pub kind: ActivityKind,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
    /// Never empty.
    pub title: String,
    /// The business's own id of a record.
    pub reference: Option<String>,
    /// In major units, exact: "19.99".
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub status: Option<String>,
    /// Of the status: `green`, `amber`, `red` or `grey`.
    pub colour: Option<String>,
    /// Where a record is found in the business's own system, or the page; http or https.
    pub url: Option<String>,
    /// Attributes of a record, properties of an event.
    pub facts: Vec<FactView>,
}

/// What the records of a kind come to in a currency.
#[derive(Object)]
pub struct ActivityTotal {
    pub kind: ActivityKind,
    /// ISO 4217; absent for records without an amount.
    pub currency: Option<String>,
    /// How many records, those that went wrong left out.
    pub count: i64,
    /// Their sum in major units, exact: "19.99".
    pub amount: Option<String>,
    /// How many went wrong: those whose status is red. They are in neither figure.
    pub failed: i64,
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
    /// What pages said without proof.
    pub claims: Vec<FactView>,
    /// What the business's server said about this visit with a prepared session, as far as agents may read it.
    pub context: Vec<FactView>,
    pub attributes: Vec<FactView>,
    /// Milliseconds since 1970 in UTC.
    pub first_seen_at: i64,
    /// Milliseconds since 1970 in UTC.
    pub last_seen_at: Option<i64>,
    pub page: Option<PageView>,
    pub referrer: Option<String>,
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

impl From<views::Card> for ContactCard {
    fn from(card: views::Card) -> Self {
        let facts =
            |facts: Vec<(String, String)>| facts.into_iter().map(|(name, value)| FactView { name, value }).collect();
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
            context: Vec::new(),
            attributes: facts(card.attributes),
            first_seen_at: card.first_seen_at.as_millis(),
            last_seen_at: card.last_seen_at.map(Timestamp::as_millis),
            page: card.page_url.map(|url| PageView { url, title: card.page_title }),
            referrer: card.referrer,
        };
        Self { contact, activity: ActivityPage::of(card.records), totals: Vec::new() }
    }
}

impl ActivityPage {
    /// The page of some records.
    pub fn of(records: Vec<Record>) -> Self {
        Self { items: records.into_iter().map(ActivityItem::from).collect(), next: None }
    }
}

impl From<RecordKind> for ActivityKind {
    fn from(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Order => Self::Order,
            RecordKind::Deposit => Self::Deposit,
            RecordKind::Withdrawal => Self::Withdrawal,
            RecordKind::Payment => Self::Payment,
            RecordKind::Custom => Self::Custom,
        }
    }
}

impl From<Record> for ActivityItem {
    fn from(record: Record) -> Self {
        let facts = record
            .attributes
            .iter()
            .map(|(name, value)| FactView { name: name.to_owned(), value: value.to_text().into_owned() });
        Self {
            id: record.id.to_string(),
            kind: record.kind.into(),
            at: record.occurred_at.as_millis(),
            title: record.title(),
            amount: record.amount().map(|amount| amount.to_string()),
            currency: record.currency.map(|currency| currency.code().to_owned()),
            colour: record.status.is_some().then(|| record.colour().as_str().to_owned()),
            facts: facts.collect(),
            reference: Some(record.reference),
            status: record.status,
            url: record.url,
        }
    }
}
