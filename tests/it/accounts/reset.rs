use deskbell::{
    accounts::{EmailAddress, Password, actions},
    base::{Actor, Error, Role, ids::AgentId},
};

use crate::support::pages_world::{EMAIL, PASSWORD, World};

#[tokio::test]
async fn a_new_password_ends_every_session_and_the_old_password() {
    let (world, mut ana) = World::claimed().await;
    let mut phone = world.browser();
    phone.sign_in(EMAIL, PASSWORD).await;
    let hash = world.passwords.hash(&Password::parse("another horse entirely", &[]).unwrap()).await.unwrap();

    let email = EmailAddress::parse(EMAIL).unwrap();
    world.db.write(move |tx| actions::reset_password(tx, &Actor::System, (&email, &hash), false)).await.unwrap();

    assert_eq!((ana.get("/inbox").await.status, phone.get("/inbox").await.status), (303, 303));
    assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.status, 422);
    assert_eq!(world.browser().sign_in(EMAIL, "another horse entirely").await.status, 303);
    assert_eq!(world.count("SELECT count(*) FROM events WHERE kind = 'agent_sessions_ended' AND json_extract(data, '$.session') IS NULL").await, 1);
}

#[tokio::test]
async fn only_administrators_reset_passwords_and_only_of_accounts_that_exist() {
    let (world, _) = World::claimed().await;
    let hash = world.passwords.hash(&Password::parse("another horse entirely", &[]).unwrap()).await.unwrap();
    let id: AgentId = world
        .db
        .read(|connection| Ok(connection.query_row("SELECT agent_id FROM agents", [], |row| row.get(0))?))
        .await
        .unwrap();
    let reset = async |actor: Actor, email: &str| {
        let (email, hash) = (EmailAddress::parse(email).unwrap(), hash.clone());
        world.db.write(move |tx| actions::reset_password(tx, &actor, (&email, &hash), false)).await
    };

    assert!(matches!(reset(Actor::Agent { id, role: Role::Agent }, EMAIL).await, Err(Error::Forbidden(_))));
    assert!(matches!(reset(Actor::System, "bob@fern.example").await, Err(Error::NotFound(_))));
}
