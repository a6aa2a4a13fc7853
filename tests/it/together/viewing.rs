//! Who has a conversation open, and writes there.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{colleague, own_id};
use crate::support::{agent::Agent, socket::Socket, world::World};

const SECOND: i64 = 1_000;

/// A world with a conversation and two agents.
async fn two() -> (World, String, [(Agent, String); 2]) {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let ack = visitor.says(&mut visitor.connect().await, None, "Hello").await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
    let ana = world.agent().await;
    let ana_id = own_id(&ana).await;
    let bo = colleague(&world, "Bo", Role::Agent).await;
    (world, conversation, [(ana, ana_id), bo])
}

fn viewing(conversation: Option<&str>, is_replying: bool) -> Value {
    json!({ "type": "viewing", "conversation_id": conversation, "is_replying": is_replying })
}

/// The next word about a conversation: who has it open, and who of them writes.
async fn viewers(socket: &mut Socket, conversation: &str) -> Vec<(String, bool)> {
    let frame = socket.next_of("viewing").await;
    assert_eq!(frame["conversation_id"], conversation);
    let all = frame["viewers"].as_array().unwrap().iter();
    all.map(|one| (one["agent_id"].as_str().unwrap().to_owned(), one["is_replying"].as_bool().unwrap())).collect()
}

fn sorted(mut viewers: Vec<(String, bool)>) -> Vec<(String, bool)> {
    viewers.sort();
    viewers
}

#[tokio::test]
async fn whoever_has_a_conversation_open_sees_who_else_has_and_who_writes() {
    let (_world, conversation, [(ana, ana_id), (bo, bo_id)]) = two().await;
    let (mut first, mut second) = (ana.connect().await, bo.connect().await);
    let both = |writes: bool| sorted(vec![(ana_id.clone(), false), (bo_id.clone(), writes)]);

    first.say(viewing(Some(&conversation), false)).await;
    assert_eq!(viewers(&mut first, &conversation).await, [(ana_id.clone(), false)]);
    second.say(viewing(Some(&conversation), false)).await;
    assert_eq!(viewers(&mut first, &conversation).await, both(false));
    assert_eq!(viewers(&mut second, &conversation).await, both(false));

    second.say(viewing(Some(&conversation), true)).await;
    assert_eq!(viewers(&mut first, &conversation).await, both(true));
    second.say(viewing(None, false)).await;
    assert_eq!(viewers(&mut first, &conversation).await, [(ana_id.clone(), false)]);
    second.say(viewing(Some(&conversation), true)).await;
    assert_eq!(viewers(&mut first, &conversation).await, both(true));
    second.close().await;
    assert_eq!(viewers(&mut first, &conversation).await, [(ana_id, false)]);
}

#[tokio::test]
async fn a_window_that_falls_silent_is_forgotten_after_45_seconds() {
    let (world, conversation, [(ana, ana_id), (bo, bo_id)]) = two().await;
    let (mut first, mut second) = (ana.connect().await, bo.connect().await);
    second.say(viewing(Some(&conversation), true)).await;
    viewers(&mut second, &conversation).await;
    first.say(viewing(Some(&conversation), false)).await;
    let both = sorted(vec![(ana_id.clone(), false), (bo_id.clone(), true)]);
    assert_eq!(viewers(&mut first, &conversation).await, both);

    world.clock.advance(44 * SECOND);
    first.say(viewing(Some(&conversation), false)).await;
    world.clock.advance(SECOND);
    first.say(viewing(Some(&conversation), false)).await;

    assert_eq!(viewers(&mut first, &conversation).await, [(ana_id, false)], "only who said it again is believed");
}

#[tokio::test]
async fn two_windows_of_one_agent_are_one_viewer_that_writes_where_one_does() {
    let (_world, conversation, [(ana, ana_id), (bo, bo_id)]) = two().await;
    let (mut first, mut second, mut third) = (ana.connect().await, bo.connect().await, bo.connect().await);
    second.say(viewing(Some(&conversation), true)).await;
    viewers(&mut second, &conversation).await;
    third.say(viewing(Some(&conversation), false)).await;
    assert_eq!(viewers(&mut third, &conversation).await, [(bo_id.clone(), true)], "whoever opens it is told");

    first.say(viewing(Some(&conversation), false)).await;
    let both = sorted(vec![(ana_id, false), (bo_id, true)]);
    assert_eq!(viewers(&mut first, &conversation).await, both);
}

#[tokio::test]
async fn where_sockets_are_blocked_the_stream_of_the_session_stands_for_its_window() {
    let (_world, conversation, [(ana, _), (bo, bo_id)]) = two().await;
    let mut first = ana.connect().await;
    first.say(viewing(Some(&conversation), false)).await;
    viewers(&mut first, &conversation).await;
    let _stream = bo.call(Method::GET, "/api/inbox/stream", None).await;

    let said = bo.call(Method::POST, "/api/inbox/frames", Some(viewing(Some(&conversation), true))).await;

    assert_eq!(said.status(), 200);
    assert!(viewers(&mut first, &conversation).await.contains(&(bo_id, true)));
}

#[tokio::test]
async fn who_only_reads_does_not_type_to_visitors() {
    let (world, conversation, _) = two().await;
    let (cem, _) = colleague(&world, "Cem", Role::ReadOnly).await;
    let mut window = cem.connect().await;

    window.say(json!({ "type": "typing", "conversation_id": conversation, "is_typing": true })).await;

    assert_eq!(window.next_of("refused").await["code"], "forbidden");
}
