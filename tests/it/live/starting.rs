//! The limit on new conversations counts those that began, and nothing else.

use serde_json::json;

use crate::support::{
    socket::Socket,
    visitor::{Visitor, post},
    world::World,
};

/// What a visitor may start in twelve hours.
const MOST: usize = 6;

/// Says the messages, each of which would begin a conversation, and answers “ack” or the code of the refusal.
async fn answers(panel: &mut Socket, client_ids: &[&str]) -> Vec<String> {
    let mut answers = Vec::new();
    for client_id in client_ids {
        panel.say(post(client_id, None, "Hello")).await;
    }
    while answers.len() < client_ids.len() {
        let frame = panel.next().await.unwrap();
        match frame["type"].as_str() {
            Some("ack") => answers.push("ack".to_owned()),
            Some("refused") => answers.push(frame["code"].as_str().unwrap().to_owned()),
            _ => {}
        }
    }
    answers
}

#[tokio::test]
async fn repeats_of_a_message_count_as_one_conversation() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;

    let repeats = answers(&mut panel, &["1"; 8]).await;
    let others = answers(&mut panel, &["2", "3", "4", "5", "6"]).await;
    panel.say(post("7", None, "Hello")).await;
    let refused = panel.next_of("refused").await;
    let again = answers(&mut panel, &["6", "1"]).await;

    assert_eq!((repeats, others), (vec!["ack".to_owned(); 8], vec!["ack".to_owned(); 5]));
    assert_eq!((&refused["code"], &refused["retry_after"]), (&json!("rate_limited"), &json!(7200)));
    assert_eq!(again, ["ack", "ack"], "what was stored is acknowledged, also when no more may begin");
    assert_eq!(world.rows("conversations").await, MOST as i64);
}

#[tokio::test]
async fn many_sockets_at_once_begin_no_more_than_one() {
    let world = World::start().await;
    let visitor: Visitor = world.visitor().acting().await;
    let mut panels = [visitor.connect().await, visitor.connect().await, visitor.connect().await];
    for (index, panel) in panels.iter_mut().enumerate() {
        for number in 0..MOST {
            panel.say(post(&format!("{index}-{number}"), None, "Hello")).await;
        }
    }
    let mut acks = 0;
    for panel in &mut panels {
        let mut answered = 0;
        while answered < MOST {
            let frame = panel.next().await.unwrap();
            acks += usize::from(frame["type"] == "ack");
            answered += usize::from(frame["type"] == "ack" || frame["type"] == "refused");
        }
    }

    assert_eq!(acks, MOST);
    assert_eq!(world.rows("conversations").await, MOST as i64);
}
