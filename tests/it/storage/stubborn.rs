//! Clients that outlive the server: they come back whenever it does, send again what was not acknowledged, and go on
//! from where they were.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{net::TcpStream, sync::watch, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::support::{
    agent::Agent,
    visitor::{Visitor, post},
};

/// Unacknowledged messages of one client at a time.
const WINDOW: usize = 3;

/// A connection that says nothing for so long is given up.
const SILENCE: Duration = Duration::from_secs(20);

/// What the test tells its clients.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// Where the server is, while there is one.
    pub address: Option<String>,
    /// Nothing new is written any more; what is open is brought to its end.
    pub is_ending: bool,
    /// The last event there will be.
    pub last_seq: Option<i64>,
}

/// How much of each client's the server has acknowledged so far, by the client's name.
pub type Kept = BTreeMap<String, usize>;

/// The ways between the test and a client.
#[derive(Clone)]
pub struct Ways {
    pub told: watch::Receiver<Told>,
    pub kept: watch::Sender<Kept>,
}

/// An acknowledgement.
#[derive(Debug, Clone)]
pub struct Acked {
    pub client_id: String,
    pub conversation: String,
    pub message: String,
    pub number: i64,
}

/// Messages by conversation and number.
pub type Heard = BTreeMap<(String, i64), String>;

/// What somebody writes on a socket, acknowledged and not.
pub struct Ledger {
    name: String,
    written: usize,
    open: VecDeque<(String, Option<String>)>,
    pub acked: Vec<Acked>,
    pub heard: Heard,
    pub after: Option<i64>,
    conversation: Option<String>,
    kept: watch::Sender<Kept>,
}

pub struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Line {
    /// Connects and speaks first where that is asked for; `None` where the server is gone.
    pub async fn open(address: &str, path: &str, cookie: &str, hello: Option<Value>) -> Option<Self> {
        let mut request = format!("{}{path}", address.replace("http", "ws")).into_client_request().unwrap();
        request.headers_mut().insert("Origin", address.parse().unwrap());
        request.headers_mut().insert("Cookie", cookie.parse().unwrap());
        let (socket, _) = timeout(SILENCE, connect_async(request)).await.expect("no connection in time").ok()?;
        let mut line = Self(socket);
        if let Some(hello) = hello {
            line.say(hello).await?;
        }
        Some(line)
    }

    pub async fn say(&mut self, frame: Value) -> Option<()> {
        self.0.send(Message::text(frame.to_string())).await.ok()
    }

    /// The next frame; `None` where the connection ended.
    pub async fn next(&mut self) -> Option<Value> {
        loop {
            match timeout(SILENCE, self.0.next()).await.expect("a connection fell silent")?.ok()? {
                Message::Text(text) => return serde_json::from_str(&text).ok(),
                Message::Close(_) => return None,
                _ => {}
            }
        }
    }
}

impl Ledger {
    /// `conversation` is where the messages go; a visitor starts one with its first message instead.
    fn new(name: &str, conversation: Option<String>, kept: watch::Sender<Kept>) -> Self {
        let (open, acked, heard) = (VecDeque::new(), Vec::new(), Heard::new());
        Self { name: name.to_owned(), written: 0, open, acked, heard, after: Some(0), conversation, kept }
    }

    /// Takes note of a frame.
    fn take(&mut self, frame: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match frame["type"].as_str() {
            Some("ack") => {
                let acked = Acked {
                    client_id: text(&frame["client_id"]),
                    conversation: text(&frame["conversation_id"]),
                    message: text(&frame["message_id"]),
                    number: frame["number"].as_i64().unwrap(),
                };
                self.open.retain(|(client_id, _)| *client_id != acked.client_id);
                self.conversation = Some(acked.conversation.clone());
                self.acked.push(acked);
                self.kept.send_modify(|kept| *kept.entry(self.name.clone()).or_default() += 1);
            }
            Some("message") => {
                let conversation = if frame["conversation"].is_object() {
                    &frame["conversation"]["id"]
                } else {
                    &frame["conversation_id"]
                };
                let seq = frame["seq"].as_i64();
                assert!(seq > self.after, "{} was told of an event again: {frame}", self.name);
                let (number, message) = (frame["message"]["number"].as_i64().unwrap(), text(&frame["message"]["id"]));
                let twice = self.heard.insert((text(conversation), number), message);
                assert_eq!(twice, None, "{} was told of a message again: {frame}", self.name);
                self.after = seq;
            }
            Some("position") => self.after = frame["seq"].as_i64().max(self.after),
            // More than a thousand events behind, on a busy machine: what was missed is fetched.
            Some("reload") => self.after = None,
            Some("refused" | "error") => panic!("{} was refused: {frame}", self.name),
            _ => {}
        }
    }

    fn inbox_path(&self) -> String {
        self.after.map_or("/api/inbox/ws".to_owned(), |after| format!("/api/inbox/ws?after={after}"))
    }

    /// Reads every conversation anew, as an inbox does that was told to. `None` where the server is gone.
    async fn fetch(&mut self, agent: &Agent) -> Option<()> {
        let list = agent.try_get("/api/inbox/conversations").await?;
        self.heard.clear();
        for row in list["conversations"].as_array()? {
            let id = row["conversation"]["id"].as_str()?;
            let mut before = i64::MAX;
            while before > 1 {
                let path = format!("/api/inbox/conversations/{id}/messages?before={before}&limit=100");
                for message in agent.try_get(&path).await?["messages"].as_array()? {
                    let number = message["number"].as_i64()?;
                    // What is newer than the list comes again over the socket.
                    if number <= row["conversation"]["last_number"].as_i64()? {
                        self.heard.insert((id.to_owned(), number), message["id"].as_str()?.to_owned());
                    }
                    before = before.min(number);
                }
            }
        }
        self.after = list["seq"].as_i64();
        Some(())
    }

