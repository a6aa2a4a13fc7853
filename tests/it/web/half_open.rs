//! Connections that never say all they have to say, or never listen: they hold up nobody, and not the stop either.

use std::time::{Duration, Instant};

use tokio::{
    io::AsyncWriteExt,
    time::{MissedTickBehavior, interval, timeout},
};

use crate::support::{
    process::{Launch, Process},
    raw::Raw,
};

const HALF_A_HEADER: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: desk.exa";
const HALF_A_FORM: &[u8] = b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nemail=ana";
const HALF_A_CALL: &[u8] = b"POST /api/widget/session HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"app_id\":";
const HALF_A_CHUNK: &[u8] = b"POST /api/widget/session HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"app_id\":";

/// A second more or less must not fail on a busy machine.
const SOON: Duration = Duration::from_secs(8);

/// A server that waits for one second where the usual ones wait for ten and more.
async fn impatient() -> Process {
    let launch = Launch::new().set("DESKBELL_CONNECTIONS_HEADER_TIMEOUT_S", "1").set("DESKBELL_CONNECTIONS_BODY_TIMEOUT_S", "1");
    launch.set("DESKBELL_CONNECTIONS_SHUTDOWN_S", "2").start().await
}

async fn is_answered(server: &Process) -> bool {
    let started = Instant::now();
    let answer = Raw::ask(&server.address, "GET /healthz", &[], b"").await;
    answer.status == 200 && started.elapsed() < Duration::from_secs(2)
}

/// A client that asks for the same file again and again and reads none of the answers, until the server can send no
/// more.
async fn deaf(server: &Process) -> Raw {
    let mut raw = Raw::connect(&server.address).await;
    let requests = b"GET /widget.js HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1_000);
    // Once the server takes no more requests, its answers have filled every buffer.
    for _ in 0..1_000 {
        match timeout(Duration::from_millis(500), raw.0.write_all(&requests)).await {
            Ok(written) => written.expect("the connection stands"),
            Err(_) => return raw,
        }
    }
    panic!("the server reads requests whose answers nobody takes");
}

#[tokio::test]
async fn a_header_that_never_ends_and_a_connection_that_says_nothing_are_closed() {
    let server = impatient().await;

    for said in [b"".as_slice(), b"G", HALF_A_HEADER] {
        let mut raw = Raw::connect(&server.address).await;
        raw.send(said).await;

        assert!(is_answered(&server).await);
        assert!(raw.ends_within(SOON).await, "{said:?}");
    }
}

#[tokio::test]
async fn a_header_that_trickles_is_closed_however_alive_it_looks() {
    let server = impatient().await;
    let started = Instant::now();
    let mut raw = Raw::connect(&server.address).await;
    raw.send(HALF_A_HEADER).await;

    let mut pace = interval(Duration::from_millis(100));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        pace.tick().await;
        let mut byte = [0];
        let is_over = raw.0.try_read(&mut byte).is_ok() || raw.0.try_write(b"x").is_err();
        if is_over {
            break;
        }
        assert!(started.elapsed() < SOON, "a trickle keeps the connection open");
    }
}

#[tokio::test]
async fn the_second_header_on_a_connection_has_a_deadline_too() {
    let server = impatient().await;
    let mut raw = Raw::connect(&server.address).await;
    raw.send(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await;
    assert_eq!(raw.one_answer().await.status, 200);

    raw.send(HALF_A_HEADER).await;

    assert!(raw.ends_within(SOON).await);
}

#[tokio::test]
async fn a_body_that_never_ends_is_answered_with_408_and_closed() {
    let server = impatient().await;

    for (said, kind) in [(HALF_A_FORM, "text/html"), (HALF_A_CALL, "application/problem+json"), (HALF_A_CHUNK, "application/problem+json")] {
        let mut raw = Raw::connect(&server.address).await;
        raw.send(said).await;
        assert!(is_answered(&server).await);

        let answer = raw.answer().await;

        assert_eq!(answer.status, 408, "{}", answer.text());
        assert!(answer.header("content-type").starts_with(kind), "{}", answer.header("content-type"));
    }
}

#[tokio::test]
async fn a_client_that_reads_nothing_holds_up_nobody() {
    let server = impatient().await;

    let _deaf = [deaf(&server).await, deaf(&server).await];

    assert!(is_answered(&server).await);
}

#[tokio::test]
async fn a_stop_waits_for_none_of_them_longer_than_it_may() {
    let launch = Launch::new().set("DESKBELL_CONNECTIONS_HEADER_TIMEOUT_S", "60").set("DESKBELL_CONNECTIONS_BODY_TIMEOUT_S", "60");
    let mut server = launch.set("DESKBELL_CONNECTIONS_SHUTDOWN_S", "2").start().await;
    let mut held = vec![deaf(&server).await];
    for said in [b"".as_slice(), HALF_A_HEADER, HALF_A_FORM, HALF_A_CALL, HALF_A_CHUNK] {
        let mut raw = Raw::connect(&server.address).await;
        raw.send(said).await;
        held.push(raw);
    }
    assert!(is_answered(&server).await);

    server.ask_to_stop();

    assert_eq!(server.ends_within(Duration::from_secs(2) + SOON).await.code(), Some(0));
    drop(held);
}
