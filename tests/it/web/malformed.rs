//! Bad input at every public address: a 4xx problem in the reader's words, never a 5xx, and nothing stored.

use serde_json::{Value, json};

use super::shapes::{Wrong, wrong_bodies};
use crate::support::{
    process::{Claimed, Launch, Process, eventually},
    raw::{Raw, RawAnswer},
    visitor::{Visitor, post},
    world::SHOP,
};

/// The limits of the kinds of bodies, in bytes.
const USUAL: usize = 65_536;
const SESSION: usize = 524_288;
const INGEST: usize = 5_000_000;

/// A running server with somebody who may do everything there is.
struct Desk {
    server: Process,
    claimed: Claimed,
    visitor: Visitor,
    conversation: String,
    key: String,
    launch: Launch,
}

/// An address that takes a body, and a body that it takes.
struct Door {
    path: &'static str,
    method: &'static str,
    headers: Vec<(&'static str, String)>,
    limit: usize,
    good: Value,
}

impl Desk {
    async fn open() -> Self {
        let names = ["INIT_PER_MINUTE", "MESSAGES_PER_MINUTE", "MESSAGES_BURST", "CONVERSATIONS_PER_12H"];
        let launch =
            names.iter().fold(Launch::new(), |launch, name| launch.set(&format!("DESKBELL_LIMITS_{name}"), "1000000"));
        let server = launch.start().await;
        let mut claimed = server.claim().await;
        let key = claimed.api_key().await;
        let visitor = server.visitor(&claimed.app_id).acting().await;
        let ack = visitor.says(&mut visitor.connect().await, None, "Hello").await;
        let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
        let desk = Self { server, claimed, visitor, conversation, key, launch };
        // The agent is told of the message behind its acknowledgement; afterwards nothing happens by itself.
        let told = async || desk.rows().await.contains(&("notifications".to_owned(), 1)).then_some(());
        eventually("the agent is told of the message", told).await;
        desk
    }

    fn panel(&self) -> Vec<(&'static str, String)> {
        let token = self.visitor.token.clone().unwrap();
        vec![("Origin", self.server.address.clone()), ("Authorization", format!("Bearer {token}"))]
    }

    fn doors(&self) -> Vec<Door> {
        let door = |path, method, headers, limit, good| Door { path, method, headers, limit, good };
        let key = || vec![("Authorization", format!("Bearer {}", self.key))];
        let session = json!({ "app_id": self.claimed.app_id, "page": Visitor::page(), "identity": { "name": "Bo" } });
        let frame = post("c1", Some(&self.conversation), "Hello");
        let records = json!({ "external_id": "cust_42", "records": [{ "kind": "order", "reference": "1" }] });
        let identify = json!({ "external_id": "cust_42", "name": "Bo", "attributes": { "vip": true } });
        vec![
            door("/api/widget/session", "POST", self.panel(), SESSION, session),
            door("/api/widget/frames", "POST", self.panel(), USUAL, frame),
            door(
                "/api/widget/track",
                "POST",
                self.panel(),
                SESSION,
                json!({ "events": [{ "name": "seen", "at": 1 }] }),
            ),
            door("/v1/chat/ingest/identify", "POST", key(), INGEST, identify),
            door("/v1/chat/ingest/records", "POST", key(), INGEST, records),
            door("/v1/chat/ingest/records", "DELETE", key(), USUAL, json!({ "reference": "1" })),
        ]
    }

    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> RawAnswer {
        Raw::ask(&self.server.address, &format!("{method} {path}"), headers, body).await
    }

    /// Sends a body with its length.
    async fn send(&self, door: &Door, body: &[u8]) -> RawAnswer {
        let length = body.len().to_string();
        let mut headers = vec![("Content-Type", "application/json"), ("Content-Length", length.as_str())];
        headers.extend(door.headers.iter().map(|(name, value)| (*name, value.as_str())));
        self.ask(door.method, door.path, &headers, body).await
    }

