use crate::support::pages_world::World;

fn png() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

#[tokio::test]
async fn everybody_who_signs_in_gives_themselves_a_name_and_a_face() {
    let (world, mut ana) = World::claimed().await;
    world.demote().await;
    let before = ana.get("/profile").await;
    let leads_to_settings = before.body.replace("/console/replies", "").contains("/console/");
    assert!(before.status == 200 && !leads_to_settings && !before.body.contains("<img"), "{}", before.body);

    let saved = ana.upload("/profile", &[("name", "  Ana Lopes ")], ("picture", &png())).await;
    let page = ana.get("/profile").await;
    let again = ana.upload("/profile", &[("name", "Ana")], ("picture", b"")).await;
    let kept = ana.get("/profile").await;
    let removed = ana.upload("/profile", &[("name", "Ana"), ("remove", "yes")], ("picture", b"")).await;

    assert_eq!([saved.status, again.status, removed.status], [303; 3]);
    assert!(page.body.contains("value=\"Ana Lopes\"") && page.body.contains("Saved."), "{}", page.body);
    assert!(page.body.contains("src=\"/w/pictures/") && kept.body.contains("src=\"/w/pictures/"));
    assert!(kept.body.contains("value=\"Ana\""));
    assert!(!ana.get("/profile").await.body.contains("<img"));
}

#[tokio::test]
async fn what_is_no_picture_or_no_name_is_refused_where_it_is_wrong_and_nothing_is_saved() {
    let (_world, mut ana) = World::claimed().await;
    let name = |body: &str| {
        body.split("id=\"name\"")
            .nth(1)
            .unwrap()
            .split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned()
    };
    let before = name(&ana.get("/profile").await.body);

    let script = ana.upload("/profile", &[("name", "Bo")], ("picture", b"<svg onload=alert(1)>")).await;
    let nobody = ana.upload("/profile", &[("name", " ")], ("picture", &png())).await;
    let photo = ana.upload("/profile", &[("name", "Bo")], ("picture", &vec![0; 6 << 20])).await;

    assert_eq!((script.status, nobody.status), (422, 422));
    assert!(script.body.contains("id=\"picture-error\"") && script.body.contains("value=\"Bo\""), "{}", script.body);
    assert!(nobody.body.contains("id=\"name-error\""));
    assert_eq!(photo.status, 422);
    assert!(photo.body.contains("id=\"picture-error\"") && photo.body.contains("larger than 2 MB"), "{}", photo.body);
    let after = ana.get("/profile").await.body;
    assert!(name(&after) == before && !after.contains("<img"), "{after}");
}

#[tokio::test]
async fn nobody_sees_or_changes_a_profile_without_signing_in_or_from_another_website() {
    let (world, mut ana) = World::claimed().await;
    let mut bo = world.browser();

    assert_eq!(bo.get("/profile").await.status, 303);
    assert_eq!(bo.upload("/profile", &[("name", "Bo")], ("picture", b"")).await.status, 303);
    let across = ana.post_with("/profile", &[("name", "Bo")], &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(across.status, 403);
    assert!(!ana.get("/profile").await.body.contains("value=\"Bo\""));
}
