//! What a key may do is what it may do when the request has arrived in full, and when its answer is asked for again.

use deskbell::{
    api_keys::{actions, model::NewApiKey},
    base::{Actor, Scope, Scopes, ids::ApiKeyId},
};

use crate::support::{public_world::PublicWorld, raw::Raw};

const ANA: &str = r#"{"external_id":"ana","name":"Ana"}"#;

/// Sends a request whose last byte comes only when `meanwhile` is over, and answers the status.
async fn slowly(
    world: &PublicWorld,
    (key, request, body): (&str, &str, &str),
    meanwhile: impl Future<Output = ()>,
) -> u16 {
    let uses = world.count("SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL").await;
    let mut raw = Raw::connect(&world.host).await;
    let length = body.len();
    let head = format!(
        "{request} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    let (first, last) = body.split_at(length - 1);
    raw.send(format!("{head}{first}").as_bytes()).await;
    // The key was asked when its use is noted.
    while world.count("SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL").await == uses {
        tokio::task::yield_now().await;
    }
    meanwhile.await;
    raw.send(last.as_bytes()).await;
    raw.answer().await.status
}

async fn revoke(world: &PublicWorld, id: ApiKeyId) {
    world.db.write(move |tx| actions::revoke(tx, &Actor::System, id)).await.unwrap();
    world.keyring.reload().await.unwrap();
}

async fn narrow(world: &PublicWorld, id: ApiKeyId, scope: Scope) {
    let wanted = NewApiKey { name: "Shop".to_owned(), scopes: Scopes::new([scope]), expires_at: None };
    world.db.write(move |tx| actions::change(tx, &Actor::System, id, wanted)).await.unwrap();
    world.keyring.reload().await.unwrap();
}

#[tokio::test]
async fn a_key_that_is_revoked_or_narrowed_while_a_body_arrives_does_nothing_with_it() {
    let world = PublicWorld::start().await;
    let push = r#"{"external_id":"bo","records":[{"kind":"order","reference":"1"}]}"#;
    assert_eq!(world.post(&world.key().await, "records", push).await.status, 200);
    let both = [Scope::Identify, Scope::Records];
    let ((first, first_key), (second, second_key)) = (world.key_for(both).await, world.key_for(both).await);
    let (third, third_key) = world.key_for([Scope::Products, Scope::Sessions]).await;
    let (identify, remove) = ("POST /v1/chat/ingest/identify", "DELETE /v1/chat/ingest/records");
    let product = r#"{"products":[{"external_id":"mug","title":"Mug"}]}"#;

    let revoked = slowly(&world, (&first_key, identify, ANA), revoke(&world, first)).await;
    let removed =
        slowly(&world, (&second_key, remove, r#"{"reference":"1"}"#), narrow(&world, second, Scope::Identify));
    let narrowed = removed.await;
    let pushing = (third_key.as_str(), "POST /v1/chat/ingest/products", product);
    let pushed = slowly(&world, pushing, narrow(&world, third, Scope::Sessions)).await;

    assert_eq!((revoked, narrowed, pushed), (401, 403, 403));
    assert_eq!(world.count("SELECT count(*) FROM contacts WHERE external_id = 'ana'").await, 0);
    assert_eq!(world.count("SELECT (SELECT count(*) FROM records) * 10 + (SELECT count(*) FROM products)").await, 10);
}

#[tokio::test]
async fn an_answer_is_given_again_only_to_a_key_that_may_still_ask() {
    let world = PublicWorld::start().await;
    let (id, key) = world.key_for([Scope::Identify, Scope::Records]).await;
    let identify = async || {
        let request = world.request("POST", "/v1/chat/ingest/identify").bearer_auth(&key);
        let request = request.header("Content-Type", "application/json").header("Idempotency-Key", "n1");
        world.send(request.body(ANA)).await
    };
    assert_eq!(identify().await.status, 200);

    narrow(&world, id, Scope::Records).await;
    let refused = identify().await;
    narrow(&world, id, Scope::Identify).await;
    let again = identify().await;

    assert_eq!((refused.status, refused.header("idempotent-replayed")), (403, ""));
    assert_eq!((again.status, again.header("idempotent-replayed")), (200, "true"));
}
