use crate::support::{browser::Browser, pages_world::World};

async fn edition(ana: &mut Browser) -> String {
    let page = ana.get("/console/workspace").await.body;
    let (_, rest) = page.split_once("name=\"edition\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn saves(ana: &mut Browser, edition: &str, [name, url, zone, currency]: [&str; 4]) -> (u16, String) {
    let fields = [
        ("edition", edition),
        ("name", name),
        ("public_url", url),
        ("language", "de"),
        ("time_zone", zone),
        ("currency", currency),
    ];
    let answer = ana.post("/console/workspace", &fields).await;
    (answer.status, answer.body)
}

#[tokio::test]
async fn what_is_said_of_the_business_holds_at_once_and_for_new_sites() {
    let (world, mut ana) = World::claimed().await;
    let seen = edition(&mut ana).await;

    let (status, _) = saves(&mut ana, &seen, ["Fern & Sons", "Chat.Fern.example/", "europe/berlin", "chf"]).await;

    assert_eq!(status, 303);
    let page = ana.get("/console/workspace").await.body;
    assert!(page.contains("everything stored keeps its own"), "the currency's notice is said: {page}");
    assert!(page.contains("<span>Fern &#38; Sons</span>") && page.contains("value=\"Europe/Berlin\""), "{page}");
    assert!(ana.get("/console/install").await.body.contains("https://chat.fern.example/widget.js"));
    ana.post("/console/sites", &[("name", "Outlet")]).await;
    let outlet = world.sites.all()[1].clone();
    assert_eq!((outlet.locale.as_str(), outlet.hours.time_zone.as_str()), ("de", "Europe/Berlin"));
    assert_eq!(world.count("SELECT count(*) FROM workspace WHERE currency = 'CHF'").await, 1);
}

#[tokio::test]
async fn every_wrong_field_says_so_and_keeps_what_was_typed() {
    let (world, mut ana) = World::claimed().await;
    let seen = edition(&mut ana).await;

    let (status, page) = saves(&mut ana, &seen, [" ", "http://fern.example/desk", "Mars/Base", "XYZ"]).await;

    assert_eq!(status, 422);
    for field in ["name", "public_url", "time_zone", "currency"] {
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field}: {page}");
    }
    assert!(page.contains("value=\"http://fern.example/desk\"") && page.contains("value=\"Mars/Base\""));
    assert_eq!(world.count("SELECT count(*) FROM workspace WHERE currency = 'EUR' AND public_url IS NULL").await, 1);
}

#[tokio::test]
async fn a_stale_form_overwrites_nothing() {
    let (_world, mut ana) = World::claimed().await;
    let seen = edition(&mut ana).await;
    saves(&mut ana, &seen, ["Fern", "", "UTC", "EUR"]).await;

    let (status, page) = saves(&mut ana, &seen, ["Moss", "", "UTC", "EUR"]).await;

    assert_eq!(status, 409);
    assert!(page.contains("<dt>Name now</dt><dd>Fern</dd>") && page.contains("value=\"Moss\""), "{page}");
}
