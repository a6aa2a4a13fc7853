//! Deskbell's own pages may always embed the widget; elsewhere it is noted where a site is seen.

use deskbell::{
    base::{Actor, time::MINUTE},
    jobs::Worker,
    sites::{self, Origin, sightings::WriteSightings},
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{
    pages_world,
    world::{SHOP, World},
};

async fn only_the_shop(world: &World) {
    let id = world.handles.sites.all()[0].id;
    let write = move |tx: &mut deskbell::db::Tx<'_>| {
        sites::actions::allow_origins(tx, &Actor::System, id, &[Origin::parse(SHOP).unwrap()])
    };
    world.handles.db.write(write).await.unwrap();
    world.handles.sites.refresh().await.unwrap();
}

fn seen_on(sites: &sites::Sites) -> Vec<String> {
    let site = sites.all()[0].id;
    sites.sightings.newest(site).into_iter().map(|sighting| sighting.origin.to_string()).collect()
}

async fn init_status(world: &World, origin: &str) -> u16 {
    let address = format!("{}/api/widget/init?app_id={}", world.address, world.app_id);
    reqwest::Client::new().get(address).header("origin", origin).send().await.unwrap().status().as_u16()
}

async fn session_status(world: &World, origin: &str) -> u16 {
    let visitor = world.visitor();
    let body = json!({ "app_id": world.app_id, "page": { "origin": origin }, "only_if_proven": true });
    visitor.call(Method::POST, "/api/widget/session", Some(body)).await.status().as_u16()
}

#[tokio::test]
async fn our_own_pages_may_embed_a_site_whatever_its_list() {
    let world = World::start().await;
    only_the_shop(&world).await;
    let own = world.address.clone();
    let neighbour = own.replace("127.0.0.1", "localhost");

    for (origin, expected) in
        [(own.as_str(), 200), (SHOP, 200), (neighbour.as_str(), 403), ("https://evil.example", 403)]
    {
        assert_eq!(init_status(&world, origin).await, expected, "{origin}");
        assert_eq!(session_status(&world, origin).await, expected, "{origin}");
    }
    let mut visitor = world.visitor().acting().await;
    visitor.session(None).await;
    let (_, config) = visitor.get(&format!("/api/widget/panel?app_id={}", world.app_id)).await;
    assert_eq!(config["allowed_origins"], json!([SHOP, own]));
}

#[tokio::test]
async fn a_panel_on_our_own_page_has_a_socket_too() {
    let world = World::start().await;
    only_the_shop(&world).await;
    let visitor = world.visitor().acting().await;
    let mut hello = visitor.hello(None);
    hello["page"]["origin"] = json!(world.address);

    let headers = [("Origin", world.address.as_str())];
    let mut socket = crate::support::socket::Socket::open(&world.address, "/api/widget/ws", &headers).await.unwrap();
    socket.say(hello).await;

    assert_eq!(socket.next().await.unwrap()["type"], "ready");
}

#[tokio::test]
async fn a_site_is_seen_where_its_widget_starts_and_nowhere_else() {
    let world = World::start().await;
    only_the_shop(&world).await;

    for origin in ["https://evil.example", world.address.as_str()] {
        init_status(&world, origin).await;
        session_status(&world, origin).await;
    }
    assert_eq!(seen_on(&world.handles.sites), [""; 0]);

    session_status(&world, SHOP).await;
    assert_eq!(seen_on(&world.handles.sites), [SHOP]);
}

#[tokio::test]
async fn where_a_site_was_seen_is_written_down_and_read_again() {
    let (world, _) = pages_world::World::claimed().await;
    let mut writer = WriteSightings::new(world.sites.sightings.clone(), world.db.clone(), world.clock.clone());
    let start = async |origin: &str| {
        let mut browser = world.browser();
        let request = browser.request(Method::GET, &format!("/api/widget/init?app_id={}", world.app_id()));
        assert_eq!(browser.send(request.header("origin", origin)).await.status, 200);
    };
    let written = async || world.count("SELECT coalesce(sum(last_seen_at), 0) FROM site_sightings").await;
    let morning = world.clock.now().as_millis();

    start(SHOP).await;
    writer.run_once().await.unwrap();
    world.clock.advance(MINUTE - 1);
    start(SHOP).await;
    writer.run_once().await.unwrap();
    assert_eq!(written().await, morning, "once a minute at most");
    world.clock.advance(1);
    start(SHOP).await;
    start("https://other.example").await;
    writer.run_once().await.unwrap();
    assert_eq!(written().await, 2 * (morning + MINUTE));

    let again = sites::Sites::start(world.db.clone()).await.unwrap();
    assert_eq!(seen_on(&again), ["https://other.example", SHOP]);
}

#[tokio::test]
async fn anybody_may_read_what_the_widget_stores() {
    let world = World::start().await;

    let answer = reqwest::get(format!("{}/privacy.json", world.address)).await.unwrap();

    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["access-control-allow-origin"], "*");
    assert_eq!(answer.headers()["cache-control"], "public, max-age=3600");
    assert!(!answer.headers().contains_key("set-cookie"));
    let statement: Value = answer.json().await.unwrap();
    assert_eq!(statement["cookies"], json!([]));
    assert_eq!(statement["stored"][0]["name"], "deskbell:{app_id}");
    assert_eq!(statement["stored"][0]["place"], "host page");
}
