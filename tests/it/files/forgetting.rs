//! What is not needed goes: the row and the bytes.

use deskbell::{
    base::{
        Random,
        ids::{FileId, NewId},
        time::{DAY, HOUR},
    },
    housekeeping::ForgetFiles,
    jobs::{Next, Worker},
};

use super::{fetch, id_of, message, on_disk, send, uploaded};
use crate::support::world::World;

/// Lets the housekeeper go through all folders, on its own clock: a day's work at the world's moment.
async fn tidy(world: &World) {
    let handles = &world.handles;
    for top in 0..256_u32 / 4 {
        let mut forget =
            ForgetFiles::new(handles.db.clone(), handles.clock.clone(), handles.files.clone()).from(top * 4);
        while matches!(forget.run_once().await.unwrap(), Next::Again) {}
    }
}

#[tokio::test]
async fn a_file_that_was_never_sent_goes_after_a_day_and_a_sent_one_stays() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let lost = uploaded(&visitor, "lost.txt", "x").await;
    let kept = uploaded(&visitor, "kept.txt", "x").await;
    let (sent, actor) = message(&world, &visitor).await;
    send(&world, &actor, &[id_of(&kept)], sent).await.unwrap();

    world.clock.advance(23 * HOUR);
    tidy(&world).await;
    assert_eq!(world.rows("files").await, 2);
    world.clock.advance(2 * HOUR);
    tidy(&world).await;

    assert_eq!(world.rows("files").await, 1);
    let paths = on_disk(&world);
    assert!(paths.len() == 1 && paths[0].ends_with(kept["id"].as_str().unwrap()), "{paths:?}");
    assert_eq!(fetch(&world, lost["url"].as_str().unwrap()).await.status(), 404);
    world.stop().await;
}

#[tokio::test]
async fn bytes_without_a_row_go_once_they_are_a_day_old() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let file = uploaded(&visitor, "a.txt", "x").await;
    let (sent, actor) = message(&world, &visitor).await;
    send(&world, &actor, &[id_of(&file)], sent).await.unwrap();
    let begun = FileId::new(world.clock.now(), &Random::from_system());
    std::fs::write(world.folder.path().join("files/new").join(begun.to_string()), "half").unwrap();
    let strange = world.folder.path().join("files/strange.txt");
    std::fs::write(&strange, "an administrator's note").unwrap();

    world.handles.db.write(|tx| Ok(tx.execute("DELETE FROM conversations", [])?)).await.unwrap();
    tidy(&world).await;
    assert_eq!(world.rows("files").await, 0);
    assert_eq!(on_disk(&world).len(), 3, "not old enough");
    world.clock.advance(DAY + HOUR);
    tidy(&world).await;

    assert_eq!(on_disk(&world), ["strange.txt"]);
    world.stop().await;
}
