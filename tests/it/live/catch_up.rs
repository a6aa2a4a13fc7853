//! Clients that were away.

use serde_json::{Value, json};

use crate::support::{visitor::post, world::World};

fn bodies(frames: &[Value]) -> Vec<&str> {
    frames
        .iter()
        .filter(|frame| frame["type"] == "message")
        .map(|frame| frame["message"]["body"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn who_was_away_gets_exactly_what_was_missed_in_order() {
    let world = World::start().await;
    let agent = world.agent().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "Hello").await;
    let conversation = ack["conversation_id"].as_str().unwrap();
    let seen = visitor.get("/api/widget/conversations").await.1["seq"].as_i64().unwrap();
    panel.close().await;
    let mut inbox = agent.connect().await;
    let mut live = Vec::new();
    for body in ["One", "Two", "Three"] {
        inbox.say(post(body, Some(conversation), body)).await;
        live.extend(inbox.until("ack").await);
    }
    // What is stored is told a moment later; until then it would come live, behind what was missed.
    while !bodies(&live).contains(&"Three") {
        live.extend(inbox.until("message").await);
    }

    let (_panel, missed) = visitor.connect_after(Some(seen)).await;
    let (_panel, everything) = visitor.connect_after(Some(0)).await;
    let (_inbox, for_agents) = agent.connect_after(Some(seen)).await;

    let joined = "You are now talking with Ana";
    assert_eq!(bodies(&missed), [joined, "One", "Two", "Three"]);
    assert_eq!(bodies(&everything), ["Hello", joined, "One", "Two", "Three"]);
    assert_eq!(bodies(&for_agents), [joined, "One", "Two", "Three"]);
}

#[tokio::test]
async fn who_is_too_far_behind_or_ahead_of_the_log_is_told_to_reload() {
    let world = World::start().await;
    let agent = world.agent().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "Hello").await;
    let conversation = ack["conversation_id"].as_str().unwrap();
    let id: deskbell::base::ids::ConversationId = conversation.parse().unwrap();
    let many = move |tx: &mut deskbell::db::Tx<'_>| {
        let event = deskbell::events::Event::ConversationStarted {
            conversation_id: id,
            contact_id: tx.query_row("SELECT contact_id FROM conversations", [], |row| row.get(0))?,
        };
        (0..1_000).try_for_each(|_| tx.emit(&deskbell::base::Actor::System, &event).map(drop))
    };
    world.handles.db.write(many).await.unwrap();

    for after in [Some(1), Some(1_000_000)] {
        let (_socket, frames) = agent.connect_after(after).await;
        assert_eq!(frames[1], json!({ "type": "reload" }));
        let (_socket, frames) = visitor.connect_after(after).await;
        assert_eq!(frames[1], json!({ "type": "reload" }));
    }
}

#[tokio::test]
async fn a_position_survives_a_restart() {
    let world = World::start().await;
    let mut visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    visitor.says(&mut panel, None, "Before").await;
    let seen = visitor.get("/api/widget/conversations").await.1["seq"].as_i64().unwrap();
    panel.close().await;

    let world = world.restart().await;
    visitor.address = world.address.clone();
    let (mut panel, missed) = visitor.connect_after(Some(seen)).await;
    visitor.says(&mut panel, None, "After").await;

    assert_eq!(bodies(&missed), Vec::<&str>::new());
    assert_eq!(world.rows("messages").await, 2);
}
