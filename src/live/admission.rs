//! How many live connections one address and one visitor may hold.

use std::net::IpAddr;

use crate::{
    base::ids::VisitorId,
    http::{
        ApiError, Key,
        connections::{Connections, Counted},
    },
};

/// Lets connections in, up to a number for each visitor and each address.
#[derive(Clone)]
pub struct Admission {
    visitors: Connections,
    addresses: Connections,
}

/// A place that is given back when dropped.
pub type Place = Counted;

impl Admission {
    /// At most so many connections for one visitor and for one address (a /64 in IPv6).
    pub fn new(per_visitor: u32, per_address: u32) -> Self {
        Self { visitors: Connections::new(per_visitor), addresses: Connections::new(per_address) }
    }

    /// Takes a place for an address, before anything is known of who comes.
    ///
    /// # Errors
    /// `429`.
    pub fn address(&self, address: IpAddr) -> Result<Place, ApiError> {
        self.addresses.take(Key::address(address)).ok_or_else(too_many)
    }

    /// Takes a place for a visitor.
    ///
    /// # Errors
    /// `429`.
    pub fn visitor(&self, visitor: VisitorId) -> Result<Place, ApiError> {
        self.visitors.take(Key::Visitor(visitor)).ok_or_else(too_many)
    }
}

fn too_many() -> ApiError {
    ApiError::too_many(30, "Too many windows are connected at once. Close some and try again.")
}
