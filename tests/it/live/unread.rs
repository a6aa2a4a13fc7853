//! Messages that cannot be read: refused by name, in words for a reader, and the connection goes on.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    visitor::{Visitor, post},
    world::World,
};

/// A world with a visitor and one conversation.
async fn with_conversation() -> (World, Visitor, String) {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let ack = visitor.says(&mut visitor.connect().await, None, "Hello").await;
    (world, visitor, ack["conversation_id"].as_str().unwrap().to_owned())
}

/// Messages with the name `a`, each unreadable in its own way, and a word of what is said of it.
fn unreadable(conversation: &str) -> Vec<(String, &'static str)> {
    let message = |body: &str| {
        format!(r#"{{"type":"message.post","client_id":"a","conversation_id":"{conversation}","body":{body}}}"#)
    };
    let mut frames = vec![
        (message(r#""cut \ud83d""#), "half of a character"),
        (message(r#""\udE00 \ud83d\ude00""#), "half of a character"),
        (message(r#""a\u0000b""#), "control characters"),
        (message("7"), "“body”: Expected text, not a number."),
        (message(r#"{"html":"x"}"#), "“body”: Expected text, not an object."),
        (message(r#""x","body":"y""#), "twice"),
        (message(r#""x","author":"agent""#), "There is no field “author” here."),
    ];
    let wrong = [
        (json!({ "type": "message.post", "client_id": "a" }), "“body”: This field is required."),
        (
            json!({ "type": "message.post", "client_id": "a", "conversation_id": ["x"], "body": "x" }),
            "“conversation_id”",
        ),
        (
            json!({ "type": "message.post", "client_id": "a", "conversation_id": "con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C", "body": "x" }),
            "begins with “cnv_” and has 26 more characters.",
        ),
    ];
    frames.extend(wrong.map(|(frame, said)| (frame.to_string(), said)));
    frames
}

fn is_refused(frame: &Value, said: &str) {
    assert_eq!(
        (&frame["type"], &frame["code"], &frame["client_id"]),
        (&json!("refused"), &json!("invalid"), &json!("a"))
    );
    let detail = frame["detail"].as_str().unwrap();
    assert!(detail.contains(said), "{detail}");
    assert!(detail.ends_with(['.', '?']) && !detail.ends_with(".."), "{detail}");
    assert!(!detail.contains("invalid type") && !detail.contains("missing field"), "{detail}");
}

#[tokio::test]
async fn a_message_that_cannot_be_read_is_refused_and_the_connection_goes_on() {
    let (world, visitor, conversation) = with_conversation().await;
    let (mut panel, mut inbox) = (visitor.connect().await, world.agent().await.connect().await);

    for (frame, said) in unreadable(&conversation) {
        for socket in [&mut panel, &mut inbox] {
            socket.say_text(frame.clone()).await;
            is_refused(&socket.next_of("refused").await, said);
        }
    }

    let good = post("good", Some(&conversation), "Still here");
    for socket in [&mut panel, &mut inbox] {
        socket.say(good.clone()).await;
        assert_eq!(socket.next_of("ack").await["client_id"], "good");
    }
    // Both, the first one, and the line that says who answers.
    assert_eq!(world.rows("messages").await, 4);
}

#[tokio::test]
async fn where_sockets_are_blocked_such_a_message_is_refused_in_place_too() {
    let (world, visitor, conversation) = with_conversation().await;
    let agent = world.agent().await;

    for (frame, said) in unreadable(&conversation) {
        let from_panel = visitor.client.post(format!("{}/api/widget/frames", world.address));
        let from_panel = from_panel.bearer_auth(visitor.token.as_ref().unwrap());
        let from_inbox =
            agent.client.post(format!("{}/api/inbox/frames", world.address)).header("Cookie", &agent.cookie);
        for request in [from_panel, from_inbox] {
            let request = request.header("Origin", &world.address).header("Content-Type", "application/json");
            let response = request.body(frame.clone()).send().await.unwrap();
            assert_eq!(response.status(), 200, "{frame}");
            is_refused(&response.json::<Value>().await.unwrap()["frames"][0], said);
        }
    }
    assert_eq!(world.rows("messages").await, 1);
}

#[tokio::test]
async fn every_wrong_field_of_another_frame_is_named() {
    let (world, visitor, _) = with_conversation().await;
    let frame = json!({ "type": "read", "conversation_id": 5, "number": "1", "nubmer": 1 });

    let response = visitor.call(Method::POST, "/api/widget/frames", Some(frame.clone())).await;
    let status = response.status();
    let problem = response.json::<Value>().await.unwrap();
    let mut panel = visitor.connect().await;
    panel.say(frame).await;
    let error = panel.next_of("error").await;

    let pointers: Vec<_> =
        problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!((status.as_u16(), pointers), (422, vec!["/conversation_id", "/number", "/nubmer"]));
    assert_eq!(error["code"], "bad_frame");
    assert_eq!(
        error["detail"],
        "“conversation_id”: Expected text, not a number. “number”: Expected a whole number, such as 12, not text. \
         “nubmer”: There is no field “nubmer” here. Did you mean “number”?"
    );
    drop(world);
}

#[tokio::test]
async fn a_flood_of_messages_that_are_refused_at_once_ends_the_connection() {
    let (world, visitor, conversation) = with_conversation().await;
    let agent = world.agent().await;
    let blank = post("blank", Some(&conversation), " ").to_string();
    let unreadable = json!({ "type": "message.post", "client_id": "a", "body": 7 }).to_string();

    for frame in [blank, unreadable] {
        for mut socket in [visitor.connect().await, agent.connect().await] {
            for _ in 0..3_000 {
                if !socket.try_say_text(frame.clone()).await {
                    break;
                }
            }
            assert_eq!(socket.close_code().await, Some(4429), "{frame}");
        }
    }
}
