//! What the database holds once the server has stopped, read with a connection of the test's own.

use std::{collections::BTreeMap, path::Path};

use rusqlite::Connection;

use super::stubborn::Heard;

pub struct Books(pub Connection);

/// A stored message.
#[derive(Debug)]
pub struct Stored {
    pub conversation: String,
    pub number: i64,
    pub message: String,
}

impl Books {
    /// Opens the database of a stopped server.
    pub fn open(data: &Path) -> Self {
        Self(Connection::open(data.join("deskbell.db")).unwrap())
    }

    pub fn number(&self, sql: &str) -> i64 {
        self.0.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Fails where SQLite finds any damage or any row without its parent.
    pub fn are_sound(&self) {
        let check: String = self.0.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(check, "ok");
        let mut statement = self.0.prepare("PRAGMA foreign_key_check").unwrap();
        assert_eq!(statement.query_map([], |_| Ok(())).unwrap().count(), 0, "rows without their parent");
    }

    /// Fails where a number or a seq is missing.
    pub fn have_no_gaps(&self) {
        let wrong = self.number(
            "SELECT count(*) FROM conversations AS c
             JOIN (SELECT conversation_id, count(*) AS messages, min(number) AS first, max(number) AS last
                   FROM messages GROUP BY conversation_id) AS m USING (conversation_id)
             WHERE m.first != 1 OR m.last != m.messages OR c.last_number != m.last",
        );
        assert_eq!(wrong, 0, "conversations with gaps");
        let events = self.number("SELECT count(*) FROM events");
        let last = self.number("SELECT max(seq) FROM events");
        assert_eq!((self.number("SELECT min(seq) FROM events"), last), (1, events), "the log has gaps");
    }

    /// The messages that somebody sent, by the sender's own name for them. Fails where one is there twice.
    pub fn messages(&self) -> BTreeMap<String, Stored> {
        let mut statement = self
            .0
            .prepare("SELECT client_id, conversation_id, number, message_id FROM messages WHERE client_id IS NOT NULL")
            .unwrap();
        let rows = statement.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                Stored { conversation: row.get(1)?, number: row.get(2)?, message: row.get(3)? },
            ))
        });
        let mut messages = BTreeMap::new();
        for (client_id, stored) in rows.unwrap().map(Result::unwrap) {
            let twice = messages.insert(client_id.clone(), stored);
            assert!(twice.is_none(), "{client_id} is there twice");
        }
        messages
    }

    /// Every message that an event tells of. Fails where an event tells of one that another has told of.
    pub fn told(&self) -> Heard {
        let mut statement = self
            .0
            .prepare(
                "SELECT m.conversation_id, m.number, m.message_id FROM events AS e
                 JOIN messages AS m ON m.message_id = json_extract(e.data, '$.message_id')
                 WHERE e.kind = 'message_posted'",
            )
            .unwrap();
        let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)));
        let rows: Vec<_> = rows.unwrap().map(Result::unwrap).collect();
        let (count, told) = (rows.len(), Heard::from_iter(rows));
        assert_eq!(told.len(), count, "a message was told of twice");
        told
    }
}
