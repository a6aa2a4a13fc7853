//! Whose a conversation is.

use serde_json::json;

use super::{Desk, line, says, sql};
use crate::support::visitor::post;

#[tokio::test]
async fn who_answers_first_takes_it_and_who_answers_later_does_not() {
    let mut desk = Desk::start().await;
    let id = desk.talk.conversation.clone();

    desk.talk.agent_posts("a1", "I look into it.", json!(null)).await;
    says(&desk.bo, post("b1", Some(&id), "Me too.")).await;
    desk.talk.agent_posts("a1", "I look into it.", json!(null)).await;

    assert_eq!(desk.row().await["assignee_id"], json!(desk.ana_id));
    assert_eq!(desk.lines().await, [line("assigned", Some("Ana"), Some("Ana"))], "a repeat says nothing");
}

#[tokio::test]
async fn what_belongs_to_somebody_who_left_is_nobodys_when_the_visitor_writes() {
    let mut desk = Desk::start().await;
    desk.acts(json!({ "type": "assign_agent", "agent_id": desk.bo_id })).await;
    sql(&desk.talk.world, "UPDATE agents SET is_active = 0 WHERE agent_id = ?1", &desk.bo_id).await;

    desk.visitor_writes("Are you there?").await;

    assert_eq!(desk.row().await["assignee_id"], json!(null));
    assert_eq!(desk.lines().await[1], line("unassigned", Some("Bo"), None));
}

#[tokio::test]
async fn an_answer_takes_what_belongs_to_somebody_who_left() {
    let mut desk = Desk::start().await;
    desk.acts(json!({ "type": "assign_agent", "agent_id": desk.bo_id })).await;
    sql(&desk.talk.world, "UPDATE agents SET is_active = 0 WHERE agent_id = ?1", &desk.bo_id).await;

    desk.talk.agent_posts("a1", "Bo has left; I am here.", json!(null)).await;

    assert_eq!(desk.row().await["assignee_id"], json!(desk.ana_id));
}
