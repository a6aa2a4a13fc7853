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
