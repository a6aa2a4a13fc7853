//! What happens to visitors: they start, say things, prove who they are, log out.

use super::{
    model::{Claims, Page},
    store, tokens, tracking, trail,
};
use crate::{
    base::{Actor, FieldErrors, Permission, Result, Secret, Timestamp, VisitorActor, ids::*, time},
    db::Tx,
    events::Event,
    settings::{self, actions::FIRST_PROOF_DAYS},
};

/// The most a visitor's claims may hold, in bytes of JSON: a hundred attributes with names of 64 and values of 1,000
/// characters, at up to four bytes each, and the fields beside them.
const MAX_CLAIMS_BYTES: usize = 460_000;

/// A visitor to be.
#[derive(Debug, Clone, Copy)]
pub struct NewVisitor {
    /// Where it was promised to a server; else a fresh one.
    pub id: Option<VisitorId>,
    pub site: SiteId,
    pub contact: ContactId,
    /// Whether the browser has proved to be that contact.
    pub is_verified: bool,
}

/// Makes a visitor, with its token.
///
/// # Errors
/// `Internal` only.
pub fn start(tx: &mut Tx<'_>, new: NewVisitor) -> Result<(VisitorActor, Secret<String>)> {
    let NewVisitor { id, site, contact, is_verified } = new;
    let visitor = VisitorActor { id: id.unwrap_or_else(|| tx.new_id()), site, contact, is_verified };
    let until = if is_verified { Some(proven_until(tx)?) } else { None };
    store::insert(tx, &visitor, until)?;
    let token = tokens::actions::issue(tx, visitor.id)?;
    tx.emit(&Actor::Visitor(visitor), &Event::VisitorStarted { visitor_id: visitor.id, contact_id: contact })?;
    Ok((visitor, token))
}

/// Until when a proof made now holds: as many days as the workspace says.
fn proven_until(tx: &Tx<'_>) -> Result<Timestamp> {
    let days = settings::views::workspace(tx)?.map_or(FIRST_PROOF_DAYS, |workspace| workspace.proof_days);
    Ok(tx.now().plus(days * time::DAY))
}

/// How long a visitor counts as just seen on a page, in milliseconds: after a restart ten thousand panels come back at
/// once, and none of them has anything new to tell.
const SEEN_EVERY_MS: i64 = 10 * time::MINUTE;

/// Notes the page a visitor is on. The same page again within ten minutes changes nothing.
///
/// # Errors
/// `Internal` only.
pub fn visit(tx: &mut Tx<'_>, visitor: &VisitorActor, page: Page) -> Result<()> {
    let page = page.trimmed();
    if store::is_still_on(tx, visitor.id, &page, tx.now().plus(-SEEN_EVERY_MS))? {
        return Ok(());
    }
    if !store::set_page(tx, visitor.id, &page)? {
        // Erased since its token was asked.
        return Ok(());
    }
    trail::actions::note(tx, visitor.id, &page)?;
    let event = Event::ContactChanged { contact_id: visitor.contact };
    tx.emit(&Actor::Visitor(*visitor), &event)?;
    Ok(())
}

/// Lays claims over what the visitor's pages have said before. They never touch the contact's profile.
///
/// # Errors
/// `Invalid` where all claims together are too large.
pub fn claim(tx: &mut Tx<'_>, visitor: &VisitorActor, claims: Claims) -> Result<()> {
    let before = store::claims(tx, visitor.id)?;
    let after = before.clone().merged(claims);
    if after == before {
        return Ok(());
    }
    if serde_json::to_string(&after)?.len() > MAX_CLAIMS_BYTES || after.attributes.len() > 100 {
        let sentence = "A visitor may have up to 100 attributes, 120,000 bytes in all. Remove some with null.";
        return Err(FieldErrors::one("/identity/attributes", sentence).into());
    }
    store::set_claims(tx, visitor.id, &after)?;
    tx.emit(&Actor::Visitor(*visitor), &Event::ContactChanged { contact_id: visitor.contact })?;
    Ok(())
}

/// Notes that this browser has proved to be the customer `contact`, from now for as many days as the workspace says.
///
/// # Errors
/// `Internal` only.
pub fn prove(tx: &Tx<'_>, visitor: VisitorActor, contact: ContactId) -> Result<VisitorActor> {
    store::set_proof(tx, visitor.id, contact, proven_until(tx)?)?;
    Ok(VisitorActor { contact, is_verified: true, ..visitor })
}

/// Puts a browser, with what its pages told, to another contact that agents say is the same person. That proves nothing:
/// the browser sees no more than before.
///
/// # Errors
/// `Internal` only.
pub fn put(tx: &Tx<'_>, visitor: VisitorId, contact: ContactId) -> Result<()> {
    store::set_contact(tx, visitor, contact)?;
    tracking::actions::reassign(tx, visitor, contact)?;
    trail::actions::reassign(tx, visitor, contact)
}

/// Lays down what a server said about this visit, a JSON object, in the place of what it said before.
///
/// # Errors
/// `Internal` only.
pub fn set_context(tx: &mut Tx<'_>, visitor: &VisitorActor, context: &str) -> Result<()> {
    if store::set_context(tx, visitor.id, context)? {
        tx.emit(&Actor::Visitor(*visitor), &Event::ContactChanged { contact_id: visitor.contact })?;
    }
    Ok(())
}

/// Logs a browser out: its token opens nothing from now on, and its sockets are closed.
///
/// # Errors
/// `Internal` only.
pub fn end(tx: &mut Tx<'_>, visitor: &VisitorActor) -> Result<()> {
    tokens::store::delete_all(tx, visitor.id)?;
    let event = Event::VisitorEnded { visitor_id: visitor.id, contact_id: visitor.contact };
    tx.emit(&Actor::Visitor(*visitor), &event)?;
    Ok(())
}

/// Ends up to `limit` browsers of a contact, and answers how many: their tokens open nothing from now on, and their
/// sockets are closed.
///
/// # Errors
/// `Internal` only.
pub fn end_of(tx: &mut Tx<'_>, actor: &Actor, contact: ContactId, limit: u32) -> Result<usize> {
    let with_token = store::with_token(tx, contact, limit)?;
    for visitor_id in &with_token {
        tokens::store::delete_all(tx, *visitor_id)?;
        tx.emit(actor, &Event::VisitorEnded { visitor_id: *visitor_id, contact_id: contact })?;
    }
    Ok(with_token.len())
}

/// Ends those of the next `limit` browsers that have proved who they are, where whatever proved them may be known to
/// others. Answers after which to go on; `None` when all were looked at.
///
/// # Errors
/// `Forbidden` unless the actor manages the workspace.
pub fn end_proven(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (after, limit): (Option<VisitorId>, u32),
) -> Result<Option<VisitorId>> {
    actor.may(Permission::Manage)?;
    let next = store::some_after(tx, after, limit)?;
    for proven in next.iter().filter(|visitor| visitor.verified_until.is_some()) {
        tokens::store::delete_all(tx, proven.id)?;
        tx.emit(actor, &Event::VisitorEnded { visitor_id: proven.id, contact_id: proven.contact })?;
    }
    Ok(next.last().map(|visitor| visitor.id))
}

/// Forgets a visitor.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &Tx<'_>, visitor: VisitorId) -> Result<()> {
    store::delete(tx, visitor)
}
