//! Sessions that a business's server has prepared: who its visitor will be, and what is to be known in this visit.
//!
//! The text of a session follows from the server secret and the id of its visitor, so that the same request can be
//! answered the same again; stored is only its SHA-256. **Invariant:** a session is spent once, by one browser.

pub mod actions;
pub mod api;
pub mod reading;
mod store;
pub mod views;

use crate::{
    base::{Secret, Timestamp, ids::*, secret},
    contacts::model::ExternalId,
};

/// What every session begins with.
const PREFIX: &str = "wgs_";

/// Characters of base62 after that: 256 bits.
const LENGTH: usize = 43;

const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A session as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    pub hash: [u8; 32],
    pub site: SiteId,
    /// What a browser that is not known becomes.
    pub visitor_id: VisitorId,
    /// The customer it vouches for, if it does.
    pub external_id: Option<ExternalId>,
    /// A JSON object.
    pub context: String,
    pub expires_at: Timestamp,
    pub spent_at: Option<Timestamp>,
    pub spent_by: Option<VisitorId>,
}

/// The text of the session of a visitor to be.
pub fn text(server_secret: &Secret<String>, visitor: VisitorId) -> String {
    let mut text = PREFIX.to_owned();
    let mut block = 0;
    while text.len() < PREFIX.len() + LENGTH {
        let bytes = secret::mac(server_secret.reveal(), &format!("prepared session\nv1\n{visitor}\n{block}"));
        // 248 = 4 × 62: bytes above it would favour the first characters.
        let characters =
            bytes.into_iter().filter(|byte| *byte < 248).map(|byte| char::from(BASE62[usize::from(byte % 62)]));
        text.extend(characters.take(PREFIX.len() + LENGTH - text.len()));
        block += 1;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Random, ids::NewId};

    #[test]
    fn a_session_is_long_and_nobody_elses() {
        let id = |seed| VisitorId::new(Timestamp::from_millis(0), &Random::seeded(seed));
        let written = |secret: &str, seed| text(&Secret::new(secret.to_owned()), id(seed));

        let session = written("server", 1);

        assert!(
            session.len() == 47
                && session.starts_with("wgs_")
                && session[4..].bytes().all(|b| b.is_ascii_alphanumeric())
        );
        assert_eq!(session, written("server", 1));
        assert!(session != written("server", 2) && session != written("another", 1));
    }
}
