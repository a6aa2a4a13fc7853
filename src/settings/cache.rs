//! The workspace in memory, so that no page asks the database for its name.

use std::sync::Arc;

use super::{Workspace, views};
use crate::{
    base::Result,
    db::Db,
    events::{Followed, LATE_BY},
    jobs::{Next, Worker},
};

/// After these the row is read again.
const KINDS: &[&str] = &["workspace_claimed", "settings_changed"];

/// The handle. Cheap to clone; all clones see the same row.
#[derive(Clone)]
pub struct Settings(Arc<Followed<Option<Arc<Workspace>>>>);

impl Settings {
    /// Reads the row for the first time.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn start(db: Db) -> Result<Self> {
        Followed::start(db, KINDS, |connection| Ok(views::workspace(connection)?.map(Arc::new))).await.map(Self)
    }

    /// The workspace; `None` until this Deskbell is set up.
    pub fn current(&self) -> Option<Arc<Workspace>> {
        Option::clone(&self.0.current())
    }

    /// Takes in what was just changed.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn refresh(&self) -> Result<()> {
        self.0.look().await
    }
}

impl Worker for Settings {
    const NAME: &'static str = "settings";
    const REST: std::time::Duration = LATE_BY;

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        self.refresh().await?;
        Ok(Next::Idle)
    }
}
