//! The identity secret on the install page: shown, replaced, ended; and what pages must prove.

use deskbell::{
    base::{
        Actor,
        time::{DAY, MINUTE},
    },
    people::proofs::{self, Reason},
    settings,
    visitors::{self, actions::NewVisitor},
};

use crate::support::{
    browser::{Answer, Browser},
    pages_world::{PASSWORD, World},
};

const SECRET: &str = "/console/install/identity-secret";
const ROTATE: &str = "/console/install/identity/rotate";
const END: &str = "/console/install/identity/end-former";
const SETTINGS: &str = "/console/install/identity/settings";

/// The secrets that a page shows, the present one first.
pub fn shown_secrets(body: &str) -> Vec<String> {
    let is_secret = |part: &&str| part.find('<') == Some(64) && part[..64].bytes().all(|byte| byte.is_ascii_hexdigit());
    body.split("<code>").filter(is_secret).map(|part| part[..64].to_owned()).collect()
}

async fn secrets(ana: &mut Browser) -> Vec<String> {
    shown_secrets(&ana.post(SECRET, &[("password", PASSWORD)]).await.body)
}

async fn rotate(ana: &mut Browser, old: &str) -> Answer {
    ana.post(ROTATE, &[("sure", "yes"), ("old", old), ("password", PASSWORD)]).await
}

#[tokio::test]
async fn replacing_the_secret_asks_for_the_password_and_for_how_long_the_old_one_stays() {
    let (world, mut ana) = World::claimed().await;
    let before = secrets(&mut ana).await;

    let asked = ana.post(ROTATE, &[]).await;
    let wrong = ana.post(ROTATE, &[("sure", "yes"), ("old", "7"), ("password", "wrong horse battery")]).await;
    let unknown = ana.post(ROTATE, &[("sure", "yes"), ("old", "9"), ("password", PASSWORD)]).await;

    assert_eq!((asked.status, wrong.status, unknown.status), (200, 422, 422));
    assert!(asked.body.contains("name=\"password\"") && asked.body.contains("value=\"open\" checked"));
    assert!(
        wrong.body.contains("id=\"password-error\"") && wrong.body.contains("value=\"7\" checked"),
        "{}",
        wrong.body
    );
    assert!(unknown.body.contains("id=\"old-error\""));
    assert_eq!(secrets(&mut ana).await, before);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'settings_changed'").await, 0);
}

#[tokio::test]
async fn both_secrets_are_shown_while_both_are_valid() {
    let (world, mut ana) = World::claimed().await;
    let before = secrets(&mut ana).await;

    let rotated = rotate(&mut ana, "7").await;
    let page = ana.get("/console/install").await.body;
    let both = secrets(&mut ana).await;
    world.clock.advance(7 * DAY);
    ana.sign_in(crate::support::pages_world::EMAIL, PASSWORD).await;
    let later = secrets(&mut ana).await;

    assert_eq!((rotated.status, rotated.header("location")), (303, "/console/install#identity"));
    assert_eq!((before.len(), both.len()), (1, 2));
    assert_eq!(both[1], before[0]);
    assert!(page.contains("The identity secret is new") && page.contains("valid until <time"), "{page}");
    assert!(page.contains("No proof has used the old secret") && page.contains("End the old one now"));
    assert_eq!(later, [both[0].clone()]);
    assert!(ana.get("/console/install").await.body.contains("Replace the secret …"));
}

#[tokio::test]
async fn an_old_secret_that_others_know_ends_at_once() {
    let (world, mut ana) = World::claimed().await;
    let before = secrets(&mut ana).await;
    let site = world.sites.all()[0].id;
    let prove = world.db.write(move |tx| {
        let contact = deskbell::contacts::actions::create_anonymous(tx, &Actor::System)?;
        visitors::actions::start(tx, NewVisitor { id: None, site, contact, is_verified: true })
    });
    prove.await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM visitor_tokens").await, 1);

    rotate(&mut ana, "now").await;
    let page = ana.get("/console/install").await.body;
    let after = secrets(&mut ana).await;

    assert!(after.len() == 1 && after != before);
    assert_eq!(world.count("SELECT count(*) FROM visitor_tokens").await, 0, "whom it may have proved is nobody now");
    assert!(page.contains("the old one has ended") && page.contains("Replace the secret …"), "{page}");
}

