//! What is wrong with a `user_hash`: made anew in every wrong way that people are known to take, and compared.
//!
//! Each comparison is of a whole hash, so that nobody finds a right one by asking here piece by piece.

use super::{
    digest::{self, KeyForm, Signature},
    secrets::Known,
};
use crate::{
    api_keys::model::PREFIX as API_KEY,
    base::{base64url, secret},
};

/// How a hash was made from secret and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Hmac(KeyForm),
    Swapped,
    Plain,
}

const METHODS: [Method; 6] = [
    Method::Hmac(KeyForm::Text),
    Method::Hmac(KeyForm::Bytes),
    Method::Hmac(KeyForm::WithLineBreak),
    Method::Hmac(KeyForm::UpperCase),
    Method::Swapped,
    Method::Plain,
];

/// Everything that is to be said of a hash: what is wrong with it, and whether the secret it was made with is the
/// present one. Nothing, where it is right.
pub fn explain(known: &[Known], user_id: &str, proof: &str) -> Vec<String> {
    if let Some(sentence) = given_away(known, proof.trim()) {
        return vec![sentence.to_owned()];
    }
    let Some((signature, mut reasons)) = read(proof) else { return vec![unreadable(proof.trim())] };
    let Some(making) = find(known, user_id, &signature) else {
        let sentence = "It was made with another secret, or of another id. Compare the secret on your server with the \
                        one above, from its first to its 64th character, and sign the id exactly as the page sends it.";
        reasons.push(sentence.to_owned());
        return reasons;
    };
    reasons.extend(making.method.sentence().map(str::to_owned));
    let signed =
        |(form, why): (String, &str)| format!("Your server signed “{}” and not “{user_id}”. {why}", shown(&form));
    reasons.extend(making.id.map(signed));
    reasons.extend(making.known.age.sentence());
    reasons
}

/// What to say of a secret that stands where its work should.
fn given_away(known: &[Known], bare: &str) -> Option<&'static str> {
    if known.iter().any(|known| secret::same(known.text.reveal().as_bytes(), bare.as_bytes())) {
        return Some(
            "This is the identity secret itself. It stays on your server, which signs the id with it. Has a page shown \
             it? Then replace it above.",
        );
    }
    bare.starts_with(API_KEY)
        .then_some("This is an API key, and no hash. Has a page shown it? Then revoke it under Settings → Developers.")
}

/// The way that leads to a hash.
struct Making<'k> {
    known: &'k Known,
    method: Method,
    /// The form of the id that was signed and what to say of it, where it is not the id itself.
    id: Option<(String, &'static str)>,
}

fn find<'k>(known: &'k [Known], user_id: &str, signature: &Signature) -> Option<Making<'k>> {
    let ids = std::iter::once((user_id.to_owned(), None));
    let ids: Vec<_> = ids.chain(forms(user_id).into_iter().map(|(form, why)| (form, Some(why)))).collect();
    // The plainest explanation first: of the id as it is, then of the present secret.
    let all = ids.iter().flat_map(|id| known.iter().flat_map(move |known| METHODS.map(|method| (id, known, method))));
    let fits = |((form, _), known, method): &(&(String, Option<&'static str>), &Known, Method)| {
        let made = method.signatures(known.text.reveal(), form);
        made.iter().any(|made| secret::same(made, signature))
    };
    let ((form, why), known, method) = all.into_iter().find(fits)?;
    Some(Making { known, method, id: why.map(|why| (form.clone(), why)) })
}

impl Method {
    fn signatures(self, secret: &str, id: &str) -> Vec<Signature> {
        let (secret, id) = (secret, id.as_bytes());
        match self {
            Self::Hmac(form) => vec![digest::hmac(&form.key(secret), id)],
            Self::Swapped => vec![digest::hmac(id, secret.as_bytes())],
            Self::Plain => {
                let secret = secret.as_bytes();
                let joined = [b":".as_slice(), b".", b"|", b"-"];
                let mut all = vec![digest::sha256(&[id]), digest::sha256(&[id, secret]), digest::sha256(&[secret, id])];
                all.extend(joined.map(|between| digest::sha256(&[id, between, secret])));
                all.extend(joined.map(|between| digest::sha256(&[secret, between, id])));
                all
            }
        }
    }

