//! Who a browser is: claims, proof, and what they open.

mod others;
mod prepared;
mod proofs;
mod renewal;
mod sequences;
mod signed;
pub mod support;

use reqwest::Method;
use serde_json::{Value, json};

use support::proof;

use crate::support::{
    visitor::{Visitor, post},
    world::{SHOP, World},
};

async fn with_message(world: &World, body: &str) -> Visitor {
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    visitor.says(&mut panel, None, body).await;
    visitor
}

#[tokio::test]
async fn what_a_stranger_said_joins_the_customer_it_proves_to_be_on_every_device() {
    let world = World::start().await;
    let mut phone = with_message(&world, "From my phone").await;
    let mut laptop = world.visitor();

    let view = phone.session(Some(proof(&world, "cust_42"))).await;
    laptop.session(Some(proof(&world, "cust_42"))).await;

    assert_eq!(view["is_verified"], true);
    let seen = laptop.get("/api/widget/conversations").await.1;
    assert_eq!(seen["conversations"][0]["last_message"]["body"], "From my phone");
    assert_eq!(world.rows("contacts").await, 1, "the stranger and the customer are one");
}

#[tokio::test]
async fn a_wrong_proof_changes_nothing_and_makes_nobody() {
    let world = World::start().await;
    let mut stranger = world.visitor();
    let mut wrong = proof(&world, "cust_42");
    wrong["user_id"] = json!("cust_43");
    let body = json!({ "app_id": stranger.app_id, "page": Visitor::page(), "identity": wrong, "only_if_proven": true });

    let answer = stranger.call(reqwest::Method::POST, "/api/widget/session", Some(body)).await;
    let answer: Value = answer.json().await.unwrap();

    assert_eq!((&answer["problem"], &answer["token"]), (&json!("identity_unverified"), &json!(null)));
    assert_eq!((world.rows("visitors").await, world.rows("contacts").await), (0, 0));
    let view = stranger.session(Some(wrong)).await;
    assert_eq!((&view["is_verified"], &view["problem"]), (&json!(false), &json!("identity_unverified")));
}

