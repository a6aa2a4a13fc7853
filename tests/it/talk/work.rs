//! The proof of work of a stranger's first act.

use std::collections::HashSet;

use deskbell::{
    base::{
        secret,
        time::{HOUR, MINUTE},
    },
    settings::model::identity_secret,
};
use serde_json::{Value, json};

use super::posts;
use crate::support::{
    visitor::{Visitor, solution, solve},
    world::World,
};

async fn challenge(visitor: &Visitor) -> Value {
    let (status, challenge) = visitor.get(&format!("/api/widget/challenge?app_id={}", visitor.app_id)).await;
    assert_eq!(status, 200, "{challenge}");
    challenge
}

async fn starts(visitor: &Visitor, captcha: Option<&str>) -> (u16, Value) {
    let mut body = json!({ "app_id": visitor.app_id, "page": Visitor::page() });
    body["captcha"] = captcha.into();
    posts(visitor, "/api/widget/session", body).await
}

fn is_refused((status, problem): (u16, Value), what: &str) {
    assert_eq!(status, 403, "{what}: {problem}");
    assert_eq!(problem["type"], "/docs/problems/captcha_required", "{what}");
    assert_eq!(problem["captcha"], "pow", "{what}");
}

#[tokio::test]
async fn who_skips_the_work_or_fakes_it_makes_nobody() {
    let world = World::start().await;
    let stranger = world.visitor();
    let made = challenge(&stranger).await;
    let right = solve(&made);
    let with = |name: &str, value: Value| {
        let mut changed = made.clone();
        changed[name] = value;
        changed
    };
    let (salt, signature) = (made["salt"].as_str().unwrap(), made["signature"].as_str().unwrap());
    let later = salt.replacen('1', "2", 1);
    let foreign_site = salt.replace("sit_01", "sit_02");

    is_refused(starts(&stranger, None).await, "skipped");
    is_refused(starts(&stranger, Some("")).await, "empty");
    is_refused(starts(&stranger, Some(&solution(&made, 1_000_000))).await, "a wrong number");
    for (what, changed) in [
        ("another salt", with("salt", json!(later))),
        ("a digit moved from number to salt", with("salt", json!(format!("{salt}1")))),
        ("another site in the salt", with("salt", json!(foreign_site))),
        ("another signature", with("signature", json!(signature.replace('a', "b").replace('1', "2")))),
        ("no signature", with("signature", json!(""))),
        ("another algorithm", with("algorithm", json!("MD5"))),
    ] {
        for number in [0, 1, 7] {
            is_refused(starts(&stranger, Some(&solution(&changed, number))).await, what);
        }
    }
    for (what, text) in [("half", &right[..right.len() / 2]), ("no base64", "%%%"), ("padded", &format!("{right}="))] {
        is_refused(starts(&stranger, Some(text)).await, what);
    }
    assert_eq!((world.rows("visitors").await, world.rows("contacts").await), (0, 0));
    assert_eq!(world.rows("spent_challenges").await, 0);
    assert_eq!(starts(&stranger, Some(&right)).await.0, 200);
}

#[tokio::test]
async fn a_proof_of_work_makes_one_visitor_and_no_second() {
    let world = World::start().await;
    let stranger = world.visitor();
    let right = solve(&challenge(&stranger).await);

    let first = starts(&stranger, Some(&right)).await.0;
    is_refused(starts(&stranger, Some(&right)).await, "spent");
    let right = solve(&challenge(&stranger).await);
    let at_once = tokio::join!(starts(&stranger, Some(&right)), starts(&stranger, Some(&right)));

    assert_eq!(first, 200);
    assert_eq!(HashSet::from([at_once.0.0, at_once.1.0]), HashSet::from([200, 403]));
    assert_eq!(world.rows("visitors").await, 2);
}

#[tokio::test]
async fn what_was_spent_stays_spent_across_a_restart() {
    let world = World::start().await;
    let stranger = world.visitor();
    let right = solve(&challenge(&stranger).await);
    assert_eq!(starts(&stranger, Some(&right)).await.0, 200);

    let world = world.restart().await;

    is_refused(starts(&world.visitor(), Some(&right)).await, "spent before the restart");
}

#[tokio::test]
async fn work_that_comes_too_late_or_is_another_servers_is_not_taken() {
    let (world, other) = (World::start().await, World::start().await);
    let stranger = world.visitor();
    let (in_time, late) = (solve(&challenge(&stranger).await), solve(&challenge(&stranger).await));
    let foreign = solve(&challenge(&other.visitor()).await);

    world.clock.advance(20 * MINUTE);
    let still = starts(&stranger, Some(&in_time)).await.0;
    world.clock.advance(1);
    let lapsed = starts(&stranger, Some(&late)).await;

    assert_eq!(still, 200);
    assert!(lapsed.1["detail"].as_str().unwrap().contains("too late"));
    is_refused(lapsed, "lapsed");
    is_refused(starts(&stranger, Some(&foreign)).await, "of another server");
}

