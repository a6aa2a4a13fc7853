//! A person who is blocked reads, and says nothing more.

use reqwest::Method;
use serde_json::json;

use super::{Desk, sql};
use crate::support::visitor::post;

const BLOCK: &str = "UPDATE contacts SET blocked_at = 1 WHERE contact_id = ?1";
const UNBLOCK: &str = "UPDATE contacts SET blocked_at = NULL WHERE contact_id = ?1";

#[tokio::test]
async fn who_is_blocked_may_read_and_not_post_upload_answer_or_rate() {
    let mut desk = Desk::start().await;
    let form = json!({ "type": "form", "fields": [{ "name": "a", "label": "A", "kind": "text" }] });
    desk.talk.agent_posts("a1", "", form).await;
    desk.acts(json!({ "type": "resolve" })).await;
    let contact = desk.row().await["contact"]["id"].as_str().unwrap().to_owned();
    sql(&desk.talk.world, BLOCK, &contact).await;
    let messages = desk.talk.world.rows("messages").await;

    let mut refusals = Vec::new();
    for conversation in [Some(desk.talk.conversation.as_str()), None] {
        desk.talk.panel.say(post("more", conversation, "Let me in")).await;
        refusals.push(desk.talk.panel.next_of("refused").await);
    }
    let answered = desk.talk.visitor_posts("messages/3/answer", json!({ "values": { "a": "x" } })).await;
    let rated = desk.talk.visitor_posts("rating", json!({ "score": 1 })).await;
    let upload = desk.talk.visitor.call(Method::POST, "/api/widget/files?name=a.txt", Some(json!("x"))).await;

    for refused in &refusals {
        assert_eq!((&refused["code"], &refused["client_id"]), (&json!("forbidden"), &json!("more")));
        assert!(refused["detail"].as_str().unwrap().contains("closed for new messages"), "{refused}");
    }
    assert_eq!((answered.0, rated.0, upload.status().as_u16()), (403, 403, 403));
    assert_eq!(desk.talk.thread().await.len(), usize::try_from(messages).unwrap());
    let rows = (desk.talk.world.rows("messages").await, desk.talk.world.rows("conversations").await);
    assert_eq!((rows, desk.talk.world.rows("files").await), ((messages, 1), 0));
    assert_eq!(desk.row().await["state"], "done", "nothing was opened again");
    assert_eq!(desk.row().await["is_blocked"], true);
}

#[tokio::test]
async fn what_was_sent_before_the_block_is_acknowledged_and_unblocking_lets_in_again() {
    let mut desk = Desk::start().await;
    let contact = desk.row().await["contact"]["id"].as_str().unwrap().to_owned();
    let sent = post("sent", Some(&desk.talk.conversation), "Hello?");
    desk.talk.panel.say(sent.clone()).await;
    let first = desk.talk.panel.next_of("ack").await;
    sql(&desk.talk.world, BLOCK, &contact).await;

    desk.talk.panel.say(sent).await;
    let again = desk.talk.panel.next_of("ack").await;
    sql(&desk.talk.world, UNBLOCK, &contact).await;
    let later = desk.visitor_writes("Thank you").await;

    assert_eq!((&again["number"], &later["number"]), (&first["number"], &json!(3)));
}

#[tokio::test]
async fn the_team_answers_a_blocked_person_and_notes() {
    let mut desk = Desk::start().await;
    let contact = desk.row().await["contact"]["id"].as_str().unwrap().to_owned();
    sql(&desk.talk.world, BLOCK, &contact).await;

    let answered = desk.talk.agent_posts("a1", "We are done here.", json!(null)).await;

    assert_eq!(answered["type"], "ack");
    assert_eq!(desk.talk.panel.next_of("message").await["conversation_id"], json!(desk.talk.conversation));
}
