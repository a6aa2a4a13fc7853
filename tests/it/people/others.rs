//! A page that names somebody else than its browser has proved to be: what was proven ends, and nobody is believed.

use deskbell::{base::Scope, settings::actions};
use serde_json::{Value, json};

use super::support::*;
use crate::support::{visitor::Visitor, world::World};

/// A browser that has proved to be `a` and has written something.
async fn of_a(world: &World) -> Visitor {
    let mut browser = world.visitor();
    browser.session(Some(proof(world, "a"))).await;
    let mut panel = browser.connect().await;
    browser.says(&mut panel, None, "Only for A").await;
    browser
}

async fn is_a(browser: &Visitor) -> bool {
    let (status, list) = browser.get("/api/widget/conversations").await;
    assert!(status == 401 || list.to_string().contains("Only for A"), "{list}");
    status == 200
}

/// What the panel is told when this browser says `identity`.
async fn told(browser: &Visitor, identity: Value) -> (Value, Value, Value) {
    let body = json!({ "app_id": browser.app_id, "page": Visitor::page(), "identity": identity });
    let (status, view) = says(browser, body).await;
    assert_eq!(status, 200, "{view}");
    assert_eq!(view["token"], json!(null), "{view}");
    (view["visitor_id"].clone(), view["is_verified"].clone(), view["problem"].clone())
}

#[tokio::test]
async fn a_page_that_names_another_without_proof_ends_what_its_browser_has_proved() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Sessions]).await;
    let late = prepared(&world, &key, json!({ "external_id": "b", "expires_in": 60 })).await["session"].clone();
    world.clock.advance(60_000);
    let expired = signed(&world, &json!({ "sub": "b", "exp": seconds(&world, -300) }));
    let unverified = json!("identity_unverified");
    let foreign =
        token("another secret", HS256, json!({ "sub": "b", "exp": seconds(&world, 60) }).to_string().as_bytes());

    for (identity, problem) in [
        (json!({ "user_id": "b" }), json!(null)),
        (json!({ "user_id": "A" }), json!(null)),
        (json!({ "user_id": 0, "user_hash": "" }), unverified.clone()),
        (json!({ "user_id": "b", "user_hash": "0".repeat(64) }), unverified.clone()),
        (json!({ "user_id": "b", "user_hash": proof(&world, "a")["user_hash"] }), unverified.clone()),
        (json!({ "user_token": expired }), unverified.clone()),
        (json!({ "user_token": foreign }), unverified.clone()),
        (json!({ "session": late }), unverified.clone()),
    ] {
        let browser = of_a(&world).await;
        let mut panel = browser.connect().await;
        let (visitors, contacts) = (world.rows("visitors").await, world.rows("contacts").await);

        let answer = told(&browser, identity.clone()).await;

        assert_eq!(answer, (json!(null), json!(false), problem), "{identity}");
        assert!(!is_a(&browser).await, "{identity}");
        assert_eq!(panel.close_code().await, Some(4401), "{identity}");
        assert_eq!((world.rows("visitors").await, world.rows("contacts").await), (visitors, contacts), "{identity}");
    }
}

#[tokio::test]
async fn a_page_that_names_nobody_else_ends_nothing_however_wrong_its_proof_is() {
    let world = World::start().await;
    let browser = of_a(&world).await;
    let expired = signed(&world, &json!({ "sub": "a", "exp": seconds(&world, -300) }));
    set(&world, |tx, actor| actions::set_requires_proof(tx, actor, true)).await.unwrap();

    for identity in [
        json!({ "name": "Somebody", "email": "b@example.com" }),
        json!({ "user_id": "a" }),
        json!({ "user_id": "a", "user_hash": "0".repeat(64) }),
        json!({ "user_token": expired }),
        json!({ "user_token": "unreadable" }),
        json!({ "session": "wgs_unknown" }),
    ] {
        let (visitor, is_verified, _) = told(&browser, identity.clone()).await;

        assert!(visitor.is_string() && is_verified == true && is_a(&browser).await, "{identity}");
    }
}

#[tokio::test]
async fn whoever_proves_nothing_stays_a_stranger_under_any_name() {
    let world = World::start().await;
    let browser = world.visitor().acting().await;

    let first = told(&browser, json!({ "user_id": "a" })).await;
    let second = told(&browser, json!({ "user_id": "b" })).await;

    assert_eq!(first, second);
    assert_eq!((&first.1, browser.get("/api/widget/conversations").await.0), (&json!(false), 200));
}

#[tokio::test]
async fn two_pages_of_one_browser_that_name_two_customers_at_once_leave_nothing_of_the_first() {
    let world = World::start().await;
    let browser = of_a(&world).await;
    let claim =
        || says(&browser, json!({ "app_id": browser.app_id, "page": Visitor::page(), "identity": { "user_id": "b" } }));

    let answers = futures_util::future::join_all((0..6).map(|_| claim())).await;

    // Whoever comes second is signed out, or hears that the browser was signed out meanwhile.
    assert!(answers.iter().any(|(status, view)| *status == 200 && view["visitor_id"].is_null()), "{answers:?}");
    assert!(answers.iter().all(|(status, _)| matches!(status, 200 | 401 | 409)), "{answers:?}");
    assert!(!is_a(&browser).await);
}
