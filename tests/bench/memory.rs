//! Memory of the server: idle, and with ten thousand panels that only listen.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio::task::JoinSet;

use crate::{
    fill::Filled,
    processes::{cpu_seconds, pss_bytes},
    server::Server,
    socket::{self, Socket},
    stage::{Stage, VISITORS},
    table::{Finding, Row},
};

/// Panels connected from one address; 127.0.0.2 is the first.
const PER_ADDRESS: usize = 200;

/// Connections that are being made at the same time.
const AT_ONCE: usize = 64;

const MIB: f64 = 1_048_576.0;

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let folder = stage.small_copy("memory").await?;
    let server = Server::start(&folder)?.server;
    tokio::time::sleep(stage.pick(Duration::from_secs(5), Duration::from_secs(2))).await;
    let idle = pss_bytes(server.pid())? as f64;

    let filled = stage.small().await?;
    let connecting = Instant::now();
    let sockets = connect_all(&server, filled).await?;
    let connected_s = connecting.elapsed().as_secs_f64();
    let open = Arc::new(AtomicUsize::new(sockets.len()));
    let mut listening = JoinSet::new();
    for socket in sockets {
        listening.spawn(listen(socket, Arc::clone(&open)));
    }
    let (held, cpu) = (Instant::now(), cpu_seconds(server.pid())?);
    tokio::time::sleep(stage.pick(Duration::from_secs(12), Duration::from_secs(4))).await;
    let busy = (cpu_seconds(server.pid())? - cpu) / held.elapsed().as_secs_f64() * 100.0;
    let still_open = open.load(Ordering::Relaxed);
    ensure!(still_open == VISITORS, "only {still_open} of {VISITORS} sockets stayed open");
    let full = pss_bytes(server.pid())? as f64;
    listening.shutdown().await;
    server.stop()?;

    let mib = |bytes: f64| format!("{:.1} MiB", bytes / MIB);
    let each = (full - idle) / VISITORS as f64 / 1_024.0;
    Ok(Finding {
        rows: vec![
            Row::at_most("memory (PSS), idle", "≤ 24 MiB", (idle / MIB, 24.0), mib(idle)),
            Row::at_most("memory (PSS), 10,000 idle visitor sockets", "≤ 120 MiB", (full / MIB, 120.0), mib(full)),
        ],
        remarks: vec![format!(
            "Sockets: {each:.1} KiB each; all {VISITORS} connected in {connected_s:.1} s from 127.0.0.2–51, {PER_ADDRESS} each; held {:.0} s, in which the server used {busy:.1} % of a core.",
            held.elapsed().as_secs_f64()
        )],
    })
}

async fn connect_all(server: &Server, filled: &Filled) -> Result<Vec<Socket>> {
    let connect = |index: usize| async move {
        let host = u8::try_from(2 + index / PER_ADDRESS)?;
        socket::visitor(server, filled, filled.token(index)?, Ipv4Addr::new(127, 0, 0, host)).await
    };
    stream::iter((0..VISITORS).map(connect)).buffer_unordered(AT_ONCE).try_collect().await
}

/// Reads until the end, which also answers the server's pings.
async fn listen(mut socket: Socket, open: Arc<AtomicUsize>) {
    while let Some(Ok(_)) = socket.next().await {}
    open.fetch_sub(1, Ordering::Relaxed);
}
