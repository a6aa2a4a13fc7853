//! Sessions that a business's server has prepared.

use deskbell::base::{
    Scope,
    time::{DAY, MINUTE},
};
use serde_json::{Value, json};

use super::support::*;
use crate::support::{visitor::Visitor, world::World};

const SESSIONS: &str = "/v1/chat/sessions";

async fn refused(world: &World, key: &str, body: Value) -> (u16, Value) {
    let answer = post(world, (key, None), SESSIONS, &body).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

fn pointers(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

async fn context(world: &World, visitor: &Value) -> Value {
    let id = visitor["visitor_id"].as_str().unwrap().to_owned();
    let context = world.handles.db.read(move |connection| {
        let sql = "SELECT context FROM visitors WHERE visitor_id = ?1";
        Ok(connection.query_row(sql, [id], |row| row.get::<_, String>(0))?)
    });
    serde_json::from_str(&context.await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_session_makes_a_browser_the_customer_without_any_hash() {
    let world = World::start().await;
    allow_context(&world, &["cart", "items", "vip"]).await;
    let key = key(&world, &[Scope::Sessions]).await;
    let said = json!({ "cart": "49.90 \"EUR\"", "items": 3.50, "vip": true });
    let made = prepared(&world, &key, json!({ "external_id": "cust_42", "context": said })).await;
    let session = made["session"].as_str().unwrap();
    let mut browser = world.visitor();

    let view = browser.session(Some(json!({ "session": session }))).await;

    assert!(session.len() == 47 && session.starts_with("wgs_"));
    assert_eq!(made["expires_at"], "2026-11-21T09:30:00.000Z");
    assert_eq!((&view["is_verified"], &view["problem"]), (&json!(true), &json!(null)));
    assert_eq!(view["visitor_id"], made["visitor_id"]);
    assert_eq!(context(&world, &view).await, said);
    let dump = "SELECT group_concat(external_id) FROM contacts";
    let customer = world.handles.db.read(move |c| Ok(c.query_row(dump, [], |row| row.get::<_, String>(0))?));
    assert_eq!(customer.await.unwrap(), "cust_42");
}

#[tokio::test]
async fn nothing_that_is_stored_tells_a_session() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let answer = post(&world, (&key, Some("n1")), SESSIONS, &json!({ "external_id": "a" })).await;
    let session = answer.json::<Value>().await.unwrap()["session"].as_str().unwrap().to_owned();
    let needle = session.as_bytes()[4..20].to_vec();

    for file in std::fs::read_dir(world.folder.path()).unwrap() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap_or_default();
        assert!(!bytes.windows(needle.len()).any(|part| part == needle), "{}", path.display());
    }
}

#[tokio::test]
async fn the_same_request_gets_the_same_session_with_the_same_status() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let body = json!({ "external_id": "a" });

    let first = post(&world, (&key, Some("n1")), SESSIONS, &body).await;
    world.clock.advance(MINUTE);
    let again = post(&world, (&key, Some("n1")), SESSIONS, &body).await;
    let other = post(&world, (&key, Some("n1")), SESSIONS, &json!({ "external_id": "b" })).await;

    assert_eq!((first.status(), again.status(), other.status().as_u16()), (again.status(), first.status(), 422));
    assert_eq!(first.status(), 201);
    assert_eq!(again.headers()["idempotent-replayed"], "true");
    assert_eq!(first.text().await.unwrap(), again.text().await.unwrap());
    assert_eq!(world.rows("prepared_sessions").await, 1);
}

#[tokio::test]
async fn a_session_is_good_for_one_browser() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let made = prepared(&world, &key, json!({ "external_id": "a" })).await;
    let identity = || json!({ "session": made["session"], "user_id": "a" });
    let (mut first, second) = (world.visitor(), world.visitor());
    first.session(Some(identity())).await;
    set(&world, |tx, actor| deskbell::settings::actions::set_requires_proof(tx, actor, true)).await.unwrap();

    let again = first.session(Some(identity())).await;
    let (_, other) = says(&second, at_load(&second, identity())).await;
    world.clock.advance(2 * 3_600_000);
    let later = first.session(Some(identity())).await;

    for view in [again, later] {
        assert_eq!(
            (&view["problem"], &view["is_verified"], &view["token"]),
            (&json!(null), &json!(true), &json!(null))
        );
    }
    assert_eq!((&other["problem"], &other["visitor_id"]), (&json!("session_spent"), &json!(null)));
    assert_eq!(failures(&world).await, ["session_spent"]);
}

