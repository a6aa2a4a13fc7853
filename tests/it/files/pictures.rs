//! Logos and faces at their public addresses.

use deskbell::pictures::{Picture, PictureId, actions, model::url_of, raster};
use image::DynamicImage;

use crate::support::world::World;

async fn logo(world: &World) -> PictureId {
    let upload = raster::to_png(&DynamicImage::new_rgb8(600, 300)).unwrap();
    let picture = Picture::read(&upload).unwrap();
    world.handles.db.write(move |tx| actions::add(tx, picture)).await.unwrap()
}

#[tokio::test]
async fn a_picture_is_served_to_everybody_for_ever_and_can_do_nothing() {
    let world = World::start().await;
    let url = url_of(logo(&world).await.as_str());

    let answer = reqwest::get(format!("{}{url}", world.address)).await.unwrap();

    assert_eq!(answer.status(), 200);
    let headers = answer.headers();
    assert_eq!(headers["content-type"], "image/png");
    assert_eq!(headers["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(headers["cross-origin-resource-policy"], "cross-origin");
    assert_eq!(headers["content-security-policy"], "default-src 'none'; sandbox");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let shown = image::load_from_memory(&answer.bytes().await.unwrap()).unwrap();
    assert_eq!((shown.width(), shown.height()), (256, 128));
    let head = reqwest::Client::new().head(format!("{}{url}", world.address)).send().await.unwrap();
    assert_eq!(head.status(), 200);
    assert!(head.headers()["content-length"].to_str().unwrap().parse::<u32>().unwrap() > 0);
    world.stop().await;
}

#[tokio::test]
async fn the_same_picture_is_stored_once_and_an_unknown_one_is_not_there() {
    let world = World::start().await;

    let ids = [logo(&world).await, logo(&world).await];

    assert_eq!(ids[0], ids[1]);
    assert_eq!(world.rows("pictures").await, 1);
    for wrong in [&"0".repeat(64), "..%2Fserver.secret", "x"] {
        let answer = reqwest::get(format!("{}/w/pictures/{wrong}", world.address)).await.unwrap();
        assert_eq!(answer.status(), 404, "{wrong}");
    }
    world.stop().await;
}
