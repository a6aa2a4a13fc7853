//! The person beside a thread, on the wire.

use poem_openapi::Object;

use super::super::views;
use crate::{
    activity::model::Record,
    base::{Timestamp, ids::*},
};

/// A person, beside the thread.
#[derive(Object)]
pub struct ContactCard {
    pub contact: ContactDetails,
    /// The newest 20.
    pub records: Vec<RecordView>,
    /// What pages told with `track`: the newest 20, newest first.
    pub events: Vec<TrackedEvent>,
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

/// An order, a deposit, … of the person.
#[derive(Object)]
pub struct RecordView {
    pub id: RecordId,
    pub kind: String,
    pub reference: String,
    pub title: String,
    /// In major units, exact: "19.99".
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub status: Option<String>,
    /// `green`, `amber`, `red` or `grey`.
    pub colour: String,
    pub url: Option<String>,
    /// Milliseconds since 1970 in UTC.
    pub occurred_at: i64,
}

/// What a page told of the person with `track`.
#[derive(Object)]
pub struct TrackedEvent {
    pub name: String,
    pub properties: Vec<FactView>,
    /// Milliseconds since 1970 in UTC.
    pub at: i64,
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
            attributes: facts(card.attributes),
            first_seen_at: card.first_seen_at.as_millis(),
            last_seen_at: card.last_seen_at.map(Timestamp::as_millis),
            page: card.page_url.map(|url| PageView { url, title: card.page_title }),
            referrer: card.referrer,
        };
        let events = card.events.into_iter().map(|event| TrackedEvent {
            name: event.name,
            properties: facts(event.properties),
            at: event.at.as_millis(),
        });
        Self { contact, events: events.collect(), records: card.records.into_iter().map(RecordView::from).collect() }
    }
}

impl From<Record> for RecordView {
    fn from(record: Record) -> Self {
        Self {
            id: record.id,
            title: record.title(),
            amount: record.amount().map(|amount| amount.to_string()),
            currency: record.currency.map(|currency| currency.code().to_owned()),
            colour: record.colour().as_str().to_owned(),
            kind: record.kind.as_str().to_owned(),
            reference: record.reference,
            status: record.status,
            url: record.url,
            occurred_at: record.occurred_at.as_millis(),
        }
    }
}
