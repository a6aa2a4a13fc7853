//! Drafts: kept on the server for each conversation and agent.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Desk, NOWHERE, note, says};
use crate::support::{agent::Agent, process::Launch, visitor::post};

async fn keeps(agent: &Agent, conversation: &str, (mode, body): (&str, &str)) -> (u16, Value) {
    let path = format!("/api/inbox/conversations/{conversation}/drafts/{mode}");
    let response = agent.call(Method::PUT, &path, Some(json!({ "body": body, "after_number": 1 }))).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

async fn drafts(agent: &Agent) -> Vec<Value> {
    agent.get("/api/inbox/drafts").await.1["drafts"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_draft_outlives_the_server_and_is_ones_own() {
    let mut desk = Desk::start().await;
    let id = desk.talk.conversation.clone();

    let kept = keeps(&desk.talk.agent, &id, ("reply", "Dear ")).await;
    let heard = desk.talk.inbox.next_of("draft").await;
    keeps(&desk.talk.agent, &id, ("note", "Ask Bo")).await;
    desk.talk.world.clock.advance(1_000);
    keeps(&desk.talk.agent, &id, ("reply", "Dear Ina, ")).await;

    assert_eq!(kept.1["draft"]["body"], "Dear ");
    assert_eq!(heard["conversation_id"], json!(id));
    let row = |agent: Agent| async move { agent.get("/api/inbox/conversations").await.1["conversations"][0].clone() };
    assert_eq!(row(desk.talk.agent.clone()).await["has_draft"], true);
    assert_eq!(row(desk.bo.clone()).await["has_draft"], false);
    assert!(drafts(&desk.bo).await.is_empty());
    let cookie = desk.talk.agent.cookie.clone();
    let world = desk.talk.world.restart().await;
    let ana = Agent { cookie, ..Agent::new(&world.address, "") };
    let mine = drafts(&ana).await;
    let said: Vec<_> =
        mine.iter().map(|draft| (draft["mode"].as_str().unwrap(), draft["body"].as_str().unwrap())).collect();
    assert_eq!(said, [("reply", "Dear Ina, "), ("note", "Ask Bo")], "newest first");
    let opened = ana.get(&format!("/api/inbox/conversations/{id}")).await.1;
    assert_eq!(opened["drafts"].as_array().unwrap().len(), 2);
    assert_eq!(mine[0]["after_number"], 1);
}

#[tokio::test]
async fn what_is_sent_takes_its_draft_along_and_another_text_stays() {
    let desk = Desk::start().await;
    let (id, ana) = (desk.talk.conversation.as_str(), &desk.talk.agent);
    keeps(ana, id, ("reply", "It left today.\n")).await;
    keeps(ana, id, ("note", "Ask Bo")).await;

    says(ana, post("a1", Some(id), "Something else")).await;
    let after_another = drafts(ana).await.len();
    says(ana, post("a2", Some(id), "It left today.")).await;
    let after_it = drafts(ana).await;
    says(ana, note("n1", id, "Ask Bo")).await;

    assert_eq!((after_another, after_it.len()), (2, 1));
    assert_eq!(after_it[0]["mode"], "note");
    assert!(drafts(ana).await.is_empty());
}

#[tokio::test]
async fn an_empty_one_goes_a_too_long_one_and_a_gone_conversation_say_so() {
    let desk = Desk::start().await;
    let (id, ana) = (desk.talk.conversation.as_str(), &desk.talk.agent);
    keeps(ana, id, ("reply", "Dear")).await;

    let longest = keeps(ana, id, ("note", &"ü".repeat(40_000))).await.0;
    let too_long = keeps(ana, id, ("note", &"ü".repeat(40_001))).await;
    let gone = keeps(ana, NOWHERE, ("reply", "Dear")).await.0;
    let no_mode = keeps(ana, id, ("letter", "Dear")).await.0;
    let emptied = keeps(ana, id, ("reply", " \n")).await;

    assert_eq!((longest, too_long.0, gone), (200, 422, 404));
    assert!(too_long.1["detail"].as_str().unwrap().contains("40001"), "{}", too_long.1);
    assert!((400..500).contains(&no_mode), "{no_mode}");
    assert_eq!(emptied, (200, json!({ "draft": null })));
    assert_eq!(drafts(ana).await.len(), 1);
    assert_eq!(
        desk.talk
            .visitor
            .call(Method::PUT, &format!("/api/inbox/conversations/{id}/drafts/reply"), None)
            .await
            .status(),
        401
    );
}

#[tokio::test]
async fn a_list_that_is_too_short_for_all_drafts_says_so() {
    let launch = Launch::new().set("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "1000000");
    let server = launch.set("DESKBELL_LIMITS_MESSAGES_BURST", "1000000").start().await;
    let claimed = server.claim().await;
    let agent = &claimed.agent;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let mut panel = visitor.connect().await;
    let listed = async || {
        let (_, answer) = agent.get("/api/inbox/drafts").await;
        (answer["drafts"].as_array().unwrap().len(), answer["has_more"].as_bool().unwrap())
    };
    for _ in 0..50 {
        let id = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();
        keeps(agent, &id, ("reply", "Dear")).await;
        keeps(agent, &id, ("note", "Ask Bo")).await;
    }
    assert_eq!(listed().await, (100, false));

    let id = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();
    keeps(agent, &id, ("reply", "Dear")).await;
    assert_eq!(listed().await, (100, true));
}
