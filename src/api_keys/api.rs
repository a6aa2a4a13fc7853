//! How the public API knows who calls.

use std::sync::Arc;

use poem::Request;
use poem_openapi::{SecurityScheme, auth::Bearer};

use super::{
    Keyring,
    idempotency::{self, InProgress, Outcome, Repeatable},
};
use crate::{
    base::{Actor, Error, Result},
    db::{Db, Tx},
    http::{
        Answered, ApiError, CREDENTIALS, Client, IdempotencyKey, Key, Limit, Limits, allowance,
        idempotency::request_hash,
    },
};

/// A key made under Settings → Developers, sent as `Authorization: Bearer wgk_…`. Each operation names the scope it
/// needs. Keep keys on servers: whoever has one can write your customers' data.
#[derive(SecurityScheme)]
#[oai(rename = "ApiKey", ty = "bearer", bearer_format = "wgk_…", checker = "check")]
pub struct ApiKeyAuth(pub Actor);

async fn check(request: &Request, bearer: Bearer) -> poem::Result<Actor> {
    let keyring = request.data::<Keyring>().ok_or_else(|| missing("keyring"))?;
    let limits = request.data::<Arc<Limits>>().ok_or_else(|| missing("limits"))?;
    let actor =
        keyring.prove(&bearer.token, Client::of(request).address).ok_or_else(|| ApiError::unauthorized(CREDENTIALS))?;
    if let Actor::ApiKey { id, .. } = &actor {
        let allowance = limits.take(Limit::Ingest, Key::ApiKey(*id))?;
        allowance::note(request, allowance);
    }
    Ok(actor)
}

fn missing(what: &str) -> ApiError {
    Error::internal(format!("the public service was built without its {what}")).into()
}

/// A request as its repeat will be recognised: by its `Idempotency-Key`, if it has one, and by what it asks.
pub struct Asked<'r> {
    pub request: &'r Request,
    pub key: IdempotencyKey,
    pub body: &'r [u8],
}

/// Does `act` for the holder of a key: once for each `Idempotency-Key`, or plainly where none was sent.
///
/// # Errors
/// Those of [`idempotency::once`] and of `act`.
pub async fn answer<T, F, const STATUS: u16>(
    db: &Db,
    progress: &InProgress,
    (actor, asked): (Actor, Asked<'_>),
    act: F,
) -> Result<Answered<T, STATUS>, ApiError>
where
    F: FnOnce(&mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
    T: poem_openapi::types::ToJSON + Send + 'static,
{
    let Some(name) = asked.key.0 else {
        let value = db.write(move |tx| act(tx, &actor)).await?;
        return Ok(Answered::now(&value));
    };
    let repeatable = Repeatable { name, request_hash: request_hash(asked.request, asked.body) };
    let act = move |tx: &mut Tx<'_>, actor: &Actor| {
        let answered = Answered::<T, STATUS>::now(&act(tx, actor)?);
        let body = answered.body().to_owned();
        Ok((answered, body))
    };
    match idempotency::once(db, progress, (actor, repeatable), act).await? {
        Outcome::Now(answered) => Ok(answered),
        Outcome::Again(body) => Ok(Answered::again(body)),
    }
}
