//! What happens to visitors: they start, say things, prove who they are, log out.

use super::{
    model::{Claims, PROOF_LIFE_MS, Page, TOKEN_LIFE_MS},
    store, trail,
};
use crate::{
    base::{Actor, FieldErrors, Result, Secret, VisitorActor, ids::*, secret, time},
    db::Tx,
    events::Event,
};

/// The most a visitor's claims may hold, in bytes of JSON: a hundred attributes with names of 64 and values of 1,000
/// characters, at up to four bytes each, and the fields beside them.
const MAX_CLAIMS_BYTES: usize = 460_000;

/// Makes a visitor for a contact, with its token. `is_verified` says that the browser has proved to be that contact.
///
/// # Errors
/// `Internal` only.
pub fn start(
    tx: &mut Tx<'_>,
    site: SiteId,
    contact: ContactId,
    is_verified: bool,
) -> Result<(VisitorActor, Secret<String>)> {
    let visitor = VisitorActor { id: tx.new_id(), site, contact, is_verified };
    let token = tx.random().token();
    store::insert(tx, &visitor, is_verified.then(|| tx.now().plus(PROOF_LIFE_MS)))?;
    store::insert_token(tx, visitor.id, &secret::fingerprint(&token))?;
    tx.emit(&Actor::Visitor(visitor), &Event::VisitorStarted { visitor_id: visitor.id, contact_id: contact })?;
    Ok((visitor, Secret::new(token)))
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

/// Notes that this browser has proved to be the customer `contact`, from now for seven days.
///
/// # Errors
/// `Internal` only.
pub fn prove(tx: &Tx<'_>, visitor: VisitorActor, contact: ContactId) -> Result<VisitorActor> {
    store::set_proof(tx, visitor.id, contact, tx.now().plus(PROOF_LIFE_MS))?;
    Ok(VisitorActor { contact, is_verified: true, ..visitor })
}

/// Writes down that a token was used today.
///
/// # Errors
/// `Internal` only.
pub fn touch(tx: &Tx<'_>, token: &str) -> Result<()> {
    store::touch_token(tx, &secret::fingerprint(token))
}

/// Logs a browser out: its token opens nothing from now on, and its sockets are closed.
///
/// # Errors
/// `Internal` only.
pub fn end(tx: &mut Tx<'_>, visitor: &VisitorActor) -> Result<()> {
    store::delete_tokens(tx, visitor.id)?;
    let event = Event::VisitorEnded { visitor_id: visitor.id, contact_id: visitor.contact };
    tx.emit(&Actor::Visitor(*visitor), &event)?;
    Ok(())
}

/// Forgets tokens that have not been used for 400 days, up to `limit` at once.
///
/// # Errors
/// `Internal` only.
pub fn forget_old_tokens(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_old_tokens(tx, tx.now().plus(-TOKEN_LIFE_MS), limit)
}

/// Ends up to `limit` browsers of a contact, and answers how many: their tokens open nothing from now on, and their
/// sockets are closed.
///
/// # Errors
/// `Internal` only.
pub fn end_of(tx: &mut Tx<'_>, actor: &Actor, contact: ContactId, limit: u32) -> Result<usize> {
    let with_token = store::with_token(tx, contact, limit)?;
    for visitor_id in &with_token {
        store::delete_tokens(tx, *visitor_id)?;
        tx.emit(actor, &Event::VisitorEnded { visitor_id: *visitor_id, contact_id: contact })?;
    }
    Ok(with_token.len())
}

/// Forgets a visitor.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &Tx<'_>, visitor: VisitorId) -> Result<()> {
    store::delete(tx, visitor)
}
