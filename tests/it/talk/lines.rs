//! Lines about the conversation: who answers, resolved, reopened; and that nobody has to read them.

use deskbell::{base::Actor, sites};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Talk, bodies};
use crate::support::{visitor::post, world::World};

/// Waits until the open panel has heard a message: what came before it is part of what a new connection catches up with, and
/// does not reach it live.
async fn hears(talk: &mut Talk, number: i64) {
    while talk.panel.next_of("message").await["message"]["number"] != number {}
}

#[tokio::test]
async fn who_answers_is_said_once_before_the_first_answer() {
    let mut talk = Talk::start().await;

    talk.agent_posts("a1", "Good morning", json!(null)).await;
    talk.agent_posts("a2", "It left today.", json!(null)).await;

    let thread = talk.thread().await;
    let numbers: Vec<_> = thread.iter().map(|message| message["number"].as_i64().unwrap()).collect();
    assert_eq!(
        bodies(&thread),
        ["Where is my parcel?", "You are now talking with Ana", "Good morning", "It left today."]
    );
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(thread[1]["author"], "system");
    assert_eq!(thread[1]["content"], json!({ "type": "event", "event": "joined", "name": "Ana" }));
    let (of_visitor, _) = talk.rows().await;
    assert_eq!(of_visitor["agent"], json!({ "name": "Ana", "picture_url": null }));
}

#[tokio::test]
async fn lines_and_the_question_for_a_rating_are_unread_for_nobody() {
    let mut talk = Talk::start().await;
    talk.agent_posts("a1", "It left today.", json!(null)).await;
    talk.agent_does("resolve").await;

    let (of_visitor, of_agent) = talk.rows().await;
    assert_eq!((&of_visitor["unread"], &of_agent["unread"]), (&json!(1), &json!(0)));
    assert_eq!(of_visitor["last_number"], 5, "question, joined, answer, resolved, rating");
    assert_eq!(of_visitor["last_message"]["body"], "It left today.");
    assert_eq!(of_agent["conversation"]["last_message"]["preview"], "It left today.");

    talk.panel.say(json!({ "type": "read", "conversation_id": talk.conversation, "number": 5 })).await;
    talk.inbox.next_of("read").await;
    assert_eq!(talk.rows().await.0["unread"], 0);
    talk.agent_posts("a2", "One more thing", json!(null)).await;
    assert_eq!(talk.rows().await.0["unread"], 1);
}

#[tokio::test]
async fn resolving_tells_both_sides_and_again_changes_nothing() {
    let mut talk = Talk::start().await;

    assert_eq!(talk.agent_does("resolve").await, 200);
    let for_visitor = talk.panel.next_of("conversation").await;
    let for_agent = talk.inbox.next_of("conversation").await;
    assert_eq!(talk.agent_does("resolve").await, 200);

    assert_eq!((&for_visitor["status"], &for_visitor["rating"]), (&json!("resolved"), &json!(null)));
    assert_eq!(for_agent["conversation"]["status"], "resolved");
    let thread = talk.thread().await;
    let kinds: Vec<_> = thread.iter().map(|message| message["content"]["type"].as_str()).collect();
    assert_eq!(kinds, [None, Some("event"), Some("rating")]);
}

#[tokio::test]
async fn writing_again_opens_a_resolved_conversation_once() {
    let mut talk = Talk::start().await;
    talk.agent_does("resolve").await;
    talk.panel.next_of("conversation").await;

    let again = post("again", Some(&talk.conversation), "It is not here yet");
    talk.panel.say(again.clone()).await;
    let first = talk.panel.next_of("ack").await;
    talk.agent_does("resolve").await;
    talk.panel.say(again).await;
    let repeated = talk.panel.next_of("ack").await;

    assert_eq!((&first["number"], &repeated["number"]), (&json!(5), &json!(5)));
    let thread = talk.thread().await;
    let events: Vec<_> = thread.iter().filter_map(|message| message["content"]["event"].as_str()).collect();
    assert_eq!(events, ["resolved", "reopened", "resolved"], "a repeat opens nothing");
    assert_eq!(talk.rows().await.0["status"], "resolved");
}

#[tokio::test]
async fn an_answer_opens_a_resolved_conversation_too() {
    let mut talk = Talk::start().await;
    talk.agent_does("resolve").await;

    talk.agent_posts("late", "One more thing.", serde_json::Value::Null).await;

    let thread = talk.thread().await;
    let events: Vec<_> = thread.iter().filter_map(|message| message["content"]["event"].as_str()).collect();
    assert_eq!(events, ["resolved", "reopened", "joined"]);
    assert_eq!(talk.rows().await.0["status"], "open");
}

