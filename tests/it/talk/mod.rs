//! What visitors and agents say to each other beside plain text, and what a conversation goes through.

mod answers;
mod content;
mod lines;
mod panel;
mod plans;
mod rating;
mod tracking;
mod work;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{agent::Agent, socket::Socket, visitor::Visitor, world::World};

/// A visitor who has written once, and an agent, both connected.
pub struct Talk {
    pub world: World,
    pub visitor: Visitor,
    pub agent: Agent,
    pub panel: Socket,
    pub inbox: Socket,
    pub conversation: String,
}

impl Talk {
    pub async fn start() -> Self {
        Self::on(World::start().await).await
    }

    pub async fn on(world: World) -> Self {
        let visitor = world.visitor().acting().await;
        let agent = world.agent().await;
        let mut panel = visitor.connect().await;
        let mut inbox = agent.connect().await;
        let ack = visitor.says(&mut panel, None, "Where is my parcel?").await;
        inbox.next_of("message").await;
        let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
        Self { world, visitor, agent, panel, inbox, conversation }
    }

    /// Lets the agent post, and answers the frame that came back.
    pub async fn agent_posts(&mut self, client_id: &str, body: &str, content: Value) -> Value {
        let frame = json!({
            "type": "message.post", "client_id": client_id, "conversation_id": self.conversation, "body": body,
            "content": content,
        });
        self.inbox.say(frame).await;
        loop {
            let frame = self.inbox.next().await.unwrap();
            if frame["type"] == "ack" || frame["type"] == "refused" {
                return frame;
            }
        }
    }

    /// Everything the visitor sees of the conversation.
    pub async fn thread(&self) -> Vec<Value> {
        let path = format!("/api/widget/conversations/{}/messages", self.conversation);
        let (status, answer) = self.visitor.get(&path).await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"].as_array().unwrap().clone()
    }

    pub async fn agent_does(&self, what: &str) -> u16 {
        let path = format!("/api/inbox/conversations/{}/{what}", self.conversation);
        self.agent.call(Method::POST, &path, None).await.status().as_u16()
    }

    pub async fn visitor_posts(&self, what: &str, body: Value) -> (u16, Value) {
        posts(&self.visitor, &format!("/api/widget/conversations/{}/{what}", self.conversation), body).await
    }

    /// The visitor's and the agent's row of the conversation.
    pub async fn rows(&self) -> (Value, Value) {
        let of_visitor = self.visitor.get("/api/widget/conversations").await.1["conversations"][0].clone();
        let of_agent = self.agent.get("/api/inbox/conversations").await.1["conversations"][0].clone();
        (of_visitor, of_agent)
    }
}

/// Posts JSON and answers status and body.
pub async fn posts(visitor: &Visitor, path: &str, body: Value) -> (u16, Value) {
    let response = visitor.call(Method::POST, path, Some(body)).await;
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

/// The pointers of a problem's wrong fields.
pub fn pointers(problem: &Value) -> Vec<String> {
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
}

/// The bodies of messages.
pub fn bodies(messages: &[Value]) -> Vec<&str> {
    messages.iter().map(|message| message["body"].as_str().unwrap()).collect()
}
