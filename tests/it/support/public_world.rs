//! The public API on a free port, with a database of its own.

use std::sync::Arc;

use deskbell::{
    api_keys::{self, Keyring, model::NewApiKey},
    base::{Actor, Clock, Random, Scope, Scopes, Secret, Timestamp, ids::ApiKeyId},
    db::{DataFolder, Db, DbOptions},
    docs::{
        api::{PublicHandles, public_api},
        pages::{DocsHandles, mount},
    },
    http::limits::{Limits, Rate, Rule},
    settings::ServerSecret,
};
use poem::{
    Route, Server,
    listener::{Acceptor, Listener, TcpListener},
};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::watch,
};

/// Saturday, 21 November 2026, 09:30 UTC.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_253_400_000);

/// The public API of one workspace.
pub struct PublicWorld {
    pub db: Db,
    pub clock: Clock,
    pub keyring: Keyring,
    /// Host and port.
    pub host: String,
    client: reqwest::Client,
    _stop: watch::Sender<bool>,
    _folder: DataFolder,
    _directory: tempfile::TempDir,
}

/// An answer, read in full.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON; null where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }

    /// A header's text; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The pointers of all wrong fields.
    pub fn pointers(&self) -> Vec<String> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The last part of the problem's type.
    pub fn kind(&self) -> String {
        self.json()["type"].as_str().and_then(|kind| kind.rsplit('/').next()).unwrap_or_default().to_owned()
    }

    /// `created updated moved unchanged`.
    pub fn counts(&self) -> [i64; 4] {
        ["created", "updated", "moved", "unchanged"].map(|name| self.json()[name].as_i64().unwrap_or(-1))
    }
}

impl PublicWorld {
    /// Starts one that takes 500 requests a second.
    pub async fn start() -> Self {
        Self::start_with(Rate { count: 500, window_ms: 1_000, burst: 2_000 }).await
    }

    /// Starts one with a limit of its own.
    pub async fn start_with(rate: Rate) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let folder = DataFolder::claim(&directory.path().join("data")).unwrap();
        let clock = Clock::fixed(NOW);
        let options = DbOptions { min_free_bytes: 0, ..DbOptions::default() };
        let db = Db::open(&folder, &options, clock.clone(), Random::seeded(7)).unwrap();
        let keyring = Keyring::open(db.clone(), clock.clone()).await.unwrap();
        let limits = Arc::new(Limits::new(clock.clone(), move |_| Rule { own: rate, address: rate }));
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(deskbell::jobs::run(keyring.worker(), clock.clone(), db.wakeups(), stopped));

        let docs = DocsHandles {
            console_css: "/assets/console-1A2B.css".to_owned(),
            icon: "/assets/icon-1A2B.svg".to_owned(),
            public_url: None,
        };
        let secret = ServerSecret(Secret::new("the secret of a test server, long enough".to_owned()));
        let handles = PublicHandles { db: db.clone(), keyring: keyring.clone(), limits, secret };
        let route = mount(Route::new().nest_no_strip("/v1", public_api(handles)), docs).unwrap();
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let host = acceptor.local_addr()[0].as_socket_addr().unwrap().to_string();
        tokio::spawn(Server::new_with_acceptor(acceptor).run(route));
        let client = reqwest::Client::new();
        Self { db, clock, keyring, host, client, _stop: stop, _folder: folder, _directory: directory }
    }

    /// Gives the workspace a time zone and a currency.
    pub async fn claim(&self, time_zone: &'static str, currency: &'static str) {
        let insert =
            "INSERT INTO workspace (workspace_id, name, time_zone, currency, setup_address, identity_salt, created_at)
                      VALUES (1, 'Fern & Co', ?1, ?2, '', '', 0)";
        self.db.write(move |tx| Ok(tx.execute(insert, [time_zone, currency])?)).await.unwrap();
    }

    /// A key that may do everything, ready to use.
    pub async fn key(&self) -> String {
        self.key_for(Scope::ALL).await.1
    }

    /// A key with scopes, ready to use.
    pub async fn key_for(&self, scopes: impl IntoIterator<Item = Scope>) -> (ApiKeyId, String) {
        let new = NewApiKey { name: "Shop".to_owned(), scopes: Scopes::new(scopes), expires_at: None };
        self.make_key(new).await
    }

    /// A key as asked for, ready to use.
    pub async fn make_key(&self, new: NewApiKey) -> (ApiKeyId, String) {
        let made = self.db.write(move |tx| api_keys::actions::make(tx, &Actor::System, new)).await.unwrap();
        self.keyring.reload().await.unwrap();
        (made.0.id, made.1.reveal().clone())
    }

    /// A request to be completed with headers.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method.parse().unwrap(), format!("http://{}{path}", self.host))
    }

    /// Sends a request and reads the answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, text: response.text().await.unwrap() }
    }

    /// Posts JSON text below `/v1/chat/ingest`.
    pub async fn post(&self, key: &str, operation: &str, body: impl Into<reqwest::Body>) -> Answer {
        let request = self.request("POST", &format!("/v1/chat/ingest/{operation}")).bearer_auth(key);
        self.send(request.header("Content-Type", "application/json").body(body)).await
    }

    /// Asks the database for one number.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.db.read(move |connection| Ok(connection.query_row(sql, [], |row| row.get(0))?)).await.unwrap()
    }

    /// Asks the database for one text.
    pub async fn text(&self, sql: &'static str) -> String {
        let text =
            self.db.read(move |connection| Ok(connection.query_row(sql, [], |row| row.get::<_, Option<String>>(0))?));
        text.await.unwrap().unwrap_or_else(|| "NULL".to_owned())
    }

    /// Sends bytes as they are and reads until the server closes or has said enough.
    pub async fn raw(&self, chunks: &[&[u8]]) -> String {
        let mut stream = TcpStream::connect(&self.host).await.unwrap();
        for chunk in chunks {
            // A server that has heard enough may close before all was sent.
            if stream.write_all(chunk).await.is_err() {
                break;
            }
        }
        let mut answer = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            answer.extend_from_slice(&buffer[..read]);
            if answer.ends_with(b"}") {
                break;
            }
        }
        String::from_utf8_lossy(&answer).into_owned()
    }
}
