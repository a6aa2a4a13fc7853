//! A person is erased as a whole, and nobody else is touched.

use deskbell::{
    base::Actor,
    contacts::model::ExternalId,
    people::customers::actions::{self, Counts},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::Business;
use crate::files::uploaded;

async fn erase(business: &Business, customer: &str) -> (u16, Value) {
    business.calls(Method::DELETE, &format!("customers/{customer}"), None).await
}

#[tokio::test]
async fn everything_of_a_person_goes_and_open_windows_are_told() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let mut inbox = agent.connect().await;
    let contact = business
        .pushes("ana", json!([{ "kind": "order", "reference": "1" }, { "kind": "order", "reference": "2" }]))
        .await;
    let (mut phone, laptop) = (business.world.visitor().acting().await, business.verified("ana").await);
    phone.session(Some(business.proof("ana"))).await;
    let (mut of_phone, mut of_laptop) = (phone.connect().await, laptop.connect().await);
    let file = uploaded(&laptop, "a.txt", "Order").await;
    let message = json!({ "type": "message.post", "client_id": "f", "body": "Here", "file_ids": [file["id"]] });
    of_laptop.say(message).await;
    let ack = of_laptop.next_of("ack").await;
    uploaded(&laptop, "unsent.txt", "Never sent").await;

    let (status, answer) = erase(&business, "ana").await;

    assert_eq!(
        (status, &answer["erased"]),
        (
            200,
            &json!({
                "conversations": 1, "messages": 1, "files": 2, "records": 2, "events": 0, "pages": 2, "visitors": 2, "sessions": 0,
            })
        ),
        "{answer}"
    );
    assert_eq!((of_phone.close_code().await, of_laptop.close_code().await), (Some(4401), Some(4401)));
    assert_eq!(inbox.next_of("gone").await["contact_id"], contact.as_str());
    assert_eq!(phone.get("/api/widget/conversations").await.0, 401);
    let thread = format!("/api/inbox/conversations/{}", ack["conversation_id"].as_str().unwrap());
    for path in [format!("/api/inbox/contacts/{contact}"), thread] {
        assert_eq!(agent.get(&path).await.0, 404, "{path}");
    }
    for remains in answer["remains"].as_array().unwrap() {
        assert!(remains["what"].as_str().unwrap().ends_with('.') && remains.get("until").is_some(), "{remains}");
    }
    assert_eq!(erase(&business, "ana").await.0, 404, "a second time there is nobody");
    assert_eq!(business.calls(Method::GET, "customers/ana", None).await.0, 404);
    for table in [
        "contacts",
        "visitors",
        "visitor_tokens",
        "conversations",
        "messages",
        "files",
        "records",
        "record_totals",
        "page_views",
    ] {
        assert_eq!(business.world.rows(table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn others_keep_everything_and_the_same_id_begins_anew() {
    let business = Business::start().await;
    for customer in ["ana", "bo"] {
        business.pushes(customer, json!([{ "kind": "order", "reference": customer }])).await;
        let visitor = business.verified(customer).await;
        let mut panel = visitor.connect().await;
        visitor.says(&mut panel, None, "Hello").await;
    }
    let bo = business.calls(Method::GET, "customers/bo", None).await;

    assert_eq!(erase(&business, "ana").await.0, 200);
    let fresh = business.verified("ana").await;

    assert_eq!(business.calls(Method::GET, "customers/bo", None).await, bo);
    assert_eq!(erase(&business, "%FF").await.0, 404, "what is no text names nobody");
    assert_eq!(fresh.get("/api/widget/conversations").await.1["conversations"], json!([]));
    assert_eq!(fresh.get("/api/widget/activity").await.1["records"], json!([]));
    assert_eq!((business.world.rows("conversations").await, business.world.rows("records").await), (1, 1));
}

#[tokio::test]
async fn a_large_customer_goes_in_bounded_steps_and_a_crash_is_mended_by_asking_again() {
    let business = Business::start().await;
    for part in 0..11 {
        let records: Vec<_> =
            (0..1_000).map(|index| json!({ "kind": "order", "reference": format!("{part}-{index}") })).collect();
        business.pushes("ana", json!(records)).await;
    }
    business.verified("ana").await;
    let db = business.world.handles.db.clone();
    let ana = ExternalId::parse("ana").unwrap();
    let person = db.write(move |tx| actions::begin(tx, &Actor::System, &ana)).await.unwrap();

    // Two steps, and then the process was gone.
    let mut largest = 0;
    for _ in 0..2 {
        let person = person.clone();
        let step = db.write(move |tx| actions::step(tx, &Actor::System, &person)).await.unwrap();
        largest = largest.max(step.counts.records);
    }
    let found = business.calls(Method::GET, "customers/ana", None).await.0;
    let (status, answer) = erase(&business, "ana").await;

    assert_eq!((largest, found, status), (5_000, 200, 200));
    assert_eq!((&answer["erased"]["records"], &answer["erased"]["visitors"]), (&json!(6_000), &json!(1)));
    assert_eq!(business.world.rows("contacts").await, 0);
    let again = db.write(move |tx| actions::step(tx, &Actor::System, &person)).await.unwrap();
    assert!(again.is_done && again.counts == Counts::default(), "whoever was quicker has done it");
    assert_eq!(business.world.rows("record_totals").await, 0);
}

#[tokio::test]
async fn bytes_that_the_disk_does_not_let_go_are_named() {
    let business = Business::start().await;
    let visitor = business.verified("ana").await;
    let file = uploaded(&visitor, "a.txt", "Order").await;
    let id = file["id"].as_str().unwrap().parse().unwrap();
    let path = deskbell::files::folder::FileFolder::beside(business.world.handles.db.path()).path(id);
    std::fs::remove_file(&path).unwrap();
    std::fs::create_dir(&path).unwrap();

    let (status, answer) = erase(&business, "ana").await;

    let named = answer["remains"]
        .as_array()
        .unwrap()
        .iter()
        .find(|remains| remains["what"].as_str().unwrap().contains("1 files"));
    assert_eq!(status, 200);
    assert!(named.unwrap()["until"].is_string(), "{answer}");
}
