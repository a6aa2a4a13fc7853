//! HTTPS and secure WebSockets by hand, with a certificate of the test's own.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use rustls::{
    ClientConfig, RootCertStore, SupportedProtocolVersion,
    pki_types::{CertificateDer, ServerName},
};
use serde_json::Value;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use super::raw::{Raw, RawAnswer, head};

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// A certificate for `localhost`, its key, and the files that hold them.
pub struct Certificate {
    pub cert: PathBuf,
    pub key: PathBuf,
    der: CertificateDer<'static>,
    _folder: tempfile::TempDir,
}

/// Somebody who trusts that certificate and nobody else, and knows one server.
pub struct Client {
    connector: TlsConnector,
    port: u16,
}

/// A secure WebSocket.
pub struct SecureSocket(WebSocketStream<TlsStream<TcpStream>>);

impl Certificate {
    pub fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        fs::write(&cert, made.cert.pem()).unwrap();
        fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        Self { cert, key, der: made.cert.der().clone(), _folder: folder }
    }

    /// A client that speaks these versions of TLS.
    pub fn client(&self, port: u16, versions: &[&'static SupportedProtocolVersion]) -> Client {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap();
        let config = config.with_root_certificates(roots).with_no_client_auth();
        Client { connector: TlsConnector::from(Arc::new(config)), port }
    }
}

impl Client {
    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// A connection after its handshake.
    pub async fn connect(&self) -> std::io::Result<TlsStream<TcpStream>> {
        let socket = TcpStream::connect(("127.0.0.1", self.port)).await?;
        let name = ServerName::try_from("localhost").unwrap();
        timeout(PATIENCE, self.connector.connect(name, socket)).await.expect("no handshake in time")
    }

    /// One request on a connection of its own.
    pub async fn ask(&self, request: &str, headers: &[(&str, &str)], body: &[u8]) -> RawAnswer {
        self.begin(request, headers, body).await.answer().await
    }

    /// Sends a request and leaves the answer to be read.
    pub async fn begin(&self, request: &str, headers: &[(&str, &str)], body: &[u8]) -> Raw<TlsStream<TcpStream>> {
        let length = body.len().to_string();
        let mut headers = headers.to_vec();
        if !body.is_empty() {
            headers.push(("Content-Length", &length));
        }
        let mut raw = Raw(self.connect().await.unwrap());
        raw.send(&head(request, &format!("localhost:{}", self.port), &headers)).await;
        raw.send(body).await;
        raw
    }

    /// Opens a WebSocket as a page of the server's own would.
    pub async fn socket(&self, path: &str) -> SecureSocket {
        let mut request = format!("wss://localhost:{}{path}", self.port).into_client_request().unwrap();
        request.headers_mut().insert("Origin", self.origin().parse().unwrap());
        let stream = self.connect().await.unwrap();
        let (socket, _) = timeout(PATIENCE, client_async(request, stream)).await.expect("no upgrade in time").unwrap();
        SecureSocket(socket)
    }
}

impl SecureSocket {
    pub async fn say(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.unwrap();
    }

    /// The next frame of a kind.
    pub async fn next_of(&mut self, kind: &str) -> Value {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await.expect("no frame came in time");
            let Some(Ok(message)) = message else { panic!("the connection ended before a “{kind}” frame came") };
            if let Message::Close(frame) = &message {
                panic!("the connection was closed before a “{kind}” frame came: {frame:?}");
            }
            if let Message::Text(text) = message {
                let frame: Value = serde_json::from_str(&text).unwrap();
                assert!(frame["type"] == kind || frame["type"] != "error", "{frame}");
                if frame["type"] == kind {
                    return frame;
                }
            }
        }
    }
}
