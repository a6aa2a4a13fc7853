//! The same frames where WebSockets are blocked.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    visitor::post,
    world::{SHOP, World},
};

/// Reads server-sent events until one is of `kind`.
async fn until(response: &mut reqwest::Response, text: &mut String, kind: &str) -> Value {
    loop {
        while let Some(end) = text.find("\n\n") {
            let event: String = text.drain(..end + 2).collect();
            if let Some(data) = event.trim_end().strip_prefix("data: ") {
                let frame: Value = serde_json::from_str(data).unwrap();
                if frame["type"] == kind {
                    return frame;
                }
            }
        }
        let chunk = response.chunk().await.unwrap().expect("the stream ended");
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
}

#[tokio::test]
async fn a_conversation_works_over_stream_and_post_alone() {
    let world = World::start().await;
    let agent = world.agent().await;
    let visitor = world.visitor().acting().await;
    let path = format!("/api/widget/stream?app_id={}&origin={SHOP}", visitor.app_id);
    let mut panel = visitor.call(Method::GET, &path, None).await;
    let mut inbox = agent.call(Method::GET, "/api/inbox/stream", None).await;
    let (mut heard_by_panel, mut heard_by_inbox) = (String::new(), String::new());
    until(&mut panel, &mut heard_by_panel, "ready").await;
    until(&mut inbox, &mut heard_by_inbox, "ready").await;

    let sent = visitor.call(Method::POST, "/api/widget/frames", Some(post("c1", None, "Hello"))).await;
    let ack = sent.json::<Value>().await.unwrap()["frames"][0].clone();
    let heard = until(&mut inbox, &mut heard_by_inbox, "message").await;
    let answer = post("a1", ack["conversation_id"].as_str(), "Good morning");
    agent.call(Method::POST, "/api/inbox/frames", Some(answer)).await;
    until(&mut panel, &mut heard_by_panel, "message").await;
    let joined = until(&mut panel, &mut heard_by_panel, "message").await;
    let answered = until(&mut panel, &mut heard_by_panel, "message").await;

    assert_eq!(panel.headers()["content-type"], "text/event-stream");
    assert_eq!((&ack["type"], &ack["number"]), (&json!("ack"), &json!(1)));
    assert_eq!(heard["message"]["body"], "Hello");
    assert_eq!(joined["message"]["body"], "You are now talking with Ana");
    assert_eq!(answered["message"]["body"], "Good morning");
}
