use crate::support::pages_world::{PASSWORD, World};

const SECRET: &str = "/console/install/identity-secret";

#[tokio::test]
async fn an_administrator_chooses_who_may_embed_the_messenger() {
    let (world, mut ana) = World::claimed().await;
    let site = world.sites.all()[0].id.to_string();

    let answer = ana
        .post(
            "/console/install/origins",
            &[("site_id", &site), ("allowed_origins", "https://SHOP.example/\r\n\r\nhttp://localhost:3000")],
        )
        .await;
    let page = ana.get("/console/install").await;

    assert_eq!((answer.status, answer.header("location")), (303, "/console/install"));
    assert_eq!(
        world.sites.all()[0].allowed_origins.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["https://shop.example", "http://localhost:3000"]
    );
    assert!(
        page.body.contains("From now on only these websites")
            && page.body.contains("https://shop.example\nhttp://localhost:3000</textarea>"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_wrong_line_is_named_and_nothing_is_lost_or_saved() {
    let (world, mut ana) = World::claimed().await;
    let site = world.sites.all()[0].id.to_string();

    let answer = ana
        .post(
            "/console/install/origins",
            &[("site_id", &site), ("allowed_origins", "https://shop.example\n</textarea><b>*.shop.example")],
        )
        .await;

    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("aria-invalid=\"true\"") && answer.body.contains("id=\"allowed_origins-error\""));
    assert!(
        answer.body.contains("https://shop.example\n&#60;/textarea&#62;&#60;b&#62;*.shop.example</textarea>"),
        "{}",
        answer.body
    );
    assert!(world.sites.all()[0].allowed_origins.is_empty());
}

#[tokio::test]
async fn the_identity_secret_is_shown_to_the_right_password_only_and_once() {
    let (_world, mut ana) = World::claimed().await;

    let before = ana.get("/console/install").await;
    let wrong = ana.post(SECRET, &[("password", "wrong horse battery")]).await;
    let right = ana.post(SECRET, &[("password", PASSWORD)]).await;
    let after = ana.get("/console/install").await;

    let is_shown = |body: &str| {
        body.split("<code>").any(|part| part.len() > 64 && part[..64].bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    assert_eq!((wrong.status, right.status), (422, 200));
    assert!(is_shown(&right.body), "{}", right.body);
    assert!(!is_shown(&before.body) && !is_shown(&wrong.body) && !is_shown(&after.body));
    assert_eq!(right.header("cache-control"), "no-store");
}

#[tokio::test]
async fn guessing_the_password_for_the_secret_is_limited_too() {
    let (_world, mut ana) = World::claimed().await;

    for _ in 0..5 {
        ana.post(SECRET, &[("password", "wrong horse battery")]).await;
    }

    assert_eq!(ana.post(SECRET, &[("password", PASSWORD)]).await.status, 429);
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_to_the_sign_in_page() {
    let (world, _) = World::claimed().await;
    let mut bo = world.browser();

    assert_eq!(bo.get("/console/install").await.header("location"), "/sign-in?next=%2Fconsole%2Finstall");
    assert_eq!(bo.post(SECRET, &[("password", PASSWORD)]).await.header("location"), "/sign-in");
    assert_eq!(bo.post("/console/install/origins", &[]).await.header("location"), "/sign-in");
}

#[tokio::test]
async fn somebody_who_only_answers_sees_no_settings() {
    let (world, mut ana) = World::claimed().await;
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'agent'", [])?)).await.unwrap();
    let site = world.sites.all()[0].id.to_string();

    assert_eq!(ana.get("/console/install").await.status, 403);
    assert_eq!(ana.post(SECRET, &[("password", PASSWORD)]).await.status, 403);
    assert_eq!(
        ana.post("/console/install/origins", &[("site_id", &site), ("allowed_origins", "https://a.example")])
            .await
            .status,
        403
    );
    assert!(world.sites.all()[0].allowed_origins.is_empty());
    assert_eq!(ana.get("/inbox").await.status, 200);
}

#[tokio::test]
async fn plain_http_from_elsewhere_is_warned_about() {
    let (_world, mut ana) = World::claimed().await;

    let at_home = ana.get("/console/install").await;
    ana.headers.push(("host", "192.168.1.5:8080".to_owned()));
    let in_the_lan = ana.get("/console/install").await;

    assert!(!at_home.body.contains("This connection is not encrypted"));
    assert!(in_the_lan.body.contains("This connection is not encrypted"));
}

#[tokio::test]
async fn an_address_that_leads_nowhere_gets_a_page() {
    let (_world, mut ana) = World::claimed().await;

    let missing = ana.get("/console/nowhere").await;

    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("No page has this address"), "{}", missing.body);
}
