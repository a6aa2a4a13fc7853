//! A disk that fills up while the server runs: what was acknowledged stays, new things are refused with the time to
//! come back, reading and signing in go on, and freed space is noticed without a restart.

use std::{fs, io::Write, path::PathBuf};

use reqwest::Method;
use serde_json::{Value, json};

use super::ledger::Books;
use crate::support::{
    agent::Agent,
    browser::Browser,
    process::{Claimed, EMAIL, Launch, PASSWORD, Process, eventually},
    socket::Socket,
    visitor::{Visitor, post},
};

/// A disk of eight megabytes, of which the last one is kept for signing in and for freeing space.
fn on_a_small_disk() -> Launch {
    let script = r#"mkdir disk; mount -t tmpfs -o size=8m tmpfs disk; exec "$@""#;
    Launch::new().set("DESKBELL_DATA_DIR", "disk/data").set("DESKBELL_STORAGE_MIN_FREE_MIB", "1").in_own_mounts(script)
}

/// The file that takes the space, on the server's own disk.
fn filler(launch: &Launch, server: &Process) -> PathBuf {
    server.sees(launch.folder.path().join("disk/filler").to_str().unwrap())
}

/// Fills the disk until `left` bytes are free.
fn fill(filler: &PathBuf, left: u64) {
    let mut file = fs::OpenOptions::new().create(true).append(true).open(filler).unwrap();
    while deskbell::db::free_bytes(filler).unwrap() > left && file.write_all(&[0; 16_384]).is_ok() {}
}

/// Posts until it is refused, and answers the refusal.
async fn refused(panel: &mut Socket, conversation: &str) -> Value {
    for number in 0.. {
        panel.say(post(&format!("more-{number}"), Some(conversation), "More")).await;
        loop {
            let frame = panel.next().await.unwrap();
            match frame["type"].as_str() {
                Some("refused") => return frame,
                Some("ack") => break,
                _ => {}
            }
        }
    }
    unreachable!("a loop without end")
}

/// A conversation with one acknowledged message, and the panel it was written in.
async fn conversation(server: &Process, claimed: &Claimed) -> (Visitor, Socket, String) {
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "Where is my parcel?").await;
    (visitor, panel, ack["conversation_id"].as_str().unwrap().to_owned())
}

