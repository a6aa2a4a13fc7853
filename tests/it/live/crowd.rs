//! Many panels at once, as after a restart.

use crate::support::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn panels_that_all_come_at_the_same_moment_are_all_greeted() {
    let world = World::start_with(&[
        ("DESKBELL_LIMITS_VISITOR_SOCKETS", "1000"),
        ("DESKBELL_LIMITS_ADDRESS_SOCKETS", "1000"),
        ("DESKBELL_CONNECTIONS_PER_ADDRESS", "10000"),
    ])
    .await;
    let visitor = world.visitor().acting().await;

    for _ in 0..6 {
        let coming = (0..100).map(|_| {
            let visitor = visitor.clone();
            tokio::spawn(async move { visitor.connect().await })
        });
        let mut panels = Vec::new();
        for panel in coming.collect::<Vec<_>>() {
            panels.push(panel.await.unwrap());
        }
        for panel in panels {
            panel.close().await;
        }
        // The limit of what one browser may ask for, ten times a second.
        world.clock.advance(60_000);
    }
}
