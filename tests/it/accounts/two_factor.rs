use deskbell::base::time::{MINUTE, SECOND};

use crate::support::{
    browser::Browser,
    pages_world::{EMAIL, PASSWORD, World},
    totp::{code, key_of},
};

const PAGE: &str = "/profile/two-factor";

async fn now(world: &World) -> i64 {
    world.clock.now().as_millis()
}

/// Switches it on for Ana; answers her app's key and her recovery codes.
async fn switched_on(world: &World, ana: &mut Browser) -> (String, Vec<String>) {
    switched_on_by(world, ana, PASSWORD).await
}

/// Switches it on for whoever has signed in with a password; answers their app's key and their recovery codes.
pub async fn switched_on_by(world: &World, browser: &mut Browser, password: &str) -> (String, Vec<String>) {
    assert_eq!(browser.post(PAGE, &[("act", "begin"), ("password", password)]).await.status, 303);
    let key = key_of(&browser.get(PAGE).await.body);
    let confirmed = browser.post(PAGE, &[("act", "confirm"), ("code", &code(&key, now(world).await))]).await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.body);
    let page = browser.get(PAGE).await.body;
    let codes = page.split("<pre class=\"code\"><code>").nth(1).unwrap().split('<').next().unwrap();
    (key, codes.lines().map(str::to_owned).collect())
}

/// Types the password in a fresh browser, which is then asked for a code.
async fn half_in(world: &World) -> Browser {
    let mut browser = world.browser();
    let answer = browser.sign_in(EMAIL, PASSWORD).await;
    assert!(answer.header("location").starts_with("/sign-in/code"), "{}", answer.header("location"));
    assert!(!browser.cookies.contains_key("deskbell") && browser.get("/profile").await.status == 303);
    browser
}

#[tokio::test]
async fn signing_in_asks_for_the_code_of_the_app_and_takes_each_once() {
    let (world, mut ana) = World::claimed().await;
    let (key, codes) = switched_on(&world, &mut ana).await;
    assert_eq!(codes.len(), 10);
    assert!(!ana.get(PAGE).await.body.contains(&codes[0]), "codes are shown once");

    let used = code(&key, now(&world).await);
    let mut phone = half_in(&world).await;
    assert_eq!(phone.post("/sign-in/code", &[("code", &used)]).await.status, 422, "the code that confirmed it");
    world.clock.advance(30 * SECOND);
    let fresh = code(&key, now(&world).await);
    let answer = phone.post("/sign-in/code", &[("code", &fresh), ("next", "/profile")]).await;

    assert_eq!((answer.status, answer.header("location")), (303, "/profile"));
    assert_eq!(phone.get("/profile").await.status, 200);
    let mut again = half_in(&world).await;
    assert_eq!(again.post("/sign-in/code", &[("code", &fresh)]).await.status, 422, "no code opens twice");
}

#[tokio::test]
async fn five_wrong_codes_end_a_half_sign_in_and_an_account_is_guessed_at_slowly() {
    let (world, mut ana) = World::claimed().await;
    let (key, _) = switched_on(&world, &mut ana).await;
    world.clock.advance(MINUTE);
    let mut thief = half_in(&world).await;

    for left in (1..5).rev() {
        let answer = thief.post("/sign-in/code", &[("code", "000000")]).await;
        let tries = if left == 1 { "one more try".to_owned() } else { format!("{left} more tries") };
        assert!(answer.status == 422 && answer.body.contains(&tries), "{}", answer.body);
    }
    let over = thief.post("/sign-in/code", &[("code", "000000")]).await;

    assert!(over.status == 422 && over.body.contains("This sign-in has ended"), "{}", over.body);
    assert_eq!(world.count("SELECT count(*) FROM half_sign_ins").await, 0);
    let right = code(&key, now(&world).await);
    assert_eq!(thief.post("/sign-in/code", &[("code", &right)]).await.status, 422);
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.status, 429, "the account is limited now");
}

#[tokio::test]
async fn wrong_codes_are_counted_in_the_database_so_that_a_restart_forgives_none() {
    let (world, mut ana) = World::claimed().await;
    switched_on(&world, &mut ana).await;
    let mut thief = half_in(&world).await;

    thief.post("/sign-in/code", &[("code", "000000")]).await;
    thief.post("/sign-in/code", &[("code", "111111")]).await;

    assert_eq!(world.count("SELECT wrong_codes FROM half_sign_ins").await, 2);
}