#[tokio::test]
async fn two_browsers_at_once_spend_a_session_once() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let made = prepared(&world, &key, json!({ "external_id": "a" })).await;
    let visitor = world.visitor();
    let arrive = || says(&visitor, at_load(&visitor, json!({ "session": made["session"] })));

    let views = futures_util::future::join_all((0..8).map(|_| arrive())).await;

    assert_eq!(views.iter().filter(|(_, view)| view["is_verified"] == true).count(), 1);
    assert_eq!(views.iter().filter(|(_, view)| view["problem"] == "session_spent").count(), 7);
}

#[tokio::test]
async fn a_session_that_is_late_unknown_or_of_another_site_proves_nobody() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let other = set(&world, |tx, actor| deskbell::sites::actions::create(tx, actor, "Other")).await.unwrap();
    let visitor = world.visitor();
    let late = prepared(&world, &key, json!({ "external_id": "a", "expires_in": 60 })).await;
    let foreign = prepared(&world, &key, json!({ "external_id": "a", "site": other.id, "expires_in": 86_400 })).await;
    world.clock.advance(MINUTE);

    let mut reasons = Vec::new();
    for session in [late["session"].clone(), foreign["session"].clone(), json!("wgs_x"), json!("")] {
        let (_, view) = says(&visitor, at_load(&visitor, json!({ "session": session }))).await;
        assert_eq!(view["problem"], "identity_unverified");
        reasons.extend(failures(&world).await.first().cloned());
        world.clock.advance(MINUTE);
    }

    assert_eq!(reasons, ["session_expired", "session_other_site", "session_unknown", "session_unknown"]);
    assert_eq!(world.rows("visitors").await, 0);
    let mut there = Visitor { app_id: other.app_id, ..visitor };
    assert_eq!(there.session(Some(json!({ "session": foreign["session"] }))).await["is_verified"], true);
}

#[tokio::test]
async fn a_wrong_proof_beside_it_leaves_a_session_unspent() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let made = prepared(&world, &key, json!({ "external_id": "a" })).await;
    let visitor = world.visitor();
    for beside in [
        json!({ "user_id": "a", "user_hash": "x" }),
        json!({ "user_token": "x" }),
        json!({ "user_id": "b" }),
        proof(&world, "b"),
    ] {
        let mut identity = beside;
        identity["session"] = made["session"].clone();
        let (_, view) = says(&visitor, at_load(&visitor, identity)).await;
        assert_eq!((&view["problem"], &view["visitor_id"]), (&json!("identity_unverified"), &json!(null)));
    }
    let mut right = proof(&world, "a");
    right["session"] = made["session"].clone();
    assert_eq!(says(&visitor, at_load(&visitor, right)).await.1["is_verified"], true);
}

