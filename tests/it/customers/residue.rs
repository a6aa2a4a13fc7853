//! After somebody was erased, nothing of it is found in any file of the data folder.

use std::{fs, path::Path};

use reqwest::Method;
use serde_json::{Value, json};

use super::Business;
use crate::{
    files::uploaded,
    support::{visitor::post, world::SHOP},
};

/// Stands in every field; no other text holds it. In small letters, as addresses are kept.
const CANARY: &str = "zqxcanary7f3";

/// The files below a folder that hold the canary.
fn holders(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holders(&path));
        }
        let is_named = path.to_string_lossy().contains(CANARY);
        let holds =
            path.is_file() && fs::read(&path).unwrap().windows(CANARY.len()).any(|part| part == CANARY.as_bytes());
        if is_named || holds {
            found.push(path.display().to_string());
        }
    }
    found
}

/// A text that begins and ends with the canary, and may be long enough for pages of its own.
fn marked(length: usize) -> String {
    format!("{CANARY}{}{CANARY}", "x".repeat(length))
}

fn page(title: &str) -> Value {
    json!({ "origin": SHOP, "url": format!("{SHOP}/{CANARY}?q={CANARY}"), "title": title, "referrer": format!("https://{CANARY}.example/"),
            "campaign": { "utm_source": CANARY, CANARY: "x" } })
}

async fn fill_profile_and_records(business: &Business) -> String {
    let attributes: serde_json::Map<String, Value> =
        (0..40).map(|index| (format!("{CANARY}{index}"), json!(marked(900)))).collect();
    let identity = json!({
        "external_id": CANARY, "name": CANARY, "email": format!("{CANARY}@fern.example"), "username": CANARY,
        "phone": CANARY, "address": marked(400), "avatar_url": format!("https://{CANARY}.example/a.png"), "attributes": attributes,
    });
    let contact = business.sends("identify", identity).await;
    // What was there before is as much to be forgotten as what is there now.
    business
        .sends("identify", json!({ "external_id": CANARY, "name": format!("{CANARY} two"), "email": format!("two-{CANARY}@fern.example"), "address": "short" }))
        .await;
    let record = |index: usize| {
        json!({ "kind": "order", "reference": format!("{CANARY}-{index}"), "title": CANARY, "status": CANARY, "amount": index,
                "url": format!("https://{CANARY}.example/{index}"), "attributes": { CANARY: marked(900) } })
    };
    business.pushes(CANARY, (0..200).map(record).collect()).await;
    business
        .pushes(
            CANARY,
            json!([{ "kind": "order", "reference": format!("{CANARY}-0"), "attributes": { CANARY: null } }]),
        )
        .await;
    contact
}

