//! Signed tokens: a JSON Web Token (RFC 7519) of the business's server, HS256 under the identity secret.
//!
//! Read with our own strict JSON, which refuses duplicate keys, and our own clock. The algorithm is fixed: what the
//! token's head says of it is only compared.

use super::{Fit, Proven, Reason, fitting, profile};
use crate::{
    base::{
        Timestamp, base64url,
        json::{self, Json},
        secret, time,
    },
    contacts::model::{ExternalId, WrongExternalId},
    settings::model::IdentitySecrets,
};

/// The longest token that is looked at, in bytes: a hundred attributes and more.
pub const MAX_TOKEN: usize = 262_144;

/// How far ahead a token may end, in milliseconds.
const MAX_LIFE_MS: i64 = 24 * time::HOUR;

/// How far clocks may differ, in milliseconds.
const LEEWAY_MS: i64 = time::MINUTE;

/// Judges a token at `now`.
pub fn judge(secrets: &IdentitySecrets, token: &str, now: Timestamp) -> Result<Proven, Reason> {
    if token.len() > MAX_TOKEN {
        return Err(Reason::TokenUnreadable);
    }
    let (signed, signature) = token.rsplit_once('.').ok_or(Reason::TokenUnreadable)?;
    let (head, payload) = signed.split_once('.').ok_or(Reason::TokenUnreadable)?;
    let signature = base64url::decode(signature).ok_or(Reason::TokenUnreadable)?;
    let fit = fitting(secrets, |key| secret::same(&secret::mac(key, signed), &signature));
    check_head(head)?;
    let is_by_former = fit.ok_or(Reason::TokenSignature)? == Fit::Former;
    let payload = base64url::decode(payload).ok_or(Reason::TokenUnreadable)?;
    let payload = json::parse(&payload).map_err(|_| Reason::TokenUnreadable)?;
    if !matches!(payload, Json::Object(_)) {
        return Err(Reason::TokenUnreadable);
    }
    let id = subject(&payload)?;
    check_times(&payload, now)?;
    Ok(Proven { id, profile: profile::read(&payload), is_by_former })
}

/// Whom a token says it is for, signed or not: enough to doubt somebody, never to believe.
pub fn said_subject(token: &str) -> Option<String> {
    if token.len() > MAX_TOKEN {
        return None;
    }
    let payload = base64url::decode(token.split('.').nth(1)?)?;
    match json::parse(&payload).ok()?.get("sub")? {
        Json::Text(text) => Some(text.to_string()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn check_head(head: &str) -> Result<(), Reason> {
    let head = base64url::decode(head).ok_or(Reason::TokenUnreadable)?;
    let head = json::parse(&head).map_err(|_| Reason::TokenUnreadable)?;
    let algorithm = head.get("alg").and_then(Json::as_text).ok_or(Reason::TokenUnreadable)?;
    // Whoever marks something as critical wants it understood or refused (RFC 7515, section 4.1.11).
    if head.get("crit").is_some() {
        return Err(Reason::TokenUnreadable);
    }
    if algorithm == "HS256" { Ok(()) } else { Err(Reason::TokenAlgorithm) }
}

fn subject(payload: &Json<'_>) -> Result<ExternalId, Reason> {
    let subject = match payload.get("sub") {
        Some(Json::Text(text)) => text,
        // Servers that keep their ids as numbers write them so.
        Some(Json::Number(number)) => number,
        _ => return Err(Reason::TokenWithoutSubject),
    };
    if subject.is_empty() {
        return Err(Reason::TokenWithoutSubject);
    }
    ExternalId::parse(subject).map_err(|wrong| match wrong {
        WrongExternalId::Guest => Reason::GuestId,
        WrongExternalId::Form => Reason::TokenWithoutSubject,
    })
}

fn check_times(payload: &Json<'_>, now: Timestamp) -> Result<(), Reason> {
    let ends_at = moment(payload, "exp")?.ok_or(Reason::TokenTooLongLived)?;
    if ends_at <= now.plus(-LEEWAY_MS) {
        return Err(Reason::TokenExpired);
    }
    if ends_at > now.plus(MAX_LIFE_MS + LEEWAY_MS) {
        return Err(Reason::TokenTooLongLived);
    }
    for name in ["nbf", "iat"] {
        if moment(payload, name)?.is_some_and(|from| from > now.plus(LEEWAY_MS)) {
            return Err(Reason::TokenNotYetValid);
        }
    }
    Ok(())
}

/// A NumericDate: seconds since 1970, perhaps with a fraction.
fn moment(payload: &Json<'_>, name: &str) -> Result<Option<Timestamp>, Reason> {
    match payload.get(name) {
        None => Ok(None),
        Some(Json::Number(number)) => {
            let seconds: f64 = number.parse().map_err(|_| Reason::TokenUnreadable)?;
            // Casting stops at the largest whole number, which is far enough ahead to be refused.
            Ok(Some(Timestamp::from_millis((seconds * 1_000.0) as i64)))
        }
        Some(_) => Err(Reason::TokenUnreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;

    /// A token as other libraries write it, under the text `your-256-bit-secret`.
    const KNOWN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";

    #[test]
    fn the_signature_is_the_one_that_other_libraries_make() {
        let judged = |secret: &str| {
            let secrets = IdentitySecrets { present: Secret::new(secret.to_owned()), former: None };
            judge(&secrets, KNOWN, Timestamp::from_millis(1_516_239_022_000)).unwrap_err()
        };

        // It has no end, which is told only of what is signed rightly.
        assert_eq!(judged("your-256-bit-secret"), Reason::TokenTooLongLived);
        assert_eq!(judged("another secret"), Reason::TokenSignature);
    }
}
