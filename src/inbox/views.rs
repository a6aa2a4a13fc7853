//! The person beside a thread, from contacts, visitors and activity.

use rusqlite::Connection;

use super::timeline::{self, cursor::Place, views::Wanted};
use crate::{
    activity::{
        self,
        totals::{Group, Sum},
    },
    base::{Error, Result, Timestamp, ids::ContactId},
    contacts::{
        self,
        attributes::Attributes,
        history,
        naming::{Known, called},
        notes,
    },
    visitors::{self, model::Whereabouts, trail::views::Seen},
};

/// Others with the same address or number are counted up to so many.
const DUPLICATES: u32 = 100;
/// Notes and pages on a card.
const NOTES: u32 = 3;
const PAGES: u32 = 5;

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
    /// Browsers that agents have put to this customer and that have proved nothing.
    pub unproven_browsers: i64,
    /// Since when the profile stands, which is also its version.
    pub updated_at: Timestamp,
    /// The fields that were changed by hand last; the rest was said by the business's servers.
    pub by_hand: Vec<history::views::Change>,
    pub blocked: Option<contacts::views::Blocked>,
    /// The newest, and how many there are.
    pub notes: (Vec<notes::views::Note>, i64),
    /// The pages the person was on last, the newest first.
    pub pages: Vec<Seen>,
    pub whereabouts: Whereabouts,
    /// What pages said without proof, as people read it.
    pub claims: Vec<(String, String)>,
    pub attributes: Attributes,
    pub first_seen_at: Timestamp,
    pub last_seen_at: Option<Timestamp>,
    pub page_url: Option<String>,
    pub page_title: Option<String>,
    pub referrer: Option<String>,
    /// What the business's server said about the visit, as far as agents may read it.
    pub context: Vec<(String, String)>,
    /// Others with the same e-mail address or phone number in their profile, up to a hundred.
    pub possible_duplicates: usize,
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
    let (email, phone) = (contact.profile.email.as_deref(), contact.profile.phone.as_deref());
    let possible_duplicates = contacts::views::others_with(connection, id, (email, phone), DUPLICATES)?.len();
    let (browsers, proven_browsers) = visitors::views::count(connection, id)?;
    let pages = visitors::trail::views::before(connection, id, (Timestamp::from_millis(i64::MAX), i64::MAX), PAGES)?;
    let context = visitors::views::context_for_agents(connection, id)?;
    let claims = browser.as_ref().map(|browser| browser.claims.facts()).unwrap_or_default();
    let claimed = |wanted: &str| claims.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let by_hand = history::views::by_hand(connection, &contact)?;
    let profile = contact.profile;
    let external_id = contact.external_id.map(|id| id.as_str().to_owned());
    let known = Known {
        external_id: external_id.as_deref(),
        name: profile.name.as_deref(),
        email: profile.email.as_deref(),
        claimed_name: claimed("name"),
        claimed_email: claimed("email"),
    };
    let name = called(id, known);
    Ok(Card {
        id,
        name,
        email: profile.email,
        phone: profile.phone,
        username: profile.username,
        address: profile.address,
        avatar_url: profile.avatar_url,
        is_verified: external_id.is_some() && proven_browsers > 0,
        unproven_browsers: if external_id.is_some() { browsers - proven_browsers } else { 0 },
        updated_at: contact.updated_at,
        by_hand,
        blocked: contacts::views::blocked(connection, id)?,
        notes: (notes::views::of(connection, id, NOTES)?, notes::views::count(connection, id)?),
        pages: pages.into_iter().map(|(_, page)| page).collect(),
        whereabouts: browser.as_ref().map(|browser| browser.whereabouts.clone()).unwrap_or_default(),
        external_id,
        attributes: profile.attributes,
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
