use std::fs;

use deskbell::{base::Role, console::pages::places, db::Tx};

use crate::support::pages_world::World;

const PAGES: &[&str] = &[
    "/console/members",
    "/console/roles",
    "/console/audit",
    "/console/audit/download",
    "/console/workspace",
    "/console/teams",
    "/console/tags",
    "/console/macros",
    "/console/macros/new",
    "/console/sites",
    "/console/site",
    "/console/site/keys",
    "/console/launcher",
    "/console/preview",
    "/console/pages",
    "/console/hours",
    "/console/install",
    "/console/integrations",
    "/console/developers",
    "/console/products",
    "/console/customer-data",
    "/console/customer-data/export",
    "/console/try",
];

const FORMS: &[&str] = &[
    "/console/members/invite",
    "/console/members/invitations/inv_01JZZZZZZZZZZZZZZZZZZZZZZZ/revoke",
    "/console/members/agt_01JZZZZZZZZZZZZZZZZZZZZZZZ/role",
    "/console/members/agt_01JZZZZZZZZZZZZZZZZZZZZZZZ/deactivate",
    "/console/workspace",
    "/console/teams",
    "/console/teams/tem_01JZZZZZZZZZZZZZZZZZZZZZZZ",
    "/console/teams/tem_01JZZZZZZZZZZZZZZZZZZZZZZZ/delete",
    "/console/tags",
    "/console/tags/tag_01JZZZZZZZZZZZZZZZZZZZZZZZ",
    "/console/tags/tag_01JZZZZZZZZZZZZZZZZZZZZZZZ/merge",
    "/console/tags/tag_01JZZZZZZZZZZZZZZZZZZZZZZZ/delete",
    "/console/replies/examples",
    "/console/macros",
    "/console/macros/examples",
    "/console/macros/mac_01JZZZZZZZZZZZZZZZZZZZZZZZ",
    "/console/macros/mac_01JZZZZZZZZZZZZZZZZZZZZZZZ/delete",
    "/console/sites",
    "/console/site",
    "/console/site/switch",
    "/console/site/keys",
    "/console/site/keys/3f2b6c1e-8a4d-4c9e-9b1a-7d5e2f604c11/revoke",
    "/console/launcher",
    "/console/launcher/preview",
    "/console/pages",
    "/console/hours",
    "/console/install/check",
    "/console/integrations",
    "/console/install/identity-secret",
    "/console/install/identity/rotate",
    "/console/install/identity/end-former",
    "/console/install/identity/settings",
    "/console/install/identity/test",
    "/console/developers/keys",
    "/console/developers/keys/key_01JZZZZZZZZZZZZZZZZZZZZZZZ",
    "/console/developers/keys/key_01JZZZZZZZZZZZZZZZZZZZZZZZ/revoke",
    "/console/customer-data/kinds",
    "/console/customer-data/context",
    "/console/customer-data/import/imp_01JZZZZZZZZZZZZZZZZZZZZZZZ",
];

#[tokio::test]
async fn an_administrator_sees_every_page_and_somebody_who_only_answers_none() {
    let (world, mut ana) = World::claimed().await;
    for page in PAGES.iter().copied() {
        assert_eq!(ana.get(page).await.status, 200, "{page}");
    }

    world.demote().await;

    for page in PAGES.iter().copied() {
        assert_eq!(ana.get(page).await.status, 403, "{page}");
    }
    let before = world.site();
    for form in FORMS.iter().copied() {
        assert_eq!(ana.post(form, &[("version", "1"), ("name", "Other")]).await.status, 403, "{form}");
    }
    assert_eq!((world.site(), world.sites.all().len()), (before, 1));
    let inbox = ana.get("/inbox").await.body;
    assert_eq!(inbox.matches("/console/").count(), 1, "{inbox}");
    assert!(inbox.contains("href=\"/console/replies\""), "their own saved replies: {inbox}");
}

#[tokio::test]
async fn the_palette_leads_everybody_to_what_they_may_open_and_nobody_to_a_refusal() {
    let listed =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/inbox/state/palette/settings_pages.ts"));
    let listed = listed.unwrap();
    let pages: Vec<_> = listed.lines().filter_map(|line| line.trim().strip_prefix("page(\"")).collect();
    assert_eq!(pages.len(), places::entries().count(), "{pages:?}");
    let (world, mut ana) = World::claimed().await;

    for role in Role::ALL {
        let word = role.as_str();
        let set = move |tx: &mut Tx<'_>| Ok(tx.execute("UPDATE agents SET role = ?1", [word])?);
        world.db.write(set).await.unwrap();
        for page in &pages {
            let mut words = page.split('"').step_by(2);
            let address = format!("/console/{}", words.next().unwrap().replace('_', "-"));
            let needs = words.next().unwrap_or("manage");
            let entry = places::entries().find(|entry| entry.href == address).unwrap();
            assert_eq!(entry.needs.as_str(), needs, "{address} in the palette");
            let is_offered = role.permissions().any(|permission| permission.as_str() == needs);

            let status = ana.get(&address).await.status;

            assert_eq!(status, if is_offered { 200 } else { 403 }, "{address} as {word}, which needs {needs}");
        }
    }
}

#[tokio::test]
async fn nobody_signed_in_is_led_to_the_sign_in_page() {
    let (world, _) = World::claimed().await;
    let mut bo = world.browser();

    for page in PAGES.iter().copied() {
        let answer = bo.get(page).await;

        assert_eq!((answer.status, answer.header("location").starts_with("/sign-in")), (303, true), "{page}");
    }
}

#[tokio::test]
async fn forms_of_other_websites_are_refused() {
    let (world, mut ana) = World::claimed().await;
    let before = world.site();

    for form in FORMS.iter().copied() {
        let fields = [("version", "1"), ("name", "Other"), ("address", "http://127.0.0.1/")];
        let answer = ana.post_with(form, &fields, &[("sec-fetch-site", "cross-site")]).await;

        assert_eq!(answer.status, 403, "{form}");
    }
    assert_eq!((world.site(), world.sites.all().len()), (before, 1));
}

#[tokio::test]
async fn a_page_about_a_site_that_is_not_there_says_so() {
    let (_world, mut ana) = World::claimed().await;

    for site in ["sit_0", "nonsense", "sit_01JZZZZZZZZZZZZZZZZZZZZZZZ"] {
        assert_eq!(ana.get(&format!("/console/launcher?site={site}")).await.status, 404, "{site}");
    }
}

#[tokio::test]
async fn with_several_sites_pages_keep_to_the_chosen_one() {
    let (world, mut ana) = World::claimed().await;
    assert!(!ana.get("/console/launcher").await.body.contains("id=\"site-choice\""));
    ana.post("/console/sites", &[("name", "Fern Outlet")]).await;
    let outlet = world.sites.all()[1].id;

    let page = ana.get(&format!("/console/hours?site={outlet}")).await;

    assert!(page.body.contains(&format!("value=\"{outlet}\" selected>Fern Outlet")), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"/console/launcher?site={outlet}\"")));
    assert!(page.body.contains(&format!("action=\"/console/hours?site={outlet}\"")));
}
