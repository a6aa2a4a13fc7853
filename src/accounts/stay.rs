//! Whether somebody who was let in may still be here: what is sent, and what is fetched, can take minutes.

use super::{Agent, SessionHash, views};
use crate::{
    base::{Clock, Error, Result, Role},
    db::Db,
};

/// Somebody who was let in, by a session and with a role.
#[derive(Clone)]
pub struct Stay {
    db: Db,
    clock: Clock,
    session: SessionHash,
    role: Role,
}

impl Stay {
    /// As it stands now.
    pub fn new((db, clock): (&Db, &Clock), session: SessionHash, agent: &Agent) -> Self {
        Self { db: db.clone(), clock: clock.clone(), session, role: agent.role }
    }

    /// Whether the session still lives and the role is the same.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn holds(&self) -> Result<bool> {
        let (session, now) = (self.session, self.clock.now());
        let found = self.db.read(move |connection| views::session(connection, session)).await?;
        Ok(found.is_some_and(|found| found.is_alive(now) && found.agent.role == self.role))
    }

    /// The same, as a refusal.
    ///
    /// # Errors
    /// `Forbidden` where it does not hold any more.
    pub async fn must_hold(&self) -> Result<()> {
        if self.holds().await? {
            return Ok(());
        }
        let sentence = "You were signed out or got another role meanwhile. Sign in again.";
        Err(Error::Forbidden(sentence.to_owned()))
    }
}
