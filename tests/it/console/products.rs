use deskbell::{
    base::{Actor, Scope, Scopes, ids::NewId, json},
    base::{Random, Timestamp, ids::ApiKeyId, time::MINUTE},
    products::{actions, reading::SentProducts},
};

use crate::support::pages_world::World;

async fn push(world: &World, products: serde_json::Value) {
    let body = serde_json::json!({"products": products}).to_string();
    let push = world.db.write(move |tx| {
        let mut wrong = json::Wrong::default();
        let tree = json::parse(body.as_bytes()).unwrap();
        let sent = <SentProducts as json::ReadJson>::read_json(tree, &json::Place::Top, &mut wrong);
        let Some(SentProducts(Ok(products))) = sent else { panic!("{body}") };
        let id = ApiKeyId::new(Timestamp::from_millis(0), &Random::seeded(1));
        actions::push(tx, &Actor::ApiKey { id, scopes: Scopes::new([Scope::Products]) }, products)
    });
    push.await.unwrap();
}

#[tokio::test]
async fn an_empty_catalogue_says_how_to_fill_it() {
    let (_world, mut ana) = World::claimed().await;

    let page = ana.get("/console/products").await;

    assert_eq!(page.status, 200);
    assert!(page.body.contains("There are no products yet") && page.body.contains("/docs#push_products"));
    assert!(page.body.contains("/v1/chat/ingest/products") && page.body.contains("wgk_YOUR_KEY"));
}

#[tokio::test]
async fn the_catalogue_tells_of_each_product_and_of_the_last_request() {
    let (world, mut ana) = World::claimed().await;
    let fern = serde_json::json!({
        "external_id": "sku1", "title": "Tree <b>fern</b>", "price": "49.9", "currency": "EUR", "description": "Grows\nslowly.",
        "url": "https://shop.example/fern", "image_url": "https://shop.example/fern.png",
    });
    push(&world, serde_json::json!([fern, {"external_id": "2", "title": "Moss", "available": false, "image_url": "http://shop.example/moss.png"}])).await;
    world.clock.advance(12 * MINUTE);

    let page = ana.get("/console/products").await.body;

    for expected in [
        "2 products",
        "Tree &#60;b&#62;fern",
        "<code>sku1</code>",
        "49.90 EUR",
        "Grows slowly.",
        "https://shop.example/fern\"",
        "src=\"https://shop.example/fern.png\" alt=\"\" data-initial=\"T\"",
        "referrerpolicy=\"no-referrer\"",
        "Not available",
        "2 new, 0 changed, 0 as they were",
        "2027-01-15T08:00:00.000Z",
    ] {
        assert!(page.contains(expected), "{expected}: {page}");
    }
    assert!(!page.contains("moss.png"), "a picture without HTTPS would not be shown");
    push(&world, serde_json::json!([fern])).await;
    assert!(ana.get("/console/products").await.body.contains("0 new, 0 changed, 1 as it was"));
}

#[tokio::test]
async fn a_long_catalogue_is_searched_and_paged() {
    let (world, mut ana) = World::claimed().await;
    let many: Vec<_> =
        (0..120).map(|n| serde_json::json!({"external_id": format!("s{n}"), "title": format!("Pot {n:03}")})).collect();
    push(&world, many.into()).await;

    let mut path = "/console/products".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = ana.get(&path).await;
        assert_eq!(page.status, 200);
        let titles =
            page.body.split("product__title\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
        seen.extend(titles);
        let Some(next) =
            page.body.split('"').find(|part| part.contains("?cursor=") && part.starts_with("/console/products"))
        else {
            break;
        };
        path = next.replace("&#38;", "&").replace("&amp;", "&");
    }
    let found = ana.get("/console/products?q=pot+11").await.body;
    let nothing = ana.get("/console/products?q=%22%3Cfern").await;
    let strange = ana.get("/console/products?q=pot&cursor=nonsense").await;

    let expected: Vec<_> = (0..120).map(|n| format!("Pot {n:03}")).collect();
    assert_eq!(seen, expected);
    assert!(!found.contains("Pot 011"), "the word begins with 11");
    assert!(nothing.status == 200 && nothing.body.contains("No product fits “&#34;&#60;fern”"), "{}", nothing.body);
    assert!(strange.status == 200 && strange.body.contains("Pot 000"));
}

#[tokio::test]
async fn only_administrators_see_the_page() {
    let (world, mut ana) = World::claimed().await;
    world.demote().await;

    assert_eq!(ana.get("/console/products").await.status, 403);
    assert_eq!(world.browser().get("/console/products").await.status, 303);
}
