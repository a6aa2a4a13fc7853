//! Two contacts side by side before they are made one, and what was made one lately.

use rusqlite::{Connection, params};

use super::{
    actions::{MOST_BROWSERS, MOST_CONVERSATIONS, limit, too_much},
    model::{Kept, UNDO_MS},
    plan::Plan,
};
use crate::{
    activity,
    base::{Error, Result, Timestamp, ids::*},
    contacts::{self, model::Contact, notes},
    conversations, visitors,
};

/// Merges of a contact that are shown at most.
const MERGES: u32 = 20;

/// What is there of one of two contacts, each counted up to a bound.
#[derive(Debug, Clone)]
pub struct Side {
    pub contact: Contact,
    pub is_blocked: bool,
    pub conversations: usize,
    pub browsers: i64,
    /// Those that have proved to be the customer.
    pub proven_browsers: i64,
    pub records: i64,
    pub notes: i64,
}

/// Two contacts side by side.
#[derive(Debug)]
pub struct Preview {
    pub plan: Plan,
    pub stays: Side,
    pub goes: Side,
    /// Why it cannot be done.
    pub refusal: Option<String>,
}

/// A merge that can still be taken back.
#[derive(Debug, Clone)]
pub struct Recent {
    pub id: ContactMergeId,
    /// What the one that went is called in the history.
    pub name: String,
    pub by: Option<String>,
    pub at: Timestamp,
    pub undo_until: Timestamp,
}

/// Which of two contacts stays, and what becomes of the profile.
///
/// # Errors
/// `NotFound`; `Conflict` where both are customers or the same.
pub fn plan(connection: &Connection, (one, other): (ContactId, ContactId)) -> Result<Plan> {
    if one == other {
        return Err(Error::Conflict("These are one person already. Choose another one.".to_owned()));
    }
    let existing = |id| contacts::views::existing(connection, id);
    let (one, other) = (existing(one)?, existing(other)?);
    none_is_being_erased(connection, &[one.id, other.id])?;
    let ids = (one.external_id.clone(), other.external_id.clone());
    let id = |id: Option<contacts::model::ExternalId>| id.map(|id| id.as_str().to_owned()).unwrap_or_default();
    Plan::of(one, other).ok_or_else(|| {
        Error::Conflict(format!(
            "Both are customers, and your own servers know them as two people (“{}” and “{}”). They stay two here.",
            id(ids.0),
            id(ids.1)
        ))
    })
}

/// Whether these people are there to stay: what moves while one of them is being erased would outlive it.
///
/// # Errors
/// `Conflict` where one is being erased.
pub fn none_is_being_erased(connection: &Connection, people: &[ContactId]) -> Result<()> {
    for id in people {
        if contacts::views::is_being_erased(connection, *id)? {
            let sentence = "One of these people is being erased. Where that was broken off, erase the person again.";
            return Err(Error::Conflict(sentence.to_owned()));
        }
    }
    Ok(())
}

/// Two contacts side by side, before they are made one.
///
/// # Errors
/// As [`plan`].
pub fn preview(connection: &Connection, both: (ContactId, ContactId)) -> Result<Preview> {
    let plan = plan(connection, both)?;
    let (stays, goes) = (side(connection, &plan.stays)?, side(connection, &plan.goes)?);
    let browsers = usize::try_from(goes.browsers).unwrap_or(usize::MAX);
    let refusal = too_much(browsers.min(MOST_BROWSERS + 1), goes.conversations);
    Ok(Preview { plan, stays, goes, refusal })
}

fn side(connection: &Connection, contact: &Contact) -> Result<Side> {
    let id = contact.id;
    let (browsers, proven_browsers) = visitors::views::count(connection, id)?;
    let totals = activity::totals::views::of(connection, id)?;
    Ok(Side {
        is_blocked: contacts::views::blocked(connection, id)?.is_some(),
        conversations: conversations::contact::views::ids(connection, id, limit(MOST_CONVERSATIONS))?.len(),
        browsers,
        proven_browsers,
        records: totals.iter().map(|(_, sum)| sum.records).sum(),
        notes: notes::views::count(connection, id)?,
        contact: contact.clone(),
    })
}

/// The newest merges into a contact that can still be taken back. Those into somebody who was merged into it since wait
/// until that is taken back, and stand at that person then.
///
/// # Errors
/// `Internal` only.
pub fn recent(connection: &Connection, contact: ContactId, now: Timestamp) -> Result<Vec<Recent>> {
    let mut statement = connection.prepare_cached(
        "SELECT m.contact_merge_id, m.gone, a.name AS agent_name, m.at
         FROM contact_merges m LEFT JOIN agents a ON a.agent_id = m.agent_id
         WHERE m.into_contact_id = ?1 AND m.at >= ?2 AND m.undone_at IS NULL AND m.before ->> 'id' = m.into_contact_id
         ORDER BY m.at DESC LIMIT ?3",
    )?;
    let mut rows = statement.query(params![contact, now.plus(-UNDO_MS), MERGES])?;
    let mut merges = Vec::new();
    while let Some(row) = rows.next()? {
        let (gone, at): (String, Timestamp) = (row.get("gone")?, row.get("at")?);
        merges.push(Recent {
            id: row.get("contact_merge_id")?,
            name: serde_json::from_str::<Kept>(&gone)?.called(),
            by: row.get("agent_name")?,
            at,
            undo_until: at.plus(UNDO_MS),
        });
    }
    Ok(merges)
}
