//! Who may fetch a file, and how it is served.

use deskbell::base::{Actor, time::HOUR};
use reqwest::Method;
use serde_json::Value;

use super::{fetch, fetch_as, id_of, message, owner, send, uploaded, uploaded_by};
use crate::support::world::World;

fn url(attachment: &Value) -> &str {
    attachment["url"].as_str().unwrap()
}

#[tokio::test]
async fn a_download_comes_whole_under_its_name_and_can_do_nothing() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let bytes: Vec<u8> = (0..300_000_u32).map(|index| b'a' + (index % 26) as u8).collect();
    let file = uploaded(&visitor, "Übersicht \"März\".txt", bytes.clone()).await;

    let response = fetch(&world, url(&file)).await;
    let head = reqwest::Client::new().head(format!("{}{}", world.address, url(&file))).send().await.unwrap();

    for answer in [&response, &head] {
        let header = |name: &str| answer.headers()[name].to_str().unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(header("content-length"), "300000");
        assert_eq!(header("content-type"), "text/plain");
        assert_eq!(
            header("content-disposition"),
            "attachment; filename=\"_bersicht _M_rz_.txt\"; filename*=UTF-8''%C3%9Cbersicht%20_M%C3%A4rz_.txt"
        );
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox; frame-ancestors 'none'");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert!(
            header("cache-control").starts_with("private, max-age=") && header("cache-control").ends_with("immutable")
        );
    }
    assert_eq!(head.bytes().await.unwrap().len(), 0);
    assert_eq!(response.bytes().await.unwrap(), bytes);
    world.stop().await;
}

#[tokio::test]
async fn an_address_holds_for_six_hours_and_not_for_ever() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let file = uploaded(&visitor, "a.txt", "hello").await;

    world.clock.advance(6 * HOUR);
    assert_eq!(fetch(&world, url(&file)).await.status(), 200);
    world.clock.advance(6 * HOUR);
    let lapsed = fetch(&world, url(&file)).await;

    assert_eq!(lapsed.status(), 403);
    assert!(lapsed.text().await.unwrap().contains("address-lapsed"));
    world.stop().await;
}

#[tokio::test]
async fn an_address_that_was_changed_anywhere_opens_nothing() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let file = uploaded(&visitor, "a.txt", "hello").await;
    let other = uploaded(&visitor, "b.txt", "other").await;
    let parts: Vec<&str> = url(&file).split('/').collect();
    let [id, expiry, signature] = [parts[3], parts[4], parts[5]];
    let later = (expiry.parse::<i64>().unwrap() + 1).to_string();
    let mut flipped = signature.to_owned();
    flipped.replace_range(0..1, if signature.starts_with('0') { "1" } else { "0" });
    let other_id = other["id"].as_str().unwrap();

    for wrong in [
        format!("/w/files/{id}/{later}/{signature}/a.txt"),
        format!("/w/files/{id}/0{expiry}/{signature}/a.txt"),
        format!("/w/files/{id}/+{expiry}/{signature}/a.txt"),
        format!("/w/files/{id}/{expiry}/{flipped}/a.txt"),
        format!("/w/files/{id}/{expiry}/{}/a.txt", signature.to_uppercase()),
        format!("/w/files/{id}/{expiry}/{}/a.txt", &signature[..63]),
        format!("/w/files/{other_id}/{expiry}/{signature}/b.txt"),
        format!("/w/files/{id}/{expiry}/{signature}/a.txt.css"),
        format!("/w/files/{id}/{expiry}/{signature}/a.txt/x.css"),
        format!("/w/files/{id}/{expiry}/{signature}/"),
        format!("/w/files/{id}/{expiry}/{signature}/..%2Fa.txt"),
        format!("/w/files/{}/{expiry}/{signature}/a.txt", id.to_lowercase()),
        format!("/w/files/..%2F..%2Fserver.secret/{expiry}/{signature}/a.txt"),
    ] {
        let response = fetch(&world, &wrong).await;
        assert_eq!(response.status(), 404, "{wrong}");
        assert_eq!(response.headers()["cache-control"], "no-store");
    }
    world.stop().await;
}

#[tokio::test]
async fn a_file_that_moved_to_another_person_is_no_longer_served_to_the_one_before() {
    let world = World::start().await;
    let (bo, eve) = (world.visitor().acting().await, world.visitor().acting().await);
    let file = uploaded(&bo, "a.txt", "hello").await;
    let (sent, actor) = message(&world, &bo).await;
    send(&world, &actor, &[id_of(&file)], sent).await.unwrap();
    assert_eq!(fetch(&world, url(&file)).await.status(), 200);

    let eve_id = eve.id.clone().unwrap();
    let sql = "UPDATE conversations SET contact_id = (SELECT contact_id FROM visitors WHERE visitor_id = ?1)";
    world.handles.db.write(move |tx| Ok(tx.execute(sql, [eve_id])?)).await.unwrap();

    assert_eq!(fetch(&world, url(&file)).await.status(), 404);
    world.stop().await;
}