    fn sentence(self) -> Option<&'static str> {
        match self {
            Self::Hmac(form) => form.sentence(),
            Self::Swapped => Some(
                "Key and message were swapped: the id signed the secret. The secret is the key, the id is the message.",
            ),
            Self::Plain => Some(
                "This is a plain SHA-256. Anybody can make that; use HMAC-SHA256 with the secret as its key, as in the \
                 examples above.",
            ),
        }
    }
}

/// Other forms of an id that servers sign by mistake, and what to say of each.
fn forms(id: &str) -> Vec<(String, &'static str)> {
    let is_whole = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let same = "Sign exactly what the page sends.";
    let number = "Somewhere the id became a number; make it text before it is signed and sent.";
    let mut all = vec![
        (id.trim().to_owned(), "The page sends it with spaces around. Send exactly what you sign."),
        (id.to_lowercase(), same),
        (id.to_uppercase(), same),
        (format!("{id}\n"), "The line break comes from echo or a file; sign the id without it."),
        (format!("\"{id}\""), "Sign the id itself, not its JSON with quotation marks."),
        (id.trim_start_matches('0').to_owned(), number),
    ];
    if is_whole {
        all.push((format!("{id}.0"), number));
    }
    if let Some(whole) = id.strip_suffix(".0") {
        all.push((whole.to_owned(), number));
    }
    all.retain(|(form, _)| form != id);
    all
}

/// A form of the id as it can be read.
fn shown(form: &str) -> String {
    form.replace('\n', "⏎")
}

/// Reads a hash however it is written, with what is wrong with the writing. `None` where it is no SHA-256 at all.
fn read(proof: &str) -> Option<(Signature, Vec<String>)> {
    let mut wrong = Vec::new();
    let around: &[char] = &['"', '\'', '`'];
    let bare = proof.trim().trim_matches(around).trim();
    if bare != proof {
        wrong.push(
            "There are spaces, a line break or quotation marks around the hash. Send its 64 characters alone."
                .to_owned(),
        );
    }
    let digits = bare.strip_prefix("sha256=").or_else(|| bare.strip_prefix("0x")).unwrap_or(bare);
    if digits != bare {
        wrong.push("The hash begins with a prefix. Send its 64 characters alone.".to_owned());
    }
    if let Some(signature) = hex::decode(digits).ok().and_then(|bytes| bytes.try_into().ok()) {
        if digits.bytes().any(|byte| byte.is_ascii_uppercase()) {
            wrong.push("The hash is in upper case. Send it in lower case.".to_owned());
        }
        return Some((signature, wrong));
    }
    let bytes = from_base64(digits)?;
    let spelled = std::str::from_utf8(&bytes).ok().and_then(|text| hex::decode(text).ok());
    let signature = spelled.unwrap_or(bytes).try_into().ok()?;
    wrong.push(
        "The hash is written in Base64. Write it in hex, in lower case: 64 characters of 0–9 and a–f.".to_owned(),
    );
    Some((signature, wrong))
}

/// Base64 of either alphabet, with padding or without.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    base64url::decode(&text.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

