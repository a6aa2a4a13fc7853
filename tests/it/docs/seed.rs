//! The examples that such APIs are documented with elsewhere, word for word but for host and key: who comes from there
//! changes nothing else.

use super::shop::Shop;

const IDENTIFY: &str = r#"curl https://api.wedget.app/v1/chat/ingest/identify \
  -H "Authorization: Bearer wgk_YOUR_KEY" \
  -H "Content-Type: application/json" \
  -d '{
    "external_id": "cust_42",
    "name": "Jordan Lee",
    "email": "jordan@example.com",
    "username": "jlee",
    "avatar_url": "https://cdn.you.com/u/42.png",
    "phone": "+44 7700 900123",
    "address": "12 King St, London",
    "attributes": { "vip_tier": "Gold", "lifetime_spend": "2480" }
  }'"#;

const RECORDS: &str = "await fetch('https://api.wedget.app/v1/chat/ingest/records', {
  method: 'POST',
  headers: { Authorization: 'Bearer wgk_YOUR_KEY', 'Content-Type': 'application/json' },
  body: JSON.stringify({
    external_id: 'cust_42',
    records: [
      { kind: 'deposit', reference: 'DEP-77', amount: 50, currency: 'USD', status: 'completed' },
      { kind: 'withdrawal', reference: 'WD-9', amount: 20, currency: 'USD', status: 'pending' }
    ]
  })
});";

const PRODUCTS: &str = r#"curl https://api.wedget.app/v1/chat/ingest/products \
  -H "Authorization: Bearer wgk_YOUR_KEY" -H "Content-Type: application/json" \
  -d '{ "products": [
    { "external_id": "sku1", "title": "Pro Plan", "price": 199, "currency": "USD",
      "url": "https://you.com/pro", "image_url": "https://you.com/pro.png" }
  ] }'"#;

async fn run(shop: &Shop, language: &str, code: &str) {
    let code = code.replace("https://api.wedget.app", &shop.world.address);
    let ran = shop.run(language, &code).await;
    assert!(ran.ok && !ran.printed.contains("/docs/problems/"), "{code}\n{}", ran.printed);
}

#[tokio::test]
async fn the_official_examples_of_customers_and_records_run_with_only_host_and_key_changed() {
    let shop = Shop::open().await;

    run(&shop, "curl", IDENTIFY).await;
    run(&shop, "Node", RECORDS).await;
    let stored = shop.stored().await;

    for words in [
        "name=\"Jordan Lee\" email=\"jordan@example.com\" username=\"jlee\" phone=\"+44 7700 900123\"",
        r#"attributes="{\"lifetime_spend\":\"2480\",\"vip_tier\":\"Gold\"}""#,
        "contact_id=cust_42 kind=\"deposit\" reference=\"DEP-77\" title=\"NULL\" amount_minor=\"5000\" currency=\"USD\" status=\"completed\"",
        "contact_id=cust_42 kind=\"withdrawal\" reference=\"WD-9\" title=\"NULL\" amount_minor=\"2000\" currency=\"USD\" status=\"pending\"",
    ] {
        assert!(stored.contains(words), "{words}\n{stored}");
    }
}

#[tokio::test]
async fn the_official_example_of_products_runs_with_only_host_and_key_changed() {
    let shop = Shop::open().await;

    run(&shop, "curl", PRODUCTS).await;
    let stored = shop.stored().await;

    let product = "external_id=\"sku1\" title=\"Pro Plan\" price_minor=\"19900\" currency=\"USD\" url=\"https://you.com/pro\" image_url=\"https://you.com/pro.png\"";
    assert!(stored.contains(product), "{stored}");
}
