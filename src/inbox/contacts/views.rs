//! People that are found by what somebody types: the same whom a search finds, also those who have proved nothing and those
//! of whom nothing is known.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::super::search::views as search;
use super::model::{Alike, Person};
use crate::{
    base::{Result, ids::ContactId},
    contacts::{
        self,
        model::Reached,
        naming,
        views::{beginning_with, others_with},
    },
    conversations::{
        listing::model::Bound,
        views::{CONTACT_NAMES, contact_name},
    },
    search::model::Kind,
    visitors,
};

/// Entries of the search that are looked at. A person stands there once for its profile and once for each browser that said
/// something, of which 50 can be merged, so that one person never fills it.
const ENTRIES: usize = 100;

/// People called by their short name that are looked at: some of them have said a name since.
const NAMELESS: u32 = 200;

/// Up to `limit` people but for one: whose name, address or id begins with a text, then who has its words anywhere in the
/// profile or in what pages said, whatever their accents, then who is called by it. Each with the name that agents see.
///
/// # Errors
/// `Internal` only.
pub fn found(connection: &Connection, text: &str, (except, limit): (Option<ContactId>, u32)) -> Result<Vec<Person>> {
    // One more, since the one who is not looked for may be among them.
    let mut ids = beginning_with(connection, text, limit + 1)?;
    ids.extend(by_words(connection, text)?);
    ids.extend(by_short_name(connection, text, limit + 1)?);
    let mut people = Vec::new();
    for id in ids {
        if Some(id) != except && !people.contains(&id) && people.len() < limit as usize {
            people.push(id);
        }
    }
    named(connection, &people)
}

