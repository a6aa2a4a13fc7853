use deskbell::{
    base::{
        Actor, Random, Timestamp,
        ids::{NewId, SiteId},
    },
    jobs::Worker,
    settings::Settings,
    sites::{self, Sites},
};

use crate::support::pages_world::World;

#[tokio::test]
async fn what_is_held_in_memory_follows_the_log() {
    let world = World::fresh().await;
    let (mut sites, mut settings) =
        (Sites::start(world.db.clone()).await.unwrap(), Settings::start(world.db.clone()).await.unwrap());
    let other_hand = sites.clone();

    world.browser().set_up(&world.setup_path).await;
    assert!(settings.current().is_none() && other_hand.all().is_empty());
    sites.run_once().await.unwrap();
    settings.run_once().await.unwrap();

    assert_eq!(settings.current().unwrap().name, "Fern & Co");
    let site = other_hand.all()[0].clone();
    assert_eq!(other_hand.by_app_id(&site.app_id).unwrap().id, site.id);
    assert_eq!(other_hand.by_id(site.id).unwrap().app_id, site.app_id);
    assert!(other_hand.by_id(SiteId::new(Timestamp::from_millis(0), &Random::seeded(1))).is_none());

    world.db.write(|tx| sites::actions::create(tx, &Actor::System, "Second brand")).await.unwrap();
    sites.run_once().await.unwrap();
    assert_eq!(
        other_hand.all().iter().map(|site| site.name.as_str()).collect::<Vec<_>>(),
        ["Fern & Co", "Second brand"]
    );
}

#[tokio::test]
async fn a_site_takes_no_look_that_cannot_be_shown() {
    let (world, _) = World::claimed().await;
    let id = world.sites.all()[0].id;
    let look = sites::Look { offset_x: 1_001, greeting: "x".repeat(301), ..sites::Look::default() };

    let appearance = move |tx: &mut deskbell::db::Tx<'_>| {
        sites::actions::change_look(tx, &Actor::System, id, sites::actions::Appearance { name: "", look: &look })
    };
    let refused = world.db.write(appearance).await.unwrap_err();

    let deskbell::base::Error::Invalid(errors) = refused else { panic!("{refused}") };
    assert_eq!(
        errors.iter().map(|error| error.pointer.as_str()).collect::<Vec<_>>(),
        ["/name", "/offset_x", "/greeting"]
    );
}
