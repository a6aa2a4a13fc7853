//! Noting pages, and forgetting them again.

use super::store;
use crate::{
    base::{Result, ids::*, time},
    db::Tx,
    visitors::model::Page,
};

/// How long pages are kept, in milliseconds.
const LIFE_MS: i64 = 90 * time::DAY;

/// The most pages kept of one visitor; the oldest go.
const MOST_OF_VISITOR: u32 = 100;

/// Notes the page a visitor is on. The page it was on before is not noted twice; a title that came later is taken over.
///
/// # Errors
/// `Internal` only.
pub fn note(tx: &Tx<'_>, visitor: VisitorId, page: &Page) -> Result<()> {
    let Some(url) = page.url.as_deref() else { return Ok(()) };
    let title = page.title.as_deref().filter(|title| !title.trim().is_empty());
    if let Some(last) = store::last(tx, visitor)?.filter(|last| last.url == url) {
        if title.is_some() && last.title.as_deref() != title {
            store::set_title(tx, last.number, title)?;
        }
        return Ok(());
    }
    store::insert(tx, visitor, (url, title))?;
    store::keep_newest(tx, visitor, MOST_OF_VISITOR)
}

/// Moves a visitor's pages to the customer it has proved to be.
///
/// # Errors
/// `Internal` only.
pub fn reassign(tx: &Tx<'_>, visitor: VisitorId, to: ContactId) -> Result<()> {
    store::reassign(tx, visitor, to)
}

/// Forgets up to `limit` pages of more than 90 days ago.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_old(tx, tx.now().plus(-LIFE_MS), limit)
}

/// Forgets up to `limit` pages of a contact, and answers how many.
///
/// # Errors
/// `Internal` only.
pub fn erase(tx: &Tx<'_>, contact: ContactId, limit: u32) -> Result<usize> {
    store::delete_of(tx, contact, limit)
}
