//! What chips ask of a row, as SQL of fixed words and bound values, and the names they may use.

use rusqlite::Connection;

use super::{super::super::directory::views as directory, Chip, Names, Narrowing};
use crate::{
    base::Result,
    conversations::listing::{
        conditions::views::{self as conditions, Condition},
        model::{Asker, Bound},
    },
};

/// Everything that operators may name: four small lists.
pub fn names(connection: &Connection, asker: Asker) -> Result<Names> {
    Ok(Names {
        agents: directory::agents(connection, asker.now)?,
        teams: directory::teams(connection)?,
        tags: directory::tags(connection)?,
        sites: directory::sites(connection)?,
    })
}

/// All that these chips ask of an entry `e` with its message `m` or note `n` and their conversation `c`.
pub fn condition<'a>(chips: impl Iterator<Item = &'a Chip>, asker: Asker) -> Condition {
    let mut condition = Condition::default();
    for chip in chips {
        match &chip.means {
            None => condition.and("0", []),
            Some(Narrowing::Filters(filters)) => {
                let asked = conditions::of(std::slice::from_ref(filters), asker);
                condition.and(&format!("c.conversation_id IS NOT NULL AND {}", asked.sql), asked.values);
            }
            Some(Narrowing::ByVisitor) => condition.and("m.author = 'visitor'", []),
            Some(Narrowing::ByAgent(agent)) => {
                condition.and("coalesce(m.agent_id, n.agent_id) = ?", [Bound::Text(agent.to_string())]);
            }
            Some(Narrowing::ByAddress(address)) => {
                let address = Bound::Text(address.clone());
                let sql = "m.author = 'visitor' AND (EXISTS
                    (SELECT 1 FROM contacts p WHERE p.contact_id = c.contact_id AND p.email = ?) OR EXISTS
                    (SELECT 1 FROM visitors v WHERE v.visitor_id = c.visitor_id AND lower(v.claims ->> 'email') = ?))";
                condition.and(sql, [address.clone(), address]);
            }
            Some(Narrowing::Before(at)) => {
                condition.and("coalesce(m.created_at, n.created_at) < ?", [Bound::Number(at.as_millis())]);
            }
            Some(Narrowing::From(at)) => {
                condition.and("coalesce(m.created_at, n.created_at) >= ?", [Bound::Number(at.as_millis())]);
            }
        }
    }
    condition
}
