//! The valid keys in memory: a request is let in without a question to the database.
//!
//! The keyring follows the event log. A key that was revoked or narrowed is so here as soon as the log's wake-up has
//! been seen, well within a second; every request asks, also on a connection that stays open, and `expires_at` is asked
//! against the clock each time.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use super::{model, store, views};
use crate::{
    base::{Actor, Clock, Result, Scopes, Timestamp, ids::ApiKeyId, secret, time::MINUTE},
    db::{Db, Snapshot},
    events::{self, LATE_BY},
    jobs::{Next, Worker},
};

/// All keys that are not revoked. Cheap to clone.
#[derive(Clone)]
pub struct Keyring {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    clock: Clock,
    keys: RwLock<HashMap<String, Entry>>,
    /// The last event that has been looked at.
    seq: AtomicI64,
    /// The event that the keys held are as new as.
    loaded_at: AtomicI64,
}

struct Entry {
    id: ApiKeyId,
    secret_hash: [u8; 32],
    scopes: Scopes,
    expires_at: Option<Timestamp>,
    /// When the use was last noted, in milliseconds; shared, so that reloading keeps it.
    noted_at: Arc<AtomicI64>,
}

/// Keeps a [`Keyring`] up to date; give it to [`crate::jobs::run`].
pub struct KeyringWorker(Keyring);

impl Keyring {
    /// Loads the keys.
    ///
    /// # Errors
    /// `Internal` where they cannot be read.
    pub async fn open(db: Db, clock: Clock) -> Result<Self> {
        // The place in the log comes first: what happens in between is then looked at twice, never missed.
        let seq = *db.wakeups().borrow();
        let inner =
            Inner { db, clock, keys: RwLock::default(), seq: AtomicI64::new(seq), loaded_at: AtomicI64::new(0) };
        let keyring = Self { inner: Arc::new(inner) };
        keyring.reload().await?;
        Ok(keyring)
    }

    /// What keeps this keyring up to date.
    pub fn worker(&self) -> KeyringWorker {
        KeyringWorker(self.clone())
    }

    /// The actor that a key presented from an address proves, in the same time whatever is wrong with it.
    pub fn prove(&self, presented: &str, from: IpAddr) -> Option<Actor> {
        let presented_hash = secret::fingerprint(presented);
        let now = self.inner.clock.now();
        let keys = self.inner.keys.read().unwrap_or_else(PoisonError::into_inner);
        let found = keys.get(model::public_part(presented));
        // A made-up key is compared too, with a hash that nothing has.
        let is_right = secret::same(&presented_hash, found.map_or(&[0; 32], |entry| &entry.secret_hash));
        let entry = found.filter(|entry| is_right && entry.expires_at.is_none_or(|end| now < end))?;
        self.note_use(entry, (now, from));
        Some(Actor::ApiKey { id: entry.id, scopes: entry.scopes.clone() })
    }

    /// Reads the keys anew, for whoever has just made, changed or revoked one and cannot wait for the log.
    ///
    /// # Errors
    /// `Internal` where they cannot be read; the keyring then stays as it was.
    pub async fn reload(&self) -> Result<()> {
        let read = |connection: &Snapshot| Ok((events::last_seq(connection)?, views::provable(connection)?));
        let (seq, provable) = self.inner.db.read(read).await?;
        let mut keys = self.inner.keys.write().unwrap_or_else(PoisonError::into_inner);
        if self.inner.loaded_at.fetch_max(seq, Ordering::Relaxed) > seq {
            // Somebody has read later and was quicker: an older list must not bring back a revoked key.
            return Ok(());
        }
        let fresh = provable.into_iter().map(|views::Provable { key, secret_hash }| {
            let known = keys.get(&key.public_part).map(|entry| Arc::clone(&entry.noted_at));
            let noted_at =
                known.unwrap_or_else(|| Arc::new(AtomicI64::new(key.last_used_at.map_or(0, Timestamp::as_millis))));
            let entry = Entry { id: key.id, secret_hash, scopes: key.scopes, expires_at: key.expires_at, noted_at };
            (key.public_part, entry)
        });
        let fresh: HashMap<_, _> = fresh.collect();
        *keys = fresh;
        Ok(())
    }

    /// Notes when and where from a key was used, at most once a minute and beside the request.
    fn note_use(&self, entry: &Entry, (now, from): (Timestamp, IpAddr)) {
        let noted = entry.noted_at.load(Ordering::Relaxed);
        let is_due = now.as_millis() - noted >= MINUTE;
        if !is_due
            || entry.noted_at.compare_exchange(noted, now.as_millis(), Ordering::Relaxed, Ordering::Relaxed).is_err()
        {
            return;
        }
        let (db, id) = (self.inner.db.clone(), entry.id);
        tokio::spawn(async move {
            if let Err(error) = db.write(move |tx| store::touch(tx, id, (now, &from.to_string()))).await {
                tracing::debug!(%error, "could not note that a key was used");
            }
        });
    }

    async fn follow(&self) -> Result<()> {
        let seen = self.inner.seq.load(Ordering::Relaxed);
        let (last, has_changed) = self.inner.db.read(move |connection| views::changed_since(connection, seen)).await?;
        if has_changed {
            self.reload().await?;
        }
        self.inner.seq.store(last, Ordering::Relaxed);
        Ok(())
    }
}

impl Worker for KeyringWorker {
    const NAME: &'static str = "keyring";
    const REST: Duration = LATE_BY;

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        // The rest comes after the look, not before it: a revocation on a quiet server takes effect at once.
        self.0.follow().await?;
        Ok(Next::Idle)
    }
}
