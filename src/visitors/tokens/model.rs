//! What a token is, and what it opens when.

use std::net::IpAddr;

use crate::base::{Timestamp, ids::VisitorId, secret, time};

/// SHA-256 of a token.
pub type TokenHash = [u8; 32];

/// How long a token lives after its last use, in milliseconds.
const LIFE_MS: i64 = 400 * time::DAY;

/// How often the use of a token is written down, in milliseconds: reading needs no write.
const TOUCH_MS: i64 = time::DAY;

/// How old a token is when it is renewed, and how long until it is renewed again, in milliseconds.
pub const RENEWED_AFTER_MS: i64 = time::DAY;

/// How long a token is valid after its successor was first used, in milliseconds.
pub const GRACE_MS: i64 = time::MINUTE;

/// How long a token that has ended is still recognised, in milliseconds.
pub const REMEMBERED_MS: i64 = 30 * time::DAY;

/// Who shows a token.
#[derive(Debug, Clone)]
pub struct Caller {
    /// In IPv6 the /64: one customer has that many.
    pub address: IpAddr,
    /// What the browser calls itself.
    pub browser: String,
}

/// Where a token was used: two bytes each of a salted hash. Enough to notice a thief, too little to find anybody by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traces {
    pub from: [u8; 2],
    pub by: [u8; 2],
}

/// A token as it is stored.
#[derive(Debug, Clone)]
pub struct Token {
    pub created_at: Timestamp,
    pub last_used_at: Timestamp,
    /// When it was last given a successor.
    pub renewed_at: Option<Timestamp>,
    /// Set when its successor was first used, or when its browser proved who it is.
    pub ends_at: Option<Timestamp>,
    /// Whether it takes another's place and was not used yet.
    pub is_unused_successor: bool,
    pub traces: Option<Traces>,
}

/// What a token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    Good,
    /// It opens nothing.
    Nothing,
    /// It has ended, and yet somebody shows it.
    Outlived,
}

impl Caller {
    /// What this caller leaves behind where it uses a visitor's token.
    pub fn traces(&self, visitor: VisitorId) -> Traces {
        let short = |text: String| {
            let [first, second, ..] = secret::fingerprint(&text);
            [first, second]
        };
        Traces {
            from: short(format!("{visitor} from {}", self.address)),
            by: short(format!("{visitor} by {}", self.browser)),
        }
    }
}

impl Traces {
    /// Whether address and browser are both another's.
    pub fn is_strange_to(&self, other: &Self) -> bool {
        self.from != other.from && self.by != other.by
    }
}

impl Token {
    /// What it is worth at `now` in the hands of somebody with these traces.
    pub fn worth(&self, shown: &Traces, now: Timestamp) -> Worth {
        if self.last_used_at.plus(LIFE_MS) < now {
            return Worth::Nothing;
        }
        match self.ends_at {
            None => Worth::Good,
            Some(ends_at) if ends_at <= now => Worth::Outlived,
            // Ended by a proof, not by a successor: until then it is good only where that proof came from.
            Some(_) if self.renewed_at.is_none() && self.traces != Some(*shown) => Worth::Nothing,
            Some(_) => Worth::Good,
        }
    }

    /// Whether it still opens something at `now` for a connection that it has let in.
    pub fn still_stands(&self, now: Timestamp) -> bool {
        self.last_used_at.plus(LIFE_MS) >= now && self.ends_at.is_none_or(|ends_at| now < ends_at)
    }

    /// Whether a use of it should be written down.
    pub fn wants_touch(&self, now: Timestamp) -> bool {
        self.is_unused_successor || self.last_used_at.plus(TOUCH_MS) < now
    }

    /// Whether it should be renewed: when it is a day old, once a day.
    pub fn wants_renewal(&self, now: Timestamp) -> bool {
        let is_old = |since: Timestamp| since.plus(RENEWED_AFTER_MS) <= now;
        self.ends_at.is_none() && is_old(self.created_at) && self.renewed_at.is_none_or(is_old)
    }

    /// From when on tokens that were not used since are forgotten.
    pub fn forgotten_before(now: Timestamp) -> Timestamp {
        now.plus(-LIFE_MS)
    }
}
