//! The person beside a thread, from contacts, visitors and activity.

use rusqlite::Connection;

use crate::{
    activity,
    base::{Error, Result, Timestamp, ids::ContactId},
    contacts,
    conversations::views::anonymous_name,
    visitors,
};

/// Records beside a thread.
const RECORDS: u32 = 20;

/// Tracked events beside a thread.
const EVENTS: u32 = 20;

/// What is known of a person.
pub struct Card {
    pub id: ContactId,
    /// Never empty.
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub username: Option<String>,
    pub address: Option<String>,
    pub avatar_url: Option<String>,
    pub external_id: Option<String>,
    /// Whether a browser has proved to be this customer.
    pub is_verified: bool,
    /// What pages said without proof, as people read it.
    pub claims: Vec<(String, String)>,
    pub attributes: Vec<(String, String)>,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    pub page_url: Option<String>,
    pub page_title: Option<String>,
    pub referrer: Option<String>,
    /// The newest twenty.
    pub records: Vec<activity::model::Record>,
    /// What pages told: the newest twenty.
    pub events: Vec<visitors::tracking::views::Tracked>,
}

/// The card of a contact.
///
/// # Errors
/// `NotFound`.
pub fn card(connection: &Connection, id: ContactId) -> Result<Card> {
    let contact = contacts::views::by_id(connection, id)?.ok_or(Error::NotFound("contact"))?;
    let browser = visitors::views::last_browser(connection, id)?;
    let records = activity::views::newest(connection, id, RECORDS)?;
    let events = visitors::tracking::views::newest(connection, id, EVENTS)?;
    let claims = browser.as_ref().map(|browser| browser.claims.facts()).unwrap_or_default();
    let claimed = |wanted: &str| claims.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let profile = contact.profile;
    let external_id = contact.external_id.map(|id| id.as_str().to_owned());
    // Beside a verified mark stands only what the business itself has said: anybody can claim a name.
    let name = match &external_id {
        Some(id) => profile.name.or_else(|| profile.email.clone()).or_else(|| Some(id.clone())),
        None => profile.name.or_else(|| claimed("name")).or_else(|| profile.email.clone()).or_else(|| claimed("email")),
    };
    Ok(Card {
        id,
        name: name.unwrap_or_else(|| anonymous_name(id)),
        email: profile.email,
        phone: profile.phone,
        username: profile.username,
        address: profile.address,
        avatar_url: profile.avatar_url,
        // A browser belongs to a customer only through proof.
        is_verified: external_id.is_some() && browser.is_some(),
        external_id,
        attributes: profile
            .attributes
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_text().into_owned()))
            .collect(),
        first_seen_at: contact.created_at,
        last_seen_at: browser.as_ref().map(|browser| browser.last_seen_at),
        referrer: browser.as_ref().and_then(|browser| browser.referrer.clone()),
        page_title: browser.as_ref().and_then(|browser| browser.page_title.clone()),
        page_url: browser.and_then(|browser| browser.page_url),
        claims,
        records,
        events,
    })
}
