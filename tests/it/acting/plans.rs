//! Everything here finds its rows by an index: a server that is a process of its own is asked for its log at the end.

use deskbell::base::Clock;
use reqwest::Method;
use serde_json::{Value, json};

use super::{acts, note, says};
use crate::support::{process::Launch, visitor::post};

/// From when it is asked for: on a slow machine what was asked before takes its time.
fn snoozed_for_a_moment() -> Value {
    json!({ "type": "snooze", "until": Clock::system().now().as_millis() + 3_000 })
}

#[tokio::test]
async fn every_question_of_acting_finds_its_rows_by_an_index() {
    let launch = Launch::new().set("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "1000000");
    let server = launch.set("DESKBELL_LIMITS_MESSAGES_BURST", "1000000").start().await;
    let claimed = server.claim().await;
    let agent = &claimed.agent;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let mut panel = visitor.connect().await;
    let me = agent.get("/api/inbox/me").await.1["agent"]["id"].as_str().unwrap().to_owned();

    let mut ids = Vec::new();
    for index in 0..30 {
        let id = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();
        let mut naming = note(&format!("n{index}"), &id, "Look");
        naming["mentions"] = json!([me]);
        assert_eq!(says(agent, naming).await["type"], "ack");
        let mut answer = post(&format!("a{index}"), Some(&id), "On it");
        answer["after_number"] = json!(1);
        assert_eq!(says(agent, answer).await["type"], "ack");
        let draft = format!("/api/inbox/conversations/{id}/drafts/reply");
        assert_eq!(agent.call(Method::PUT, &draft, Some(json!({ "body": "Dear" }))).await.status(), 200);
        ids.push(id);
    }
    let path = format!("/api/inbox/conversations/{}", ids[0]);
    // From before they sleep: on a slow machine the first of them wakes while there is still something to do.
    let seen = agent.get(&path).await.1["seq"].as_i64();
    let asked: [fn() -> Value; 6] = [
        || json!({ "type": "unread" }),
        || json!({ "type": "read" }),
        || json!({ "type": "priority", "priority": "high" }),
        || json!({ "type": "assign_agent", "agent_id": null }),
        || json!({ "type": "resolve" }),
        snoozed_for_a_moment,
    ];
    for act in asked {
        let changes: Vec<_> = ids.iter().map(|id| (id.as_str(), act())).collect();
        let answer = acts(agent, &changes).await.1;
        assert_eq!(answer["results"][29]["error"], json!(null), "{answer}");
    }
    for index in 0..30 {
        says(agent, note(&format!("more{index}"), &ids[0], "More")).await;
    }
    let opened = agent.get(&path).await.1;
    assert_eq!(
        agent.get(&format!("{path}/messages?before={}.0&limit=20", opened["conversation"]["last_number"])).await.0,
        200
    );
    assert_eq!(agent.get("/api/inbox/drafts").await.1["drafts"].as_array().unwrap().len(), 30);
    // Nobody is sleeping any more once each has said so.
    let mut inbox = agent.connect_after(seen).await;
    let mut woken = inbox.1.iter().filter(|frame| frame["entry"]["act"]["what"] == "woken").count();
    while woken < 30 {
        woken += usize::from(inbox.0.next_of("entry").await["entry"]["act"]["what"] == "woken");
    }
    server.stop().await;
}
