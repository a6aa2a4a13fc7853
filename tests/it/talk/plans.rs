//! Everything here finds its rows by an index: a server that is a process of its own is asked for its log at the end.

use deskbell::base::{Clock, time::DAY};
use reqwest::Method;
use serde_json::json;

use super::posts;
use crate::support::{
    process::Launch,
    visitor::{Visitor, post},
    world::World,
};

#[tokio::test]
async fn every_question_of_the_messenger_finds_its_rows_by_an_index() {
    let launch = Launch::new().set("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "1000000");
    let launch = launch.set("DESKBELL_LIMITS_MESSAGES_BURST", "1000000");
    let server = launch.start().await;
    let claimed = server.claim().await;
    let visitor = server.visitor(&claimed.app_id).acting().await;
    let mut panel = visitor.connect().await;
    let mut inbox = claimed.agent.connect().await;
    let form = json!({ "type": "form", "fields": [{ "name": "a", "label": "A", "kind": "text" }] });

    let mut last = String::new();
    for index in 0..30 {
        let ack = visitor.says(&mut panel, None, "Hello").await;
        last = ack["conversation_id"].as_str().unwrap().to_owned();
        let mut answer = post(&format!("a{index}"), Some(&last), "");
        answer["content"] = form.clone();
        inbox.say(answer).await;
        inbox.next_of("ack").await;
        let resolve = format!("/api/inbox/conversations/{last}/resolve");
        assert_eq!(claimed.agent.call(Method::POST, &resolve, None).await.status(), 200);
    }
    let of_last = format!("/api/widget/conversations/{last}");
    assert_eq!(
        posts(&visitor, &format!("{of_last}/messages/3/answer"), json!({ "values": { "a": "x" } })).await.0,
        200
    );
    assert_eq!(posts(&visitor, &format!("{of_last}/rating"), json!({ "score": 5 })).await.0, 204);
    let now = Clock::system().now().as_millis();
    let events = json!({ "events": vec![json!({ "name": "seen", "at": now }); 50] });
    assert_eq!(posts(&visitor, "/api/widget/track", events).await.0, 204);
    for path in ["/api/widget/conversations", &format!("/api/widget/team?app_id={}", claimed.app_id)] {
        assert_eq!(visitor.get(path).await.0, 200, "{path}");
    }
    let usual = visitor.get(&format!("/api/widget/team?app_id={}", claimed.app_id)).await.1["usual_reply_ms"].clone();
    assert!(usual.is_i64(), "{usual}");
    assert_eq!(visitor.call(Method::GET, &format!("{of_last}/transcript"), None).await.status(), 200);
    let (_, row) = claimed.agent.get("/api/inbox/conversations").await;
    let contact = row["conversations"][0]["conversation"]["contact"]["id"].as_str().unwrap();
    assert_eq!(claimed.agent.get(&format!("/api/inbox/contacts/{contact}")).await.0, 200);
    server.stop().await;

    // Housekeeping meets all of it at the next start.
    let server = launch.start().await;
    assert_eq!(Visitor { address: server.address.clone(), ..visitor }.get("/api/widget/conversations").await.0, 200);
    server.stop().await;
}

#[tokio::test]
async fn what_has_had_its_time_is_forgotten_and_the_rest_stays() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let tell = |name: &str| json!({ "events": [{ "name": name, "at": world.clock.now().as_millis() }] });
    posts(&visitor, "/api/widget/track", tell("early")).await;
    let forget = || async {
        let both = world.handles.db.write(|tx| {
            let spent = deskbell::visitors::challenge::forget_lapsed(tx, 500)?;
            Ok((spent, deskbell::visitors::tracking::actions::forget_old(tx, 500)?))
        });
        both.await.unwrap()
    };

    let at_once = forget().await;
    world.clock.advance(89 * DAY);
    posts(&visitor, "/api/widget/track", tell("late")).await;
    let later = forget().await;
    world.clock.advance(2 * DAY);
    let at_last = forget().await;

    // The worker may have been quicker; it forgets the same.
    assert_eq!(at_once, (0, 0));
    assert!(later.0 <= 1 && later.1 == 0, "{later:?}");
    assert!(at_last.1 <= 1, "{at_last:?}");
    assert_eq!((world.rows("spent_challenges").await, world.rows("tracked_events").await), (0, 1));
}
