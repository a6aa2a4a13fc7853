//! Follows the log and tells agents of what concerns them.

use std::{sync::Arc, time::Duration};

use super::{
    model::{self, WasRead},
    store,
};
use crate::{
    base::{Actor, Result},
    db::{Db, Tx},
    events::{self, Author, Consumer, Event, Recorded},
    jobs::{Next, Worker},
};

/// The worker that tells agents.
#[derive(Clone)]
pub struct Notifier {
    db: Db,
}

/// The part that sees each event once.
struct Telling;

impl Notifier {
    /// A worker on this database. Where there never was one, what has happened so far is no news.
    ///
    /// # Errors
    /// `Internal` only.
    pub async fn start(db: Db) -> Result<Self> {
        events::begin_at_end::<Telling>(&db).await?;
        Ok(Self { db })
    }
}

impl Worker for Notifier {
    const NAME: &'static str = "notify";
    /// A burst of messages becomes few transactions, and nobody notices a fifth of a second.
    const REST: Duration = Duration::from_millis(200);

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        let has_more = events::run_consumer(&self.db, Arc::new(Telling)).await;
        Ok(if has_more.map_err(|error| anyhow::anyhow!("{error:?}"))? { Next::Again } else { Next::Idle })
    }
}

impl Consumer for Telling {
    const NAME: &'static str = "notifications";

    fn take(&self, tx: &mut Tx<'_>, events: &[Recorded]) -> Result<()> {
        let (mut said, mut answers, mut entries, mut read) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for Recorded { seq, event, .. } in events {
            match event {
                Event::MessagePosted { message_id, author: Author::Visitor, .. }
                | Event::MessageAnswered { message_id, .. } => said.push((*seq, *message_id)),
                Event::MessagePosted { message_id, author: Author::Agent, .. } => answers.push((*seq, *message_id)),
                Event::EntryAdded { entry_id, .. } => entries.push((*seq, *entry_id)),
                Event::AgentRead { agent_id, conversation_id, .. } => {
                    read.push(WasRead { seq: *seq, agent: *agent_id, conversation: *conversation_id });
                }
                _ => {}
            }
        }
        let mut told = Vec::new();
        if !said.is_empty() {
            told.extend(store::of_messages(tx, &said)?);
        }
        if !entries.is_empty() {
            let entries = store::of_entries(tx, &entries)?;
            let unread = store::unread_new(tx, entries.iter().filter(|told| told.is_left_behind))?;
            told.extend(model::with_room(entries, unread));
        }
        if !answers.is_empty() {
            read.extend(store::answered(tx, &answers)?);
        }
        let mut news = Vec::new();
        if !read.is_empty() {
            let lines = store::read_in(tx, &read, tx.now())?.into_iter();
            news.extend(lines.map(|(agent_id, id)| Event::NotificationsRead { agent_id, notification_id: Some(id) }));
        }
        let lines = model::lines(told, &read);
        if !lines.is_empty() {
            let added = store::add(tx, &lines, || tx.new_id())?.into_iter();
            news.extend(
                added.map(|(agent_id, notification_id)| Event::NotificationAdded { agent_id, notification_id }),
            );
        }
        tx.emit_all(&Actor::System, &news)
    }
}
