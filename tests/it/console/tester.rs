//! The tester: what it says of proofs as servers really make them.

use deskbell::base::{secret, time::DAY};

use super::identity::shown_secrets;
use crate::support::{
    browser::{Answer, Browser},
    pages_world::{EMAIL, PASSWORD, World},
};

const TEST: &str = "/console/install/identity/test";

async fn secret_of(ana: &mut Browser) -> String {
    let shown = ana.post("/console/install/identity-secret", &[("password", PASSWORD)]).await;
    shown_secrets(&shown.body)[0].clone()
}

async fn test(ana: &mut Browser, user_id: &str, proof: &str) -> Answer {
    ana.post(TEST, &[("user_id", user_id), ("proof", proof)]).await
}

fn says_yes(answer: &Answer) -> bool {
    answer.body.contains("badge--ok\">Yes</span>")
}

/// What was typed does not count as shown by the tester.
fn without_inputs(body: &str) -> String {
    body.lines().filter(|line| !line.starts_with("<input")).collect()
}

#[tokio::test]
async fn a_right_hash_is_right_and_a_wrong_one_is_explained_without_the_right_one() {
    let (_world, mut ana) = World::claimed().await;
    let text = secret_of(&mut ana).await;
    let right = secret::sign(&text, "cust_42");

    let yes = test(&mut ana, "cust_42", &right).await;
    let upper = test(&mut ana, "cust_42", &right.to_uppercase()).await;
    let spaces = test(&mut ana, "cust_42", &format!(" {right} ")).await;
    let trimmed = test(&mut ana, "cust_42 ", &right).await;
    let swapped = test(&mut ana, "cust_42", &secret::sign("cust_42", &text)).await;
    let other = test(&mut ana, "cust_43", &right).await;
    let guest = test(&mut ana, "0", &secret::sign(&text, "0")).await;

    assert!(yes.status == 200 && says_yes(&yes) && yes.body.contains("<strong>cust_42</strong>"), "{}", yes.body);
    let explained = [
        (&upper, "upper case"),
        (&spaces, "spaces"),
        (&trimmed, "Send exactly what you sign"),
        (&swapped, "swapped"),
        (&other, "another secret, or of another id"),
        (&guest, "guests"),
    ];
    for (answer, word) in explained {
        assert!(answer.status == 200 && !says_yes(answer) && answer.body.contains(word), "{word}: {}", answer.body);
        assert!(!without_inputs(&answer.body).to_lowercase().contains(&right), "{word}");
        assert!(!answer.body.contains(&text), "{word}");
    }
    assert!(swapped.body.contains(&format!("value=\"{}\"", secret::sign("cust_42", &text))), "what was pasted stays");
}

#[tokio::test]
async fn a_hash_of_the_old_secret_is_right_until_that_one_ends() {
    let (world, mut ana) = World::claimed().await;
    let hash = secret::sign(&secret_of(&mut ana).await, "cust_42");
    ana.post("/console/install/identity/rotate", &[("sure", "yes"), ("old", "1"), ("password", PASSWORD)]).await;

    let valid = test(&mut ana, "cust_42", &hash).await;
    world.clock.advance(DAY);
    ana.sign_in(EMAIL, PASSWORD).await;
    let ended = test(&mut ana, "cust_42", &hash).await;

    assert!(says_yes(&valid) && valid.body.contains("made with the old secret, which ends on"), "{}", valid.body);
    assert!(!says_yes(&ended) && ended.body.contains("made with the old secret, which has ended"), "{}", ended.body);
}

#[tokio::test]
async fn a_signed_token_is_told_apart_and_judged() {
    let (world, mut ana) = World::claimed().await;
    let text = secret_of(&mut ana).await;
    let now_s = world.clock.now().as_millis() / 1_000;

    let good = token(&text, &format!(r#"{{"sub":"cust_42","exp":{}}}"#, now_s + 3_600));
    let long = token(&text, &format!(r#"{{"sub":"cust_42","exp":{}}}"#, now_s + 30 * 86_400));
    let (yes, other, late) =
        (test(&mut ana, "", &good).await, test(&mut ana, "cust_43", &good).await, test(&mut ana, "", &long).await);

    assert!(yes.status == 200 && says_yes(&yes) && yes.body.contains("<strong>cust_42</strong>"), "{}", yes.body);
    assert!(!says_yes(&other) && other.body.contains("the page names “cust_43”"), "{}", other.body);
    assert!(!says_yes(&late) && late.body.contains("lives too long"), "{}", late.body);
}

#[tokio::test]
async fn an_empty_form_says_what_is_missing() {
    let (_world, mut ana) = World::claimed().await;

    let nothing = test(&mut ana, "cust_<42>", " ").await;
    let no_id = test(&mut ana, "", &"a".repeat(64)).await;

    assert_eq!((nothing.status, no_id.status), (422, 422));
    assert!(nothing.body.contains("id=\"proof-error\"") && nothing.body.contains("value=\"cust_&#60;42&#62;\""));
    assert!(no_id.body.contains("id=\"user_id-error\"") && no_id.body.contains(&"a".repeat(64)));
}

fn token(secret: &str, payload: &str) -> String {
    let signed = format!("{}.{}", base64url(br#"{"alg":"HS256","typ":"JWT"}"#), base64url(payload.as_bytes()));
    let signature = hex::decode(secret::sign(secret, &signed)).unwrap();
    format!("{signed}.{}", base64url(&signature))
}

fn base64url(bytes: &[u8]) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let padded = [group[0], *group.get(1).unwrap_or(&0), *group.get(2).unwrap_or(&0)];
        let bits = padded.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        let letters = [18, 12, 6, 0].map(|shift| char::from(alphabet[bits >> shift & 63]));
        text.extend(&letters[..=group.len()]);
    }
    text
}
