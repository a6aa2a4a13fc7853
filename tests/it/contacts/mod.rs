//! People as agents work on them: edited, noted about, found, blocked, merged and parted again.

mod changes;
mod finding;
mod logged;
mod merging;
mod notes;
mod sight;
mod whereabouts;

use deskbell::{
    accounts::{Agent as Person, actions::start_session},
    base::Role,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    customers::Business,
    support::{agent::Agent, visitor::Visitor},
};

/// A stranger that has said something: its browser, its contact and its conversation.
pub struct Stranger {
    pub visitor: Visitor,
    pub contact: String,
    pub conversation: String,
}

/// A browser that says something; with claims or without.
pub async fn stranger(business: &Business, body: &str, claims: Option<Value>) -> Stranger {
    let mut visitor = business.world.visitor();
    visitor.session(claims).await;
    let mut panel = visitor.connect().await;
    let conversation = visitor.says(&mut panel, None, body).await["conversation_id"].as_str().unwrap().to_owned();
    let agent = business.world.agent().await;
    let contact = contact_of(&agent, &conversation).await;
    Stranger { visitor, contact, conversation }
}

/// Whose a conversation is.
pub async fn contact_of(agent: &Agent, conversation: &str) -> String {
    let (status, thread) = agent.get(&format!("/api/inbox/conversations/{conversation}")).await;
    assert_eq!(status, 200, "{thread}");
    thread["contact"]["id"].as_str().unwrap().to_owned()
}

/// A call of the inbox: status and answer.
pub async fn does(agent: &Agent, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
    let response = agent.call(method, &format!("/api/inbox/{path}"), body).await;
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

/// The details of a card.
pub async fn card(agent: &Agent, contact: &str) -> Value {
    let (status, mut card) = agent.get(&format!("/api/inbox/contacts/{contact}")).await;
    assert_eq!(status, 200, "{card}");
    card["contact"].take()
}

/// Merges two people, and answers the merge's id.
pub async fn merged(agent: &Agent, (one, other): (&str, &str)) -> String {
    let (status, done) =
        does(agent, Method::POST, &format!("contacts/{one}/merge"), Some(json!({ "other": other }))).await;
    assert_eq!(status, 200, "{done}");
    done["merge_id"].as_str().unwrap().to_owned()
}

/// Takes a merge back.
pub async fn parted(agent: &Agent, merge: &str) {
    let (status, done) = does(agent, Method::POST, &format!("merges/{merge}/undo"), None).await;
    assert_eq!(status, 200, "{done}");
}

/// The ids of the conversations that a browser lists.
pub async fn listed(visitor: &Visitor) -> Vec<String> {
    let (status, list) = visitor.get("/api/widget/conversations").await;
    assert_eq!(status, 200, "{list}");
    let listed = list["conversations"].as_array().unwrap().iter();
    let mut listed: Vec<_> = listed.map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    listed.sort();
    listed
}

/// A customer's browser that has said something: the browser and the conversation.
pub async fn customer(business: &Business, id: &str, body: &str) -> (Visitor, String) {
    let visitor = business.verified(id).await;
    let mut panel = visitor.connect().await;
    let conversation = visitor.says(&mut panel, None, body).await["conversation_id"].as_str().unwrap().to_owned();
    (visitor, conversation)
}

/// Somebody else of the team, signed in.
pub async fn colleague(business: &Business, name: &'static str, role: Role) -> Agent {
    let token = business.world.handles.db.write(move |tx| {
        let id = tx.new_id();
        let (email, now) = (format!("{name}@fern.example"), tx.now());
        tx.execute(
            "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at) VALUES (?1, ?2, ?3, ?4, '', ?5)",
            rusqlite::params![id, email, name, role.as_str(), now],
        )?;
        let person = Person { id, email, name: name.to_owned(), role, is_active: true, picture_id: None };
        start_session(tx, &person)
    });
    Agent::new(&business.world.address, token.await.unwrap().reveal())
}
