//! What an administrator chooses, and what the widget is told of it.

use std::collections::BTreeMap;

use deskbell::{
    base::{Actor, Error, FieldErrors, Role},
    sites::{
        self, Edition, Features, Hours, Icon, Locale, Look, PageRule, Purpose, Section, Site, Texts, TextsByLocale,
        hours::{Mode, WhenClosed},
        page_rules::Act,
    },
};
use serde_json::{Value, json};

use crate::support::pages_world::World;

async fn change(world: &World, edition: impl Into<Edition>, sections: Vec<Section>) -> Result<Site, Error> {
    let edition = edition.into();
    let changed = world.db.write(move |tx| sites::actions::change(tx, &Actor::System, edition, sections)).await;
    world.sites.refresh().await.unwrap();
    changed
}

fn site(world: &World) -> Site {
    Site::clone(&world.sites.all()[0])
}

fn refused(result: Result<Site, Error>) -> FieldErrors {
    match result {
        Err(Error::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

fn pointers(errors: &FieldErrors) -> Vec<&str> {
    errors.iter().map(|error| error.pointer.as_str()).collect()
}

async fn init(world: &World) -> Value {
    let mut browser = world.browser();
    let mut document = Value::Null;
    for lang in Locale::ALL.iter().map(|locale| format!("&lang={}", locale.as_str())).chain([String::new()]) {
        let path = format!("/api/widget/init?app_id={}{lang}", world.app_id());
        let request = browser.request(reqwest::Method::GET, &path);
        let answer = browser.send(request.header("origin", "https://shop.example")).await;
        assert!(answer.body.len() <= 1_024, "{}{lang}", answer.body.len());
        document = serde_json::from_str(&answer.body).unwrap();
    }
    document
}

fn hidden_paths(count: usize) -> Vec<PageRule> {
    let rule = |index| PageRule { path: Some(format!("/landing/{index:02}/*")), ..PageRule::everywhere(Act::Hide) };
    (0..count).map(rule).collect()
}

#[tokio::test]
async fn what_is_chosen_is_kept_and_told() {
    let (world, _) = World::claimed().await;
    let german = Texts { away: Some("Bis Montag.".into()), ..Texts::default() };
    let look = Look {
        icon: Icon::Wave,
        has_pulse: false,
        launcher_texts: BTreeMap::from([(Locale::German, " Fragen? ".to_owned())]),
        ..Look::default()
    };

    let sections = vec![
        Section::Name("Fern Berlin".into()),
        Section::Look(look),
        Section::Locale(Locale::German),
        Section::Texts(TextsByLocale::from([(Locale::German, german)])),
        Section::Purpose(Purpose::Sales),
        Section::Features(Features { rating: false, ..Features::default() }),
        Section::MirroredEvents(vec!["open".into(), "message:sent".into(), "open".into()]),
        Section::PageRules(hidden_paths(2)),
    ];
    let changed = change(&world, &site(&world), sections).await.unwrap();

    assert_eq!(site(&world), changed);
    assert_eq!(changed.version, 2);
    let init = init(&world).await;
    assert_eq!(init["brand"], json!({"name": "Fern Berlin", "logo": null}));
    assert_eq!(init["launcher"]["texts"], json!({"de": "Fragen?"}));
    assert_eq!((&init["launcher"]["icon"], &init["launcher"]["has_pulse"]), (&json!("wave"), &json!(false)));
    assert_eq!((&init["locale"], &init["purpose"]), (&json!("de"), &json!("sales")));
    assert_eq!(init["features"], json!({"rating": false}));
    assert_eq!(init["mirror"], json!(["open", "message:sent"]));
    assert_eq!(
        init["pages"],
        json!([{"do": "hide", "path": "/landing/00/*"}, {"do": "hide", "path": "/landing/01/*"}])
    );
    let panel = world.browser().get(&format!("/api/widget/panel?app_id={}", world.app_id())).await;
    let panel: Value = serde_json::from_str(&panel.body).unwrap();
    assert_eq!(panel["texts"]["de"]["away"], "Bis Montag.");
    assert_eq!((&panel["features"]["rating"], &panel["features"]["home"]), (&json!(false), &json!(true)));
}

#[tokio::test]
async fn a_logo_is_shown_by_its_address_and_may_be_taken_away() {
    let (world, _) = World::claimed().await;
    let insert =
        "INSERT INTO pictures (picture_id, media_type, bytes, created_at) VALUES ('fern', 'image/png', x'00', 0)";
    world.db.write(move |tx| Ok(tx.execute(insert, [])?)).await.unwrap();

    change(&world, &site(&world), vec![Section::Logo(Some("fern".into()))]).await.unwrap();
    let with = init(&world).await["brand"]["logo"].clone();
    change(&world, &site(&world), vec![Section::Logo(None)]).await.unwrap();
    let without = init(&world).await["brand"]["logo"].clone();

    assert_eq!((with, without), (json!("/w/pictures/fern"), Value::Null));
}

#[tokio::test]
async fn every_wrong_field_of_all_sections_is_named_and_nothing_is_saved() {
    let (world, _) = World::claimed().await;
    let before = site(&world);
    let look =
        Look { offset_x: 1_001, launcher_texts: BTreeMap::from([(Locale::French, "x".repeat(41))]), ..Look::default() };
    let long = Texts { greeting: Some("x".repeat(301)), ..Texts::default() };
    let sections = vec![
        Section::Name(" ".into()),
        Section::Look(look),
        Section::Logo(Some("nobody's".into())),
        Section::Texts(TextsByLocale::from([(Locale::English, long)])),
        Section::MirroredEvents(vec!["open".into(), "opened".into()]),
        Section::PageRules(vec![PageRule { path: Some("x".into()), ..PageRule::everywhere(Act::Hide) }]),
        Section::Hours(Hours { time_zone: "Moon".into(), ..Hours::default() }),
        Section::Purpose(Purpose::Sales),
    ];

    let errors = refused(change(&world, &before, sections).await);

    assert_eq!(
        pointers(&errors),
        [
            "/name",
            "/offset_x",
            "/launcher_texts/fr",
            "/logo_id",
            "/texts/en/greeting",
            "/mirrored_events/1",
            "/page_rules/0/path",
            "/hours/time_zone"
        ]
    );
    assert_eq!(site(&world), before);
}

#[tokio::test]
async fn a_form_made_from_an_older_version_changes_nothing() {
    let (world, _) = World::claimed().await;
    let seen = site(&world);
    change(&world, &seen, vec![Section::Purpose(Purpose::Sales)]).await.unwrap();

    let second = change(&world, &seen, vec![Section::Purpose(Purpose::Checkout)]).await;

    let Err(Error::Conflict(sentence)) = second else { panic!("{second:?}") };
    assert!(sentence.contains("Somebody else has changed this site"));
    assert_eq!((site(&world).purpose, site(&world).version), (Purpose::Sales, 2));
}

#[tokio::test]
async fn agents_change_nothing() {
    let (world, _) = World::claimed().await;
    let id = site(&world).id;

    let bo = world.db.write(|tx| Ok(Actor::Agent { id: tx.new_id(), role: Role::Agent })).await.unwrap();
    let refused =
        world.db.write(move |tx| sites::actions::change(tx, &bo, id, [Section::IsActive(false)])).await.unwrap_err();

    assert!(matches!(refused, Error::Forbidden(_)), "{refused}");
}

#[tokio::test]
async fn the_start_document_never_grows_beyond_its_size() {
    let (world, _) = World::claimed().await;
    let mut fits = 0;
    while let Ok(changed) = change(&world, &site(&world), vec![Section::PageRules(hidden_paths(fits + 1))]).await {
        fits = changed.page_rules.len();
        init(&world).await;
    }
    assert!((5..20).contains(&fits), "{fits}");
    let mut name = "Fern & Co".to_owned();
    while change(&world, &site(&world), vec![Section::Name(name.clone())]).await.is_ok() && name.len() < 80 {
        name.push('n');
    }
    assert!(name.len() < 80, "the name filled the document to the last byte");
    for purpose in [Purpose::Sales, Purpose::Checkout] {
        change(&world, &site(&world), vec![Section::Purpose(purpose), Section::IsActive(true)]).await.unwrap();
        init(&world).await;
    }

    let rules = refused(change(&world, &site(&world), vec![Section::PageRules(hidden_paths(20))]).await);
    let too_many = refused(change(&world, &site(&world), vec![Section::PageRules(hidden_paths(21))]).await);
    let texts = Look {
        launcher_texts: Locale::ALL.iter().map(|locale| (*locale, "Ask us anything, any time".into())).collect(),
        ..Look::default()
    };
    let look = refused(change(&world, &site(&world), vec![Section::Look(texts)]).await);

    assert_eq!(pointers(&rules), ["/page_rules"]);
    assert!(rules.at("/page_rules").unwrap().contains("1024 bytes together"));
    assert!(too_many.at("/page_rules").unwrap().contains("At most 20 rules fit"));
    assert_eq!(pointers(&look), ["/launcher_texts"]);
    assert_eq!(site(&world).page_rules.len(), fits);
}

#[tokio::test]
async fn outside_its_hours_a_site_may_hide_and_always_says_when_it_opens() {
    let (world, _) = World::claimed().await;
    // The test's clock stands on a Friday, 08:00 UTC.
    let hours = |when_closed| {
        let hours = Hours { mode: Mode::Weekly, time_zone: "UTC".into(), when_closed, ..Hours::default() };
        vec![Section::Hours(hours)]
    };

    change(&world, &site(&world), hours(WhenClosed::Form)).await.unwrap();
    let closed = init(&world).await["is_away"].clone();
    let panel = world.browser().get(&format!("/api/widget/panel?app_id={}", world.app_id())).await;
    change(&world, &site(&world), hours(WhenClosed::Hidden)).await.unwrap();
    let hidden = init(&world).await["is_away"].clone();
    world.clock.advance(3_600_000);
    let open = init(&world).await["is_away"].clone();

    assert_eq!((closed, hidden, open), (json!(false), json!(true), json!(false)));
    let panel: Value = serde_json::from_str(&panel.body).unwrap();
    assert_eq!(
        panel["hours"],
        json!({"is_open": false, "changes_at": 1_800_000_000_000_i64 + 3_600_000, "when_closed": "form"})
    );
}

#[tokio::test]
async fn texts_of_an_older_row_become_those_of_its_locale() {
    let (world, _) = World::claimed().await;
    world
        .db
        .write(|tx| {
            let look = r##"{"position":"left","greeting":"Welcome!","introduction":"Ask.","primary":"#112233"}"##;
            Ok(tx.execute("UPDATE sites SET look = ?1, texts = '{}'", [look])?)
        })
        .await
        .unwrap();
    let id = site(&world).id;

    let changed = change(&world, id, vec![Section::Purpose(Purpose::Sales)]).await.unwrap();

    let english = Texts { greeting: Some("Welcome!".into()), introduction: Some("Ask.".into()), ..Texts::default() };
    assert_eq!(changed.texts, TextsByLocale::from([(Locale::English, english)]));
    assert_eq!(site(&world), changed);
    assert_eq!(changed.look.position, sites::Side::Left);
}
