//! Signed tokens: what is believed, what is not, and why.

use deskbell::base::{Scope, secret};
use serde_json::{Value, json};

use super::support::*;
use crate::support::{
    visitor::{Visitor, base64url},
    world::World,
};

#[tokio::test]
async fn a_token_proves_its_subject_and_what_it_says_is_verified() {
    let world = World::start().await;
    let payload = json!({
        "sub": "cust_42", "exp": seconds(&world, 300), "iat": seconds(&world, 0), "nbf": seconds(&world, -5),
        "name": "Ana Berg", "email": "ANA@example.com", "aud": "https://shop.example",
        "attributes": { "plan": "Gold", "phone": "+44 7700 900123", "seats": 12345678901234567890_u64, "bad": {}, "gone": null },
    });
    let mut visitor = world.visitor();

    let view = visitor.session(Some(json!({ "user_token": signed(&world, &payload) }))).await;

    assert_eq!((&view["is_verified"], &view["problem"]), (&json!(true), &json!(null)));
    let profile = "SELECT json_array(external_id, name, email, phone, attributes) FROM contacts";
    let profile =
        world.handles.db.read(move |c| Ok(c.query_row(profile, [], |row| row.get::<_, String>(0))?)).await.unwrap();
    let attributes = r#"{\"plan\":\"Gold\",\"seats\":12345678901234567890}"#;
    assert_eq!(profile, format!(r#"["cust_42","Ana Berg","ana@example.com","+44 7700 900123","{attributes}"]"#));
}

#[tokio::test]
async fn a_token_leaves_alone_what_it_does_not_say_and_clears_nothing() {
    let world = World::start().await;
    let key = key(&world, &[Scope::Identify]).await;
    let attributes: Value = (0..100).map(|n| (format!("a{n}"), json!(n))).collect::<serde_json::Map<_, _>>().into();
    let known = json!({ "external_id": "a", "name": "Ana", "email": "ana@example.com", "attributes": attributes });
    assert_eq!(post(&world, (&key, None), "/v1/chat/ingest/identify", &known).await.status(), 200);
    let payload = json!({ "sub": "a", "exp": seconds(&world, 60), "name": "Ana Berg", "email": "", "attributes": { "a0": null, "one_more": 1 } });

    let view = world.visitor().session(Some(json!({ "user_token": signed(&world, &payload) }))).await;

    assert_eq!(view["is_verified"], true, "a page must not fail for an attribute too many");
    let held = "SELECT name || ' ' || email || ' ' || (attributes LIKE '%\"a0\":0,%') || (attributes LIKE '%one_more%') FROM contacts";
    let held = world.handles.db.read(move |c| Ok(c.query_row(held, [], |row| row.get::<_, String>(0))?));
    assert_eq!(held.await.unwrap(), "Ana Berg ana@example.com 10");
}

/// Tokens that prove nobody, each with the reason that is noted.
fn matrix(world: &World) -> Vec<(&'static str, &'static str, String)> {
    let good = |change: Value| {
        let mut payload = json!({ "sub": "cust_42", "exp": seconds(world, 300) });
        let (fields, changes) = (payload.as_object_mut().unwrap(), change.as_object().unwrap().clone());
        for (name, value) in changes {
            if value == "absent" {
                fields.remove(&name)
            } else {
                fields.insert(name, value)
            };
        }
        payload
    };
    let with = |change: Value| signed(world, &good(change));
    let headed = |head: &str| token(&present_secret(world), head, good(json!({})).to_string().as_bytes());
    let raw = |payload: &[u8]| token(&present_secret(world), HS256, payload);
    let whole = with(json!({}));
    let [head, payload, signature] = whole.split('.').collect::<Vec<_>>()[..] else { panic!("no token") };
    let forged = base64url(good(json!({ "sub": "cust_43" })).to_string().as_bytes());
    let unsigned = format!("{}.{payload}.", base64url(br#"{"alg":"none","typ":"JWT"}"#));
    let (a_day, day_and_more) = (seconds(world, 86_400 + 61), seconds(world, 90_000));
    vec![
        ("alg none without a signature", "token_algorithm", unsigned),
        ("alg none, signed", "token_algorithm", headed(r#"{"alg":"none"}"#)),
        ("alg None", "token_algorithm", headed(r#"{"alg":"None"}"#)),
        ("alg RS256, signed by HMAC", "token_algorithm", headed(r#"{"alg":"RS256"}"#)),
        ("alg HS512", "token_algorithm", headed(r#"{"alg":"HS512"}"#)),
        ("alg in another case", "token_algorithm", headed(r#"{"alg":"hs256"}"#)),
        ("no alg", "token_unreadable", headed(r#"{"typ":"JWT"}"#)),
        ("two algs", "token_unreadable", headed(r#"{"alg":"HS256","alg":"none"}"#)),
        ("something critical", "token_unreadable", headed(r#"{"alg":"HS256","crit":["b64"],"b64":false}"#)),
        ("expired", "token_expired", with(json!({ "exp": seconds(world, -61) }))),
        ("expired long ago", "token_expired", with(json!({ "exp": 0 }))),
        ("no end", "token_too_long_lived", with(json!({ "exp": "absent" }))),
        ("more than a day", "token_too_long_lived", with(json!({ "exp": a_day }))),
        ("a day in milliseconds", "token_too_long_lived", with(json!({ "exp": day_and_more * 1_000 }))),
        ("an endless end", "token_unreadable", raw(br#"{"sub":"cust_42","exp":"1e99"}"#)),
        ("a huge end", "token_too_long_lived", raw(br#"{"sub":"cust_42","exp":1e300}"#)),
        ("not yet", "token_not_yet_valid", with(json!({ "nbf": seconds(world, 61) }))),
        ("made tomorrow", "token_not_yet_valid", with(json!({ "iat": seconds(world, 61) }))),
        ("no subject", "token_without_subject", with(json!({ "sub": "absent" }))),
        ("an empty subject", "token_without_subject", with(json!({ "sub": "" }))),
        ("a list as subject", "token_without_subject", with(json!({ "sub": ["cust_42"] }))),
        ("a long subject", "token_without_subject", with(json!({ "sub": "x".repeat(256) }))),
        ("a guest", "guest_id", with(json!({ "sub": "0" }))),
        ("a guest as number", "guest_id", with(json!({ "sub": 0 }))),
        ("another secret", "token_signature", token(&"0".repeat(64), HS256, good(json!({})).to_string().as_bytes())),
        ("another payload", "token_signature", format!("{head}.{forged}.{signature}")),
        ("half a signature", "token_signature", format!("{head}.{payload}.{}", &signature[..20])),
        ("no signature", "token_signature", format!("{head}.{payload}.")),
        ("two parts", "token_unreadable", format!("{head}.{payload}")),
        ("nothing", "token_unreadable", String::new()),
        ("padded", "token_unreadable", format!("{whole}=")),
        ("not UTF-8", "token_unreadable", raw(&[b'{', b'"', 0xff, b'"', b':', b'1', b'}'])),
        ("a list", "token_unreadable", raw(b"[]")),
        ("one key twice", "token_unreadable", raw(br#"{"sub":"a","sub":"b","exp":1}"#)),
        ("very long", "token_unreadable", with(json!({ "attributes": { "a": "x".repeat(200_000) } }))),
    ]
}

#[tokio::test]
async fn every_token_that_is_not_right_proves_nobody_and_says_why() {
    let world = World::start().await;
    let visitor = world.visitor();
    for (name, reason, token) in matrix(&world) {
        let (status, view) = says(&visitor, at_load(&visitor, json!({ "user_token": token }))).await;

        assert_eq!((status, &view["problem"]), (200, &json!("identity_unverified")), "{name}: {view}");
        assert_eq!((&view["token"], &view["is_verified"]), (&json!(null), &json!(false)), "{name}");
        assert_eq!(failures(&world).await.first().map(String::as_str), Some(reason), "{name}");
        // So that the next failure is noted, too; the tokens were all made for the first minutes.
        let clear = "DELETE FROM failed_proofs";
        world.handles.db.write(move |tx| Ok(tx.execute(clear, [])?)).await.unwrap();
    }
    assert_eq!((world.rows("visitors").await, world.rows("contacts").await), (0, 0));
}

#[tokio::test]
async fn what_is_just_in_time_is_right() {
    let world = World::start().await;
    let times = [
        ("exp", seconds(&world, -59)),
        ("exp", seconds(&world, 86_400)),
        ("nbf", seconds(&world, 60)),
        ("iat", seconds(&world, 60)),
    ];
    for (name, at) in times {
        let mut payload = json!({ "sub": 42, "exp": seconds(&world, 60) });
        payload[name] = json!(at);
        let view = world.visitor().session(Some(json!({ "user_token": signed(&world, &payload) }))).await;
        assert_eq!(view["is_verified"], true, "{name} {at}");
    }
    let fraction =
        token(&present_secret(&world), HS256, format!(r#"{{"sub":"42","exp":{}.5}}"#, seconds(&world, 9)).as_bytes());
    assert_eq!(
        world.visitor().session(Some(json!({ "user_token": fraction, "user_id": 42 }))).await["is_verified"],
        true
    );
    assert_eq!(world.rows("contacts").await, 1, "a number is taken as its text");
}

#[tokio::test]
async fn of_several_proofs_each_must_be_right() {
    let world = World::start().await;
    let token = signed(&world, &json!({ "sub": "a", "exp": seconds(&world, 60) }));
    let hash = |id: &str| secret::sign(&present_secret(&world), id);
    let visitor = world.visitor();
    let problem = async |identity: Value| says(&visitor, at_load(&visitor, identity)).await.1["problem"].clone();

    let wrong = json!("identity_unverified");
    assert_eq!(problem(json!({ "user_token": token, "user_id": "b" })).await, wrong);
    assert_eq!(problem(json!({ "user_token": token, "user_id": "a", "user_hash": "x" })).await, wrong);
    assert_eq!(problem(json!({ "user_token": "x", "user_id": "a", "user_hash": hash("a") })).await, wrong);
    assert_eq!(problem(json!({ "user_token": token, "user_id": "b", "user_hash": hash("b") })).await, wrong);
    assert_eq!(world.rows("visitors").await, 0);
    assert_eq!(failures(&world).await, ["token_other_user"]);
    assert_eq!(problem(json!({ "user_token": token, "user_id": "a", "user_hash": hash("a") })).await, json!(null));
    assert_eq!(world.rows("visitors").await, 1);
}

#[tokio::test]
async fn a_token_under_the_secret_before_is_right_while_that_is_valid() {
    let world = World::start().await;
    let token = signed(&world, &json!({ "sub": "a", "exp": seconds(&world, 600) }));
    let identity = || json!({ "user_token": token });
    set(&world, |tx, actor| deskbell::settings::actions::rotate_identity_secret(tx, actor, None)).await.unwrap();
    let mut first: Visitor = world.visitor();
    assert_eq!(first.session(Some(identity())).await["is_verified"], true);

    set(&world, deskbell::settings::actions::end_former_secret).await.unwrap();

    assert_eq!(world.visitor().session(Some(identity())).await["is_verified"], false);
    assert_eq!(failures(&world).await, ["token_signature"]);
}
