//! Keys on a page of their own: what changes, what is refused, and from when on it holds.

use std::time::{Duration, Instant};

use crate::support::{browser::Browser, pages_world, raw::Raw, world::World};

const KEYS: &str = "/console/developers/keys";
const IDENTIFY: &str = r#"{"external_id":"cust_42","name":"Ana"}"#;

/// The owner's browser in a world with a real server.
async fn console(world: &World) -> Browser {
    let mut browser = Browser::new(&world.address);
    let agent = world.agent().await;
    let (name, token) = agent.cookie.split_once('=').unwrap();
    browser.cookies.insert(name.to_owned(), token.to_owned());
    browser
}

/// Makes a key by the console's form: its page, and its text.
async fn make(browser: &mut Browser, fields: &[(&str, &str)]) -> (String, String) {
    let made = browser.post(KEYS, fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let page = browser.get("/console/developers").await.body;
    let text = page.split("<code>").find(|part| part.starts_with("wgk_") && part.find('<') == Some(44)).unwrap();
    let link = page.split("href=\"").find(|part| part.starts_with(KEYS)).unwrap();
    (link.split('"').next().unwrap().to_owned(), text[..44].to_owned())
}

/// Asks on a connection that stays open and answers the status.
async fn identify(connection: &mut Raw, key: &str) -> u16 {
    let head = format!(
        "POST /v1/chat/ingest/identify HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {key}\r\nContent-Type: \
         application/json\r\nContent-Length: {}\r\n\r\n{IDENTIFY}",
        IDENTIFY.len()
    );
    connection.send(head.as_bytes()).await;
    connection.one_answer().await.status
}

/// Asks on the open connection until it answers `status`, and says how long that took.
async fn until(connection: &mut Raw, key: &str, status: u16) -> Duration {
    let begun = Instant::now();
    while identify(connection, key).await != status {
        assert!(begun.elapsed() < Duration::from_secs(1), "the key still did what it did a second ago");
    }
    begun.elapsed()
}

#[tokio::test]
async fn narrowed_and_revoked_keys_stop_within_a_second_on_a_connection_that_stays_open() {
    let world = World::start().await;
    let mut ana = console(&world).await;
    let (page, key) = make(&mut ana, &[("name", "Shop"), ("scope", "identify"), ("scope", "records")]).await;
    let mut connection = Raw::connect(&world.address).await;
    assert_eq!(identify(&mut connection, &key).await, 200);

    let narrowed = ana.post(&page, &[("name", "Shop"), ("scope", "records"), ("expires", "never")]).await;
    until(&mut connection, &key, 403).await;
    let widened = ana.post(&page, &[("name", "Shop"), ("scope", "identify"), ("expires", "never")]).await;
    until(&mut connection, &key, 200).await;
    ana.post(&format!("{page}/revoke"), &[("sure", "yes")]).await;
    until(&mut connection, &key, 401).await;

    assert_eq!((narrowed.status, narrowed.header("location")), (303, "/console/developers"));
    assert_eq!(widened.status, 303);
    world.stop().await;
}

#[tokio::test]
async fn a_change_that_only_the_log_tells_of_reaches_an_open_connection_too() {
    let world = World::start().await;
    let mut ana = console(&world).await;
    let (_, key) = make(&mut ana, &[("name", "Shop"), ("scope", "identify")]).await;
    let mut connection = Raw::connect(&world.address).await;
    assert_eq!(identify(&mut connection, &key).await, 200);

    let db = &world.handles.db;
    let keys = db.read(deskbell::api_keys::views::list).await.unwrap();
    let narrowed = deskbell::api_keys::model::NewApiKey {
        name: "Shop".to_owned(),
        scopes: deskbell::base::Scopes::new([deskbell::base::Scope::Sites]),
        expires_at: None,
    };
    let id = keys[0].id;
    let system = deskbell::base::Actor::System;
    db.write(move |tx| deskbell::api_keys::actions::change(tx, &system, id, narrowed)).await.unwrap();

    until(&mut connection, &key, 403).await;
    world.stop().await;
}

#[tokio::test]
async fn the_list_says_when_and_from_where_a_key_was_last_used() {
    let world = World::start().await;
    let mut ana = console(&world).await;
    let (_, key) = make(&mut ana, &[("name", "Shop"), ("scope", "identify")]).await;
    let client = reqwest::Client::new();
    let ask = async |from: &str| {
        let request = client.post(format!("{}/v1/chat/ingest/identify", world.address)).bearer_auth(&key);
        let request = request.header("content-type", "application/json").header("x-forwarded-for", from);
        assert_eq!(request.body(IDENTIFY).send().await.unwrap().status(), 200);
    };

    ask("203.0.113.7").await;
    let shown = async |ana: &mut Browser, from: &str| {
        while !ana.get("/console/developers").await.body.contains(&format!("from <code>{from}</code>")) {
            tokio::task::yield_now().await;
        }
    };
    shown(&mut ana, "203.0.113.7").await;
    // Within the same minute nothing more is noted.
    ask("2001:db8::7").await;
    assert!(ana.get("/console/developers").await.body.contains("203.0.113.7"));
    world.clock.advance(deskbell::base::time::MINUTE);
    ask("2001:db8::7").await;
    shown(&mut ana, "2001:db8::7").await;
    world.stop().await;
}

#[tokio::test]
async fn a_key_gets_another_name_other_scopes_and_a_last_day() {
    let (world, mut ana) = pages_world::World::claimed().await;
    let (page, text) = make(&mut ana, &[("name", "Shop"), ("scope", "records")]).await;

    let form = ana.get(&page).await;
    let fields = [
        ("name", "Shop <2>"),
        ("scope", "products"),
        ("scope", "erase"),
        ("expires", "day"),
        ("expires_on", "2027-03-31"),
    ];
    let saved = ana.post(&page, &fields).await;
    let list = ana.get("/console/developers").await.body;
    let again = ana.get(&page).await.body;

    assert!(form.body.contains(&format!("{}…", &text[..12])) && !form.body.contains(&text[12..]));
    assert_eq!(saved.status, 303);
    assert!(
        list.contains("Shop &#60;2&#62;") && list.contains("products, erase") && list.contains("31 March 2027"),
        "{list}"
    );
    assert!(list.contains("Saved. It holds from the next request on"));
    assert!(again.contains("value=\"day\" selected") && again.contains("value=\"2027-03-31\""), "{again}");
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'api_key_changed'").await, 1);
    ana.post(&page, &fields).await;
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'api_key_changed'").await, 1, "nothing differed");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let (world, mut ana) = pages_world::World::claimed().await;
    let (page, _) = make(&mut ana, &[("name", "Shop"), ("scope", "records")]).await;

    let refused = ana.post(&page, &[("name", " "), ("expires", "day"), ("expires_on", "2001-01-01")]).await;
    let unsure = ana.post(KEYS, &[("name", "New"), ("scope", "erase"), ("expires_on", "2030-01-01")]).await;

    assert_eq!((refused.status, unsure.status), (422, 422));
    for id in ["name-error", "scope-error", "expires_on-error"] {
        assert!(refused.body.contains(&format!("id=\"{id}\"")), "{id}: {}", refused.body);
    }
    assert!(refused.body.contains("value=\"2001-01-01\"") && refused.body.contains("Not saved"));
    assert!(unsure.body.contains("id=\"expires_on-error\"") && unsure.body.contains("value=\"2030-01-01\""));
    assert!(unsure.body.contains("value=\"erase\" checked") && unsure.body.contains("value=\"New\""));
    assert_eq!(world.count("SELECT count(*) FROM api_keys").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'api_key_changed'").await, 0);
}

#[tokio::test]
async fn a_revoked_key_cannot_be_changed_and_an_expired_one_lives_again() {
    let (world, mut ana) = pages_world::World::claimed().await;
    let (page, _) = make(&mut ana, &[("name", "Shop"), ("scope", "records"), ("expires", "30")]).await;
    let fields = [("name", "Shop"), ("scope", "records"), ("expires", "never")];

    world.clock.advance(31 * deskbell::base::time::DAY);
    ana.sign_in(pages_world::EMAIL, pages_world::PASSWORD).await;
    assert!(ana.get("/console/developers").await.body.contains("Expired</span>"));
    let extended = ana.post(&page, &fields).await;
    let list = ana.get("/console/developers").await.body;
    ana.post(&format!("{page}/revoke"), &[("sure", "yes")]).await;
    let revoked = ana.post(&page, &fields).await;

    assert_eq!((extended.status, list.contains("Expired</span>")), (303, false));
    assert_eq!(revoked.status, 409);
    assert!(revoked.body.contains("This key is revoked"), "{}", revoked.body);
    assert_eq!(ana.get(&format!("{KEYS}/key_0")).await.status, 404);
}

/// The requests that the page shows, as a person copies them.
fn shown_requests(page: &str) -> Vec<String> {
    let blocks = page.split("<code>").filter(|part| part.starts_with("curl "));
    let plain = |block: &str| {
        let code = block.split("</code>").next().unwrap();
        code.replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&")
    };
    blocks.map(plain).collect()
}

#[tokio::test]
async fn the_request_shown_for_each_scope_works_as_it_stands() {
    let world = World::start().await;
    let mut ana = console(&world).await;

    let mut statuses = Vec::new();
    for scope in ["identify", "records", "products", "sessions", "erase", "sites"] {
        assert_eq!(ana.post(KEYS, &[("name", scope), ("scope", scope)]).await.status, 303);
        let requests = shown_requests(&ana.get("/console/developers").await.body);
        assert_eq!(requests.len(), 1, "{requests:?}");
        let command = format!("{} --silent --show-error --output /dev/null --write-out '%{{http_code}}'", requests[0]);
        let run = move || std::process::Command::new("sh").arg("-c").arg(command).output();
        let output = tokio::task::spawn_blocking(run).await.unwrap().unwrap();
        statuses.push((scope, String::from_utf8_lossy(&output.stdout).into_owned()));
    }

    let expected = [
        ("identify", "200"),
        ("records", "200"),
        ("products", "200"),
        ("sessions", "201"),
        ("erase", "404"),
        ("sites", "200"),
    ];
    assert_eq!(statuses.iter().map(|(scope, status)| (*scope, status.as_str())).collect::<Vec<_>>(), expected);
    world.stop().await;
}
