//! Since when a visitor waits.

use serde_json::json;

use super::{Desk, note};
use crate::support::world::MORNING;

#[tokio::test]
async fn a_visitor_waits_from_its_first_unanswered_message_until_the_answer() {
    let mut desk = Desk::start().await;
    let start = MORNING.as_millis();
    let waits = async |desk: &Desk| desk.row().await["waiting_since"].clone();
    let clock = desk.talk.world.clock.clone();
    let mut seen = vec![waits(&desk).await];

    clock.advance(1_000);
    desk.visitor_writes("Hello?").await;
    seen.push(waits(&desk).await);
    let id = desk.talk.conversation.clone();
    desk.talk.inbox.say(note("n1", &id, "I am on it")).await;
    desk.talk.inbox.next_of("ack").await;
    seen.push(waits(&desk).await);
    desk.talk.agent_posts("a1", "Hello!", json!(null)).await;
    seen.push(waits(&desk).await);
    clock.advance(1_000);
    desk.visitor_writes("And now?").await;
    seen.push(waits(&desk).await);
    desk.acts(json!({ "type": "resolve" })).await;
    seen.push(waits(&desk).await);
    desk.acts(json!({ "type": "reopen" })).await;
    seen.push(waits(&desk).await);
    clock.advance(1_000);
    desk.acts(json!({ "type": "resolve" })).await;
    desk.visitor_writes("It broke again").await;
    seen.push(waits(&desk).await);

    let (none, at) = (json!(null), |seconds: i64| json!(start + seconds * 1_000));
    assert_eq!(seen, [at(0), at(0), at(0), none.clone(), at(2), none, at(2), at(3)]);
}

#[tokio::test]
async fn what_was_closed_before_the_visitor_began_anew_is_not_waited_for_after_an_undo() {
    let mut desk = Desk::start().await;
    let clock = desk.talk.world.clock.clone();
    desk.talk.agent_posts("a1", "It left today.", json!(null)).await;
    clock.advance(1_000);
    desk.visitor_writes("Thanks").await;
    desk.acts(json!({ "type": "resolve" })).await;
    clock.advance(1_000);
    desk.visitor_writes("Now it is broken").await;
    clock.advance(1_000);
    desk.visitor_writes("Hello?").await;

    desk.acts(json!({ "type": "resolve" })).await;
    desk.acts(json!({ "type": "reopen" })).await;

    assert_eq!(desk.row().await["waiting_since"], json!(MORNING.as_millis() + 2_000));
}

#[tokio::test]
async fn an_answered_form_wakes_what_sleeps_takes_up_what_is_done_and_waits_for_the_team() {
    for act in [json!({ "type": "snooze", "until": null }), json!({ "type": "resolve" })] {
        let mut desk = Desk::start().await;
        let form = json!({ "type": "form", "fields": [{ "name": "size", "label": "Size", "kind": "text" }] });
        desk.talk.agent_posts("f1", "Which size?", form).await;
        desk.acts(act.clone()).await;
        desk.talk.world.clock.advance(1_000);

        let answered = desk.talk.visitor_posts("messages/3/answer", json!({ "values": { "size": "M" } })).await.0;
        let told = desk.talk.inbox.next_of("conversation").await["conversation"].clone();

        let row = desk.row().await;
        let at = json!(MORNING.as_millis() + 1_000);
        assert_eq!((answered, &row["state"]), (200, &json!("open")), "{act}");
        assert_eq!((&row["waiting_since"], &row["last_activity_at"]), (&at, &at), "{act}");
        assert_eq!(told["id"], row["id"]);
    }
}

#[tokio::test]
async fn who_answered_a_form_still_waits_after_an_undo() {
    for again in [json!({ "type": "reopen" }), json!({ "type": "snooze", "until": null })] {
        let mut desk = Desk::start().await;
        let clock = desk.talk.world.clock.clone();
        let form = json!({ "type": "form", "fields": [{ "name": "size", "label": "Size", "kind": "text" }] });
        desk.talk.agent_posts("f1", "Which size?", form).await;
        clock.advance(1_000);
        let answer = json!({ "values": { "size": "M" } });
        assert_eq!(desk.talk.visitor_posts("messages/3/answer", answer).await.0, 200);
        clock.advance(1_000);
        desk.visitor_writes("Or rather L").await;
        desk.acts(json!({ "type": "resolve" })).await;

        desk.acts(again.clone()).await;

        assert_eq!(desk.row().await["waiting_since"], json!(MORNING.as_millis() + 1_000), "{again}");
    }
}

#[tokio::test]
async fn an_answer_that_was_answered_or_closed_before_is_not_waited_for_after_an_undo() {
    let mut desk = Desk::start().await;
    let clock = desk.talk.world.clock.clone();
    let form = |name: &str| json!({ "type": "form", "fields": [{ "name": name, "label": "Size", "kind": "text" }] });
    desk.talk.agent_posts("f1", "Which size?", form("one")).await;
    clock.advance(1_000);
    desk.talk.visitor_posts("messages/3/answer", json!({ "values": { "one": "M" } })).await;
    clock.advance(1_000);
    let second = desk.talk.agent_posts("f2", "And which colour?", form("two")).await["number"].clone();
    let mut seen = Vec::new();
    for act in ["resolve", "reopen"] {
        desk.acts(json!({ "type": act })).await;
    }
    seen.push(desk.row().await["waiting_since"].clone());
    clock.advance(1_000);
    desk.acts(json!({ "type": "resolve" })).await;
    clock.advance(1_000);
    // This takes the conversation up again, and is what is waited for from now on.
    desk.talk.visitor_posts(&format!("messages/{second}/answer"), json!({ "values": { "two": "Red" } })).await;
    clock.advance(1_000);
    for act in ["resolve", "reopen"] {
        desk.acts(json!({ "type": act })).await;
    }
    seen.push(desk.row().await["waiting_since"].clone());
    desk.acts(json!({ "type": "resolve" })).await;
    clock.advance(1_000);
    desk.visitor_writes("It broke").await;
    for act in ["resolve", "reopen"] {
        desk.acts(json!({ "type": act })).await;
    }
    seen.push(desk.row().await["waiting_since"].clone());

    let start = MORNING.as_millis();
    assert_eq!(seen, [json!(null), json!(start + 4_000), json!(start + 6_000)]);
}
