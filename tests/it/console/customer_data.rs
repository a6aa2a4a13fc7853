use crate::support::pages_world::World;

#[tokio::test]
async fn kinds_that_customers_do_not_see_are_kept() {
    let (world, mut ana) = World::claimed().await;
    let page = ana.get("/console/customer-data").await;
    assert!(page.status == 200 && page.body.matches("name=\"kind\"").count() == 5, "{}", page.body);
    assert_eq!(page.body.matches(" checked><span class=\"choice__label\">").count(), 5);

    let saved = ana.post("/console/customer-data/kinds", &[("kind", "order"), ("kind", "payment")]).await;

    assert_eq!((saved.status, saved.header("location")), (303, "/console/customer-data"));
    let hidden = "SELECT count(*) FROM workspace WHERE hidden_kinds = '[\"deposit\",\"withdrawal\",\"custom\"]'";
    assert_eq!(world.count(hidden).await, 1);
    let page = ana.get("/console/customer-data").await.body;
    assert!(page.contains("Saved. Customers see it"), "{page}");
    assert_eq!(page.matches(" checked><span class=\"choice__label\">").count(), 2);
}

#[tokio::test]
async fn names_of_a_context_are_added_and_removed_by_buttons_and_saved_at_last() {
    let (world, mut ana) = World::claimed().await;
    let path = "/console/customer-data/context";

    let added = ana.post(path, &[("version", "1"), ("do", "add")]).await;
    assert!(added.status == 200 && added.body.contains("name=\"name_0\"") && added.body.contains("not saved yet"));
    let two =
        [("version", "1"), ("name_0", "plan"), ("for_0", "agents"), ("for_0", "bots"), ("name_1", "basket.total")];
    let removed = ana.post(path, &[&two[..], &[("do", "remove-0")]].concat()).await;
    assert!(removed.body.contains("value=\"basket.total\"") && !removed.body.contains("value=\"plan\""));
    assert!(world.site().context_fields.is_empty(), "nothing is saved by removing");
    let saved = ana.post(path, &two).await;
    let stale = ana.post(path, &[("version", "1"), ("name_0", "late")]).await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    let site = world.site();
    let kept: Vec<_> = site
        .context_fields
        .iter()
        .map(|field| (field.name.as_str(), field.for_agents, field.for_bots, field.for_assistant))
        .collect();
    assert_eq!(kept, [("plan", true, true, false), ("basket.total", false, false, false)]);
    assert!(stale.status == 409 && stale.body.contains("value=\"late\"") && stale.body.contains("Somebody else"));
    assert!(ana.get("/console/customer-data").await.body.contains("value=\"basket.total\""));
}

#[tokio::test]
async fn a_wrong_name_is_told_beside_its_field_and_nothing_is_lost() {
    let (world, mut ana) = World::claimed().await;

    let form = [("version", "1"), ("name_0", "the plan"), ("name_1", "ok"), ("name_2", "ok"), ("for_2", "assistant")];
    let refused = ana.post("/console/customer-data/context", &form).await;

    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"name_0-error\"") && refused.body.contains("id=\"name_2-error\""));
    assert!(refused.body.contains("value=\"the plan\"") && !refused.body.contains("id=\"name_1-error\""));
    assert!(world.site().context_fields.is_empty());
}

#[tokio::test]
async fn only_administrators_see_and_change_it() {
    let (world, mut ana) = World::claimed().await;
    world.demote().await;

    for path in ["/console/customer-data", "/console/customer-data/export"] {
        assert_eq!(ana.get(path).await.status, 403, "{path}");
        assert_eq!(world.browser().get(path).await.status, 303, "{path}");
    }
    assert_eq!(ana.post("/console/customer-data/kinds", &[]).await.status, 403);
    assert_eq!(ana.post("/console/customer-data/context", &[]).await.status, 403);
    assert_eq!(ana.upload("/console/customer-data/import", &[], ("table", b"id\n1\n")).await.status, 403);
}
