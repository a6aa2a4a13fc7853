//! Where a visitor is: what its browser says, and what of it is kept.

use reqwest::Method;
use serde_json::json;

use super::{card, contact_of};
use crate::{
    customers::Business,
    support::{visitor::Visitor, world::SHOP},
};

async fn reports(visitor: &Visitor, extra: serde_json::Value) -> u16 {
    let mut page = json!({ "origin": SHOP, "url": format!("{SHOP}/sale"), "title": "Sale" });
    page.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    let body = json!({ "app_id": visitor.app_id, "page": page });
    visitor.call(Method::POST, "/api/widget/session", Some(body)).await.status().as_u16()
}

#[tokio::test]
async fn agents_see_language_zone_device_and_recent_pages() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let visitor = business.world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let conversation = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();
    let contact = contact_of(&agent, &conversation).await;
    let before = card(&agent, &contact).await;

    let status = reports(&visitor, json!({ "locale": "de-AT", "time_zone": "Europe/Vienna", "device": "phone" })).await;
    let after = card(&agent, &contact).await;
    business.world.clock.advance(700_000);
    reports(&visitor, json!({})).await;
    // The very same page says no less when it tells more.
    reports(&visitor, json!({ "time_zone": "Europe/Berlin" })).await;

    assert_eq!((&before["locale"], &before["device"]), (&json!(null), &json!(null)));
    assert_eq!(status, 200);
    let said = ["locale", "time_zone", "device"].map(|name| after[name].as_str().unwrap_or_default().to_owned());
    assert_eq!(said, ["de-AT", "Europe/Vienna", "phone"]);
    let pages: Vec<_> =
        after["recent_pages"].as_array().unwrap().iter().map(|page| page["title"].as_str().unwrap()).collect();
    assert_eq!(pages, ["Sale", "Cart"]);
    let moved = card(&agent, &contact).await;
    assert_eq!(
        (&moved["locale"], &moved["time_zone"]),
        (&json!("de-AT"), &json!("Europe/Berlin")),
        "what is not said again stays"
    );
}

#[tokio::test]
async fn what_cannot_be_a_language_a_zone_or_a_device_is_not_kept() {
    let business = Business::start().await;
    let agent = business.world.agent().await;
    let visitor = business.world.visitor().acting().await;
    let mut panel = visitor.connect().await;
    let conversation = visitor.says(&mut panel, None, "Hello").await["conversation_id"].as_str().unwrap().to_owned();

    let odd = json!({ "locale": "<script>", "time_zone": "Europe/Vienna\"'", "device": "toaster" });
    assert_eq!(reports(&visitor, odd).await, 200, "a page must not fail for it");

    let contact = contact_of(&agent, &conversation).await;
    let card = card(&agent, &contact).await;
    assert_eq!([&card["locale"], &card["time_zone"], &card["device"]], [&json!(null); 3]);
}
