//! The catalogue as a business's server sends it.

use serde_json::{Value, json};

use crate::support::public_world::{Answer, PublicWorld};
use deskbell::base::Scope;

async fn push(world: &PublicWorld, key: &str, products: Value) -> Answer {
    world.post(key, "products", json!({"products": products}).to_string()).await
}

async fn remove(world: &PublicWorld, key: &str, query: &str, body: Option<&str>) -> Answer {
    let mut request = world.request("DELETE", &format!("/v1/chat/ingest/products{query}")).bearer_auth(key);
    if let Some(body) = body {
        request = request.header("Content-Type", "application/json").body(body.to_owned());
    }
    world.send(request).await
}

fn counts(answer: &Answer) -> [i64; 3] {
    ["created", "updated", "unchanged"].map(|name| answer.json()[name].as_i64().unwrap_or(-1))
}

#[tokio::test]
async fn products_are_made_changed_and_left_as_they_are() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "EUR").await;
    let key = world.key().await;
    let fern = json!([{
        "external_id": "sku1", "title": " Tree  fern ", "price": "199.90", "currency": "USD", "url": "https://shop.example/fern",
        "image_url": "https://shop.example/fern.png", "description": "Grows slowly.", "available": false,
        "attributes": {"height": 120, "pot": true},
    }, {"external_id": "sku2", "title": "Pot", "price": 5.5}]);

    let made = push(&world, &key, fern.clone()).await;
    let again = push(&world, &key, fern).await;
    let changed = push(
        &world,
        &key,
        json!([{
        "external_id": "sku1", "title": "Tree fern", "price": null, "url": "", "available": null,
        "attributes": {"pot": null, "light": "shade"},
    }, {"external_id": "sku2", "title": "Pot"}]),
    )
    .await;

    assert_eq!([&made, &again, &changed].map(counts), [[2, 0, 0], [0, 0, 2], [0, 1, 1]], "{}", made.text);
    let kept =
        "SELECT title || '|' || coalesce(price_minor, '-') || '|' || currency || '|' || coalesce(url, '-') || '|' ||
                       image_url || '|' || is_available || '|' || attributes FROM products WHERE external_id = 'sku1'";
    assert_eq!(
        world.text(kept).await,
        r#"Tree fern|-|USD|-|https://shop.example/fern.png|1|{"height":120,"light":"shade"}"#
    );
    let pot = "SELECT price_minor || currency FROM products WHERE external_id = 'sku2'";
    assert_eq!(world.text(pot).await, "550EUR", "the workspace's own currency");
    assert_eq!(world.text("SELECT created || ' ' || updated || ' ' || unchanged FROM catalogue_sync").await, "0 1 1");
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'products_pushed'").await, 2);
}

#[tokio::test]
async fn prices_are_exact_in_every_currency() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "EUR").await;
    let key = world.key().await;
    let body = r#"{"products":[
        {"external_id":"1","title":"a","price":19.989999999999998},
        {"external_id":"2","title":"a","price":1500,"currency":"jpy"},
        {"external_id":"3","title":"a","price":"1.234","currency":"KWD"},
        {"external_id":"4","title":"a","price":92233720368547758.07,"currency":"USD"},
        {"external_id":"5","title":"a","price":"0"}]}"#;

    let made = world.post(&key, "products", body).await;
    let other_currency = push(&world, &key, json!([{"external_id": "2", "title": "a", "currency": "EUR"}])).await;

    assert_eq!(counts(&made), [5, 0, 0], "{}", made.text);
    let kept = "SELECT group_concat(price_minor || currency, ' ') FROM (SELECT * FROM products ORDER BY external_id)";
    assert_eq!(world.text(kept).await, "1999EUR 1500JPY 1234KWD 9223372036854775807USD 0EUR");
    assert_eq!((other_currency.status, other_currency.pointers()), (422, vec!["/products/0/currency".to_owned()]));
}

