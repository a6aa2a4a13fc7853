//! The catalogue as agents and administrators see it.

mod export;
mod import_live;
mod plans;
mod search;

use deskbell::{
    api_keys::{self, model::NewApiKey},
    base::{Actor, Scope, Scopes},
};
use reqwest::Client;
use serde_json::{Value, json};

use crate::support::world::World;

/// A key of the shop's server that may do everything.
pub async fn key(world: &World) -> String {
    let new = NewApiKey { name: "Shop".to_owned(), scopes: Scopes::new(Scope::ALL), expires_at: None };
    let made = world.handles.db.write(move |tx| api_keys::actions::make(tx, &Actor::System, new)).await.unwrap();
    world.handles.keyring.reload().await.unwrap();
    made.1.reveal().clone()
}

/// Sends products as the shop's server does.
pub async fn push(world: &World, key: &str, products: Value) {
    let request = Client::new().post(format!("{}/v1/chat/ingest/products", world.address)).bearer_auth(key);
    let answer = request.json(&json!({"products": products})).send().await.unwrap();
    assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
}
