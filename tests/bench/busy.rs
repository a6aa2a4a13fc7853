//! A large inbox as years of work leave it, laid down by SQL: ten messages in each conversation, and everything assigned,
//! tagged, snoozed or done.

use std::path::Path;

use anyhow::Result;
use rusqlite::{Connection, params};

/// What the inbox holds now.
pub struct Busy {
    pub team: String,
    pub tag: String,
    /// One with ten messages.
    pub conversation: String,
    pub conversations: i64,
    pub messages: i64,
}

const TEAM: &str = "tem_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";
const TAG: &str = "tag_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";

/// How conversations stand: a third is the owner's, a fourth done, some snoozed, some wait.
const STANDING: &str = "
    INSERT INTO teams (team_id, name, created_at) VALUES ('tem_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C', 'Sales', 0);
    INSERT INTO tags (tag_id, name, colour, created_at) VALUES ('tag_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C', 'Refund', 'red', 0);
    UPDATE conversations SET
        status = CASE rowid % 4 WHEN 0 THEN 'resolved' ELSE 'open' END,
        snoozed_until = CASE WHEN rowid % 4 = 1 AND rowid % 5 = 0 THEN last_activity_at + 864000000 END,
        waiting_since = CASE WHEN rowid % 4 > 1 AND rowid % 3 = 0 THEN last_activity_at END,
        assignee_id = CASE WHEN rowid % 3 = 1 THEN (SELECT agent_id FROM agents LIMIT 1) END,
        team_id = CASE WHEN rowid % 7 = 0 THEN 'tem_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C' END,
        priority = rowid % 5;
    INSERT INTO conversation_tags (conversation_id, tag_id, state, last_activity_at)
        SELECT conversation_id, 'tag_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C', state, last_activity_at
        FROM conversations WHERE rowid % 11 = 0;";

/// Messages 2 to ?1 of each conversation that has one, with words of which some stand in nearly all.
const MESSAGES: &str = "
    WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
    INSERT INTO messages (message_id, conversation_id, number, author, body, created_at)
    SELECT 'msg_' || substr(c.conversation_id, 5, 24) || printf('%02d', n.i), c.conversation_id, n.i,
           CASE n.i % 2 WHEN 0 THEN 'system' ELSE 'visitor' END,
           CASE n.i % 5
               WHEN 0 THEN 'Thank you, the parcel that I ordered is there. The vase is beautiful, ' || c.rowid
               WHEN 1 THEN 'The delivery was too late for the party this time, please refund it'
               WHEN 2 THEN 'Hello, this is about the order ' || (c.rowid * 31 % 900000) || ' that was to come on Tuesday'
               WHEN 3 THEN 'Where can I change the address? The street is Kastanienallee ' || (c.rowid % 200)
               ELSE 'Please tell me whether the blue one is there again, then I take the two of them'
           END,
           c.last_activity_at + n.i
    FROM conversations c CROSS JOIN n WHERE c.last_number = 1";

const WORDS: &str = "
    INSERT INTO search_entries (kind, item_id, conversation_id)
        SELECT 'message', message_id, conversation_id FROM messages
        WHERE number > 1 AND author <> 'agent' AND client_id IS NULL ORDER BY created_at;
    INSERT INTO search_words (rowid, words)
        SELECT e.search_number, char(57345) || ' ' || m.body
        FROM search_entries e CROSS JOIN messages m ON m.message_id = e.item_id
        WHERE m.number > 1 AND m.client_id IS NULL ORDER BY e.search_number;
    UPDATE conversations SET last_number = (SELECT max(number) FROM messages m WHERE m.conversation_id = conversations.conversation_id),
                             visitor_count = 5 WHERE last_number = 1;
    PRAGMA optimize;";

/// Lays down messages until most conversations have `each`.
///
/// # Errors
/// What SQLite says.
pub fn make(folder: &Path, each: u32) -> Result<Busy> {
    let connection = Connection::open(folder.join("deskbell.db"))?;
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; BEGIN;")?;
    connection.execute_batch(STANDING)?;
    connection.execute(MESSAGES, params![each])?;
    connection.execute_batch(WORDS)?;
    connection.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")?;
    let count = |table: &str| connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0));
    let sql = "SELECT conversation_id FROM conversations WHERE last_number = ?1 LIMIT 1 OFFSET 1000";
    Ok(Busy {
        team: TEAM.to_owned(),
        tag: TAG.to_owned(),
        conversation: connection.query_row(sql, params![each], |row| row.get(0))?,
        conversations: count("conversations")?,
        messages: count("messages")?,
    })
}
