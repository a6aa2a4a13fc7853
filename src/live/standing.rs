//! Whether what let a connection in still stands. What is revoked ends it at once; this finds what has run out.

use super::Live;
use crate::{
    accounts::{self, model::SessionHash},
    base::VisitorActor,
    visitors::{self, tokens::TokenHash},
};

/// After so many beats a connection's credential is looked at again: with the usual beat, every 100 seconds.
pub const BEATS_A_LOOK: u32 = 4;

/// What let a connection in.
#[derive(Debug, Clone, Copy)]
pub enum Standing {
    /// A visitor, with the contact it had then, and its token.
    Visitor(VisitorActor, TokenHash),
    /// A session of an agent.
    Agent(SessionHash),
}

impl Standing {
    /// Looks. A database that does not answer just now is no reason to send anybody away.
    pub async fn holds(self, live: &Live) -> bool {
        let now = live.clock.now();
        match self {
            Self::Visitor(visitor, token) => {
                let stands = move |connection: &_| visitors::views::still_stands(connection, (&token, &visitor), now);
                live.db.read(stands).await.unwrap_or(true)
            }
            Self::Agent(session) => {
                let found = live.db.read(move |connection| accounts::views::session(connection, session)).await;
                found.map_or(true, |found| found.is_some_and(|found| found.is_alive(now)))
            }
        }
    }
}
