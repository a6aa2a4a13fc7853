//! Messages between a visitor and the team.

use serde_json::json;

use crate::support::{visitor::post, world::World};

#[tokio::test]
async fn a_message_from_the_widget_reaches_the_inbox_and_the_answer_comes_back() {
    let world = World::start().await;
    let mut inbox = world.agent().await.connect().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;

    let ack = visitor.says(&mut panel, None, "Where is my parcel?").await;
    let heard = inbox.next_of("message").await;
    let conversation = ack["conversation_id"].as_str().unwrap();
    inbox.say(post("a1", Some(conversation), "It left this morning.")).await;
    let mut answer = panel.next_of("message").await;
    while answer["message"]["author"] != "agent" {
        answer = panel.next_of("message").await;
    }

    assert_eq!(heard["message"]["body"], "Where is my parcel?");
    assert_eq!(heard["conversation"]["id"], ack["conversation_id"]);
    assert_eq!(answer["message"]["body"], "It left this morning.");
    assert_eq!(answer["message"]["author_name"], "Ana");
    assert_eq!(
        answer["message"]["client_id"],
        json!(null),
        "an agent's name for a message is not the visitor's business"
    );
}

#[tokio::test]
async fn a_first_message_sent_again_into_a_later_conversation_stays_where_it_was() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    panel.say(post("lost-ack", None, "Hello")).await;
    let first = panel.next_of("ack").await;
    panel.say(post("later", None, "Something else")).await;
    let later = panel.next_of("ack").await;

    panel.say(post("lost-ack", later["conversation_id"].as_str(), "Hello")).await;
    let again = panel.next_of("ack").await;

    assert_eq!(again["message_id"], first["message_id"]);
    assert_eq!(again["conversation_id"], first["conversation_id"]);
    assert_eq!(world.rows("messages").await, 2);
}

#[tokio::test]
async fn the_same_message_sent_twice_is_stored_once_and_acknowledged_alike() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;

    panel.say(post("once", None, "Hello")).await;
    let first = panel.next_of("ack").await;
    panel.say(post("once", None, "Hello")).await;
    let second = panel.next_of("ack").await;

    assert_eq!(first["message_id"], second["message_id"]);
    assert_eq!(first["conversation_id"], second["conversation_id"]);
    assert_eq!(world.rows("messages").await, 1);
    assert_eq!(world.rows("conversations").await, 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_message_is_said_and_nothing_is_stored() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;

    for (body, word) in [("   ", "needs some text"), (&*"x".repeat(10_001), "10001"), ("a\u{0}b", "control characters")]
    {
        panel.say(post("wrong", None, body)).await;
        let refused = panel.next_of("refused").await;

        assert_eq!(refused["client_id"], "wrong");
        assert_eq!(refused["code"], "invalid");
        assert!(refused["detail"].as_str().unwrap().contains(word), "{refused}");
    }
    assert_eq!(world.rows("messages").await, 0);
}

#[tokio::test]
async fn reading_marks_travel_both_ways_and_never_go_back() {
    let world = World::start().await;
    let agent = world.agent().await;
    let mut inbox = agent.connect().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "One").await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
    visitor.says(&mut panel, Some(&conversation), "Two").await;

    let before = agent.get("/api/inbox/conversations").await.1["conversations"][0]["unread"].clone();
    inbox.say(json!({ "type": "read", "conversation_id": conversation, "number": 2 })).await;
    let mine = inbox.next_of("read").await;
    let theirs = panel.next_of("read").await;
    inbox.say(json!({ "type": "read", "conversation_id": conversation, "number": 1 })).await;
    panel.say(json!({ "type": "read", "conversation_id": conversation, "number": 99 })).await;
    let seen = inbox.next_of("read").await;

    assert_eq!(before, 2);
    assert_eq!((&mine["reader"], &mine["unread"]), (&json!("me"), &json!(0)));
    assert_eq!(theirs["number"], 2);
    assert_eq!(
        (&seen["reader"], &seen["number"]),
        (&json!("visitor"), &json!(2)),
        "a number past the end means the end"
    );
    assert_eq!(agent.get("/api/inbox/conversations").await.1["conversations"][0]["unread"], 0);
}

#[tokio::test]
async fn too_many_messages_are_refused_with_the_time_to_wait() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "1").await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();
    for number in 2..=20 {
        visitor.says(&mut panel, Some(&conversation), &number.to_string()).await;
    }

    panel.say(post("over", Some(&conversation), "21")).await;
    let refused = panel.next_of("refused").await;
    world.clock.advance(2_000);
    let ack = visitor.says(&mut panel, Some(&conversation), "21").await;

    assert_eq!((&refused["code"], &refused["retry_after"]), (&json!("rate_limited"), &json!(2)));
    assert_eq!(ack["number"], 21);
}
