//! An orderly stop: no new connections, what is in flight ends well, and every socket is told to come back.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::{
    storage::ledger::Books,
    support::{
        process::{Launch, Process, eventually},
        raw::Raw,
        socket::Socket,
        visitor::{Visitor, post},
        world::SHOP,
    },
};

/// How long the configuration gives a stop, and what a busy machine may add.
const LIMIT: Duration = Duration::from_secs(10 + 5);

/// "The server restarts: come back."
const RESTART: Option<u16> = Some(1012);

/// The rest of an event stream, as text.
async fn rest(mut stream: reqwest::Response) -> String {
    let mut text = String::new();
    while let Some(chunk) = stream.chunk().await.expect("the stream ends in order") {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    text
}

#[tokio::test]
async fn every_socket_is_told_to_come_back_and_the_process_ends_in_time() {
    let launch = Launch::new();
    let mut server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let (mut panel, mut inbox) = (visitor.connect().await, claimed.agent.connect().await);
    let mut undecided = Socket::open(&server.address, "/api/widget/ws", &[("Origin", &server.address)]).await.unwrap();
    let path = format!("/api/widget/stream?app_id={}&origin={SHOP}", visitor.app_id);
    let panel_stream = visitor.call(Method::GET, &path, None).await;
    let inbox_stream = claimed.agent.call(Method::GET, "/api/inbox/stream", None).await;
    let ack = visitor.says(&mut panel, None, "Where is my parcel?").await;

    server.ask_to_stop();

    assert_eq!(panel.close_code().await, RESTART);
    assert_eq!(inbox.close_code().await, RESTART);
    assert_eq!(undecided.close_code().await, RESTART, "also one that has not said hello");
    assert!(rest(panel_stream).await.contains("Where is my parcel?"));
    assert!(rest(inbox_stream).await.contains("Where is my parcel?"));
    assert_eq!(server.ends_within(LIMIT).await.code(), Some(0), "{}", server.log());
    let stored = &Books::open(&launch.data()).messages()[ack["client_id"].as_str().unwrap()];
    assert_eq!(Value::from(stored.message.clone()), ack["message_id"]);
}

/// The head of a request in which this visitor says `body`.
fn head_of(server: &Process, visitor: &Visitor, body: &str, more: &str) -> String {
    format!(
        "POST /api/widget/frames HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n{more}\r\n",
        host = server.address.trim_start_matches("http://"),
        origin = server.address,
        token = visitor.token.as_deref().unwrap(),
        length = body.len()
    )
}

#[tokio::test]
async fn a_request_in_flight_ends_well_while_new_connections_are_refused() {
    let launch = Launch::new();
    let mut server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let body = post("in-flight", None, "Half said").to_string();
    let mut raw = Raw::connect(&server.address).await;
    raw.send(head_of(&server, &visitor, &body, "Expect: 100-continue\r\n").as_bytes()).await;
    assert_eq!(raw.answer_head().await.status, 100, "somebody reads the body: the request is in flight");

    server.ask_to_stop();
    let host = server.address.trim_start_matches("http://");
    eventually("the port closes", async || TcpStream::connect(host).await.err()).await;
    raw.send(body.as_bytes()).await;
    let answer = raw.answer().await;

    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["frames"][0]["type"], "ack");
    assert_eq!(server.ends_within(LIMIT).await.code(), Some(0), "{}", server.log());
    assert!(Books::open(&launch.data()).messages().contains_key("in-flight"));
}

#[tokio::test]
async fn requests_sent_before_the_stop_are_answered_although_nobody_had_taken_their_connections_yet() {
    let launch = Launch::new();
    let mut server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;

    server.freeze();
    let mut waiting = Vec::new();
    for number in 0..4 {
        let body = post(&format!("waiting-{number}"), None, "Said in time").to_string();
        let mut raw = Raw::connect(&server.address).await;
        raw.send((head_of(&server, &visitor, &body, "") + &body).as_bytes()).await;
        waiting.push(raw);
    }
    server.ask_to_stop();
    server.thaw();

    for raw in waiting {
        let answer = raw.answer().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json()["frames"][0]["type"], "ack");
    }
    assert_eq!(server.ends_within(LIMIT).await.code(), Some(0), "{}", server.log());
    assert_eq!(Books::open(&launch.data()).messages().len(), 4);
}

#[tokio::test]
async fn what_was_said_before_the_stop_is_acknowledged_or_can_be_said_again() {
    let launch = Launch::new();
    let mut server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "First").await;
    let conversation = ack["conversation_id"].as_str().unwrap();

    for number in 0..15 {
        panel.say(post(&format!("last-{number}"), Some(conversation), "Quickly, before you close")).await;
    }
    server.ask_to_stop();
    let mut acked = Vec::new();
    while let Some(frame) = panel.next().await {
        if frame["type"] == "ack" {
            acked.push(frame["client_id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(server.ends_within(LIMIT).await.code(), Some(0), "{}", server.log());

    let books = Books::open(&launch.data());
    books.are_sound();
    books.have_no_gaps();
    let stored = books.messages();
    assert!(acked.iter().all(|client_id| stored.contains_key(client_id)), "{acked:?} are not all among {stored:?}");
}

#[tokio::test]
async fn a_client_that_does_not_close_its_socket_holds_up_the_stop_no_longer_than_it_may() {
    let launch = Launch::new().set("DESKBELL_CONNECTIONS_SHUTDOWN_S", "1");
    let mut server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    // Connected, and never read again: the closing handshake is not answered.
    let _deaf = visitor.connect().await;

    server.ask_to_stop();

    assert_eq!(server.ends_within(LIMIT).await.code(), Some(0), "{}", server.log());
}
