use crate::support::pages_world::World;

/// The week as a form sends it. The world's clock stands on Friday, 15 January 2027, 08:00 UTC.
fn week<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let days = ["day_mon", "day_tue", "day_wed", "day_thu", "day_fri"].map(|day| (day, "9–18"));
    let rest = [("version", "1"), ("mode", "weekly"), ("time_zone", "Europe/Berlin"), ("when_closed", "form")];
    let usual = days.into_iter().chain(rest).filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    usual.chain(changes.iter().copied()).collect()
}

#[tokio::test]
async fn the_week_is_saved_and_the_page_says_whether_it_is_open_now() {
    let (world, mut ana) = World::claimed().await;
    assert!(ana.get("/console/hours").await.body.contains("Now: open"));

    let saved = ana.post("/console/hours", &week(&[("day_fri", "8:30 to 12, 13:00–18:00")])).await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    let hours = &world.site().hours;
    assert_eq!((hours.time_zone.as_str(), hours.when_closed.as_str()), ("Europe/Berlin", "form"));
    assert_eq!(hours.weekly[4].len(), 2);
    let page = ana.get("/console/hours").await;
    assert!(page.body.contains("Now: open until 12:00"), "{}", page.body);
    assert!(page.body.contains("value=\"08:30–12:00, 13:00–18:00\""));
    world.clock.advance(10 * 60 * 60 * 1_000);
    assert!(ana.get("/console/hours").await.body.contains("Now: closed until Monday, 09:00"));
}

#[tokio::test]
async fn holidays_are_added_and_removed_by_buttons() {
    let (world, mut ana) = World::claimed().await;
    let added = ana.post("/console/hours", &week(&[("do", "add")])).await;
    assert!(
        added.status == 200 && added.body.contains("name=\"holiday_0_first\"") && added.body.contains("not saved yet")
    );
    let christmas = [
        ("holiday_0_first", "2027-12-24"),
        ("holiday_0_last", "2027-12-26"),
        ("holiday_0_name", "Christmas"),
        ("holiday_0_times", ""),
    ];
    let eve = [
        ("holiday_1_first", "2027-01-15"),
        ("holiday_1_last", ""),
        ("holiday_1_name", "Moving"),
        ("holiday_1_times", "10-11"),
    ];

    let saved = ana.post("/console/hours", &week(&[christmas, eve].concat())).await;

    assert_eq!(saved.status, 303, "{}", saved.body);
    let names: Vec<_> = world.site().hours.holidays.iter().map(|holiday| holiday.name.clone()).collect();
    assert_eq!(names, ["Moving", "Christmas"]);
    assert!(ana.get("/console/hours").await.body.contains("Now: closed until 10:00"));
    let removed = ana.post("/console/hours", &week(&[&christmas[..], &[("do", "remove-0")]].concat())).await;
    assert!(!removed.body.contains("value=\"Christmas\""));
}

#[tokio::test]
async fn every_wrong_time_is_named_and_kept() {
    let (world, mut ana) = World::claimed().await;
    let before = world.site();

    let unreadable = ana
        .post(
            "/console/hours",
            &week(&[
                ("day_mon", "nine to five"),
                ("time_zone", "Mars/Base"),
                ("holiday_0_first", "Christmas"),
                ("holiday_0_times", "5"),
            ]),
        )
        .await;
    let unfit = ana.post("/console/hours", &week(&[("day_tue", "9-12, 11-14"), ("time_zone", "Mars/Base")])).await;

    assert_eq!((unreadable.status, unfit.status), (422, 422));
    for id in ["time_zone-error", "day_mon-error", "holiday_0_first-error", "holiday_0_times-error"] {
        assert!(unreadable.body.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(unreadable.body.contains("value=\"nine to five\""));
    assert!(unfit.body.contains("id=\"day_tue-error\"") && unfit.body.contains("id=\"time_zone-error\""));
    assert_eq!(world.site(), before);
}

#[tokio::test]
async fn stale_hours_are_refused() {
    let (world, mut ana) = World::claimed().await;
    ana.post("/console/hours", &week(&[])).await;

    let late = ana.post("/console/hours", &week(&[("mode", "always")])).await;

    assert_eq!(late.status, 409);
    assert_eq!(world.site().hours.mode.as_str(), "weekly");
}
