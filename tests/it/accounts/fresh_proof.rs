//! A key, a role and an invitation are given by who proved lately who they are: at a screen that was left, nobody does.

use deskbell::{
    accounts::{SessionHash, actions::note_proof, password_check::Proved, views},
    base::{
        Error,
        time::{MINUTE, SECOND},
    },
};

use crate::support::{
    browser::Browser,
    pages_world::{EMAIL, PASSWORD, World},
};

pub const BO: &str = "bo@fern.example";
pub const BO_PASSWORD: &str = "a horse of my own";
pub const FIELD: &str = "type=\"password\"";

/// A form that asks for a fresh proof.
pub struct Act {
    /// The page with the form.
    pub page: String,
    /// Where the form goes.
    form: String,
    fields: Vec<(&'static str, &'static str)>,
    /// What is sent after it was done, and changes something too.
    next: Vec<(&'static str, &'static str)>,
    /// What of it stands in the page that shows it again.
    kept: Vec<&'static str>,
    /// How often it was done.
    done: &'static str,
}

impl Act {
    async fn is_sent(&self, browser: &mut Browser) -> u16 {
        browser.post(&self.form, &self.fields).await.status
    }

    async fn is_sent_next(&self, browser: &mut Browser) -> u16 {
        browser.post(&self.form, &self.next).await.status
    }

    async fn is_sent_with(&self, browser: &mut Browser, password: &str) -> (u16, String) {
        let fields = [self.fields.as_slice(), &[("password", password)]].concat();
        let answer = browser.post(&self.form, &fields).await;
        (answer.status, answer.body)
    }
}

fn makes_a_key() -> Act {
    Act {
        page: "/console/developers".to_owned(),
        form: "/console/developers/keys".to_owned(),
        fields: vec![("name", "Shop <2>"), ("scope", "erase"), ("expires", "day"), ("expires_on", "2027-03-31")],
        next: vec![("name", "Shop <2>"), ("scope", "erase"), ("expires", "never")],
        kept: vec!["value=\"Shop &#60;2&#62;\"", "value=\"erase\" checked", "value=\"2027-03-31\""],
        done: "SELECT count(*) FROM api_keys WHERE name = 'Shop <2>'",
    }
}

fn invites() -> Act {
    Act {
        page: "/console/members".to_owned(),
        form: "/console/members/invite".to_owned(),
        fields: vec![("email", "cleo@fern.example"), ("role", "admin")],
        next: vec![("email", "cleo@fern.example"), ("role", "agent")],
        kept: vec!["value=\"cleo@fern.example\"", "value=\"admin\" selected"],
        // Whoever is invited once more gets another link, and the one before is taken back.
        done: "SELECT count(*) FROM invitations WHERE email = 'cleo@fern.example'",
    }
}

/// Has Bo join as an agent: with the act that changes the role.
pub async fn changes_a_role(world: &World, ana: &mut Browser) -> Act {
    assert_eq!(ana.post("/console/members/invite", &[("email", BO), ("role", "agent")]).await.status, 303);
    let page = ana.get("/console/members").await.body;
    let link = format!("/join/{}", page.split("/join/").nth(1).unwrap().split('<').next().unwrap());
    let fields = [("name", "Bo"), ("password", BO_PASSWORD)];
    assert_eq!(world.browser().post(&link, &fields).await.status, 303);
    let list = ana.get("/console/members").await.body;
    let page = list.split("href=\"").find(|part| part.starts_with("/console/members/agt_")).unwrap();
    let page = page.split('"').next().unwrap().to_owned();
    Act {
        form: format!("{page}/role"),
        page,
        fields: vec![("role", "admin")],
        next: vec![("role", "agent")],
        kept: vec!["value=\"admin\" selected"],
        done: "SELECT count(*) FROM agents WHERE role = 'admin'",
    }
}

