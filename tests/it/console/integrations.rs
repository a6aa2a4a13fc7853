use crate::support::pages_world::World;

#[tokio::test]
async fn chosen_events_go_to_the_data_layer() {
    let (world, mut ana) = World::claimed().await;

    let saved =
        ana.post("/console/integrations", &[("version", "1"), ("event", "message:sent"), ("event", "open")]).await;
    let late = ana.post("/console/integrations", &[("version", "1")]).await;
    let made_up = ana.post("/console/integrations", &[("version", "2"), ("event", "keypress")]).await;

    assert_eq!((saved.status, late.status, made_up.status), (303, 409, 422));
    assert_eq!(world.site().mirrored_events, ["open", "message:sent"]);
    let page = ana.get("/console/integrations").await;
    assert!(page.body.contains("value=\"message:sent\" checked"));
}

#[tokio::test]
async fn the_test_page_carries_the_real_widget() {
    let (world, mut ana) = World::claimed().await;

    let page = ana.get("/console/try").await;

    assert!(page.body.contains(&format!("<script src=\"/widget.js\" data-app-id=\"{}\" defer>", world.app_id())));
    assert!(page.header("content-security-policy").contains("frame-src 'self'"));
}
