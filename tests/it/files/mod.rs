//! Files and pictures: what may be uploaded, what is kept of it, and who may fetch it.

mod fetching;
mod forgetting;
mod images;
mod pictures;
mod sending;
mod uploading;

use std::path::PathBuf;

use deskbell::{
    base::{
        Actor, Role,
        ids::{AgentId, FileId, MessageId},
        text::percent_encoded,
    },
    files::actions,
};
use reqwest::{Method, Response};
use serde_json::Value;

use crate::support::{agent::Agent, visitor::Visitor, world::World};

/// Uploads as the panel does.
async fn upload(visitor: &Visitor, name: &str, bytes: impl Into<reqwest::Body>) -> Response {
    let url = format!("{}/api/widget/files?name={}", visitor.address, percent_encoded(name));
    let request = visitor.client.post(url).header("Origin", &visitor.address);
    request.bearer_auth(visitor.token.as_deref().unwrap_or("none")).body(bytes).send().await.unwrap()
}

/// Uploads what is taken, and answers the attachment.
pub async fn uploaded(visitor: &Visitor, name: &str, bytes: impl Into<reqwest::Body>) -> Value {
    let response = upload(visitor, name, bytes).await;
    let status = response.status();
    let answer: Value = response.json().await.unwrap();
    assert_eq!(status, 201, "{name}: {answer}");
    answer
}

/// Uploads as the inbox does.
async fn uploaded_by(agent: &Agent, name: &str, bytes: impl Into<reqwest::Body>) -> Value {
    let url = format!("{}/api/inbox/files?name={}", agent.address, percent_encoded(name));
    let request = agent.client.post(url).header("Origin", &agent.address);
    let response = request.header("Cookie", &agent.cookie).body(bytes).send().await.unwrap();
    assert_eq!(response.status(), 201);
    response.json().await.unwrap()
}

/// Fetches an address without any credential but itself.
async fn fetch(world: &World, url: &str) -> Response {
    reqwest::get(format!("{}{url}", world.address)).await.unwrap()
}

async fn fetch_as(agent: &Agent, url: &str) -> Response {
    agent.call(Method::GET, url, None).await
}

fn id_of(attachment: &Value) -> FileId {
    attachment["id"].as_str().unwrap().parse().unwrap()
}

/// A message of the visitor, and who its sender is.
async fn message(world: &World, visitor: &Visitor) -> (MessageId, Actor) {
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "Where is my parcel?").await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
    let id = visitor.id.clone().unwrap().parse().unwrap();
    let found = world.handles.db.read(move |connection| {
        let sql = "SELECT message_id FROM messages WHERE conversation_id = ?1 AND number = 1";
        let message = connection.query_row(sql, [conversation], |row| row.get(0))?;
        let holder = deskbell::visitors::views::by_id(connection, id)?.unwrap();
        Ok((message, Actor::Visitor(holder)))
    });
    found.await.unwrap()
}

/// The owner, as whoever acts.
async fn owner(world: &World) -> Actor {
    let id = world.handles.db.read(|connection| {
        Ok(connection.query_row("SELECT agent_id FROM agents", [], |row| row.get::<_, AgentId>(0))?)
    });
    Actor::Agent { id: id.await.unwrap(), role: Role::Owner }
}

/// Sends files with a message.
async fn send(world: &World, actor: &Actor, files: &[FileId], message: MessageId) -> deskbell::base::Result<()> {
    let (actor, files) = (actor.clone(), files.to_vec());
    world.handles.db.write(move |tx| actions::attach(tx, &actor, &files, message)).await
}

/// Everything below the folder of files, relative to it.
fn on_disk(world: &World) -> Vec<String> {
    let root = world.folder.path().join("files");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.strip_prefix(&root).unwrap().display().to_string());
            }
        }
    }
    found.sort();
    found
}
