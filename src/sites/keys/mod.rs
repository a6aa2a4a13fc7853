//! Keys of sites: the nouns, and what can be done to them.
//!
//! A key names a site as its app id does, and may narrow the origins that embed it. It is public: it stands on pages.

pub mod api;

use super::{Origin, model::parse_name, origin::MAX_ORIGINS, site_key, store};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, Scope, Timestamp, ids::SiteId},
    db::Tx,
    events::Event,
    settings::ServerSecret,
};

/// The most keys of one site that open anything at a time.
pub const MAX_ACTIVE: u32 = 20;

/// A key that opens something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteKey {
    /// A random UUID. The key itself follows from it and the server secret.
    pub id: String,
    pub site: SiteId,
    pub name: String,
    /// Where the key works, of the origins of the site; empty means all of those.
    pub allowed_origins: Vec<Origin>,
    pub created_at: Timestamp,
}

impl SiteKey {
    /// Whether the key works on an origin that its site allows.
    pub fn allows(&self, origin: &Origin) -> bool {
        self.allowed_origins.is_empty() || self.allowed_origins.contains(origin)
    }
}

/// A key that somebody wants.
#[derive(Debug, Clone)]
pub struct NewSiteKey {
    pub site: SiteId,
    pub name: String,
    pub allowed_origins: Vec<Origin>,
}

/// Makes a key.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `/name` and `/allowedOrigins/{index}`; `Conflict` where the site has twenty.
pub fn generate(tx: &mut Tx<'_>, actor: &Actor, server_secret: &ServerSecret, new: NewSiteKey) -> Result<SiteKey> {
    actor.may(Permission::Scope(Scope::Sites))?;
    let site = store::by_id(tx, new.site)?.ok_or(Error::NotFound("site"))?;
    let mut errors = FieldErrors::new();
    let name = parse_name(&new.name).map_err(|sentence| errors.add("/name", sentence)).unwrap_or_default();
    if new.allowed_origins.len() > MAX_ORIGINS {
        errors.add("/allowedOrigins", format!("At most {MAX_ORIGINS} addresses fit."));
    }
    for (index, origin) in new.allowed_origins.iter().enumerate().filter(|(_, origin)| !site.allows(origin)) {
        errors.add(
            format!("/allowedOrigins/{index}"),
            format!("The site itself may not be embedded on {origin}. Allow it under Settings → Install first."),
        );
    }
    errors.or(())?;
    if store::active_keys_of(tx, site.id)? >= MAX_ACTIVE {
        return Err(Error::Conflict(format!(
            "This site has {MAX_ACTIVE} keys already. Revoke one that is not used any more."
        )));
    }
    let id = uuid(tx.random().bytes());
    let key = SiteKey { id, site: site.id, name, allowed_origins: new.allowed_origins, created_at: tx.now() };
    store::insert_key(tx, &key, &site_key::fingerprint(&server_secret.0))?;
    tx.emit(actor, &Event::SiteChanged { site_id: site.id })?;
    Ok(key)
}

/// Ends a key for good. Revoking it again changes nothing; the answer says which of the two it was.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn revoke(tx: &mut Tx<'_>, actor: &Actor, id: &str) -> Result<bool> {
    actor.may(Permission::Scope(Scope::Sites))?;
    let site_id = store::site_of_key(tx, id)?.ok_or(Error::NotFound("site key"))?;
    let is_change = store::revoke_key(tx, id, tx.now())?;
    if is_change {
        tx.emit(actor, &Event::SiteChanged { site_id })?;
    }
    Ok(is_change)
}

/// A random UUID (version 4 of RFC 9562) from 128 random bits.
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let digits = hex::encode(bytes);
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32];
    parts.map(|part| digits.get(part).unwrap_or_default().to_owned()).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_that_it_is_random() {
        assert_eq!(uuid([0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid([0; 16]), "00000000-0000-4000-8000-000000000000");
    }
}
