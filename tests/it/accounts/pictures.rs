use deskbell::{
    accounts::{self, actions::set_picture},
    base::{Actor, Error, Role, ids::AgentId},
};

use crate::support::pages_world::World;

async fn ana(world: &World) -> AgentId {
    world.db.read(accounts::views::first).await.unwrap().unwrap().id
}

#[tokio::test]
async fn somebody_who_answers_has_the_picture_she_chose_until_she_takes_it_away() {
    let (world, _) = World::claimed().await;
    let id = ana(&world).await;
    let actor = Actor::Agent { id, role: Role::Agent };
    let picture = async || {
        world.db.read(move |connection| accounts::views::agent(connection, id)).await.unwrap().unwrap().picture_id
    };
    let insert =
        "INSERT INTO pictures (picture_id, media_type, bytes, created_at) VALUES ('face', 'image/png', x'00', 0)";
    world.db.write(move |tx| Ok(tx.execute(insert, [])?)).await.unwrap();

    let chosen = actor.clone();
    world.db.write(move |tx| set_picture(tx, &chosen, Some("face"))).await.unwrap();
    assert_eq!(picture().await.as_deref(), Some("face"));
    let wrong = actor.clone();
    let refused = world.db.write(move |tx| set_picture(tx, &wrong, Some("nobody's"))).await;
    assert!(matches!(refused, Err(Error::Invalid(errors)) if errors.at("/picture_id").is_some()));
    assert_eq!(picture().await.as_deref(), Some("face"));
    world.db.write(move |tx| set_picture(tx, &actor, None)).await.unwrap();
    assert_eq!(picture().await, None);

    let system = world.db.write(|tx| set_picture(tx, &Actor::System, None)).await;
    assert!(matches!(system, Err(Error::Forbidden(_))));
}
