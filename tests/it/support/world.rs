//! A claimed Deskbell of one's own: a real server on a free port, a real database file, a clock that the test moves.

use std::sync::Arc;

use deskbell::{
    accounts::{
        AgentName, EmailAddress,
        actions::{NewAgent, start_session},
    },
    app::App,
    base::{Clock, Random, Role, Secret, Timestamp},
    config::Config,
    console::claim::{Claim, claim},
    handles::Handles,
    settings::WorkspaceName,
};
use tokio::{sync::watch, task::JoinHandle};

use super::{agent::Agent, visitor::Visitor};

/// When every world begins: 2026-11-21 09:00 in UTC.
pub const MORNING: Timestamp = Timestamp::from_millis(1_795_251_600_000);

/// The website that embeds the widget.
pub const SHOP: &str = "https://shop.example";

/// Hashes of a first act: the real path, and short.
pub const WORK: &str = "200";

pub struct World {
    pub address: String,
    pub app_id: String,
    pub clock: Clock,
    pub handles: Handles,
    pub folder: Arc<tempfile::TempDir>,
    settings: Vec<(String, String)>,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<bool>>,
}

impl World {
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// A world with `DESKBELL_*` variables.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let settings = settings.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let clock = Clock::fixed(MORNING);
        let mut world = Self::open(folder, clock, settings).await;
        let business = WorkspaceName::parse("Fern & Co").unwrap();
        let owner = NewAgent {
            email: EmailAddress::parse("ana@fern.example").unwrap(),
            name: AgentName::parse("Ana").unwrap(),
            role: Role::Owner,
            password_hash: Secret::new("no password fits this".to_owned()),
        };
        let setup_address = world.address.clone();
        world.handles.db.write(move |tx| claim(tx, Claim { business, owner, setup_address }, None)).await.unwrap();
        world.refresh().await;
        world
    }

    async fn open(folder: Arc<tempfile::TempDir>, clock: Clock, settings: Vec<(String, String)>) -> Self {
        let mut variables = settings.clone();
        if !settings.iter().any(|(name, _)| name == "DESKBELL_LIMITS_PROOF_OF_WORK") {
            variables.push(("DESKBELL_LIMITS_PROOF_OF_WORK".to_owned(), WORK.to_owned()));
        }
        variables.push(("DESKBELL_LISTEN".to_owned(), "127.0.0.1:0".to_owned()));
        variables.push(("DESKBELL_DATA_DIR".to_owned(), folder.path().display().to_string()));
        let config = Config::load(None, variables.into_iter()).unwrap_or_else(|problems| panic!("{problems}"));
        let app = App::open(config, clock.clone(), Random::from_system()).await.unwrap();
        let address = format!("http://{}", app.local_address());
        let handles = app.handles.clone();
        let (stop, stopping) = watch::channel(false);
        let server = Some(tokio::spawn(app.serve(stopping)));
        let mut world = Self { address, app_id: String::new(), clock, handles, folder, settings, stop, server };
        world.refresh().await;
        world
    }

    async fn refresh(&mut self) {
        self.handles.settings.refresh().await.unwrap();
        self.handles.sites.refresh().await.unwrap();
        self.app_id = self.handles.sites.all().first().map(|site| site.app_id.clone()).unwrap_or_default();
    }

    /// Stops in order, and starts again on the same data (and another port).
    pub async fn restart(self) -> Self {
        self.restart_after(|_| {}).await
    }

    /// The same on a data folder that something is done to in between.
    pub async fn restart_after(self, change: impl FnOnce(&std::path::Path)) -> Self {
        let (folder, clock, settings) = (Arc::clone(&self.folder), self.clock.clone(), self.settings.clone());
        self.stop().await;
        change(folder.path());
        Self::open(folder, clock, settings).await
    }

    /// The same with other `DESKBELL_*` variables.
    pub async fn restart_with(mut self, settings: &[(&str, &str)]) -> Self {
        self.settings = settings.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
        self.restart().await
    }

    /// Stops in order. Panics where the server did not.
    pub async fn stop(mut self) {
        self.stop.send_replace(true);
        let server = self.server.take().unwrap();
        assert!(server.await.unwrap(), "the disk failed");
    }

    /// A browser that has not acted yet.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(&self.address, &self.app_id)
    }

    /// The owner, signed in.
    pub async fn agent(&self) -> Agent {
        let db = &self.handles.db;
        let found = db.read(|connection| {
            let sql = "SELECT agent_id FROM agents WHERE email = 'ana@fern.example'";
            let id = connection.query_row(sql, [], |row| row.get::<_, deskbell::base::ids::AgentId>(0))?;
            Ok(id)
        });
        let id = found.await.unwrap();
        let agent = deskbell::accounts::Agent {
            id,
            email: "ana@fern.example".to_owned(),
            name: "Ana".to_owned(),
            role: Role::Owner,
            is_active: true,
            picture_id: None,
        };
        let token = db.write(move |tx| start_session(tx, &agent)).await.unwrap();
        Agent::new(&self.address, token.reveal())
    }

    /// How many rows each table holds, but for the migration's own.
    pub async fn rows(&self, table: &'static str) -> i64 {
        let count = move |connection: &rusqlite::Connection| {
            Ok(connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?)
        };
        self.handles.db.read(count).await.unwrap()
    }
}
