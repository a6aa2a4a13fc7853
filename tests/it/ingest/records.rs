//! Records of orders, deposits and the like.

use deskbell::{
    activity::views::{self, RecordPlace},
    base::ids::ContactId,
};
use serde_json::{Value, json};

use crate::support::public_world::{Answer, PublicWorld};

async fn push(world: &PublicWorld, key: &str, external_id: &str, records: Value) -> Answer {
    world.post(key, "records", json!({"external_id": external_id, "records": records}).to_string()).await
}

#[tokio::test]
async fn amounts_are_kept_exactly() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "EUR").await;
    let key = world.key().await;
    let body = r#"{"external_id":"a","records":[
        {"kind":"order","reference":"1","amount":19.99},
        {"kind":"order","reference":"2","amount":19.989999999999998,"currency":"usd"},
        {"kind":"order","reference":"3","amount":"-0.05","currency":"USD"},
        {"kind":"order","reference":"4","amount":1.5e3,"currency":"JPY"},
        {"kind":"order","reference":"5","amount_cents":105000,"currency":"JPY"},
        {"kind":"order","reference":"6","amount":"1.234","currency":"KWD"},
        {"kind":"order","reference":"7","amount_cents":123,"currency":"CLF"},
        {"kind":"order","reference":"8","amount":92233720368547758.07,"currency":"USD"},
        {"kind":"order","reference":"9","amount":19.9,"amount_cents":1990},
        {"kind":"order","reference":"10"}]}"#;

    let answer = world.post(&key, "records", body).await;

    assert_eq!(answer.counts(), [10, 0, 0, 0], "{}", answer.text);
    let kept = world.text("SELECT group_concat(reference || ':' || coalesce(amount_minor || currency, '-'), ' ') FROM (SELECT * FROM records ORDER BY rowid)").await;
    assert_eq!(
        kept,
        "1:1999EUR 2:1999USD 3:-5USD 4:1500JPY 5:1050JPY 6:1234KWD 7:12300CLF 8:9223372036854775807USD 9:1990EUR 10:-"
    );
}

#[tokio::test]
async fn a_repeat_updates_only_the_fields_sent() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let first = json!([{"kind": "deposit", "reference": "DEP-77", "title": "Bank", "amount": 50, "currency": "EUR", "status": "pending", "url": "https://x.example/1", "occurred_at": "2026-11-01", "attributes": {"a": 1, "b": 2}}]);

    let created = push(&world, &key, "a", first.clone()).await;
    let updated = push(&world, &key, "a", json!([{"kind": "deposit", "reference": "DEP-77", "status": "completed", "title": null, "attributes": {"b": null, "c": true}}])).await;
    let amount = push(&world, &key, "a", json!([{"kind": "deposit", "reference": "DEP-77", "amount": "60.5"}])).await;
    let unchanged = push(&world, &key, "a", json!([{"kind": "deposit", "reference": "DEP-77"}, {"kind": "deposit", "reference": "DEP-77", "status": "completed"}])).await;

    assert_eq!(
        [created.counts(), updated.counts(), amount.counts(), unchanged.counts()],
        [[1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 0, 0], [0, 0, 0, 2]]
    );
    let id: ContactId = created.json()["customer_id"].as_str().unwrap().parse().unwrap();
    let records = world.db.read(move |connection| views::after(connection, id, None, (RecordPlace::START, 20)));
    let records = records.await.unwrap();
    let [(_, record)] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(
        (record.title().as_str(), record.status.as_deref(), record.colour().as_str()),
        ("Deposit DEP-77", Some("completed"), "green")
    );
    assert_eq!(record.amount().unwrap().to_string(), "60.50");
    assert_eq!(
        (record.currency.unwrap().code(), record.occurred_at.to_rfc3339().as_str()),
        ("EUR", "2026-11-01T00:00:00.000Z")
    );
    assert_eq!(
        (record.url.as_deref(), record.attributes.to_stored().as_str()),
        (Some("https://x.example/1"), r#"{"a":1,"c":true}"#)
    );
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'records_pushed'").await, 3);
}

