//! The pages somebody was on.

use deskbell::base::time::DAY;

use super::{Business, moves_to};
use crate::support::world::SHOP;

#[tokio::test]
async fn a_page_is_noted_when_it_changes_and_its_title_when_it_comes() {
    let business = Business::start().await;
    let contact = business.pushes("ana", serde_json::json!([{ "kind": "order", "reference": "1" }])).await;
    let visitor = business.verified("ana").await;

    for (url, title) in [("/a", None), ("/a", None), ("/a", Some("A")), ("/b", Some(" ")), ("/a", Some("A"))] {
        moves_to(&visitor, &format!("{SHOP}{url}"), title).await;
        business.world.clock.advance(1);
    }
    let mut panel = visitor.connect().await;
    visitor.says(&mut panel, None, "Hello").await;

    let pages = business.all_items(&contact, "kind=page").await;
    let titles: Vec<_> = pages.iter().map(|page| page["title"].as_str().unwrap().to_owned()).collect();
    // The panel's connection reports the cart again.
    assert_eq!(titles, ["Cart", "A", &format!("{SHOP}/b"), "A", "Cart"]);
}

#[tokio::test]
async fn of_each_browser_the_newest_hundred_pages_are_kept_and_none_for_long() {
    let business = Business::start().await;
    let db = business.world.handles.db.clone();
    let contact = business.pushes("ana", serde_json::json!([{ "kind": "order", "reference": "1" }])).await;
    let visitor = business.verified("ana").await;
    for index in 0..105 {
        moves_to(&visitor, &format!("{SHOP}/{index}"), None).await;
        if index % 20 == 0 {
            // Within what a browser may ask in a minute.
            business.world.clock.advance(60_000);
        }
    }

    let kept = business.all_items(&contact, "kind=page").await;
    business.world.clock.advance(91 * DAY);
    let forgotten = db.write(|tx| deskbell::visitors::trail::actions::forget_old(tx, 500)).await.unwrap();

    assert_eq!((kept.len(), kept[0]["title"].as_str().unwrap()), (100, format!("{SHOP}/104").as_str()));
    // The worker may have been quicker; it forgets the same.
    assert!(forgotten <= 100 && business.world.rows("page_views").await == 0);
}

#[tokio::test]
async fn the_pages_of_a_stranger_join_the_customer_it_proves_to_be() {
    let business = Business::start().await;
    let contact = business.pushes("ana", serde_json::json!([{ "kind": "order", "reference": "1" }])).await;
    let mut visitor = business.world.visitor().acting().await;
    moves_to(&visitor, &format!("{SHOP}/ferns"), Some("Ferns")).await;
    assert_eq!(business.all_items(&contact, "kind=page").await.len(), 0);

    visitor.session(Some(business.proof("ana"))).await;

    let titles: Vec<_> = business.all_items(&contact, "kind=page").await;
    let titles: Vec<_> = titles.iter().map(|page| page["title"].as_str().unwrap()).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    assert!(titles.contains(&"Ferns"));
}
