//! What agents do to conversations, what they write for the team alone, and that visitors never learn of it.

mod acts;
mod blocked;
mod canary;
mod drafts;
mod in_hands;
mod macros;
mod many;
mod notes;
mod plans;
mod snooze;
mod stopped;
mod tagging;
mod thread;
mod waiting;

use deskbell::{
    accounts::{
        AgentName, EmailAddress,
        actions::{NewAgent, create, start_session},
    },
    base::{Actor, Role, Secret},
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    support::{agent::Agent, world::World},
    talk::Talk,
};

pub const SALES: &str = "tem_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";
pub const REFUND: &str = "tag_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";
pub const GONE_TAG: &str = "tag_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4D";
pub const NOWHERE: &str = "cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";

/// A conversation, Ana who owns the business, and Bo who answers; a team and a tag.
pub struct Desk {
    pub talk: Talk,
    pub ana_id: String,
    pub bo: Agent,
    pub bo_id: String,
}

impl Desk {
    pub async fn start() -> Self {
        let talk = Talk::start().await;
        let ana_id = talk.agent.get("/api/inbox/me").await.1["agent"]["id"].as_str().unwrap().to_owned();
        let (bo, bo_id) = colleague(&talk.world, "Bo", Role::Agent).await;
        let made = |tx: &mut deskbell::db::Tx<'_>| {
            tx.execute("INSERT INTO teams (team_id, name, created_at) VALUES (?1, 'Sales', 0)", [SALES])?;
            let tag = "INSERT INTO tags (tag_id, name, colour, created_at) VALUES (?1, 'Refund', 'blue', 0)";
            tx.execute(tag, [REFUND])?;
            Ok(())
        };
        talk.world.handles.db.write(made).await.unwrap();
        Self { talk, ana_id, bo, bo_id }
    }

    /// Lets Ana do something to the conversation, and answers what became of it.
    pub async fn acts(&self, act: Value) -> Value {
        let (status, answer) = acts(&self.talk.agent, &[(&self.talk.conversation, act)]).await;
        assert_eq!(status, 200, "{answer}");
        answer["results"][0].clone()
    }

    /// The conversation as Ana opens it.
    pub async fn opened(&self) -> Value {
        let (status, thread) =
            self.talk.agent.get(&format!("/api/inbox/conversations/{}", self.talk.conversation)).await;
        assert_eq!(status, 200, "{thread}");
        thread
    }

    /// The lines about what was done: what, whom it concerns, and by whom.
    pub async fn lines(&self) -> Vec<(String, Option<String>, Option<String>)> {
        let thread = self.opened().await;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let acts = thread["entries"].as_array().unwrap().iter().filter(|entry| entry["act"].is_object());
        acts.map(|entry| {
            (text(&entry["act"]["what"]).unwrap(), text(&entry["act"]["name"]), text(&entry["author_name"]))
        })
        .collect()
    }

    pub async fn row(&self) -> Value {
        self.opened().await["conversation"].clone()
    }

    /// Lets the visitor write, and waits until it is stored.
    pub async fn visitor_writes(&mut self, body: &str) -> Value {
        let Talk { visitor, panel, conversation, .. } = &mut self.talk;
        visitor.says(panel, Some(conversation), body).await
    }
}

/// Somebody else who signs in.
pub async fn colleague(world: &World, name: &str, role: Role) -> (Agent, String) {
    let new = NewAgent {
        email: EmailAddress::parse(&format!("{}@fern.example", name.to_lowercase())).unwrap(),
        name: AgentName::parse(name).unwrap(),
        role,
        password_hash: Secret::new("no password fits this".to_owned()),
    };
    let made = world.handles.db.write(move |tx| {
        let agent = create(tx, &Actor::System, &new)?;
        Ok((start_session(tx, &agent)?, agent.id.to_string()))
    });
    let (token, id) = made.await.unwrap();
    (Agent::new(&world.address, token.reveal()), id)
}

pub async fn acts(agent: &Agent, changes: &[(&str, Value)]) -> (u16, Value) {
    let changes: Vec<_> = changes.iter().map(|(id, act)| json!({ "conversation_id": id, "act": act })).collect();
    let response = agent.call(Method::POST, "/api/inbox/acts", Some(json!({ "changes": changes }))).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

pub fn line(what: &str, name: Option<&str>, by: Option<&str>) -> (String, Option<String>, Option<String>) {
    (what.to_owned(), name.map(str::to_owned), by.map(str::to_owned))
}

/// A frame that writes a note.
pub fn note(client_id: &str, conversation: &str, body: &str) -> Value {
    json!({ "type": "note.post", "client_id": client_id, "conversation_id": conversation, "body": body })
}

/// Says a frame over HTTP, and answers the one that came back.
pub async fn says(agent: &Agent, frame: Value) -> Value {
    let response = agent.call(Method::POST, "/api/inbox/frames", Some(frame)).await;
    assert_eq!(response.status(), 200);
    response.json::<Value>().await.unwrap()["frames"][0].clone()
}

/// Runs SQL that stands for what another page does.
pub async fn sql(world: &World, sql: &'static str, value: &str) {
    let value = value.to_owned();
    world.handles.db.write(move |tx| Ok(tx.execute(sql, [value])?)).await.unwrap();
}
