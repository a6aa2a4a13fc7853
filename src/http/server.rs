//! The accept loop: deadlines, limits by address, back-off when file descriptors run out, and an orderly end.
//!
//! poem's own loop has no deadline for request headers and spins when descriptors run out, so connections are
//! served with hyper directly and poem is called as the service.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use poem::{
    Endpoint, EndpointExt,
    http::uri::Scheme,
    web::{LocalAddr, RemoteAddr},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::TlsAcceptor;

use super::{
    Client, Key,
    connections::Connections,
    in_flight::{InFlight, Stopping},
    patient::Patient,
};

/// Bytes of answers the kernel keeps for a client that reads slowly. Its own choice may grow to megabytes.
const SEND_BUFFER: u32 = 256 * 1024;

/// How long to wait after the machine has run out of file descriptors.
const OUT_OF_DESCRIPTORS: Duration = Duration::from_millis(100);

/// How often a stopping connection is looked at.
const GRACE: Duration = Duration::from_millis(100);

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1_024;

/// How connections are treated.
#[derive(Clone)]
pub struct ServerOptions {
    /// How long the headers of a request may take, from the first byte or the end of the last request.
    pub header_timeout: Duration,
    /// How long a client may take none of its answer.
    pub write_timeout: Duration,
    /// How long requests in flight may take after the stop.
    pub shutdown: Duration,
    /// Open connections of one address (a /64 in IPv6).
    pub per_address: u32,
    /// Networks whose connections are not counted: behind a proxy everybody has the proxy's address.
    pub trusted_proxies: Vec<IpNet>,
    /// With it, connections are TLS.
    pub tls: Option<Arc<rustls::ServerConfig>>,
}

/// Opens the port.
///
/// # Errors
/// The system's error; `AddrInUse` where another program has it.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(SEND_BUFFER)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Serves until `stop` becomes true; then closes the port, lets requests in flight end, and answers when all is done
/// or the time is over.
pub async fn serve<E>(listener: TcpListener, endpoint: E, options: ServerOptions, mut stop: watch::Receiver<bool>)
where
    E: Endpoint + 'static,
{
    let endpoint: App = Arc::new(poem::endpoint::ToDynEndpoint(endpoint.map_to_response()));
    let welcome = Welcome { endpoint, connections: Connections::new(options.per_address), options, stop: stop.clone() };
    let mut tasks = JoinSet::new();
    let mut is_starved = false;
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            Some(_) = tasks.join_next(), if !tasks.is_empty() => continue,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        match accepted {
            Ok((socket, peer)) => {
                is_starved = false;
                welcome.take_in(socket, peer, &mut tasks);
            }
            Err(error) if is_exhausted(&error) => {
                if !is_starved {
                    tracing::error!(%error, "no file descriptor is left for a new connection; raise LimitNOFILE");
                }
                is_starved = true;
                sleep(OUT_OF_DESCRIPTORS).await;
            }
            // The client went away while it waited.
            Err(_) => {}
        }
    }
    welcome.take_in_the_last(listener, &mut tasks);
    let ended = async { while tasks.join_next().await.is_some() {} };
    if timeout(welcome.options.shutdown, ended).await.is_err() {
        tracing::warn!("some requests did not end in time and were cut off");
    }
}

/// What a new connection meets.
struct Welcome {
    endpoint: App,
    connections: Connections,
    options: ServerOptions,
    stop: watch::Receiver<bool>,
}

impl Welcome {
    /// Serves the connection as a task of its own, or closes it where its address has its share.
    fn take_in(&self, socket: TcpStream, peer: SocketAddr, tasks: &mut JoinSet<()>) {
        let is_counted = !Client::is_trusted(peer.ip(), &self.options.trusted_proxies);
        let place = is_counted.then(|| self.connections.take(Key::address(peer.ip())));
        if matches!(place, Some(None)) {
            return;
        }
        let connection = Connection { peer, options: self.options.clone(), stop: self.stop.clone() };
        let endpoint = Arc::clone(&self.endpoint);
        tasks.spawn(async move {
            let _place = place;
            connection.serve(socket, endpoint).await;
        });
    }

    /// Closes the port. Whoever the system has connected by now is served: they would be reset, request and all.
    fn take_in_the_last(&self, listener: TcpListener, tasks: &mut JoinSet<()>) {
        let Ok(listener) = listener.into_std() else { return };
        for _ in 0..BACKLOG {
            let Ok((socket, peer)) = listener.accept() else { return };
            let socket = socket.set_nonblocking(true).and_then(|()| TcpStream::from_std(socket));
            if let Ok(socket) = socket {
                self.take_in(socket, peer, tasks);
            }
        }
    }
}

fn is_exhausted(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(libc::EMFILE | libc::ENFILE | libc::ENOBUFS | libc::ENOMEM))
}

type App = Arc<dyn poem::endpoint::DynEndpoint<Output = poem::Response>>;

struct Connection {
    peer: SocketAddr,
    options: ServerOptions,
    stop: watch::Receiver<bool>,
}

impl Connection {
    async fn serve(self, socket: TcpStream, endpoint: App) {
        // Frames are small and must leave at once.
        if socket.set_nodelay(true).is_err() {
            return;
        }
        let socket = Patient::new(socket, self.options.write_timeout);
        match self.options.tls.clone() {
            None => self.speak(socket, Scheme::HTTP, endpoint).await,
            Some(tls) => {
                let handshake = timeout(self.options.header_timeout, TlsAcceptor::from(tls).accept(socket)).await;
                if let Ok(Ok(socket)) = handshake {
                    self.speak(socket, Scheme::HTTPS, endpoint).await;
                }
            }
        }
    }

    async fn speak<S>(mut self, socket: S, scheme: Scheme, endpoint: App)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let peer = self.peer;
        let in_flight = InFlight::default();
        let (begun, stopping) = (in_flight.clone(), Stopping(self.stop.clone()));
        let service = hyper::service::service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
            let endpoint = Arc::clone(&endpoint);
            let addresses = (LocalAddr::default(), RemoteAddr(peer.into()), scheme.clone());
            let (underway, stopping) = (begun.begin(), stopping.clone());
            async move {
                let mut request = poem::Request::from((request, addresses.0, addresses.1, addresses.2));
                request.extensions_mut().insert(stopping);
                let response = match endpoint.call(request).await {
                    Ok(response) => response,
                    Err(error) => error.into_response(),
                };
                Ok::<_, Infallible>(hyper::Response::from(response).map(|body| underway.until_sent(body)))
            }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.options.header_timeout)
            .max_headers(100)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(socket), service)
            .with_upgrades();
        tokio::pin!(connection);
        tokio::select! {
            _ = connection.as_mut() => return,
            _ = self.stop.wait_for(|stop| *stop) => {}
        }
        // What was sent before the stop is read first: hyper closes a connection from which it has read nothing.
        if timeout(GRACE, connection.as_mut()).await.is_ok() {
            return;
        }
        connection.as_mut().graceful_shutdown();
        // Whoever has only begun to ask is not waited for; an answer that is under way is.
        while timeout(GRACE, connection.as_mut()).await.is_err() {
            if in_flight.is_idle() {
                return;
            }
        }
    }
}
