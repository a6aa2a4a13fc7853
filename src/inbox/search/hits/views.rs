//! What was found, put together in one query for each kind.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row};

use super::super::views::Found;
use crate::{
    base::{Result, Timestamp, ids::*},
    conversations::{
        listing::model::Bound,
        views::{CONTACT_NAMES, contact_name},
    },
    rich_text,
    search::{
        model::Kind,
        snippet::{self, Piece},
    },
};

/// Something that was found.
#[derive(Debug)]
pub struct Hit {
    pub kind: Kind,
    pub contact: ContactId,
    pub contact_name: String,
    pub conversation: Option<ConversationId>,
    /// The message it is, or that it stands behind.
    pub number: Option<i64>,
    pub entry: Option<EntryId>,
    pub title: String,
    pub snippet: Vec<Piece>,
    pub at: Timestamp,
}

/// The hits of entries, in their order; what is gone meanwhile is left out, and a person stands there once.
///
/// # Errors
/// `Internal` only.
pub fn of(connection: &Connection, found: &[Found], words: &[String]) -> Result<Vec<Hit>> {
    let mut hits: HashMap<String, Hit> = HashMap::new();
    for (kind, sql) in QUERIES {
        let ids = found.iter().filter(|found| found.kind == *kind).map(|found| &found.item_id);
        let mut statement = connection.prepare_cached(&sql.replace("NAMES", CONTACT_NAMES))?;
        let rows = statement.query_map([Bound::list(ids)], |row| Ok((row.get("item_id")?, hit(row, *kind, words)?)))?;
        for row in rows {
            let (id, hit) = row?;
            hits.insert(id, hit);
        }
    }
    let mut people = HashSet::new();
    let hits = found.iter().filter_map(|found| hits.remove(&found.item_id));
    let is_new = |hit: &Hit| !matches!(hit.kind, Kind::Contact | Kind::Visitor) || people.insert(hit.contact);
    Ok(hits.filter(is_new).collect())
}

/// Each answers `item_id`, the columns of a contact's name, `conversation_id`, `number`, `entry_id`, `title` (or none:
/// the contact's name), `text` with line ends between its parts, and `at`.
const QUERIES: &[(Kind, &str)] = &[
    (
        Kind::Message,
        "SELECT m.message_id AS item_id, NAMES, m.conversation_id, m.number, NULL AS entry_id, a.name AS title,
                concat_ws(char(10), nullif(m.body, ''), (SELECT group_concat(f.name, ', ') FROM files f
                                                         WHERE f.message_id = m.message_id),
                          (SELECT group_concat(concat(j.value ->> 'label', ': ', j.value ->> 'value'), char(10))
                           FROM json_each(m.answer, '$.values') j)) AS text,
                m.created_at AS at
         FROM messages m CROSS JOIN conversations c USING (conversation_id) CROSS JOIN contacts p USING (contact_id)
         CROSS JOIN visitors v ON v.visitor_id = c.visitor_id LEFT JOIN agents a ON a.agent_id = m.agent_id
         WHERE m.message_id IN (SELECT value FROM json_each(?1))",
    ),
    (
        Kind::Note,
        "SELECT n.entry_id AS item_id, NAMES, n.conversation_id, n.after_number AS number, n.entry_id, a.name AS title,
                concat_ws(char(10), nullif(n.body, ''), (SELECT group_concat(f.name, ', ') FROM files f
                                                         WHERE f.entry_id = n.entry_id)) AS text,
                n.created_at AS at
         FROM thread_entries n CROSS JOIN conversations c USING (conversation_id) CROSS JOIN contacts p USING (contact_id)
         CROSS JOIN visitors v ON v.visitor_id = c.visitor_id LEFT JOIN agents a ON a.agent_id = n.agent_id
         WHERE n.entry_id IN (SELECT value FROM json_each(?1))",
    ),
    (
        Kind::Contact,
        "SELECT p.contact_id AS item_id, NAMES, NULL AS conversation_id, NULL AS number, NULL AS entry_id, NULL AS title,
                concat_ws(char(10), p.name, p.email, p.phone, p.username, p.external_id, p.address,
                          (SELECT group_concat(j.key || ': ' || j.value, char(10)) FROM json_each(p.attributes) j)) AS text,
                p.updated_at AS at
         FROM contacts p LEFT JOIN visitors v ON v.visitor_id =
             (SELECT l.visitor_id FROM visitors l WHERE l.contact_id = p.contact_id ORDER BY l.last_seen_at DESC LIMIT 1)
         WHERE p.contact_id IN (SELECT value FROM json_each(?1))",
    ),
    (
        Kind::Visitor,
        "SELECT v.visitor_id AS item_id, NAMES, NULL AS conversation_id, NULL AS number, NULL AS entry_id, NULL AS title,
                concat_ws(char(10), v.claims ->> 'name', v.claims ->> 'email', v.claims ->> 'phone', v.claims ->> 'username',
                          v.claims ->> 'user_id', v.claims ->> 'address',
                          (SELECT group_concat(j.key || ': ' || j.value, char(10))
                           FROM json_each(v.claims, '$.attributes') j)) AS text,
                v.last_seen_at AS at
         FROM visitors v CROSS JOIN contacts p USING (contact_id)
         WHERE v.visitor_id IN (SELECT value FROM json_each(?1))",
    ),
    (
        Kind::Record,
        "SELECT r.record_id AS item_id, NAMES, NULL AS conversation_id, NULL AS number, NULL AS entry_id,
                coalesce(r.title, r.reference) AS title, concat_ws(char(10), r.reference, r.title, r.status) AS text,
                r.occurred_at AS at
         FROM records r CROSS JOIN contacts p USING (contact_id) LEFT JOIN visitors v ON v.visitor_id =
             (SELECT l.visitor_id FROM visitors l WHERE l.contact_id = p.contact_id ORDER BY l.last_seen_at DESC LIMIT 1)
         WHERE r.record_id IN (SELECT value FROM json_each(?1))",
    ),
];

fn hit(row: &Row<'_>, kind: Kind, words: &[String]) -> rusqlite::Result<Hit> {
    let contact_name = contact_name(row)?;
    let text: String = row.get("text")?;
    Ok(Hit {
        kind,
        contact: row.get("contact_id")?,
        conversation: row.get("conversation_id")?,
        number: row.get("number")?,
        entry: row.get("entry_id")?,
        title: row.get::<_, Option<String>>("title")?.unwrap_or_else(|| contact_name.clone()),
        contact_name,
        snippet: snippet::of(&shown(kind, &text, words), words),
        at: row.get("at")?,
    })
}

/// Of people and records the parts that match, all where none does; of messages and notes all words, with their marks
/// only where what matches stands in these, as in the address of a link.
fn shown(kind: Kind, text: &str, words: &[String]) -> String {
    if matches!(kind, Kind::Message | Kind::Note) {
        let plain = rich_text::plain(text);
        let is_in_marks = !snippet::holds(&plain, words) && snippet::holds(text, words);
        return if is_in_marks { text.to_owned() } else { plain.into_owned() };
    }
    let matching: Vec<_> = text.lines().filter(|line| snippet::holds(line, words)).collect();
    if matching.is_empty() { text.replace('\n', " · ") } else { matching.join(" · ") }
}
