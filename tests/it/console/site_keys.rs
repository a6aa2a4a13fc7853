use crate::support::pages_world::World;

#[tokio::test]
async fn a_site_key_is_made_listed_and_revoked() {
    let (world, mut ana) = World::claimed().await;

    let made =
        ana.post("/console/site/keys", &[("name", "Partner"), ("allowed_origins", "https://partner.example")]).await;
    let page = ana.get("/console/site/keys").await;
    let key = world.sites.keys()[0].clone();
    let revoke = format!("/console/site/keys/{}/revoke", key.id);
    let asked = ana.post(&revoke, &[]).await;
    assert!(
        asked.body.contains("Revoke “Partner”?") && asked.body.contains("name=\"sure\" value=\"yes\""),
        "{}",
        asked.body
    );
    assert_eq!(world.sites.keys().len(), 1);
    let revoked = ana.post(&revoke, &[("sure", "yes")]).await;

    assert_eq!((made.status, revoked.status), (303, 303));
    assert!(
        page.body.contains(&format!("data-key=&#34;{}.", key.id))
            || page.body.contains(&format!("data-key=\"{}.", key.id)),
        "{}",
        page.body
    );
    assert!(page.body.contains("Partner") && page.body.contains("https://partner.example"));
    assert!(world.sites.keys().is_empty());
    assert_eq!(ana.post("/console/site/keys/nothing/revoke", &[]).await.status, 404);
}

#[tokio::test]
async fn a_key_without_a_name_or_beyond_the_site_is_refused_where_it_is_wrong() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/site", &[("version", "1"), ("name", "Fern"), ("allowed_origins", "https://fern.example")]).await;

    let refused = ana.post("/console/site/keys", &[("name", ""), ("allowed_origins", "https://other.example")]).await;

    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"name-error\"") && refused.body.contains("id=\"allowed_origins-error\""));
    assert!(refused.body.contains("https://other.example</textarea>"));
    assert!(world.sites.keys().is_empty());
}
