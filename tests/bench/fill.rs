//! Databases to measure on, made with Deskbell's own actions, so that they hold what real use leaves behind.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use deskbell::{
    accounts::{Agent, AgentName, EmailAddress, actions as accounts},
    api_keys::{self, model::NewApiKey},
    base::{
        Actor, Clock, Random, Role, Scope, Scopes, Secret, VisitorActor,
        ids::{ContactId, ConversationId, SiteId},
        time::DAY,
    },
    console::claim::{Claim, claim},
    contacts,
    conversations::{
        actions as conversations,
        model::{ClientId, MessageBody, NewMessage},
    },
    db::{DataFolder, Db, DbOptions, Tx},
    settings::WorkspaceName,
    visitors::{self, actions::NewVisitor},
};

use crate::history::{self, Bought};

/// Rows that one transaction makes.
const BATCH: usize = 250;

/// The conversations of a large database are spread over this time.
const SPAN_MS: i64 = DAY;

/// Of the long thread's messages, each so many is an agent's.
const ANSWERS_EVERY: usize = 10;

/// What a database is to hold beside a claimed workspace, an agent and a key.
#[derive(Clone, Copy)]
pub struct Wanted {
    /// Browsers with a token, that have said nothing yet.
    pub visitors: usize,
    /// Conversations of one message, each of its own visitor.
    pub conversations: usize,
    /// Messages in one more conversation; none where 0.
    pub thread: usize,
    /// Customers and what they bought.
    pub bought: Option<Bought>,
}

/// A database with the keys to it.
pub struct Filled {
    pub folder: PathBuf,
    pub app_id: String,
    /// The owner's session.
    pub session: String,
    pub api_key: String,
    /// Tokens of the visitors.
    pub tokens: Vec<String>,
    /// The conversation with many messages.
    pub thread: Option<String>,
    /// The contact with many records.
    pub regular: Option<String>,
}

/// Makes a database in `folder` and closes it in order.
///
/// # Errors
/// What the library says.
pub async fn fill(folder: &Path, wanted: Wanted) -> Result<Filled> {
    let claimed = DataFolder::claim(folder)?;
    let now = Clock::system().now();
    let clock = Clock::fixed(now.plus(-SPAN_MS));
    let db = Db::open(&claimed, &DbOptions::default(), clock.clone(), Random::from_system())?;
    let (owner, site, app_id) = db.write(set_up).await?;

    make_conversations(&db, &clock, (site, wanted.conversations)).await?;
    let thread = if wanted.thread > 0 {
        Some(make_thread(&db, site, (owner.clone(), wanted.thread)).await?.to_string())
    } else {
        None
    };
    clock.advance(now.as_millis() - clock.now().as_millis());
    let regular = match wanted.bought {
        Some(bought) => Some(history::make(&db, bought).await?.to_string()),
        None => None,
    };
    let tokens = make_visitors(&db, site, wanted.visitors).await?;
    let (session, api_key) = db.write(move |tx| give_keys(tx, &owner)).await?;
    // As housekeeping does; with what it learns SQLite may choose other ways to the same rows.
    db.write(|tx| Ok(tx.execute_batch("PRAGMA optimize")?)).await?;

    db.close().await;
    claimed.release();
    let folder = folder.to_owned();
    Ok(Filled { folder, app_id, session, api_key, tokens, thread, regular })
}