#[tokio::test]
async fn every_wrong_field_is_named_and_nothing_is_kept() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "JPY").await;
    let key = world.key().await;
    push(&world, &key, json!([{"external_id": "eur", "title": "In euro", "price": 1, "currency": "EUR"}])).await;

    let read = push(&world, &key, json!([
        {"external_id": "ok", "title": "Fern"},
        {"external_id": " ", "title": "", "price": true, "currency": "XX", "url": "javascript:1", "availabel": true},
        {"title": "No id", "price": -1, "currency": "EUR", "image_url": "https://a:b@shop.example/x.png"},
        {"external_id": "eur", "title": "x", "price": "1.999"},
        {"external_id": "new", "title": "x", "price": "1.5", "description": 3, "attributes": {"a": []}},
        3,
    ])).await;
    let against_rows = push(
        &world,
        &key,
        json!([{"external_id": "a", "title": "a", "price": 0.5}, {"external_id": "eur", "title": "b", "price": -2}]),
    )
    .await;

    assert_eq!(read.status, 422);
    let mut named = read.pointers();
    named.sort();
    assert_eq!(
        named,
        [
            "/products/1/availabel",
            "/products/1/currency",
            "/products/1/external_id",
            "/products/1/price",
            "/products/1/title",
            "/products/1/url",
            "/products/2/external_id",
            "/products/2/image_url",
            "/products/2/price",
            "/products/3/price",
            "/products/4/attributes/a",
            "/products/4/description",
            "/products/4/price",
            "/products/5",
        ]
    );
    assert!(read.text.contains("Did you mean “available”?"), "{}", read.text);
    assert_eq!(against_rows.pointers(), ["/products/0/price", "/products/1/price"]);
    assert_eq!(world.count("SELECT count(*) FROM products").await, 1);
    for wrong in [json!([]), json!("x"), Value::Null] {
        assert_eq!(push(&world, &key, wrong).await.pointers(), ["/products"]);
    }
    let too_many: Vec<_> = (0..1_001).map(|n| json!({"external_id": n.to_string(), "title": "x"})).collect();
    assert_eq!(push(&world, &key, too_many.into()).await.pointers(), ["/products"]);
}

#[tokio::test]
async fn a_repeat_with_its_idempotency_key_gets_the_same_answer() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let send = async |title: &str| {
        let request = world.request("POST", "/v1/chat/ingest/products").bearer_auth(&key);
        let request = request.header("Content-Type", "application/json").header("Idempotency-Key", "night-1");
        world.send(request.body(json!({"products": [{"external_id": "1", "title": title}]}).to_string())).await
    };

    let first = send("Fern").await;
    push(&world, &key, json!([{"external_id": "1", "title": "Moss"}])).await;
    let again = send("Fern").await;
    let other = send("Ivy").await;

    assert_eq!((again.text.as_str(), again.header("idempotent-replayed")), (first.text.as_str(), "true"));
    assert_eq!(world.text("SELECT title FROM products").await, "Moss");
    assert_eq!((other.status, other.pointers()), (422, vec!["/Idempotency-Key".to_owned()]));
}

#[tokio::test]
async fn one_product_is_removed_with_its_words() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    push(&world, &key, json!([{"external_id": "a b&c", "title": "Fern"}, {"external_id": "2", "title": "Fern pot"}]))
        .await;

    let nameless = remove(&world, &key, "", None).await;
    let mistyped = remove(&world, &key, "?reference=2", None).await;
    let two = remove(&world, &key, "?external_id=2", Some(r#"{"external_id":"3"}"#)).await;
    let removed = remove(&world, &key, "?external_id=a%20b%26c", None).await;
    let again = remove(&world, &key, "", Some(r#"{"external_id":"a b&c"}"#)).await;

    assert_eq!((nameless.status, nameless.pointers()), (422, vec!["/external_id".to_owned()]));
    assert_eq!((mistyped.status, two.status), (422, 422));
    assert_eq!((removed.status, removed.text.as_str()), (200, r#"{"removed":1}"#));
    assert_eq!((again.status, again.kind()), (404, "not-found".to_owned()));
    assert_eq!(world.count("SELECT count(*) FROM product_words WHERE product_words MATCH 'fern'").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'product_removed'").await, 1);
}

#[tokio::test]
async fn a_key_needs_the_scope() {
    let world = PublicWorld::start().await;
    let (_, key) = world.key_for([Scope::Records, Scope::Identify]).await;

    let pushed = push(&world, &key, json!([{"external_id": "1", "title": "Fern"}])).await;
    let wrong = push(&world, &key, json!([{"external_id": "1"}])).await;
    let removed = remove(&world, &key, "?external_id=1", None).await;

    for answer in [pushed, wrong, removed] {
        assert_eq!(answer.status, 403, "{}", answer.text);
        assert!(answer.text.contains("products"), "{}", answer.text);
    }
}
