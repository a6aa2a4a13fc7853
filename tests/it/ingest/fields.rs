//! Requests that can be read but are wrong: every wrong field is named, and nothing is stored.

use serde_json::{Value, json};

use crate::support::public_world::PublicWorld;

#[tokio::test]
async fn every_wrong_field_of_a_profile_is_named() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let long = |length: usize| "x".repeat(length);
    let body = json!({
        "external_id": long(256), "name": long(201), "email": "ana", "username": 7, "avatar_url": "javascript:alert(1)",
        "phone": ["1"], "address": long(501), "emial": "ana@example.com", "a/b~": 1,
        "attributes": {"list": [], "long": long(1001), long(65): 1, "object": {}},
    });

    let answer = world.post(&key, "identify", body.to_string()).await;

    assert_eq!((answer.status, answer.kind()), (422, "invalid".to_owned()));
    let mut expected = vec![
        "/external_id",
        "/name",
        "/email",
        "/username",
        "/avatar_url",
        "/phone",
        "/address",
        "/emial",
        "/a~1b~0",
        "/attributes/list",
        "/attributes/long",
        "/attributes/object",
    ];
    let long_name = format!("/attributes/{}", long(65));
    expected.push(&long_name);
    let mut named = answer.pointers();
    named.sort();
    expected.sort_unstable();
    assert_eq!(named, expected);
    assert!(answer.text.contains("Did you mean “email”?"));
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
}

#[tokio::test]
async fn every_wrong_field_of_many_records_is_named() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let body = json!({
        "external_id": "cust_42",
        "records": [
            {"kind": "order", "reference": "1"},
            {"kind": "orders", "reference": ""},
            {"reference": 7, "amount": true, "amount_cents": "1", "currency": "XXX", "occurred_at": "yesterday"},
            {"kind": "order", "reference": "2", "amount": 19.999, "currency": "USD", "url": "/o/2", "status": "x".repeat(65)},
            {"kind": "order", "reference": "3", "amount": "19.9", "amount_cents": 1999, "currency": "USD", "refrence": 1},
            {"kind": "order", "reference": "4", "amount_cents": 1050, "currency": "JPY"},
            {"kind": "order", "reference": "5", "amount": 1e30, "currency": "USD"},
            17,
        ],
    });

    let answer = world.post(&key, "records", body.to_string()).await;

    assert_eq!(answer.status, 422, "{}", answer.text);
    assert_eq!(
        answer.pointers(),
        [
            "/records/1/kind",
            "/records/1/reference",
            "/records/2/kind",
            "/records/2/reference",
            "/records/2/amount",
            "/records/2/amount_cents",
            "/records/2/currency",
            "/records/2/occurred_at",
            "/records/3/status",
            "/records/3/url",
            "/records/3/amount",
            "/records/4/amount_cents",
            "/records/4/refrence",
            "/records/5/amount_cents",
            "/records/6/amount",
            "/records/7",
        ]
    );
    assert_eq!(world.count("SELECT (SELECT count(*) FROM contacts) + (SELECT count(*) FROM records)").await, 0);
}

#[tokio::test]
async fn an_amount_in_the_workspaces_currency_is_checked_against_it() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "JPY").await;
    let key = world.key().await;

    let records = json!([{"kind": "order", "reference": "1", "amount": 10.5}, {"kind": "order", "reference": "2", "amount": 10}, {"kind": "order", "reference": "3", "amount_cents": 1}]);
    let answer = world.post(&key, "records", json!({"external_id": "a", "records": records}).to_string()).await;

    assert_eq!(
        (answer.status, answer.pointers()),
        (422, vec!["/records/0/amount".to_owned(), "/records/2/amount_cents".to_owned()])
    );
    assert_eq!(world.count("SELECT (SELECT count(*) FROM contacts) + (SELECT count(*) FROM records)").await, 0);
}

