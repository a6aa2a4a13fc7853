//! How many connections there may be: for one address, and altogether.

use std::time::Duration;

use tokio::net::TcpStream;

use crate::support::{
    process::{Launch, Process, eventually},
    raw::Raw,
};

/// Whether the server still holds a connection that has said nothing: it answers on it.
async fn is_held(mut raw: Raw) -> bool {
    raw.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await;
    let mut first = [0; 12];
    let read = tokio::io::AsyncReadExt::read_exact(&mut raw.0, &mut first).await;
    read.is_ok() && &first == b"HTTP/1.1 200"
}

/// The ticks of processor time that a process has used; a hundred make a second of one core.
fn ticks(server: &Process) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.pid())).unwrap();
    let fields: Vec<_> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
}

#[tokio::test]
async fn an_address_has_its_share_of_connections_and_gets_it_back() {
    let launch =
        Launch::new().set("DESKBELL_TRUSTED_PROXIES", "10.0.0.0/8").set("DESKBELL_CONNECTIONS_PER_ADDRESS", "5");
    let server = launch.start().await;
    let mut held = Vec::new();
    for _ in 0..5 {
        held.push(Raw::connect(&server.address).await);
    }

    let mut sixth = Raw::connect(&server.address).await;
    assert!(sixth.ends_within(Duration::from_secs(10)).await, "a sixth connection is closed");
    assert!(is_held(held.pop().unwrap()).await, "the first five are not");
    eventually("a place that was given back is taken again", async || {
        is_held(Raw::connect(&server.address).await).await.then_some(())
    })
    .await;
    server.stop().await;
}

#[tokio::test]
async fn a_trusted_proxy_holds_as_many_as_it_needs() {
    let server = Launch::new().set("DESKBELL_CONNECTIONS_PER_ADDRESS", "5").start().await;

    let mut held = Vec::new();
    for _ in 0..30 {
        held.push(Raw::connect(&server.address).await);
    }

    for raw in held {
        assert!(is_held(raw).await);
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_file_descriptors_it_rests_keeps_what_it_has_and_recovers() {
    let launch = Launch::new().set("DESKBELL_CONNECTIONS_HEADER_TIMEOUT_S", "60").after(r#"ulimit -n 64; exec "$@""#);
    let server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let mut panel = visitor.connect().await;
    let mut inbox = claimed.agent.connect().await;
    let ack = visitor.says(&mut panel, None, "Are you there?").await;

    let host = server.address.trim_start_matches("http://").to_owned();
    let mut flood = Vec::new();
    for _ in 0..200 {
        flood.push(TcpStream::connect(&host).await.unwrap());
    }
    eventually("the descriptors run out", async || server.log().contains("no file descriptor is left").then_some(()))
        .await;
    let before = ticks(&server);
    // A stretch of time is what is measured.
    tokio::time::sleep(Duration::from_secs(1)).await;
    let used = ticks(&server) - before;
    let again = visitor.says(&mut panel, ack["conversation_id"].as_str(), "Still there?").await;
    let heard = [inbox.next_of("message").await, inbox.next_of("message").await];
    drop(flood);

    assert!(used <= 20, "{used} of 100 ticks while there was nothing it could do");
    assert_eq!((&again["number"], &heard[1]["message"]["body"]), (&2.into(), &"Still there?".into()));
    // Again only where one had become free in between, not at every try.
    assert!(server.log().matches("no file descriptor is left").count() <= 3, "{}", server.log());
    eventually("it takes connections again", async || {
        (reqwest::get(format!("{}/healthz", server.address)).await.ok()?.status() == 200).then_some(())
    })
    .await;
    server.stop().await;
}
