//! The person beside a thread, from contacts, visitors and activity.

use rusqlite::Connection;

use super::timeline::{self, cursor::Place, views::Wanted};
use crate::{
    activity::{
        self,
        totals::{Group, Sum},
    },
    base::{Error, Result, Timestamp, ids::ContactId},
    contacts,
    conversations::views::anonymous_name,
    visitors,
};

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
    /// What the business's server said about the visit, as far as agents may read it.
    pub context: Vec<(String, String)>,
    /// Others with the same e-mail address in their profile, up to a hundred.
    pub possible_duplicates: i64,
    /// What the person did: the newest twenty.
    pub activity: timeline::views::Part,
    /// What the records come to.
    pub totals: Vec<(Group, Sum)>,
}

/// The card of a contact.
///
/// # Errors
/// `NotFound`.
pub fn card(connection: &Connection, id: ContactId) -> Result<Card> {
    let contact = contacts::views::by_id(connection, id)?.ok_or(Error::NotFound("contact"))?;
    let browser = visitors::views::last_browser(connection, id)?;
    let activity = timeline::views::part(connection, id, Wanted::All, None)?;
    let totals = activity::totals::views::of(connection, id)?;
    let possible_duplicates = contacts::views::others_with_email(connection, &contact)?;
    let context = visitors::views::context_for_agents(connection, id)?;
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
        context,
        possible_duplicates,
        activity,
        totals,
    })
}

/// A part of what a contact did.
///
/// # Errors
/// `NotFound`.
pub fn activity(
    connection: &Connection,
    id: ContactId,
    wanted: Wanted,
    after: Option<Place>,
) -> Result<timeline::views::Part> {
    contacts::views::by_id(connection, id)?.ok_or(Error::NotFound("contact"))?;
    timeline::views::part(connection, id, wanted, after)
}
