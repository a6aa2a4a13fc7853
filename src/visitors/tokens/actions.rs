//! Making, using, renewing and ending tokens.

use super::{
    model::{Caller, GRACE_MS, REMEMBERED_MS, Token, TokenHash, Worth},
    store,
};
use crate::{
    base::{Result, Secret, ids::VisitorId, secret},
    db::Tx,
    visitors,
};

/// What the use of a token that has ended came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlived {
    pub visitor: VisitorId,
    /// It came from another address and another browser than its successor: one of the two is a thief's, so all
    /// tokens of this visitor have ended.
    pub is_theft: bool,
}

/// Makes a token for a visitor.
///
/// # Errors
/// `Internal` only.
pub fn issue(tx: &Tx<'_>, visitor: VisitorId) -> Result<Secret<String>> {
    make(tx, visitor, None)
}

/// Writes down that a token was used. At the first use of a successor the token before it gets its end.
///
/// # Errors
/// `Internal` only.
pub fn note_use(tx: &Tx<'_>, hash: &TokenHash, caller: &Caller) -> Result<()> {
    let Some((visitor, token)) = store::by_hash(tx, hash)? else { return Ok(()) };
    if token.is_unused_successor {
        store::take_place(tx, hash, tx.now().plus(GRACE_MS))?;
    }
    store::touch(tx, hash, &caller.traces(visitor))
}

/// A successor for a token that is a day old and was not renewed within a day.
///
/// # Errors
/// `Internal` only.
pub fn renew(tx: &Tx<'_>, hash: &TokenHash) -> Result<Option<Secret<String>>> {
    let Some((visitor, _)) = store::by_hash(tx, hash)?.filter(|(_, token)| token.wants_renewal(tx.now())) else {
        return Ok(None);
    };
    store::set_renewed(tx, hash)?;
    make(tx, visitor, Some(hash)).map(Some)
}

/// A fresh token for a browser that has proved who it is. Every token before it ends; requests that are still on their
/// way with one get a minute, where they come from the same address and browser.
///
/// # Errors
/// `Internal` only.
pub fn replace(tx: &Tx<'_>, visitor: VisitorId, caller: &Caller) -> Result<Secret<String>> {
    let traces = caller.traces(visitor);
    store::end_all(tx, visitor, (tx.now().plus(GRACE_MS), &traces))?;
    let token = make(tx, visitor, None)?;
    store::touch(tx, &secret::fingerprint(token.reveal()), &traces)?;
    Ok(token)
}

/// Takes in that somebody shows a token that has ended: it is forgotten, and where a thief must be about, so are all
/// others of its visitor. `None` where it has not ended.
///
/// # Errors
/// `Internal` only.
pub fn outlive(tx: &mut Tx<'_>, hash: &TokenHash, caller: &Caller) -> Result<Option<Outlived>> {
    let Some((visitor, token)) = store::by_hash(tx, hash)? else { return Ok(None) };
    let shown = caller.traces(visitor);
    if token.worth(&shown, tx.now()) != Worth::Outlived {
        return Ok(None);
    }
    let living = store::traces_of_living(tx, visitor)?;
    let is_theft = !living.is_empty() && living.iter().all(|used| shown.is_strange_to(used));
    match visitors::views::by_id(tx, visitor)? {
        Some(visitor) if is_theft => visitors::actions::end(tx, &visitor)?,
        _ => store::delete(tx, hash)?,
    }
    Ok(Some(Outlived { visitor, is_theft }))
}

/// Forgets up to `limit` tokens that have not been used for 400 days, and as many that ended a month ago.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_old(tx, (Token::forgotten_before(tx.now()), tx.now().plus(-REMEMBERED_MS)), limit)
}

fn make(tx: &Tx<'_>, visitor: VisitorId, replaces: Option<&TokenHash>) -> Result<Secret<String>> {
    let token = tx.random().token();
    store::insert(tx, visitor, (&secret::fingerprint(&token), replaces))?;
    Ok(Secret::new(token))
}
