//! What a client missed while it was away.

use super::{
    compose::{self, Whose},
    protocol::{AgentHears, ReloadFrame, SiteFrame, VisitorHears},
};
use crate::{
    base::{Result, VisitorActor, ids::AgentId},
    db::Snapshot,
    events::{self, Recorded},
    files::Addresses,
};

/// The most events told one by one; with more, fetching the lists anew is quicker for both sides.
const MOST: u32 = 1_000;

/// What a visitor missed after `after`, up to and with `until`, with a change of its site. Where it is too much, or where
/// the log no longer reaches back that far: that everything is to be fetched anew.
pub fn of_visitor(
    connection: &Snapshot,
    visitor: &VisitorActor,
    (after, until): (i64, i64),
    addresses: &Addresses,
) -> Result<Vec<VisitorHears>> {
    let missed = events::after_of_contact(connection, visitor.contact, after, MOST)?;
    if is_out_of_reach(connection, &missed, after, until)? {
        return Ok(vec![VisitorHears::Reload(ReloadFrame {}), VisitorHears::Site(SiteFrame { seq: until })]);
    }
    let mut change = events::last_change_of_site(connection, visitor.site, (after, until))?;
    let mut frames = Vec::new();
    for recorded in missed.iter().filter(|recorded| recorded.seq <= until) {
        let before = change.take_if(|seq| *seq < recorded.seq);
        frames.extend(before.map(|seq| VisitorHears::Site(SiteFrame { seq })));
        let composed = compose::for_visitor(connection, recorded, addresses)?;
        let is_heard = |whose: Whose| whose.is_heard_by(visitor.id, visitor.is_verified);
        frames.extend(composed.filter(|composed| is_heard(composed.whose)).map(|composed| composed.frame));
    }
    frames.extend(change.map(|seq| VisitorHears::Site(SiteFrame { seq })));
    Ok(frames)
}

/// What an agent missed after `after`, up to and with `until`; as [`of_visitor`].
pub fn of_agent(connection: &Snapshot, agent: AgentId, after: i64, until: i64) -> Result<Vec<AgentHears>> {
    let missed = events::after(connection, after, MOST)?;
    if is_out_of_reach(connection, &missed, after, until)? {
        return Ok(vec![AgentHears::Reload(ReloadFrame {})]);
    }
    let mut frames = Vec::new();
    for recorded in missed.iter().filter(|recorded| recorded.seq <= until) {
        let composed = compose::for_agents(connection, recorded)?;
        frames.extend(
            composed.filter(|composed| composed.only.is_none_or(|only| only == agent)).map(|composed| composed.frame),
        );
    }
    Ok(frames)
}

/// Whether `after` is a place this log cannot go on from: pruned, too long ago, or (after a restored backup) not yet
/// written.
fn is_out_of_reach(connection: &Snapshot, missed: &[Recorded], after: i64, until: i64) -> Result<bool> {
    let is_too_much = missed.len() == MOST as usize;
    let is_pruned = after < until && after + 1 < events::oldest_seq(connection)?;
    // The hub may be a moment behind the log that a list was read from; only a place that was never written is wrong.
    let is_unwritten = after > until && after > events::last_seq(connection)?;
    Ok(is_too_much || is_pruned || is_unwritten)
}
