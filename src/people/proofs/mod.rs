//! Proofs of identity: what a page offers, and whether the business's server has vouched for it.
//!
//! A hash or a token is judged by the identity secret, without the database; a prepared session is looked up where it
//! is spent (`people::prepared`). Whatever is wrong with a proof, the same work is done and the page learns the same.

pub mod actions;
pub mod ending;
mod profile;
mod store;
pub mod token;
pub mod views;

use std::fmt;

use crate::{
    base::{Timestamp, secret},
    contacts::model::{ExternalId, ProfileChanges, WrongExternalId},
    settings::model::IdentitySecrets,
};

/// What a page offers beside its claims. A prepared session is not among it: only the database knows that.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offered<'a> {
    pub user_id: Option<&'a str>,
    /// Lower-case hex of HMAC-SHA256 of `user_id` under the identity secret.
    pub user_hash: Option<&'a str>,
    /// A JSON Web Token under the same secret.
    pub user_token: Option<&'a str>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// The page names nobody.
    NotOffered,
    /// The page names a customer and offers nothing.
    Missing,
    /// One of the proofs is wrong, and so are all.
    Wrong(Reason),
    /// The business's server vouches for this customer.
    Right(Box<Proven>),
}

/// Whom a server vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    pub id: ExternalId,
    /// What the server said about the customer in the same breath; never clears anything.
    pub profile: ProfileChanges,
    /// Whether the secret before the present one was used.
    pub is_by_former: bool,
}

/// Why a proof was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    WrongHash,
    MissingProof,
    GuestId,
    TokenUnreadable,
    TokenAlgorithm,
    TokenSignature,
    TokenExpired,
    TokenNotYetValid,
    TokenTooLongLived,
    TokenWithoutSubject,
    TokenOtherUser,
    SessionUnknown,
    SessionExpired,
    SessionSpent,
    SessionOtherSite,
}

/// Judges what a page offers: of several proofs each must be right.
pub fn judge(secrets: &IdentitySecrets, offered: &Offered<'_>, now: Timestamp) -> Proof {
    let by_token = offered.user_token.map(|token| token::judge(secrets, token, now));
    let by_hash = offered.user_id.zip(offered.user_hash).map(|(id, hash)| by_hash(secrets, id, hash));
    match (by_token, by_hash) {
        (Some(Err(reason)), _) | (None, Some(Err(reason))) => Proof::Wrong(reason),
        (Some(Ok(proven)), by_hash) => {
            if offered.user_id.is_some_and(|id| id != proven.id.as_str()) {
                return Proof::Wrong(Reason::TokenOtherUser);
            }
            match by_hash {
                Some(Err(reason)) => Proof::Wrong(reason),
                _ => Proof::Right(Box::new(proven)),
            }
        }
        (None, Some(Ok(proven))) => Proof::Right(Box::new(proven)),
        (None, None) if offered.user_id.is_some() => Proof::Missing,
        (None, None) => Proof::NotOffered,
    }
}

/// Everybody whom a page names, believed or not.
pub fn named(offered: &Offered<'_>) -> Vec<String> {
    let by_token = offered.user_token.and_then(token::said_subject);
    offered.user_id.map(str::to_owned).into_iter().chain(by_token).collect()
}

/// Judges an id, byte for byte as received, and its hash.
fn by_hash(secrets: &IdentitySecrets, id: &str, hash: &str) -> Result<Proven, Reason> {
    let fit = fitting(secrets, |key| secret::same(secret::sign(key, id).as_bytes(), hash.as_bytes()));
    let is_by_former = fit.ok_or(Reason::WrongHash)? == Fit::Former;
    // An id that shops give to all their guests proves nobody, however well it is signed.
    let id = ExternalId::parse(id).map_err(|wrong| match wrong {
        WrongExternalId::Guest => Reason::GuestId,
        WrongExternalId::Form => Reason::WrongHash,
    })?;
    Ok(Proven { id, profile: ProfileChanges::default(), is_by_former })
}

/// Which secret fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Present,
    Former,
}

