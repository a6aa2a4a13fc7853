//! What customers see of their own records, and that nobody else sees a trace.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Business;
use crate::support::visitor::Visitor;

/// All records a browser is shown, part by part.
async fn shown(visitor: &Visitor) -> Vec<Value> {
    let mut records = Vec::new();
    let mut path = "/api/widget/activity".to_owned();
    loop {
        let (status, part) = visitor.get(&path).await;
        assert_eq!(status, 200, "{part}");
        records.extend(part["records"].as_array().unwrap().iter().cloned());
        match part["next"].as_str() {
            Some(next) => path = format!("/api/widget/activity?cursor={next}"),
            None => return records,
        }
    }
}

fn of_one_millisecond(count: usize) -> Value {
    let kinds = ["order", "deposit", "withdrawal"];
    let record = |index: usize| json!({ "kind": kinds[index % 3], "reference": format!("R-{index}"), "occurred_at": "2026-11-21T08:00:00Z" });
    (0..count).map(record).collect()
}

#[tokio::test]
async fn a_customer_pages_through_its_own_records_without_loss() {
    let business = Business::start().await;
    business.pushes("ana", of_one_millisecond(65)).await;
    business.pushes("bo", json!([{ "kind": "order", "reference": "of-bo" }])).await;
    let visitor = business.verified("ana").await;

    let (_, first) = visitor.get("/api/widget/activity").await;
    let all = shown(&visitor).await;

    let ids: BTreeSet<_> = all.iter().map(|record| record["id"].as_str().unwrap()).collect();
    assert_eq!((first["records"].as_array().unwrap().len(), all.len(), ids.len()), (20, 65, 65));
    assert!(all.iter().all(|record| record["title"] != "Order of-bo"));
    assert_eq!(all[0]["title"], "Deposit R-64");
    for wrong in ["x", "", "1", "1.r2", "01.rec_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C", "1.con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C"] {
        let (status, problem) = visitor.get(&format!("/api/widget/activity?cursor={wrong}")).await;
        assert_eq!((status, &problem["errors"][0]["pointer"]), (422, &json!("/cursor")), "{wrong}");
    }
}

#[tokio::test]
async fn kinds_that_are_hidden_are_neither_shown_nor_paged_over() {
    let business = Business::start().await;
    business.pushes("ana", of_one_millisecond(66)).await;
    let visitor = business.verified("ana").await;

    business.sets(r#"UPDATE workspace SET hidden_kinds = '["deposit","withdrawal"]'"#).await;
    let (_, first) = visitor.get("/api/widget/activity").await;
    let some = shown(&visitor).await;
    business.sets(r#"UPDATE workspace SET hidden_kinds = '["order","deposit","withdrawal","payment","custom"]'"#).await;
    let none = shown(&visitor).await;

    assert_eq!(first["records"].as_array().unwrap().len(), 20);
    assert_eq!((some.len(), none.len()), (22, 0));
    assert!(some.iter().all(|record| record["kind"] == "order"));
}

#[tokio::test]
async fn who_only_claims_to_be_a_customer_sees_no_trace_of_its_records() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let customer = business.verified("ana").await;
    let mut panel = customer.connect().await;
    let mut claimed = business.world.visitor();
    claimed.session(Some(json!({ "user_id": "ana", "email": "ana@fern.example" }))).await;
    let mut listening = claimed.connect().await;
    let anonymous = business.world.visitor().acting().await;
    let mut overhearing = anonymous.connect().await;

    business.pushes("ana", json!([{ "kind": "order", "reference": "1" }])).await;
    business.calls(reqwest::Method::DELETE, "records?reference=1", None).await;
    panel.next_of("activity").await;
    panel.next_of("activity").await;

    // Whatever had leaked would lie before what they are told of their own messages.
    for (visitor, socket) in [(&claimed, &mut listening), (&anonymous, &mut overhearing)] {
        visitor.says(socket, None, "Hello").await;
        let heard = socket.until("message").await;
        assert!(heard.iter().all(|frame| frame["type"] != "activity"), "{heard:?}");
        let (_, missed) = visitor.connect_after(Some(0)).await;
        assert!(missed.iter().all(|frame| frame["type"] != "activity"), "{missed:?}");
        let (status, problem) = visitor.get("/api/widget/activity").await;
        assert_eq!(status, 403, "{problem}");
        let other = visitor.get("/api/widget/activity?cursor=1.rec_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C").await;
        assert_eq!(other, (403, problem), "the answer is the same whatever is asked");
    }
    let contact = agent.get("/api/inbox/conversations").await.1["conversations"][1]["conversation"]["contact"].clone();
    let (_, card) = agent.get(&format!("/api/inbox/contacts/{}", contact["id"].as_str().unwrap())).await;
    assert_eq!((&card["contact"]["is_verified"], &card["totals"]), (&json!(false), &json!([])));
    let (_, caught_up) = customer.connect_after(Some(0)).await;
    assert!(caught_up.iter().any(|frame| frame["type"] == "activity"), "{caught_up:?}");
}
