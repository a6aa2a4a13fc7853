//! Looks names up for the client, and hands on only addresses that may be asked. The connection is made to exactly
//! these, so there is no second look-up that could answer otherwise.

use std::{future::Future, io, net::SocketAddr, pin::Pin, sync::Arc};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{Guard, Refusal};

/// Finds the addresses of a name; tests put their own in its place.
pub type Lookup =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>> + Send + Sync>;

/// Asks the system.
pub fn of_the_system() -> Lookup {
    Arc::new(|name| Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.collect()) }))
}

/// The client's resolver.
pub struct GuardedResolver {
    pub guard: Guard,
    pub lookup: Lookup,
}

/// A name that has no address.
#[derive(Debug)]
pub struct NoAddress;

impl std::fmt::Display for NoAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name has no address")
    }
}

impl std::error::Error for NoAddress {}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let found = (self.lookup)(name.as_str().to_owned());
        let guard = self.guard.clone();
        Box::pin(async move {
            let found = found.await.map_err(|_| NoAddress)?;
            if found.is_empty() {
                return Err(NoAddress.into());
            }
            let allowed: Vec<_> = found.into_iter().filter(|address| guard.allows(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Refusal::Private.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
