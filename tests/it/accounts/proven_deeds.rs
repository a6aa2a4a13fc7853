//! What is asked for on a page of its own: somebody's return, a lost second factor, what pages must prove, the end of a
//! secret. All of it is for who proved lately who they are.

use deskbell::base::time::MINUTE;

use super::{
    fresh_proof::{BO, BO_PASSWORD, FIELD, changes_a_role},
    two_factor::switched_on_by,
};
use crate::support::{
    browser::Browser,
    pages_world::{PASSWORD, World},
};

/// A form that asks on a page of its own, with what it changes: each number before and after.
struct Deed {
    form: String,
    fields: Vec<(&'static str, &'static str)>,
    /// The look and the word of the button on that page.
    button: &'static str,
    changes: Vec<(&'static str, i64, i64)>,
}

impl Deed {
    /// Asks, refuses without the password and with a wrong one, and is done with the right one.
    async fn is_proven_and_done(&self, world: &World, ana: &mut Browser) {
        let Self { form, fields, button, changes } = self;
        let with = |password: &'static str| [fields.as_slice(), &[("sure", "yes"), ("password", password)]].concat();
        world.clock.advance(6 * MINUTE);

        let asked = ana.post(form, fields).await;
        let without = ana.post(form, &with("")).await;
        let wrong = ana.post(form, &with("wrong horse battery")).await;
        for (number, before, _) in changes {
            assert_eq!(world.count(number).await, *before, "{form}, before: {number}");
        }
        let right = ana.post(form, &with(PASSWORD)).await;

        assert_eq!((asked.status, without.status, wrong.status, right.status), (200, 403, 403, 303), "{form}");
        assert!(asked.body.contains(FIELD) && !asked.body.contains("id=\"password-error\""), "{}", asked.body);
        for asking in [&asked.body, &without.body, &wrong.body] {
            assert!(asking.contains(&format!("<button class=\"button {button}</button>")), "{asking}");
        }
        for page in [&asked.body, &without.body, &wrong.body] {
            let path = form.split('?').next().unwrap();
            assert!(
                page.contains("name=\"sure\" value=\"yes\"") && page.contains(&format!("action=\"{path}")),
                "{page}"
            );
        }
        for refused in [&without.body, &wrong.body] {
            assert!(refused.contains("id=\"password-error\"") && refused.contains("<title>Not done: "), "{refused}");
            assert!(fields.iter().all(|(name, value)| refused.contains(&format!("name=\"{name}\" value=\"{value}\""))));
        }
        for (number, before, after) in changes {
            assert!(before != after && world.count(number).await == *after, "{form}, after: {number}");
        }
    }
}

#[tokio::test]
async fn a_lost_second_factor_is_switched_off_by_who_proved_lately_too() {
    let (world, mut ana) = World::claimed().await;
    let page = changes_a_role(&world, &mut ana).await.page;
    let mut bo = world.browser();
    bo.sign_in(BO, BO_PASSWORD).await;
    switched_on_by(&world, &mut bo, BO_PASSWORD).await;
    let with_factor = world.browser().sign_in(BO, BO_PASSWORD).await;

    let switching_off = Deed {
        form: format!("{page}/two-factor"),
        fields: Vec::new(),
        button: "button--danger\">Switch off",
        changes: vec![
            ("SELECT count(*) FROM agents WHERE name = 'Bo' AND totp_confirmed_at IS NOT NULL", 1, 0),
            ("SELECT count(*) FROM agent_sessions JOIN agents USING (agent_id) WHERE name = 'Bo'", 1, 0),
            ("SELECT count(*) FROM half_sign_ins", 1, 0),
            ("SELECT count(*) FROM audit_log WHERE kind = 'two_factor_off'", 0, 1),
        ],
    };
    let lately = ana.post(&switching_off.form, &[]).await;
    switching_off.is_proven_and_done(&world, &mut ana).await;

    let without_factor = world.browser().sign_in(BO, BO_PASSWORD).await;
    assert!(lately.status == 200 && !lately.body.contains(FIELD) && lately.body.contains("Keep it"), "{}", lately.body);
    assert!(with_factor.header("location").starts_with("/sign-in/code"));
    assert_eq!((without_factor.status, without_factor.header("location")), (303, "/inbox"));
    assert_eq!(bo.get("/profile").await.status, 303, "signed out");
}

#[tokio::test]
async fn a_return_and_what_pages_must_prove_are_for_who_proved_lately_too() {
    let (world, mut ana) = World::claimed().await;
    let page = changes_a_role(&world, &mut ana).await.page;
    assert_eq!(ana.post(&format!("{page}/deactivate"), &[("sure", "yes")]).await.status, 303);

    let returning = Deed {
        form: format!("{page}/reactivate"),
        fields: Vec::new(),
        button: "button--primary\">Reactivate",
        changes: vec![
            ("SELECT count(*) FROM agents WHERE name = 'Bo' AND is_active AND deactivated_at IS NULL", 0, 1),
            ("SELECT count(*) FROM audit_log WHERE kind = 'reactivated'", 0, 1),
        ],
    };
    let verifies = |is_required, changes| Deed {
        form: "/console/install/identity/settings".to_owned(),
        fields: vec![("requires_proof", is_required), ("proof_days", "14")],
        button: "button--primary\">Save verification",
        changes,
    };
    let proving = verifies(
        "yes",
        vec![
            ("SELECT requires_proof FROM workspace", 0, 1),
            ("SELECT proof_days = 14 FROM workspace", 0, 1),
            ("SELECT count(*) FROM audit_log WHERE kind = 'verification_changed'", 0, 1),
        ],
    );
    let trusting = verifies("", vec![("SELECT requires_proof FROM workspace", 1, 0)]);

    returning.is_proven_and_done(&world, &mut ana).await;
    proving.is_proven_and_done(&world, &mut ana).await;
    trusting.is_proven_and_done(&world, &mut ana).await;
}

#[tokio::test]
async fn the_old_identity_secret_is_ended_by_who_proved_lately_too() {
    let (world, mut ana) = World::claimed().await;
    let rotating = [("sure", "yes"), ("old", "open"), ("password", PASSWORD)];
    assert_eq!(ana.post("/console/install/identity/rotate", &rotating).await.status, 303);

    let ending = Deed {
        form: "/console/install/identity/end-former".to_owned(),
        fields: Vec::new(),
        button: "button--danger\">End the old secret",
        changes: vec![("SELECT count(*) FROM audit_log WHERE kind = 'secret_ended'", 0, 1)],
    };
    world.clock.advance(6 * MINUTE);
    let install = ana.get("/console/install").await.body;
    let button = install.split("action=\"").find(|form| form.starts_with(&ending.form)).unwrap();
    let button = button.split("</form>").next().unwrap();
    // What script asks beside a button says yes before the password could be typed.
    let says: &[_] = if button.contains("<confirm-button") { &[("sure", "yes")] } else { &[] };
    let pressed = ana.post(&ending.form, says).await;

    assert_eq!(pressed.status, 200, "{button}");
    assert!(pressed.body.contains(FIELD) && !pressed.body.contains("id=\"password-error\""), "{}", pressed.body);
    ending.is_proven_and_done(&world, &mut ana).await;
}
