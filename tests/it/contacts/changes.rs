//! Profiles that agents change by hand, and how a profile came to be.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{card, colleague, does, merged, stranger};
use crate::customers::Business;

async fn edit(agent: &crate::support::agent::Agent, contact: &str, body: Value) -> (u16, Value) {
    does(agent, Method::PATCH, &format!("contacts/{contact}"), Some(body)).await
}

async fn history(agent: &crate::support::agent::Agent, contact: &str) -> Vec<Value> {
    let (status, page) = does(agent, Method::GET, &format!("contacts/{contact}/history?limit=100"), None).await;
    assert_eq!(status, 200, "{page}");
    page["changes"].as_array().unwrap().clone()
}

fn line(change: &Value) -> (String, String, Value, Value) {
    let text = |name: &str| change[name].as_str().unwrap().to_owned();
    (text("origin"), text("field"), change["before"].clone(), change["after"].clone())
}

#[tokio::test]
async fn an_agent_changes_a_profile_and_the_next_word_of_the_server_wins() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business
        .sends("identify", json!({ "external_id": "ana", "name": "Ana", "attributes": { "plan": "Free", "seats": 3 } }))
        .await;

    let change =
        json!({ "name": "Ana Fern", "phone": "+44 1", "attributes": { "plan": "Gold", "seats": null, "vip": true } });
    let (status, edited) = edit(&agent, &ana, change).await;
    let hand: Vec<_> =
        edited["contact"]["by_hand"].as_array().unwrap().iter().map(|mark| mark["field"].clone()).collect();
    business.sends("identify", json!({ "external_id": "ana", "name": "Ana Lee" })).await;
    let after = card(&agent, &ana).await;

    assert_eq!(status, 200, "{edited}");
    assert_eq!((&edited["contact"]["name"], &edited["contact"]["phone"]), (&json!("Ana Fern"), &json!("+44 1")));
    let attributes = json!([{ "name": "plan", "value": "Gold", "kind": "text" }, { "name": "vip", "value": "true", "kind": "boolean" }]);
    assert_eq!(edited["contact"]["attributes"], attributes);
    assert_eq!(hand, ["name", "phone", "attributes.plan", "attributes.seats", "attributes.vip"]);
    assert_eq!(after["name"], "Ana Lee", "what the server says later replaces what was edited");
    let hand: Vec<_> =
        after["by_hand"].as_array().unwrap().iter().map(|mark| mark["field"].as_str().unwrap()).collect();
    assert_eq!(
        hand,
        ["phone", "attributes.plan", "attributes.seats", "attributes.vip"],
        "the name is the server's word again"
    );
}

#[tokio::test]
async fn what_the_server_has_said_is_not_marked_as_changed_by_hand_after_a_merge() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let bo = stranger(&business, "Hello", None).await.contact;
    let change =
        json!({ "name": "Somebody", "phone": "+44 2", "address": "12 King St", "attributes": { "plan": "Free" } });
    edit(&agent, &bo, change).await;
    let identity = json!({ "external_id": "ana", "name": "Ana", "phone": "+44 1", "attributes": { "plan": "Gold" } });
    let ana = business.sends("identify", identity).await;
    let hand = async || {
        let marks = card(&agent, &ana).await["by_hand"].clone();
        let marks = marks.as_array().unwrap().iter().map(|mark| mark["field"].as_str().unwrap().to_owned());
        marks.collect::<Vec<_>>()
    };
    edit(&agent, &ana, json!({ "phone": "+44 3" })).await;

    merged(&agent, (&ana, &bo)).await;

    assert_eq!(hand().await, ["phone", "address"], "the name and the plan are the server's word");
}

#[tokio::test]
async fn what_is_wrong_is_named_at_its_field_and_nothing_is_changed() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Ana" })).await;

    let (status, answer) =
        edit(&agent, &ana, json!({ "name": "Bo", "email": "nowhere", "attributes": { "deep": {} }, "role": "admin" }))
            .await;

    assert_eq!(status, 422, "{answer}");
    let mut fields: Vec<_> =
        answer["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["/attributes/deep", "/email", "/role"]);
    assert_eq!(card(&agent, &ana).await["name"], "Ana");
    assert_eq!(history(&agent, &ana).await.len(), 0);
}