/// Tries every valid secret, also after one has fitted: the time tells nothing.
fn fitting(secrets: &IdentitySecrets, fits: impl Fn(&str) -> bool) -> Option<Fit> {
    let by_present = fits(secrets.present.reveal());
    let by_former = secrets.former.as_ref().is_some_and(|former| fits(former.reveal()));
    match (by_present, by_former) {
        (true, _) => Some(Fit::Present),
        (false, true) => Some(Fit::Former),
        (false, false) => None,
    }
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 15] = [
        Self::WrongHash,
        Self::MissingProof,
        Self::GuestId,
        Self::TokenUnreadable,
        Self::TokenAlgorithm,
        Self::TokenSignature,
        Self::TokenExpired,
        Self::TokenNotYetValid,
        Self::TokenTooLongLived,
        Self::TokenWithoutSubject,
        Self::TokenOtherUser,
        Self::SessionUnknown,
        Self::SessionExpired,
        Self::SessionSpent,
        Self::SessionOtherSite,
    ];

    /// The word that stands in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WrongHash => "wrong_hash",
            Self::MissingProof => "missing_proof",
            Self::GuestId => "guest_id",
            Self::TokenUnreadable => "token_unreadable",
            Self::TokenAlgorithm => "token_algorithm",
            Self::TokenSignature => "token_signature",
            Self::TokenExpired => "token_expired",
            Self::TokenNotYetValid => "token_not_yet_valid",
            Self::TokenTooLongLived => "token_too_long_lived",
            Self::TokenWithoutSubject => "token_without_subject",
            Self::TokenOtherUser => "token_other_user",
            Self::SessionUnknown => "session_unknown",
            Self::SessionExpired => "session_expired",
            Self::SessionSpent => "session_spent",
            Self::SessionOtherSite => "session_other_site",
        }
    }

    /// The reason that a stored word means.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }

    /// What happened and what to do, for the administrator.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::WrongHash => {
                "The hash does not fit the user id. Sign exactly the id that the page sends, with the secret as it is shown here."
            }
            Self::MissingProof => {
                "The page named a user and proved nothing, and verification is required. Send a hash or a token with the id."
            }
            Self::GuestId => "The id was “0” or empty, which shops send for guests. Leave guests out.",
            Self::TokenUnreadable => "The token is no JSON Web Token in UTF-8. Let a JWT library write it.",
            Self::TokenAlgorithm => "The token is not signed with HS256. Choose that algorithm.",
            Self::TokenSignature => {
                "The token's signature does not fit. Sign it with the secret as it is shown here, as text."
            }
            Self::TokenExpired => "The token has expired. Make a new one for each page, and check the server's clock.",
            Self::TokenNotYetValid => "The token is from the future (“nbf” or “iat”). Check the server's clock.",
            Self::TokenTooLongLived => {
                "The token has no end, or one more than 24 hours ahead. Set “exp” to a few minutes from now."
            }
            Self::TokenWithoutSubject => "The token names nobody. Put the user id into “sub”.",
            Self::TokenOtherUser => "The proof is for another user than the one the page names. Send one of them only.",
            Self::SessionUnknown => "There is no such prepared session. It ended more than a day ago, or was changed.",
            Self::SessionExpired => "The prepared session came too late. Make one for each page.",
            Self::SessionSpent => {
                "The prepared session was used before, in another browser. Make one for each page, and cache none."
            }
            Self::SessionOtherSite => "The prepared session is for another site. Name this one when you make it.",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Secret;

    const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const HASH: &str = "3c3cf04bd662ed902351e49da896207c7e9e454267ea5aa82fda684c48b09c5c";

    fn said(id: Option<&str>, hash: Option<&str>) -> Proof {
        let secrets = IdentitySecrets { present: Secret::new(SECRET.to_owned()), former: None };
        let offered = Offered { user_id: id, user_hash: hash, user_token: None };
        judge(&secrets, &offered, Timestamp::from_millis(0))
    }

    #[test]
    fn only_the_exact_hash_of_the_exact_id_is_proof() {
        assert!(matches!(said(Some("cust_42"), Some(HASH)), Proof::Right(proven) if proven.id.as_str() == "cust_42"));
        let upper = HASH.to_uppercase();
        for wrong in ["", " ", &HASH[1..], &format!("{HASH}0"), &upper, "null"] {
            assert_eq!(said(Some("cust_42"), Some(wrong)), Proof::Wrong(Reason::WrongHash), "{wrong}");
        }
        for other in ["cust_43", "CUST_42", "cust_42 ", ""] {
            assert_eq!(said(Some(other), Some(HASH)), Proof::Wrong(Reason::WrongHash), "{other}");
        }
        assert_eq!(said(Some("cust_42"), None), Proof::Missing);
        assert_eq!(said(None, Some(HASH)), Proof::NotOffered);
    }

    #[test]
    fn a_guest_is_nobody_however_well_signed() {
        for guest in ["0", " 0 ", " "] {
            let hash = secret::sign(SECRET, guest);
            assert_eq!(said(Some(guest), Some(&hash)), Proof::Wrong(Reason::GuestId), "{guest:?}");
        }
    }

    #[test]
    fn every_reason_is_read_back_as_it_was_written() {
        for reason in Reason::ALL {
            assert_eq!(Reason::of_word(reason.as_str()), Some(reason));
        }
    }
}
