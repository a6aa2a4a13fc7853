//! People as agents tell them from each other.

use crate::{
    base::{Timestamp, ids::ContactId},
    contacts::model::Reached,
};

/// A person in short, as agents tell it from its namesakes.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: ContactId,
    /// The name that agents see; never empty.
    pub name: String,
    /// What it would be called if nothing were known of it.
    pub short_name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
    /// Whether a browser has proved to be this customer.
    pub is_verified: bool,
    pub last_seen_at: Option<Timestamp>,
}

/// Why two may be one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// By what both profiles hold.
    InProfiles(Reached),
    /// By what a page of one said: anybody can say that.
    ByWord(Reached),
}
