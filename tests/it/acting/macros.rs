//! Macros: several acts at once, or as many of them as can be done.

use deskbell::base::{Role, time::HOUR};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Desk, GONE_TAG, NOWHERE, REFUND, SALES, acts, colleague, line};
use crate::support::{agent::Agent, world::MORNING};

const MACRO: &str = "mac_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";

/// A desk with one macro.
async fn with(steps: Value) -> Desk {
    let desk = Desk::start().await;
    let steps = steps.to_string();
    let made = desk.talk.world.handles.db.write(move |tx| {
        let sql = "INSERT INTO macros (macro_id, name, steps, created_at, updated_at) VALUES (?1, 'Refund', ?2, 0, 0)";
        Ok(tx.execute(sql, [MACRO, steps.as_str()])?)
    });
    made.await.unwrap();
    desk
}

async fn runs(agent: &Agent, conversation: &str, body: Value) -> (u16, Value) {
    let path = format!("/api/inbox/conversations/{conversation}/macros/{MACRO}");
    let response = agent.call(Method::POST, &path, Some(body)).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn all_steps_are_done_once_with_names_filled_in() {
    let desk = with(json!([
        { "type": "reply", "body": "Hi {{contact.first_name|there}}, {{agent.first_name}} of {{workspace.name}} here." },
        { "type": "note", "body": "Refund for {{conversation.id}} on {{site.link|any page}}" },
        { "type": "tag", "tag_id": REFUND },
        { "type": "assign_agent", "agent_id": "me" },
        { "type": "assign_team", "team_id": SALES },
        { "type": "priority", "priority": "high" },
        { "type": "snooze", "minutes": 60 },
    ]))
    .await;
    let id = desk.talk.conversation.clone();

    let (status, answer) = runs(&desk.talk.agent, &id, json!({ "client_id": "m1" })).await;
    let (again, repeat) = runs(&desk.talk.agent, &id, json!({ "client_id": "m1" })).await;

    assert_eq!((status, &answer["skipped"]), (200, &json!([])), "{answer}");
    let row = &answer["conversation"];
    assert_eq!(
        (&row["assignee_id"], &row["team_id"], &row["priority"]),
        (&json!(desk.ana_id), &json!(SALES), &json!("high"))
    );
    assert_eq!((&row["tag_ids"], &row["snoozed_until"]), (&json!([REFUND]), &json!(MORNING.as_millis() + HOUR)));
    assert_eq!((again, &repeat["conversation"]), (200, row), "a repeat does nothing");
    let thread = desk.opened().await;
    let bodies = crate::talk::bodies(thread["messages"].as_array().unwrap());
    assert_eq!(bodies.last().unwrap(), &"Hi there, Ana of Fern & Co here.");
    assert_eq!(bodies.len(), 3);
    assert_eq!(row["last_note"]["preview"], json!(format!("Refund for {id} on any page")));
    assert_eq!(desk.lines().await[0], line("macro", Some("Refund"), Some("Ana")));
    assert_eq!(desk.lines().await.len(), 6, "macro, assigned by answering, tag, team, priority, snooze");
}

#[tokio::test]
async fn what_cannot_be_done_any_more_is_left_out_and_named() {
    let desk = with(json!([
        { "type": "tag", "tag_id": GONE_TAG },
        { "type": "reply", "body": "Dear {{contact.name}}" },
        { "type": "assign_agent", "agent_id": "agt_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C" },
        { "type": "assign_team", "team_id": "tem_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4D" },
        { "type": "resolve" },
    ]))
    .await;

    let (status, answer) = runs(&desk.talk.agent, &desk.talk.conversation, json!({ "client_id": "m1" })).await;

    assert_eq!((status, &answer["conversation"]["state"]), (200, &json!("done")));
    let skipped: Vec<_> = answer["skipped"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
    let words = [
        "Step 1 was left out: There is no such tag",
        "Step 2 was left out: {{contact.name}} is not known",
        "Step 3 was left out: There is no such person",
        "Step 4 was left out: There is no such team",
    ];
    assert_eq!(skipped.len(), words.len());
    for (sentence, word) in skipped.iter().zip(words) {
        assert!(sentence.starts_with(word), "{sentence}");
    }
    let whats: Vec<_> = desk.lines().await.into_iter().map(|(what, ..)| what).collect();
    assert_eq!(whats, ["macro"], "no reply, so nobody took it");
}

#[tokio::test]
async fn a_macro_that_answers_over_somebody_is_refused_whole() {
    let mut desk = with(json!([{ "type": "tag", "tag_id": REFUND }, { "type": "reply", "body": "Done." }])).await;
    let id = desk.talk.conversation.clone();
    let number = desk.visitor_writes("Wait!").await["number"].clone();

    let stopped = runs(&desk.talk.agent, &id, json!({ "client_id": "m1", "after_number": 1 })).await;
    let row = desk.row().await;
    let done = runs(&desk.talk.agent, &id, json!({ "client_id": "m1", "after_number": number })).await;

    assert_eq!((stopped.0, &row["tag_ids"]), (409, &json!([])));
    assert_eq!((done.0, &done.1["conversation"]["tag_ids"]), (200, &json!([REFUND])));
}

#[tokio::test]
async fn only_who_answers_runs_and_only_what_is_there() {
    let desk = with(json!([{ "type": "resolve" }])).await;
    let (cleo, _) = colleague(&desk.talk.world, "Cleo", Role::ReadOnly).await;
    let (id, ana) = (desk.talk.conversation.as_str(), &desk.talk.agent);
    let path = format!("/api/inbox/conversations/{id}/macros/mac_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4D");

    let reader = runs(&cleo, id, json!({ "client_id": "m1" })).await.0;
    let nowhere = runs(ana, NOWHERE, json!({ "client_id": "m1" })).await.0;
    let nothing = ana.call(Method::POST, &path, Some(json!({ "client_id": "m1" }))).await.status().as_u16();
    let nameless = runs(ana, id, json!({})).await.0;

    assert_eq!((reader, nowhere, nothing, nameless), (403, 404, 404, 422));
    assert_eq!(desk.row().await["state"], "open");
    assert!(desk.lines().await.is_empty());
    assert_eq!(acts(ana, &[(id, json!({ "type": "resolve" }))]).await.0, 200);
}