/// Makes a key: with the act that widens it.
async fn widens_a_key(ana: &mut Browser) -> Act {
    assert_eq!(ana.post("/console/developers/keys", &[("name", "Till"), ("scope", "records")]).await.status, 303);
    let page = ana.get("/console/developers").await.body;
    let page = page.split("href=\"").find(|part| part.starts_with("/console/developers/keys/")).unwrap();
    let page = page.split('"').next().unwrap().to_owned();
    Act {
        form: page.clone(),
        page,
        fields: vec![("name", "Till <2>"), ("scope", "erase"), ("expires", "never")],
        next: vec![("name", "Till <3>"), ("scope", "erase"), ("expires", "never")],
        kept: vec!["value=\"Till &#60;2&#62;\"", "value=\"erase\" checked"],
        done: "SELECT count(*) FROM api_keys WHERE name = 'Till <2>' AND scopes = 'erase'",
    }
}

async fn each(world: &World, ana: &mut Browser) -> Vec<Act> {
    vec![makes_a_key(), invites(), changes_a_role(world, ana).await, widens_a_key(ana).await]
}

#[tokio::test]
async fn six_minutes_later_the_form_asks_for_the_password_and_keeps_what_was_typed() {
    let (world, mut ana) = World::claimed().await;
    for act in each(&world, &mut ana).await {
        let before = ana.get(&act.page).await.body;
        world.clock.advance(6 * MINUTE);

        let asking = ana.get(&act.page).await.body;
        let without = act.is_sent_with(&mut ana, "").await;
        let wrong = act.is_sent_with(&mut ana, "wrong horse battery").await;

        assert!(!before.contains(FIELD) && asking.contains(FIELD), "{}: {asking}", act.page);
        assert!(asking.contains("more than 5 minutes since you last typed it"), "{asking}");
        assert!(!asking.contains("id=\"password-error\""), "{asking}");
        for (status, body) in [&without, &wrong] {
            assert_eq!(*status, 403, "{body}");
            assert!(body.contains("id=\"password-error\"") && body.contains("<title>Not "), "{body}");
            assert!(!body.contains("wrong horse") && body.contains(EMAIL), "{body}");
            for kept in &act.kept {
                assert!(body.contains(kept), "{kept}: {body}");
            }
        }
        assert!(without.1.contains("Type your password.") && wrong.1.contains("This is not your password."));
        assert_eq!(act.is_sent(&mut ana).await, 403, "nor without the field");
        assert_eq!(world.count(act.done).await, 0, "{}", act.form);
        ana.sign_in(EMAIL, PASSWORD).await;
    }
}

#[tokio::test]
async fn with_the_right_password_it_is_done_at_once_and_again_without_for_five_minutes() {
    let (world, mut ana) = World::claimed().await;
    for act in each(&world, &mut ana).await {
        world.clock.advance(6 * MINUTE);

        let done = act.is_sent_with(&mut ana, PASSWORD).await;
        assert_eq!((done.0, world.count(act.done).await), (303, 1), "{}", done.1);
        assert!(!ana.get(&act.page).await.body.contains(FIELD));
        world.clock.advance(5 * MINUTE);
        assert_eq!(act.is_sent(&mut ana).await, 303, "{}", act.form);
        let twice = world.count(act.done).await;
        world.clock.advance(SECOND);
        assert_eq!(act.is_sent_next(&mut ana).await, 403, "{}", act.form);

        assert_eq!(world.count(act.done).await, twice);
        assert!(ana.get(&act.page).await.body.contains(FIELD));
    }
}

