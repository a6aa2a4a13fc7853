use deskbell::base::time::MINUTE;

use crate::support::pages_world::{EMAIL, PASSWORD, World};

#[tokio::test]
async fn the_token_from_the_terminal_makes_an_owner_who_is_signed_in() {
    let world = World::fresh().await;
    let mut ana = world.browser();

    let form = ana.get(&world.setup_path).await;
    let answer = ana.set_up(&world.setup_path).await;
    let install = ana.get("/console/install").await;

    assert_eq!((form.status, answer.status, answer.header("location")), (200, 303, "/console/install"));
    assert_eq!(install.status, 200);
    assert!(install.body.contains("Fern &#38; Co"), "{}", install.body);
    assert!(
        install.body.contains(&format!(
            "src=&#34;{}/widget.js&#34; data-app-id=&#34;{}&#34; defer",
            world.address,
            world.app_id()
        )) || install.body.contains(&format!(
            "src=\"{}/widget.js\" data-app-id=\"{}\" defer",
            world.address,
            world.app_id()
        )),
        "{}",
        install.body
    );
    assert!(install.body.contains("Deskbell is set up"));
    assert!(!ana.get("/console/install").await.body.contains("Deskbell is set up"), "the notice is shown once");
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'workspace_claimed'").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM agents WHERE role = 'owner' AND email = 'ana@fern.example'").await, 1);
    let log = ana.get("/console/audit").await.body;
    assert!(log.contains("set up the workspace “Fern &#38; Co”"), "{log}");
}

#[tokio::test]
async fn the_labels_and_hints_for_password_managers_are_right() {
    let world = World::fresh().await;

    let form = world.browser().get(&world.setup_path).await;

    for label in ["Business name", "Your name", "E-mail", "Password"] {
        assert!(form.body.contains(&format!(">{label}</label>")), "{label}");
    }
    assert!(form.body.contains(">Create workspace</button>"));
    for hint in ["organization", "name", "username", "new-password"] {
        assert!(form.body.contains(&format!("autocomplete=\"{hint}\"")), "{hint}");
    }
    assert!(!form.body.contains("<script>") && !form.body.contains("style=") && !form.body.contains(" onclick"));
    assert_eq!(form.header("cache-control"), "no-store");
    assert_eq!(form.header("referrer-policy"), "same-origin");
}

#[tokio::test]
async fn without_the_token_nobody_claims() {
    let world = World::fresh().await;
    let mut bo = world.browser();

    let start = bo.get("/").await;
    let hint = bo.get("/setup").await;
    let wrong = bo.get("/setup?token=0000").await;
    let posted = bo.set_up("/setup?token=0000").await;
    let nothing = bo.set_up("/setup").await;

    assert_eq!(start.header("location"), "/setup");
    assert_eq!((hint.status, wrong.status, posted.status, nothing.status), (200, 403, 403, 403));
    assert!(hint.body.contains("terminal") && wrong.body.contains("newest line"));
    assert_eq!(world.count("SELECT count(*) FROM workspace").await, 0);
}

#[tokio::test]
async fn the_token_runs_out_after_half_an_hour() {
    let world = World::fresh().await;
    let mut ana = world.browser();

    world.clock.advance(30 * MINUTE);
    let shown = ana.get(&world.setup_path).await;
    let posted = ana.set_up(&world.setup_path).await;

    assert_eq!((shown.status, posted.status), (403, 403));
    assert!(posted.body.contains("Restart Deskbell"));
    assert_eq!(world.count("SELECT count(*) FROM workspace").await, 0);
}

#[tokio::test]
async fn a_used_token_is_gone() {
    let (world, _ana) = World::claimed().await;
    let mut bo = world.browser();

    let shown = bo.get(&world.setup_path).await;
    let posted = bo.set_up(&world.setup_path).await;
    let hint = bo.get("/setup").await;

    assert_eq!((shown.status, posted.status, hint.status), (404, 404, 404));
    assert_eq!(world.count("SELECT count(*) FROM agents").await, 1);
}

#[tokio::test]
async fn two_who_claim_at_once_do_not_both_win() {
    let world = World::fresh().await;
    let (mut ana, mut bo) = (world.browser(), world.browser());

    let (first, second) = tokio::join!(ana.set_up(&world.setup_path), bo.set_up(&world.setup_path));

    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 404]);
    assert_eq!(world.count("SELECT count(*) FROM agents").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM sites").await, 1);
}

#[tokio::test]
async fn wrong_input_keeps_what_was_typed_and_says_what_is_wrong_at_the_field() {
    let world = World::fresh().await;
    let token = world.setup_path.split_once("token=").unwrap().1;
    let fields =
        [("token", token), ("business", "Fern \"& <Co>"), ("name", ""), ("email", "ana"), ("password", "password")];

    let answer = world.browser().post("/setup", &fields).await;

    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("value=\"Fern &#34;&#38; &#60;Co&#62;\""), "{}", answer.body);
    assert!(answer.body.contains("value=\"ana\""));
    assert!(!answer.body.contains("value=\"password\""), "a password is never sent back");
    for name in ["name", "email", "password"] {
        assert!(answer.body.contains(&format!("id=\"{name}-error\"")), "{name}");
        assert!(answer.body.contains(&format!("aria-describedby=\"{name}-error")), "{name}");
        assert!(answer.body.contains(&format!("<a href=\"#{name}\">")), "{name} in the summary");
    }
    assert!(answer.body.contains(&format!("value=\"{token}\"")));
    assert_eq!(world.count("SELECT count(*) FROM workspace").await, 0);
    assert_eq!(world.browser().set_up(&world.setup_path).await.status, 303);
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.status, 303);
}