/// Copies a closed database, so that each measurement finds it as it was made.
///
/// # Errors
/// Where the disk refuses.
pub fn copy(from: &Filled, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(&from.folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// How many rows a table of a closed database holds.
///
/// # Errors
/// Where it cannot be read.
pub fn count(folder: &Path, table: &str) -> Result<u64> {
    let connection = rusqlite::Connection::open(folder.join("deskbell.db"))?;
    let count: i64 = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
    Ok(u64::try_from(count)?)
}

fn set_up(tx: &mut Tx<'_>) -> deskbell::base::Result<(Agent, SiteId, String)> {
    let words = || -> Result<Claim, &'static str> {
        Ok(Claim {
            business: WorkspaceName::parse("Fern & Co")?,
            owner: accounts::NewAgent {
                email: EmailAddress::parse("ana@fern.example")?,
                name: AgentName::parse("Ana")?,
                role: Role::Owner,
                password_hash: Secret::new("no password fits this".to_owned()),
            },
            setup_address: "http://127.0.0.1".to_owned(),
        })
    };
    let owner = claim(tx, words().map_err(deskbell::base::Error::internal)?, None)?;
    let (site, app_id) = tx.query_row("SELECT site_id, app_id FROM sites", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((owner, site, app_id))
}

fn give_keys(tx: &mut Tx<'_>, owner: &Agent) -> deskbell::base::Result<(String, String)> {
    let session = accounts::start_session(tx, owner)?;
    let scopes = Scopes::new([Scope::Identify, Scope::Records]);
    let new = NewApiKey { name: "Benchmark".to_owned(), scopes, expires_at: None };
    let (_, key) = api_keys::actions::make(tx, &owner.actor(), new)?;
    Ok((session.reveal().clone(), key.reveal().clone()))
}

async fn make_visitors(db: &Db, site: SiteId, count: usize) -> Result<Vec<String>> {
    let mut tokens = Vec::with_capacity(count);
    while tokens.len() < count {
        let batch = BATCH.min(count - tokens.len());
        let made = db.write(move |tx| (0..batch).map(|_| Ok(new_visitor(tx, site)?.1)).collect()).await;
        let made: Vec<String> = made?;
        tokens.extend(made);
    }
    Ok(tokens)
}

async fn make_conversations(db: &Db, clock: &Clock, (site, count): (SiteId, usize)) -> Result<()> {
    let mut made = 0;
    while made < count {
        let batch = BATCH.min(count - made);
        let begin = made;
        let work = move |tx: &mut Tx<'_>| {
            for index in begin..begin + batch {
                let (visitor, _) = new_visitor(tx, site)?;
                let text = format!("Where is my parcel? The order has the number {}.", 100_000 + index);
                conversations::post(tx, &Actor::Visitor(visitor), &message(None, index, &text)?)?;
            }
            Ok(())
        };
        db.write(work).await?;
        made += batch;
        clock.advance(SPAN_MS * i64::try_from(batch)? / i64::try_from(count)?);
    }
    Ok(())
}

async fn make_thread(db: &Db, site: SiteId, (owner, count): (Agent, usize)) -> Result<ConversationId> {
    let begin = move |tx: &mut Tx<'_>| {
        let (visitor, _) = new_visitor(tx, site)?;
        let first = message(None, 0, "May I ask you a few things about my last order?")?;
        let posted = conversations::post(tx, &Actor::Visitor(visitor), &first)?;
        Ok((visitor, posted.conversation))
    };
    let (visitor, conversation) = db.write(begin).await?;
    let mut made = 1;
    while made < count {
        let (begin, batch, owner) = (made, BATCH.min(count - made), owner.actor());
        let work = move |tx: &mut Tx<'_>| {
            for index in begin..begin + batch {
                let is_answer = index % ANSWERS_EVERY == 0;
                let actor = if is_answer { owner.clone() } else { Actor::Visitor(visitor) };
                let text = format!("Message {index} of a talk that has gone on for a long time.");
                conversations::post(tx, &actor, &message(Some(conversation), index, &text)?)?;
            }
            Ok(())
        };
        db.write(work).await?;
        made += batch;
    }
    Ok(conversation)
}

/// A browser as its first act leaves it.
fn new_visitor(tx: &mut Tx<'_>, site: SiteId) -> deskbell::base::Result<(VisitorActor, String)> {
    let contact: ContactId = contacts::actions::create_anonymous(tx, &Actor::System)?;
    let (visitor, token) = visitors::actions::start(tx, NewVisitor { id: None, site, contact, is_verified: false })?;
    Ok((visitor, token.reveal().clone()))
}

fn message(conversation: Option<ConversationId>, index: usize, text: &str) -> deskbell::base::Result<NewMessage> {
    let client_id = ClientId::parse(&format!("benchmark-{index}"))?;
    Ok(NewMessage::text(conversation, client_id, MessageBody::parse(text)?))
}

impl Wanted {
    /// Customers, and nothing else.
    pub fn customers(bought: Bought) -> Self {
        Self { visitors: 0, conversations: 0, thread: 0, bought: Some(bought) }
    }
}

impl Filled {
    /// The token of a visitor, by number.
    ///
    /// # Errors
    /// Where fewer were made.
    pub fn token(&self, index: usize) -> Result<&str> {
        self.tokens.get(index).map(String::as_str).context("there are not as many visitors")
    }
}
