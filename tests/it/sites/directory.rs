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