#[tokio::test]
async fn amounts_without_a_currency_are_named_together_with_every_other_wrong_field() {
    let world = PublicWorld::start().await;
    world.claim("UTC", "JPY").await;
    let key = world.key().await;
    let known = json!([{"kind": "order", "reference": "K", "amount": "1.555", "currency": "KWD"}]);
    world.post(&key, "records", json!({"external_id": "a", "records": known}).to_string()).await;

    let records = json!([
        {"kind": "order", "reference": "1", "amount": 10.5, "url": "no address"},
        {"kind": "order", "reference": "K", "amount": "1.556"},
        {"kind": "order", "reference": "K", "amount": "1.5555"},
        17,
        {"kind": "order", "reference": "2", "amount": "10.55", "currency": "EUR"},
        {"kind": "order", "reference": "2", "amount": "10.56"},
        {"kind": "order", "reference": "3", "amount": "10.5", "currency": "EURO"},
        {"reference": "4", "amount_cents": 1},
    ]);
    let answer = world.post(&key, "records", json!({"external_id": "a", "records": records}).to_string()).await;

    let mut named = answer.pointers();
    named.sort();
    let expected = [
        "/records/0/amount",
        "/records/0/url",
        "/records/2/amount",
        "/records/3",
        "/records/6/currency",
        "/records/7/amount_cents",
        "/records/7/kind",
    ];
    assert_eq!((answer.status, named), (422, expected.map(str::to_owned).to_vec()), "{}", answer.text);
}

#[tokio::test]
async fn a_full_request_of_wrong_records_is_named_whole_and_beyond_it_the_rest_is_counted() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let send = async |record: Value| {
        let records = vec![record; 1_000];
        world.post(&key, "records", json!({"external_id": "a", "records": records}).to_string()).await
    };

    let one_each = send(json!({"kind": "order", "reference": "1", "currency": "XXX"})).await;
    let two_each = send(json!({"kind": "orders", "reference": "1", "currency": "XXX"})).await;
    let amounts = send(json!({"kind": "order", "reference": "1", "amount": 1.005})).await;

    for (answer, sentence) in [
        (one_each, "1000 fields are wrong; each is named."),
        (two_each, "2000 fields are wrong; the first 1000 are named."),
        (amounts, "1000 fields are wrong; each is named."),
    ] {
        assert_eq!((answer.status, answer.pointers().len()), (422, 1_000));
        assert!(answer.text.contains(sentence), "{:.300}", answer.text);
    }
}

#[tokio::test]
async fn guests_are_refused_by_a_type_of_their_own() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let record = json!([{"kind": "order", "reference": "1"}]);

    for guest in ["0", "", " "] {
        for answer in [
            world.post(&key, "identify", json!({"external_id": guest}).to_string()).await,
            world.post(&key, "records", json!({"external_id": guest, "records": record}).to_string()).await,
        ] {
            assert_eq!((answer.status, answer.kind()), (422, "guest_external_id".to_owned()));
            assert_eq!(answer.pointers(), ["/external_id"]);
        }
    }
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
}

#[tokio::test]
async fn a_value_of_another_type_is_never_taken() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let strange = [json!({}), json!([]), json!(1), json!(true), json!({"$ne": null}), json!([["x"]])];
    let texts = ["external_id", "name", "email", "username", "avatar_url", "phone", "address"];
    let record_texts = ["kind", "reference", "title", "currency", "status", "url", "occurred_at"];

    for value in strange {
        for field in texts {
            let mut body = json!({"external_id": "a"});
            body[field] = value.clone();
            let answer = world.post(&key, "identify", body.to_string()).await;
            assert_eq!((answer.status, answer.pointers()), (422, vec![format!("/{field}")]), "{field} {value}");
        }
        for field in record_texts {
            let mut record = json!({"kind": "order", "reference": "1"});
            record[field] = value.clone();
            let answer =
                world.post(&key, "records", json!({"external_id": "a", "records": [record]}).to_string()).await;
            assert_eq!(
                (answer.status, answer.pointers()),
                (422, vec![format!("/records/0/{field}")]),
                "{field} {value}"
            );
        }
    }
    for whole in [Value::Null, json!([]), json!("x"), json!(1), json!(false)] {
        assert_eq!(world.post(&key, "identify", whole.to_string()).await.status, 422);
        let answer = world.post(&key, "records", json!({"external_id": "a", "records": whole}).to_string()).await;
        assert_eq!((answer.status, answer.pointers()), (422, vec!["/records".to_owned()]));
    }
}