#[tokio::test]
async fn a_change_of_a_field_that_was_changed_meanwhile_is_refused_with_what_it_is_now() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business
        .sends("identify", json!({ "external_id": "ana", "name": "Ana", "attributes": { "plan": "Free" } }))
        .await;
    let version = card(&agent, &ana).await["version"].clone();
    business.sends("identify", json!({ "external_id": "ana", "attributes": { "plan": "Gold" } })).await;

    let (stale, answer) =
        edit(&agent, &ana, json!({ "attributes": { "plan": "Silver" }, "phone": "1", "version": version })).await;
    let unchanged = card(&agent, &ana).await;
    let (other_field, _) = edit(&agent, &ana, json!({ "phone": "1", "version": version })).await;
    let newer = card(&agent, &ana).await["version"].clone();
    let (again, _) = edit(&agent, &ana, json!({ "attributes": { "plan": "Silver" }, "version": newer })).await;

    assert_eq!(stale, 409, "{answer}");
    assert_eq!(answer["errors"][0]["pointer"], "/attributes/plan");
    assert!(answer["errors"][0]["detail"].as_str().unwrap().contains("“Gold”"), "{answer}");
    assert_eq!((&unchanged["phone"], &unchanged["attributes"][0]["value"]), (&json!(null), &json!("Gold")));
    assert_eq!((other_field, again), (200, 200), "a change of another field is no reason to refuse");
}

#[tokio::test]
async fn every_change_of_a_profile_leaves_a_line_and_no_claim_does() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Ana" })).await;

    business.sends("identify", json!({ "external_id": "ana", "email": "ana@fern.example" })).await;
    edit(&agent, &ana, json!({ "email": null })).await;
    let mut browser = business.verified("ana").await;
    browser.session(Some(json!({ "name": "<b>Claimed</b>", "email": "other@fern.example" }))).await;

    let lines: Vec<_> = history(&agent, &ana).await.iter().map(line).collect();
    let expected = [
        ("hand", "email", json!("ana@fern.example"), json!(null)),
        ("server", "email", json!(null), json!("ana@fern.example")),
    ];
    assert_eq!(
        lines,
        expected.map(|(origin, field, before, after)| (origin.to_owned(), field.to_owned(), before, after))
    );
}

#[tokio::test]
async fn a_stranger_that_agents_have_described_keeps_that_when_it_proves_who_it_is() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let mut stranger = stranger(&business, "Hello", None).await;
    edit(&agent, &stranger.contact, json!({ "name": "The one with the dog", "phone": "+44 7" })).await;
    does(&agent, Method::POST, &format!("contacts/{}/notes", stranger.contact), Some(json!({ "body": "Has a dog" })))
        .await;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Ana" })).await;

    stranger.visitor.session(Some(business.proof("ana"))).await;

    let after = card(&agent, &ana).await;
    assert_eq!((&after["name"], &after["phone"]), (&json!("Ana"), &json!("+44 7")), "what the business said stays");
    assert_eq!(after["notes"][0]["body"], "Has a dog");
    assert_eq!(after["by_hand"][0]["field"], "phone", "the name is the business's word, not the agent's");
    assert_eq!(business.world.rows("contacts").await, 1);
}

#[tokio::test]
async fn who_only_reads_changes_nothing() {
    let business = Business::start().await;
    let reader = colleague(&business, "Rea", Role::ReadOnly).await;
    let ana = business.sends("identify", json!({ "external_id": "ana", "name": "Ana" })).await;
    let bo = stranger(&business, "Hello", None).await.contact;

    let mut statuses = vec![edit(&reader, &ana, json!({ "name": "Bo" })).await.0];
    for (path, body) in [
        ("notes", json!({ "body": "x" })),
        ("block", json!(null)),
        ("merge", json!({ "other": bo })),
        ("erase", json!({ "name": "Ana" })),
    ] {
        statuses.push(does(&reader, Method::POST, &format!("contacts/{ana}/{path}"), Some(body)).await.0);
    }

    assert_eq!(statuses, [403; 5]);
    assert_eq!(card(&reader, &ana).await["name"], "Ana", "reading is allowed");
}