#[tokio::test]
async fn an_agent_opens_a_conversation_again() {
    let talk = Talk::start().await;
    talk.agent_does("resolve").await;

    let status = talk.agent_does("reopen").await;
    talk.agent_does("reopen").await;

    let (of_visitor, of_agent) = talk.rows().await;
    assert_eq!(status, 200);
    assert_eq!((&of_visitor["status"], &of_agent["conversation"]["status"]), (&json!("open"), &json!("open")));
    assert_eq!(talk.world.rows("messages").await, 4, "a second time says nothing");
}

#[tokio::test]
async fn only_agents_resolve_and_only_what_is_there() {
    let talk = Talk::start().await;
    let path = format!("/api/inbox/conversations/{}/resolve", talk.conversation);

    let by_visitor = talk.visitor.call(Method::POST, &path, None).await.status();
    let missing = "/api/inbox/conversations/cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C/resolve";
    let of_nothing = talk.agent.call(Method::POST, missing, None).await.status();
    let elsewhere = talk.agent.client.post(format!("{}{path}", talk.world.address));
    let elsewhere = elsewhere.header("Cookie", &talk.agent.cookie).header("Origin", "https://evil.example");
    let cross_site = elsewhere.send().await.unwrap().status();

    assert_eq!([by_visitor, of_nothing, cross_site].map(|status| status.as_u16()), [401, 404, 403]);
    assert_eq!(talk.rows().await.0["status"], "open");
}

#[tokio::test]
async fn events_of_one_visitor_never_reach_another() {
    let mut talk = Talk::start().await;
    let other = talk.world.visitor().acting().await;
    let mut listening = other.connect().await;

    talk.agent_posts("a1", "Hello", json!({ "type": "quick_replies", "replies": ["Yes"] })).await;
    talk.agent_does("resolve").await;
    talk.visitor_posts("rating", json!({ "score": 5 })).await;
    listening.say(post("own", None, "Mine")).await;
    let heard = listening.until("ack").await;

    let foreign: Vec<_> =
        heard.iter().filter(|frame: &&Value| frame["conversation_id"] == talk.conversation.as_str()).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
    let own = other.get("/api/widget/conversations").await.1;
    assert_eq!(own["conversations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn who_was_away_catches_up_with_states_in_order() {
    let mut talk = Talk::start().await;
    let seen = talk.visitor.get("/api/widget/conversations").await.1["seq"].as_i64();
    talk.agent_posts("a1", "Hello", json!(null)).await;
    talk.agent_does("resolve").await;
    hears(&mut talk, 5).await;

    let (_socket, missed) = talk.visitor.connect_after(seen).await;

    let kinds: Vec<_> = missed.iter().map(|frame| frame["type"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["ready", "message", "message", "conversation", "message", "message", "position"]);
}

#[tokio::test]
async fn a_changed_site_is_told_to_its_open_panels() {
    let mut talk = Talk::start().await;
    let mut told = Vec::new();
    let path = format!("/api/widget/panel?app_id={}", talk.visitor.app_id);

    for name in ["Fern", "Moss", "Reed", "Sedge", "Rush"] {
        rename(&talk.world, name).await;
        assert!(talk.panel.next_of("site").await["seq"].as_i64().is_some());
        told.push(talk.visitor.get(&path).await.1["brand"]["name"].clone());
    }

    assert_eq!(told, ["Fern", "Moss", "Reed", "Sedge", "Rush"], "whoever asks at once is told of the change");
}

#[tokio::test]
async fn a_panel_that_was_away_is_told_that_its_site_changed() {
    let mut talk = Talk::start().await;
    let other = |tx: &mut deskbell::db::Tx<'_>| sites::actions::create(tx, &Actor::System, "Another").map(drop);
    let kinds = async |talk: &Talk, after| {
        let (_socket, missed) = talk.visitor.connect_after(after).await;
        missed.iter().map(|frame| frame["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let seen = async |talk: &Talk| talk.visitor.get("/api/widget/conversations").await.1["seq"].as_i64();
    let at_first = seen(&talk).await;
    rename(&talk.world, "Fern").await;
    rename(&talk.world, "Moss").await;
    talk.agent_posts("a1", "Hello", json!(null)).await;
    let later = seen(&talk).await;
    talk.world.handles.db.write(other).await.unwrap();
    talk.agent_posts("a2", "Hello", json!(null)).await;
    hears(&mut talk, 4).await;

    let missed_all = kinds(&talk, at_first).await;
    let missed_little = kinds(&talk, later).await;
    let missed_too_much = kinds(&talk, Some(1_000_000)).await;

    assert_eq!(missed_all, ["ready", "site", "message", "message", "message", "position"]);
    assert_eq!(missed_little, ["ready", "message", "position"], "another site's change is nothing to it");
    assert_eq!(missed_too_much, ["ready", "reload", "site", "position"]);
}

async fn rename(world: &World, name: &str) {
    let (site, name) = (world.handles.sites.all()[0].id, sites::Section::Name(name.to_owned()));
    let change = move |tx: &mut deskbell::db::Tx<'_>| sites::actions::change(tx, &Actor::System, site, [name]);
    world.handles.db.write(change).await.unwrap();
}
