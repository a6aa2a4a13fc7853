//! The only wiring: opens the handles, gives them to routes and workers, serves, and stops in order.
//!
//! One workspace is one [`App`]. Nothing here is global, so several may live in one process.

use std::{fmt, io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::watch, task::JoinSet, time::timeout};

use crate::{
    base::{Clock, Random, Secret},
    config::Config,
    conversations::acts::{leaving::LetGo, waking::WakeSnoozed},
    db::{DataFolder, Db, DbOptions, FolderError, OpenError},
    handles::Handles,
    housekeeping,
    http::{
        front_door::FrontDoorOptions,
        server::{self, ServerOptions},
        tls::{self, TlsError},
    },
    jobs,
    live::ForgetViewers,
    routes,
    settings::model::ServerSecret,
    sites::sightings::WriteSightings,
};

/// How long a client may take none of its answer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(30);

/// One running workspace.
pub struct App {
    pub handles: Handles,
    config: Config,
    folder: DataFolder,
    listener: TcpListener,
    tls: Option<Arc<rustls::ServerConfig>>,
}

/// Why Deskbell does not start, as one line, with the exit code that fits (sysexits.h).
#[derive(Debug)]
pub enum StartError {
    Folder(FolderError),
    Database(OpenError),
    Tls(TlsError),
    Port(SocketAddr, io::Error),
    Other(String),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(error) => write!(f, "{error}"),
            Self::Database(error) => write!(f, "{error}"),
            Self::Tls(error) => write!(f, "{error}"),
            Self::Port(address, error) if error.kind() == io::ErrorKind::AddrInUse => write!(
                f,
                "Another program uses {address}. Stop it, or choose another address: listen = \"127.0.0.1:8081\"."
            ),
            Self::Port(address, error) => {
                write!(f, "{address} cannot be opened ({error}). Choose another address: listen = \"127.0.0.1:8081\".")
            }
            Self::Other(sentence) => f.write_str(sentence),
        }
    }
}

impl std::error::Error for StartError {}

impl StartError {
    /// The exit code: 65 damaged data, 69 port taken, 73 folder in use or unusable, 78 configuration.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Folder(_) => 73,
            Self::Database(OpenError::Damaged(_)) => 65,
            Self::Database(OpenError::Newer { .. } | OpenError::OldSqlite(_)) | Self::Tls(_) => 78,
            Self::Database(_) => 74,
            Self::Port(..) => 69,
            Self::Other(_) => 70,
        }
    }
}

impl App {
    /// Opens everything and the port, but serves nothing yet.
    ///
    /// # Errors
    /// [`StartError`]; nothing was changed then but a fresh data folder.
    pub async fn open(config: Config, clock: Clock, random: Random) -> Result<Self, StartError> {
        let tls = config.tls.as_ref().map(|tls| tls::load(&tls.cert, &tls.key)).transpose().map_err(StartError::Tls)?;
        let folder = DataFolder::claim(&config.data_dir).map_err(StartError::Folder)?;
        // The port before the database: whoever starts it twice waits for no check, and nothing is changed.
        let listener = match server::listen(config.listen) {
            Ok(listener) => listener,
            Err(error) => {
                folder.give_back();
                return Err(StartError::Port(config.listen, error));
            }
        };
        let secret = match &config.secret {
            Some(secret) => Secret::new(secret.expose().to_owned()),
            None => folder.server_secret(&random).map_err(StartError::Folder)?,
        };
        let options = DbOptions {
            readers: u32::try_from(config.storage.readers).unwrap_or(64),
            writer_queue: config.storage.writer_queue,
            min_free_bytes: config.storage.min_free_bytes,
        };
        let db = Db::open(&folder, &options, clock.clone(), random.clone()).map_err(StartError::Database)?;
        let handles = Handles::connect(&config, db, clock, random, ServerSecret(secret)).await;
        let handles = handles.map_err(|error| StartError::Other(format!("{error:?}")))?;
        Ok(Self { handles, config, folder, listener, tls })
    }

    /// Where it listens.
    pub fn local_address(&self) -> SocketAddr {
        self.listener.local_addr().unwrap_or(self.config.listen)
    }

    /// The address people open: `public_url`, or where it listens.
    pub fn address(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        match &self.config.public_url {
            Some(url) => url.origin().to_owned(),
            None => format!("{scheme}://{}", self.local_address()),
        }
    }

