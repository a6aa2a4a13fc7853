use crate::support::pages_world::World;

#[tokio::test]
async fn a_second_site_is_made_with_a_snippet_of_its_own() {
    let (world, mut ana) = World::claimed().await;

    let refused = ana.post("/console/sites", &[("name", "  ")]).await;
    let made = ana.post("/console/sites", &[("name", "Fern Outlet")]).await;

    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"name-error\""));
    let outlet = world.sites.all()[1].clone();
    assert_eq!((made.status, made.header("location")), (303, format!("/console/site?site={}", outlet.id).as_str()));
    assert!(ana.get(made.header("location")).await.body.contains("The site is made."));
    let install = ana.get(&format!("/console/install?site={}", outlet.id)).await;
    assert!(install.body.contains(&outlet.app_id) && !install.body.contains(&world.app_id()));
}

#[tokio::test]
async fn name_purpose_websites_and_parts_are_saved_together() {
    let (world, mut ana) = World::claimed().await;

    let saved = ana
        .post(
            "/console/site",
            &[
                ("version", "1"),
                ("name", "Fern & Daughters"),
                ("purpose", "sales"),
                ("allowed_origins", "https://fern.example"),
                ("part", "home"),
                ("part", "files"),
                ("ask_contact", "never"),
            ],
        )
        .await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    let site = world.site();
    let on: Vec<_> = site.features.switches().into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| name).collect();
    assert_eq!((site.name.as_str(), site.purpose.as_str()), ("Fern & Daughters", "sales"));
    assert_eq!(on, ["home", "files", "faces"], "faces belong to another page and stay");
    assert_eq!(site.features.ask_contact.as_str(), "never");
    let page = ana.get("/console/site").await;
    assert!(page.body.contains("Fern &#38; Daughters") && page.body.contains("https://fern.example</textarea>"));
    assert!(page.body.contains("Now: only the ones below."));
}

#[tokio::test]
async fn every_wrong_field_is_named_and_what_was_typed_stays() {
    let (world, mut ana) = World::claimed().await;
    let before = world.site();

    let refused = ana
        .post(
            "/console/site",
            &[("version", "1"), ("name", ""), ("purpose", "checkout"), ("allowed_origins", "*.fern.example")],
        )
        .await;

    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"name-error\"") && refused.body.contains("id=\"allowed_origins-error\""));
    assert!(refused.body.contains("*.fern.example</textarea>") && refused.body.contains("value=\"checkout\" checked"));
    assert_eq!(world.site(), before);
}

#[tokio::test]
async fn what_somebody_else_has_changed_meanwhile_is_not_overwritten() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/site", &[("version", "1"), ("name", "First")]).await;

    let late = ana.post("/console/site", &[("version", "1"), ("name", "Second")]).await;
    let without = ana.post("/console/site", &[("name", "Third")]).await;

    assert_eq!((late.status, without.status), (409, 409));
    assert!(late.body.contains("Somebody else has changed this site") && late.body.contains("value=\"Second\""));
    assert_eq!(world.site().name, "First");
}

#[tokio::test]
async fn a_site_is_switched_off_and_on() {
    let (world, mut ana) = World::claimed().await;

    let asked = ana.post("/console/site/switch", &[("active", "no")]).await;
    assert!(asked.body.contains("name=\"sure\" value=\"yes\"") && asked.body.contains("name=\"active\" value=\"no\""));
    assert!(world.site().is_active);
    ana.post("/console/site/switch", &[("active", "no"), ("sure", "yes")]).await;
    assert!(!world.site().is_active);
    let install = ana.get("/console/install").await;
    assert!(install.body.contains("This site is switched off"));
    ana.post("/console/site/switch", &[("active", "yes")]).await;

    assert!(world.site().is_active);
}
