//! Posts over one kept connection, written by hand: a load must cost the machine less than what it measures.

use anyhow::{Context, Result, bail, ensure};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::server::Server;

/// The longest answer that is expected.
const MOST: usize = 64 * 1024;

/// A connection that asks one thing at a time.
pub struct Wire {
    stream: TcpStream,
    head: String,
    bytes: Vec<u8>,
}

impl Wire {
    /// Connects; every request will be a POST of JSON to `path` with this API key.
    ///
    /// # Errors
    /// Where the server does not accept.
    pub async fn connect(server: &Server, path: &str, api_key: &str) -> Result<Self> {
        let stream = TcpStream::connect(server.address).await?;
        stream.set_nodelay(true)?;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {api_key}\r\nContent-Type: application/json\r\nContent-Length: ",
            server.address
        );
        Ok(Self { stream, head, bytes: Vec::with_capacity(MOST) })
    }

    /// Sends `body` and answers with the body of a 200.
    ///
    /// # Errors
    /// Where the answer is another one, or cannot be read.
    pub async fn post(&mut self, body: &str) -> Result<&str> {
        let request = format!("{}{}\r\n\r\n{body}", self.head, body.len());
        self.stream.write_all(request.as_bytes()).await?;
        self.bytes.clear();
        let (begin, end) = loop {
            ensure!(self.bytes.len() < MOST, "the answer is longer than {MOST} bytes");
            ensure!(self.stream.read_buf(&mut self.bytes).await? > 0, "the server closed the connection");
            let Some(begin) = self.bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4) else {
                continue;
            };
            let end = begin + length(&self.bytes[..begin])?;
            if self.bytes.len() >= end {
                break (begin, end);
            }
        };
        if !self.bytes.starts_with(b"HTTP/1.1 200 ") {
            bail!("the server answered {}", String::from_utf8_lossy(&self.bytes[..end]));
        }
        Ok(std::str::from_utf8(&self.bytes[begin..end])?)
    }
}

/// What the head says of the body's length.
fn length(head: &[u8]) -> Result<usize> {
    let head = std::str::from_utf8(head)?;
    let named = |line: &str| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().to_owned())
    };
    let value = head.lines().find_map(named).context("the answer does not say how long it is")?;
    Ok(value.parse()?)
}