async fn fill_visits(business: &Business) -> String {
    let mut stranger = business.world.visitor().acting().await;
    let claims: serde_json::Map<String, Value> =
        (0..60).map(|index| (format!("{CANARY}{index}"), json!(marked(900)))).collect();
    let claimed = json!({ "name": CANARY, "email": format!("{CANARY}@x.example"), "phone": CANARY, "address": CANARY, "username": CANARY, "attributes": claims });
    stranger.session(Some(claimed)).await;
    let told = json!({ "events": [{ "name": CANARY, "properties": { CANARY: marked(400) }, "at": business.world.clock.now().as_millis() }] });
    assert_eq!(stranger.call(Method::POST, "/api/widget/track", Some(told)).await.status(), 204);
    stranger.session(Some(business.proof(CANARY))).await;
    for title in [CANARY, "two"] {
        let body = json!({ "app_id": stranger.app_id, "page": page(title) });
        assert_eq!(stranger.call(Method::POST, "/api/widget/session", Some(body)).await.status(), 200);
    }

    let (agent, mut panel) = (business.world.agent().await, stranger.connect().await);
    let mut inbox = agent.connect().await;
    let ack = stranger.says(&mut panel, None, &marked(3_000)).await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
    for index in 0..30 {
        // As many as anybody may write.
        business.world.clock.advance(3_000);
        stranger.says(&mut panel, Some(&conversation), &format!("{CANARY} {index}")).await;
    }
    let file = uploaded(&stranger, &format!("{CANARY}.txt"), CANARY).await;
    uploaded(&stranger, &format!("{CANARY}-unsent.txt"), CANARY).await;
    let mut with_file = post("file", Some(&conversation), CANARY);
    with_file["file_ids"] = json!([file["id"]]);
    panel.say(with_file).await;
    panel.next_of("ack").await;
    let mut form = post("form", Some(&conversation), CANARY);
    let note = json!({ "type": "note.post", "client_id": "note", "conversation_id": conversation, "body": format!("{CANARY} noted"), "mentions": [], "file_ids": [] });
    inbox.say(note).await;
    inbox.next_of("ack").await;
    let found = agent.get(&format!("/api/inbox/search?q={CANARY}&limit=100")).await.1;
    assert!(found["hits"].as_array().unwrap().len() >= 34, "{found}");
    form["content"] = json!({ "type": "form", "fields": [{ "name": "a", "label": CANARY, "kind": "text" }] });
    inbox.say(form).await;
    let number = inbox.next_of("ack").await["number"].clone();
    let path = format!("/api/widget/conversations/{conversation}");
    let answer = json!({ "values": { "a": CANARY } });
    assert_eq!(
        stranger.call(Method::POST, &format!("{path}/messages/{number}/answer"), Some(answer)).await.status(),
        200
    );
    let rating = json!({ "score": 1, "comment": CANARY });
    let resolve = format!("/api/inbox/conversations/{conversation}/resolve");
    assert_eq!(agent.call(Method::POST, &resolve, None).await.status(), 200);
    assert!(stranger.call(Method::POST, &format!("{path}/rating"), Some(rating)).await.status().is_success());
    conversation
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left_in_any_file() {
    let business = Business::start().await;
    // Others before and after, so that pages are shared.
    let other = |index: usize| json!({ "external_id": format!("other-{index}"), "name": "Bo", "email": format!("{index}@bo.example") });
    for index in 0..60 {
        business.sends("identify", other(index)).await;
    }
    fill_profile_and_records(&business).await;
    fill_visits(&business).await;
    for index in 60..120 {
        business.sends("identify", other(index)).await;
        business.pushes(&format!("other-{index}"), json!([{ "kind": "order", "reference": format!("{index}") }])).await;
    }
    business
        .sets(
            "INSERT INTO prepared_sessions (session_hash, site_id, visitor_id, external_id, context, created_at, expires_at)
             SELECT x'01', site_id, 'vis_x', 'zqxcanary7f3', '{\"a\":\"zqxcanary7f3\"}', 0, 9e15 FROM sites LIMIT 1;
             INSERT INTO prepared_sessions (session_hash, site_id, visitor_id, context, created_at, expires_at, spent_by)
             SELECT x'02', site_id, visitor_id, '{\"a\":\"zqxcanary7f3\"}', 0, 9e15, visitor_id FROM visitors;
             UPDATE visitors SET context = '{\"a\":\"zqxcanary7f3\"}' WHERE verified_until IS NOT NULL;
             ANALYZE;",
        )
        .await;
    let data = std::sync::Arc::clone(&business.world.folder);
    let folder = data.path();
    let before = holders(folder);
    assert!(before.len() >= 3, "the database, its log and two files hold it: {before:?}");

    let (status, answer) = business.calls(Method::DELETE, &format!("customers/{CANARY}"), None).await;

    assert_eq!(
        (status, &answer["erased"]["messages"], &answer["erased"]["sessions"]),
        (200, &json!(36), &json!(2)),
        "{answer}"
    );
    assert_eq!(holders(folder), Vec::<String>::new(), "while it runs");
    assert_eq!(business.world.rows("contacts").await, 120);
    business.world.stop().await;
    assert_eq!(holders(folder), Vec::<String>::new(), "after the stop");
}
