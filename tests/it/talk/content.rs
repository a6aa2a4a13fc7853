//! Kinds of messages: what is taken, what is refused, and what is shown where it cannot be read.

use serde_json::{Value, json};

use super::Talk;
use crate::support::visitor::post;

fn every_kind() -> Vec<(Value, &'static str)> {
    vec![
        (json!({ "type": "quick_replies", "replies": ["Yes", "No"] }), "Yes · No"),
        (
            json!({ "type": "buttons", "buttons": [{ "text": "Track it", "url": "https://shop.example/t" },
                                                   { "text": "Call", "url": "tel:+4930123456" },
                                                   { "text": "Yes", "reply": "Yes please" }] }),
            "Track it · Call · Yes",
        ),
        (json!({ "type": "cards", "cards": [{ "title": "Fern", "image_url": "https://shop.example/f.jpg" }] }), "Fern"),
        (json!({ "type": "products", "products": [{ "title": "Pot", "price": "19.9", "currency": "eur" }] }), "Pot"),
        (
            json!({ "type": "form", "title": "Your order", "fields": [
                { "name": "order_number", "label": "Number", "kind": "text", "is_required": true },
                { "name": "size", "label": "Size", "kind": "choice", "options": ["S", "M"] }] }),
            "Your order",
        ),
    ]
}

#[tokio::test]
async fn every_kind_of_message_reaches_the_visitor_with_a_text_of_its_own() {
    let mut talk = Talk::start().await;

    for (index, (content, text)) in every_kind().into_iter().enumerate() {
        let ack = talk.agent_posts(&format!("a{index}"), "", content.clone()).await;
        assert_eq!(ack["type"], "ack", "{ack}");

        let heard = loop {
            let frame = talk.panel.next_of("message").await;
            if frame["message"]["number"] == ack["number"] {
                break frame["message"].clone();
            }
        };
        assert_eq!((&heard["content"]["type"], &heard["body"]), (&content["type"], &json!(text)));
    }
    let thread = talk.thread().await;
    let product = &thread[5]["content"]["products"][0];
    assert_eq!((&product["price"], &product["currency"]), (&json!("19.90"), &json!("EUR")));
    assert_eq!(product["is_available"], true);
}

#[tokio::test]
async fn every_wrong_field_of_content_is_named_and_nothing_is_stored() {
    let mut talk = Talk::start().await;
    let wrong = [
        (json!({ "type": "quick_reply", "replies": ["Yes"] }), "Did you mean “quick_replies”?"),
        (json!({ "type": "rating" }), "“content/type”: There is no kind “rating” here."),
        (json!({ "type": "event", "event": "resolved" }), "There is no kind “event” here."),
        (json!({ "replies": ["Yes"] }), "“content/type”: This field is required."),
        (json!("text"), "“content”: Expected an object, not text."),
        (json!({ "type": "quick_replies", "replies": [] }), "“content/replies”: Expected 1 to 10 elements, not 0."),
        (json!({ "type": "quick_replies", "replies": ["x".repeat(81)] }), "“content/replies/0”: Expected 1 to 80"),
        (json!({ "type": "quick_replies", "replies": [" "] }), "“content/replies/0”: Expected one line"),
        (json!({ "type": "quick_replies", "replies": ["a"], "html": "x" }), "There is no field “html” here."),
        (json!({ "type": "buttons", "buttons": [{ "text": "Go" }] }), "A button needs a url to lead to"),
        (
            json!({ "type": "buttons", "buttons": [{ "text": "Go", "url": "https://a.example", "reply": "x" }] }),
            "not both",
        ),
        (
            json!({ "type": "cards", "cards": [{ "title": "A", "url": "mailto:bo@shop.example" }] }),
            "“content/cards/0/url”",
        ),
        (
            json!({ "type": "cards", "cards": [{ "title": "A", "buttons": [{ "text": "x" }] }] }),
            "“content/cards/0/buttons/0/url”",
        ),
        (
            json!({ "type": "products", "products": [{ "title": "A", "price": "1.00" }] }),
            "“content/products/0/currency”",
        ),
        (
            json!({ "type": "products", "products": [{ "title": "A", "price": "1.001", "currency": "EUR" }] }),
            "EUR has 2 decimals.",
        ),
        (
            json!({ "type": "products", "products": [{ "title": "A", "price": "-1", "currency": "EUR" }] }),
            "not below zero",
        ),
        (json!({ "type": "products", "products": [{ "title": "A", "currency": "EURO" }] }), "three letters"),
        (
            json!({ "type": "form", "fields": [{ "name": "A b", "label": "x", "kind": "text" }] }),
            "“content/fields/0/name”",
        ),
        (
            json!({ "type": "form", "fields": [{ "name": "a", "label": "x", "kind": "emial" }] }),
            "Did you mean “email”?",
        ),
        (json!({ "type": "form", "fields": [{ "name": "a", "label": "x", "kind": "choice" }] }), "1 to 30 options"),
        (
            json!({ "type": "form", "fields": [{ "name": "a", "label": "x", "kind": "text", "options": ["x"] }] }),
            "Only the kind “choice”",
        ),
        (
            json!({ "type": "form", "fields": [{ "name": "a", "label": "x", "kind": "text" },
                                               { "name": "a", "label": "y", "kind": "text" }] }),
            "“content/fields/1/name”: Another field",
        ),
    ];

    for (content, said) in wrong {
        let refused = talk.agent_posts("a1", "Hello", content.clone()).await;

        assert_eq!((&refused["type"], &refused["code"]), (&json!("refused"), &json!("invalid")), "{content}");
        assert!(refused["detail"].as_str().unwrap().contains(said), "{content}: {refused}");
    }
    assert_eq!(talk.world.rows("messages").await, 1);
}

