//! Lists that agents put together.

use deskbell::base::Role;
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    page,
    seeding::{Seed, colleagues, seed},
};
use crate::support::{agent::Agent, world::World};

fn view(name: &str, is_shared: bool) -> Value {
    json!({ "name": name, "filters": { "priorities": ["urgent"] }, "sort": "oldest", "is_shared": is_shared })
}

async fn call(agent: &Agent, method: Method, path: &str, body: Value) -> (u16, Value) {
    let response = agent.call(method, &format!("/api/inbox/views{path}"), Some(body)).await;
    (response.status().as_u16(), response.json().await.unwrap_or_default())
}

async fn names(agent: &Agent) -> Vec<String> {
    let directory = agent.get("/api/inbox/directory").await.1;
    let views = directory["saved_views"].as_array().unwrap();
    views.iter().map(|view| view["name"].as_str().unwrap().to_owned()).collect()
}

/// Bo, an agent like any other, signed in.
async fn bo(world: &World) -> Agent {
    let id: deskbell::base::ids::AgentId = colleagues(world).await.0.parse().unwrap();
    let account = deskbell::accounts::Agent {
        id,
        email: "bo@fern.example".to_owned(),
        name: "Bo".to_owned(),
        role: Role::Agent,
        is_active: true,
        picture_id: None,
    };
    let start = move |tx: &mut deskbell::db::Tx<'_>| deskbell::accounts::actions::start_session(tx, &account);
    Agent::new(&world.address, world.handles.db.write(start).await.unwrap().reveal())
}

#[tokio::test]
async fn a_saved_view_is_listed_counted_and_told_to_every_inbox() {
    let world = World::start().await;
    let agent = world.agent().await;
    let urgent = |at| Seed { at, priority: 4, ..Seed::default() };
    let ids = seed(&world, vec![urgent(2), Seed::default(), urgent(1)]).await;
    let mut inbox = agent.connect().await;

    let (status, saved) = call(&agent, Method::POST, "", view(" Urgent ", false)).await;

    assert_eq!((status, saved["name"].as_str(), &saved["is_own"]), (200, Some("Urgent"), &json!(true)), "{saved}");
    assert_eq!(inbox.next_of("directory").await["what"], "saved_views");
    let id = saved["id"].as_str().unwrap();
    let wanted = vec![ids[2].clone(), ids[0].clone()];
    assert_eq!(page(&agent, &format!("view=saved:{id}")).await.0, wanted);
    let counts = agent.get("/api/inbox/counts").await.1;
    assert_eq!(counts["counts"][format!("saved:{id}")], 2);
}

#[tokio::test]
async fn own_views_are_seen_by_their_owner_alone_and_shared_ones_are_changed_by_administrators() {
    let world = World::start().await;
    let ana = world.agent().await;
    let bo = bo(&world).await;
    let own = call(&ana, Method::POST, "", view("Own", false)).await.1["id"].as_str().unwrap().to_owned();
    let shared = call(&ana, Method::POST, "", view("Shared", true)).await.1["id"].as_str().unwrap().to_owned();

    assert_eq!(
        (names(&ana).await, names(&bo).await),
        (vec!["Own".to_owned(), "Shared".to_owned()], vec!["Shared".to_owned()])
    );
    assert_eq!(bo.get(&format!("/api/inbox/conversations?view=saved:{own}")).await.0, 404);
    let mut change = view("Bo's", false);
    change["version"] = json!(1);
    for (id, status) in [(&own, 404), (&shared, 403)] {
        assert_eq!(call(&bo, Method::PUT, &format!("/{id}"), change.clone()).await.0, status);
        assert_eq!(call(&bo, Method::DELETE, &format!("/{id}"), Value::Null).await.0, status);
        assert_eq!(call(&bo, Method::PUT, "/order", json!({ "ids": [id] })).await.0, status);
    }
    assert_eq!(call(&bo, Method::POST, "", view("For all", true)).await.0, 403);
}

#[tokio::test]
async fn a_view_changes_by_its_version_moves_and_goes() {
    let world = World::start().await;
    let agent = world.agent().await;
    let mut made = Vec::new();
    for name in ["One", "Two", "Three"] {
        made.push(call(&agent, Method::POST, "", view(name, false)).await.1["id"].as_str().unwrap().to_owned());
    }
    let mut change = view("First", false);
    change["version"] = json!(1);
    let one = format!("/{}", made[0]);

    assert_eq!(call(&agent, Method::PUT, &one, change.clone()).await.1["version"], 2);
    assert_eq!(call(&agent, Method::PUT, &one, change).await.0, 409);
    assert_eq!(call(&agent, Method::PUT, "/order", json!({ "ids": [made[2], made[0]] })).await.0, 204);
    assert_eq!(call(&agent, Method::DELETE, &format!("/{}", made[1]), Value::Null).await.0, 204);
    assert_eq!(names(&agent).await, ["Three", "First"]);
    assert_eq!(call(&agent, Method::DELETE, &one, Value::Null).await.0, 204);
    assert_eq!(call(&agent, Method::DELETE, &one, Value::Null).await.0, 404);
}

#[tokio::test]
async fn a_view_needs_a_name_known_fields_and_room() {
    let world = World::start().await;
    let agent = world.agent().await;
    let mut unknown = view("x", false);
    unknown["filters"] = json!({ "colour": "red" });
    for (body, pointer) in [
        (view("  ", false), "/name"),
        (view(&"n".repeat(61), false), "/name"),
        (view("two\nlines", false), "/name"),
        (unknown, "/filters/colour"),
    ] {
        let (status, problem) = call(&agent, Method::POST, "", body).await;
        assert_eq!((status, problem["errors"][0]["pointer"].as_str()), (422, Some(pointer)), "{problem}");
    }

    for index in 0..50 {
        assert_eq!(call(&agent, Method::POST, "", view(&format!("View {index}"), false)).await.0, 200);
    }
    assert_eq!(call(&agent, Method::POST, "", view("One more", false)).await.0, 409);
    assert_eq!(call(&agent, Method::POST, "", view("For all", true)).await.0, 200);
}