#[tokio::test]
async fn an_anonymous_session_needs_no_work_and_keeps_who_is_known() {
    let world = World::start_with(&[("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "1")]).await;
    allow_context(&world, &["plan"]).await;
    let key = key(&world, &[Scope::Sessions]).await;
    let of = async |plan: &str| prepared(&world, &key, json!({ "context": { "plan": plan } })).await;
    let (gold, silver) = (of("gold").await, of("silver").await);
    let browser = world.visitor();

    let body = json!({ "app_id": browser.app_id, "page": Visitor::page(), "identity": { "session": gold["session"] } });
    let (status, view) = says(&browser, body).await;
    let mut browser = Visitor { token: view["token"].as_str().map(str::to_owned), ..browser };
    let again = browser.session(Some(json!({ "session": silver["session"] }))).await;

    assert_eq!((status, &view["is_verified"], &view["visitor_id"]), (200, &json!(false), &gold["visitor_id"]));
    assert_eq!((&again["visitor_id"], &again["token"]), (&gold["visitor_id"], &json!(null)));
    assert_eq!(context(&world, &again).await, json!({ "plan": "silver" }));
    // A made-up session is no way around the work.
    let stranger = world.visitor();
    let body = json!({ "app_id": stranger.app_id, "page": Visitor::page(), "identity": { "session": "wgs_made_up" } });
    let (status, problem) = says(&stranger, body).await;
    assert_eq!((status, &problem["captcha"]), (403, &json!("pow")));
}

#[tokio::test]
async fn what_a_stranger_said_joins_the_customer_a_session_proves() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let mut browser = super::with_message(&world, "Before").await;
    let visitor = browser.id.clone();
    let of = async |id: &str| prepared(&world, &key, json!({ "external_id": id })).await["session"].clone();

    let as_a = browser.session(Some(json!({ "session": of("a").await }))).await;
    let seen = browser.get("/api/widget/conversations").await.1;
    let as_b = browser.session(Some(json!({ "session": of("b").await }))).await;

    assert_eq!(as_a["visitor_id"].as_str(), visitor.as_deref(), "a browser that is known keeps its own");
    assert_eq!(seen["conversations"][0]["last_message"]["body"], "Before");
    assert_ne!(as_b["visitor_id"], as_a["visitor_id"]);
    assert_eq!(browser.get("/api/widget/conversations").await.1["conversations"], json!([]));
}

#[tokio::test]
async fn every_wrong_field_of_a_request_is_named() {
    let world = World::start().await;
    allow_context(&world, &["cart"]).await;
    let key = key(&world, &[Scope::Sessions]).await;
    let many: Value = (0..51).map(|n| (format!("f{n}"), json!(n))).collect::<serde_json::Map<_, _>>().into();
    let context = json!({ "cart": null, "plan": "x", "bad/name": 1, "deep": {}, "long": "x".repeat(1_001) });

    let body = json!({ "external_id": 7, "site": "sit_x", "context": context, "expires_in": 59, "external": 1 });
    let (status, problem) = refused(&world, &key, body).await;
    assert_eq!(status, 422);
    let named = pointers(&problem);
    for pointer in [
        "/external_id",
        "/site",
        "/context/cart",
        "/context/bad~1name",
        "/context/deep",
        "/context/long",
        "/expires_in",
        "/external",
    ] {
        assert!(named.contains(&pointer), "{pointer}: {problem}");
    }
    let (status, problem) = refused(&world, &key, json!({ "context": { "cart": 1, "plan": 2, "page": 3 } })).await;
    assert_eq!((status, pointers(&problem)), (422, vec!["/context/page", "/context/plan"]));
    assert_eq!(
        pointers(&refused(&world, &key, json!({ "expires_in": 1.5, "context": { "plan": 2 } })).await.1),
        ["/expires_in", "/context/plan"]
    );
    for wrong in [
        json!({ "expires_in": 86_401 }),
        json!({ "expires_in": "600" }),
        json!({ "context": many }),
        json!({ "context": [] }),
        json!([]),
    ] {
        assert_eq!(refused(&world, &key, wrong.clone()).await.0, 422, "{wrong}");
    }
    let (status, guest) = refused(&world, &key, json!({ "external_id": "0" })).await;
    assert_eq!((status, guest["type"].as_str()), (422, Some("/docs/problems/guest_external_id")));
    assert_eq!(world.rows("prepared_sessions").await, 0);
}

#[tokio::test]
async fn a_key_without_the_scope_prepares_nothing() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Identify, Scope::Records]).await;

    for body in [json!({}), json!({ "site": "nowhere" }), json!({ "wrong": 1 })] {
        let (status, problem) = refused(&world, &key, body).await;
        assert_eq!(status, 403);
        assert!(problem["detail"].as_str().unwrap().contains("“sessions”"), "{problem}");
    }
    assert_eq!(refused(&world, "wgk_wrong", json!({})).await.0, 401);
}

#[tokio::test]
async fn a_session_is_forgotten_a_day_after_its_end() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    prepared(&world, &key, json!({ "expires_in": 60 })).await;
    let forget = || world.handles.db.write(|tx| deskbell::people::actions::forget_old(tx, 500));

    world.clock.advance(MINUTE + DAY);
    assert_eq!(forget().await.unwrap(), 0);
    world.clock.advance(1);
    // The worker may have been quicker; it forgets the same.
    forget().await.unwrap();

    assert_eq!(world.rows("prepared_sessions").await, 0);
}
