//! Which index a list walks, and the walk itself: several ranges of it merged into one order, lazily.

use rusqlite::{CachedStatement, Connection, Rows, params_from_iter};

use super::super::{
    conditions::views::Condition,
    model::{Asker, Assignee, Bound, Cursor, Filters, Stretch},
};
use crate::{
    base::{Result, ids::*},
    conversations::model::State,
};

/// The most ranges that are merged; filters with more are judged row by row on a wider range.
const MOST_RANGES: usize = 12;

/// One range of an index in its own order.
#[derive(Debug, Clone)]
pub struct Range {
    /// Tables and index.
    from: &'static str,
    /// What the range has in common.
    within: &'static str,
    values: Vec<Bound>,
    /// The columns it is ordered by: a time and the conversation.
    order: [&'static str; 2],
}

/// A row that was come by.
#[derive(Debug, Clone, Copy)]
pub struct Passed {
    pub at: i64,
    pub id: ConversationId,
    /// Whether it belongs to the list.
    pub fits: bool,
}

const ACTIVITY: [&str; 2] = ["c.last_activity_at", "c.conversation_id"];
const EVERY_STATE: [State; 3] = [State::Open, State::Snoozed, State::Done];

/// The ranges that hold every row of these filters in this stretch, the narrowest that an index knows.
pub fn ranges(all: &[Filters], stretch: Stretch, asker: Asker) -> Vec<Range> {
    let states = states(all);
    match stretch {
        Stretch::Newest | Stretch::Oldest | Stretch::Rest => by_activity(all, &states, asker),
        Stretch::Waiting => by_state(&states, |state| Range {
            from: "conversations c INDEXED BY conversations_by_waiting",
            within: "c.waiting_since IS NOT NULL AND c.state = ?",
            values: vec![state],
            order: ["c.waiting_since", "c.conversation_id"],
        }),
        Stretch::SnoozeEnd => vec![Range {
            from: "conversations c INDEXED BY conversations_by_snooze",
            within: "c.snoozed_until IS NOT NULL",
            values: Vec::new(),
            order: ["c.snoozed_until", "c.conversation_id"],
        }],
        Stretch::Mentioned | Stretch::MentionedOldest => vec![Range {
            from: "mentions m INDEXED BY mentions_by_time CROSS JOIN conversations c ON c.conversation_id = m.conversation_id",
            within: "m.agent_id = ?",
            values: vec![Bound::Text(asker.agent.to_string())],
            order: ["m.at", "m.conversation_id"],
        }],
    }
}

/// The states that all filters allow.
fn states(all: &[Filters]) -> Vec<State> {
    let allows = |filters: &Filters, state| filters.states.is_empty() || filters.states.contains(&state);
    EVERY_STATE.into_iter().filter(|state| all.iter().all(|filters| allows(filters, *state))).collect()
}

fn by_state(states: &[State], range: impl Fn(Bound) -> Range) -> Vec<Range> {
    states.iter().map(|state| range(Bound::Number(*state as i64))).collect()
}

fn by_activity(all: &[Filters], states: &[State], asker: Asker) -> Vec<Range> {
    let first = |found: fn(&Filters) -> bool| all.iter().find(|filters| found(filters));
    let fits = |count: usize| count * states.len() <= MOST_RANGES;
    let assigned = first(|filters| !filters.assignees.is_empty()).filter(|filters| fits(filters.assignees.len()));
    let tagged = first(|filters| !filters.tags.is_empty()).filter(|filters| fits(filters.tags.len()));
    let of_teams = first(|filters| !filters.teams.is_empty()).filter(|filters| fits(filters.teams.len()));
    let of_sites = first(|filters| !filters.sites.is_empty()).filter(|filters| fits(filters.sites.len()));
    if let Some(filters) = assigned {
        let value = |assignee: &Assignee| match assignee {
            Assignee::Me => Bound::Text(asker.agent.to_string()),
            Assignee::Nobody => Bound::Nothing,
            Assignee::Agent(agent) => Bound::Text(agent.to_string()),
        };
        let from = "conversations c INDEXED BY conversations_by_assignee";
        return each(filters.assignees.iter().map(value), states, (from, "c.assignee_id IS ? AND c.state = ?"));
    }
    if let Some(filters) = tagged {
        return by_tag(&filters.tags, states);
    }
    if let Some(filters) = of_teams {
        let from = "conversations c INDEXED BY conversations_by_team";
        return each(filters.teams.iter().map(text), states, (from, "c.team_id = ? AND c.state = ?"));
    }
    if let Some(filters) = of_sites {
        let from = "conversations c INDEXED BY conversations_by_site";
        return each(filters.sites.iter().map(text), states, (from, "c.site_id = ? AND c.state = ?"));
    }
    if states.len() == EVERY_STATE.len() {
        let from = "conversations c INDEXED BY conversations_by_activity";
        return vec![Range { from, within: "1", values: Vec::new(), order: ACTIVITY }];
    }
    let from = "conversations c INDEXED BY conversations_by_state";
    by_state(states, |state| Range { from, within: "c.state = ?", values: vec![state], order: ACTIVITY })
}

fn by_tag(tags: &[TagId], states: &[State]) -> Vec<Range> {
    let from = "conversation_tags t INDEXED BY conversation_tags_by_tag
                CROSS JOIN conversations c ON c.conversation_id = t.conversation_id";
    let ranges = each(tags.iter().map(text), states, (from, "t.tag_id = ? AND t.state = ?"));
    let order = ["t.last_activity_at", "t.conversation_id"];
    ranges.into_iter().map(|range| Range { order, ..range }).collect()
}

fn text(id: impl std::fmt::Display) -> Bound {
    Bound::Text(id.to_string())
}

/// One range for each value and state.
fn each(
    values: impl Iterator<Item = Bound>,
    states: &[State],
    (from, within): (&'static str, &'static str),
) -> Vec<Range> {
    let of_value = |value: Bound| {
        by_state(states, |state| Range { from, within, values: vec![value.clone(), state], order: ACTIVITY })
    };
    values.flat_map(of_value).collect()
}

impl Range {
    /// The rows after a place, up to `most`, each with whether the condition holds.
    fn statement(&self, condition: &Condition, (stretch, after, most): (Stretch, Option<Cursor>, u32)) -> Condition {
        let [at, id] = self.order;
        let (sign, direction, edge) =
            if stretch.is_descending() { ("<", "DESC", (i64::MAX, "~")) } else { (">", "ASC", (i64::MIN, "")) };
        let (after_at, after_id) = match after {
            Some(cursor) => (cursor.at, cursor.id.to_string()),
            // Above every id, since `~` is above every letter; below every id, since each has letters.
            None => (edge.0, edge.1.to_owned()),
        };
        let mut sql = format!(
            "SELECT {at} AS at, {id} AS id, coalesce({}, 0) AS fits FROM {} WHERE {} AND ({at}, {id}) {sign} (?, ?)",
            condition.sql, self.from, self.within,
        );
        sql.push_str(&format!(" ORDER BY {at} {direction}, {id} {direction} LIMIT ?"));
        let mut values = condition.values.clone();
        values.extend(self.values.iter().cloned());
        values.extend([Bound::Number(after_at), Bound::Text(after_id), Bound::Number(most.into())]);
        Condition { sql, values }
    }

