//! Nobody answers over somebody: an answer is stopped when the thread changed since it was begun.

use serde_json::{Value, json};

use super::{Desk, note, says};
use crate::support::visitor::post;

fn begun_after(number: i64, client_id: &str, conversation: &str) -> Value {
    let mut frame = post(client_id, Some(conversation), "It left today.");
    frame["after_number"] = json!(number);
    frame
}

#[tokio::test]
async fn an_answer_is_stopped_by_what_the_visitor_wrote_meanwhile() {
    let mut desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    let more = desk.visitor_writes("And my invoice?").await["number"].as_i64().unwrap();

    let stopped = says(&desk.talk.agent, begun_after(1, "a1", &id)).await;
    let rows = (desk.talk.world.rows("messages").await, desk.row().await["assignee_id"].clone());
    let sent = says(&desk.talk.agent, begun_after(more, "a1", &id)).await;

    assert_eq!((&stopped["type"], &stopped["code"]), (&json!("refused"), &json!("changed")));
    assert_eq!(stopped["client_id"], "a1");
    assert!(stopped["detail"].as_str().unwrap().contains("Read what is new"), "{stopped}");
    assert_eq!(rows, (2, json!(null)), "nothing of it was stored");
    assert_eq!(sent["type"], "ack");
}

#[tokio::test]
async fn a_colleagues_answer_stops_and_ones_own_lines_and_notes_do_not() {
    let desk = Desk::start().await;
    let id = desk.talk.conversation.clone();

    says(&desk.talk.agent, post("a1", Some(&id), "Good morning")).await;
    desk.acts(json!({ "type": "resolve" })).await;
    desk.acts(json!({ "type": "reopen" })).await;
    says(&desk.bo, note("n1", &id, "Be kind")).await;
    let own = says(&desk.talk.agent, begun_after(1, "a2", &id)).await;
    let colleague = says(&desk.bo, begun_after(1, "b1", &id)).await;

    assert_eq!((&own["type"], &colleague["code"]), (&json!("ack"), &json!("changed")));
}

#[tokio::test]
async fn a_repeat_is_acknowledged_whatever_came_after_it() {
    let mut desk = Desk::start().await;
    let id = desk.talk.conversation.clone();
    let first = says(&desk.talk.agent, begun_after(1, "a1", &id)).await;
    desk.visitor_writes("Thanks").await;

    let again = says(&desk.talk.agent, begun_after(1, "a1", &id)).await;

    assert_eq!((&again["type"], &again["message_id"]), (&json!("ack"), &first["message_id"]));
}

#[tokio::test]
async fn of_two_who_answer_at_once_one_is_stopped() {
    let desk = Desk::start().await;
    let id = desk.talk.conversation.clone();

    let both =
        tokio::join!(says(&desk.talk.agent, begun_after(1, "a1", &id)), says(&desk.bo, begun_after(1, "b1", &id)));

    let mut kinds = [both.0["type"].as_str().unwrap(), both.1["type"].as_str().unwrap()];
    kinds.sort_unstable();
    assert_eq!(kinds, ["ack", "refused"]);
}
