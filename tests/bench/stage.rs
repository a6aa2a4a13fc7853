//! Where measurements are made: a temporary folder on the project's disk, and databases that are filled once.

use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::fill::{self, Filled, Wanted};

/// Idle visitor sockets, and so visitors, of the budget.
pub const VISITORS: usize = 10_000;

/// Conversations of the large database, each of one message.
pub const CONVERSATIONS: usize = 100_000;

/// Messages of its long thread.
pub const THREAD: usize = 10_000;

/// Records in it.
pub const RECORDS: usize = 1_000_000;

/// What measurements share.
pub struct Stage {
    root: TempDir,
    /// Shorter and fewer repetitions, for trying the benchmark itself.
    pub is_quick: bool,
    small: OnceCell<Filled>,
    large: OnceCell<Filled>,
}

impl Stage {
    /// # Errors
    /// Where the disk refuses.
    pub fn new(is_quick: bool) -> Result<Self> {
        // Not the system's temporary folder, which may lie in memory.
        let root = tempfile::Builder::new().prefix("budgets-").tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        Ok(Self { root, is_quick, small: OnceCell::new(), large: OnceCell::new() })
    }

    pub fn root(&self) -> &Path {
        self.root.path()
    }

    /// `whole` of something in a whole run, `quick` in a quick one.
    pub fn pick<T>(&self, whole: T, quick: T) -> T {
        if self.is_quick { quick } else { whole }
    }

    /// A data folder that does not exist yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn new_folder(&self, name: &str) -> Result<PathBuf> {
        let beside = tempfile::Builder::new().prefix(name).tempdir_in(self.root.path())?.keep();
        Ok(beside.join("data"))
    }

    /// A claimed workspace with visitors that have said nothing yet.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub async fn small(&self) -> Result<&Filled> {
        let wanted = Wanted { visitors: VISITORS, conversations: 0, thread: 0, records: 0 };
        self.small.get_or_try_init(|| self.fill("small", wanted)).await
    }

    /// A claimed workspace with 100,000 conversations, one long one, and 1,000,000 records.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub async fn large(&self) -> Result<&Filled> {
        let wanted = Wanted { visitors: 0, conversations: CONVERSATIONS, thread: THREAD, records: RECORDS };
        self.large.get_or_try_init(|| self.fill("large", wanted)).await
    }

    /// The small database, as it was made.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub async fn small_copy(&self, name: &str) -> Result<PathBuf> {
        let copy = self.new_folder(name)?;
        fill::copy(self.small().await?, &copy)?;
        Ok(copy)
    }

    async fn fill(&self, name: &str, wanted: Wanted) -> Result<Filled> {
        fill::fill(&self.new_folder(name)?, wanted).await
    }
}