/// What to say of something that is no SHA-256.
fn unreadable(bare: &str) -> String {
    let length = bare.chars().count();
    let is_hex = bare.bytes().all(|byte| byte.is_ascii_hexdigit());
    match length {
        0 => "There is no hash. Your server sent an empty one.".to_owned(),
        32 if is_hex => "A hash of 32 characters looks like MD5. Use HMAC-SHA256.".to_owned(),
        40 if is_hex => "A hash of 40 characters looks like SHA-1. Use HMAC-SHA256.".to_owned(),
        96 if is_hex => "A hash of 96 characters looks like SHA-384. Use HMAC-SHA256.".to_owned(),
        128 if is_hex => "A hash of 128 characters looks like SHA-512. Use HMAC-SHA256.".to_owned(),
        64 => "A hash holds only 0–9 and a–f, and something else stands in this one.".to_owned(),
        1..64 => format!("A hash has 64 characters and this has {length}: it may have been cut on its way."),
        _ => format!("A hash has 64 characters and this has {length}."),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::secrets::Age, *};
    use crate::base::Secret;

    const TEXT: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const HASH: &str = "3c3cf04bd662ed902351e49da896207c7e9e454267ea5aa82fda684c48b09c5c";

    fn explained(user_id: &str, proof: &str) -> Vec<String> {
        explain(&[Known { text: Secret::new(TEXT.to_owned()), age: Age::Present }], user_id, proof)
    }

    fn hex_hmac(key: &[u8], message: &str) -> String {
        hex::encode(digest::hmac(key, message.as_bytes()))
    }

    #[test]
    fn each_known_mistake_is_named_and_no_answer_holds_a_right_hash() {
        let bytes = hex::decode(TEXT).unwrap();
        let base64 = "PDzwS9Zi7ZAjUeSdqJYgfH6eRUJn6lqoL9poTEiwnFw=";
        for (user_id, proof, word) in [
            ("cust_42", HASH.to_uppercase(), "upper case"),
            ("cust_42", format!(" {HASH}\n"), "spaces"),
            ("cust_42", format!("\"{HASH}\""), "quotation marks"),
            ("cust_42", format!("sha256={HASH}"), "prefix"),
            ("cust_42", hex_hmac(&bytes, "cust_42"), "32 bytes"),
            ("cust_42", hex_hmac(format!("{TEXT}\n").as_bytes(), "cust_42"), "line break"),
            ("cust_42", hex_hmac(b"cust_42", TEXT), "swapped"),
            ("cust_42", hex::encode(digest::sha256(&[b"cust_42"])), "plain SHA-256"),
            ("cust_42", hex::encode(digest::sha256(&[b"cust_42", TEXT.as_bytes()])), "plain SHA-256"),
            ("cust_42", base64.to_owned(), "Base64"),
            (" cust_42", HASH.to_owned(), "“cust_42”"),
            ("CUST_42", HASH.to_owned(), "“cust_42”"),
            ("42", hex_hmac(TEXT.as_bytes(), "42.0"), "“42.0”"),
            ("42.0", hex_hmac(TEXT.as_bytes(), "42"), "“42”"),
            ("42", hex_hmac(TEXT.as_bytes(), "42\n"), "“42⏎”"),
            ("cust_42", "a".repeat(40), "SHA-1"),
            ("cust_42", HASH[..63].to_owned(), "has 63"),
            ("cust_42", "x".repeat(64), "something else"),
            ("cust_42", format!("{TEXT} "), "the identity secret itself"),
            ("cust_42", format!("wgk_{}", "a".repeat(40)), "an API key"),
            ("cust_43", HASH.to_owned(), "another secret, or of another id"),
        ] {
            let reasons = explained(user_id, &proof);
            assert!(reasons.iter().any(|reason| reason.contains(word)), "{word}: {reasons:?}");
            assert!(!reasons.concat().to_lowercase().contains(HASH), "{reasons:?}");
        }
        assert!(explained("cust_42", HASH).is_empty());
    }

    #[test]
    fn several_mistakes_at_once_are_all_named() {
        let bytes = hex::decode(TEXT).unwrap();
        let known = |text: &str, age| Known { text: Secret::new(text.to_owned()), age };
        let known = [known(&"f".repeat(64), Age::Present), known(TEXT, Age::Ended)];

        let reasons = explain(&known, "7", &hex_hmac(&bytes, "7.0").to_uppercase());

        for word in ["upper case", "32 bytes", "“7.0”", "old secret, which has ended"] {
            assert!(reasons.iter().any(|reason| reason.contains(word)), "{word}: {reasons:?}");
        }
    }
}
