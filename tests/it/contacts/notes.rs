//! Notes about a person.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::json;

use super::{card, colleague, does};
use crate::customers::Business;

#[tokio::test]
async fn a_note_is_changed_by_whoever_wrote_it_and_deleted_by_administrators_too() {
    let business = Business::start().await;
    let owner = business.world.agent().await;
    let (ben, cy) = (colleague(&business, "Ben", Role::Agent).await, colleague(&business, "Cy", Role::Agent).await);
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let path = format!("contacts/{ana}/notes");
    let (_, made) = does(&ben, Method::POST, &path, Some(json!({ "body": "  Likes <b>tea</b>\n" }))).await;
    let note = format!("{path}/{}", made["id"].as_str().unwrap());

    let by_other = does(&cy, Method::PUT, &note, Some(json!({ "body": "Mine" }))).await.0;
    let deleted_by_other = does(&cy, Method::DELETE, &note, None).await.0;
    let by_owner = does(&owner, Method::PUT, &note, Some(json!({ "body": "Mine" }))).await.0;
    let by_self = does(&ben, Method::PUT, &note, Some(json!({ "body": "Likes coffee" }))).await.0;
    let shown = card(&cy, &ana).await;
    let deleted = does(&owner, Method::DELETE, &note, None).await.0;

    assert_eq!((by_other, deleted_by_other, by_owner, by_self, deleted), (403, 403, 403, 204, 204));
    assert_eq!(
        (&shown["notes"][0]["body"], &shown["notes"][0]["author_name"]),
        (&json!("Likes coffee"), &json!("Ben"))
    );
    assert_eq!(card(&cy, &ana).await["note_count"], 0);
}

#[tokio::test]
async fn an_empty_note_and_one_too_long_are_refused_at_the_field() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let path = format!("contacts/{ana}/notes");

    for body in [" \n".to_owned(), "x".repeat(4_001), "\u{1b}[31m".to_owned()] {
        let (status, answer) = does(&agent, Method::POST, &path, Some(json!({ "body": body }))).await;
        assert_eq!((status, &answer["errors"][0]["pointer"]), (422, &json!("/body")), "{answer}");
    }
    assert_eq!(does(&agent, Method::POST, &path, Some(json!({ "body": "ü".repeat(4_000) }))).await.0, 200);
    let nobody = "contacts/con_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C/notes";
    assert_eq!(does(&agent, Method::POST, nobody, Some(json!({ "body": "x" }))).await.0, 404);
}

#[tokio::test]
async fn agents_hear_of_a_note_at_once() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let mut socket = agent.connect().await;

    does(&agent, Method::POST, &format!("contacts/{ana}/notes"), Some(json!({ "body": "x" }))).await;

    assert_eq!(socket.next_of("contact").await["contact_id"], ana.as_str());
}
