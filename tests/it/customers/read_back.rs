//! What a business reads back of its customers.

use deskbell::base::Scope;
use serde_json::json;

use crate::support::public_world::{Answer, PublicWorld};

async fn get(world: &PublicWorld, key: &str, path: &str) -> Answer {
    world.send(world.request("GET", &format!("/v1/chat/ingest/customers/{path}")).bearer_auth(key)).await
}

async fn push(world: &PublicWorld, key: &str, customer: &str, records: serde_json::Value) {
    let body = json!({ "external_id": customer, "records": records }).to_string();
    assert_eq!(world.post(key, "records", body).await.status, 200);
}

#[tokio::test]
async fn a_customer_is_read_back_as_it_was_sent() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "EUR").await;
    let key = world.key().await;
    let identity = json!({
        "external_id": "cust_42", "name": "Jordan Lee", "email": "Jordan@Example.com", "phone": "+44 7700",
        "attributes": { "vip": "Gold", "spend": 2480.5, "beta": true, "iban": 12345678901234567890123_u128 as f64 },
    });
    assert_eq!(world.post(&key, "identify", identity.to_string()).await.status, 200);
    let raw = r#"{"external_id":"cust_42","attributes":{"long":12345678901234567890123,"iban":null}}"#;
    assert_eq!(world.post(&key, "identify", raw).await.status, 200);
    push(&world, &key, "cust_42", json!([
        { "kind": "deposit", "reference": "DEP-77", "amount": "19.9", "currency": "USD", "status": "completed",
          "url": "https://a.example/77", "occurred_at": "2026-11-20T09:30:00+01:00", "attributes": { "method": "SEPA" } },
        { "kind": "order", "reference": "1", "occurred_at": "2026-11-21" }])).await;

    let answer = get(&world, &key, "cust_42").await;

    let page = answer.json();
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/json"));
    let customer = &page["customer"];
    assert!(customer["id"].as_str().unwrap().starts_with("con_"));
    assert_eq!((&customer["name"], &customer["email"]), (&json!("Jordan Lee"), &json!("jordan@example.com")));
    assert_eq!((&customer["phone"], &customer["username"]), (&json!("+44 7700"), &json!(null)));
    let attributes = json!({ "vip": "Gold", "spend": 2480.5, "beta": true, "long": "12345678901234567890123" });
    assert_eq!(customer["attributes"], attributes, "a number that readers would round comes as its text");
    assert_eq!(
        page["records"],
        json!([
            { "kind": "order", "reference": "1", "title": "Order 1", "colour": "grey", "attributes": {},
              "amount": null, "currency": null, "status": null, "url": null,
              "occurred_at": "2026-11-21T00:00:00.000Z", "updated_at": "2026-11-21T09:30:00.000Z" },
            { "kind": "deposit", "reference": "DEP-77", "title": "Deposit DEP-77", "amount": "19.90", "currency": "USD",
              "status": "completed", "colour": "green", "url": "https://a.example/77", "attributes": { "method": "SEPA" },
              "occurred_at": "2026-11-20T08:30:00.000Z", "updated_at": "2026-11-21T09:30:00.000Z" },
        ])
    );
    assert_eq!(page["next"], json!(null));
}

#[tokio::test]
async fn every_id_that_can_be_sent_can_be_asked_for() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let ids = [
        "a/b",
        "/",
        "a b",
        " a ",
        "Ünï/çødé 語",
        "a.b",
        "v1.2.3",
        ".hidden",
        "...",
        "50%",
        "%2F",
        "a+b",
        "a?b=c&d",
        "a#b",
        "{external_id}",
        ":external_id",
        "a;b,c",
        "\"quoted\"",
        "a\\b",
        "customers",
        "😀",
    ];

    for id in ids {
        push(&world, &key, id, json!([{ "kind": "order", "reference": id }])).await;
        let encoded: String = id.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = get(&world, &key, &encoded).await;
        assert_eq!((answer.status, &answer.json()["customer"]["external_id"]), (200, &json!(id)), "{id}");
        let plain = get(&world, &key, &deskbell::base::text::percent_encoded(id)).await;
        assert_eq!(plain.text, answer.text, "{id}");
    }
    // Browsers and most libraries fold these two away before they are sent; what is sent as it is, is found.
    for id in [".", ".."] {
        push(&world, &key, id, json!([{ "kind": "order", "reference": id }])).await;
        let path = format!("/v1/chat/ingest/customers/{}", id.replace('.', "%2E"));
        let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {key}\r\n\r\n");
        let answer = world.raw(&[request.as_bytes()]).await;
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.contains(&format!("\"external_id\":\"{id}\"")),
            "{answer}"
        );
    }
    for unknown in ["nobody", "0", "%20", "A%2FB", "%00", &"x".repeat(300)] {
        let answer = get(&world, &key, unknown).await;
        assert_eq!((answer.status, answer.kind()), (404, "not-found".to_owned()), "{unknown}: {}", answer.text);
    }
}

#[tokio::test]
async fn many_records_come_in_parts() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let records: Vec<_> = (0..230)
        .map(|index| json!({ "kind": "order", "reference": format!("{index}"), "occurred_at": format!("2026-11-20T09:00:0{}Z", index % 3) }))
        .collect();
    push(&world, &key, "ana", json!(records)).await;

    let default = get(&world, &key, "ana").await.json();
    let mut seen = std::collections::BTreeSet::new();
    let (mut parts, mut cursor) = (0, String::new());
    loop {
        let part = get(&world, &key, &format!("ana?limit=100{cursor}")).await.json();
        for record in part["records"].as_array().unwrap() {
            assert!(seen.insert(record["reference"].as_str().unwrap().to_owned()), "{record}");
        }
        parts += 1;
        match part["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }

    assert_eq!((default["records"].as_array().unwrap().len(), parts, seen.len()), (50, 3, 230));
    for (wrong, pointer) in [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=ten", "/limit"),
        ("limit=", "/limit"),
        ("cursor=x", "/cursor"),
        ("cursor=", "/cursor"),
        ("cursor=1.r7", "/cursor"),
        ("curser=1", "/curser"),
    ] {
        let answer = get(&world, &key, &format!("ana?{wrong}")).await;
        assert_eq!((answer.status, answer.pointers()), (422, vec![pointer.to_owned()]), "{wrong}");
    }
}

#[tokio::test]
async fn each_needs_its_own_scope_and_other_methods_are_named() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    push(&world, &key, "ana", json!([{ "kind": "order", "reference": "1" }])).await;
    let (_, reader) = world.key_for([Scope::Records]).await;
    let (_, eraser) = world.key_for([Scope::Erase]).await;
    let path = "/v1/chat/ingest/customers/a%2Fna";
    let delete = |key: &str| world.request("DELETE", "/v1/chat/ingest/customers/ana").bearer_auth(key);

    let refused = [get(&world, &eraser, "ana").await, world.send(delete(&reader)).await];
    let stranger = world.send(world.request("DELETE", path)).await;
    let wrong = world.send(world.request("PUT", path).bearer_auth(&key)).await;

    for (answer, scope) in refused.iter().zip(["records", "erase"]) {
        assert!(answer.status == 403 && answer.text.contains(scope), "{}", answer.text);
    }
    assert_eq!(stranger.status, 401);
    assert_eq!((wrong.status, wrong.header("allow")), (405, "GET, DELETE, HEAD"));
    assert_eq!(get(&world, &reader, "ana").await.status, 200);
    assert_eq!(world.send(delete(&eraser)).await.status, 200);
}
