//! One order of everything somebody did.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Business, moves_to};
use crate::support::world::{MORNING, SHOP};

/// A customer of whom everything happened in the same millisecond: 45 records, 30 events, 12 pages.
async fn busy_customer(business: &Business) -> String {
    let now = MORNING.as_millis();
    let kinds = ["order", "deposit", "payment"];
    let records: Vec<_> = (0..45)
        .map(|index| json!({ "kind": kinds[index % 3], "reference": format!("R-{index}"), "occurred_at": "2026-11-21T09:00:00Z" }))
        .collect();
    let contact = business.pushes("ana", json!(records)).await;
    let visitor = business.verified("ana").await;
    let events: Vec<_> = (0..30).map(|index| json!({ "name": format!("e{index}"), "at": now })).collect();
    let told = visitor.call(reqwest::Method::POST, "/api/widget/track", Some(json!({ "events": events }))).await;
    assert_eq!(told.status(), 204);
    // The first page was noted with the session.
    for index in 0..11 {
        moves_to(&visitor, &format!("{SHOP}/p{index}"), None).await;
    }
    contact
}

fn ids(items: &[Value]) -> BTreeSet<&str> {
    items.iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_where_everything_happened_in_one_millisecond() {
    let business = Business::start().await;
    let contact = busy_customer(&business).await;

    let all = business.all_items(&contact, "").await;
    let by_kind: Vec<_> = [("order", 15), ("deposit", 15), ("payment", 15), ("custom", 0), ("event", 30), ("page", 12)]
        .into_iter()
        .collect();

    assert_eq!((all.len(), ids(&all).len()), (45 + 30 + 12, 45 + 30 + 12));
    assert!(all.iter().all(|item| item["at"] == MORNING.as_millis() && !item["title"].as_str().unwrap().is_empty()));
    for (kind, expected) in by_kind {
        let items = business.all_items(&contact, &format!("kind={kind}")).await;
        assert_eq!((items.len(), ids(&items).len()), (expected, expected), "{kind}");
        assert!(items.iter().all(|item| item["kind"] == kind), "{kind}");
    }
}

#[tokio::test]
async fn what_comes_in_while_somebody_reads_moves_nothing() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let contact = busy_customer(&business).await;
    let before = business.all_items(&contact, "").await;
    let path = format!("/api/inbox/contacts/{contact}/activity");
    let (_, first) = agent.get(&path).await;

    business
        .pushes("ana", json!([{ "kind": "order", "reference": "new", "occurred_at": "2026-11-21T09:00:00Z" }]))
        .await;
    let (_, second) = agent.get(&format!("{path}?cursor={}", first["next"].as_str().unwrap())).await;

    assert_eq!(json!(before[..20]), first["items"]);
    assert_eq!(json!(before[20..40]), second["items"]);
}

#[tokio::test]
async fn the_newest_come_first_whatever_they_are() {
    let business = Business::start().await;
    let contact = business
        .pushes(
            "ana",
            json!([
                { "kind": "order", "reference": "old", "occurred_at": "2026-11-20T09:00:00Z", "amount": "19.99", "currency": "EUR",
                  "status": "paid", "url": "https://shop.example/o/1", "attributes": { "method": "SEPA" } },
                { "kind": "deposit", "reference": "ahead", "occurred_at": "2026-12-01T09:00:00Z" },
            ]),
        )
        .await;
    let visitor = business.verified("ana").await;
    let told =
        json!({ "events": [{ "name": "viewed", "properties": { "sku": "fern" }, "at": MORNING.as_millis() - 5 }] });
    visitor.call(reqwest::Method::POST, "/api/widget/track", Some(told)).await;

    let items = business.all_items(&contact, "").await;

    let seen: Vec<_> = items.iter().map(|item| item["title"].as_str().unwrap()).collect();
    assert_eq!(seen, ["Deposit ahead", "Cart", "viewed", "Order old"]);
    assert_eq!(items[1]["url"], format!("{SHOP}/cart"));
    assert_eq!(items[2]["facts"], json!([{ "name": "sku", "value": "fern" }]));
    assert_eq!(
        json!([
            items[3]["reference"],
            items[3]["amount"],
            items[3]["currency"],
            items[3]["status"],
            items[3]["colour"]
        ]),
        json!(["old", "19.99", "EUR", "paid", "green"])
    );
}

#[tokio::test]
async fn a_wrong_cursor_is_said_and_a_wrong_person_is_not_found() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let contact = business.pushes("ana", json!([{ "kind": "order", "reference": "1" }])).await;
    let path = format!("/api/inbox/contacts/{contact}/activity");

    for wrong in ["x", "", "1.r", "1.q7", "01.r7", "1.r7.r7", "99999999999999999999.r1"] {
        let (status, problem) = agent.get(&format!("{path}?cursor={wrong}")).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/cursor")), "{wrong}");
    }
    assert_eq!(agent.get(&format!("{path}?kind=orders")).await.0, 422);
    assert_eq!(agent.get("/api/inbox/contacts/con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C/activity").await.0, 404);
}