    /// The range's first rows without order, for counting, as a statement of one column `id`.
    pub fn counted(&self, most: u32) -> Condition {
        let [at, id] = self.order;
        let sql = format!(
            "SELECT {id} AS id FROM {} WHERE {} AND {at} > ? ORDER BY {at} DESC LIMIT ?",
            self.from, self.within
        );
        let mut values = self.values.clone();
        values.extend([Bound::Number(i64::MIN), Bound::Number(most.into())]);
        Condition { sql, values }
    }
}

/// Passes the rows of all ranges in one order until `take` has had enough. No row is passed twice in a row: a
/// conversation stands in several ranges where it has several of the tags asked for.
pub fn pass(
    connection: &Connection,
    ranges: &[Range],
    condition: &Condition,
    (stretch, after, most): (Stretch, Option<Cursor>, u32),
    mut take: impl FnMut(Passed) -> bool,
) -> Result<()> {
    let wanted: Vec<Condition> =
        ranges.iter().map(|range| range.statement(condition, (stretch, after, most))).collect();
    let mut statements: Vec<CachedStatement<'_>> =
        wanted.iter().map(|wanted| connection.prepare_cached(&wanted.sql)).collect::<rusqlite::Result<_>>()?;
    let mut walks: Vec<Rows<'_>> = Vec::with_capacity(statements.len());
    for (statement, wanted) in statements.iter_mut().zip(&wanted) {
        walks.push(statement.query(params_from_iter(&wanted.values))?);
    }
    let mut heads: Vec<Option<Passed>> = walks.iter_mut().map(step).collect::<rusqlite::Result<_>>()?;
    let mut last = None;
    loop {
        let standing = heads.iter().enumerate().filter_map(|(index, head)| head.map(|head| (index, head)));
        let key = |(_, head): &(usize, Passed)| (head.at, head.id);
        let next = if stretch.is_descending() { standing.max_by_key(key) } else { standing.min_by_key(key) };
        let Some((index, head)) = next else { return Ok(()) };
        heads[index] = step(&mut walks[index])?;
        if last == Some(head.id) {
            continue;
        }
        last = Some(head.id);
        if !take(head) {
            return Ok(());
        }
    }
}

fn step(rows: &mut Rows<'_>) -> rusqlite::Result<Option<Passed>> {
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Passed { at: row.get(0)?, id: row.get(1)?, fits: row.get(2)? }))
}
