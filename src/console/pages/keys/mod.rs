//! Settings → Developers: the keys with which a business's own servers use the public API.

mod change;
mod form;
mod list;
mod requests;
mod revoke;

use poem::Request;

pub use change::{change_key, show_key};
pub use list::{make_key, show_developers};
pub use revoke::revoke_key;

use crate::{
    api_keys::{self, Keyring, model::ApiKey},
    audit::{About, Fact},
    base::{Error, ids::ApiKeyId},
    db::Db,
};

/// The key that an address names.
async fn named(db: &Db, id: &str) -> Result<ApiKey, Error> {
    let id: ApiKeyId = id.parse().map_err(|_| Error::NotFound("key"))?;
    db.read(move |connection| api_keys::views::by_id(connection, id)).await?.ok_or(Error::NotFound("key"))
}

/// What the audit log keeps of a key.
fn noted(key: &ApiKey) -> About {
    let scopes = key.scopes.to_words().replace(' ', ", ");
    About::fact(Fact::Name, key.name.as_str()).and(Fact::Id, key.id.to_string()).and(Fact::How, scopes)
}

/// Lets the public API know before the answer leaves: a key that is shown opens, one that is shown as revoked or
/// narrowed does no longer what it did.
async fn use_at_once(request: &Request) -> Result<(), Error> {
    match request.data::<Keyring>() {
        Some(keyring) => keyring.reload().await,
        None => Ok(()),
    }
}