async fn sign_in(address: &str) -> u16 {
    Browser::new(address).post("/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await.status
}

async fn reads_answer(visitor: &Visitor, agent: &Agent, conversation: &str) {
    assert_eq!(visitor.get(&format!("/api/widget/conversations/{conversation}/messages")).await.0, 200);
    assert_eq!(agent.get("/api/inbox/conversations").await.0, 200);
    assert_eq!(agent.get(&format!("/api/inbox/conversations/{conversation}")).await.0, 200);
}

fn without_limits(launch: Launch) -> Launch {
    let names = ["MESSAGES_PER_MINUTE", "MESSAGES_BURST"];
    names.iter().fold(launch, |launch, name| launch.set(&format!("DESKBELL_LIMITS_{name}"), "1000000"))
}

#[tokio::test]
async fn on_a_full_disk_nothing_acknowledged_is_lost_and_freed_space_is_used_without_a_restart() {
    let launch = without_limits(on_a_small_disk());
    let server = launch.start().await;
    let claimed = server.claim().await;
    let (visitor, mut panel, conversation) = conversation(&server, &claimed).await;
    let filler = filler(&launch, &server);

    fill(&filler, 0);
    let refusal = refused(&mut panel, &conversation).await;
    reads_answer(&visitor, &claimed.agent, &conversation).await;
    let stored = visitor.get("/api/widget/conversations").await.1["conversations"][0]["last_number"].as_i64().unwrap();
    fs::remove_file(&filler).unwrap();
    let number = eventually("a message is taken again", async || {
        panel.say(post("after", Some(&conversation), "Still here?")).await;
        loop {
            let frame = panel.next().await.unwrap();
            match frame["type"].as_str() {
                Some("ack") if frame["client_id"] == "after" => return frame["number"].as_i64(),
                Some("refused") => return None,
                _ => {}
            }
        }
    })
    .await;

    assert_eq!(refusal["code"], "busy");
    assert!(
        refusal["retry_after"].as_i64().is_some_and(|seconds| seconds > 0)
            && refusal["detail"].as_str().unwrap().contains("disk"),
        "{refusal}"
    );
    assert_eq!(number, stored + 1, "everything acknowledged is there, and nothing else");
    let data = server.sees(launch.folder.path().join("disk/data").to_str().unwrap());
    let copy = launch.folder.path().join("copy");
    fs::create_dir(&copy).unwrap();
    ["deskbell.db", "deskbell.db-wal"].iter().for_each(|file| {
        fs::copy(data.join(file), copy.join(file)).unwrap();
    });
    let books = Books::open(&copy);
    books.are_sound();
    books.have_no_gaps();
    server.stop().await;
}

#[tokio::test]
async fn a_request_too_large_for_what_is_left_is_refused_as_such_and_not_as_our_fault() {
    let launch = on_a_small_disk();
    let server = launch.start().await;
    let mut claimed = server.claim().await;
    let key = claimed.api_key().await;
    fill(&filler(&launch, &server), 2 << 20);
    let padding: serde_json::Map<_, _> =
        (0..4).map(|index| (format!("note{index}"), "x".repeat(1_000).into())).collect();
    let records: Vec<_> = (0..1_000)
        .map(|index| json!({ "kind": "order", "reference": format!("ORD-{index}"), "attributes": padding }))
        .collect();

    let request = reqwest::Client::new().post(format!("{}/v1/chat/ingest/records", server.address)).bearer_auth(&key);
    let response = request.json(&json!({ "external_id": "cust_42", "records": records })).send().await;
    let response = response.unwrap_or_else(|error| panic!("{error}: {}", server.log()));

    assert_eq!(response.status(), 503);
    assert!(response.headers()["retry-after"].to_str().unwrap().parse::<u32>().unwrap() > 0);
    let problem: Value = response.json().await.unwrap();
    assert!(problem["detail"].as_str().unwrap().contains("disk"), "{problem}");
    server.stop().await;
}

#[tokio::test]
async fn on_a_nearly_full_disk_new_things_wait_while_reading_and_signing_in_and_out_go_on() {
    let launch = Launch::new();
    let server = launch.start().await;
    let mut claimed = server.claim().await;
    let key = claimed.api_key().await;
    let (visitor, _, conversation) = conversation(&server, &claimed).await;
    server.stop().await;
    // Whoever was away for two days: their next visit would be noted.
    Books::open(&launch.data())
        .0
        .execute_batch("UPDATE visitor_tokens SET last_used_at = last_used_at - 172800000")
        .unwrap();

    let server = launch.clone().set("DESKBELL_STORAGE_MIN_FREE_MIB", "1000000").start().await;
    let visitor = Visitor { address: server.address.clone(), ..visitor };
    let agent = Agent { address: server.address.clone(), ..claimed.agent };
    reads_answer(&visitor, &agent, &conversation).await;
    let refusal = refused(&mut visitor.connect().await, &conversation).await;
    let body = json!({ "app_id": visitor.app_id, "page": Visitor::page() });
    let fresh = Visitor { token: None, ..visitor.clone() };
    let session = fresh.call(Method::POST, "/api/widget/session", Some(body)).await;
    let ingest = reqwest::Client::new().post(format!("{}/v1/chat/ingest/identify", server.address)).bearer_auth(&key);
    let ingest = ingest.json(&json!({ "external_id": "cust_42" })).send().await.unwrap();

    assert_eq!(refusal["code"], "busy");
    for response in [session, ingest] {
        assert_eq!(response.status(), 503);
        assert!(response.headers().contains_key("retry-after"));
        assert_eq!(response.headers()["content-type"], "application/problem+json");
    }
    assert_eq!(sign_in(&server.address).await, 303);
    assert_eq!(visitor.call(Method::POST, "/api/widget/logout", None).await.status(), 204);
    server.stop().await;
}

#[tokio::test]
async fn conversations_that_a_full_disk_refused_are_not_counted() {
    let launch = without_limits(on_a_small_disk());
    let server = launch.start().await;
    let claimed = server.claim().await;
    let (_, mut panel, known) = conversation(&server, &claimed).await;
    let fresh = server.visitor(&claimed.app_id).acting().await;
    let mut fresh = fresh.connect().await;
    let filler = filler(&launch, &server);

    fill(&filler, 0);
    refused(&mut panel, &known).await;
    let mut codes = Vec::new();
    for number in 0..10 {
        fresh.say(post(&format!("full-{number}"), None, "Hello")).await;
        codes.push(fresh.next_of("refused").await["code"].clone());
    }
    fs::remove_file(&filler).unwrap();

    assert_eq!(codes, vec![json!("busy"); 10]);
    let code = eventually("a conversation begins", async || {
        fresh.say(post("after", None, "Still here?")).await;
        loop {
            let frame = fresh.next().await.unwrap();
            match frame["type"].as_str() {
                Some("ack") => return Some(json!("ack")),
                Some("refused") if frame["code"] == "busy" => return None,
                Some("refused") => return Some(frame["code"].clone()),
                _ => {}
            }
        }
    })
    .await;
    assert_eq!(code, "ack");
    server.stop().await;
}
