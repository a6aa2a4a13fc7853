//! How many conversations each view holds: every count stops at a thousand and walks an index.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use crate::{
    base::Result,
    conversations::listing::{
        model::{Asker, Filters},
        views,
    },
    saved_views,
};

/// What is counted at most.
const MOST: u32 = 1_000;

/// Every view's count by its key.
///
/// # Errors
/// `Internal` only.
pub fn all(connection: &Connection, asker: Asker) -> Result<BTreeMap<String, i64>> {
    let mut counts = BTreeMap::new();
    fixed(connection, asker, &mut counts)?;
    named(connection, &mut counts)?;
    let saved = saved_views::views::seen_by(connection, asker.agent)?;
    let filters: Vec<_> = saved.iter().map(|view| Filters::from(&view.filters)).collect();
    let found = views::counts(connection, asker, &filters, MOST)?;
    counts.extend(saved.iter().map(|view| format!("saved:{}", view.id)).zip(found));
    Ok(counts)
}

fn fixed(connection: &Connection, asker: Asker, counts: &mut BTreeMap<String, i64>) -> Result<()> {
    const KEYS: [&str; 5] = ["mine", "unassigned", "mentions", "open", "snoozed"];
    let mut statement = connection.prepare_cached(
        "SELECT (SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.assignee_id = ?1 AND c.state = 0 LIMIT ?2)),
                (SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.assignee_id IS NULL AND c.state = 0 LIMIT ?2)),
                (SELECT count(*) FROM (SELECT 1 FROM mentions m CROSS JOIN conversations c USING (conversation_id)
                                       WHERE m.agent_id = ?1 AND c.state = 0 LIMIT ?2)),
                (SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.state = 0 LIMIT ?2)),
                (SELECT count(*) FROM (SELECT 1 FROM conversations c WHERE c.state = 1 LIMIT ?2))",
    )?;
    let found = statement.query_row(params![asker.agent, MOST], |row| {
        (0..KEYS.len()).map(|index| row.get::<_, i64>(index)).collect::<rusqlite::Result<Vec<_>>>()
    })?;
    counts.extend(KEYS.into_iter().map(str::to_owned).zip(found));
    Ok(())
}

/// Teams, tags and sites: one statement each, since there are few of them.
fn named(connection: &Connection, counts: &mut BTreeMap<String, i64>) -> Result<()> {
    const EACH: [(&str, &str); 3] = [
        (
            "team:",
            "SELECT t.team_id, (SELECT count(*) FROM (SELECT 1 FROM conversations c
                                WHERE c.team_id = t.team_id AND c.state = 0 LIMIT ?1)) FROM teams t /* a handful */",
        ),
        (
            "tag:",
            "SELECT t.tag_id, (SELECT count(*) FROM (SELECT 1 FROM conversation_tags c
                               WHERE c.tag_id = t.tag_id AND c.state = 0 LIMIT ?1)) FROM tags t /* a handful */",
        ),
        (
            "site:",
            "SELECT s.site_id, (SELECT count(*) FROM (SELECT 1 FROM conversations c
                                WHERE c.site_id = s.site_id AND c.state = 0 LIMIT ?1)) FROM sites s /* a handful */",
        ),
    ];
    for (prefix, sql) in EACH {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([MOST], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        for row in rows {
            let (id, count) = row?;
            counts.insert(format!("{prefix}{id}"), count);
        }
    }
    Ok(())
}
