use crate::support::pages_world::World;

const KEYS: &str = "/console/developers/keys";

/// The key in the one answer that shows it.
fn shown_key(body: &str) -> Option<&str> {
    let at = body
        .match_indices("<code>wgk_")
        .map(|(at, _)| at + "<code>".len())
        .find(|at| body[*at..].find('<') == Some(44))?;
    body.get(at..at + 44)
}

#[tokio::test]
async fn a_new_key_is_shown_once_with_a_request_that_works() {
    let (world, mut ana) = World::claimed().await;

    let made = ana
        .post(KEYS, &[("name", "Shop <server>"), ("scope", "identify"), ("scope", "records"), ("expires", "30")])
        .await;
    assert_eq!((made.status, made.header("location")), (303, "/console/developers"), "a reload makes no second key");
    let made = ana.get("/console/developers").await;
    let later = ana.get("/console/developers").await;

    let key = shown_key(&made.body).unwrap();
    assert_eq!(made.status, 200);
    assert!(
        made.body.contains(&format!("Authorization: Bearer {key}"))
            && made.body.contains(&format!("curl {}/v1/chat/ingest/records", world.address))
    );
    assert!(
        later.body.contains("Shop &#60;server&#62;")
            && later.body.contains(&format!("{}…", &key[..12]))
            && later.body.contains("identify, records")
    );
    assert!(!later.body.contains(&key[12..]));
    assert_eq!(made.header("cache-control"), "no-store");
    assert_eq!(world.count("SELECT expires_at - created_at FROM api_keys").await, 30 * 24 * 60 * 60 * 1_000);
}

#[tokio::test]
async fn a_forged_cookie_shows_nothing_as_a_key() {
    let (_world, mut ana) = World::claimed().await;
    ana.post(KEYS, &[("name", "Shop"), ("scope", "records")]).await;
    let made = ana.cookies.get_mut("deskbell-once").unwrap();
    let last = if made.ends_with('A') { 'B' } else { 'A' };
    made.pop();
    made.push(last);

    let page = ana.get("/console/developers").await;

    assert_eq!(shown_key(&page.body), None);
}

#[tokio::test]
async fn a_key_needs_a_name_and_a_scope_and_what_was_chosen_stays() {
    let (world, mut ana) = World::claimed().await;

    let answer = ana.post(KEYS, &[("name", ""), ("scope", "everything"), ("expires", "90")]).await;

    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("id=\"name-error\"") && answer.body.contains("id=\"scope-error\""));
    assert!(answer.body.contains("value=\"90\" selected") && !answer.body.contains(" checked"));
    assert_eq!(world.count("SELECT count(*) FROM api_keys").await, 0);
}

#[tokio::test]
async fn a_revoked_key_stays_in_the_list_as_such() {
    let (world, mut ana) = World::claimed().await;
    ana.post(KEYS, &[("name", "Shop"), ("scope", "records")]).await;
    let page = ana.get("/console/developers").await;
    let path = page
        .body
        .split("action=\"")
        .find(|part| part.contains("/revoke\""))
        .and_then(|part| part.split('"').next())
        .unwrap()
        .to_owned();

    let asked = ana.post(&path, &[]).await;
    assert_eq!(asked.status, 200);
    assert!(
        asked.body.contains("Revoke “Shop”?") && asked.body.contains("name=\"sure\" value=\"yes\""),
        "{}",
        asked.body
    );
    assert_eq!(world.count("SELECT count(*) FROM api_keys WHERE revoked_at IS NOT NULL").await, 0);
    let answer = ana.post(&path, &[("sure", "yes")]).await;
    let list = ana.get("/console/developers").await;

    assert_eq!((answer.status, answer.header("location")), (303, "/console/developers"));
    assert!(list.body.contains("The key is revoked") && list.body.contains("Revoked</span>"));
    assert_eq!(world.count("SELECT count(*) FROM api_keys WHERE revoked_at IS NOT NULL").await, 1);
    assert_eq!(ana.post("/console/developers/keys/key_0/revoke", &[]).await.status, 404);
}

#[tokio::test]
async fn only_administrators_see_and_make_keys() {
    let (world, mut ana) = World::claimed().await;
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'agent'", [])?)).await.unwrap();

    assert_eq!(ana.get("/console/developers").await.status, 403);
    assert_eq!(ana.post(KEYS, &[("name", "Shop"), ("scope", "records")]).await.status, 403);
    assert_eq!(world.browser().get("/console/developers").await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM api_keys").await, 0);
}
