//! A website of a few bytes: answers each path with exactly what the test says.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use deskbell::net::{Guard, Lookup, Net, NetOptions};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What a path answers, byte by byte.
#[derive(Clone)]
pub enum Answer {
    Bytes(Vec<u8>),
    /// A head, and then a byte now and then for ever.
    Drip,
}

pub struct Website {
    pub address: SocketAddr,
    /// How many connections were made.
    pub visits: Arc<AtomicUsize>,
}

impl Website {
    pub async fn start(answers: Vec<(&'static str, Answer)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let answers: Arc<HashMap<_, _>> = Arc::new(answers.into_iter().collect());
        let visits = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&visits);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(stream, Arc::clone(&answers)));
            }
        });
        Self { address, visits }
    }

    pub fn url(&self, path: &str) -> url::Url {
        format!("http://{}{path}", self.address).parse().unwrap()
    }

    /// A client that may ask this website, and nothing else that is not public.
    pub fn options(&self) -> NetOptions {
        let guard =
            Guard { allowed_networks: vec!["127.0.0.0/8".parse().unwrap()], allowed_ports: vec![self.address.port()] };
        NetOptions { guard, ..NetOptions::of(&deskbell::config::Net::default()) }
    }

    pub fn client(&self) -> Net {
        Net::new(self.options())
    }
}

/// A look-up that answers every name with these addresses.
pub fn says(addresses: &'static [&'static str]) -> Lookup {
    Arc::new(move |_| {
        let found = addresses.iter().map(|address| SocketAddr::new(address.parse().unwrap(), 0)).collect();
        Box::pin(async move { Ok(found) })
    })
}

pub fn html(body: &str) -> Answer {
    Answer::Bytes(
        format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into(),
    )
}

pub fn redirect(to: &str) -> Answer {
    Answer::Bytes(format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n").into())
}

async fn answer(mut stream: TcpStream, answers: Arc<HashMap<&'static str, Answer>>) {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        if stream.read_buf(&mut head).await.unwrap_or(0) == 0 {
            return;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or("/");
    match answers.get(path) {
        Some(Answer::Bytes(bytes)) => {
            let _ = stream.write_all(bytes).await;
        }
        Some(Answer::Drip) => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
            let mut beat = tokio::time::interval(Duration::from_millis(20));
            while stream.write_all(b"x").await.is_ok() {
                beat.tick().await;
            }
        }
        None => {
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
        }
    }
}
