use deskbell::{
    accounts,
    base::time::{DAY, HOUR, MINUTE},
};

use crate::support::pages_world::{EMAIL, PASSWORD, World};

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites() {
    let (world, _) = World::claimed().await;

    let plain = world.browser().sign_in(EMAIL, PASSWORD).await;
    let mut safe_browser = world.browser().over_https();
    let safe = safe_browser.sign_in(EMAIL, PASSWORD).await;

    let cookie = plain.header("set-cookie");
    assert!(
        cookie.starts_with("deskbell=")
            && cookie.contains("; HttpOnly")
            && cookie.contains("; SameSite=Lax")
            && cookie.contains("; Path=/")
    );
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"));
    let cookie = safe.header("set-cookie");
    assert!(
        cookie.starts_with("__Host-deskbell=")
            && cookie.contains("; Secure")
            && cookie.contains("; HttpOnly")
            && cookie.contains("; SameSite=Lax")
    );
    assert_eq!(safe_browser.get("/inbox").await.status, 200);
}

#[tokio::test]
async fn a_session_of_plain_http_is_not_believed_over_https() {
    let (world, ana) = World::claimed().await;
    let mut planted = world.browser().over_https();
    planted.cookies = ana.cookies.clone();

    assert_eq!(planted.get("/inbox").await.status, 303);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_from_before() {
    let (world, mut ana) = World::claimed().await;
    let mut copy = world.browser();
    copy.cookies = ana.cookies.clone();

    ana.sign_in(EMAIL, PASSWORD).await;

    assert_ne!(ana.cookies["deskbell"], copy.cookies["deskbell"]);
    assert_eq!(copy.get("/inbox").await.status, 303);
    assert_eq!(ana.get("/inbox").await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_tells_the_log_which() {
    let (world, mut ana) = World::claimed().await;
    let mut copy = world.browser();
    copy.cookies = ana.cookies.clone();

    let answer = ana.post("/sign-out", &[]).await;

    assert_eq!((answer.status, answer.header("location")), (303, "/sign-in"));
    assert!(!ana.cookies.contains_key("deskbell"));
    assert_eq!(copy.get("/inbox").await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM agent_sessions").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'agent_sessions_ended' AND length(json_extract(data, '$.session')) = 64").await, 1);
    assert_eq!(copy.post("/sign-out", &[]).await.status, 303);
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_its_last_use() {
    let (world, mut ana) = World::claimed().await;

    world.clock.advance(11 * HOUR);
    assert_eq!(ana.get("/inbox").await.status, 200);
    world.clock.advance(11 * HOUR);
    assert_eq!(ana.get("/inbox").await.status, 200);
    world.clock.advance(12 * HOUR);

    assert_eq!(ana.get("/inbox").await.status, 303);
}

#[tokio::test]
async fn a_session_ends_seven_days_after_it_began() {
    let (world, mut ana) = World::claimed().await;

    for _ in 0..14 {
        world.clock.advance(12 * HOUR - MINUTE);
        ana.get("/inbox").await;
    }
    assert_eq!(ana.get("/inbox").await.status, 200);
    world.clock.advance(15 * MINUTE);

    assert_eq!(ana.get("/inbox").await.status, 303);
    world.clock.advance(DAY);
    let forgotten = world.db.write(|tx| accounts::actions::forget_ended(tx, 100)).await.unwrap();
    assert_eq!(forgotten, 1);
}

#[tokio::test]
async fn looking_at_pages_writes_at_most_every_ten_minutes() {
    let (world, mut ana) = World::claimed().await;
    let used = "SELECT max(last_used_at) FROM agent_sessions";
    let begun = world.count(used).await;

    world.clock.advance(10 * MINUTE - 1);
    ana.get("/inbox").await;
    assert_eq!(world.count(used).await, begun);
    world.clock.advance(1);
    ana.get("/inbox").await;

    assert_eq!(world.count(used).await, begun + 10 * MINUTE);
}

#[tokio::test]
async fn only_the_hash_of_a_token_is_kept() {
    let (world, ana) = World::claimed().await;
    let token = ana.cookies["deskbell"].clone();

    let kept: Vec<u8> = world
        .db
        .read(|connection| Ok(connection.query_row("SELECT token_hash FROM agent_sessions", [], |row| row.get(0))?))
        .await
        .unwrap();

    assert_eq!(token.len(), 64);
    assert_eq!(kept, accounts::SessionHash::of(&token).0);
}

#[tokio::test]
async fn made_up_tokens_open_nothing() {
    let (world, ana) = World::claimed().await;
    let token = ana.cookies["deskbell"].clone();

    for wrong in [
        String::new(),
        "0".repeat(64),
        token[1..].to_owned(),
        format!("{token}0"),
        token.to_uppercase().replace(|c: char| c.is_ascii_digit(), "A"),
        "ü".repeat(32),
    ] {
        let mut browser = world.browser();
        browser.cookies.insert("deskbell".to_owned(), wrong.clone());

        assert_eq!(browser.get("/inbox").await.status, 303, "{wrong}");
    }
}