#[tokio::test]
async fn a_browser_of_one_customer_that_proves_to_be_another_starts_anew() {
    let world = World::start().await;
    let mut browser = with_message(&world, "Only for A").await;
    browser.session(Some(proof(&world, "cust_a"))).await;
    let former = browser.clone();

    let view = browser.session(Some(proof(&world, "cust_b"))).await;

    assert!(view["token"].is_string(), "B gets a token of its own");
    assert_eq!(browser.get("/api/widget/conversations").await.1["conversations"], json!([]));
    assert_eq!(former.get("/api/widget/conversations").await.0, 401, "A's token ends on this browser");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_proofs_at_once_never_make_one_browser_two_customers() {
    let world = World::start_with(&[("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "1000")]).await;
    for round in 0..12 {
        let browser = with_message(&world, "Hello").await;
        let (mut left, mut right) = (browser.clone(), browser.clone());
        let (a, b) = (proof(&world, &format!("a{round}")), proof(&world, &format!("b{round}")));

        let (left, right) = tokio::join!(
            tokio::spawn(async move { left.session(Some(a)).await }),
            tokio::spawn(async move { right.session(Some(b)).await })
        );

        let (left, right) = (left.unwrap(), right.unwrap());
        assert_ne!(left["visitor_id"], right["visitor_id"], "round {round}");
    }
}

#[tokio::test]
async fn a_message_sent_while_the_browser_proves_who_it_is_is_not_refused() {
    let world = World::start().await;
    let mut visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, "First").await;
    let conversation = ack["conversation_id"].as_str().unwrap().to_owned();

    // The socket was opened as a stranger; what it sends now must count as the customer's.
    panel.say(post("during", Some(&conversation), "During")).await;
    let arrive = visitor.session(Some(proof(&world, "cust_42"))).await;
    let (mut panel, _) = visitor.connect_after(Some(0)).await;
    panel.say(post("during", Some(&conversation), "During")).await;
    let ack = panel.next_of("ack").await;

    assert_eq!(arrive["is_verified"], true);
    assert_eq!(ack["number"], 2);
    assert_eq!(world.rows("messages").await, 2);
}

#[tokio::test]
async fn a_claimed_name_never_stands_beside_the_verified_mark() {
    let world = World::start().await;
    let agent = world.agent().await;
    let mut mallory = with_message(&world, "Hi").await;
    let mut identity = proof(&world, "mallory");
    identity["name"] = json!("Bo Berg (bank)");

    mallory.session(Some(identity)).await;

    let row = agent.get("/api/inbox/conversations").await.1["conversations"][0]["conversation"]["contact"].clone();
    assert_eq!((&row["name"], &row["is_verified"]), (&json!("mallory"), &json!(true)));
}

#[tokio::test]
async fn what_was_proved_lapses_after_seven_days_on_open_connections_too() {
    let world = World::start_with(&[("DESKBELL_LIVE_PING_S", "1"), ("DESKBELL_LIVE_IDLE_S", "60")]).await;
    let mut visitor = with_message(&world, "Hello").await;
    visitor.session(Some(proof(&world, "cust_42"))).await;
    let mut panel = visitor.connect().await;
    let stream = format!("/api/widget/stream?app_id={}&origin={SHOP}", visitor.app_id);
    let stream = visitor.call(Method::GET, &stream, None).await;

    world.clock.advance(7 * 24 * 3_600_000 + 1);

    assert_eq!(visitor.get("/api/widget/conversations").await.0, 401);
    assert_eq!(panel.close_code().await, Some(4401));
    ends(stream).await;
}

#[tokio::test]
async fn a_page_may_say_all_that_fits_in_a_hundred_attributes() {
    let world = World::start().await;
    let mut visitor = world.visitor();
    let attributes: serde_json::Map<String, Value> =
        (0..100).map(|number| (format!("{number:ü<64}"), json!("語".repeat(1_000)))).collect();

    let session = visitor.session(Some(json!({ "attributes": attributes }))).await;

    assert!(session["token"].is_string(), "{session}");
}

#[tokio::test]
async fn a_session_that_has_run_out_ends_the_inboxs_connections() {
    let world = World::start_with(&[("DESKBELL_LIVE_PING_S", "1"), ("DESKBELL_LIVE_IDLE_S", "60")]).await;
    let agent = world.agent().await;
    let mut inbox = agent.connect().await;
    let stream = agent.call(Method::GET, "/api/inbox/stream", None).await;

    world.clock.advance(400 * 24 * 3_600_000);

    assert_eq!(inbox.close_code().await, Some(4401));
    ends(stream).await;
}

/// Reads a stream to its end, which must come.
async fn ends(mut stream: reqwest::Response) {
    assert_eq!(stream.status(), 200);
    let end = async { while stream.chunk().await.unwrap().is_some() {} };
    tokio::time::timeout(std::time::Duration::from_secs(30), end).await.expect("the stream goes on");
}

#[tokio::test]
async fn an_id_that_is_a_number_is_as_short_as_one_that_is_text() {
    let world = World::start().await;
    let visitor = world.visitor();
    let answer = async |digits: usize| {
        let page = Visitor::page();
        let number = "9".repeat(digits);
        let body = format!(
            r#"{{"app_id":"{}","page":{page},"identity":{{"user_id":{number}}},"only_if_proven":true}}"#,
            visitor.app_id
        );
        let request =
            visitor.client.post(format!("{}/api/widget/session", world.address)).header("Origin", &world.address);
        let answer = request.header("Content-Type", "application/json").body(body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };

    let (long, problem) = answer(256).await;

    assert_eq!((answer(255).await.0, long), (200, 422));
    assert!(problem.contains("/identity/user_id"), "{problem}");
}