fn by_words(connection: &Connection, text: &str) -> Result<Vec<ContactId>> {
    let entries = search::people(connection, text, ENTRIES)?;
    let browsers = entries.iter().filter(|entry| entry.kind == Kind::Visitor).map(|entry| &entry.item_id);
    let mut statement = connection.prepare_cached(
        "SELECT v.visitor_id, v.contact_id FROM json_each(?1) j CROSS JOIN visitors v ON v.visitor_id = j.value",
    )?;
    let whose = statement.query_map([Bound::list(browsers)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let whose: HashMap<String, ContactId> = whose.collect::<rusqlite::Result<_>>()?;
    let person = |entry: search::Found| match entry.kind {
        Kind::Visitor => whose.get(&entry.item_id).copied(),
        _ => entry.item_id.parse().ok(),
    };
    Ok(entries.into_iter().filter_map(person).collect())
}

/// “A3”, “Visitor A3” and “vis” are all beginnings of what “Visitor A32M” is called by.
fn by_short_name(connection: &Connection, text: &str, limit: u32) -> Result<Vec<ContactId>> {
    let (lower, before) = (text.to_lowercase(), naming::ANONYMOUS.to_lowercase());
    let short =
        if before.starts_with(&lower) { "" } else { lower.strip_prefix(&before).unwrap_or(&lower).trim_start() };
    let short = short.to_uppercase();
    // Left to itself, SQLite finds them by `external_id IS NULL` and sorts everybody of whom nothing is known.
    let mut statement = connection.prepare_cached(
        "SELECT p.contact_id FROM (
             SELECT contact_id FROM contacts INDEXED BY contacts_by_short_name
             WHERE external_id IS NULL AND name IS NULL AND email IS NULL
               AND substr(contact_id, -4) >= ?1 AND substr(contact_id, -4) < ?2
             ORDER BY substr(contact_id, -4) LIMIT ?3) p
         LEFT JOIN visitors v ON v.visitor_id =
             (SELECT l.visitor_id FROM visitors l WHERE l.contact_id = p.contact_id ORDER BY l.last_seen_at DESC LIMIT 1)
         WHERE v.claims ->> 'name' IS NULL AND v.claims ->> 'email' IS NULL
         LIMIT ?4",
    )?;
    let end = format!("{short}\u{10ffff}");
    let people = statement.query_map(params![short, end, NAMELESS, limit], |row| row.get(0))?;
    Ok(people.collect::<rusqlite::Result<_>>()?)
}

/// Up to `limit` others who may be the same person, and why: by what both profiles hold, by what a page of this person said,
/// and by what pages of others said of this person's profile.
///
/// # Errors
/// `NotFound`.
pub fn duplicates(connection: &Connection, id: ContactId, limit: u32) -> Result<Vec<(Person, Alike)>> {
    let profile = contacts::views::existing(connection, id)?.profile;
    let profile = (profile.email, profile.phone);
    let said = visitors::views::last_browser(connection, id)?.map(|browser| browser.claims);
    let said = said.map(|claims| (claims.email.map(|email| email.to_lowercase()), claims.phone)).unwrap_or_default();
    let mut found: Vec<(ContactId, Alike)> = Vec::new();
    let mut add = |id, why| {
        if found.iter().all(|(known, _)| *known != id) {
            found.push((id, why));
        }
    };
    let with = |(email, phone): &(Option<String>, Option<String>)| {
        others_with(connection, id, (email.as_deref(), phone.as_deref()), limit)
    };
    let in_profiles = with(&profile)?.into_iter().map(|(other, by)| (other, Alike::InProfiles(by)));
    let by_word = with(&said)?.into_iter().map(|(other, by)| (other, Alike::ByWord(by)));
    for (other, why) in in_profiles.chain(by_word) {
        add(other, why);
    }
    for (column, value, by) in [("email", &profile.0, Reached::ByEmail), ("phone", &profile.1, Reached::ByPhone)] {
        let Some(value) = value else { continue };
        for other in claiming(connection, (column, value))?.into_iter().filter(|other| *other != id) {
            add(other, Alike::ByWord(by));
        }
    }
    found.truncate(limit as usize);
    let people = named(connection, &found.iter().map(|(id, _)| *id).collect::<Vec<_>>())?;
    let why = |id| found.iter().find(|(known, _)| *known == id).map(|(_, why)| *why);
    Ok(people.into_iter().filter_map(|person| why(person.id).map(|why| (person, why))).collect())
}

/// Whose page has said just this. Claims have no index of their own; the search has their words.
fn claiming(connection: &Connection, (column, value): (&str, &str)) -> Result<Vec<ContactId>> {
    let entries = search::people(connection, value, ENTRIES)?;
    let browsers = entries.iter().filter(|entry| entry.kind == Kind::Visitor).map(|entry| &entry.item_id);
    let mut statement = connection.prepare_cached(
        "SELECT v.contact_id FROM json_each(?1) j CROSS JOIN visitors v ON v.visitor_id = j.value
         WHERE lower(v.claims ->> ?2) = lower(?3)",
    )?;
    let people = statement.query_map(params![Bound::list(browsers), column, value], |row| row.get(0))?;
    Ok(people.collect::<rusqlite::Result<_>>()?)
}

/// People by their ids, in their order, by the name that agents see.
fn named(connection: &Connection, ids: &[ContactId]) -> Result<Vec<Person>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {CONTACT_NAMES}, p.phone, v.last_seen_at,
             p.external_id IS NOT NULL AND EXISTS (
                 SELECT 1 FROM visitors w WHERE w.contact_id = p.contact_id AND w.verified_until IS NOT NULL) AS is_verified
         FROM json_each(?1) j CROSS JOIN contacts p ON p.contact_id = j.value
         LEFT JOIN visitors v ON v.visitor_id =
             (SELECT l.visitor_id FROM visitors l WHERE l.contact_id = p.contact_id ORDER BY l.last_seen_at DESC LIMIT 1)"
    ))?;
    let people = statement.query_map([Bound::list(ids)], |row| {
        let id = row.get("contact_id")?;
        Ok(Person {
            id,
            name: contact_name(row)?,
            short_name: naming::anonymous(id),
            email: row.get("contact_email")?,
            phone: row.get("phone")?,
            external_id: row.get("external_id")?,
            is_verified: row.get("is_verified")?,
            last_seen_at: row.get("last_seen_at")?,
        })
    })?;
    Ok(people.collect::<rusqlite::Result<_>>()?)
}
