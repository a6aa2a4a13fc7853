//! Telling an inbox that something was refused, with a line in the audit log where it may not do that.

use super::{
    protocol::{AgentHears, RefusedFrame},
    pump::Answer,
    talk,
};
use crate::{
    audit::{self, About, By, Fact, Kind},
    base::Error,
    db::Db,
};

/// A frame that may be refused.
pub struct Refusal {
    pub db: Db,
    pub by: By,
    /// What the frame would do, in words.
    pub what: &'static str,
}

impl Refusal {
    /// The frame that says it.
    pub async fn of(self, client_id: Option<String>, error: Error) -> RefusedFrame {
        if matches!(error, Error::Forbidden(_)) {
            self.note().await;
        }
        talk::refused(client_id, error)
    }

    /// The same as an answer, for frames that nobody waits for by name.
    pub fn answer(self, error: Error) -> Answer {
        Box::pin(async move { talk::line(&AgentHears::Refused(self.of(None, error).await)) })
    }

    /// The refusal stands whether or not this can be written.
    async fn note(self) {
        let Self { db, by, what } = self;
        let about = About::fact(Fact::How, format!("{what}, sent by the inbox"));
        let noted = db.write_essential(move |tx| audit::actions::note_bounded(tx, &by, Kind::Refused, &about));
        if let Err(error) = noted.await {
            tracing::warn!(%error, "a refusal could not be noted");
        }
    }
}
