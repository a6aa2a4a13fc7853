use crate::support::pages_world::World;

const LOGO: &str = "/console/launcher/logo";

/// The form as it stands at first, with changes.
fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("version", "1"),
        ("words_in", "en"),
        ("name", "Fern & Co"),
        ("locale", "en"),
        ("primary", "#0e6b58"),
        ("theme", "auto"),
        ("position", "right"),
        ("offset_x", "20"),
        ("offset_y", "20"),
        ("size", "medium"),
        ("icon", "chat"),
        ("faces", "yes"),
    ];
    let kept = usual.into_iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes.iter().copied()).collect()
}

#[tokio::test]
async fn look_and_words_are_saved_and_shown_again() {
    let (world, mut ana) = World::claimed().await;

    let saved = ana
        .post(
            "/console/launcher",
            &form(&[
                ("primary", "#FFCC00"),
                ("position", "left"),
                ("offset_y", "88"),
                ("size", "large"),
                ("is_launcher_hidden", "yes"),
                ("greeting", "Good day!"),
                ("launcher_text", "Questions?"),
            ]),
        )
        .await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    let site = world.site();
    assert_eq!(
        (
            site.look.primary.to_string().as_str(),
            site.look.position.as_str(),
            site.look.offset_y,
            site.look.size.as_str()
        ),
        ("#ffcc00", "left", 88, "large")
    );
    assert!(site.look.is_launcher_hidden && !site.look.has_pulse && site.features.faces);
    let page = ana.get(saved.header("location")).await;
    assert!(page.body.contains("Good day!</textarea>") && page.body.contains("value=\"Questions?\""), "{}", page.body);
    assert!(page.body.contains("so dark text is used"), "yellow takes no white text");
}

#[tokio::test]
async fn words_of_another_language_are_added_and_removed_without_touching_the_first() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/launcher", &form(&[("greeting", "Hello")])).await;
    let empty = ana.get("/console/launcher?locale=de").await;
    assert!(empty.body.contains("Words in German") && !empty.body.contains("Hello</textarea>"));

    let added =
        ana.post("/console/launcher", &form(&[("version", "2"), ("words_in", "de"), ("greeting", "Guten Tag")])).await;

    assert!(added.header("location").ends_with("&locale=de"), "{}", added.header("location"));
    let greetings = || world.site().texts.values().map(|texts| texts.greeting.clone().unwrap()).collect::<Vec<_>>();
    assert_eq!(greetings(), ["Hello", "Guten Tag"]);
    ana.post("/console/launcher", &form(&[("version", "3"), ("words_in", "de"), ("remove_words", "yes")])).await;
    assert_eq!(greetings(), ["Hello"]);
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once_and_kept() {
    let (world, mut ana) = World::claimed().await;
    let before = world.site();
    let long = "x".repeat(301);

    let refused = ana
        .post(
            "/console/launcher",
            &form(&[("name", ""), ("primary", "green"), ("offset_x", "far"), ("offset_y", "1001"), ("notice", &long)]),
        )
        .await;

    assert_eq!(refused.status, 422);
    for name in ["name", "primary", "offset_x", "offset_y", "notice"] {
        assert!(refused.body.contains(&format!("id=\"{name}-error\"")), "{name}");
    }
    assert!(refused.body.contains("value=\"green\"") && refused.body.contains(&long));
    assert_eq!(world.site(), before);
}

#[tokio::test]
async fn a_stale_form_is_refused_with_what_was_typed() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/launcher", &form(&[("name", "First")])).await;

    let late = ana.post("/console/launcher", &form(&[("name", "Second")])).await;

    assert_eq!(late.status, 409);
    assert!(late.body.contains("Somebody else has changed") && late.body.contains("value=\"Second\""));
    assert_eq!(world.site().name, "First");
}

#[tokio::test]
async fn the_preview_says_what_the_widget_would_start_with_and_saves_nothing() {
    let (world, mut ana) = World::claimed().await;
    let before = world.site();

    let right = ana.post("/console/launcher/preview", &form(&[("primary", "#ff0000"), ("greeting", "Soon")])).await;
    let wrong =
        ana.post("/console/launcher/preview", &form(&[("primary", "red"), ("greeting", &"x".repeat(301))])).await;

    assert_eq!((right.status, wrong.status), (200, 422));
    let right: serde_json::Value = serde_json::from_str(&right.body).unwrap();
    let wrong: serde_json::Value = serde_json::from_str(&wrong.body).unwrap();
    assert_eq!(right["init"]["colors"]["primary"], "#ff0000");
    assert_eq!(right["config"]["texts"]["en"]["greeting"], "Soon");
    assert!(right["contrast"].as_str().unwrap().contains("dark text"));
    let names: Vec<_> =
        wrong["errors"].as_array().unwrap().iter().map(|error| error["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["primary", "greeting"]);
    assert_eq!(world.site(), before);
}

#[tokio::test]
async fn only_our_own_pages_may_hold_the_preview() {
    let (_world, mut ana) = World::claimed().await;

    let launcher = ana.get("/console/launcher").await;
    let preview = ana.get("/console/preview").await;
    let other = ana.get("/console/hours").await;

    assert!(launcher.header("content-security-policy").contains("frame-src 'self'"));
    assert!(launcher.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert!(preview.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert!(!other.header("content-security-policy").contains("frame-src"));
}

#[tokio::test]
async fn a_logo_is_uploaded_by_a_plain_form() {
    let (world, mut ana) = World::claimed().await;
    let mut png = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(8, 8).write_to(&mut png, image::ImageFormat::Png).unwrap();

    let none = ana.upload(LOGO, &[("version", "1")], ("logo", b"")).await;
    let script = ana.upload(LOGO, &[("version", "1")], ("logo", b"<svg onload=alert(1)>")).await;
    let stale = ana.upload(LOGO, &[("version", "7")], ("logo", png.get_ref())).await;
    let saved = ana.upload(LOGO, &[("version", "1")], ("logo", png.get_ref())).await;

    assert_eq!((none.status, script.status, stale.status, saved.status), (422, 422, 409, 303));
    assert!(none.body.contains("Choose a file first") && script.body.contains("id=\"logo-error\""));
    let id = world.site().logo_id.clone().unwrap();
    assert!(ana.get("/console/launcher").await.body.contains(&format!("src=\"/w/pictures/{id}\"")));
    world.demote().await;
    assert_eq!(ana.upload(LOGO, &[("version", "2")], ("logo", png.get_ref())).await.status, 403);
}