    /// The number of rows of every table.
    async fn rows(&self) -> Vec<(String, i64)> {
        let connection = rusqlite::Connection::open(self.launch.data().join("deskbell.db")).unwrap();
        let mut statement = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %'")
            .unwrap();
        let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let count = |table: String| {
            let count = connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
            (table, count)
        };
        tables.into_iter().map(count).collect()
    }
}

/// Fails where an answer is not a problem document of the 4xx kind.
fn is_problem(answer: &RawAnswer, what: &str) {
    assert!((400..500).contains(&answer.status), "{what}: {} {}", answer.status, answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json", "{what}: {}", answer.text());
    let problem = answer.json();
    let detail = problem["detail"].as_str().unwrap_or_default();
    assert_eq!(problem["status"], answer.status, "{what}");
    assert!(detail.ends_with('.') && !detail.contains("::"), "{what}: {detail}");
}

/// A message that cannot be read, but says its name, is refused in place: its sender must not send it for ever.
fn is_refused_by_name(answer: &RawAnswer, what: &str) {
    let frame = &answer.json()["frames"][0];
    assert_eq!((&frame["type"], &frame["code"]), (&json!("refused"), &json!("invalid")), "{what}: {frame}");
    assert!(frame["client_id"].is_string(), "{what}: {frame}");
    assert!(frame["detail"].as_str().is_some_and(|detail| detail.ends_with(['.', '?'])), "{what}: {frame}");
}

#[tokio::test]
async fn bodies_of_every_wrong_shape_are_refused_everywhere() {
    let desk = Desk::open().await;
    let before = desk.rows().await;

    for door in desk.doors() {
        for Wrong { what, body } in wrong_bodies(&door.good, door.limit) {
            let answer = desk.send(&door, &body).await;

            let what = format!("{} {}: {what}", door.method, door.path);
            if door.path.ends_with("/frames") && answer.status == 200 {
                is_refused_by_name(&answer, &what);
            } else {
                is_problem(&answer, &what);
            }
        }
    }
    assert_eq!(desk.rows().await, before);
    for door in desk.doors() {
        let status = desk.send(&door, door.good.to_string().as_bytes()).await.status;
        assert!(matches!(status, 200 | 204), "{} takes what is right: {status}", door.path);
    }
}

#[tokio::test]
async fn bodies_without_length_are_counted_while_they_come() {
    let desk = Desk::open().await;
    let before = desk.rows().await;

    for door in desk.doors() {
        let chunk = [b"8000\r\n".as_slice(), &[b' '; 0x8000], b"\r\n"].concat();
        let body = [chunk.repeat(door.limit / 0x8000 + 1).as_slice(), b"0\r\n\r\n"].concat();
        let mut headers = vec![("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")];
        headers.extend(door.headers.iter().map(|(name, value)| (*name, value.as_str())));
        let answer = desk.ask(door.method, door.path, &headers, &body).await;

        is_problem(&answer, door.path);
        assert_eq!(answer.status, 413, "{}", door.path);
    }
    assert_eq!(desk.rows().await, before);
}

#[tokio::test]
async fn other_media_types_and_broken_chunks_are_refused() {
    let desk = Desk::open().await;
    let before = desk.rows().await;

    for door in desk.doors() {
        let good = door.good.to_string();
        let own: Vec<_> = door.headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let length = good.len().to_string();
        for media_type in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "application/json; charset=utf-16",
            "",
        ] {
            let mut headers = vec![("Content-Length", length.as_str())];
            headers.extend((!media_type.is_empty()).then_some(("Content-Type", media_type)));
            let answer = desk.ask(door.method, door.path, &[headers, own.clone()].concat(), good.as_bytes()).await;

            is_problem(&answer, media_type);
            assert_eq!(answer.status, 415, "{} {media_type}", door.path);
        }
        let chunked = [vec![("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")], own].concat();
        let answer = desk.ask(door.method, door.path, &chunked, b"zz\r\n{}\r\n0\r\n\r\n").await;
        assert!((400..500).contains(&answer.status), "{}: {}", door.path, answer.status);
    }
    assert_eq!(desk.rows().await, before);
}

#[tokio::test]
async fn addresses_that_cannot_be_read_are_refused() {
    let desk = Desk::open().await;
    let before = desk.rows().await;
    let conversation = format!("/api/widget/conversations/{}/messages", desk.conversation);
    let headers = desk.panel();
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let stream = format!("/api/widget/stream?app_id={}&origin={SHOP}", desk.claimed.app_id);

    for path in [
        "/api/widget/init",
        "/api/widget/init?app_id=",
        "/api/widget/init?app_id=%ff",
        "/api/widget/init?app_id[]=1",
        "/api/widget/init?key=%00",
        "/api/widget/conversations/x/messages",
        "/api/widget/conversations/%00/messages",
        "/api/widget/conversations/%ff/messages",
        &format!("{conversation}?before=x"),
        &format!("{conversation}?before=1e9"),
        &format!("{conversation}?limit=-1"),
        &format!("{conversation}?limit=99999999999999999999"),
        &format!("{conversation}?limit=0"),
        "/api/widget/stream",
        "/api/widget/stream?app_id=x",
        &format!("{stream}&after=x"),
        &stream.replace("icw_", "icw_0"),
        "/api/widget/nothing",
        "/api/widget/",
        "/api/widget",
        "/api/inbox/nothing",
        "/v1",
        "/v1/nothing",
        "/v1/chat/ingest/%00",
        "/v1/../v1/x",
    ] {
        let answer = desk.ask("GET", path, &headers, b"").await;

        is_problem(&answer, path);
    }
    assert_eq!(desk.rows().await, before);
}

#[tokio::test]
async fn wrong_methods_are_told_the_right_ones() {
    let desk = Desk::open().await;
    let headers = desk.panel();
    let headers: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let conversation = format!("/api/widget/conversations/{}/messages", desk.conversation);

    for (path, right) in [
        ("/api/widget/init", "GET"),
        ("/api/widget/session", "POST"),
        ("/api/widget/logout", "POST"),
        ("/api/widget/frames", "POST"),
        ("/api/widget/conversations", "GET"),
        (conversation.as_str(), "GET"),
        ("/api/widget/stream", "GET"),
        ("/api/widget/ws", "GET"),
        ("/v1/chat/ingest/identify", "POST"),
        ("/v1/chat/ingest/records", "POST"),
    ] {
        for wrong in ["GET", "POST", "PUT", "PATCH", "DELETE", "BREW", "TRACE"] {
            let is_taken = wrong == right || (wrong == "DELETE" && path.ends_with("records"));
            if is_taken {
                continue;
            }
            let answer = desk.ask(wrong, path, &headers, b"").await;

            is_problem(&answer, &format!("{wrong} {path}"));
            assert_eq!(answer.status, 405, "{wrong} {path}");
            assert!(
                answer.header("allow").split(", ").any(|method| method == right),
                "{wrong} {path}: {}",
                answer.header("allow")
            );
        }
    }
}

#[tokio::test]
async fn an_address_with_a_slash_too_many_or_cut_short_leads_to_a_page_of_ours() {
    let desk = Desk::open().await;

    for (path, leads) in [
        ("/inbox/", "/inbox"),
        ("/sign-in/", "/sign-in"),
        ("/console", "/console/install"),
        ("/console/", "/console/install"),
        ("/docs/", "/docs"),
        ("/docs/problems", "/docs#errors"),
        ("/docs/problems/of-a-newer-version", "/docs#errors"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
    ] {
        let answer = desk.ask("GET", path, &[], b"").await;

        assert_eq!((answer.status, answer.header("location")), (303, leads), "{path}");
    }
    assert_eq!(desk.ask("GET", "/nothing/here", &[], b"").await.status, 404);
}

#[tokio::test]
async fn pages_answer_bad_requests_with_a_page() {
    let desk = Desk::open().await;
    let before = desk.rows().await;
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    let same = ("Sec-Fetch-Site", "same-origin");

    for (method, path, headers, body) in [
        ("GET", "/nothing", vec![], b"".as_slice()),
        ("GET", "/%00", vec![], b""),
        ("GET", "/w/%ff", vec![], b""),
        ("POST", "/sign-in", vec![form, ("Content-Length", "3")], b"a=b"),
        ("POST", "/sign-in", vec![form, same, ("Content-Length", "6")], b"a=%ff%"),
        ("POST", "/sign-in", vec![same, ("Content-Type", "application/json"), ("Content-Length", "2")], b"{}"),
        ("POST", "/sign-in", vec![form, same, ("Content-Length", "99999999")], b""),
        ("POST", "/setup", vec![form, same, ("Content-Length", "0")], b""),
        ("PUT", "/sign-in", vec![same], b""),
    ] {
        let answer = desk.ask(method, path, &headers, body).await;

        assert!((400..500).contains(&answer.status), "{method} {path}: {}", answer.status);
        let is_page = answer.header("content-type").starts_with("text/html") || path.starts_with("/w/");
        assert!(is_page, "{method} {path}: {} {}", answer.header("content-type"), answer.text());
    }
    assert_eq!(desk.rows().await, before);
}
