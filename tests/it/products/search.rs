//! Finding a product while a customer waits.

use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::{key, push};
use crate::support::{agent::Agent, world::World};

async fn titles(agent: &Agent, query: &str) -> Vec<String> {
    let (status, page) = agent.get(&format!("/api/inbox/products?{query}")).await;
    assert_eq!(status, 200, "{query}: {page}");
    let products = page["products"].as_array().unwrap();
    products.iter().map(|product| product["title"].as_str().unwrap().to_owned()).collect()
}

fn q(text: &str) -> String {
    format!("q={}", url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>())
}

async fn shop() -> (World, Agent, String) {
    let world = World::start().await;
    let key = key(&world).await;
    push(
        &world,
        &key,
        json!([
            {"external_id": "SKU-12", "title": "Tree fern", "price": "199.90", "currency": "USD", "description": "Slow."},
            {"external_id": "SKU-13", "title": "Übertopf für Farne", "description": "A pot; fits every tree fern we sell, and moss."},
            {"external_id": "moss", "title": "Moss", "available": false},
            {"external_id": "4", "title": "bonsai"},
        ]),
    )
    .await;
    let agent = world.agent().await;
    (world, agent, key)
}

#[tokio::test]
async fn products_are_found_by_the_beginnings_of_their_words() {
    let (_world, agent, _) = shop().await;

    assert_eq!(titles(&agent, "").await, ["bonsai", "Moss", "Tree fern", "Übertopf für Farne"]);
    assert_eq!(titles(&agent, &q("fern")).await, ["Tree fern", "Übertopf für Farne"], "the title weighs more");
    assert_eq!(titles(&agent, &q("TREE Fe")).await, ["Tree fern", "Übertopf für Farne"]);
    assert_eq!(titles(&agent, &q("uberto")).await, ["Übertopf für Farne"]);
    assert_eq!(titles(&agent, &q("U\u{308}bertopf fu\u{308}r")).await, ["Übertopf für Farne"], "accents typed apart");
    assert_eq!(titles(&agent, &q("sku-12")).await, ["Tree fern"]);
    assert_eq!(titles(&agent, &q("moss")).await, ["Moss", "Übertopf für Farne"]);
    assert_eq!(titles(&agent, &q("fern cactus")).await, [""; 0], "each word must fit");
    let (_, page) = agent.get("/api/inbox/products?q=tree&limit=1").await;
    let fern = &page["products"][0];
    assert_eq!(
        (&fern["price"], &fern["currency"], &fern["is_available"]),
        (&json!("199.90"), &json!("USD"), &json!(true))
    );
}

#[tokio::test]
async fn the_words_follow_every_change() {
    let (world, agent, key) = shop().await;

    push(
        &world,
        &key,
        json!([
            {"external_id": "SKU-12", "title": "Palm", "description": null},
            {"external_id": "4", "title": "bonsai", "price": 3},
        ]),
    )
    .await;
    let address = format!("{}/v1/chat/ingest/products?external_id=moss", world.address);
    let gone = Client::new().delete(address).bearer_auth(&key).send().await.unwrap();

    assert_eq!(gone.status(), 200);
    assert_eq!(titles(&agent, &q("palm")).await, ["Palm"]);
    assert_eq!(titles(&agent, &q("slow")).await, [""; 0]);
    assert_eq!(titles(&agent, &q("moss")).await, ["Übertopf für Farne"]);
    assert_eq!(titles(&agent, &q("bonsai")).await, ["bonsai"]);
    let check = world.handles.db.write(|tx| {
        Ok(tx.execute("INSERT INTO product_words (product_words, rank) VALUES ('integrity-check', 1)", [])?)
    });
    check.await.expect("the index holds exactly the words of the products");
}

