//! What is wrong with a signed token: everything at once, where the front door stops at the first.

use serde_json::Value;

use super::{
    Tried,
    digest::{self, KeyForm},
    secrets::{Known, words},
};
use crate::base::{
    Timestamp, base64url, secret,
    time::{HOUR, MINUTE, SECOND},
};

/// From here on a number of seconds is really one of milliseconds: the year 5138.
const MILLISECONDS_FROM: f64 = 100_000_000_000.0;

/// Everything that is to be said of a token: what is wrong with it, and whether the secret it was made with is the
/// present one. Nothing, where it is right.
pub fn explain(known: &[Known], now: Timestamp, tried: Tried<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    let token = tried.proof.trim();
    if token != tried.proof {
        reasons.push("There are spaces or a line break around the token. Send it alone.".to_owned());
    }
    let parts: Vec<_> = token.split('.').collect();
    let [head, payload, signature] = parts[..] else {
        reasons.push(format!(
            "A signed token has three parts with dots between them, and this has {}. Let a library for JSON Web \
             Tokens write it, signed with HS256 and not encrypted.",
            parts.len()
        ));
        return reasons;
    };
    if token.contains(['+', '/', '=']) {
        reasons.push(
            "The token is written in plain Base64. Its three parts are Base64 for addresses: “-” for “+”, “_” for \
             “/”, and no “=” at the end."
                .to_owned(),
        );
    }
    let (Some(head), Some(payload)) = (json(head), json(payload)) else {
        reasons.push("The first two parts of a token are JSON in Base64, and one of these cannot be read.".to_owned());
        return reasons;
    };
    reasons.extend(algorithm(&head));
    if head["alg"] == "HS256" {
        let signed = token.rsplit_once('.').map_or("", |(signed, _)| signed);
        reasons.extend(signing(known, signed, signature));
    }
    reasons.extend(subject(&payload, tried.user_id));
    reasons.extend(end(&payload, now));
    reasons.extend(["nbf", "iat"].into_iter().filter_map(|name| beginning(&payload, name, now)));
    reasons
}

/// A part of a token, however its Base64 is written.
fn json(part: &str) -> Option<Value> {
    let bytes = base64(part)?;
    serde_json::from_slice(&bytes).ok().filter(Value::is_object)
}

