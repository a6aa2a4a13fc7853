//! Agents beside each other: who is there, who has what open, and what each is told of.

mod notifications;
mod preferences;
mod presence;
mod telling;
mod viewing;

use deskbell::{
    accounts::{Agent as Account, actions::start_session},
    base::Role,
};
use serde_json::Value;

use crate::support::{agent::Agent, socket::Socket, world::World};

/// Somebody else who answers, with an account of its own.
pub async fn colleague(world: &World, name: &'static str, role: Role) -> (Agent, String) {
    // Who came first is told by the time.
    world.clock.advance(1);
    let made = world.handles.db.write(move |tx| {
        let id = tx.new_id();
        let email = format!("{}@fern.example", name.to_lowercase());
        tx.execute(
            "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at) VALUES (?1, ?2, ?3, ?4, '', ?5)",
            rusqlite::params![id, email, name, role.as_str(), tx.now()],
        )?;
        tx.emit(&deskbell::base::Actor::System, &deskbell::events::Event::AgentChanged { agent_id: id })?;
        let account = Account { id, email, name: name.to_owned(), role, is_active: true, picture_id: None };
        Ok((start_session(tx, &account)?, id))
    });
    let (token, id) = made.await.unwrap();
    (Agent::new(&world.address, token.reveal()), id.to_string())
}

/// The owner's id.
pub async fn own_id(agent: &Agent) -> String {
    agent.get("/api/inbox/me").await.1["agent"]["id"].as_str().unwrap().to_owned()
}

/// Waits until a colleague is said to be something.
pub async fn hears_presence(socket: &mut Socket, agent: &str, presence: &str) {
    loop {
        let frame = socket.next_of("colleagues").await;
        if presence_in(&frame, agent) == Some(presence.to_owned()) {
            return;
        }
    }
}

/// What a `colleagues` frame says of somebody.
pub fn presence_in(frame: &Value, agent: &str) -> Option<String> {
    let all = frame["colleagues"].as_array().unwrap();
    let one = all.iter().find(|one| one["agent_id"] == agent)?;
    Some(one["presence"].as_str().unwrap().to_owned())
}