#[tokio::test]
async fn what_was_spent_stays_spent_where_the_clock_goes_back() {
    let world = World::start().await;
    let stranger = world.visitor();
    let right = solve(&challenge(&stranger).await);
    assert_eq!(starts(&stranger, Some(&right)).await.0, 200);

    world.clock.advance(5 * HOUR);
    world.handles.db.write(|tx| deskbell::visitors::challenge::forget_lapsed(tx, 500)).await.unwrap();
    world.clock.advance(-5 * HOUR);

    is_refused(starts(&stranger, Some(&right)).await, "spent before the clock went wrong");
}

#[tokio::test]
async fn work_for_another_site_of_the_same_server_is_not_taken() {
    let world = World::start().await;
    let copy = "INSERT INTO sites (site_id, app_id, name, created_at)
                VALUES ('sit_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C', 'icw_another0000000000000000', 'Other', 0)";
    world.handles.db.write(move |tx| Ok(tx.execute(copy, [])?)).await.unwrap();
    let world = world.restart().await;
    let sites = world.handles.sites.all();
    assert_eq!(sites.len(), 2);
    let here = Visitor::new(&world.address, &sites[0].app_id);
    let there = Visitor::new(&world.address, &sites[1].app_id);

    let solved = solve(&challenge(&there).await);

    is_refused(starts(&here, Some(&solved)).await, "of another site");
    assert_eq!(starts(&there, Some(&solved)).await.0, 200);
}

#[tokio::test]
async fn who_is_proven_or_known_needs_no_work() {
    let world = World::start().await;
    let salt = world.handles.settings.current().unwrap().identity_salt.clone();
    let key = identity_secret(&world.handles.secret.0, &salt);
    let identity = json!({ "user_id": "cust_42", "user_hash": secret::sign(key.reveal(), "cust_42") });
    let stranger = world.visitor();

    let proof = json!({ "app_id": stranger.app_id, "page": Visitor::page(), "identity": identity });
    let proven = posts(&stranger, "/api/widget/session", proof).await;
    let only = json!({ "app_id": stranger.app_id, "page": Visitor::page(), "only_if_proven": true });
    let nobody = posts(&stranger, "/api/widget/session", only).await;
    let known = stranger.clone().acting().await;
    let again = starts(&known, None).await;

    assert_eq!((proven.0, &proven.1["is_verified"]), (200, &json!(true)));
    assert_eq!((nobody.0, &nobody.1["token"]), (200, &json!(null)));
    assert_eq!(again.0, 200);
}

#[tokio::test]
async fn a_wrong_proof_of_identity_is_no_proof_of_work() {
    let world = World::start().await;
    let stranger = world.visitor();
    let identity = json!({ "user_id": "cust_42", "user_hash": "0".repeat(64) });
    let body = json!({ "app_id": stranger.app_id, "page": Visitor::page(), "identity": identity });

    is_refused(posts(&stranger, "/api/widget/session", body).await, "a wrong hash");
}

#[tokio::test]
async fn zero_switches_it_off_and_every_document_says_which() {
    let off = World::start_with(&[("DESKBELL_LIMITS_PROOF_OF_WORK", "0")]).await;
    let on = World::start().await;

    let stranger = off.visitor();
    let none = stranger.get(&format!("/api/widget/challenge?app_id={}", stranger.app_id)).await.0;

    assert_eq!((none, starts(&stranger, None).await.0), (404, 200));
    for (world, captcha) in [(&off, "none"), (&on, "pow")] {
        let visitor = world.visitor();
        for path in ["init", "panel"] {
            let document = visitor.get(&format!("/api/widget/{path}?app_id={}", visitor.app_id)).await.1;
            assert_eq!(document["captcha"], captcha, "{path}");
        }
    }
}

#[tokio::test]
async fn refusals_do_not_use_up_what_an_address_may_begin() {
    let world =
        World::start_with(&[("DESKBELL_LIMITS_CONVERSATIONS_PER_12H", "1"), ("DESKBELL_LIMITS_ADDRESS_FACTOR", "1")]);
    let world = world.await;
    let stranger = world.visitor();

    for _ in 0..5 {
        is_refused(starts(&stranger, None).await, "skipped");
    }
    let right = solve(&challenge(&stranger).await);

    assert_eq!(starts(&stranger, Some(&right)).await.0, 200);
}

#[tokio::test]
async fn challenges_are_limited_by_address() {
    let world = World::start_with(&[("DESKBELL_LIMITS_INIT_PER_MINUTE", "2")]).await;
    let stranger = world.visitor();
    let path = format!("/api/widget/challenge?app_id={}", stranger.app_id);

    let statuses = [stranger.get(&path).await.0, stranger.get(&path).await.0, stranger.get(&path).await.0];

    assert_eq!(statuses, [200, 200, 429]);
    assert_eq!(World::start().await.visitor().get("/api/widget/challenge?app_id=icw_nobody").await.0, 403);
}
