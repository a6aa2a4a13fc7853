//! How the public API knows who calls.

use std::{net::IpAddr, sync::Arc};

use poem::Request;
use poem_openapi::{SecurityScheme, auth::Bearer};

use super::{
    Keyring,
    idempotency::{self, InProgress, Outcome, Repeatable},
};
use crate::{
    base::{Actor, Error, Permission, Result, Scope, Secret},
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
pub struct ApiKeyAuth(Presented);

/// A key that was right when the request began.
pub struct Presented {
    keyring: Keyring,
    text: Secret<String>,
    from: IpAddr,
}

impl ApiKeyAuth {
    /// Whom the key proves now. A body may take long to arrive: a key that was revoked or narrowed meanwhile does
    /// nothing with it, so this is asked when it is there.
    ///
    /// # Errors
    /// `401`.
    pub fn actor(&self) -> Result<Actor, ApiError> {
        let Presented { keyring, text, from } = &self.0;
        keyring.prove(text.reveal(), *from).ok_or_else(|| ApiError::unauthorized(CREDENTIALS))
    }
}

async fn check(request: &Request, bearer: Bearer) -> poem::Result<Presented> {
    let keyring = request.data::<Keyring>().ok_or_else(|| missing("keyring"))?;
    let limits = request.data::<Arc<Limits>>().ok_or_else(|| missing("limits"))?;
    let from = Client::of(request).address;
    let actor = keyring.prove(&bearer.token, from).ok_or_else(|| ApiError::unauthorized(CREDENTIALS))?;
    if let Actor::ApiKey { id, .. } = &actor {
        let allowance = limits.take(Limit::Ingest, Key::ApiKey(*id))?;
        allowance::note(request, allowance);
    }
    Ok(Presented { keyring: keyring.clone(), text: Secret::new(bearer.token), from })
}

fn missing(what: &str) -> ApiError {
    Error::internal(format!("the public service was built without its {what}")).into()
}

/// A request as its repeat will be recognised: by its `Idempotency-Key`, if it has one, and by what it asks.
pub struct Asked<'r> {
    pub request: &'r Request,
    pub key: IdempotencyKey,
    pub body: &'r [u8],
    /// What a key must be allowed, also to be given an answer again.
    pub scope: Scope,
}

/// Does `act` for the holder of a key: once for each `Idempotency-Key`, or plainly where none was sent.
///
/// # Errors
/// `Forbidden` without the scope; those of [`idempotency::once`] and of `act`.
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
    actor.may(Permission::Scope(asked.scope))?;
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