    /// Serves until `stop` becomes true or the disk fails, then stops in order. Answers whether the disk held.
    pub async fn serve(self, stop: watch::Receiver<bool>) -> bool {
        let address = self.local_address();
        let handles = self.handles;
        let (told, stopping) = watch::channel(false);
        let mut workers = JoinSet::new();
        let wakeups = handles.db.wakeups();
        workers.spawn(handles.live.hub.clone().run(handles.db.clone(), stopping.clone()));
        let clock = &handles.clock;
        workers.spawn(jobs::run(handles.settings.clone(), clock.clone(), wakeups.clone(), stopping.clone()));
        workers.spawn(jobs::run(handles.sites.clone(), clock.clone(), wakeups.clone(), stopping.clone()));
        workers.spawn(jobs::run(handles.keyring.worker(), clock.clone(), wakeups.clone(), stopping.clone()));
        let sightings = WriteSightings::new(handles.sites.sightings.clone(), handles.db.clone(), clock.clone());
        workers.spawn(jobs::run(sightings, clock.clone(), wakeups.clone(), stopping.clone()));
        let forget = housekeeping::Forget::new(handles.db.clone(), clock.clone());
        workers.spawn(jobs::run(forget, clock.clone(), wakeups.clone(), stopping.clone()));
        let forget = housekeeping::ForgetFiles::new(handles.db.clone(), clock.clone(), handles.files.clone());
        workers.spawn(jobs::run(forget, clock.clone(), wakeups.clone(), stopping.clone()));
        let wake = WakeSnoozed::new(handles.db.clone(), clock.clone());
        workers.spawn(jobs::run(wake, clock.clone(), wakeups.clone(), stopping.clone()));
        workers.spawn(jobs::run(handles.notifier.clone(), clock.clone(), wakeups.clone(), stopping.clone()));
        let forget = ForgetViewers(handles.live.hub.clone());
        workers.spawn(jobs::run(forget, clock.clone(), wakeups.clone(), stopping.clone()));
        let let_go = LetGo::new(handles.db.clone());
        workers.spawn(jobs::run(let_go, clock.clone(), wakeups.clone(), stopping.clone()));
        let count = housekeeping::CountRecords::new(handles.db.clone());
        workers.spawn(jobs::run(count, clock.clone(), wakeups, stopping.clone()));
        workers.spawn(housekeeping::check_later(handles.db.clone(), stopping.clone()));

        let endpoint = routes::all(&handles, front_door(&self.config));
        let options = ServerOptions {
            header_timeout: self.config.connections.header_timeout,
            write_timeout: WRITE_TIMEOUT,
            shutdown: self.config.connections.shutdown,
            per_address: u32::try_from(self.config.connections.per_address).unwrap_or(u32::MAX),
            trusted_proxies: self.config.trusted_proxies.clone(),
            tls: self.tls,
        };
        let (close_port, port_closing) = watch::channel(false);
        let server = tokio::spawn(server::serve(self.listener, endpoint, options, port_closing));
        tracing::info!(%address, "serving");

        let held = wait_for_end(stop, handles.db.broken()).await;
        tracing::info!("stopping");
        close_port.send_replace(true);
        handles.live.hub.drain(&handles.db).await;
        let drained = async {
            let _ = server.await;
            handles.live.hub.emptied().await;
        };
        if timeout(self.config.connections.shutdown, drained).await.is_err() {
            tracing::warn!("some connections did not close in time");
        }
        told.send_replace(true);
        while workers.join_next().await.is_some() {}
        handles.db.close().await;
        if held {
            self.folder.release();
        }
        held
    }
}

/// Waits for the order to stop (`true`) or for the disk to fail (`false`).
async fn wait_for_end(mut stop: watch::Receiver<bool>, mut broken: watch::Receiver<bool>) -> bool {
    tokio::select! {
        // Whoever could have ordered the stop is gone: that is an order too.
        _ = stop.wait_for(|stop| *stop) => true,
        Ok(_) = broken.wait_for(|broken| *broken) => false,
    }
}

fn front_door(config: &Config) -> FrontDoorOptions {
    FrontDoorOptions {
        trusted_proxies: config.trusted_proxies.clone(),
        host: config.public_url.as_ref().map(|url| url.authority().to_owned()),
        is_public_https: config.public_url.as_ref().is_some_and(crate::config::PublicUrl::is_https),
        body_timeout: Some(config.connections.body_timeout),
    }
}
