use deskbell::{
    base::{Actor, ids::AgentId, time::DAY},
    teams,
};

use crate::support::{
    browser::Browser,
    pages_world::{EMAIL, PASSWORD, World},
};

const BO: &str = "bo@fern.example";

/// Invites, and answers the path of the link.
async fn invited(ana: &mut Browser, email: &str, role: &str) -> String {
    let answer = ana.post("/console/members/invite", &[("email", email), ("role", role)]).await;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = ana.get("/console/members").await.body;
    let token = page.split("/join/").nth(1).unwrap_or_else(|| panic!("no link: {page}"));
    format!("/join/{}", token.split('<').next().unwrap())
}

const FIELDS: [(&str, &str); 2] = [("name", "Bo"), ("password", "a horse of my own")];

#[tokio::test]
async fn a_link_lets_somebody_join_once_with_the_role_it_was_made_for() {
    let (world, mut ana) = World::claimed().await;
    let link = invited(&mut ana, " BO@fern.example ", "agent").await;
    assert!(!ana.get("/console/members").await.body.contains("/join/"), "the link is shown once");
    let mut bo = world.browser();

    let page = bo.get(&link).await;
    assert!(page.status == 200 && page.body.contains(BO) && page.body.contains("as agent"), "{}", page.body);
    let weak = bo.post(&link, &[("name", "Bo"), ("password", "bo@fern.example")]).await;
    assert!(weak.status == 422 && weak.body.contains("value=\"Bo\""), "{}", weak.body);
    let joined = bo.post(&link, &FIELDS).await;

    assert_eq!((joined.status, joined.header("location")), (303, "/inbox"));
    assert_eq!(bo.get("/profile").await.status, 200);
    assert_eq!(bo.get("/console/members").await.status, 403);
    let again = world.browser().post(&link, &FIELDS).await;
    assert!(again.status == 410 && again.body.contains("This invitation was used"), "{}", again.body);
    assert_eq!(world.count("SELECT count(*) FROM agents WHERE role = 'agent'").await, 1);
    assert_eq!(world.browser().sign_in(BO, FIELDS[1].1).await.status, 303);
}

