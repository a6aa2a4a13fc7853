//! The person beside a thread, on the wire.

use poem_openapi::Object;

use super::super::{
    timeline::shapes::{ActivityPage, ActivityTotal},
    views,
};
use crate::base::{Timestamp, ids::*};

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
    /// How many other people have the same e-mail address by the business's own word; counted up to 100. It proves
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

impl From<views::Card> for ContactCard {
    fn from(card: views::Card) -> Self {
        let facts = FactView::all;
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
            attributes: facts(card.attributes),
            first_seen_at: card.first_seen_at.as_millis(),
            last_seen_at: card.last_seen_at.map(Timestamp::as_millis),
            page: card.page_url.map(|url| PageView { url, title: card.page_title }),
            referrer: card.referrer,
            possible_duplicates: card.possible_duplicates,
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
