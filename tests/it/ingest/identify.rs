//! Customers as a server describes them.

use deskbell::{
    base::ids::ContactId,
    contacts::{model::ExternalId, views},
};
use serde_json::json;

use crate::support::public_world::PublicWorld;

async fn contact(world: &PublicWorld, external_id: &str) -> deskbell::contacts::model::Contact {
    let external_id = ExternalId::parse(external_id).unwrap();
    world.db.read(move |connection| views::by_external_id(connection, &external_id)).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_customer_is_created_updated_and_left_alone() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let send = |body: serde_json::Value| world.post(&key, "identify", body.to_string());

    let created = send(json!({"external_id": "cust_42", "name": "Ana", "email": "Ana@Example.COM", "phone": "+44 1", "attributes": {"plan": "Gold", "seats": 3}})).await;
    let updated =
        send(json!({"external_id": "cust_42", "phone": null, "name": "", "attributes": {"seats": null, "vip": true}}))
            .await;
    let unchanged = send(json!({"external_id": "cust_42", "attributes": {"plan": "Gold"}})).await;

    assert_eq!([created.counts(), updated.counts(), unchanged.counts()], [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]]);
    let ana = contact(&world, "cust_42").await;
    assert_eq!(created.json()["customer_id"].as_str().unwrap().parse::<ContactId>(), Ok(ana.id));
    assert_eq!(
        (ana.profile.name, ana.profile.email.as_deref(), ana.profile.phone),
        (None, Some("ana@example.com"), None)
    );
    assert_eq!(ana.profile.attributes.to_stored(), r#"{"plan":"Gold","vip":true}"#);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'contact_changed'").await, 2);
}

#[tokio::test]
async fn null_in_place_of_the_attributes_removes_them_all() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let send = |body: serde_json::Value| world.post(&key, "identify", body.to_string());

    send(json!({"external_id": "cust_42", "name": "Ana", "attributes": {"plan": "Gold", "seats": 3}})).await;
    let cleared = send(json!({"external_id": "cust_42", "attributes": null})).await;
    let again = send(json!({"external_id": "cust_42", "attributes": null})).await;

    assert_eq!([cleared.counts(), again.counts()], [[0, 1, 0, 0], [0, 0, 0, 1]]);
    let ana = contact(&world, "cust_42").await;
    assert_eq!((ana.profile.name.as_deref(), ana.profile.attributes.to_stored().as_str()), (Some("Ana"), "{}"));
}

#[tokio::test]
async fn attributes_fill_the_profile_where_it_was_not_sent() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let send = |body: serde_json::Value| world.post(&key, "identify", body.to_string());

    send(json!({"external_id": "a", "phone": "1", "attributes": {"phone": "2", "address": "12 King St", "avatar_url": "https://x.example/a b.png"}})).await;
    let wrong =
        send(json!({"external_id": "b", "attributes": {"avatar_url": "ftp://x", "phone": "5".repeat(65)}})).await;

    let profile = contact(&world, "a").await.profile;
    assert_eq!((profile.phone.as_deref(), profile.address.as_deref()), (Some("1"), Some("12 King St")));
    assert_eq!(profile.avatar_url.as_deref(), Some("https://x.example/a%20b.png"));
    let mut pointers = wrong.pointers();
    pointers.sort();
    assert_eq!(
        (wrong.status, pointers),
        (422, vec!["/attributes/avatar_url".to_owned(), "/attributes/phone".to_owned()])
    );
}

#[tokio::test]
async fn a_customer_never_has_more_than_a_hundred_attributes() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let attributes =
        |from: usize, to: usize| (from..to).map(|n| (format!("a{n}"), json!(n))).collect::<serde_json::Map<_, _>>();

    let full =
        world.post(&key, "identify", json!({"external_id": "a", "attributes": attributes(0, 100)}).to_string()).await;
    let over =
        world.post(&key, "identify", json!({"external_id": "a", "attributes": attributes(99, 101)}).to_string()).await;

    assert_eq!((full.status, over.status, over.pointers()), (200, 422, vec!["/attributes".to_owned()]));
    assert_eq!(contact(&world, "a").await.profile.attributes.iter().count(), 100);
}

#[tokio::test]
async fn external_ids_are_told_apart_exactly() {
    let world = PublicWorld::start().await;
    let key = world.key().await;

    for id in ["a", "A", " a", "ä", "a\u{308}", "00", "'; DROP TABLE contacts; --", "😀"] {
        let answer = world.post(&key, "identify", json!({"external_id": id}).to_string()).await;
        assert_eq!(answer.counts(), [1, 0, 0, 0], "{id}");
    }

    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 8);
}