#[tokio::test]
async fn the_old_secret_stays_until_it_is_ended_and_there_are_never_three() {
    let (world, mut ana) = World::claimed().await;
    rotate(&mut ana, "open").await;
    let both = secrets(&mut ana).await;

    let third = rotate(&mut ana, "now").await;
    world.db.write(|tx| settings::actions::note_former_use(tx)).await.unwrap();
    world.db.write(|tx| settings::actions::note_former_use(tx)).await.unwrap();
    let used = ana.get("/console/install").await.body;
    let asked = ana.post(END, &[]).await;
    let kept = secrets(&mut ana).await;
    let ended = ana.post(END, &[("sure", "yes")]).await;
    let page = ana.get("/console/install").await.body;

    assert_eq!((third.status, both.clone()), (409, kept));
    assert!(third.body.contains("End it first") && !third.body.contains(&both[0]), "{}", third.body);
    assert!(used.contains("2 proofs since still used the old one, the last <relative-time>"), "{used}");
    assert!(asked.status == 200 && asked.body.contains("End the old identity secret?"));
    assert_eq!((ended.status, ended.header("location")), (303, "/console/install#identity"));
    assert!(page.contains("The old identity secret has ended") && !page.contains("End the old one now"));
    assert_eq!(secrets(&mut ana).await, both[..1]);
}

#[tokio::test]
async fn guessing_the_password_is_limited_wherever_it_is_asked_for() {
    let (world, mut ana) = World::claimed().await;

    for _ in 0..3 {
        ana.post(ROTATE, &[("sure", "yes"), ("old", "now"), ("password", "wrong horse battery")]).await;
    }
    for _ in 0..2 {
        ana.post(SECRET, &[("password", "wrong horse battery")]).await;
    }
    let limited = rotate(&mut ana, "30").await;

    assert_eq!(limited.status, 429);
    assert!(limited.body.contains("id=\"password-error\"") && limited.body.contains("value=\"30\" checked"));
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'settings_changed'").await, 0);
}

#[tokio::test]
async fn verification_is_required_and_a_proof_holds_as_long_as_an_administrator_says() {
    let (world, mut ana) = World::claimed().await;

    let saved = ana.post(SETTINGS, &[("requires_proof", "yes"), ("proof_days", "30")]).await;
    let page = ana.get("/console/install").await.body;
    let mut refused = Vec::new();
    for wrong in ["0", "91", "a week", ""] {
        refused.push(ana.post(SETTINGS, &[("proof_days", wrong)]).await);
    }

    assert_eq!((saved.status, saved.header("location")), (303, "/console/install#identity"));
    assert!(
        page.contains("value=\"yes\" checked") && page.contains("name=\"proof_days\" type=\"number\" value=\"30\"")
    );
    for (answer, typed) in refused.iter().zip(["0", "91", "a week", ""]) {
        assert_eq!(answer.status, 422, "{typed}");
        assert!(answer.body.contains("id=\"proof_days-error\"") && !answer.body.contains("value=\"yes\" checked"));
        assert!(answer.body.contains(&format!("type=\"number\" value=\"{typed}\"")), "{typed}");
    }
    assert_eq!(world.count("SELECT requires_proof * 1000 + proof_days FROM workspace").await, 1030);
    ana.post(SETTINGS, &[("proof_days", "7")]).await;
    assert_eq!(world.count("SELECT requires_proof * 1000 + proof_days FROM workspace").await, 7);
}

#[tokio::test]
async fn days_that_cannot_be_are_named_before_the_password_is_asked_for() {
    let (world, mut ana) = World::claimed().await;
    world.clock.advance(6 * MINUTE);

    for wrong in ["0", "91", "a week", ""] {
        for more in [vec![], vec![("sure", "yes")], vec![("sure", "yes"), ("password", "wrong horse battery")]] {
            let fields = [[("requires_proof", "yes"), ("proof_days", wrong)].as_slice(), &more].concat();
            let answer = ana.post(SETTINGS, &fields).await;

            assert_eq!(answer.status, 422, "{fields:?}: {}", answer.body);
            assert!(answer.body.contains("id=\"proof_days-error\"") && answer.body.contains("value=\"yes\" checked"));
            assert!(answer.body.contains(&format!("type=\"number\" value=\"{wrong}\"")), "{wrong}");
            assert!(!answer.body.contains("id=\"password-error\""), "{wrong}");
        }
    }
    assert_eq!(world.count("SELECT requires_proof FROM workspace").await, 0);
}

