//! How a business proves who its customers are, for those who set it up: programs that make a proof, and what is wrong
//! with one that is not believed.
//!
//! Who is believed is decided in `people::proofs`, here as at the front door. **Invariant:** no right proof is ever
//! made for somebody to see: what is wrong with one is told in words.

mod digest;
mod hash_check;
pub mod on_the_page;
pub mod secrets;
pub mod snippets;
mod token_check;

use crate::{
    base::Timestamp,
    people::proofs::{self, Offered, Proof, Reason},
    settings::model::IdentitySecrets,
};

pub use secrets::Known;

/// What prepared sessions begin with.
const PREPARED: &str = "wgs_";

/// Whether a proof would be believed, and everything there is to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The customer that is proven.
    pub proven: Option<String>,
    /// What is wrong and what to do about it, a paragraph each.
    pub reasons: Vec<String>,
}

/// A proof as somebody pasted it.
#[derive(Debug, Clone, Copy)]
pub struct Tried<'t> {
    /// May be empty beside a signed token.
    pub user_id: &'t str,
    /// A hash or a signed token.
    pub proof: &'t str,
}

impl Tried<'_> {
    /// Whether it looks like a signed token rather than a hash.
    pub fn is_token(&self) -> bool {
        let bare = self.proof.trim();
        bare.starts_with("eyJ") || bare.matches('.').count() == 2
    }

    /// Whether it proves nothing without an id beside it.
    pub fn needs_id(&self) -> bool {
        !self.is_token() && !self.proof.trim().starts_with(PREPARED)
    }

    /// Says whether the proof would be believed at `now`, and if not, why.
    pub fn judge(&self, known: &[Known], now: Timestamp) -> Verdict {
        if self.proof.trim().starts_with(PREPARED) {
            let sentence = "This is a prepared session. It works once, so trying it here would use it up: put it on \
                            the page as data-session.";
            return Verdict { proven: None, reasons: vec![sentence.to_owned()] };
        }
        let user_id = Some(self.user_id).filter(|id| !(id.is_empty() && self.is_token()));
        let offered = match self.is_token() {
            true => Offered { user_id, user_token: Some(self.proof), ..Offered::default() },
            false => Offered { user_id, user_hash: Some(self.proof), ..Offered::default() },
        };
        let judged = secrets(known).map(|secrets| proofs::judge(&secrets, &offered, now));
        let reasons = match self.is_token() {
            true => token_check::explain(known, now, *self),
            false => hash_check::explain(known, self.user_id, self.proof),
        };
        match judged {
            Some(Proof::Right(proven)) => Verdict { proven: Some(proven.id.as_str().to_owned()), reasons },
            Some(Proof::Wrong(reason)) if reason == Reason::GuestId || reasons.is_empty() => {
                Verdict { proven: None, reasons: vec![reason.sentence().to_owned()] }
            }
            _ => Verdict { proven: None, reasons },
        }
    }
}

/// The secrets that are valid, as the front door holds them.
fn secrets(known: &[Known]) -> Option<IdentitySecrets> {
    let mut valid = known.iter().filter(|known| known.age.is_valid()).map(|known| known.text.clone());
    Some(IdentitySecrets { present: valid.next()?, former: valid.next() })
}

#[cfg(test)]
mod tests {
    use super::{secrets::Age, *};
    use crate::base::{Secret, secret};

    const TEXT: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    const HASH: &str = "3c3cf04bd662ed902351e49da896207c7e9e454267ea5aa82fda684c48b09c5c";
    /// Saturday, 21 November 2026, 09:30 UTC.
    const NOW: Timestamp = Timestamp::from_millis(1_795_253_400_000);

    fn judge(ages: &[(&str, Age)], user_id: &str, proof: &str) -> Verdict {
        let known: Vec<_> =
            ages.iter().map(|(text, age)| Known { text: Secret::new((*text).to_owned()), age: *age }).collect();
        Tried { user_id, proof }.judge(&known, NOW)
    }

    #[test]
    fn the_right_hash_is_right_with_either_valid_secret() {
        let other = "f".repeat(64);
        let right = judge(&[(TEXT, Age::Present)], "cust_42", HASH);
        let old = judge(&[(&other, Age::Present), (TEXT, Age::Former(Some(NOW)))], "cust_42", HASH);
        let ended = judge(&[(&other, Age::Present), (TEXT, Age::Ended)], "cust_42", HASH);

        assert_eq!(right, Verdict { proven: Some("cust_42".to_owned()), reasons: vec![] });
        assert_eq!(old.proven.as_deref(), Some("cust_42"));
        assert!(old.reasons[0].contains("ends on 21 November 2026, 09:30 UTC"), "{old:?}");
        assert!(ended.proven.is_none() && ended.reasons[0].contains("has ended"), "{ended:?}");
    }

    #[test]
    fn a_guest_is_named_as_such_however_well_signed() {
        let verdict = judge(&[(TEXT, Age::Present)], "0", &secret::sign(TEXT, "0"));

        assert!(verdict.proven.is_none() && verdict.reasons[0].contains("guests"), "{verdict:?}");
    }

    #[test]
    fn a_prepared_session_is_not_used_up() {
        let verdict = judge(&[(TEXT, Age::Present)], "", &format!("wgs_{}", "a".repeat(43)));

        assert!(verdict.proven.is_none() && verdict.reasons[0].contains("data-session"), "{verdict:?}");
    }
}