#[tokio::test]
async fn a_currency_changes_only_together_with_the_amount() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    push(&world, &key, "a", json!([{"kind": "order", "reference": "1", "amount": 50, "currency": "EUR"}])).await;

    let alone = push(&world, &key, "a", json!([{"kind": "order", "reference": "1", "currency": "JPY"}])).await;
    let same = push(&world, &key, "a", json!([{"kind": "order", "reference": "1", "currency": "EUR"}])).await;
    let together =
        push(&world, &key, "a", json!([{"kind": "order", "reference": "1", "currency": "JPY", "amount": 8000}])).await;

    assert_eq!((alone.status, alone.pointers()), (422, vec!["/records/0/currency".to_owned()]));
    assert_eq!([same.counts(), together.counts()], [[0, 0, 0, 1], [0, 1, 0, 0]]);
    assert_eq!(world.text("SELECT amount_minor || currency FROM records").await, "8000JPY");
}

#[tokio::test]
async fn a_reference_posted_for_somebody_else_moves_and_both_are_told() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let ana = push(
        &world,
        &key,
        "ana",
        json!([{"kind": "order", "reference": "1", "status": "paid"}, {"kind": "payment", "reference": "1"}]),
    )
    .await;

    let bo =
        push(&world, &key, "bo", json!([{"kind": "order", "reference": "1"}, {"kind": "order", "reference": "2"}]))
            .await;

    assert_eq!(bo.counts(), [1, 0, 1, 0]);
    assert_ne!(ana.json()["customer_id"], bo.json()["customer_id"]);
    assert_eq!(world.text("SELECT group_concat(external_id || ' ' || kind || ' ' || reference || ' ' || coalesce(status, '-'), ', ') FROM (SELECT * FROM records JOIN contacts USING (contact_id) ORDER BY records.rowid)").await,
        "bo order 1 paid, ana payment 1 -, bo order 2 -");
    assert_eq!(world.text("SELECT group_concat(external_id || ' ' || kind, ', ') FROM (SELECT external_id, kind FROM events JOIN contacts USING (contact_id) ORDER BY seq)").await,
        "ana contact_changed, ana records_pushed, bo contact_changed, ana record_removed, bo records_pushed");
}

#[tokio::test]
async fn the_later_of_two_equal_references_wins() {
    let world = PublicWorld::start().await;
    let key = world.key().await;

    let answer = push(&world, &key, "a", json!([{"kind": "order", "reference": "1", "status": "pending"}, {"kind": "order", "reference": "1", "status": "paid"}])).await;

    assert_eq!(answer.counts(), [1, 1, 0, 0]);
    assert_eq!(world.text("SELECT group_concat(status) FROM records").await, "paid");
}

#[tokio::test]
async fn times_without_offset_are_in_the_workspaces_zone() {
    let world = PublicWorld::start().await;
    world.claim("Europe/Berlin", "EUR").await;
    let key = world.key().await;

    push(
        &world,
        &key,
        "a",
        json!([
            {"kind": "order", "reference": "1", "occurred_at": "2026-11-20"},
            {"kind": "order", "reference": "2", "occurred_at": "2026-11-20T10:00:00"},
            {"kind": "order", "reference": "3", "occurred_at": "2026-11-20T10:00:00+05:30"},
            {"kind": "order", "reference": "4"},
        ]),
    )
    .await;

    assert_eq!(world.text("SELECT group_concat(reference || ' ' || strftime('%d %H:%M', occurred_at / 1000, 'unixepoch'), ', ') FROM (SELECT * FROM records ORDER BY occurred_at)").await,
        "1 19 23:00, 3 20 04:30, 2 20 09:00, 4 21 09:30");
}

#[tokio::test]
async fn a_request_holds_one_to_a_thousand_records() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let many =
        |count: usize| Value::Array((0..count).map(|n| json!({"kind": "order", "reference": n.to_string()})).collect());

    let [none, full, over] = [
        push(&world, &key, "a", many(0)).await,
        push(&world, &key, "a", many(1000)).await,
        push(&world, &key, "a", many(1001)).await,
    ];

    assert_eq!([none.status, full.status, over.status], [422, 200, 422]);
    assert_eq!(full.counts(), [1000, 0, 0, 0]);
    assert_eq!(over.pointers(), ["/records"]);
}
