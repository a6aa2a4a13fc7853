//! Proof of identity.

use crate::{base::secret, contacts::model::ExternalId};

/// What a page offers as proof of who its visitor is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The page names nobody.
    NotOffered,
    /// The page names a customer and offers nothing.
    Missing,
    /// The hash does not fit the name.
    Wrong,
    /// The business's server vouches for this customer id.
    Right(ExternalId),
}

/// Judges a `user_id` and its `user_hash`: lower-case hex of HMAC-SHA256 of the id, byte for byte as received, under
/// the identity secret. Takes the same time whether the hash is nearly right or not at all.
pub fn judge(identity_secret: &str, user_id: Option<&str>, user_hash: Option<&str>) -> Proof {
    match (user_id, user_hash) {
        (None, _) => Proof::NotOffered,
        (Some(_), None) => Proof::Missing,
        (Some(id), Some(hash)) => {
            let expected = secret::sign(identity_secret, id);
            let is_right = secret::same(expected.as_bytes(), hash.as_bytes());
            // An id that shops give to all their guests proves nobody, however well it is signed.
            ExternalId::parse(id).ok().filter(|_| is_right).map_or(Proof::Wrong, Proof::Right)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const HASH: &str = "3c3cf04bd662ed902351e49da896207c7e9e454267ea5aa82fda684c48b09c5c";

    #[test]
    fn only_the_exact_hash_of_the_exact_id_is_proof() {
        assert_eq!(judge(SECRET, Some("cust_42"), Some(HASH)), Proof::Right(ExternalId::parse("cust_42").unwrap()));
        let upper = HASH.to_uppercase();
        for wrong in ["", " ", &HASH[1..], &format!("{HASH}0"), &upper, "null"] {
            assert_eq!(judge(SECRET, Some("cust_42"), Some(wrong)), Proof::Wrong, "{wrong}");
        }
        for other in ["cust_43", "CUST_42", "cust_42 ", ""] {
            assert_eq!(judge(SECRET, Some(other), Some(HASH)), Proof::Wrong, "{other}");
        }
        assert_eq!(judge(SECRET, Some("cust_42"), None), Proof::Missing);
        assert_eq!(judge(SECRET, None, Some(HASH)), Proof::NotOffered);
    }
}
