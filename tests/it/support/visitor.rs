//! Somebody on a website with the widget.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{socket::Socket, world::SHOP};

#[derive(Clone)]
pub struct Visitor {
    pub address: String,
    pub app_id: String,
    pub token: Option<String>,
    pub id: Option<String>,
    pub client: Client,
}

impl Visitor {
    pub fn new(address: &str, app_id: &str) -> Self {
        Self { address: address.to_owned(), app_id: app_id.to_owned(), token: None, id: None, client: Client::new() }
    }

    pub fn page() -> Value {
        json!({ "origin": SHOP, "url": format!("{SHOP}/cart"), "title": "Cart" })
    }

    /// A call of the panel.
    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        request = request.header("Origin", &self.address);
        if let Some(token) = &self.token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let response = self.call(Method::GET, path, None).await;
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Starts or tells more about the session; keeps a new token.
    pub async fn session(&mut self, identity: Option<Value>) -> Value {
        let mut body = json!({ "app_id": self.app_id, "page": Self::page() });
        if let Some(identity) = identity {
            body["identity"] = identity;
        }
        if self.token.is_none()
            && let Some(captcha) = self.works().await
        {
            body["captcha"] = captcha.into();
        }
        let response = self.call(Method::POST, "/api/widget/session", Some(body)).await;
        assert_eq!(response.status(), 200);
        let view: Value = response.json().await.unwrap();
        if let Some(token) = view["token"].as_str() {
            self.token = Some(token.to_owned());
        }
        self.id = view["visitor_id"].as_str().map(str::to_owned);
        view
    }

    /// Does the work for a first act; `None` where none is asked for.
    pub async fn works(&self) -> Option<String> {
        let response = self.call(Method::GET, &format!("/api/widget/challenge?app_id={}", self.app_id), None).await;
        if response.status() == 404 {
            return None;
        }
        Some(solve(&response.json().await.unwrap()))
    }

    /// Acts for the first time.
    pub async fn acting(mut self) -> Self {
        self.session(None).await;
        self
    }

    /// The panel's socket, after its first frames.
    pub async fn connect(&self) -> Socket {
        self.connect_after(None).await.0
    }

    /// The panel's socket from a position, and the frames it was caught up with.
    pub async fn connect_after(&self, after: Option<i64>) -> (Socket, Vec<Value>) {
        let mut socket = Socket::open(&self.address, "/api/widget/ws", &[("Origin", &self.address)]).await.unwrap();
        socket.say(self.hello(after)).await;
        let frames = socket.until("position").await;
        (socket, frames)
    }

    pub fn hello(&self, after: Option<i64>) -> Value {
        json!({ "type": "hello", "app_id": self.app_id, "token": self.token, "after": after, "page": Self::page() })
    }

    /// Posts a message on a socket and answers the acknowledgement.
    pub async fn says(&self, socket: &mut Socket, conversation: Option<&str>, body: &str) -> Value {
        static NUMBER: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let client_id = format!("test-{}", NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        socket.say(post(&client_id, conversation, body)).await;
        socket.next_of("ack").await
    }
}

/// The solution of a challenge, as a panel sends it.
pub fn solve(challenge: &Value) -> String {
    let (salt, wanted) = (challenge["salt"].as_str().unwrap(), challenge["challenge"].as_str().unwrap());
    let most = challenge["max_number"].as_u64().unwrap();
    let number = (0..=most).find(|number| hex::encode(Sha256::digest(format!("{salt}{number}"))) == wanted);
    solution(challenge, number.expect("the challenge has no solution"))
}

/// A solution with any number, right or wrong.
pub fn solution(challenge: &Value, number: u64) -> String {
    let [algorithm, salt, hash, signature] =
        ["algorithm", "salt", "challenge", "signature"].map(|name| challenge[name].clone());
    let solution =
        json!({ "algorithm": algorithm, "salt": salt, "challenge": hash, "number": number, "signature": signature });
    base64url(solution.to_string().as_bytes())
}

pub fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for part in bytes.chunks(3) {
        let held = part.iter().fold(0_u32, |held, byte| (held << 8) | u32::from(*byte)) << (8 * (3 - part.len()));
        let letters = (0..=part.len()).map(|index| ALPHABET[(held >> (18 - 6 * index)) as usize & 63]);
        text.extend(letters.map(char::from));
    }
    text
}

/// A frame that posts a message.
pub fn post(client_id: &str, conversation: Option<&str>, body: &str) -> Value {
    json!({ "type": "message.post", "client_id": client_id, "conversation_id": conversation, "body": body })
}
