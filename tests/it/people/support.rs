//! The business's server, as the tests play it: it signs, prepares sessions and changes settings.

use deskbell::{
    api_keys::{self, model::NewApiKey},
    base::{Actor, Result, Scope, Scopes, secret},
    db::Tx,
    settings::model::identity_secrets,
    sites::{
        ContextField, Section,
        actions::{Edition, change},
    },
};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Response;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::{
    visitor::{Visitor, base64url},
    world::World,
};

/// What the pages are signed with just now.
pub fn present_secret(world: &World) -> String {
    let workspace = world.handles.settings.current().unwrap();
    identity_secrets(&world.handles.secret.0, &workspace, world.clock.now()).present.reveal().clone()
}

/// What a page says of a customer, with the hash that only the business's server can make.
pub fn proof(world: &World, id: &str) -> Value {
    hashed(&present_secret(world), id)
}

pub fn hashed(secret: &str, id: &str) -> Value {
    json!({ "user_id": id, "user_hash": secret::sign(secret, id) })
}

/// Seconds since 1970, so many from now.
pub fn seconds(world: &World, ahead: i64) -> i64 {
    world.clock.now().as_millis() / 1_000 + ahead
}

/// A token as libraries write it.
pub fn token(secret: &str, head: &str, payload: &[u8]) -> String {
    let signed = format!("{}.{}", base64url(head.as_bytes()), base64url(payload));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!("{signed}.{}", base64url(&mac.finalize().into_bytes()))
}

pub const HS256: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

/// A good token of these claims.
pub fn signed(world: &World, payload: &Value) -> String {
    token(&present_secret(world), HS256, payload.to_string().as_bytes())
}

/// Changes settings, and waits until all know.
pub async fn set<T: Send + 'static>(
    world: &World,
    act: impl FnOnce(&mut Tx<'_>, &Actor) -> Result<T> + Send + 'static,
) -> Result<T> {
    let done = world.handles.db.write(move |tx| act(tx, &Actor::System)).await;
    world.handles.settings.refresh().await.unwrap();
    world.handles.sites.refresh().await.unwrap();
    done
}

/// Allows names in the context of sessions of the first site.
pub async fn allow_context(world: &World, names: &[&str]) {
    let site = world.handles.sites.all()[0].id;
    let field = |name: &&str| ContextField {
        name: (*name).to_owned(),
        for_agents: true,
        for_bots: false,
        for_assistant: false,
    };
    let fields: Vec<_> = names.iter().map(field).collect();
    let edition = Edition { site, version: None };
    set(world, move |tx, actor| change(tx, actor, edition, [Section::ContextFields(fields)])).await.unwrap();
}

/// A key of the business's server.
pub async fn key(world: &World, scopes: &[Scope]) -> String {
    let scopes = Scopes::new(scopes.iter().copied());
    let new = NewApiKey { name: "Shop".to_owned(), scopes, expires_at: None };
    let made = world.handles.db.write(move |tx| api_keys::actions::make(tx, &Actor::System, new)).await.unwrap();
    world.handles.keyring.reload().await.unwrap();
    made.1.reveal().clone()
}

/// A call of the business's server.
pub async fn post(world: &World, (key, name): (&str, Option<&str>), path: &str, body: &Value) -> Response {
    let request = reqwest::Client::new().post(format!("{}{path}", world.address)).bearer_auth(key);
    let request = name.into_iter().fold(request, |request, name| request.header("Idempotency-Key", name));
    request.json(body).send().await.unwrap()
}

/// A prepared session for a page.
pub async fn prepared(world: &World, key: &str, body: Value) -> Value {
    let answer = post(world, (key, None), "/v1/chat/sessions", &body).await;
    assert_eq!(answer.status(), 201);
    answer.json().await.unwrap()
}

/// A browser's session call, without keeping anything: status and answer.
pub async fn says(visitor: &Visitor, body: Value) -> (u16, Value) {
    let answer = visitor.call(reqwest::Method::POST, "/api/widget/session", Some(body)).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// What a page says when nobody has acted.
pub fn at_load(visitor: &Visitor, identity: Value) -> Value {
    json!({ "app_id": visitor.app_id, "page": Visitor::page(), "identity": identity, "only_if_proven": true })
}

/// The reasons of all failures that were noted, newest first.
pub async fn failures(world: &World) -> Vec<String> {
    let db = &world.handles.db;
    let failures = db.read(|connection| deskbell::people::proofs::views::failures(connection, None, 100)).await;
    failures.unwrap().into_iter().map(|failure| failure.reason).collect()
}
