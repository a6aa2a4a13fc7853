use deskbell::{
    base::Secret,
    cli::setup::{self, FirstAdministrator},
    db::DataFolder,
};

use crate::support::pages_world::{EMAIL, PASSWORD, World};

fn told<'a>(name: &'a str, email: &'a str, password: &str) -> FirstAdministrator<'a> {
    FirstAdministrator {
        business: "Fern & Co",
        name,
        email,
        password: Secret::new(password.to_owned()),
        address: "https://desk.example/",
    }
}

#[tokio::test]
async fn a_deskbell_can_be_set_up_without_a_browser_and_once_only() {
    let world = World::fresh().await;

    let line = setup::set_up(&world.db, &world.passwords, told("Ana", EMAIL, PASSWORD)).await.unwrap();
    let again = setup::set_up(&world.db, &world.passwords, told("Bo", "bo@fern.example", PASSWORD)).await.unwrap_err();

    assert!(line.contains("https://desk.example/sign-in as ana@fern.example"), "{line}");
    assert!(again.to_string().contains("set up already"), "{again}");
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM sites").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'set_up'").await, 1);
}

#[tokio::test]
async fn every_wrong_answer_is_named_at_once() {
    let world = World::fresh().await;

    let refused = setup::set_up(&world.db, &world.passwords, told("", "ana", "password")).await.unwrap_err();

    assert_eq!(refused.0.len(), 3, "{refused}");
    assert!(
        refused.0[0].starts_with("--name: ")
            && refused.0[1].starts_with("--email: ")
            && refused.0[2].starts_with("Password: ")
    );
    assert_eq!(world.count("SELECT count(*) FROM workspace").await, 0);
}

#[tokio::test]
async fn who_is_locked_out_gets_back_in() {
    let (world, mut ana) = World::claimed().await;
    let new = Secret::new("another horse entirely".to_owned());

    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET totp_salt = 'x', totp_confirmed_at = 1", [])?)).await.unwrap();
    let lost = |email, two_factor| setup::Lost { email, password: &new, two_factor };

    let nobody = setup::reset_password(&world.db, &world.passwords, lost("bob@fern.example", false)).await.unwrap_err();
    setup::reset_password(&world.db, &world.passwords, lost(EMAIL, false)).await.unwrap();
    let asked = world.browser().sign_in(EMAIL, "another horse entirely").await;
    assert!(asked.header("location").starts_with("/sign-in/code"), "the second factor stays by itself");
    let line = setup::reset_password(&world.db, &world.passwords, lost(" ANA@fern.example", true)).await.unwrap();
    assert!(line.contains("Two-factor sign-in is off."), "{line}");
    assert_eq!(
        world.count("SELECT count(*) FROM audit_log WHERE kind = 'password_reset' AND actor = 'system'").await,
        2
    );

    assert!(nobody.to_string().contains("No account has the address bob@fern.example"));
    assert_eq!(ana.get("/inbox").await.status, 303);
    assert_eq!(ana.sign_in(EMAIL, "another horse entirely").await.status, 303);
}

#[test]
fn while_deskbell_runs_the_command_says_to_stop_it() {
    let folder = tempfile::tempdir().unwrap();
    let _running = DataFolder::claim(folder.path()).unwrap();

    let error = DataFolder::claim(folder.path()).unwrap_err();

    assert!(setup::explain(&error).contains("Stop Deskbell first"));
}