#[tokio::test]
async fn agents_fetch_what_was_sent_by_their_cookie_and_nobody_else_does() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let agent = world.agent().await;
    let file = uploaded(&visitor, "a b.txt", "hello").await;
    let inbox = format!("/inbox/files/{}/a%20b.txt", file["id"].as_str().unwrap());

    assert_eq!(fetch_as(&agent, &inbox).await.status(), 404, "not sent yet");
    let (sent, actor) = message(&world, &visitor).await;
    send(&world, &actor, &[id_of(&file)], sent).await.unwrap();
    let response = fetch_as(&agent, &inbox).await;

    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["vary"], "Cookie");
    assert_eq!(response.text().await.unwrap(), "hello");
    assert_eq!(fetch(&world, &inbox).await.status(), 401);
    let with_token = visitor.call(Method::GET, &inbox, None).await;
    assert_eq!(with_token.status(), 401);
    assert_eq!(fetch_as(&agent, &format!("{inbox}.css")).await.status(), 404);
    world.stop().await;
}

#[tokio::test]
async fn what_an_agent_has_not_sent_yet_is_for_that_agent_alone() {
    let world = World::start().await;
    let agent = world.agent().await;
    let visitor = world.visitor().acting().await;
    let file = uploaded_by(&agent, "offer.pdf", "%PDF-1.7").await;
    let (_, Actor::Visitor(bo)) = message(&world, &visitor).await else { panic!("a visitor wrote it") };
    let id = id_of(&file);
    let address = world.handles.files.addresses.of_visitor(id, "offer.pdf", bo.contact);

    assert_eq!(fetch_as(&agent, url(&file)).await.status(), 200);
    assert_eq!(fetch(&world, &address).await.status(), 404);
    let sent = world
        .handles
        .db
        .read(|connection| Ok(connection.query_row("SELECT message_id FROM messages", [], |row| row.get(0))?));
    send(&world, &owner(&world).await, &[id], sent.await.unwrap()).await.unwrap();
    assert_eq!(fetch(&world, &address).await.status(), 200);
    world.stop().await;
}

#[tokio::test]
async fn a_part_of_a_file_is_answered_with_all_of_it() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let file = uploaded(&visitor, "a.txt", "hello").await;
    let address = format!("{}{}", world.address, url(&file));

    for range in [
        "bytes=0-1",
        "bytes=-2",
        "bytes=99-",
        "bytes=5-1",
        "bytes=0-1,3-4",
        "lines=1-2",
        "bytes=0-99999999999999999999",
    ] {
        let response = reqwest::Client::new().get(&address).header("Range", range).send().await.unwrap();
        assert_eq!((response.status().as_u16(), response.headers().get("content-range")), (200, None), "{range}");
        assert_eq!(response.headers()["content-length"], "5", "{range}");
        assert_eq!(response.text().await.unwrap(), "hello", "{range}");
    }
    world.stop().await;
}

#[tokio::test]
async fn what_pretends_to_be_several_things_is_a_download_of_the_kind_its_name_says() {
    let world = World::start().await;
    let visitor = world.visitor().acting().await;
    let html = "<html><script>alert(1)</script>";

    for (name, bytes, media_type) in [
        ("paper.pdf", format!("%PDF-1.7\n{html}"), "application/pdf"),
        ("notes.txt", format!("Hello {html}"), "text/plain"),
        ("table.csv", format!("=cmd|x;{html}"), "text/csv"),
        ("data.json", format!("[\"{html}\"]"), "application/json"),
        ("archive.zip", format!("PK\u{3}\u{4}{html}"), "application/zip"),
    ] {
        let file = uploaded(&visitor, name, bytes).await;
        let response = fetch(&world, url(&file)).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap();
        assert_eq!((header("content-type"), header("x-content-type-options")), (media_type, "nosniff"), "{name}");
        assert!(header("content-disposition").starts_with("attachment;"), "{name}");
        assert!(header("content-security-policy").contains("sandbox"), "{name}");
    }
    let mut gif = deskbell::pictures::raster::to_png(&image::DynamicImage::new_rgb8(2, 2)).unwrap();
    gif.extend_from_slice(html.as_bytes());
    let image = uploaded(&visitor, "photo.png", gif).await;
    let served = fetch(&world, url(&image)).await.bytes().await.unwrap();
    assert!(!served.windows(8).any(|part| part == b"<script>"), "what hid behind the image is gone");
    world.stop().await;
}