    /// Sends what may be sent now. `None` where the connection ended.
    async fn write(&mut self, line: &mut Line, is_ending: bool) -> Option<()> {
        // The first message starts the conversation; the next ones wait until it has a name.
        let most = if self.conversation.is_some() { WINDOW } else { 1 };
        while self.open.len() < most && !is_ending {
            let client_id = format!("{}-{}", self.name, self.written);
            self.written += 1;
            self.open.push_back((client_id.clone(), self.conversation.clone()));
            line.say(post(&client_id, self.conversation.as_deref(), &format!("Parcel {client_id}"))).await?;
        }
        Some(())
    }

    async fn write_again(&mut self, line: &mut Line) -> Option<()> {
        for (client_id, conversation) in &self.open {
            line.say(post(client_id, conversation.as_deref(), &format!("Parcel {client_id}"))).await?;
        }
        Some(())
    }

    /// Follows one connection to its end. Answers whether everything is done.
    async fn serve(&mut self, line: &mut Line, told: &mut watch::Receiver<Told>) -> Option<()> {
        while let frame @ Value::Object(_) = line.next().await? {
            self.take(&frame);
            // Until it has caught up, a client only listens.
            if frame["type"] == "position" {
                break;
            }
        }
        self.write_again(line).await?;
        loop {
            let is_ending = told.borrow().is_ending;
            if is_ending && self.open.is_empty() {
                return Some(());
            }
            self.write(line, is_ending).await?;
            let frame = line.next().await?;
            self.take(&frame);
        }
    }
}

/// Waits for a server other than at `last`, and answers where it is.
async fn next_address(told: &mut watch::Receiver<Told>) -> String {
    let up = told.wait_for(|told| told.address.is_some()).await.expect("the test is still there");
    up.address.clone().unwrap()
}

/// A visitor who writes until the end.
pub async fn visitor(name: String, mut visitor: Visitor, Ways { mut told, kept }: Ways) -> Ledger {
    let mut ledger = Ledger::new(&name, None, kept);
    loop {
        visitor.address = next_address(&mut told).await;
        let hello = visitor.hello(ledger.after);
        if let Some(mut line) = Line::open(&visitor.address, "/api/widget/ws", "", Some(hello)).await
            && ledger.serve(&mut line, &mut told).await.is_some()
        {
            return ledger;
        }
        tokio::task::yield_now().await;
    }
}

/// An agent who writes into one conversation until the end.
pub async fn agent(name: String, (cookie, conversation): (String, String), Ways { mut told, kept }: Ways) -> Ledger {
    let mut ledger = Ledger::new(&name, Some(conversation), kept);
    loop {
        let address = next_address(&mut told).await;
        if let Some(mut line) = Line::open(&address, &ledger.inbox_path(), &cookie, None).await
            && ledger.serve(&mut line, &mut told).await.is_some()
        {
            return ledger;
        }
        tokio::task::yield_now().await;
    }
}

/// An agent who only listens, until it has heard of the last event.
pub async fn follower(agent: Agent, Ways { mut told, kept }: Ways) -> Ledger {
    let mut ledger = Ledger::new("follower", None, kept);
    loop {
        let agent = Agent { address: next_address(&mut told).await, ..agent.clone() };
        let until = told.borrow_and_update().last_seq;
        if ledger.after.is_none() && ledger.fetch(&agent).await.is_none() {
            tokio::task::yield_now().await;
            continue;
        }
        if let Some(mut line) = Line::open(&agent.address, &ledger.inbox_path(), &agent.cookie, None).await {
            loop {
                let frame = tokio::select! {
                    frame = line.next() => frame,
                    _ = told.changed() => None,
                };
                let Some(frame) = frame else { break };
                ledger.take(&frame);
                if until.is_some() && ledger.after >= until {
                    return ledger;
                }
            }
        }
        tokio::task::yield_now().await;
    }
}

/// A shop's server that sends orders until the end, each request again until it is answered. Answers how many orders
/// were acknowledged.
pub async fn shop(key: String, Ways { mut told, kept }: Ways) -> usize {
    const AT_ONCE: usize = 5;
    let client = reqwest::Client::builder().timeout(SILENCE).build().unwrap();
    let mut requests = 0;
    while !told.borrow().is_ending {
        let references = (0..AT_ONCE).map(|index| format!("ORD-{requests}-{index}"));
        let records: Vec<_> = references.map(|reference| json!({ "kind": "order", "reference": reference })).collect();
        let body = json!({ "external_id": "cust_42", "records": records });
        loop {
            let url = format!("{}/v1/chat/ingest/records", next_address(&mut told).await);
            let request = client.post(url).bearer_auth(&key).header("Idempotency-Key", format!("request-{requests}"));
            if let Ok(response) = request.json(&body).send().await
                && response.status() == 200
                && let Ok(view) = response.json::<Value>().await
            {
                // The repeat of an answered request is answered as it was: it never finds its own records.
                assert_eq!(view["created"], AT_ONCE, "{view}");
                break;
            }
            tokio::task::yield_now().await;
        }
        requests += 1;
        kept.send_modify(|kept| *kept.entry("shop".to_owned()).or_default() += 1);
    }
    requests * AT_ONCE
}