#[tokio::test]
async fn what_means_something_to_the_index_is_only_text_here() {
    let (_world, agent, _) = shop().await;

    for typed in [
        "\"",
        "\"\"",
        "*",
        "fern*",
        "NEAR(",
        "NEAR(tree fern, 1)",
        "^fern",
        "tree AND",
        "OR",
        "NOT fern",
        "title:fern",
        "{title}:x",
        "- fern",
        "(",
        ")",
        "+",
        "\0",
        "a\0b",
        "🌿",
        "👩‍🌾 fern",
        "'; DROP TABLE products; --",
        "Ⓐ",
        "ा",
        "\u{301}",
        "e\u{301}",
        "\u{feff}",
        "%",
        "_",
        "\\",
        "𝔘",
        "ﬁ",
    ] {
        titles(&agent, &q(typed)).await;
    }
    assert_eq!(titles(&agent, &q("\"fern\" *")).await.len(), 2);
    assert_eq!(titles(&agent, &q("🌿")).await, [""; 0]);
    assert_eq!(titles(&agent, &q(&"fern ".repeat(2_000))).await.len(), 2);
    assert_eq!(titles(&agent, "q=%ff%fe").await.len(), 0);
}

#[tokio::test]
async fn a_long_list_is_read_in_parts_without_a_gap() {
    let (world, agent, key) = shop().await;
    let many: Vec<_> = (0..230)
        .map(|n| json!({"external_id": format!("p{n}"), "title": if n % 7 == 0 { "Same pot".to_owned() } else { format!("Pot {n}") }}))
        .collect();
    push(&world, &key, many.into()).await;

    for query in ["limit=50", "limit=50&q=pot"] {
        let mut ids = Vec::new();
        let mut cursor = String::new();
        loop {
            let (status, page) = agent.get(&format!("/api/inbox/products?{query}{cursor}")).await;
            assert_eq!(status, 200, "{page}");
            ids.extend(page["products"].as_array().unwrap().iter().map(|product| product["id"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let unique: std::collections::BTreeSet<_> = ids.iter().map(Value::to_string).collect();
        assert_eq!(ids.len(), unique.len(), "{query}");
        assert_eq!(ids.len(), if query.contains("q=") { 231 } else { 234 }, "{query}");
    }
    for wrong in ["cursor=x", "cursor=t.1.zz", "cursor=r.1.0&q=", "cursor=t.1.41&q=pot", "limit=0", "limit=101"] {
        assert_eq!(agent.get(&format!("/api/inbox/products?{wrong}")).await.0, 422, "{wrong}");
    }
}

#[tokio::test]
async fn what_is_found_can_be_sent_as_a_card() {
    let (world, agent, key) = shop().await;
    let words = |count: usize| "word ".repeat(count).trim().to_owned();
    push(&world, &key, json!([{
        "external_id": "long", "title": format!("Long {}", words(39)), "description": words(999), "price": "1.50", "currency": "EUR",
        "url": "https://shop.example/long", "image_url": "https://shop.example/long.png",
    }, {"external_id": "full", "title": format!("Full {}", "x".repeat(115)), "description": format!("{} {}", "y".repeat(499), "z z")}]))
    .await;
    let visitor = world.visitor().acting().await;
    let (mut panel, mut inbox) = (visitor.connect().await, agent.connect().await);
    let ack = visitor.says(&mut panel, None, "Which one?").await;
    inbox.next_of("message").await;

    let (_, page) = agent.get("/api/inbox/products?limit=100").await;
    let cards = page["products"].as_array().unwrap().iter().map(|product| {
        let mut card = product.clone();
        card.as_object_mut()
            .unwrap()
            .retain(|name, value| !["id", "external_id"].contains(&name.as_str()) && !value.is_null());
        card
    });
    let content = json!({"type": "products", "products": cards.collect::<Vec<_>>()});
    let conversation = ack["conversation_id"].clone();
    inbox
        .say(json!({"type": "message.post", "client_id": "c1", "conversation_id": conversation, "body": "", "content": content}))
        .await;

    let ack = inbox.next_of("ack").await;
    assert_eq!(ack["client_id"], "c1", "{ack}");
    let long = page["products"].as_array().unwrap().iter().find(|product| product["external_id"] == "long").unwrap();
    let title = long["title"].as_str().unwrap();
    assert!(title.ends_with("word…") && title.chars().count() <= 120, "{title}");
}

#[tokio::test]
async fn only_who_is_signed_in_sees_the_catalogue() {
    let (world, agent, _) = shop().await;

    let stranger = Client::new().get(format!("{}/api/inbox/products", world.address)).header("Origin", &world.address);

    assert_eq!(stranger.send().await.unwrap().status(), 401);
    assert_eq!(agent.call(Method::GET, "/api/inbox/products", None).await.status(), 200);
}
