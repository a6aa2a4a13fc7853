//! A canary in everything that is the team's alone never comes out where visitors look.

use reqwest::Method;
use serde_json::json;

use super::{Desk, REFUND, SALES, says, sql};
use crate::support::{visitor::post, world::SHOP};

/// In no word of ours.
const CANARY: &str = "canary7391";

#[tokio::test]
async fn nothing_of_the_team_alone_reaches_a_visitor_by_any_way() {
    let mut desk = Desk::start().await;
    let before = desk.talk.visitor.get("/api/widget/conversations").await.1["seq"].as_i64();
    sing(&desk).await;
    // A message behind all of it, so that everything before has gone out to whoever was to hear it.
    says(&desk.talk.agent, post("last", Some(&desk.talk.conversation), "The last word")).await;

    let mut heard = Vec::new();
    loop {
        let frame = desk.talk.panel.next().await.unwrap();
        let is_last = frame["message"]["body"] == "The last word";
        heard.push(frame.to_string());
        if is_last {
            break;
        }
    }
    let (_socket, missed) = desk.talk.visitor.connect_after(before).await;
    heard.extend(missed.iter().map(ToString::to_string));
    heard.push(stream(&desk, before).await);
    for path in paths(&desk) {
        let response = desk.talk.visitor.call(Method::GET, &path, None).await;
        assert_eq!(response.status(), 200, "{path}");
        heard.push(format!("{path} {}", response.text().await.unwrap()));
    }
    let session = desk.talk.visitor.clone().session(None).await;
    heard.push(session.to_string());

    for text in &heard {
        assert!(!text.contains(CANARY), "{text}");
        assert!(!text.contains("\"ent_") && !text.contains("\"entry\""), "{text}");
    }
    assert!(heard.iter().any(|text| text.contains("The last word")));
    let agents = desk.opened().await.to_string();
    assert!(agents.matches(CANARY).count() >= 5, "the canary sings where agents look: {agents}");
}

/// Puts the canary wherever only the team writes.
async fn sing(desk: &Desk) {
    let id = desk.talk.conversation.as_str();
    let world = &desk.talk.world;
    sql(world, "UPDATE teams SET name = ?1", CANARY).await;
    sql(world, "UPDATE tags SET name = ?1", CANARY).await;
    for act in [
        json!({ "type": "tag", "tag_id": REFUND }),
        json!({ "type": "assign_team", "team_id": SALES }),
        json!({ "type": "assign_agent", "agent_id": desk.bo_id }),
        json!({ "type": "priority", "priority": "urgent" }),
        json!({ "type": "snooze", "until": null }),
        json!({ "type": "wake" }),
        json!({ "type": "unread" }),
    ] {
        assert_eq!(desk.acts(act).await["error"], json!(null));
    }
    let url = format!("{}/api/inbox/files?name={CANARY}.txt", world.address);
    let ana = &desk.talk.agent;
    let request = ana.client.post(url).header("Origin", &ana.address).header("Cookie", &ana.cookie);
    let file: serde_json::Value = request.body(CANARY).send().await.unwrap().json().await.unwrap();
    let note = json!({
        "type": "note.post", "client_id": CANARY, "conversation_id": id, "body": CANARY, "mentions": [desk.bo_id],
        "file_ids": [file["id"]],
    });
    assert_eq!(says(ana, note).await["type"], "ack");
    for mode in ["reply", "note"] {
        let path = format!("/api/inbox/conversations/{id}/drafts/{mode}");
        let body = json!({ "body": CANARY, "after_number": 1 });
        assert_eq!(ana.call(Method::PUT, &path, Some(body)).await.status(), 200);
    }
}

/// What the stream tells a panel that was away, up to where nothing is missing.
async fn stream(desk: &Desk, after: Option<i64>) -> String {
    let after = after.unwrap();
    let path = format!("/api/widget/stream?app_id={}&origin={SHOP}&after={after}", desk.talk.visitor.app_id);
    let mut response = desk.talk.visitor.call(Method::GET, &path, None).await;
    assert_eq!(response.status(), 200);
    let mut text = String::new();
    while !text.contains("\"position\"") {
        text.push_str(std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap());
    }
    text
}

fn paths(desk: &Desk) -> Vec<String> {
    let (id, app) = (&desk.talk.conversation, &desk.talk.visitor.app_id);
    vec![
        "/api/widget/conversations".to_owned(),
        format!("/api/widget/conversations/{id}/messages"),
        format!("/api/widget/conversations/{id}/messages?limit=100"),
        format!("/api/widget/conversations/{id}/transcript"),
        format!("/api/widget/team?app_id={app}"),
        format!("/api/widget/panel?app_id={app}"),
        format!("/api/widget/init?app_id={app}"),
    ]
}
