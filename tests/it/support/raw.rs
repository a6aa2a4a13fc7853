//! HTTP by hand, over TCP or TLS: for requests that no client library would send, and for answers exactly as they are.

use std::time::Duration;

use serde_json::Value;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection that sends what it is told, byte for byte.
pub struct Raw<S = TcpStream>(pub S);

/// An answer, read in full.
#[derive(Debug, Clone)]
pub struct RawAnswer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Raw {
    /// Connects to `http://host:port`.
    pub async fn connect(address: &str) -> Self {
        let host = address.trim_start_matches("http://").trim_start_matches("https://");
        Self(timeout(PATIENCE, TcpStream::connect(host)).await.expect("no connection in time").unwrap())
    }

    /// One request on a connection of its own. `Host` and `Connection: close` are added.
    pub async fn ask(address: &str, request: &str, headers: &[(&str, &str)], body: &[u8]) -> RawAnswer {
        let mut raw = Self::connect(address).await;
        let host = address.trim_start_matches("http://");
        raw.send(&head(request, host, headers)).await;
        raw.send(body).await;
        raw.answer().await
    }
}

/// The head of a request such as `GET /path`, with `Host` and `Connection: close`.
pub fn head(request: &str, host: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("{request} HTTP/1.1\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        head.push_str(&format!("Host: {host}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("Connection: close\r\n\r\n");
    head.into_bytes()
}

impl<S: AsyncRead + AsyncWrite + Unpin> Raw<S> {
    /// Sends bytes as they are. A server that has heard enough may close before all was sent.
    pub async fn send(&mut self, bytes: &[u8]) {
        let _ = timeout(PATIENCE, self.0.write_all(bytes)).await.expect("the server took nothing for too long");
        let _ = self.0.flush().await;
    }

    /// Reads until the server closes.
    pub async fn answer(mut self) -> RawAnswer {
        let mut bytes = Vec::new();
        // A reset after the answer ends it as well.
        let _ = timeout(PATIENCE, self.0.read_to_end(&mut bytes)).await.expect("the answer did not end in time");
        RawAnswer::parse(&bytes)
    }

    /// Reads the head of an answer and leaves the connection open.
    pub async fn answer_head(&mut self) -> RawAnswer {
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\r\n\r\n") {
            let byte = timeout(PATIENCE, self.0.read_u8()).await.expect("no answer came in time");
            bytes.push(byte.expect("the connection ended before the answer"));
        }
        RawAnswer::parse(&bytes)
    }

    /// Reads exactly one answer that says how long it is, and leaves the connection open.
    pub async fn one_answer(&mut self) -> RawAnswer {
        let mut answer = self.answer_head().await;
        let length = answer.header("content-length").parse().expect("an answer with a length");
        answer.body.resize(length, 0);
        timeout(PATIENCE, self.0.read_exact(&mut answer.body)).await.expect("no body came in time").unwrap();
        answer
    }

    /// Whether the server closes within `limit`, whatever it says before.
    pub async fn ends_within(&mut self, limit: Duration) -> bool {
        let mut rest = Vec::new();
        timeout(limit, self.0.read_to_end(&mut rest)).await.is_ok()
    }
}

impl RawAnswer {
    fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("this is no answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok()).unwrap();
        let headers: Vec<_> = lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
            .collect();
        let mut answer = Self { status, headers, body: bytes[end + 4..].to_vec() };
        if answer.header("transfer-encoding") == "chunked" {
            answer.body = unchunk(&answer.body);
        }
        answer
    }

    /// The value of a header; empty where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = std::str::from_utf8(&bytes[..end]).ok().and_then(|hex| usize::from_str_radix(hex, 16).ok());
        let Some(size @ 1..) = size else { break };
        let chunk = &bytes[end + 2..];
        whole.extend_from_slice(&chunk[..size.min(chunk.len())]);
        bytes = chunk.get(size + 2..).unwrap_or_default();
    }
    whole
}
