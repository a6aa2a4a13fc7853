//! Requests that are sent twice.

use deskbell::base::time::{DAY, HOUR};

use crate::support::public_world::{Answer, PublicWorld};

const PAID: &str = r#"{"external_id":"ana","records":[{"kind":"order","reference":"1","status":"paid"}]}"#;
const SHIPPED: &str = r#"{"external_id":"ana","records":[{"kind":"order","reference":"1","status":"shipped"}]}"#;

async fn push(world: &PublicWorld, key: &str, name: &str, body: &'static str) -> Answer {
    let request =
        world.request("POST", "/v1/chat/ingest/records").bearer_auth(key).header("Content-Type", "application/json");
    world.send(request.header("Idempotency-Key", name).body(body)).await
}

#[tokio::test]
async fn a_repeat_gets_the_first_answer_and_changes_nothing() {
    let world = PublicWorld::start().await;
    let key = world.key().await;

    let first = push(&world, &key, "order-1-paid", PAID).await;
    push(&world, &key, "order-1-shipped", SHIPPED).await;
    world.clock.advance(23 * HOUR);
    let again = push(&world, &key, "order-1-paid", PAID).await;

    assert_eq!((first.status, first.counts(), first.header("idempotent-replayed")), (200, [1, 0, 0, 0], ""));
    assert_eq!(
        (again.status, again.text.as_str(), again.header("idempotent-replayed")),
        (200, first.text.as_str(), "true")
    );
    assert_eq!(again.header("content-type"), first.header("content-type"));
    assert_eq!(world.text("SELECT status FROM records").await, "shipped");
}

#[tokio::test]
async fn a_name_stands_for_one_request_only() {
    let world = PublicWorld::start().await;
    let (key, other_key) = (world.key().await, world.key().await);
    push(&world, &key, "n1", PAID).await;

    let other_body = push(&world, &key, "n1", SHIPPED).await;
    let request =
        world.request("POST", "/v1/chat/ingest/identify").bearer_auth(&key).header("Content-Type", "application/json");
    let other_address = world.send(request.header("Idempotency-Key", "n1").body(r#"{"external_id":"ana"}"#)).await;
    let by_other_key = push(&world, &other_key, "n1", SHIPPED).await;

    assert_eq!((other_body.status, other_body.pointers()), (422, vec!["/Idempotency-Key".to_owned()]));
    assert_eq!(other_address.status, 422);
    assert_eq!(by_other_key.counts(), [0, 1, 0, 0]);
}

#[tokio::test]
async fn a_refused_request_may_be_mended_under_its_name() {
    let world = PublicWorld::start().await;
    let key = world.key().await;

    let refused = push(&world, &key, "n1", r#"{"external_id":"ana","records":[{"kind":"order"}]}"#).await;
    let mended = push(&world, &key, "n1", PAID).await;

    assert_eq!((refused.status, mended.status), (422, 200));
}

#[tokio::test]
async fn after_a_day_a_name_is_free_again() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    push(&world, &key, "n1", PAID).await;
    push(&world, &key, "n2", SHIPPED).await;

    world.clock.advance(DAY);
    let again = push(&world, &key, "n1", PAID).await;

    assert_eq!((again.counts(), again.header("idempotent-replayed")), ([0, 1, 0, 0], ""));
    assert_eq!(world.count("SELECT count(*) FROM idempotency_keys").await, 1);
}

#[tokio::test]
async fn many_at_once_have_one_effect() {
    let world = PublicWorld::start().await;
    let key = world.key().await;

    let all = futures_util::future::join_all((0..20).map(|_| push(&world, &key, "n1", PAID))).await;

    let fresh =
        all.iter().filter(|answer| answer.status == 200 && answer.header("idempotent-replayed").is_empty()).count();
    let replayed = all.iter().filter(|answer| answer.status == 200 && answer.counts() == [1, 0, 0, 0]).count();
    let in_progress =
        all.iter().filter(|answer| answer.status == 409 && answer.text.contains("still in progress")).count();
    assert_eq!((fresh, replayed + in_progress), (1, 20));
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'records_pushed'").await, 1);
}

#[tokio::test]
async fn names_that_cannot_be_one_are_refused() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let long = "x".repeat(256);

    for name in ["", "a b", "ä", long.as_str()] {
        let answer = push(&world, &key, name, PAID).await;
        assert_eq!((answer.status, answer.kind()), (400, "bad-idempotency-key".to_owned()), "{name}");
    }
    assert_eq!(push(&world, &key, &long[..255], PAID).await.status, 200);
}