#[tokio::test]
async fn a_form_is_told_everything_that_is_wrong_with_it_and_the_password_counts_all_the_same() {
    let (world, mut ana) = World::claimed().await;
    world.clock.advance(6 * MINUTE);

    let both = ana.post("/console/members/invite", &[("email", "bo"), ("role", "agent")]).await;
    let fields = [("email", "bo"), ("role", "agent"), ("password", PASSWORD)];
    let one = ana.post("/console/members/invite", &fields).await;
    let none = ana.post("/console/developers/keys", &[("name", "Shop"), ("scope", "records")]).await;

    assert_eq!((both.status, one.status, none.status), (403, 422, 303));
    assert!(both.body.contains("id=\"email-error\"") && both.body.contains("id=\"password-error\""), "{}", both.body);
    assert!(one.body.contains("id=\"email-error\"") && !one.body.contains(FIELD), "{}", one.body);
}

#[tokio::test]
async fn wrong_ones_count_as_wrong_ones_at_sign_in_do_and_empty_ones_do_not() {
    let (world, mut ana) = World::claimed().await;
    let act = makes_a_key();
    world.clock.advance(6 * MINUTE);

    for _ in 0..6 {
        assert_eq!(act.is_sent_with(&mut ana, "").await.0, 403);
    }
    for _ in 0..5 {
        assert_eq!(act.is_sent_with(&mut ana, "wrong horse battery").await.0, 403);
    }
    let (status, body) = act.is_sent_with(&mut ana, PASSWORD).await;

    assert_eq!(status, 429);
    assert!(body.contains("id=\"password-error\"") && body.contains("value=\"Shop &#60;2&#62;\""), "{body}");
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.status, 429);
    assert_eq!(world.count(act.done).await, 0);
    world.clock.advance(15 * MINUTE);
    assert_eq!(act.is_sent_with(&mut ana, PASSWORD).await.0, 303);
}

#[tokio::test]
async fn a_password_that_is_typed_for_something_else_counts_and_only_for_that_browser() {
    let (world, mut ana) = World::claimed().await;
    let act = makes_a_key();
    let mut left = world.browser();
    left.sign_in(EMAIL, PASSWORD).await;
    world.clock.advance(6 * MINUTE);

    assert_eq!(ana.post("/console/install/identity-secret", &[("password", PASSWORD)]).await.status, 200);

    assert_eq!(act.is_sent(&mut ana).await, 303);
    assert_eq!(act.is_sent(&mut left).await, 403);
}

#[tokio::test]
async fn what_takes_something_away_asks_for_nothing() {
    let (world, mut ana) = World::claimed().await;
    let role = changes_a_role(&world, &mut ana).await;
    for act in [makes_a_key(), invites()] {
        assert_eq!(act.is_sent(&mut ana).await, 303);
    }
    world.clock.advance(6 * MINUTE);
    let mut id_in = async |page: &str, beginning: &str| {
        let body = ana.get(page).await.body;
        format!("{beginning}{}", body.split(beginning).nth(1).unwrap().split(['/', '"']).next().unwrap())
    };
    let key = id_in("/console/developers", "/console/developers/keys/").await;
    let invitation = id_in("/console/members", "/console/members/invitations/").await;

    for form in [key, invitation].map(|path| format!("{path}/revoke")) {
        assert_eq!(ana.post(&form, &[("sure", "yes")]).await.status, 303, "{form}");
    }
    for what in ["sessions", "deactivate"] {
        let form = format!("{}/{what}", role.page);
        assert_eq!(ana.post(&form, &[("sure", "yes")]).await.status, 303, "{form}");
    }
}

#[tokio::test]
async fn who_may_not_is_told_so_and_asked_for_no_password() {
    let (world, mut ana) = World::claimed().await;
    let act = makes_a_key();
    world.demote().await;
    world.clock.advance(6 * MINUTE);

    let (status, body) = act.is_sent_with(&mut ana, "wrong horse battery").await;

    assert_eq!((status, body.contains(FIELD)), (403, false), "{body}");
}