#[tokio::test]
async fn no_address_leads_where_a_person_should_not_go() {
    let mut talk = Talk::start().await;

    for url in [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/relative",
        "https://",
        "https://bank.example@evil.example/",
        "blob:https://shop.example/x",
        "mailto:",
        "",
    ] {
        let content = json!({ "type": "buttons", "buttons": [{ "text": "Go", "url": url }] });
        let refused = talk.agent_posts("a1", "", content).await;
        assert_eq!(refused["type"], "refused", "{url}");
    }
    assert_eq!(talk.world.rows("messages").await, 1);
}

#[tokio::test]
async fn a_visitor_who_sends_content_or_files_is_refused() {
    let mut talk = Talk::start().await;
    let mut with_content = post("c1", Some(&talk.conversation), "Hello");
    with_content["content"] = json!({ "type": "quick_replies", "replies": ["Yes"] });
    let file = "fil_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";
    let mut with_files = post("c2", Some(&talk.conversation), "");
    with_files["file_ids"] = json!([file]);
    let mut twice = post("c3", Some(&talk.conversation), "");
    twice["file_ids"] = json!([file, file]);
    let mut many = post("c4", Some(&talk.conversation), "");
    many["file_ids"] = json!(vec![file; 11]);

    for (frame, said) in [
        (with_content, "Only the team sends more than text"),
        (with_files, "was sent before, or waited longer than a day"),
        (twice, "“file_ids/1”: This file stands here twice."),
        (many, "A message takes 10 files, not 11."),
    ] {
        talk.panel.say(frame).await;
        let refused = talk.panel.next_of("refused").await;
        assert!(refused["detail"].as_str().unwrap().contains(said), "{refused}");
    }
    assert_eq!(talk.world.rows("messages").await, 1);
}

#[tokio::test]
async fn the_same_content_sent_again_is_the_same_message_and_says_nothing_twice() {
    let mut talk = Talk::start().await;
    let content = json!({ "type": "quick_replies", "replies": ["Yes"] });

    let first = talk.agent_posts("a1", "Shall I?", content.clone()).await;
    let again = talk.agent_posts("a1", "Shall I?", content).await;

    assert_eq!((&first["message_id"], &first["number"]), (&again["message_id"], &again["number"]));
    assert_eq!(again["seq"], 0);
    assert_eq!(talk.world.rows("messages").await, 3, "the question, who answers, the answer");
}

#[tokio::test]
async fn content_that_cannot_be_read_back_is_plain_text_and_breaks_no_thread() {
    let mut talk = Talk::start().await;
    talk.agent_posts("a1", "Shall I?", json!({ "type": "quick_replies", "replies": ["Yes"] })).await;
    talk.agent_posts("a2", "Look", json!({ "type": "cards", "cards": [{ "title": "Fern" }] })).await;
    let spoil = "UPDATE messages SET content = '{\"type\":\"hologram\"}' WHERE body = 'Shall I?'";
    talk.world.handles.db.write(move |tx| Ok(tx.execute(spoil, [])?)).await.unwrap();

    let thread = talk.thread().await;
    let (status, of_agent) = talk.agent.get(&format!("/api/inbox/conversations/{}", talk.conversation)).await;

    assert_eq!((&thread[2]["body"], &thread[2]["content"]), (&json!("Shall I?"), &json!(null)));
    assert_eq!(thread[3]["content"]["type"], "cards");
    assert_eq!(status, 200);
    assert_eq!(of_agent["messages"][2]["content"], json!(null));
}

#[tokio::test]
async fn content_outlives_a_restart() {
    let mut talk = Talk::start().await;
    talk.agent_posts("a1", "Shall I?", json!({ "type": "quick_replies", "replies": ["Yes"] })).await;
    let Talk { world, visitor, conversation, .. } = talk;

    let world = world.restart().await;
    let visitor = crate::support::visitor::Visitor { address: world.address.clone(), ..visitor };
    let (_, answer) = visitor.get(&format!("/api/widget/conversations/{conversation}/messages")).await;

    assert_eq!(answer["messages"][2]["content"], json!({ "type": "quick_replies", "replies": ["Yes"] }));
}