#[tokio::test]
async fn administrators_erase_also_who_is_no_customer_and_confirm_by_the_name() {
    let business = Business::start().await;
    let (owner, agent) = (business.world.agent().await, colleague(&business, "Ben", Role::Agent).await);
    let bo = stranger(&business, "Forget me", Some(json!({ "name": "Bo" }))).await;
    does(&owner, Method::POST, &format!("contacts/{}/notes", bo.contact), Some(json!({ "body": "x" }))).await;
    let path = format!("contacts/{}/erase", bo.contact);

    let (by_agent, _) = does(&agent, Method::POST, &path, Some(json!({ "name": "Bo" }))).await;
    let (mistyped, answer) = does(&owner, Method::POST, &path, Some(json!({ "name": "bo" }))).await;
    let (erased, counts) = does(&owner, Method::POST, &path, Some(json!({ "name": "Bo" }))).await;

    assert_eq!((by_agent, mistyped, erased), (403, 422, 200), "{answer} {counts}");
    assert_eq!(answer["errors"][0]["pointer"], "/name");
    assert_eq!((&counts["erased"]["conversations"], &counts["erased"]["visitors"]), (&json!(1), &json!(1)));
    for table in ["contacts", "conversations", "messages", "visitors", "contact_notes", "contact_changes"] {
        assert_eq!(business.world.rows(table).await, 0, "{table}");
    }
    assert_eq!(bo.visitor.get("/api/widget/conversations").await.0, 401);
}

#[tokio::test]
async fn of_a_long_history_the_newest_thousand_lines_stay() {
    let business = Business::start().await;
    let ana = business.sends("identify", json!({ "external_id": "ana" })).await;
    let names: Vec<String> = (0..100).map(|n| format!("a{n}")).collect();
    for round in 0..11 {
        let attributes: Value =
            names.iter().map(|name| (name.clone(), json!(round))).collect::<serde_json::Map<_, _>>().into();
        business.sends("identify", json!({ "external_id": "ana", "attributes": attributes })).await;
    }

    assert_eq!(business.world.rows("contact_changes").await, 1_000);
    let lines = history(&business.world.agent().await, &ana).await;
    assert_eq!(lines[0]["after"], "10");
}

#[tokio::test]
async fn who_merges_parts_blocks_and_erases_stands_in_the_audit_log() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let one = super::stranger(&business, "Hello", None).await;
    let other = super::stranger(&business, "Hello again", None).await;
    let kinds = async || {
        let sql = "SELECT group_concat(kind) FROM (SELECT kind FROM audit_log WHERE kind IN
            ('contacts_merged', 'merge_undone', 'contact_blocked', 'contact_unblocked', 'customer_erased')
            AND actor LIKE 'agt_%' ORDER BY audit_number)";
        let read = business.world.handles.db.read(move |db| Ok(db.query_row(sql, [], |row| row.get::<_, String>(0))?));
        read.await.unwrap()
    };

    let merge = super::merged(&agent, (&one.contact, &other.contact)).await;
    super::parted(&agent, &merge).await;
    for what in ["block", "block", "unblock"] {
        let path = format!("contacts/{}/{what}", one.contact);
        assert_eq!(super::does(&agent, Method::POST, &path, None).await.0, 204);
    }
    let name = super::card(&agent, &one.contact).await["name"].clone();
    let path = format!("contacts/{}/erase", one.contact);
    let (status, answer) = super::does(&agent, Method::POST, &path, Some(json!({ "name": name }))).await;
    assert_eq!(status, 200, "{answer}");

    assert_eq!(kinds().await, "contacts_merged,merge_undone,contact_blocked,contact_unblocked,customer_erased");
}
