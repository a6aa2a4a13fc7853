use deskbell::{
    base::Actor,
    sites::{self, Origin},
};
use serde_json::Value;

use crate::support::{browser::Answer, pages_world::World};

async fn allow(world: &World, origins: &[&str]) {
    let id = world.sites.all()[0].id;
    let origins: Vec<_> = origins.iter().map(|origin| Origin::parse(origin).unwrap()).collect();
    world.db.write(move |tx| sites::actions::allow_origins(tx, &Actor::System, id, &origins)).await.unwrap();
    world.sites.refresh().await.unwrap();
}

async fn init(world: &World, query: &str, headers: &[(&str, &[u8])]) -> Answer {
    let mut browser = world.browser();
    let mut request = browser.request(reqwest::Method::GET, &format!("/api/widget/init{query}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    browser.send(request).await
}

#[tokio::test]
async fn the_start_document_is_small_cacheable_and_the_same_for_everyone() {
    let (world, _) = World::claimed().await;
    let app_id = world.app_id();

    let answer = init(&world, &format!("?app_id={app_id}"), &[("origin", b"https://shop.example")]).await;

    assert_eq!(answer.status, 200, "{}", answer.body);
    assert!(answer.body.len() <= 1_024, "{}", answer.body.len());
    assert_eq!(answer.header("cache-control"), "public, max-age=60");
    assert_eq!(answer.header("vary"), "Origin");
    assert_eq!(answer.header("access-control-allow-origin"), "https://shop.example");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert_eq!(answer.all("set-cookie").count(), 0);
    let document: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(document["brand"]["name"], "Fern & Co");
    assert_eq!(document["panel"], format!("/w/{app_id}"));
    assert_eq!(document["launcher"]["position"], "right");
    assert_eq!(
        document["colors"],
        serde_json::json!({
            "primary": "#0e6b58", "primaryLight": "#e2edeb", "onPrimary": "#ffffff", "text": "#161a16",
            "textLight": "#4a524a",
        })
    );
    assert_eq!(document["captcha"], "none");
    assert!(document["captchaSiteKey"].is_null());
}

#[tokio::test]
async fn the_launchers_words_come_in_the_language_that_is_asked_for() {
    let (world, _) = World::claimed().await;
    let spoken = async |lang: &str| {
        let query = format!("?app_id={}{lang}", world.app_id());
        let answer = init(&world, &query, &[("origin", b"https://shop.example")]).await;
        assert_eq!((answer.status, answer.header("cache-control")), (200, "public, max-age=60"), "{lang}");
        serde_json::from_str::<Value>(&answer.body).unwrap()["words"].take()
    };

    let german = serde_json::json!({
        "open": "Chat öffnen", "close": "Chat schließen", "unread": ", # ungelesen", "dismiss": "Schließen",
        "unreachable": "Chat nicht erreichbar.", "chat": "Chat",
    });
    for lang in ["&lang=de", "&lang=de-AT", "&lang=DE_ch"] {
        assert_eq!(spoken(lang).await, german, "{lang}");
    }
    for lang in ["", "&lang=", "&lang=xx", "&lang=%00", "&lang=de%0d%0aX:1x"] {
        let words = spoken(lang).await;
        assert!(words.is_null() || words == german, "{lang}: {words}");
    }
    let mut opens = std::collections::BTreeSet::new();
    for locale in sites::Locale::ALL {
        let words = spoken(&format!("&lang={}", locale.as_str())).await;
        for name in ["open", "close", "unread", "dismiss", "unreachable", "chat"] {
            assert!(words[name].as_str().is_some_and(|word| !word.is_empty()), "{locale:?} {name}");
        }
        assert!(words["unread"].as_str().unwrap().contains('#'), "{locale:?}");
        opens.insert(words["open"].to_string());
    }
    // Spanish and Portuguese open it alike.
    assert_eq!(opens.len(), 13);
}

#[tokio::test]
async fn only_listed_origins_get_an_answer() {
    let (world, _) = World::claimed().await;
    allow(&world, &["https://shop.example", "http://localhost:3000"]).await;
    let query = format!("?app_id={}", world.app_id());

    for (origin, expected) in [
        (&b"https://shop.example"[..], 200),
        (b"http://localhost:3000", 200),
        (b"HTTPS://SHOP.example", 200),
        (b"https://shop.example:443", 200),
        (b"http://shop.example", 403),
        (b"https://shop.example:8443", 403),
        (b"https://www.shop.example", 403),
        (b"https://shop.example.evil.test", 403),
        (b"https://evil.test/.shop.example", 403),
        (b"https://shop.example.", 403),
        (b"https://shop.example@evil.test", 403),
        (b"https://xn--shp-hma.example", 403),
        (b"http://localhost:3001", 403),
        (b"http://127.0.0.1:3000", 403),
        (b"null", 403),
        (b"", 403),
        (b"*", 403),
        (b"file://", 403),
        (b"\xff", 403),
        (b"https://shop.example, https://evil.test", 403),
    ] {
        let answer = init(&world, &query, &[("origin", origin)]).await;

        let text = String::from_utf8_lossy(origin);
        assert_eq!(answer.status, expected, "{text}");
        let allowed = answer.header("access-control-allow-origin");
        if expected == 200 {
            assert!(["https://shop.example", "http://localhost:3000"].contains(&allowed), "{text}");
        } else {
            assert_eq!(allowed, "", "{text}");
            assert!(answer.header("content-type").starts_with("application/problem+json"), "{text}");
            assert_eq!(answer.header("vary"), "Origin", "{text}");
        }
    }
}

#[tokio::test]
async fn an_absent_origin_is_taken_from_a_page_of_ours_only() {
    let (world, _) = World::claimed().await;
    let query = format!("?app_id={}", world.app_id());

    assert_eq!(init(&world, &query, &[]).await.status, 403);
    assert_eq!(init(&world, &query, &[("sec-fetch-site", b"cross-site")]).await.status, 403);
    assert_eq!(init(&world, &query, &[("sec-fetch-site", b"same-origin")]).await.status, 200);
    assert_eq!(
        init(&world, &query, &[("origin", b"https://a.example"), ("origin", b"https://b.example")]).await.status,
        403
    );
    assert_eq!(init(&world, &query, &[("origin", b"null")]).await.status, 403);
}

#[tokio::test]
async fn a_wrong_app_id_is_told_to_the_page_that_holds_it() {
    let (world, _) = World::claimed().await;
    let right = world.app_id();

    for query in [
        String::new(),
        "?app_id=".to_owned(),
        "?app_id=icw_000000000000000000000000".to_owned(),
        format!("?app_id={}", right.to_lowercase()),
        format!("?app_id={right}x"),
        "?key=3f2b6c1e-8a4d-4c9e-9b1a-7d5e2f604c11.00".to_owned(),
    ] {
        let answer = init(&world, &query, &[("origin", b"https://shop.example")]).await;

        assert_eq!(answer.status, 403, "{query}");
        assert_eq!(answer.header("access-control-allow-origin"), "https://shop.example", "{query}");
        assert!(answer.body.contains("/docs/problems/unknown-site"), "{query}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_site_that_is_switched_off_answers_nothing() {
    let (world, _) = World::claimed().await;
    world.db.write(|tx| Ok(tx.execute("UPDATE sites SET is_active = 0", [])?)).await.unwrap();
    allow(&world, &[]).await;

    let answer = init(&world, &format!("?app_id={}", world.app_id()), &[("origin", b"https://shop.example")]).await;
    let panel = world.browser().get(&format!("/w/{}", world.app_id())).await;

    assert_eq!((answer.status, panel.status), (403, 403));
    assert!(answer.body.contains("site-inactive"));
    assert!(panel.body.is_empty());
}

#[tokio::test]
async fn a_flood_is_asked_to_wait() {
    let (world, _) = World::claimed().await;
    let query = format!("?app_id={}", world.app_id());
    let origin = [("origin", &b"https://shop.example"[..])];

    for _ in 0..600 {
        assert_eq!(init(&world, &query, &origin).await.status, 200);
    }
    let refused = init(&world, &query, &origin).await;

    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u32>().is_ok());
}
