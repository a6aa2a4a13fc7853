//! Forgets files that were never sent, and removes bytes that no row tells of: those of deleted conversations, and of
//! uploads that ended half-way.

use crate::{
    base::{Clock, ids::FileId, time},
    db::Db,
    files::{self, Files, folder::TOP_FOLDERS, model::UNSENT_LIFE_MS},
    jobs::{Next, Worker},
};

/// Files forgotten in one transaction.
const BATCH: u32 = 500;

/// Ids that are asked for in one statement.
const ASKED_AT_ONCE: usize = 500;

/// How often unsent files are forgotten, in milliseconds.
const EVERY_MS: i64 = 10 * time::MINUTE;

/// How many of the folders are looked through each time: all of them within a day.
const FOLDERS_AT_ONCE: u16 = 4;

/// Keeps the folder of files to what rows tell of.
pub struct ForgetFiles {
    db: Db,
    clock: Clock,
    files: Files,
    due_at: i64,
    /// The folder that is looked through next.
    next_folder: u16,
}

impl ForgetFiles {
    /// A worker on these files.
    pub fn new(db: Db, clock: Clock, files: Files) -> Self {
        Self { db, clock, files, due_at: 0, next_folder: 0 }
    }

    /// Rows first: bytes without a row are found again, a row without bytes would promise what is not there.
    async fn forget_unsent(&self) -> anyhow::Result<bool> {
        let gone = self.db.write_essential(|tx| files::actions::forget_unsent(tx, BATCH)).await?;
        let has_more = gone.len() == BATCH as usize;
        let folder = self.files.folder.clone();
        tokio::task::spawn_blocking(move || folder.remove(&gone)).await?;
        Ok(has_more)
    }

    async fn remove_begun(&self) -> anyhow::Result<()> {
        let (folder, before) = (self.files.folder.clone(), self.clock.now().plus(-UNSENT_LIFE_MS));
        let removed = tokio::task::spawn_blocking(move || folder.remove_begun(|id| id.made_at() < before)).await??;
        if removed > 0 {
            tracing::info!(removed, "removed {removed} files whose upload had not ended");
        }
        Ok(())
    }

    /// An upload writes its row soon after its bytes: what is older than a day and has none has lost it.
    async fn remove_lost(&self, top: u16) -> anyhow::Result<()> {
        let (folder, before) = (self.files.folder.clone(), self.clock.now().plus(-UNSENT_LIFE_MS));
        let ids = tokio::task::spawn_blocking({
            let folder = folder.clone();
            move || folder.ids_in(top)
        });
        let old: Vec<FileId> = ids.await??.into_iter().filter(|id| id.made_at() < before).collect();
        for some in old.chunks(ASKED_AT_ONCE) {
            let some = some.to_vec();
            let lost = self.db.read(move |connection| files::views::unknown(connection, some)).await?;
            if !lost.is_empty() {
                tracing::info!(removed = lost.len(), "removed the bytes of {} files that are no more", lost.len());
            }
            let folder = folder.clone();
            tokio::task::spawn_blocking(move || folder.remove(&lost)).await?;
        }
        Ok(())
    }
}

impl Worker for ForgetFiles {
    const NAME: &'static str = "forget files";

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        let now = self.clock.now();
        if now.as_millis() < self.due_at {
            return Ok(Next::At(time::Timestamp::from_millis(self.due_at)));
        }
        if self.forget_unsent().await? {
            return Ok(Next::Again);
        }
        self.remove_begun().await?;
        for _ in 0..FOLDERS_AT_ONCE {
            self.remove_lost(self.next_folder).await?;
            self.next_folder = (self.next_folder + 1) % TOP_FOLDERS;
        }
        self.due_at = now.plus(EVERY_MS).as_millis();
        Ok(Next::At(now.plus(EVERY_MS)))
    }
}
