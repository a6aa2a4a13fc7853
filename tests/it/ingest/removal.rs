//! Removing records.

use serde_json::json;

use crate::support::public_world::{Answer, PublicWorld};

async fn world_with_records() -> (PublicWorld, String) {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let records = json!([{"kind": "order", "reference": "1"}, {"kind": "deposit", "reference": "1"}, {"kind": "order", "reference": "a b&c"}]);
    assert_eq!(
        world.post(&key, "records", json!({"external_id": "ana", "records": records}).to_string()).await.status,
        200
    );
    (world, key)
}

async fn remove(world: &PublicWorld, key: &str, query: &str, body: Option<&str>) -> Answer {
    let mut request = world.request("DELETE", &format!("/v1/chat/ingest/records{query}")).bearer_auth(key);
    if let Some(body) = body {
        request = request.header("Content-Type", "application/json").body(body.to_owned());
    }
    world.send(request).await
}

#[tokio::test]
async fn a_reference_of_several_kinds_needs_its_kind() {
    let (world, key) = world_with_records().await;

    let ambiguous = remove(&world, &key, "?reference=1", None).await;
    let by_query = remove(&world, &key, "?reference=1&kind=order", None).await;
    let only_one_left = remove(&world, &key, "", Some(r#"{"reference":"1"}"#)).await;
    let gone = remove(&world, &key, "?reference=1", None).await;

    assert_eq!((ambiguous.status, ambiguous.kind()), (409, "conflict".to_owned()));
    assert!(ambiguous.text.contains("deposit, order"), "{}", ambiguous.text);
    assert_eq!((by_query.status, by_query.json()["kind"].as_str()), (200, Some("order")));
    assert_eq!((only_one_left.status, only_one_left.json()["removed"].as_i64()), (200, Some(1)));
    assert_eq!((gone.status, gone.kind()), (404, "not-found".to_owned()));
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'record_removed'").await, 2);
}

#[tokio::test]
async fn references_with_special_characters_are_found() {
    let (world, key) = world_with_records().await;

    assert_eq!(remove(&world, &key, "?reference=a%20b%26c", None).await.status, 200);
}

#[tokio::test]
async fn what_does_not_say_which_record_is_refused() {
    let (world, key) = world_with_records().await;

    for (query, body, pointers) in [
        ("", None, vec!["/reference"]),
        ("?refrence=1", None, vec!["/refrence"]),
        ("?reference=1&reference=2", None, vec!["/reference"]),
        ("?reference=1&kind=orders", None, vec!["/kind"]),
        ("?reference=", None, vec!["/reference"]),
        ("", Some(r#"{"kind":"order"}"#), vec!["/reference"]),
        ("", Some(r#"{"reference":7,"kin":"order"}"#), vec!["/reference", "/kin"]),
        ("?reference=1", Some(r#"{"reference":"2"}"#), vec![""]),
        ("?reference=1", Some(r#"{"kind":"order"}"#), vec!["/reference"]),
        ("?kind=order", Some(r#"{"reference":"1"}"#), vec![""]),
    ] {
        let answer = remove(&world, &key, query, body).await;
        assert_eq!(
            (answer.status, answer.pointers()),
            (422, pointers.into_iter().map(str::to_owned).collect()),
            "{query} {body:?} {}",
            answer.text
        );
    }
    assert_eq!(remove(&world, &key, "", Some("{")).await.status, 400);
    assert_eq!(world.count("SELECT count(*) FROM records").await, 3);
    let said_twice = remove(&world, &key, "?reference=1&kind=order", Some(r#"{"reference":"1","kind":"order"}"#)).await;
    assert_eq!(said_twice.status, 200);
}