#[tokio::test]
async fn a_proof_counts_for_no_session_that_has_ended_meanwhile() {
    let (world, mut ana) = World::claimed().await;
    let mut other = world.browser();
    other.sign_in(EMAIL, PASSWORD).await;
    let session = SessionHash::of(&ana.cookies["deskbell"]);
    world.clock.advance(6 * MINUTE);
    let found = world.db.read(|connection| views::credentials(connection, EMAIL)).await.unwrap().unwrap();
    let proved = Proved { agent: found.agent, stored: found.password_hash, renewed: None };

    // The password was typed and is right; before that is written, somebody signs out in another tab.
    assert_eq!(ana.post("/sign-out", &[]).await.status, 303);
    let refused = world.db.write(move |tx| note_proof(tx, session, &proved)).await;

    let sentence = "This session has ended meanwhile. Sign in again.";
    assert!(matches!(&refused, Err(Error::Forbidden(told)) if told == sentence), "{refused:?}");
    assert_eq!(world.count("SELECT count(*) FROM agent_sessions").await, 1);
    assert_eq!(makes_a_key().is_sent(&mut other).await, 403, "nor for another of theirs");
}

#[tokio::test]
async fn who_may_not_change_somebody_is_told_so_and_asked_for_no_password() {
    let (world, mut ana) = World::claimed().await;
    let bo = changes_a_role(&world, &mut ana).await;
    assert_eq!(bo.is_sent(&mut ana).await, 303, "Bo is an administrator");
    let mut admin = world.browser();
    admin.sign_in(BO, BO_PASSWORD).await;
    let found = world.db.read(|connection| views::credentials(connection, EMAIL)).await.unwrap().unwrap();
    let owner = format!("/console/members/{}", found.agent.id);
    world.clock.advance(6 * MINUTE);

    for (page, form, why) in [
        (&owner, "role", "Only owners can do this."),
        (&bo.page, "role", "Nobody changes their own role"),
        (&owner, "two-factor", "Only owners can do this."),
        (&owner, "reactivate", "Only owners can do this."),
        (&owner, "deactivate", "Only owners can do this."),
        (&bo.page, "two-factor", "Switch off your own two-factor sign-in on your profile"),
        (&bo.page, "reactivate", "Nobody reactivates themselves"),
        (&bo.page, "deactivate", "Nobody deactivates themselves"),
    ] {
        for fields in [vec![], vec![("sure", "yes")], vec![("sure", "yes"), ("password", "wrong horse battery")]] {
            let fields = [fields, vec![("role", "agent")]].concat();
            let answer = admin.post(&format!("{page}/{form}"), &fields).await;

            assert_eq!((answer.status, answer.body.contains(FIELD)), (403, false), "{form}: {}", answer.body);
            assert!(answer.body.contains(why), "{form}: {}", answer.body);
        }
    }
    assert_eq!(world.count("SELECT count(*) FROM agents WHERE is_active").await, 2);
}

#[tokio::test]
async fn what_changes_nothing_or_cannot_be_asks_for_no_password() {
    let (world, mut ana) = World::claimed().await;
    let bo = changes_a_role(&world, &mut ana).await;
    let till = widens_a_key(&mut ana).await;
    assert_eq!(ana.post(&format!("{}/revoke", till.form), &[("sure", "yes")]).await.status, 303);
    world.clock.advance(6 * MINUTE);

    let same = ana.post(&bo.form, &[("role", "agent")]).await;
    let active = ana.post(&format!("{}/reactivate", bo.page), &[("sure", "yes")]).await;
    let revoked = ana.post(&till.form, &till.fields).await;

    assert_eq!((same.status, same.header("location")), (303, bo.page.as_str()), "{}", same.body);
    assert_eq!((active.status, active.header("location")), (303, bo.page.as_str()), "{}", active.body);
    assert_eq!((revoked.status, revoked.body.contains(FIELD)), (409, false), "{}", revoked.body);
    assert!(revoked.body.contains("never works again. Make another one."), "{}", revoked.body);
    let noted = "SELECT count(*) FROM audit_log WHERE kind IN ('role_changed', 'reactivated', 'api_key_changed')";
    assert_eq!(world.count(noted).await, 0);
}
