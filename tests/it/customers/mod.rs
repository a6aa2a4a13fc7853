//! What is known of customers: shown to agents, to themselves and to nobody else, read back, and erased.

mod card;
mod erasing;
mod own_activity;
mod read_back;
mod residue;
mod timeline;
mod totals;
mod trail;

use deskbell::{
    api_keys::{self, model::NewApiKey},
    base::{Actor, Scope, Scopes, secret},
    settings::model::identity_secret,
};
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::support::{visitor::Visitor, world::World};

/// A business whose server has a key that may do everything.
pub struct Business {
    pub world: World,
    key: String,
    client: Client,
}

impl Business {
    pub async fn start() -> Self {
        let world = World::start().await;
        let new = NewApiKey { name: "Shop".to_owned(), scopes: Scopes::new(Scope::ALL), expires_at: None };
        let made = world.handles.db.write(move |tx| api_keys::actions::make(tx, &Actor::System, new)).await.unwrap();
        world.handles.keyring.reload().await.unwrap();
        Self { world, key: made.1.reveal().clone(), client: Client::new() }
    }

    /// A call of the business's server.
    pub async fn calls(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let url = format!("{}/v1/chat/ingest/{path}", self.world.address);
        let mut request = self.client.request(method, url).bearer_auth(&self.key);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap_or_default())
    }

    /// Sends what is taken, and answers the contact's id.
    pub async fn sends(&self, operation: &str, body: Value) -> String {
        let (status, answer) = self.calls(Method::POST, operation, Some(body)).await;
        assert_eq!(status, 200, "{answer}");
        answer["customer_id"].as_str().unwrap().to_owned()
    }

    /// Sends records of a customer.
    pub async fn pushes(&self, customer: &str, records: Value) -> String {
        self.sends("records", json!({ "external_id": customer, "records": records })).await
    }

    /// What a page says of a customer, with the hash that only this business can make.
    pub fn proof(&self, customer: &str) -> Value {
        let salt = self.world.handles.settings.current().unwrap().identity_salt.clone();
        let secret = identity_secret(&self.world.handles.secret.0, &salt);
        json!({ "user_id": customer, "user_hash": secret::sign(secret.reveal(), customer) })
    }

    /// A browser that has proved to be a customer.
    pub async fn verified(&self, customer: &str) -> Visitor {
        let mut visitor = self.world.visitor();
        assert_eq!(visitor.session(Some(self.proof(customer))).await["is_verified"], true);
        visitor
    }

    /// Runs a statement on the database, as no front door can.
    pub async fn sets(&self, sql: &'static str) {
        self.world.handles.db.write(move |tx| Ok(tx.execute_batch(sql)?)).await.unwrap();
    }

    /// All items of a list that is read part by part.
    pub async fn all_items(&self, contact: &str, kind: &str) -> Vec<Value> {
        let agent = self.world.agent().await;
        let path = format!("/api/inbox/contacts/{contact}/activity?{kind}");
        let mut items = Vec::new();
        let mut cursor = String::new();
        loop {
            let (status, page) = agent.get(&format!("{path}{cursor}")).await;
            assert_eq!(status, 200, "{page}");
            items.extend(page["items"].as_array().unwrap().iter().cloned());
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return items,
            }
        }
    }
}

/// Reports another page of a browser.
pub async fn moves_to(visitor: &Visitor, url: &str, title: Option<&str>) {
    let page = json!({ "origin": crate::support::world::SHOP, "url": url, "title": title });
    let body = json!({ "app_id": visitor.app_id, "page": page });
    assert_eq!(visitor.call(Method::POST, "/api/widget/session", Some(body)).await.status(), 200);
}
