//! Requests that may be sent twice: the second one gets the first one's answer and changes nothing.
//!
//! Only what had an effect is kept, which is what was answered 2xx, for a day and in the transaction of the effect:
//! there is never one without the other. A refused request changed nothing, so its repeat is simply tried again.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use super::store;
use crate::{
    base::{Actor, Error, Result, Timestamp, ids::ApiKeyId, time::DAY},
    db::{Db, Tx},
};

/// How many outdated answers each new one clears away; more than one, so that they never pile up.
const CLEARED_EACH: u32 = 8;

/// An answer and the request it belongs to. Its status is the operation's.
pub struct StoredAnswer {
    pub request_hash: [u8; 32],
    pub body: String,
}

/// How a request is recognised when it comes again.
pub struct Repeatable {
    /// What the client calls it.
    pub name: String,
    /// What it is.
    pub request_hash: [u8; 32],
}

/// An answer made now, or given again.
pub enum Outcome<T> {
    Now(T),
    Again(String),
}

/// The requests in progress. Cheap to clone.
#[derive(Clone, Default)]
pub struct InProgress(Arc<Mutex<HashSet<(ApiKeyId, String)>>>);

/// Takes a name out again when the request has ended, also by a lost connection or a panic.
struct Turn {
    all: InProgress,
    key: (ApiKeyId, String),
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.all.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl InProgress {
    fn begin(&self, id: ApiKeyId, name: &str) -> Result<Turn> {
        let key = (id, name.to_owned());
        let is_new = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        if !is_new {
            return Err(Error::Conflict(
                "A request with this Idempotency-Key is still in progress. Try again in a second.".to_owned(),
            ));
        }
        Ok(Turn { all: self.clone(), key })
    }
}

/// Does `act` once for each name that the actor's key gives: a repeat gets the stored answer.
///
/// # Errors
/// `Conflict` while the first one is in progress; `Invalid` where the name was used for another request; what `act`
/// answers, and then nothing is kept.
pub async fn once<T, F>(
    db: &Db,
    progress: &InProgress,
    (actor, repeatable): (Actor, Repeatable),
    act: F,
) -> Result<Outcome<T>>
where
    F: FnOnce(&mut Tx<'_>, &Actor) -> Result<(T, String)> + Send + 'static,
    T: Send + 'static,
{
    let Actor::ApiKey { id, .. } = actor else {
        return Err(Error::internal("only requests with a key can be repeated"));
    };
    let turn = progress.begin(id, &repeatable.name)?;
    db.write(move |tx| {
        // The turn ends with this closure, which the writer drops before it commits. A repeat that arrives in between
        // is queued behind it and finds the answer.
        let _turn = turn;
        let yesterday = tx.now().plus(-DAY);
        if let Some(stored) = store::answer(tx, id, &repeatable.name, yesterday)? {
            return replay(stored, &repeatable);
        }
        let (value, body) = act(tx, &actor)?;
        store::prune_answers(tx, yesterday, CLEARED_EACH)?;
        store::insert_answer(tx, id, &repeatable.name, &StoredAnswer { request_hash: repeatable.request_hash, body })?;
        Ok(Outcome::Now(value))
    })
    .await
}

fn replay<T>(stored: StoredAnswer, repeatable: &Repeatable) -> Result<Outcome<T>> {
    if stored.request_hash == repeatable.request_hash {
        return Ok(Outcome::Again(stored.body));
    }
    let sentence =
        "This Idempotency-Key was used for another request in the last 24 hours. Use a fresh one for each request.";
    Err(crate::base::FieldErrors::one("/Idempotency-Key", sentence).into())
}

/// Forgets up to `limit` answers older than a day and answers how many.
///
/// # Errors
/// `Internal` where they cannot be deleted.
pub fn prune(tx: &Tx<'_>, now: Timestamp, limit: u32) -> Result<usize> {
    store::prune_answers(tx, now.plus(-DAY), limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Random, ids::NewId};

    #[test]
    fn a_name_is_busy_until_its_request_has_ended() {
        let id = ApiKeyId::new(Timestamp::from_millis(0), &Random::seeded(1));
        let other = ApiKeyId::new(Timestamp::from_millis(0), &Random::seeded(2));
        let progress = InProgress::default();

        let turn = progress.begin(id, "n1");

        assert!(turn.is_ok() && progress.begin(other, "n1").is_ok() && progress.begin(id, "n2").is_ok());
        assert!(matches!(progress.begin(id, "n1"), Err(Error::Conflict(_))));
        drop(turn);
        assert!(progress.begin(id, "n1").is_ok());
    }
}
