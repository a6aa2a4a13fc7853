//! Everything a workspace holds, as JSON Lines: one object a line, each with its `type`.
//!
//! The first line says when and by which version the file was made, the last one counts the others: a file without it
//! broke off. Rows are read in small parts, each a short read of its own, so that a slow download holds up nobody and
//! memory stays small. What is made after the beginning is left out; what is changed or deleted meanwhile stands as it
//! was when its part was read.
//!
//! **Invariant:** no secret leaves: no hash, no token, no salt, no half of a key that proves anything.

pub mod views;

use std::fmt::Write;

use self::views::{PARTS, Place};
use crate::{
    base::{Actor, Permission, Result, Timestamp, json::write_text},
    db::{Db, SCHEMA_VERSION},
};

/// The form of the lines. Grows when a reader of an earlier form would misread them.
const FORM: u32 = 1;

/// An export under way.
pub struct Export {
    db: Db,
    started_at: Timestamp,
    /// The last row of each part when the export began.
    ends: Vec<i64>,
    /// Lines of each part so far.
    counts: Vec<u64>,
    stage: Stage,
}

enum Stage {
    Beginning,
    Part { index: usize, after: i64 },
    Ended,
}

impl Export {
    /// Begins an export. Administrators only.
    ///
    /// # Errors
    /// `Forbidden`.
    pub async fn begin(db: Db, actor: &Actor, now: Timestamp) -> Result<Self> {
        actor.may(Permission::Manage)?;
        let ends = db.read(views::ends).await?;
        Ok(Self { db, started_at: now, ends, counts: vec![0; PARTS.len()], stage: Stage::Beginning })
    }

    /// The next lines; `None` after the last.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn next(&mut self) -> Result<Option<String>> {
        let (mut index, mut after) = match self.stage {
            Stage::Ended => return Ok(None),
            Stage::Beginning => {
                self.stage = Stage::Part { index: 0, after: 0 };
                return Ok(Some(self.first_line()));
            }
            Stage::Part { index, after } => (index, after),
        };
        // Parts in which nothing is left have no lines to answer with.
        while index < PARTS.len() {
            let place = Place { part: index, after, until: self.ends[index] };
            let read = self.db.read(move |connection| views::lines(connection, &place)).await?;
            self.counts[index] += read.count;
            (index, after) = read.next.map_or((index + 1, 0), |next| (index, next));
            if read.count > 0 {
                self.stage = Stage::Part { index, after };
                return Ok(Some(read.lines));
            }
        }
        self.stage = Stage::Ended;
        Ok(Some(self.last_line()))
    }

    fn first_line(&self) -> String {
        let mut line = format!("{{\"type\":\"export\",\"form\":{FORM},\"version\":");
        write_text(&mut line, env!("CARGO_PKG_VERSION"));
        let at = self.started_at.to_rfc3339();
        // Writing to a String cannot fail.
        let _ = writeln!(line, ",\"schema\":{SCHEMA_VERSION},\"at\":\"{at}\"}}");
        line
    }

    fn last_line(&self) -> String {
        let counts: Vec<_> =
            PARTS.iter().zip(&self.counts).map(|(part, count)| format!("\"{}\":{count}", part.name)).collect();
        format!("{{\"type\":\"end\",\"counts\":{{{}}}}}\n", counts.join(","))
    }
}
