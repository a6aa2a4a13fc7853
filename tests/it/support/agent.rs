//! Somebody who answers.

use reqwest::{Client, Method, Response};
use serde_json::Value;

use super::socket::Socket;

#[derive(Clone)]
pub struct Agent {
    pub address: String,
    pub cookie: String,
    pub client: Client,
}

impl Agent {
    pub fn new(address: &str, token: &str) -> Self {
        Self { address: address.to_owned(), cookie: format!("deskbell={token}"), client: Client::new() }
    }

    pub async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        request = request.header("Origin", &self.address).header("Cookie", &self.cookie);
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let response = self.call(Method::GET, path, None).await;
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// An answer of a server that may be gone.
    pub async fn try_get(&self, path: &str) -> Option<Value> {
        let request = self.client.get(format!("{}{path}", self.address)).header("Cookie", &self.cookie);
        request.send().await.ok()?.json().await.ok()
    }

    /// The inbox's socket, after its first frames.
    pub async fn connect(&self) -> Socket {
        self.connect_after(None).await.0
    }

    /// The inbox's socket from a position, and the frames it was caught up with.
    pub async fn connect_after(&self, after: Option<i64>) -> (Socket, Vec<Value>) {
        let path = after.map_or("/api/inbox/ws".to_owned(), |after| format!("/api/inbox/ws?after={after}"));
        let headers = [("Origin", self.address.as_str()), ("Cookie", self.cookie.as_str())];
        let mut socket = Socket::open(&self.address, &path, &headers).await.unwrap();
        let frames = socket.until("position").await;
        (socket, frames)
    }
}
