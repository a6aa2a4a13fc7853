//! What the panel shows beside conversations: who is known, a transcript, orders, the team.

use deskbell::{base::secret, settings::model::identity_secret};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Talk, posts};
use crate::support::{
    visitor::{Visitor, post},
    world::World,
};

fn proof(world: &World, id: &str) -> Value {
    let salt = world.handles.settings.current().unwrap().identity_salt.clone();
    let key = identity_secret(&world.handles.secret.0, &salt);
    json!({ "user_id": id, "user_hash": secret::sign(key.reveal(), id) })
}

async fn transcript(talk: &Talk, query: &str) -> (u16, String, String) {
    let path = format!("/api/widget/conversations/{}/transcript{query}", talk.conversation);
    let response = talk.visitor.call(Method::GET, &path, None).await;
    let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let (status, headers) =
        (response.status().as_u16(), format!("{}|{}", header("content-type"), header("content-disposition")));
    (status, headers, response.text().await.unwrap())
}

#[tokio::test]
async fn a_transcript_holds_what_people_wrote_in_the_readers_time() {
    let mut talk = Talk::start().await;
    talk.agent_posts("a1", "It left today.\nSee you!", json!(null)).await;
    talk.agent_does("resolve").await;

    let (status, headers, text) = transcript(&talk, "?locale=de-AT&time_zone=Europe/Berlin").await;
    let plain = transcript(&talk, "").await.2;

    assert_eq!(status, 200);
    assert_eq!(headers, "text/plain; charset=utf-8|attachment; filename=\"conversation-2026-11-21.txt\"");
    assert_eq!(
        text,
        "Fern & Co\n\n2026-11-21 10:00 Sie\nWhere is my parcel?\n\n2026-11-21 10:00 Ana\nIt left today.\nSee you!\n"
    );
    assert!(plain.contains("2026-11-21 09:00 You\n"), "{plain}");
    assert_eq!(transcript(&talk, "?time_zone=Mars/Olympus").await.0, 422);
    let stranger = talk.world.visitor().acting().await;
    let path = format!("/api/widget/conversations/{}/transcript", talk.conversation);
    assert_eq!(stranger.call(Method::GET, &path, None).await.status(), 404);
}

#[tokio::test]
async fn a_transcript_names_files_and_says_what_of_a_long_conversation_is_missing() {
    let mut talk = Talk::start().await;
    let many = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2004)
        INSERT INTO messages (message_id, conversation_id, number, author, body, created_at)
        SELECT 'msg_01K9ZJ4T8Q3V5W7X9Y1Z2A' || printf('%04d', i), conversation_id, i, 'visitor', 'Line ' || i, created_at
        FROM n, conversations";
    talk.world.handles.db.write(move |tx| Ok(tx.execute(many, [])?)).await.unwrap();
    let counted = "UPDATE conversations SET last_number = 2004, visitor_count = 2004";
    talk.world.handles.db.write(move |tx| Ok(tx.execute(counted, [])?)).await.unwrap();
    let file = crate::files::uploaded(&talk.visitor, "Lieferschein März.txt", "hello").await;
    let mut sent = post("with-a-file", Some(&talk.conversation), "");
    sent["file_ids"] = json!([file["id"]]);
    talk.panel.say(sent).await;
    talk.panel.next_of("ack").await;

    let text = transcript(&talk, "?locale=de").await.2;
    let japanese = transcript(&talk, "?locale=ja").await.2;

    assert!(
        text.starts_with("Fern & Co\n\nFrühere Nachrichten, die nicht in dieser Datei stehen: 5\n\n"),
        "{text:.200}"
    );
    assert!(text.contains("Sie\nLine 6\n") && !text.contains("Line 5\n"));
    assert!(text.ends_with("Sie\n[Lieferschein März.txt]\n"), "{}", &text[text.len() - 90..]);
    assert!(japanese.contains("このファイル"));
}

#[tokio::test]
async fn a_visitor_is_greeted_by_what_it_said_and_never_by_what_is_somebody_elses() {
    let world = World::start().await;
    let mut visitor = world.visitor();
    visitor.session(Some(json!({ "user_id": "cust_42", "name": "Bo" }))).await;
    let mut stranger = world.visitor();
    stranger.session(Some(json!({ "email": "bo@shop.example" }))).await;
    let mut customer = world.visitor();
    customer.session(Some(proof(&world, "cust_42"))).await;
    let profile = "UPDATE contacts SET name = 'Bodil', phone = '+49 30 1' WHERE external_id = 'cust_42'";
    world.handles.db.write(move |tx| Ok(tx.execute(profile, [])?)).await.unwrap();

    let contact = |answer: (u16, Value)| answer.1["contact"].clone();
    let claimed = contact(visitor.get("/api/widget/conversations").await);
    let of_stranger = contact(stranger.get("/api/widget/conversations").await);
    let of_customer = contact(customer.get("/api/widget/conversations").await);

    assert_eq!(claimed, json!({ "name": "Bo", "has_email": false, "has_phone": false, "is_verified": false }));
    assert_eq!(of_stranger, json!({ "name": null, "has_email": true, "has_phone": false, "is_verified": false }));
    assert_eq!(of_customer, json!({ "name": "Bodil", "has_email": false, "has_phone": true, "is_verified": true }));
}

