//! Who may call.

use std::time::Duration;

use deskbell::{
    api_keys::{actions, model::NewApiKey, views},
    base::{
        Actor, Error, Random, Role, Scope, Scopes,
        ids::{AgentId, NewId},
        time::MINUTE,
    },
    http::limits::Rate,
};

use crate::support::public_world::{NOW, PublicWorld};

const ANA: &str = r#"{"external_id":"cust_42","name":"Ana"}"#;

#[tokio::test]
async fn every_wrong_credential_gets_the_same_answer() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let wrong_secret = format!("{}{}", &key[..12], "x".repeat(32));
    let truncated = &key[..43];
    let made_up = format!("wgk_{}", "y".repeat(40));

    let mut answers = Vec::new();
    for header in [
        "",
        "Bearer",
        "Basic YTpi",
        "Bearer x",
        &format!("Bearer {wrong_secret}"),
        &format!("Bearer {truncated}"),
        &format!("Bearer {made_up}"),
        &format!("Bearer {key}x"),
    ] {
        let mut request =
            world.request("POST", "/v1/chat/ingest/identify").header("Content-Type", "application/json").body(ANA);
        if !header.is_empty() {
            request = request.header("Authorization", header);
        }
        answers.push(world.send(request).await);
    }

    for answer in &answers {
        assert_eq!((answer.status, answer.text.as_str()), (401, answers[0].text.as_str()));
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    assert_eq!(answers[0].kind(), "unauthorized");
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
}

#[tokio::test]
async fn a_key_without_the_scope_is_told_which_one_is_missing() {
    let world = PublicWorld::start().await;
    let (_, identify) = world.key_for([Scope::Identify]).await;
    let (_, records) = world.key_for([Scope::Records]).await;

    let refused =
        world.post(&identify, "records", r#"{"external_id":"a","records":[{"kind":"order","reference":"1"}]}"#).await;
    let also_refused = world.post(&records, "identify", ANA).await;
    let request = world.request("DELETE", "/v1/chat/ingest/records?reference=1").bearer_auth(&identify);
    let not_removed = world.send(request).await;

    assert_eq!((refused.status, refused.kind()), (403, "forbidden".to_owned()));
    assert!(refused.json()["detail"].as_str().unwrap().contains("“records”"), "{}", refused.text);
    assert!(also_refused.status == 403 && also_refused.text.contains("“identify”"));
    assert_eq!(not_removed.status, 403);
    assert_eq!(world.count("SELECT count(*) FROM contacts").await, 0);
}

#[tokio::test]
async fn a_revoked_key_opens_nothing_a_second_later() {
    let world = PublicWorld::start().await;
    let (id, key) = world.key_for([Scope::Identify]).await;
    assert_eq!(world.post(&key, "identify", ANA).await.status, 200);

    world.db.write(move |tx| actions::revoke(tx, &Actor::System, id)).await.unwrap();
    tokio::time::sleep(Duration::from_millis(700)).await;

    assert_eq!(world.post(&key, "identify", ANA).await.status, 401);
}

#[tokio::test]
async fn a_key_ends_at_its_moment() {
    let world = PublicWorld::start().await;
    let scopes = Scopes::new([Scope::Identify]);
    let (_, key) =
        world.make_key(NewApiKey { name: "Trial".to_owned(), scopes, expires_at: Some(NOW.plus(MINUTE)) }).await;

    world.clock.advance(MINUTE - 1);
    assert_eq!(world.post(&key, "identify", ANA).await.status, 200);
    world.clock.advance(1);
    assert_eq!(world.post(&key, "identify", ANA).await.status, 401);
}

#[tokio::test]
async fn the_last_use_is_noted_to_the_minute() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    let noted = |at: i64| {
        let world = &world;
        async move {
            while world.count("SELECT coalesce(max(last_used_at), 0) FROM api_keys").await != at {
                tokio::task::yield_now().await;
            }
        }
    };

    world.post(&key, "identify", ANA).await;
    noted(NOW.as_millis()).await;
    world.clock.advance(MINUTE - 1);
    world.post(&key, "identify", ANA).await;
    world.clock.advance(1);
    world.post(&key, "identify", ANA).await;

    noted(NOW.as_millis() + MINUTE).await;
}

#[tokio::test]
async fn a_flood_is_told_when_to_come_back() {
    let world = PublicWorld::start_with(Rate { count: 2, window_ms: 1_000, burst: 2 }).await;
    let (key, other) = (world.key().await, world.key().await);

    let answers = [
        world.post(&key, "identify", ANA).await,
        world.post(&key, "identify", "{").await,
        world.post(&key, "identify", ANA).await,
    ];
    let from_other = world.post(&other, "identify", ANA).await;

    assert_eq!(answers.each_ref().map(|answer| answer.status), [200, 400, 429]);
    assert_eq!(
        answers.each_ref().map(|answer| answer.header("ratelimit")),
        ["\"ingest\";r=1;t=0", "\"ingest\";r=0;t=0", "\"ingest\";r=0;t=1"]
    );
    assert_eq!((answers[2].header("retry-after"), answers[2].header("ratelimit-policy")), ("1", "\"ingest\";q=2;w=1"));
    assert_eq!(from_other.status, 200);
}

#[tokio::test]
async fn only_administrators_make_keys_and_never_too_many() {
    let world = PublicWorld::start().await;
    let new = || NewApiKey { name: "Shop".to_owned(), scopes: Scopes::new([Scope::Records]), expires_at: None };
    let make = |actor: Actor| world.db.write(move |tx| actions::make(tx, &actor, new()));
    let bo = Actor::Agent { id: AgentId::new(NOW, &Random::seeded(1)), role: Role::Agent };

    let by_agent = make(bo.clone()).await;
    let first = make(Actor::System).await.unwrap().0.id;
    for _ in 1..100 {
        make(Actor::System).await.unwrap();
    }
    let one_too_many = make(Actor::System).await;
    let revoked_by_agent = world.db.write(move |tx| actions::revoke(tx, &bo, first)).await;
    for _ in 0..2 {
        world.db.write(move |tx| actions::revoke(tx, &Actor::System, first)).await.unwrap();
    }
    let after_revoking = make(Actor::System).await;

    assert!(matches!(by_agent, Err(Error::Forbidden(_))) && matches!(revoked_by_agent, Err(Error::Forbidden(_))));
    assert!(matches!(one_too_many, Err(Error::Conflict(_))) && after_revoking.is_ok());
    let listed = world.db.read(views::list).await.unwrap();
    assert_eq!((listed.len(), listed.iter().filter(|key| key.is_valid(NOW)).count()), (100, 100));
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'api_key_revoked'").await, 1);
}

#[tokio::test]
async fn the_secret_part_of_a_key_is_nowhere_in_the_database() {
    let world = PublicWorld::start().await;
    let key = world.key().await;
    world.post(&key, "identify", ANA).await;

    let path = world.db.path().to_owned();
    let files = [path.clone(), path.with_extension("db-wal")].map(|path| std::fs::read(path).unwrap_or_default());

    assert!(files.iter().any(|bytes| bytes.windows(8).any(|part| part == &key.as_bytes()[4..12])));
    assert!(!files.iter().any(|bytes| bytes.windows(32).any(|part| part == &key.as_bytes()[12..])));
}
