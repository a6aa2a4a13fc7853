//! An import while agents have their inbox open.

use crate::support::{browser::Browser, world::World};

#[tokio::test]
async fn open_inboxes_fetch_everything_anew_after_an_import_and_only_then() {
    let world = World::start().await;
    let agent = world.agent().await;
    let mut browser = Browser::new(&world.address);
    browser.cookies.insert("deskbell".to_owned(), agent.cookie.split_once('=').unwrap().1.to_owned());
    let mut import = async || {
        let staged = browser.upload("/console/customer-data/import", &[], ("table", b"id,name\n1,Ana\n2,Bo\n")).await;
        let form = [("column_0", "external_id"), ("column_1", "name")];
        assert_eq!(browser.post(staged.header("location"), &form).await.status, 303);
    };
    let mut inbox = agent.connect().await;

    import().await;
    let frame = inbox.next_of("reload").await;
    import().await;
    let (_, caught_up) = agent.connect_after(Some(0)).await;

    assert_eq!(frame["type"], "reload");
    let reloads = caught_up.iter().filter(|frame| frame["type"] == "reload").count();
    assert_eq!(reloads, 1, "the second import changed nothing: {caught_up:?}");
}