#[tokio::test]
async fn orders_are_shown_to_the_proven_customer_alone() {
    let world = World::start().await;
    let mut customer = world.visitor();
    customer.session(Some(proof(&world, "cust_42"))).await;
    let mut other = world.visitor();
    other.session(Some(proof(&world, "cust_43"))).await;
    let mut claimant = world.visitor();
    claimant.session(Some(json!({ "user_id": "cust_42", "name": "Eve" }))).await;
    let orders = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21)
        INSERT INTO records (record_id, contact_id, kind, reference, amount_minor, currency, status, url, occurred_at, created_at, updated_at)
        SELECT 'rec_01K9ZJ4T8Q3V5W7X9Y1Z2A3' || printf('%03d', i), (SELECT contact_id FROM contacts WHERE external_id = 'cust_42'),
               'order', 'A-' || i, 1999, 'EUR', 'shipped', 'https://shop.example/admin', i, 0, 0 FROM n";
    world.handles.db.write(move |tx| Ok(tx.execute(orders, [])?)).await.unwrap();

    let (status, own) = customer.get("/api/widget/activity").await;
    let of_other = other.get("/api/widget/activity").await;
    let (refused, problem) = claimant.get("/api/widget/activity").await;

    assert_eq!((status, own["records"].as_array().unwrap().len(), own["next"].is_string()), (200, 20, true));
    let newest = &own["records"][0];
    assert_eq!(
        (&newest["amount"], &newest["colour"], &newest["occurred_at"]),
        (&json!("19.99"), &json!("amber"), &json!(21))
    );
    assert_eq!((newest.get("url"), newest.get("attributes")), (None, None), "those are for agents");
    assert_eq!((of_other.0, of_other.1["records"].as_array().unwrap().len()), (200, 0));
    assert_eq!((refused, &problem["type"]), (403, &json!("/docs/problems/not-verified")));
    assert_eq!(world.visitor().get("/api/widget/activity").await.0, 401);
}

#[tokio::test]
async fn the_team_shows_its_faces_and_whether_somebody_is_there() {
    let world = World::start().await;
    let visitor = world.visitor();
    let path = format!("/api/widget/team?app_id={}", visitor.app_id);

    let away = visitor.get(&path).await;
    let inbox = world.agent().await.connect().await;
    let there = visitor.get(&path).await.1;
    inbox.close().await;

    assert_eq!(away.0, 200);
    assert_eq!((&away.1["is_online"], &there["is_online"]), (&json!(false), &json!(true)));
    assert_eq!(there["members"], json!([{ "name": "Ana", "picture_url": null }]));
    assert_eq!((&there["usual_reply_ms"], &there["hours"]["is_open"]), (&json!(null), &json!(true)));
    assert_eq!(visitor.get("/api/widget/team?app_id=icw_nobody").await.0, 403);
    assert_eq!(world.rows("visitors").await, 0, "asking makes nobody");
}

#[tokio::test]
async fn the_usual_reply_time_is_the_median_of_ten_conversations_and_more() {
    let world = World::start_with(&[("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "100")]).await;
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let mut inbox = world.agent().await.connect().await;
    let path = format!("/api/widget/team?app_id={}", visitor.app_id);
    let mut told = Vec::new();

    for minutes in 1..=11 {
        let ack = visitor.says(&mut panel, None, "Hello").await;
        world.clock.advance(minutes * 60_000);
        for again in ["a", "b"] {
            inbox
                .say(crate::support::visitor::post(&format!("{minutes}{again}"), ack["conversation_id"].as_str(), "Hi"))
                .await;
            inbox.next_of("ack").await;
            world.clock.advance(1_000);
        }
        if minutes >= 9 {
            told.push(visitor.get(&path).await.1["usual_reply_ms"].clone());
        }
    }

    assert_eq!(told, [json!(null), json!(6 * 60_000), json!(6 * 60_000)]);
    world.clock.advance(31 * deskbell::base::time::DAY);
    assert_eq!(visitor.get(&path).await.1["usual_reply_ms"], json!(null), "what was a month ago is not usual");
}

#[tokio::test]
async fn what_is_told_of_a_visitor_needs_its_token() {
    let talk = Talk::start().await;
    let nobody = Visitor { token: None, ..talk.visitor.clone() };

    for path in ["rating", "messages/1/answer"] {
        let path = format!("/api/widget/conversations/{}/{path}", talk.conversation);
        assert_eq!(posts(&nobody, &path, json!({ "score": 5, "values": {} })).await.0, 401, "{path}");
    }
}
