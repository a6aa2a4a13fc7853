//! Site keys: who makes them, where they work, and how they end.

use deskbell::{
    api_keys::{self, model::NewApiKey},
    base::{Actor, Scope, Scopes},
    sites::{self, Origin},
};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::support::world::{SHOP, World};

const KEYS: &str = "/api/widget/keys";
const GENERATE: &str = "/api/widget/keys/generate";

/// A call with exactly these headers.
async fn call(world: &World, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Response {
    let mut request = reqwest::Client::new().request(method, format!("{}{path}", world.address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.json(&body);
    }
    request.send().await.unwrap()
}

async fn bearer(world: &World, scope: Scope) -> String {
    let new = NewApiKey { name: "Shop server".to_owned(), scopes: Scopes::new([scope]), expires_at: None };
    let made = world.handles.db.write(|tx| api_keys::actions::make(tx, &Actor::System, new)).await.unwrap();
    world.handles.keyring.reload().await.unwrap();
    format!("Bearer {}", made.1.reveal())
}

/// Makes a key as Ana does, signed in.
async fn made(world: &World, origins: &[&str]) -> Value {
    let wish = json!({ "name": "Main shop", "allowedOrigins": origins });
    let answer = world.agent().await.call(Method::POST, GENERATE, Some(wish)).await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

async fn init(world: &World, key: &Value, origin: &str) -> (u16, Value) {
    let path = format!("/api/widget/init?key={}", key["key"].as_str().unwrap());
    let answer = call(world, Method::GET, &path, &[("origin", origin)], None).await;
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_key_names_its_site_until_it_is_revoked() {
    let world = World::start().await;
    let ana = world.agent().await;

    let key = made(&world, &[]).await;
    let (status, document) = init(&world, &key, SHOP).await;
    assert_eq!((status, document["app_id"].as_str()), (200, Some(world.app_id.as_str())));
    assert_eq!(ana.get(KEYS).await.1, json!({ "keys": [key] }));

    let path = format!("{KEYS}/{}", key["siteId"].as_str().unwrap());
    assert_eq!(ana.call(Method::DELETE, &path, None).await.status(), 204);
    let (status, problem) = init(&world, &key, SHOP).await;

    assert_eq!((status, problem["type"].as_str()), (403, Some("/docs/problems/unknown-site")));
    assert_eq!(ana.get(KEYS).await.1, json!({ "keys": [] }));
    assert_eq!(ana.call(Method::DELETE, &path, None).await.status(), 204, "revoking again changes nothing");
    assert_eq!(ana.call(Method::DELETE, &format!("{KEYS}/nobody"), None).await.status(), 404);
    let noted = world.handles.db.read(|connection| {
        let mut statement = connection
            .prepare("SELECT kind FROM audit_log WHERE kind GLOB 'site_key_*' ORDER BY audit_number /* a handful */")?;
        Ok(statement.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?)
    });
    assert_eq!(noted.await.unwrap(), ["site_key_made", "site_key_revoked"]);
}

#[tokio::test]
async fn a_key_has_the_form_of_the_contract() {
    let world = World::start().await;

    let key = made(&world, &[SHOP]).await;

    let (id, signature) = key["key"].as_str().unwrap().split_once('.').unwrap();
    assert_eq!(key["siteId"], id);
    assert_eq!((id.len(), id.as_bytes()[14], signature.len()), (36, b'4', 64));
    assert_eq!((&key["name"], &key["allowedOrigins"]), (&json!("Main shop"), &json!([SHOP])));
    assert!(key["createdAt"].is_i64());
}

#[tokio::test]
async fn a_key_narrows_the_origins_of_its_site_and_never_widens_them() {
    let world = World::start().await;
    let id = world.handles.sites.all()[0].id;
    let listed = [SHOP, "https://www.shop.example"].map(|origin| Origin::parse(origin).unwrap());
    let write = move |tx: &mut deskbell::db::Tx<'_>| sites::actions::allow_origins(tx, &Actor::System, id, &listed);
    world.handles.db.write(write).await.unwrap();
    world.handles.sites.refresh().await.unwrap();

    let key = made(&world, &[SHOP]).await;
    assert_eq!(init(&world, &key, SHOP).await.0, 200);
    let (status, problem) = init(&world, &key, "https://www.shop.example").await;
    assert_eq!((status, problem["type"].as_str()), (403, Some("/docs/problems/origin-not-allowed")));

    let wish = json!({ "name": "Elsewhere", "allowedOrigins": [SHOP, "https://elsewhere.example"] });
    let refused = world.agent().await.call(Method::POST, GENERATE, Some(wish)).await;
    assert_eq!(refused.status(), 422);
    let problem: Value = refused.json().await.unwrap();
    assert!(problem["errors"][0]["detail"].as_str().unwrap().contains("https://elsewhere.example"), "{problem}");

    // The site's list shrinks later: the key goes with it.
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        let other = [Origin::parse("https://www.shop.example").unwrap()];
        sites::actions::allow_origins(tx, &Actor::System, id, &other)
    };
    world.handles.db.write(write).await.unwrap();
    world.handles.sites.refresh().await.unwrap();
    assert_eq!(init(&world, &key, SHOP).await.0, 403);
}

#[tokio::test]
async fn a_server_needs_a_key_with_the_scope_sites_and_no_origin() {
    let world = World::start().await;
    let wish = || Some(json!({ "name": "From a server", "allowedOrigins": [], "site": world.app_id }));
    let [right, wrong] = [bearer(&world, Scope::Sites).await, bearer(&world, Scope::Records).await];

    let made = call(&world, Method::POST, GENERATE, &[("authorization", &right)], wish()).await;
    let refused = call(&world, Method::POST, GENERATE, &[("authorization", &wrong)], wish()).await;
    let unknown = call(&world, Method::GET, KEYS, &[("authorization", "Bearer wgk_no")], None).await;
    let nobody = call(&world, Method::GET, KEYS, &[], None).await;
    let blind = call(&world, Method::POST, GENERATE, &[("authorization", "Bearer wgk_no")], Some(json!(3))).await;

    assert_eq!(
        [made.status(), refused.status(), unknown.status(), nobody.status()].map(|s| s.as_u16()),
        [200, 403, 401, 401]
    );
    assert_eq!(blind.status(), 401, "who may not ask is not told what a body looks like");
    assert!(refused.text().await.unwrap().contains("scope “sites”"));
    assert_eq!(nobody.headers()["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn a_page_of_another_site_cannot_use_the_session() {
    let world = World::start().await;
    let cookie = world.agent().await.cookie;
    let wish = || Some(json!({ "name": "Stolen", "allowedOrigins": [] }));

    for origin in [Some("https://evil.example"), Some("null"), None] {
        let mut headers = vec![("cookie", cookie.as_str())];
        headers.extend(origin.map(|origin| ("origin", origin)));
        let answer = call(&world, Method::POST, GENERATE, &headers, wish()).await;

        assert_eq!(answer.status(), 403, "{origin:?}");
        assert!(answer.text().await.unwrap().contains("/docs/problems/cross-site"));
    }
    assert_eq!(world.rows("site_keys").await, 0);
}

#[tokio::test]
async fn somebody_who_only_answers_may_not_make_keys() {
    let world = World::start().await;
    let ana = world.agent().await;
    world.handles.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'agent'", [])?)).await.unwrap();

    let wish = json!({ "name": "Mine", "allowedOrigins": [] });
    let made = ana.call(Method::POST, GENERATE, Some(wish)).await;

    assert_eq!((made.status().as_u16(), ana.get(KEYS).await.0), (403, 403));
    assert!(made.text().await.unwrap().contains("Only administrators"));
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let world = World::start().await;
    let ana = world.agent().await;
    let wish = json!({ "name": "", "allowedOrigins": [SHOP, "*", "shop.example"], "allowedOrigin": 1 });

    let answer = ana.call(Method::POST, GENERATE, Some(wish)).await;
    let unknown = json!({ "name": "x", "allowedOrigins": [], "site": "icw_nobody" });
    let unknown = ana.call(Method::POST, GENERATE, Some(unknown)).await;

    let pointers = |problem: &Value| -> Vec<String> {
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        errors.iter().map(|error| error["pointer"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((answer.status().as_u16(), unknown.status().as_u16()), (422, 422));
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(pointers(&problem), ["/name", "/allowedOrigins/1", "/allowedOrigins/2", "/allowedOrigin"]);
    assert_eq!(pointers(&unknown.json().await.unwrap()), ["/site"]);
}

#[tokio::test]
async fn twenty_keys_are_enough_for_a_site() {
    let world = World::start().await;
    let first = made(&world, &[]).await;
    for _ in 1..20 {
        made(&world, &[]).await;
    }
    let wish = || Some(json!({ "name": "One more", "allowedOrigins": [] }));
    let ana = world.agent().await;

    assert_eq!(ana.call(Method::POST, GENERATE, wish()).await.status(), 409);
    ana.call(Method::DELETE, &format!("{KEYS}/{}", first["siteId"].as_str().unwrap()), None).await;
    assert_eq!(ana.call(Method::POST, GENERATE, wish()).await.status(), 200);
}

#[tokio::test]
async fn keys_outlive_a_restart() {
    let world = World::start().await;
    let key = made(&world, &[]).await;

    let world = world.restart().await;

    assert_eq!(init(&world, &key, SHOP).await.0, 200);
}
