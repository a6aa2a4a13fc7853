//! A tag that somebody misses is made while tagging.

use reqwest::Method;
use serde_json::{Value, json};

use super::Desk;
use crate::support::agent::Agent;

async fn makes(agent: &Agent, name: &str) -> (u16, Value) {
    let response = agent.call(Method::POST, "/api/inbox/tags", Some(json!({ "name": name }))).await;
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn whoever_curates_makes_a_tag_and_puts_it_on_at_once() {
    let desk = Desk::start().await;

    let (status, tag) = makes(&desk.talk.agent, " Blue bell ").await;
    assert_eq!((status, &tag["name"]), (200, &json!("Blue bell")));
    desk.acts(json!({ "type": "tag", "tag_id": tag["id"] })).await;

    assert_eq!(desk.row().await["tag_ids"], json!([tag["id"]]));
    let (status, problem) = makes(&desk.talk.agent, "blue BELL").await;
    assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/name")), "{problem}");
}

#[tokio::test]
async fn who_only_answers_uses_the_tags_there_are() {
    let desk = Desk::start().await;

    let (status, _) = makes(&desk.bo, "Mine").await;

    assert_eq!(status, 403);
    let directory = desk.bo.get("/api/inbox/directory").await.1;
    assert_eq!(directory["tags"].as_array().map(Vec::len), Some(1));
}
