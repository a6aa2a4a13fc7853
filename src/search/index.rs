//! Telling the index what is new, changed or gone, in the transaction of the change.

use super::{model::Item, store};
use crate::{base::Result, db::Tx};

/// The number of an entry that nothing has: it stands there while the index is written anew.
const PIECE: i64 = -1;

/// Pages that one step writes anew.
const PAGES: i64 = 1_000;

/// Notes something new with its words. What holds none is not noted.
///
/// # Errors
/// `Internal` only.
pub fn add(tx: &Tx<'_>, item: &Item, words: &str) -> Result<()> {
    if !words.contains(char::is_alphanumeric) {
        return Ok(());
    }
    let number = store::insert(tx, item)?;
    store::add_words(tx, number, &marked(item, words))
}

/// Notes that something has other words now. `before` must be exactly what was told last.
///
/// # Errors
/// `Internal` only.
pub fn change(tx: &Tx<'_>, item: &Item, (before, after): (&str, &str)) -> Result<()> {
    if before == after {
        return Ok(());
    }
    if !after.contains(char::is_alphanumeric) {
        return remove(tx, item, before);
    }
    let Some(number) = store::number(tx, item)? else { return add(tx, item, after) };
    store::remove_words(tx, number, &marked(item, before))?;
    store::add_words(tx, number, &marked(item, after))
}

/// Forgets something with its words, which must be exactly what was told last.
///
/// # Errors
/// `Internal` only.
pub fn remove(tx: &Tx<'_>, item: &Item, words: &str) -> Result<()> {
    let Some(number) = store::number(tx, item)? else { return Ok(()) };
    store::remove_words(tx, number, &marked(item, words))?;
    store::delete(tx, number)
}

/// Begins to write the whole index anew, so that nothing is left of forgotten words in the signposts between its pages.
///
/// # Errors
/// `Internal` only.
pub fn begin_rewriting(tx: &Tx<'_>) -> Result<()> {
    // An index of one piece counts as written well: with another piece it is not.
    store::add_words(tx, PIECE, "piece")
}

/// Goes on with that for a bounded time, and answers whether it is done. `is_first` says that it begins.
///
/// # Errors
/// `Internal` only.
pub fn rewrite(tx: &Tx<'_>, is_first: bool) -> Result<bool> {
    let is_done = store::merge(tx, if is_first { -PAGES } else { PAGES })?;
    if is_done {
        store::remove_words(tx, PIECE, "piece")?;
    }
    Ok(is_done)
}

fn marked(item: &Item, words: &str) -> String {
    format!("{} {words}", item.kind.mark())
}
