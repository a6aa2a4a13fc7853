//! Nobody reads or writes what belongs to somebody else.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    socket::Socket,
    visitor::{Visitor, post},
    world::World,
};

async fn with_conversation(world: &World, body: &str) -> (Visitor, String) {
    let visitor = world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let ack = visitor.says(&mut panel, None, body).await;
    (visitor, ack["conversation_id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_visitors_token_opens_nothing_of_another_visitor_over_http() {
    let world = World::start().await;
    let (_ana, conversation) = with_conversation(&world, "My card number is secret").await;
    let (bo, _) = with_conversation(&world, "Hello").await;
    let missing = "cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C";

    let (status, body) = bo.get(&format!("/api/widget/conversations/{conversation}/messages")).await;
    let (_, of_nothing) = bo.get(&format!("/api/widget/conversations/{missing}/messages")).await;
    let (_, own) = bo.get("/api/widget/conversations").await;
    let posted = bo.call(Method::POST, "/api/widget/frames", Some(post("x", Some(&conversation), "Mine now"))).await;
    let posted: Value = posted.json().await.unwrap();

    assert_eq!(status, 404);
    assert_eq!(body, of_nothing, "what exists and what does not must look alike");
    assert_eq!(own["conversations"].as_array().unwrap().len(), 1);
    assert_eq!(posted["frames"][0]["code"], "not_found");
    assert_eq!(world.rows("messages").await, 2);
}

#[tokio::test]
async fn a_visitors_socket_hears_and_reaches_nothing_of_another_visitor() {
    let world = World::start().await;
    let (ana, conversation) = with_conversation(&world, "First").await;
    let (bo, own) = with_conversation(&world, "Hello").await;
    let mut listening = bo.connect().await;

    let mut panel = ana.connect().await;
    ana.says(&mut panel, Some(&conversation), "Second").await;
    for frame in [
        post("x", Some(&conversation), "Mine now"),
        json!({ "type": "read", "conversation_id": conversation, "number": 1 }),
        json!({ "type": "typing", "conversation_id": conversation, "is_typing": true }),
    ] {
        listening.say(frame).await;
        assert_eq!(listening.next_of("refused").await["code"], "not_found");
    }
    // Whatever had leaked would lie before this answer.
    listening.say(post("own", Some(&own), "Still here")).await;
    let heard = listening.until("ack").await;

    assert!(heard.iter().all(|frame| frame["conversation_id"] == own.as_str()), "{heard:?}");
    assert_eq!(world.rows("messages").await, 4);
}

#[tokio::test]
async fn wrong_missing_truncated_and_foreign_tokens_and_app_ids_open_nothing() {
    let world = World::start().await;
    let other = World::start().await;
    let (visitor, conversation) = with_conversation(&world, "Hello").await;
    let foreign = other.visitor().acting().await.token;
    let token = visitor.token.clone().unwrap();
    let path = format!("/api/widget/conversations/{conversation}/messages");

    for wrong in [
        None,
        Some(String::new()),
        Some("null".into()),
        Some(token[1..].to_owned()),
        Some(format!("{token}0")),
        Some(token.to_uppercase()),
        foreign,
    ] {
        let stranger = Visitor { token: wrong, ..visitor.clone() };
        assert_eq!(stranger.get(&path).await.0, 401);
        let mut socket = Socket::open(&world.address, "/api/widget/ws", &[("Origin", &world.address)]).await.unwrap();
        socket.say(stranger.hello(Some(0))).await;
        assert_eq!(socket.close_code().await, Some(4401));
    }
    for app_id in ["", "icw_", &visitor.app_id[..20], &other.app_id, "null"] {
        let stranger = Visitor { app_id: app_id.to_owned(), ..visitor.clone() };
        let mut socket = Socket::open(&world.address, "/api/widget/ws", &[("Origin", &world.address)]).await.unwrap();
        socket.say(stranger.hello(Some(0))).await;
        assert_eq!(socket.next().await.unwrap()["code"], "site_inactive");
        let body = json!({ "app_id": if app_id.is_empty() { "x" } else { app_id }, "page": Visitor::page() });
        assert_eq!(visitor.call(Method::POST, "/api/widget/session", Some(body)).await.status(), 403);
    }
}

#[tokio::test]
async fn a_socket_of_another_origin_is_refused_before_it_opens() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let agent = world.agent().await;

    for origin in [
        "https://evil.example",
        "null",
        &format!("{}.evil.example", world.address),
        &world.address.replace("http", "https").replace("127.0.0.1", "127.0.0.2"),
    ] {
        assert_eq!(
            Socket::open(&world.address, "/api/widget/ws", &[("Origin", origin)]).await.err(),
            Some(403),
            "{origin}"
        );
        let headers = [("Origin", origin), ("Cookie", agent.cookie.as_str())];
        assert_eq!(Socket::open(&world.address, "/api/inbox/ws", &headers).await.err(), Some(403), "{origin}");
    }
    assert_eq!(Socket::open(&world.address, "/api/widget/ws", &[]).await.err(), Some(403));
    assert_eq!(Socket::open(&world.address, "/api/inbox/ws", &[("Origin", &world.address)]).await.err(), Some(401));
    drop(visitor);
}

#[tokio::test]
async fn a_page_that_is_not_on_the_list_gets_no_session_and_no_socket() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let site = world.handles.sites.all()[0].id;
    let allowed = deskbell::sites::Origin::parse("https://other.example").unwrap();
    let change = move |tx: &mut deskbell::db::Tx<'_>| {
        deskbell::sites::actions::allow_origins(tx, &deskbell::base::Actor::System, site, &[allowed])
    };
    world.handles.db.write(change).await.unwrap();
    world.handles.sites.refresh().await.unwrap();

    let body = json!({ "app_id": visitor.app_id, "page": Visitor::page() });
    let response = visitor.call(Method::POST, "/api/widget/session", Some(body)).await;
    let mut socket = Socket::open(&world.address, "/api/widget/ws", &[("Origin", &world.address)]).await.unwrap();
    socket.say(visitor.hello(None)).await;

    assert_eq!(response.status(), 403);
    assert_eq!(socket.next().await.unwrap()["code"], "origin_not_allowed");
}

#[tokio::test]
async fn logging_out_ends_token_and_sockets_at_once() {
    let world = World::start().await;
    let (visitor, _) = with_conversation(&world, "Hello").await;
    let mut panel = visitor.connect().await;

    let response = visitor.call(Method::POST, "/api/widget/logout", None).await;

    assert_eq!(response.status(), 204);
    assert_eq!(panel.close_code().await, Some(4401));
    assert_eq!(visitor.get("/api/widget/conversations").await.0, 401);
}
