//! Hashes under two secrets, what fails, and what is noted of it.

use deskbell::{
    base::time::{DAY, MINUTE},
    settings::{actions, views},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::support::*;
use crate::support::{visitor::Visitor, world::World};

async fn is_verified(world: &World, identity: Value) -> bool {
    world.visitor().session(Some(identity)).await["is_verified"] == true
}

async fn uses(world: &World) -> i64 {
    world.handles.db.read(views::former_use).await.unwrap().0
}

#[tokio::test]
async fn the_secret_before_stays_valid_until_it_is_ended_and_its_uses_are_counted() {
    let world = World::start().await;
    let before = present_secret(&world);

    set(&world, |tx, actor| actions::rotate_identity_secret(tx, actor, None)).await.unwrap();
    let present = present_secret(&world);
    assert_ne!(before, present);
    assert!(is_verified(&world, hashed(&present, "a")).await);
    assert_eq!(uses(&world).await, 0);
    world.clock.advance(100 * DAY);
    assert!(is_verified(&world, hashed(&before, "a")).await);
    assert_eq!(uses(&world).await, 1);
    let again = set(&world, |tx, actor| actions::rotate_identity_secret(tx, actor, None)).await;
    assert!(again.unwrap_err().to_string().contains("never three"));

    set(&world, actions::end_former_secret).await.unwrap();
    assert!(!is_verified(&world, hashed(&before, "a")).await);
    assert!(is_verified(&world, hashed(&present, "a")).await);
    assert_eq!(failures(&world).await, ["wrong_hash"]);
}

#[tokio::test]
async fn the_secret_before_ends_by_itself_on_its_date() {
    let world = World::start().await;
    let before = present_secret(&world);
    let now = world.clock.now();
    let past = set(&world, move |tx, actor| actions::rotate_identity_secret(tx, actor, Some(now))).await;
    assert!(past.is_err(), "an end that is over");

    let ends_at = now.plus(DAY);
    set(&world, move |tx, actor| actions::rotate_identity_secret(tx, actor, Some(ends_at))).await.unwrap();
    world.clock.advance(DAY - 1);
    assert!(is_verified(&world, hashed(&before, "a")).await);
    world.clock.advance(1);

    assert!(!is_verified(&world, hashed(&before, "a")).await);
    set(&world, |tx, actor| actions::rotate_identity_secret(tx, actor, None)).await.unwrap();
}

#[tokio::test]
async fn settings_are_for_administrators_and_keep_to_their_ranges() {
    let world = World::start().await;
    let agent = deskbell::base::Actor::Agent {
        id: world.handles.db.write(|tx| Ok(tx.new_id())).await.unwrap(),
        role: deskbell::base::Role::Agent,
    };
    let refused = world.handles.db.write(move |tx| actions::rotate_identity_secret(tx, &agent, None)).await;
    assert!(matches!(refused, Err(deskbell::base::Error::Forbidden(_))));
    for days in [0, 91, -1] {
        assert!(set(&world, move |tx, actor| actions::set_proof_days(tx, actor, days)).await.is_err(), "{days}");
    }
    let kinds = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
    let wrong = kinds(&["order", "orders"]);
    let wrong = set(&world, move |tx, actor| actions::set_hidden_kinds(tx, actor, wrong)).await.unwrap_err();
    assert!(
        matches!(wrong, deskbell::base::Error::Invalid(errors) if errors.iter().all(|e| e.pointer == "/hidden_kinds/1"))
    );

    let right = kinds(&["payment", "order", "order"]);
    set(&world, move |tx, actor| actions::set_hidden_kinds(tx, actor, right)).await.unwrap();

    let workspace = world.handles.settings.current().unwrap();
    assert_eq!((workspace.hidden_kinds.clone(), workspace.proof_days), (kinds(&["order", "payment"]), 7));
    assert_eq!(
        deskbell::settings::model::RECORD_KINDS,
        deskbell::activity::model::RecordKind::ALL.map(|kind| kind.as_str()),
        "settings know the kinds that records have"
    );
}

#[tokio::test]
async fn where_verification_is_required_a_name_without_proof_is_not_even_claimed() {
    let world = World::start().await;
    let agent = world.agent().await;
    let claims = |card: &Value| card["contact"]["claims"].to_string();
    let claimed = json!({ "user_id": "cust_42", "name": "Ana" });
    let mut before = world.visitor();
    assert_eq!(before.session(Some(claimed.clone())).await["problem"], json!(null));

    set(&world, |tx, actor| actions::set_requires_proof(tx, actor, true)).await.unwrap();
    let mut visitor = world.visitor();
    let view = visitor.session(Some(claimed)).await;
    let (_, quiet) =
        says(&visitor, json!({ "app_id": visitor.app_id, "page": Visitor::page(), "identity": { "name": "Bo" } }))
            .await;

    assert_eq!((&view["problem"], &view["is_verified"]), (&json!("identity_unverified"), &json!(false)));
    assert_eq!(quiet["problem"], json!(null), "who names nobody needs no proof");
    assert_eq!(failures(&world).await, ["missing_proof"]);
    let card = card_of(&world, &agent, &visitor).await;
    assert!(claims(&card).contains("Bo") && !claims(&card).contains("cust_42"), "{card}");
    assert!(claims(&card_of(&world, &agent, &before).await).contains("cust_42"));
    assert!(is_verified(&world, proof(&world, "cust_42")).await);
}

async fn card_of(world: &World, agent: &crate::support::agent::Agent, visitor: &Visitor) -> Value {
    let id = visitor.id.clone().unwrap();
    let contact = world.handles.db.read(move |connection| {
        Ok(connection
            .query_row("SELECT contact_id FROM visitors WHERE visitor_id = ?1", [id], |row| row.get::<_, String>(0))?)
    });
    agent.get(&format!("/api/inbox/contacts/{}", contact.await.unwrap())).await.1
}

#[tokio::test]
async fn failures_are_noted_once_a_minute_for_each_site_and_kept_for_a_month() {
    let world = World::start().await;
    let visitor = world.visitor();
    let wrong = || at_load(&visitor, json!({ "user_id": "a", "user_hash": "no" }));

    for _ in 0..3 {
        assert_eq!(says(&visitor, wrong()).await.1["problem"], "identity_unverified");
    }
    assert_eq!(failures(&world).await, ["wrong_hash"], "also where nobody was let in");
    let other = set(&world, |tx, actor| deskbell::sites::actions::create(tx, actor, "Other")).await.unwrap();
    let mut at_other = at_load(&visitor, json!({ "user_id": "a", "user_token": "x" }));
    at_other["app_id"] = json!(other.app_id);
    says(&visitor, at_other).await;
    world.clock.advance(MINUTE);
    says(&visitor, wrong()).await;

    assert_eq!(failures(&world).await, ["wrong_hash", "token_unreadable", "wrong_hash"]);
    let (db, id) = (&world.handles.db, other.id);
    let of_site =
        db.read(move |connection| deskbell::people::proofs::views::failures(connection, Some(id), 9)).await.unwrap();
    assert_eq!((of_site.len(), of_site[0].site), (1, other.id));
    let forget = || db.write(|tx| deskbell::people::actions::forget_old(tx, 500));
    world.clock.advance(30 * DAY - MINUTE);
    assert_eq!(forget().await.unwrap(), 0);
    world.clock.advance(MINUTE + 1);
    // The worker may have been quicker; it forgets the same.
    forget().await.unwrap();
    assert!(failures(&world).await.is_empty());
}

#[tokio::test]
async fn what_is_proven_lapses_after_the_days_that_the_workspace_says() {
    let world = World::start().await;
    set(&world, |tx, actor| actions::set_proof_days(tx, actor, 2)).await.unwrap();
    let mut visitor = world.visitor();
    visitor.session(Some(proof(&world, "a"))).await;

    world.clock.advance(2 * DAY);
    assert_eq!(visitor.get("/api/widget/conversations").await.0, 200);
    world.clock.advance(1);

    assert_eq!(visitor.get("/api/widget/conversations").await.0, 401);
    assert_eq!(visitor.call(Method::GET, "/api/widget/activity", None).await.status(), 401);
    let mut again = world.visitor();
    assert_eq!(again.session(Some(proof(&world, "a"))).await["is_verified"], true);
}

#[tokio::test]
async fn a_claim_never_takes_the_place_of_what_is_verified() {
    let world = World::start().await;
    let key = key(&world, &[deskbell::base::Scope::Identify]).await;
    let profile = json!({ "external_id": "a", "name": "Ana Verified", "email": "ana@example.com" });
    assert_eq!(post(&world, (&key, None), "/v1/chat/ingest/identify", &profile).await.status(), 200);
    let mut visitor = world.visitor();
    let mut identity = proof(&world, "a");
    identity["name"] = json!("Mallory");
    identity["email"] = json!("mallory@example.com");

    visitor.session(Some(identity)).await;

    let hold = "SELECT name || ' ' || email FROM contacts WHERE external_id = 'a'";
    let held = world.handles.db.read(move |c| Ok(c.query_row(hold, [], |row| row.get::<_, String>(0))?));
    assert_eq!(held.await.unwrap(), "Ana Verified ana@example.com");
}

#[tokio::test]
async fn whoever_knew_the_token_of_the_stranger_does_not_become_the_customer() {
    let world = World::start().await;
    let mut browser = world.visitor().acting().await;
    // Somebody took the token down before the customer sat at this machine.
    let elsewhere = reqwest::Client::builder().user_agent("Elsewhere").build().unwrap();
    let copy = Visitor { client: elsewhere, ..browser.clone() };
    let own = browser.clone();

    let view = browser.session(Some(proof(&world, "a"))).await;

    assert!(view["token"].is_string());
    assert_eq!(copy.get("/api/widget/conversations").await.0, 401);
    assert_eq!(own.get("/api/widget/conversations").await.0, 200, "a request that was on its way");
    world.clock.advance(MINUTE);
    assert_eq!(own.get("/api/widget/conversations").await.0, 401);
    assert_eq!(browser.get("/api/widget/conversations").await.0, 200);
    assert_eq!(browser.session(Some(proof(&world, "a"))).await["token"], json!(null), "who is proven keeps its token");
}

#[tokio::test]
async fn a_secret_that_others_know_takes_everybody_with_it_whom_it_may_have_proved() {
    let world = World::start().await;
    let (mut thief, stranger) = (world.visitor(), world.visitor().acting().await);
    thief.session(Some(proof(&world, "a"))).await;
    let mut panel = thief.connect().await;
    thief.says(&mut panel, None, "What A has said").await;

    let ended = deskbell::people::proofs::ending::end_all(&world.handles.db, deskbell::base::Actor::System).await;

    assert!(ended.is_ok(), "{ended:?}");
    assert_eq!(panel.close_code().await, Some(4401));
    assert_eq!(thief.get("/api/widget/conversations").await.0, 401);
    assert_eq!(stranger.get("/api/widget/conversations").await.0, 200, "who has proved nothing stays");
    let mut owner = world.visitor();
    owner.session(Some(proof(&world, "a"))).await;
    assert!(owner.get("/api/widget/conversations").await.1.to_string().contains("What A has said"));
}