#[tokio::test]
async fn links_that_open_no_more_say_why() {
    let (world, mut ana) = World::claimed().await;
    let old = invited(&mut ana, BO, "agent").await;
    let new = invited(&mut ana, BO, "admin").await;
    let says = async |link: &str| {
        let answer = world.browser().get(link).await;
        (answer.status, answer.body.split("<h1").nth(1).unwrap().split(['>', '<']).nth(1).unwrap().to_owned())
    };

    assert_eq!(says(&old).await, (410, "This invitation was taken back".to_owned()));
    assert_eq!(says(&new).await, (200, "Join Fern &#38; Co".to_owned()));
    assert_eq!(says("/join/nonsense").await, (404, "This link opens nothing".to_owned()));
    world.clock.advance(7 * DAY);
    assert_eq!(says(&new).await, (410, "This invitation has expired".to_owned()));
    assert_eq!(world.browser().post(&new, &FIELDS).await.status, 410);
    ana.sign_in(EMAIL, PASSWORD).await;
    let page = ana.get("/console/members").await.body;
    let id = page.split("/console/members/invitations/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    ana.post(&format!("/console/members/invitations/{id}/revoke"), &[]).await;
    assert!(!ana.get("/console/members").await.body.contains(BO));
    assert_eq!(world.count("SELECT count(*) FROM agents").await, 1);
}

#[tokio::test]
async fn only_a_hash_of_the_link_is_kept() {
    let (world, mut ana) = World::claimed().await;
    let link = invited(&mut ana, BO, "agent").await;
    let token = link.strip_prefix("/join/").unwrap().to_owned();

    let kept: Vec<u8> = world
        .db
        .read(|connection| Ok(connection.query_row("SELECT token_hash FROM invitations", [], |row| row.get(0))?))
        .await
        .unwrap();

    assert_eq!(token.len(), 64);
    assert_eq!(kept, deskbell::base::secret::fingerprint(&token));
}

#[tokio::test]
async fn members_are_not_invited_again_and_what_is_wrong_stands_beside_its_field() {
    let (_world, mut ana) = World::claimed().await;

    let member = ana.post("/console/members/invite", &[("email", EMAIL), ("role", "agent")]).await;
    let wrong = ana.post("/console/members/invite", &[("email", "bo"), ("role", "king")]).await;

    assert!(member.status == 422 && member.body.contains("belongs to a member already"), "{}", member.body);
    assert!(
        wrong.status == 422 && wrong.body.contains("id=\"email-error\"") && wrong.body.contains("id=\"role-error\"")
    );
    assert!(wrong.body.contains("value=\"bo\""));
}

#[tokio::test]
async fn an_administrator_invites_no_owner() {
    let (world, mut ana) = World::claimed().await;
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'admin'", [])?)).await.unwrap();

    let answer = ana.post("/console/members/invite", &[("email", BO), ("role", "owner")]).await;

    assert_eq!(answer.status, 403);
    assert!(answer.body.contains("Only owners"), "{}", answer.body);
    assert!(!ana.get("/console/members").await.body.contains("value=\"owner\""));
}

#[tokio::test]
async fn an_administrator_ends_no_invitation_of_an_owner() {
    let (world, mut ana) = World::claimed().await;
    let link = invited(&mut ana, BO, "owner").await;
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'admin'", [])?)).await.unwrap();

    let answer = ana.post("/console/members/invite", &[("email", BO), ("role", "agent")]).await;

    assert_eq!(answer.status, 403, "{}", answer.body);
    assert_eq!(world.browser().get(&link).await.status, 200, "it opens as before");
    world.clock.advance(7 * DAY);
    ana.sign_in(EMAIL, PASSWORD).await;
    let lapsed = ana.post("/console/members/invite", &[("email", BO), ("role", "agent")]).await;
    assert_eq!(lapsed.status, 303, "one that has lapsed is nobody's: {}", lapsed.body);
}

#[tokio::test]
async fn nobody_takes_the_address_of_somebody_who_is_invited() {
    let (world, mut ana) = World::claimed().await;
    let link = invited(&mut ana, BO, "agent").await;
    let takes = [("email", BO), ("email_password", PASSWORD)];

    let refused = ana.post("/profile/email", &takes).await;

    assert!(
        refused.status == 422 && refused.body.contains("Somebody is invited with this address"),
        "{}",
        refused.body
    );
    assert_eq!(world.browser().post(&link, &FIELDS).await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM agents WHERE email = 'ana@fern.example'").await, 1);
}

#[tokio::test]
async fn an_address_that_was_taken_since_is_told_on_the_form() {
    let (world, mut ana) = World::claimed().await;
    let link = invited(&mut ana, BO, "agent").await;
    world.db.write(|tx| Ok(tx.execute("UPDATE agents SET email = ?1", [BO])?)).await.unwrap();

    let answer = world.browser().post(&link, &FIELDS).await;

    assert_eq!(answer.status, 422, "{}", answer.body);
    assert!(answer.body.contains("Not joined") && !answer.body.contains("was used"), "{}", answer.body);
    assert!(answer.body.contains("already") && answer.body.contains("value=\"Bo\""), "{}", answer.body);
    assert_eq!(world.browser().get(&link).await.status, 200, "the invitation is not used up");
}

#[tokio::test]
async fn a_full_team_stops_nobody_from_joining() {
    let (world, mut ana) = World::claimed().await;
    let made = world.db.write(|tx| {
        let named = |name: &str| teams::model::NewTeam { name: name.to_owned(), agents: Vec::new() };
        let full = teams::actions::make(tx, &Actor::System, named("Returns"))?.id;
        for number in 0..teams::model::MAX_MEMBERS {
            let id = tx.new_id::<AgentId>();
            tx.execute(
                "INSERT INTO agents (agent_id, email, name, role, password_hash, created_at)
                 VALUES (?1, ?2, 'One of many', 'agent', '', 0)",
                rusqlite::params![id, format!("{number}@fern.example")],
            )?;
            tx.execute("INSERT INTO team_members (team_id, agent_id) VALUES (?1, ?2)", rusqlite::params![full, id])?;
        }
        Ok([full, teams::actions::make(tx, &Actor::System, named("Sales"))?.id])
    });
    let [full, free] = made.await.unwrap();
    let (first, second) = (full.to_string(), free.to_string());
    let fields = [("email", BO), ("role", "agent"), ("team", first.as_str()), ("team", second.as_str())];
    assert_eq!(ana.post("/console/members/invite", &fields).await.status, 303);
    let page = ana.get("/console/members").await.body;
    let link = format!("/join/{}", page.split("/join/").nth(1).unwrap().split('<').next().unwrap());

    let joined = world.browser().post(&link, &FIELDS).await;

    assert_eq!(joined.status, 303, "{}", joined.body);
    let count = |id| world.db.read(move |connection| Ok(teams::views::by_id(connection, id)?.unwrap().agents.len()));
    assert_eq!((count(full).await.unwrap(), count(free).await.unwrap()), (teams::model::MAX_MEMBERS, 1));
}

#[tokio::test]
async fn who_joins_is_in_the_teams_of_the_invitation_that_are_still_there() {
    let (world, mut ana) = World::claimed().await;
    let made = world.db.write(|tx| {
        let named = |name: &str| teams::model::NewTeam { name: name.to_owned(), agents: Vec::new() };
        let stays = teams::actions::make(tx, &Actor::System, named("Returns"))?;
        let goes = teams::actions::make(tx, &Actor::System, named("Autumn sale"))?;
        Ok([stays.id, goes.id])
    });
    let [stays, goes] = made.await.unwrap();
    let (first, second) = (stays.to_string(), goes.to_string());
    let fields = [("email", BO), ("role", "agent"), ("team", first.as_str()), ("team", second.as_str())];
    assert_eq!(ana.post("/console/members/invite", &fields).await.status, 303);
    let page = ana.get("/console/members").await.body;
    let link = format!("/join/{}", page.split("/join/").nth(1).unwrap().split('<').next().unwrap());
    world.db.write(move |tx| teams::actions::delete(tx, &Actor::System, goes)).await.unwrap();

    let joined = world.browser().post(&link, &FIELDS).await;

    assert_eq!(joined.status, 303, "{}", joined.body);
    let team = world.db.read(move |connection| teams::views::by_id(connection, stays)).await.unwrap().unwrap();
    assert_eq!(team.agents.len(), 1);
}