#[tokio::test]
async fn a_half_sign_in_ends_after_ten_minutes_and_with_the_next_one() {
    let (world, mut ana) = World::claimed().await;
    let (key, _) = switched_on(&world, &mut ana).await;
    let mut early = half_in(&world).await;
    let mut late = half_in(&world).await;
    world.clock.advance(MINUTE);

    let right = code(&key, now(&world).await);
    assert!(early.post("/sign-in/code", &[("code", &right)]).await.body.contains("This sign-in has ended"));
    world.clock.advance(10 * MINUTE);
    let right = code(&key, now(&world).await);
    let over = late.post("/sign-in/code", &[("code", &right)]).await;

    assert!(over.status == 422 && over.body.contains("This sign-in has ended"), "{}", over.body);
}

#[tokio::test]
async fn a_recovery_code_opens_once_and_new_ones_end_those_from_before() {
    let (world, mut ana) = World::claimed().await;
    let (_, codes) = switched_on(&world, &mut ana).await;

    let typed = codes[3].to_uppercase().replace('-', " ");
    assert_eq!(half_in(&world).await.post("/sign-in/code", &[("code", &typed)]).await.status, 303);
    assert_eq!(half_in(&world).await.post("/sign-in/code", &[("code", &codes[3])]).await.status, 422);
    assert_eq!(ana.post(PAGE, &[("act", "codes"), ("password", "wrong horse")]).await.status, 422);
    assert_eq!(ana.post(PAGE, &[("act", "codes"), ("password", PASSWORD)]).await.status, 303);

    assert_eq!(half_in(&world).await.post("/sign-in/code", &[("code", &codes[4])]).await.status, 422);
    assert_eq!(world.count("SELECT count(*) FROM agent_recovery_codes WHERE used_at IS NULL").await, 10);
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'recovery_code_used'").await, 1);
}

#[tokio::test]
async fn switching_on_and_off_asks_for_the_password_and_ends_other_sessions() {
    let (world, mut ana) = World::claimed().await;
    let mut phone = world.browser();
    phone.sign_in(EMAIL, PASSWORD).await;

    let refused = ana.post(PAGE, &[("act", "begin"), ("password", "wrong horse")]).await;
    assert!(refused.status == 422 && refused.body.contains("This is not your password"), "{}", refused.body);
    let (_, codes) = switched_on(&world, &mut ana).await;
    assert_eq!(phone.get("/profile").await.status, 303);
    let mut phone = half_in(&world).await;
    phone.post("/sign-in/code", &[("code", &codes[0])]).await;
    assert_eq!(ana.post(PAGE, &[("act", "off")]).await.status, 422);
    assert_eq!(ana.post(PAGE, &[("act", "off"), ("password", PASSWORD)]).await.status, 303);

    assert_eq!((ana.get("/profile").await.status, phone.get("/profile").await.status), (200, 303));
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.header("location"), "/inbox");
    assert_eq!(world.count("SELECT count(*) FROM agent_recovery_codes").await, 0);
}

#[tokio::test]
async fn setting_it_up_without_a_right_code_changes_nothing() {
    let (world, mut ana) = World::claimed().await;
    ana.post(PAGE, &[("act", "begin"), ("password", PASSWORD)]).await;

    let wrong = ana.post(PAGE, &[("act", "confirm"), ("code", "000000")]).await;

    assert!(wrong.status == 422 && wrong.body.contains("id=\"code-error\""), "{}", wrong.body);
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.header("location"), "/inbox");
    assert_eq!(ana.post(PAGE, &[("act", "cancel")]).await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM agents WHERE totp_salt IS NOT NULL").await, 0);
}

#[tokio::test]
async fn the_database_alone_holds_no_key() {
    let (world, mut ana) = World::claimed().await;
    let (key, codes) = switched_on(&world, &mut ana).await;

    let bytes = std::fs::read(world.db.path()).unwrap();
    let log = std::fs::read(world.db.path().with_extension("db-wal")).unwrap_or_default();
    let text = [bytes, log].concat();
    let holds = |needle: &str| text.windows(needle.len()).any(|window| window == needle.as_bytes());

    assert!(holds(EMAIL), "the test looks where things are");
    assert!(!holds(&key.replace(' ', "")) && !codes.iter().any(|code| holds(code)));
}
