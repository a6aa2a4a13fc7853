//! Noting what was done.

use super::{About, By, Fact, Kind, model::LIFE_MS, store};
use crate::{
    base::{Result, time::MINUTE},
    db::Tx,
};

/// Lines of one kind that one stranger or program may cause in a minute: a flood must not fill the disk.
const MOST_OF_ONE: usize = 30;

/// Lines of one kind that all of them may cause together: ten who flood hide nobody yet.
const MOST_OF_ALL: u32 = 300;

/// Adds a line. Called in the transaction of the act itself.
///
/// # Errors
/// `Internal` where it cannot be written; then the act is not done either.
pub fn note(tx: &Tx<'_>, by: &By, kind: Kind, about: &About) -> Result<()> {
    store::insert(tx, by, kind, (about, tx.now()))
}

/// The same for what anybody can cause as often as they like: in a minute at most 30 lines of the kind of one actor, or of
/// one address where the actor is nobody in particular, and 300 of all. One more line counts what was left out of it.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn note_bounded(tx: &Tx<'_>, by: &By, kind: Kind, about: &About) -> Result<()> {
    // Lines of a clock that was wrong may lie in the future: they are no reason to leave anything out.
    let is_of_now = |line: &store::Recent| line.at <= tx.now() && tx.now() < line.at.plus(MINUTE);
    let newest: Vec<_> = store::newest(tx, kind, MOST_OF_ALL)?.into_iter().filter(is_of_now).collect();
    let is_full = newest.len() >= MOST_OF_ALL as usize;
    // What is left out because of all others is counted in one line for everybody.
    let everybody = By::system();
    let by = if is_full { &everybody } else { by };
    let source = store::source_of(by, kind);
    let of_source = newest.iter().filter(|line| line.source == source);
    let (left_out, told): (Vec<_>, Vec<_>) = of_source.partition(|line| line.left_out.is_some());
    if !is_full && told.len() < MOST_OF_ONE {
        return note(tx, by, kind, about);
    }
    match left_out.first() {
        Some(line) => store::set_about(tx, line.number, &left_out_of(line.left_out.unwrap_or(0).saturating_add(1))),
        None => note(tx, by, kind, &left_out_of(1)),
    }
}

/// Of what stands for so many lines that were left out.
fn left_out_of(count: u64) -> About {
    let how = format!("{count} more within a minute, not told one by one");
    About::fact(Fact::Email, "somebody").and(Fact::How, how).and(Fact::Count, count.to_string())
}

/// Forgets up to `limit` lines that are older than two years, and answers how many. For housekeeping.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_before(tx, tx.now().plus(-LIFE_MS), limit)
}
