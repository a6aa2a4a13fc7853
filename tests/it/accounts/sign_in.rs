use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use deskbell::{
    accounts::{PasswordCheck, password_check::Attempt},
    base::time::MINUTE,
    http::{
        Limits,
        limits::{Rate, Rule},
    },
};

use crate::support::pages_world::{EMAIL, PASSWORD, World};

#[tokio::test]
async fn whoever_knows_the_password_gets_in_and_goes_where_they_wanted() {
    let (world, _) = World::claimed().await;
    let mut bo = world.browser();

    let sent_away = bo.get("/inbox/c/cnv_01?a=b").await;
    let form = bo.get(sent_away.header("location")).await;
    let answer = bo
        .post("/sign-in", &[("email", " ANA@Fern.example "), ("password", PASSWORD), ("next", "/inbox/c/cnv_01?a=b")])
        .await;

    assert_eq!((sent_away.status, sent_away.header("location")), (303, "/sign-in?next=%2Finbox%2Fc%2Fcnv_01%3Fa%3Db"));
    assert!(form.body.contains("name=\"next\" value=\"/inbox/c/cnv_01?a=b\""), "{}", form.body);
    assert_eq!((answer.status, answer.header("location")), (303, "/inbox/c/cnv_01?a=b"));
    assert_eq!(bo.get("/inbox").await.status, 200);
    assert_eq!(bo.get("/").await.header("location"), "/inbox");
    assert_eq!(bo.get("/sign-in").await.header("location"), "/inbox");
}

#[tokio::test]
async fn nobody_is_led_to_another_place_of_the_web() {
    let (world, _) = World::claimed().await;

    for next in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "",
        "/..//evil.example",
    ] {
        let answer =
            world.browser().post("/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", next)]).await;

        assert_eq!((answer.status, answer.header("location")), (303, "/inbox"), "{next:?}");
    }
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_look_the_same() {
    let (world, _) = World::claimed().await;

    let unknown = world.browser().sign_in("bob@fern.example", PASSWORD).await;
    let wrong = world.browser().sign_in(EMAIL, "wrong horse battery").await;

    assert_eq!((unknown.status, wrong.status), (422, 422));
    assert_eq!(unknown.body.replace("bob@fern.example", EMAIL), wrong.body);
    assert!(wrong.body.contains("do not fit together"));
    assert!(!wrong.body.contains("wrong horse"));
    assert_eq!(wrong.all("set-cookie").count(), 0);
}

#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let (world, _) = World::claimed().await;
    let wide = Rate::new(1_000, MINUTE);
    let limits = Arc::new(Limits::new(world.clock.clone(), move |_| Rule { own: wide, address: wide }));
    let check = PasswordCheck { db: world.db.clone(), passwords: world.passwords.clone(), limits };
    let (mut known, mut unknown) = (Vec::new(), Vec::new());

    for _ in 0..9 {
        for (email, times) in [(EMAIL, &mut known), ("bob@fern.example", &mut unknown)] {
            let start = Instant::now();
            let proved = check
                .verify(Attempt { address: [192, 0, 2, 1].into(), email, password: "wrong horse battery" })
                .await
                .unwrap();
            times.push(start.elapsed());
            assert!(proved.is_none());
        }
    }

    let median = |times: &mut Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    let (known, unknown) = (median(&mut known), median(&mut unknown));
    // Without the hash for nobody the second would be a hundredth of the first; other work on the machine is far less.
    assert!(unknown > known / 5 && unknown < known * 5, "{known:?} against {unknown:?}");
}

#[tokio::test]
async fn five_wrong_passwords_close_an_account_for_a_while_even_to_the_right_one() {
    let (world, _) = World::claimed().await;

    for try_number in 0..5_u8 {
        let mut browser = world.browser().at(&format!("198.51.100.{try_number}"));
        assert_eq!(browser.sign_in(EMAIL, "wrong horse battery").await.status, 422, "{try_number}");
    }
    let refused = world.browser().at("203.0.113.7").sign_in(EMAIL, PASSWORD).await;
    let unknown = world.browser().at("203.0.113.7").sign_in("bob@fern.example", PASSWORD).await;
    world.clock.advance(15 * MINUTE);
    let later = world.browser().at("203.0.113.7").sign_in(EMAIL, PASSWORD).await;

    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    assert!(refused.body.contains("Try again in") && refused.body.contains(&format!("value=\"{EMAIL}\"")));
    assert_eq!(unknown.status, 422);
    assert_eq!(later.status, 303);
}

#[tokio::test]
async fn twenty_wrong_passwords_from_one_address_close_it_for_a_while() {
    let (world, _) = World::claimed().await;
    let mut stranger = world.browser().at("2001:db8::1");

    for number in 0..20 {
        let answer = stranger.sign_in(&format!("person{number}@fern.example"), "wrong horse battery").await;
        assert_eq!(answer.status, 422, "{number}");
    }
    let refused = world.browser().at("2001:db8::ffff").sign_in(EMAIL, PASSWORD).await;
    let elsewhere = world.browser().at("2001:db8:1::1").sign_in(EMAIL, PASSWORD).await;

    assert_eq!((refused.status, elsewhere.status), (429, 303));
}

#[tokio::test]
async fn a_crowd_of_guesses_at_once_gets_no_more_tries_than_one_after_another() {
    let (world, _) = World::claimed().await;

    let tries = (0..30_u8).map(|number| {
        let mut browser = world.browser().at(&format!("198.51.100.{number}"));
        async move { browser.sign_in(EMAIL, "wrong horse battery").await.status }
    });
    let statuses = futures_util::future::join_all(tries).await;

    let tried = statuses.iter().filter(|status| **status == 422).count();
    assert!((5..=6).contains(&tried), "{tried} guesses were looked at");
}

#[tokio::test]
async fn success_is_not_counted_against_anybody() {
    let (world, _) = World::claimed().await;

    for number in 0..12 {
        assert_eq!(world.browser().sign_in(EMAIL, PASSWORD).await.status, 303, "{number}");
    }
}

#[tokio::test]
async fn what_is_no_form_of_ours_is_refused_in_words() {
    let (world, _) = World::claimed().await;
    let mut browser = world.browser();
    let with = |body: Vec<u8>, kind: &'static str| (body, kind);

    for ((body, kind), expected) in [
        (with(b"{}".to_vec(), "application/json"), 415),
        (with(b"email=a".to_vec(), "text/plain"), 415),
        (with(b"email=%ff".to_vec(), "application/x-www-form-urlencoded"), 400),
        (with(vec![b'a'; 70_000], "application/x-www-form-urlencoded"), 413),
    ] {
        let request = browser
            .request(reqwest::Method::POST, "/sign-in")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", kind)
            .body(body);
        let answer = browser.send(request).await;

        assert_eq!(answer.status, expected, "{kind}");
        assert!(answer.header("content-type").starts_with("text/html") && answer.body.contains("<h1"), "{kind}");
    }
}
