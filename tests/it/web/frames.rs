//! Bad frames on the sockets: the connection ends with the reason, and nothing is stored.

use serde_json::{Value, json};

use crate::support::{
    socket::Socket,
    visitor::{Visitor, post},
    world::World,
};

/// The longest frame, in bytes.
const LONGEST: usize = 65_536;

/// What no side understands, with a conversation to name.
fn strange(conversation: &str) -> Vec<String> {
    let mut frames: Vec<String> =
        ["", "null", "[]", "7", "\"hello\"", "{}", "{", "{\"type\":", "\u{0}", "type=typing"].map(str::to_owned).into();
    let objects = [
        json!({ "type": "shutdown" }),
        json!({ "type": 1 }),
        json!({ "type": null }),
        json!({ "type": "Typing", "conversation_id": conversation, "is_typing": true }),
        json!({ "type": "message.post" }),
        json!({ "type": "message.post", "client_id": 1, "conversation_id": conversation, "body": "x" }),
        json!({ "type": "typing", "conversation_id": conversation, "is_typing": "yes" }),
        json!({ "type": "read", "conversation_id": conversation, "number": 1.5 }),
        json!({ "type": "read", "conversation_id": conversation, "number": "1" }),
        json!({ "type": "ack", "client_id": "a", "conversation_id": conversation, "message_id": "x", "number": 1, "seq": 1 }),
        json!({ "type": "message", "seq": 1, "conversation_id": conversation, "message": {} }),
    ];
    frames.extend(objects.iter().map(Value::to_string));
    frames.push(format!(
        "{{\"type\":\"typing\",\"type\":\"read\",\"conversation_id\":\"{conversation}\",\"is_typing\":true}}"
    ));
    frames.push(format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000)));
    frames
}

/// A world with a visitor and one conversation.
async fn with_conversation() -> (World, Visitor, String) {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let ack = visitor.says(&mut visitor.connect().await, None, "Hello").await;
    (world, visitor, ack["conversation_id"].as_str().unwrap().to_owned())
}

/// Everything a frame could have changed.
async fn rows(world: &World) -> [i64; 4] {
    // Not the events: that a panel is there is one.
    let tables = ["messages", "conversations", "conversation_reads", "visitors"];
    let mut rows = [0; 4];
    for (count, table) in rows.iter_mut().zip(tables) {
        *count = world.rows(table).await;
    }
    rows
}

#[tokio::test]
async fn a_panels_frame_that_is_not_understood_ends_its_connection_with_the_reason() {
    let (world, visitor, conversation) = with_conversation().await;
    let before = rows(&world).await;

    let hello_again = visitor.hello(None).to_string();
    for frame in strange(&conversation).into_iter().chain([hello_again]) {
        let mut panel = visitor.connect().await;
        panel.say_text(frame.clone()).await;
        let error = panel.next_of("error").await;

        assert_eq!(error["code"], "bad_frame", "{frame}");
        assert!(error["detail"].as_str().is_some_and(|detail| detail.ends_with(['.', '?'])), "{error}");
        assert_eq!(panel.close_code().await, Some(1000), "{frame}");
    }
    assert_eq!(rows(&world).await, before);
}

#[tokio::test]
async fn an_inboxs_frame_that_is_not_understood_ends_its_connection_with_the_reason() {
    let (world, _visitor, conversation) = with_conversation().await;
    let agent = world.agent().await;
    let before = rows(&world).await;

    let watch = json!({ "type": "watch", "contact_ids": [conversation] }).to_string();
    for frame in strange(&conversation).into_iter().chain([watch]) {
        let mut inbox = agent.connect().await;
        inbox.say_text(frame.clone()).await;

        assert_eq!(inbox.next_of("error").await["code"], "bad_frame", "{frame}");
        assert_eq!(inbox.close_code().await, Some(1000), "{frame}");
    }
    assert_eq!(rows(&world).await, before);
}

#[tokio::test]
async fn binary_frames_and_messages_before_the_greeting_are_not_taken() {
    let (world, visitor, conversation) = with_conversation().await;
    let before = rows(&world).await;

    let mut panel = visitor.connect().await;
    panel.say_bytes(post("binary", Some(&conversation), "Hello").to_string().into_bytes()).await;
    assert_eq!(panel.close_code().await, Some(1003), "frames are text");

    for first in [post("early", Some(&conversation), "Hello").to_string(), "{}".to_owned(), "no frame".to_owned()] {
        let mut socket = Socket::open(&world.address, "/api/widget/ws", &[("Origin", &world.address)]).await.unwrap();
        socket.say_text(first.clone()).await;
        assert_eq!(socket.close_code().await, Some(4401), "{first}");
    }
    assert_eq!(rows(&world).await, before);
}

#[tokio::test]
async fn a_panel_that_does_not_say_who_it_is_is_let_go_after_five_seconds() {
    let world = World::start().await;
    let started = std::time::Instant::now();
    let mut socket = Socket::open(&world.address, "/api/widget/ws", &[("Origin", &world.address)]).await.unwrap();

    let code = socket.close_code().await;

    assert_eq!(code, Some(4401));
    assert!(started.elapsed().as_secs() >= 4);
}

#[tokio::test]
async fn a_frame_over_64_kib_ends_the_connection_as_too_big() {
    let (world, visitor, conversation) = with_conversation().await;
    let agent = world.agent().await;
    let before = rows(&world).await;
    let large = post("large", Some(&conversation), &"x".repeat(LONGEST)).to_string();

    for mut socket in [visitor.connect().await, agent.connect().await] {
        socket.try_say_text(large.clone()).await;
        assert_eq!(socket.close_code().await, Some(1009));
    }
    let mut fits = visitor.connect().await;
    // The longest message there may be, in the widest characters.
    let ack = visitor.says(&mut fits, Some(&conversation), &"😀".repeat(10_000)).await;
    assert_eq!(ack["number"], 2);
    assert_eq!(rows(&world).await[0], before[0] + 1);
}

#[tokio::test]
async fn a_flood_of_frames_ends_the_connection() {
    let (world, visitor, conversation) = with_conversation().await;
    let agent = world.agent().await;

    for mut socket in [visitor.connect().await, agent.connect().await] {
        let frame = json!({ "type": "typing", "conversation_id": conversation, "is_typing": true }).to_string();
        for _ in 0..1_000 {
            if !socket.try_say_text(frame.clone()).await {
                break;
            }
        }
        assert_eq!(socket.close_code().await, Some(4429));
    }
}
