//! Answers to forms.

use serde_json::{Value, json};

use super::{Talk, pointers, posts};

fn form() -> Value {
    json!({ "type": "form", "title": "Who are you?", "is_contact": true, "fields": [
        { "name": "name", "label": "Name", "kind": "text", "is_required": true },
        { "name": "email", "label": "E-mail", "kind": "email", "is_required": true },
        { "name": "phone", "label": "Phone", "kind": "phone" },
        { "name": "amount", "label": "Amount", "kind": "number" },
        { "name": "day", "label": "Day", "kind": "date" },
        { "name": "size", "label": "Size", "kind": "choice", "options": ["S", "M"] },
        { "name": "agrees", "label": "I agree", "kind": "check", "is_required": true },
        { "name": "more", "label": "More", "kind": "long_text" }] })
}

fn good() -> Value {
    json!({ "values": { "name": "Bo", "email": "Bo@Shop.example", "phone": "+49 (30) 123-4567", "amount": 1.5,
                        "day": "2026-11-21", "size": "M", "agrees": true, "more": "" } })
}

/// The path of an answer to the form, which is message 3.
const ANSWER: &str = "messages/3/answer";

async fn with_form() -> Talk {
    let mut talk = Talk::start().await;
    let ack = talk.agent_posts("f1", "", form()).await;
    assert_eq!(ack["number"], 3, "{ack}");
    talk
}

#[tokio::test]
async fn an_answer_reaches_both_sides_and_tells_who_the_visitor_is() {
    let mut talk = with_form().await;

    let (status, message) = talk.visitor_posts(ANSWER, good()).await;
    let for_visitor = talk.panel.next_of("changed").await;
    let for_agent = talk.inbox.next_of("changed").await;

    let values: Vec<_> = message["answer"]["values"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| (value["label"].as_str().unwrap(), value["value"].as_str().unwrap()))
        .collect();
    assert_eq!(status, 200);
    assert_eq!(
        values,
        [
            ("Name", "Bo"),
            ("E-mail", "bo@shop.example"),
            ("Phone", "+49 (30) 123-4567"),
            ("Amount", "1.5"),
            ("Day", "2026-11-21"),
            ("Size", "M"),
            ("I agree", "Yes")
        ]
    );
    for frame in [for_visitor, for_agent] {
        assert_eq!((&frame["message"]["number"], &frame["message"]["answer"]), (&json!(3), &message["answer"]));
    }
    let contact = talk.visitor.get("/api/widget/conversations").await.1["contact"].clone();
    assert_eq!(contact, json!({ "name": "Bo", "has_email": true, "has_phone": true, "is_verified": false }));
    let card = talk.rows().await.1["conversation"]["contact"].clone();
    assert_eq!((&card["name"], &card["is_verified"]), (&json!("Bo"), &json!(false)));
}

#[tokio::test]
async fn a_form_is_answered_once() {
    let talk = with_form().await;

    let first = talk.visitor_posts(ANSWER, good()).await.0;
    let again = talk.visitor_posts(ANSWER, good()).await.0;
    let mut other = good();
    other["values"]["name"] = json!("Eve");
    let another = talk.visitor_posts(ANSWER, other).await.0;

    assert_eq!([first, again, another], [200, 409, 409]);
    assert_eq!(talk.thread().await[2]["answer"]["values"][0]["value"], "Bo");
}

#[tokio::test]
async fn every_wrong_value_is_named_and_nothing_is_kept() {
    let talk = with_form().await;
    let wrong = json!({ "values": { "name": "  ", "email": "bo", "phone": "call me", "amount": "a lot",
        "day": "2026-02-30", "size": "XL", "agrees": false, "more": "x".repeat(5_001), "rol~e": "admin" } });

    let (status, problem) = talk.visitor_posts(ANSWER, wrong).await;
    let (_, nothing) = talk.visitor_posts(ANSWER, json!({ "values": {} })).await;
    let (_, nested) = talk.visitor_posts(ANSWER, json!({ "values": { "name": { "x": 1 } }, "valeus": 1 })).await;
    let (_, control) = talk.visitor_posts(ANSWER, json!({ "values": { "name": "a\u{1b}[31m" } })).await;

    let named = ["name", "email", "phone", "amount", "day", "size", "agrees", "more", "rol~0e"];
    assert_eq!((status, pointers(&problem)), (422, named.map(|name| format!("/values/{name}")).to_vec()));
    assert_eq!(pointers(&nothing), ["/values/name", "/values/email", "/values/agrees"]);
    assert_eq!(pointers(&nested), ["/values/name", "/valeus"]);
    assert_eq!(pointers(&control)[0], "/values/name");
    assert_eq!(talk.thread().await[2]["answer"], json!(null));
}

#[tokio::test]
async fn what_is_not_the_visitors_form_is_not_there() {
    let talk = with_form().await;
    let stranger = talk.world.visitor().acting().await;
    let path = format!("/api/widget/conversations/{}/{ANSWER}", talk.conversation);

    let by_stranger = posts(&stranger, &path, good()).await.0;
    let no_form = talk.visitor_posts("messages/1/answer", good()).await.0;
    let no_message = talk.visitor_posts("messages/99/answer", good()).await.0;
    let no_number = talk.visitor_posts("messages/x/answer", good()).await.0;

    assert_eq!([by_stranger, no_form, no_message], [404, 404, 404]);
    assert!((400..500).contains(&no_number), "{no_number}");
    assert_eq!(talk.thread().await[2]["answer"], json!(null));
}

#[tokio::test]
async fn answers_count_as_messages_do() {
    let world = crate::support::world::World::start_with(&[
        ("DESKBELL_LIMITS_MESSAGES_BURST", "3"),
        ("DESKBELL_LIMITS_MESSAGES_PER_MINUTE", "3"),
    ]);
    let mut talk = Talk::on(world.await).await;
    talk.agent_posts("f1", "", form()).await;

    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(talk.visitor_posts(ANSWER, json!({ "values": {} })).await.0);
    }

    assert_eq!(statuses, [422, 422, 429]);
}