#[tokio::test]
async fn who_is_asked_for_the_password_reads_what_shall_be_required_and_for_how_long_a_proof_holds() {
    let (world, mut ana) = World::claimed().await;
    let days = world.count("SELECT proof_days FROM workspace").await;
    world.clock.advance(6 * MINUTE);

    let on = ana.post(SETTINGS, &[("requires_proof", "yes"), ("proof_days", " 30 ")]).await.body;
    let fields = [("requires_proof", "yes"), ("proof_days", "30"), ("sure", "yes"), ("password", PASSWORD)];
    assert_eq!(ana.post(SETTINGS, &fields).await.status, 303);
    world.clock.advance(6 * MINUTE);
    let off = ana.post(SETTINGS, &[("proof_days", "30")]).await.body;
    let off_and_shorter = ana.post(SETTINGS, &[("proof_days", "1")]).await.body;
    let shorter = ana.post(SETTINGS, &[("requires_proof", "yes"), ("proof_days", "7")]).await.body;
    let noted = world.count("SELECT count(*) FROM audit_log WHERE kind = 'verification_changed'").await;
    let same = ana.post(SETTINGS, &[("requires_proof", "yes"), ("proof_days", "30")]).await;

    assert_ne!(days, 30);
    let asks = |page: &str, title: &str| page.contains(&format!("<h1>{title}</h1>"));
    assert!(asks(&on, "Require verification, and believe a browser for 30 days after it?"), "{on}");
    assert!(on.contains("the visitor stays anonymous"), "{on}");
    assert!(asks(&off, "No longer require verification?"), "{off}");
    assert!(off.contains("as unverified"), "{off}");
    let title = "No longer require verification, and believe a browser for 1 day after one?";
    assert!(asks(&off_and_shorter, title) && off_and_shorter.contains("as unverified"), "{off_and_shorter}");
    assert!(off_and_shorter.contains("name=\"proof_days\" value=\"1\""), "{off_and_shorter}");
    assert!(
        asks(&shorter, "Believe a browser for 7 days after its verification?") && shorter.contains("stays required"),
        "{shorter}"
    );
    assert_eq!(same.status, 303, "nothing is changed, so nothing is asked");
    assert_eq!(world.count("SELECT count(*) FROM audit_log WHERE kind = 'verification_changed'").await, noted);
    assert_eq!(world.count("SELECT requires_proof * 1000 + proof_days FROM workspace").await, 1030);
}

#[tokio::test]
async fn the_last_failures_say_where_what_and_when() {
    let (world, mut ana) = World::claimed().await;
    assert!(ana.get("/console/install").await.body.contains("None in the last 30 days."));

    let site = world.site().id;
    world.db.write(move |tx| proofs::actions::note_failure(tx, site, Reason::TokenExpired)).await.unwrap();
    let page = ana.get("/console/install").await.body;

    assert!(page.contains(&Reason::TokenExpired.sentence().replace('\'', "&#39;")), "{page}");
    assert!(page.contains("data-label=\"Site\">Fern &#38; Co"), "{page}");
}

#[tokio::test]
async fn programs_of_seven_languages_and_ways_onto_the_page_are_shown() {
    let (world, mut ana) = World::claimed().await;

    let page = ana.get("/console/install").await.body;

    for language in ["Node.js", "PHP", "Python", "Ruby", "Go", "Java", "C#"] {
        assert!(page.contains(&format!("<copy-field label=\"{language}\">")), "{language}");
    }
    for way in ["data-user-hash", "data-user-token", "data-session", "identify", "href=\"/docs/widget#identity\""] {
        assert!(page.contains(way), "{way}");
    }
    assert!(page.contains(&world.app_id()));
}

#[tokio::test]
async fn with_several_sites_every_form_leads_back_to_the_chosen_one() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/sites", &[("name", "Fern Outlet")]).await;
    let outlet = world.sites.all()[1].id;
    let at = |path: &str| format!("{path}?site={outlet}");
    let home = format!("/console/install?site={outlet}#identity");

    let rotated = ana.post(&at(ROTATE), &[("sure", "yes"), ("old", "open"), ("password", PASSWORD)]).await;
    let ended = ana.post(&at(END), &[("sure", "yes")]).await;
    let saved = ana.post(&at(SETTINGS), &[("proof_days", "7")]).await;

    for answer in [rotated, ended, saved] {
        assert_eq!((answer.status, answer.header("location")), (303, home.as_str()));
    }
}
