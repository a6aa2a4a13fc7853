//! Snoozing, and what ends it.

use deskbell::{base::time::HOUR, conversations::acts::actions::wake_due};
use serde_json::json;

use super::{Desk, line};
use crate::support::world::MORNING;

#[tokio::test]
async fn a_snooze_ends_at_its_moment_and_everybody_hears_it() {
    let mut desk = Desk::start().await;
    let until = MORNING.as_millis() + HOUR;
    desk.acts(json!({ "type": "snooze", "until": until })).await;
    desk.talk.inbox.next_of("entry").await;

    desk.talk.world.clock.advance(HOUR - 1);
    let early = desk.talk.world.handles.db.write(|tx| wake_due(tx, 100)).await.unwrap();
    desk.talk.world.clock.advance(1);
    // Whatever happens makes the worker look.
    desk.talk.visitor.says(&mut desk.talk.panel, None, "Something else").await;
    let woken = desk.talk.inbox.next_of("entry").await;

    assert_eq!(early, 0);
    assert_eq!((&woken["entry"]["act"]["what"], &woken["entry"]["author_id"]), (&json!("woken"), &json!(null)));
    assert_eq!(
        (&woken["conversation"]["state"], &woken["conversation"]["snoozed_until"]),
        (&json!("open"), &json!(null))
    );
    assert_eq!(desk.lines().await, [line("snoozed", None, Some("Ana")), line("woken", None, None)]);
    desk.talk.world.stop().await;
}

#[tokio::test]
async fn a_visitors_message_wakes_once_and_before_it() {
    let mut desk = Desk::start().await;
    desk.acts(json!({ "type": "snooze", "until": null })).await;
    assert_eq!(desk.row().await["state"], "snoozed");

    let again = crate::support::visitor::post("again", Some(&desk.talk.conversation), "Any news?");
    desk.talk.panel.say(again.clone()).await;
    desk.talk.panel.next_of("ack").await;
    desk.acts(json!({ "type": "snooze", "until": null })).await;
    desk.talk.panel.say(again).await;
    let repeated = desk.talk.panel.next_of("ack").await;

    assert_eq!(repeated["number"], 2);
    assert_eq!(desk.row().await["state"], "snoozed", "a repeat wakes nothing");
    let places: Vec<_> = desk.opened().await["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["act"]["what"].clone(), entry["after_number"].clone()))
        .collect();
    assert_eq!(places, [(json!("snoozed"), json!(1)), (json!("woken"), json!(1)), (json!("snoozed"), json!(2))]);
}

#[tokio::test]
async fn an_answer_does_not_wake_and_no_snooze_until_a_reply_ends_by_itself() {
    let mut desk = Desk::start().await;
    desk.acts(json!({ "type": "snooze", "until": null })).await;

    desk.talk.agent_posts("a1", "I ask the carrier.", json!(null)).await;
    desk.talk.world.clock.advance(11 * HOUR);
    let woken = desk.talk.world.handles.db.write(|tx| wake_due(tx, 100)).await.unwrap();

    assert_eq!((woken, &desk.row().await["state"]), (0, &json!("snoozed")));
    assert_eq!(desk.row().await["snoozed_until"], json!(null));
}
