//! What pages tell with `track`.

use deskbell::{
    base::{secret, time::DAY},
    settings::model::identity_secret,
};
use serde_json::{Value, json};

use super::{Talk, pointers, posts};
use crate::support::world::{MORNING, World};

async fn tracked(talk: &Talk) -> Vec<Value> {
    let contact = talk.rows().await.1["conversation"]["contact"]["id"].as_str().unwrap().to_owned();
    let (status, page) = talk.agent.get(&format!("/api/inbox/contacts/{contact}/activity?kind=event")).await;
    assert_eq!(status, 200, "{page}");
    page["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn agents_see_what_pages_told_newest_first() {
    let mut talk = Talk::start().await;
    let now = MORNING.as_millis();
    let told = json!({ "events": [
        { "name": "viewed_product", "properties": { "sku": "fern-1", "price": 19.9, "is_new": true, "x": null }, "at": now - 5_000 },
        { "name": "added_to_cart", "at": now - 1_000 },
        { "name": "of_a_wrong_clock", "at": now + 90 * DAY },
        { "name": "of_long_ago", "at": 0 }] });

    let status = posts(&talk.visitor, "/api/widget/track", told).await.0;
    talk.inbox.next_of("contact").await;
    let events = tracked(&talk).await;

    let seen: Vec<_> =
        events.iter().map(|event| (event["title"].as_str().unwrap(), event["at"].as_i64().unwrap())).collect();
    assert_eq!(status, 204);
    assert_eq!(
        seen,
        [
            ("of_a_wrong_clock", now),
            ("added_to_cart", now - 1_000),
            ("viewed_product", now - 5_000),
            ("of_long_ago", now - DAY)
        ]
    );
    let facts = json!([{ "name": "is_new", "value": "true" }, { "name": "price", "value": "19.9" },
                       { "name": "sku", "value": "fern-1" }]);
    assert_eq!(events[2]["facts"], facts);
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_noted() {
    let talk = Talk::start().await;
    let many: serde_json::Map<_, _> = (0..21).map(|index| (format!("p{index}"), json!(1))).collect();
    let told = json!({ "events": [
        { "name": "", "at": 1 },
        { "name": "x".repeat(65), "at": "now" },
        { "name": "a", "properties": { "list": [1], "long": "x".repeat(501) }, "at": 1 },
        { "name": "a", "properties": many, "at": 1 },
        { "nmae": "a", "at": 1 }] });

    let (status, problem) = posts(&talk.visitor, "/api/widget/track", told).await;
    let none = posts(&talk.visitor, "/api/widget/track", json!({ "events": [] })).await.0;
    let fifty_one = json!({ "events": vec![json!({ "name": "a", "at": 1 }); 51] });
    let too_many = posts(&talk.visitor, "/api/widget/track", fifty_one).await.0;
    let stranger = posts(&talk.world.visitor(), "/api/widget/track", json!({ "events": [] })).await.0;

    assert_eq!(status, 422);
    assert_eq!(
        pointers(&problem),
        [
            "/events/0/name",
            "/events/1/name",
            "/events/1/at",
            "/events/2/properties/list",
            "/events/2/properties/long",
            "/events/3/properties",
            "/events/4/name",
            "/events/4/nmae"
        ]
    );
    assert_eq!([none, too_many, stranger], [422, 422, 401]);
    assert_eq!(talk.world.rows("tracked_events").await, 0);
}

#[tokio::test]
async fn only_the_newest_thousand_of_a_contact_are_kept() {
    let talk = Talk::start().await;
    let now = MORNING.as_millis();
    let batch = |from: i64| {
        let events: Vec<_> =
            (from..from + 50).map(|at| json!({ "name": format!("e{at}"), "at": now - 5_000 + at })).collect();
        json!({ "events": events })
    };

    for from in 0..21 {
        assert_eq!(posts(&talk.visitor, "/api/widget/track", batch(from * 50)).await.0, 204);
    }

    assert_eq!(talk.world.rows("tracked_events").await, 1_000);
    assert_eq!(tracked(&talk).await[0]["title"], "e1049");
}

#[tokio::test]
async fn what_a_stranger_did_joins_the_customer_it_proves_to_be() {
    let mut talk = Talk::start().await;
    let told = json!({ "events": [{ "name": "viewed_product", "at": MORNING.as_millis() }] });
    posts(&talk.visitor, "/api/widget/track", told).await;
    let salt = talk.world.handles.settings.current().unwrap().identity_salt.clone();
    let key = identity_secret(&talk.world.handles.secret.0, &salt);
    let identity = json!({ "user_id": "cust_42", "user_hash": secret::sign(key.reveal(), "cust_42") });

    talk.visitor.session(Some(identity)).await;

    assert_eq!(talk.rows().await.1["conversation"]["contact"]["is_customer"], true);
    assert_eq!(tracked(&talk).await[0]["title"], "viewed_product");
}

#[tokio::test]
async fn pages_that_tell_without_end_are_asked_to_wait_and_messages_still_go() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let told = json!({ "events": [{ "name": "seen", "at": world.clock.now().as_millis() }] });

    let mut statuses = Vec::new();
    for _ in 0..61 {
        statuses.push(posts(&visitor, "/api/widget/track", told.clone()).await.0);
    }

    assert!(statuses[..60].iter().all(|status| *status == 204), "{statuses:?}");
    assert_eq!(statuses[60], 429);
    assert!(visitor.says(&mut panel, None, "Hello").await["message_id"].is_string());
}
