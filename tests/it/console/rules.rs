use crate::support::pages_world::World;

#[tokio::test]
async fn rules_are_added_moved_and_removed_by_buttons_and_saved_at_last() {
    let (world, mut ana) = World::claimed().await;

    let added = ana.post("/console/pages", &[("version", "1"), ("do", "add")]).await;
    assert!(added.status == 200 && added.body.contains("name=\"rule_0_do\"") && added.body.contains("not saved yet"));
    let two = [
        ("version", "1"),
        ("rule_0_do", "hide"),
        ("rule_0_path", "/checkout"),
        ("rule_1_do", "sales"),
        ("rule_1_path", "/pricing"),
    ];
    let moved = ana.post("/console/pages", &[&two[..], &[("do", "up-1")]].concat()).await;
    let first = moved.body.find("value=\"/pricing\"").unwrap();
    assert!(first < moved.body.find("value=\"/checkout\"").unwrap());
    let removed = ana.post("/console/pages", &[&two[..], &[("do", "remove-0")]].concat()).await;
    assert!(!removed.body.contains("value=\"/checkout\""));
    assert!(world.site().page_rules.is_empty(), "nothing is saved by moving");

    let saved = ana.post("/console/pages", &two).await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    let rules = &world.site().page_rules;
    assert_eq!(rules.iter().map(|rule| rule.path.as_deref().unwrap()).collect::<Vec<_>>(), ["/checkout", "/pricing"]);
    assert!(ana.get("/console/pages").await.body.contains("value=\"/pricing\""));
}

#[tokio::test]
async fn a_wrong_rule_is_named_at_its_field_and_nothing_is_lost() {
    let (world, mut ana) = World::claimed().await;

    let refused = ana
        .post(
            "/console/pages",
            &[
                ("version", "1"),
                ("rule_0_do", "hide"),
                ("rule_0_path", "checkout"),
                ("rule_1_do", "show"),
                ("rule_1_language", "de AT"),
            ],
        )
        .await;

    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("id=\"rule_0_path-error\"") && refused.body.contains("id=\"rule_1_language-error\""));
    assert!(refused.body.contains("value=\"checkout\"") && refused.body.contains("value=\"de AT\""));
    assert!(world.site().page_rules.is_empty());
}

#[tokio::test]
async fn a_stale_list_is_refused_even_after_its_buttons_were_pressed() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/site", &[("version", "1"), ("name", "Fern")]).await;

    let added = ana.post("/console/pages", &[("version", "1"), ("do", "add")]).await;
    assert!(added.body.contains("name=\"version\" value=\"1\""));
    let late = ana.post("/console/pages", &[("version", "1"), ("rule_0_do", "hide")]).await;

    assert_eq!(late.status, 409);
    assert!(world.site().page_rules.is_empty());
}

#[tokio::test]
async fn an_address_is_tried_with_the_rules_as_they_stand_in_the_form() {
    let (_world, mut ana) = World::claimed().await;
    let rules = [
        ("version", "1"),
        ("rule_0_do", "hide"),
        ("rule_0_path", "/checkout*"),
        ("rule_1_do", "sales"),
        ("rule_1_path", "/pricing"),
        ("rule_1_signed_in", "no"),
        ("do", "try"),
    ];
    let mut tries = async |address: &'static str, signed_in: &'static str| {
        let probe = [("try_address", address), ("try_signed_in", signed_in)];
        ana.post("/console/pages", &[&rules[..], &probe].concat()).await.body
    };

    let hidden = tries("https://shop.example/checkout/2?x=1", "no").await;
    let sales = tries("/pricing", "no").await;
    let known = tries("/pricing", "yes").await;
    let nothing = tries("", "no").await;

    assert!(hidden.contains("The launcher does not show") && hidden.contains("Rule 1 decides."));
    assert!(sales.contains("The launcher shows<") && sales.contains("Purpose: Sales, by rule 2."));
    assert!(known.contains("No rule about the launcher fits") && known.contains("Purpose: Support, that of the site."));
    assert!(nothing.contains("This is no address"));
    assert!(hidden.contains("value=\"https://shop.example/checkout/2?x=1\""));
}