fn base64(part: &str) -> Option<Vec<u8>> {
    base64url::decode(&part.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

fn algorithm(head: &Value) -> Option<String> {
    match head["alg"].as_str() {
        Some("HS256") => None,
        Some(other) => Some(format!("It says that it is signed with “{other}”. Only HS256 is taken.")),
        None => Some("Its first part does not say how it is signed. It must say \"alg\": \"HS256\".".to_owned()),
    }
}

fn signing(known: &[Known], signed: &str, signature: &str) -> Vec<String> {
    let Some(bytes) = base64(signature) else {
        return vec!["The signature, its third part, cannot be read.".to_owned()];
    };
    let spelled = std::str::from_utf8(&bytes).ok().and_then(|text| hex::decode(text).ok());
    let is_hex = spelled.is_some();
    let bytes = spelled.unwrap_or(bytes);
    let makings = known.iter().flat_map(|known| KeyForm::ALL.map(|form| (known, form)));
    let fits = |(known, form): &(&Known, KeyForm)| {
        secret::same(&digest::hmac(&form.key(known.text.reveal()), signed.as_bytes()), &bytes)
    };
    let Some((known, form)) = makings.into_iter().find(fits) else {
        return vec![
            "It was signed with another secret, or changed afterwards. Compare the secret on your server with the one \
             above, from its first to its 64th character."
                .to_owned(),
        ];
    };
    let hex = "The signature is hex written in Base64. Write the 32 bytes of the signature themselves in Base64.";
    let sentences = [is_hex.then(|| hex.to_owned()), form.sentence().map(str::to_owned), known.age.sentence()];
    sentences.into_iter().flatten().collect()
}

fn subject(payload: &Value, user_id: &str) -> Option<String> {
    let subject = match &payload["sub"] {
        Value::String(text) if !text.is_empty() => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return Some("It names nobody: put the customer's id into “sub”.".to_owned()),
    };
    let is_other = !user_id.is_empty() && user_id != subject;
    is_other.then(|| {
        format!("It is for “{subject}”, and the page names “{user_id}”. Leave the page's id out, or send the same.")
    })
}

fn end(payload: &Value, now: Timestamp) -> Option<String> {
    let absent = "It has no end. Set “exp” to at most 24 hours from now, in seconds since 1970.";
    let Some(seconds) = payload.get("exp") else { return Some(absent.to_owned()) };
    let Some(seconds) = seconds.as_f64() else {
        return Some("Its “exp” is no number. Write it as seconds since 1970.".to_owned());
    };
    if seconds >= MILLISECONDS_FROM {
        return Some("Its “exp” is in milliseconds. Write it as seconds since 1970: divide by 1,000.".to_owned());
    }
    let ends_at = moment(seconds);
    if ends_at <= now.plus(-MINUTE) {
        return Some(format!(
            "It ended on {}. Make a new one for each page, and look at your server's clock.",
            words(ends_at)
        ));
    }
    let is_long = ends_at > now.plus(24 * HOUR + MINUTE);
    is_long.then(|| format!("It lives too long: until {}. Set “exp” to at most 24 hours from now.", words(ends_at)))
}

fn beginning(payload: &Value, name: &str, now: Timestamp) -> Option<String> {
    let seconds = payload.get(name)?;
    let Some(seconds) = seconds.as_f64() else {
        return Some(format!("Its “{name}” is no number. Write it as seconds since 1970, or leave it out."));
    };
    let from = moment(seconds);
    (from > now.plus(MINUTE)).then(|| {
        format!("Its “{name}” lies in the future. Look at your server's clock, and write seconds, not milliseconds.")
    })
}

/// Seconds since 1970 as a moment.
fn moment(seconds: f64) -> Timestamp {
    // Casting stops at the largest whole number.
    Timestamp::from_millis((seconds * SECOND as f64) as i64)
}

#[cfg(test)]
mod tests {
    use super::{super::secrets::Age, *};
    use crate::base::Secret;

    const TEXT: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    /// Saturday, 21 November 2026, 09:30 UTC.
    const NOW: Timestamp = Timestamp::from_millis(1_795_253_400_000);
    const NOW_S: i64 = 1_795_253_400;
    const HEAD: &str = r#"{"alg":"HS256","typ":"JWT"}"#;

    fn encode(bytes: &[u8]) -> String {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let group = |group: &[u8]| {
            let bits = group
                .iter()
                .chain([0, 0].iter().take(3 - group.len()))
                .fold(0, |bits, byte| bits << 8 | usize::from(*byte));
            let letters = [18, 12, 6, 0].map(|shift| char::from(alphabet[bits >> shift & 63]));
            letters[..=group.len()].iter().collect::<String>()
        };
        bytes.chunks(3).map(group).collect()
    }

    fn token(head: &str, payload: &str, key: &[u8]) -> String {
        let signed = format!("{}.{}", encode(head.as_bytes()), encode(payload.as_bytes()));
        let signature = digest::hmac(key, signed.as_bytes());
        format!("{signed}.{}", encode(&signature))
    }

    fn explained(user_id: &str, proof: &str) -> Vec<String> {
        explain(&[Known { text: Secret::new(TEXT.to_owned()), age: Age::Present }], NOW, Tried { user_id, proof })
    }

    #[test]
    fn a_right_token_needs_no_word() {
        let payload = format!(r#"{{"sub":"cust_42","exp":{},"iat":{NOW_S}}}"#, NOW_S + 3_600);
        assert_eq!(explained("", &token(HEAD, &payload, TEXT.as_bytes())), Vec::<String>::new());
        assert_eq!(explained("cust_42", &token(HEAD, &payload, TEXT.as_bytes())), Vec::<String>::new());
    }

    #[test]
    fn each_thing_that_is_wrong_is_named() {
        let good = format!(r#"{{"sub":"cust_42","exp":{}}}"#, NOW_S + 3_600);
        let ends = |at: i64| format!(r#"{{"sub":"cust_42","exp":{at}}}"#);
        let signed = |payload: &str| token(HEAD, payload, TEXT.as_bytes());
        let bytes = hex::decode(TEXT).unwrap();
        for (user_id, proof, word) in [
            ("", signed(&ends(NOW_S - 61)), "It ended on 21 November 2026"),
            ("", signed(&ends(NOW_S + 25 * 3_600)), "lives too long"),
            ("", signed(&ends((NOW_S + 3_600) * 1_000)), "milliseconds"),
            ("", signed(r#"{"sub":"cust_42"}"#), "no end"),
            ("", signed(r#"{"sub":"cust_42","exp":"soon"}"#), "no number"),
            ("", signed(&format!(r#"{{"exp":{}}}"#, NOW_S + 60)), "names nobody"),
            ("", signed(&format!(r#"{{"sub":"a","exp":{},"nbf":{}}}"#, NOW_S + 600, NOW_S + 120)), "“nbf”"),
            ("cust_43", signed(&good), "“cust_43”"),
            ("", token(r#"{"alg":"none"}"#, &good, b""), "“none”"),
            ("", token(r#"{"alg":"RS256"}"#, &good, b""), "“RS256”"),
            ("", token(r#"{"typ":"JWT"}"#, &good, b""), "does not say how"),
            ("", token(HEAD, &good, b"another"), "another secret"),
            ("", token(HEAD, &good, &bytes), "32 bytes"),
            ("", format!("{} ", signed(&good)), "spaces"),
            ("", format!("{}=", signed(&good)), "Base64 for addresses"),
            ("", "eyJ.x".to_owned(), "this has 2"),
            ("", "eyJ.!.x".to_owned(), "cannot be read"),
        ] {
            let reasons = explained(user_id, &proof);
            assert!(reasons.iter().any(|reason| reason.contains(word)), "{word}: {reasons:?}");
        }
    }
}
