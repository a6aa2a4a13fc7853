use deskbell::{
    base::Actor,
    sites::{self, Locale, Origin, Section, Texts, TextsByLocale},
};
use serde_json::{Value, json};

use crate::support::{pages_world::World as Pages, world::World};

fn config(body: &str) -> Value {
    let (_, rest) = body.split_once("id=\"deskbell-config\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[tokio::test]
async fn the_panel_says_who_may_frame_it() {
    let (world, _) = Pages::claimed().await;
    let path = format!("/w/{}", world.app_id());
    let id = world.sites.all()[0].id;

    let open = world.browser().get(&path).await;
    let origins = [Origin::parse("https://shop.example").unwrap(), Origin::parse("http://localhost:3000").unwrap()];
    world.db.write(move |tx| sites::actions::allow_origins(tx, &Actor::System, id, &origins)).await.unwrap();
    world.sites.refresh().await.unwrap();
    let closed = world.browser().get(&path).await;

    let host = world.address.trim_start_matches("http://");
    assert_eq!(open.status, 200);
    assert!(!open.header("content-security-policy").contains("frame-ancestors"));
    assert!(open.header("content-security-policy").contains(&format!("connect-src 'self' ws://{host};")));
    assert!(
        closed
            .header("content-security-policy")
            .ends_with("; frame-ancestors 'self' https://shop.example http://localhost:3000")
    );
    assert_eq!(
        config(&closed.body)["allowed_origins"],
        serde_json::json!(["https://shop.example", "http://localhost:3000", world.address])
    );
    assert!(
        closed.body.contains("<div id=\"deskbell-panel\"></div>") && closed.body.contains("src=\"/assets/panel.js\"")
    );
}

#[tokio::test]
async fn a_hostile_brand_stays_text() {
    let (world, _) = Pages::claimed().await;
    let id = world.sites.all()[0].id;
    let name = "</script><script>alert(1)</script>";
    let texts = Texts { greeting: Some("<!--\u{2028}<script>".to_owned()), ..Texts::default() };
    let sections = [Section::Name(name.to_owned()), Section::Texts(TextsByLocale::from([(Locale::English, texts)]))];

    world.db.write(move |tx| sites::actions::change(tx, &Actor::System, id, sections)).await.unwrap();
    world.sites.refresh().await.unwrap();
    let panel = world.browser().get(&format!("/w/{}", world.app_id())).await;

    assert!(!panel.body.contains("<script>alert") && !panel.body.contains("<!--"), "{}", panel.body);
    assert_eq!(config(&panel.body)["brand"]["name"], name);
    assert_eq!(config(&panel.body)["texts"]["en"]["greeting"], "<!--\u{2028}<script>");
}

#[tokio::test]
async fn the_panel_says_what_may_be_uploaded_as_this_server_takes_it() {
    let world = World::start_with(&[("DESKBELL_STORAGE_MAX_FILE_MIB", "3")]).await;
    let path = format!("/api/widget/panel?app_id={}", world.app_id);

    let asked = world.visitor().get(&path).await.1;
    let document = reqwest::get(format!("{}/w/{}", world.address, world.app_id)).await.unwrap().text().await.unwrap();

    let uploads = &asked["uploads"];
    assert_eq!((&uploads["max_bytes"], &uploads["max_files"]), (&json!(3 << 20), &json!(10)));
    let endings = uploads["endings"].as_array().unwrap();
    assert!(endings.contains(&json!(".pdf")) && endings.contains(&json!(".jpeg")) && !endings.contains(&json!(".svg")));
    assert_eq!(config(&document)["uploads"], *uploads);
}

#[tokio::test]
async fn an_unknown_panel_is_empty() {
    let (world, _) = Pages::claimed().await;

    let panel = world.browser().get("/w/icw_000000000000000000000000").await;

    assert_eq!((panel.status, panel.body.as_str()), (403, ""));
}
