//! How often somebody may do something: one table, one mechanism.
//!
//! Each pair of limit and key has one number, the moment at which it would be empty again (the generic cell rate
//! algorithm). Kept in memory: a restart forgives, and a flood cannot fill the disk.

use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

use poem::Response;

use super::ApiError;
use crate::base::{
    Clock,
    ids::{ApiKeyId, VisitorId},
};

/// What is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Start documents of the widget, by address.
    Init,
    /// Messages and other frames that write, by visitor and by address.
    Messages,
    /// New conversations, by visitor and by address.
    Conversations,
    /// Files, by visitor and by address.
    Uploads,
    /// Browsers that act for the first time, by address.
    Sessions,
    /// Challenges for a proof of work, by address.
    Challenges,
    /// Requests that tell what a visitor did on pages, by visitor and by address.
    Tracking,
    /// Pages of a website that are fetched to check it, by address of the administrator.
    Checks,
    /// Requests to the public API, by key.
    Ingest,
    /// Failed sign-ins, by account and by address.
    SignIn,
    /// Everything else a visitor asks for, by address: generous, only against floods.
    Reads,
}

/// A rate: `count` in `window_ms`, of which `burst` may come at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub count: u32,
    pub window_ms: i64,
    pub burst: u32,
}

/// The rates of one limit: for one visitor, key or account, and for one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub own: Rate,
    pub address: Rate,
}

/// Whom a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A network address; in IPv6 its /64, since one customer has that many.
    Address(IpAddr),
    Visitor(VisitorId),
    ApiKey(ApiKeyId),
    /// An account that somebody tries to enter, by the hash of its e-mail address.
    Account(u64),
}

/// What is left after a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    limit: Limit,
    rate: Rate,
    /// How many more may come at once.
    pub remaining: u32,
    /// Milliseconds until one more may come; 0 where one may come now.
    pub wait_ms: i64,
}

/// The most pairs remembered. Beyond it the oldest knowledge is dropped rather than memory filled.
const MAX_TRACKED: usize = 100_000;

/// All limits of one workspace.
pub struct Limits {
    clock: Clock,
    rules: Box<dyn Fn(Limit) -> Rule + Send + Sync>,
    /// The moment, in microseconds, at which each pair is empty again.
    empty_at: Mutex<HashMap<(Limit, Key), i64>>,
    hasher: RandomState,
}

impl Key {
    /// The key of a network address.
    pub fn address(address: IpAddr) -> Self {
        Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => IpAddr::V4(v4),
                None => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
            },
        })
    }
}

impl Rate {
    /// `count` in a window, all of which may come at once.
    pub const fn new(count: u32, window_ms: i64) -> Self {
        Self { count, window_ms, burst: count }
    }

    fn spacing_us(self) -> i64 {
        (self.window_ms.saturating_mul(1_000) / i64::from(self.count.max(1))).max(1)
    }
}

impl Limit {
    fn name(self) -> &'static str {
        match self {
            Self::Init => "init",
            Self::Messages => "messages",
            Self::Conversations => "conversations",
            Self::Uploads => "uploads",
            Self::Sessions => "sessions",
            Self::Challenges => "challenges",
            Self::Tracking => "tracking",
            Self::Checks => "checks",
            Self::Ingest => "ingest",
            Self::SignIn => "sign-in",
            Self::Reads => "reads",
        }
    }
}

impl Limits {
    /// Limits with the rates that `rules` gives.
    pub fn new(clock: Clock, rules: impl Fn(Limit) -> Rule + Send + Sync + 'static) -> Self {
        Self { clock, rules: Box::new(rules), empty_at: Mutex::default(), hasher: RandomState::new() }
    }

    /// The key of an account name.
    pub fn account(&self, email: &str) -> Key {
        Key::Account(self.hasher.hash_one(email))
    }

    /// Counts one.
    ///
    /// # Errors
    /// `429` where none is left; that try is not counted.
    pub fn take(&self, limit: Limit, key: Key) -> Result<Allowance, ApiError> {
        let allowance = self.count(limit, key, true);
        if allowance.wait_ms == 0 { Ok(allowance) } else { Err(allowance.refusal()) }
    }

    /// Counts one for each key, or for none of them.
    ///
    /// # Errors
    /// As [`Limits::take`], of the first key that has none left.
    pub fn take_all(&self, limit: Limit, keys: &[Key]) -> Result<(), ApiError> {
        for (index, key) in keys.iter().enumerate() {
            self.take(limit, *key).inspect_err(|_| self.give_back_all(limit, &keys[..index]))?;
        }
        Ok(())
    }

    /// Takes back what was counted for all of them.
    pub fn give_back_all(&self, limit: Limit, keys: &[Key]) {
        keys.iter().for_each(|key| self.give_back(limit, *key));
    }

    /// Asks without counting: for limits that count failures only.
    ///
    /// # Errors
    /// `429` where none is left.
    pub fn check(&self, limit: Limit, key: Key) -> Result<(), ApiError> {
        let allowance = self.count(limit, key, false);
        if allowance.wait_ms == 0 { Ok(()) } else { Err(allowance.refusal()) }
    }

    /// Takes back one that was counted for something that then did not happen.
    pub fn give_back(&self, limit: Limit, key: Key) {
        let spacing = self.rate(limit, key).spacing_us();
        let mut empty_at = self.empty_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = empty_at.get_mut(&(limit, key)) {
            *at = at.saturating_sub(spacing);
        }
    }

    fn rate(&self, limit: Limit, key: Key) -> Rate {
        let rule = (self.rules)(limit);
        if matches!(key, Key::Address(_)) { rule.address } else { rule.own }
    }

    fn count(&self, limit: Limit, key: Key, counts: bool) -> Allowance {
        let rate = self.rate(limit, key);
        let now = self.clock.monotonic_ms().saturating_mul(1_000);
        let spacing = rate.spacing_us();
        let room = spacing.saturating_mul(i64::from(rate.burst.max(1)));
        let mut empty_at = self.empty_at.lock().unwrap_or_else(PoisonError::into_inner);
        if empty_at.len() >= MAX_TRACKED {
            empty_at.retain(|_, at| *at > now);
            if empty_at.len() >= MAX_TRACKED {
                drop_older_half(&mut empty_at);
            }
        }
        let filled = empty_at.get(&(limit, key)).copied().unwrap_or(now).max(now);
        let next = filled.saturating_add(spacing);
        let over = next - now - room;
        if over > 0 {
            return Allowance { limit, rate, remaining: 0, wait_ms: (over + 999) / 1_000 };
        }
        if counts {
            empty_at.insert((limit, key), next);
        }
        let remaining = u32::try_from((room - (next - now)) / spacing).unwrap_or(0);
        Allowance { limit, rate, remaining, wait_ms: 0 }
    }
}

/// Makes room: forgets the half whose limits have filled up again soonest, which are those that were used least.
fn drop_older_half(empty_at: &mut HashMap<(Limit, Key), i64>) {
    let mut times: Vec<i64> = empty_at.values().copied().collect();
    let middle = times.len() / 2;
    let (_, &mut median, _) = times.select_nth_unstable(middle);
    empty_at.retain(|_, at| *at > median);
}

impl Allowance {
    /// The `RateLimit-Policy` and `RateLimit` headers.
    pub fn headers(&self) -> [(&'static str, String); 2] {
        let name = self.limit.name();
        let window_s = (self.rate.window_ms / 1_000).max(1);
        let reset_s = (self.wait_ms + 999) / 1_000;
        [
            ("RateLimit-Policy", format!("\"{name}\";q={};w={window_s}", self.rate.count)),
            ("RateLimit", format!("\"{name}\";r={};t={reset_s}", self.remaining)),
        ]
    }

    /// Adds the headers to an answer.
    pub fn tell(&self, response: &mut Response) {
        for (name, value) in self.headers() {
            if let Ok(value) = value.parse() {
                response.headers_mut().insert(name, value);
            }
        }
    }

    fn refusal(&self) -> ApiError {
        let seconds = u64::try_from((self.wait_ms + 999) / 1_000).unwrap_or(1).max(1);
        let again =
            if seconds < 120 { format!("{seconds} seconds") } else { format!("{} minutes", seconds.div_ceil(60)) };
        let mut error = ApiError::too_many(seconds, format!("That was too often. Try again in {again}."));
        for (name, value) in self.headers() {
            error = error.header(name, value);
        }
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;

    const HOME: Key = Key::Address(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));

    fn limits(clock: &Clock, rate: Rate) -> Limits {
        Limits::new(clock.clone(), move |_| Rule { own: rate, address: rate })
    }

    #[test]
    fn a_burst_passes_and_the_next_one_waits_its_turn() {
        let clock = Clock::fixed(Timestamp::from_millis(0));
        let limits = limits(&clock, Rate { count: 30, window_ms: 60_000, burst: 3 });

        let left: Vec<_> = (0..3).map(|_| limits.take(Limit::Messages, HOME).map(|left| left.remaining).ok()).collect();
        let refused = limits.take(Limit::Messages, HOME).map_err(|error| error.retry_after_s());
        clock.advance(2_000);

        assert_eq!(left, [Some(2), Some(1), Some(0)]);
        assert_eq!(refused, Err(Some(2)));
        assert!(limits.take(Limit::Messages, HOME).is_ok());
    }

    #[test]
    fn what_is_given_back_may_be_taken_again_and_never_more() {
        let clock = Clock::fixed(Timestamp::from_millis(0));
        let limits = limits(&clock, Rate { count: 2, window_ms: 60_000, burst: 2 });

        limits.give_back(Limit::Messages, HOME);
        assert!(limits.take(Limit::Messages, HOME).is_ok() && limits.take(Limit::Messages, HOME).is_ok());
        limits.give_back(Limit::Messages, HOME);

        assert!(limits.take(Limit::Messages, HOME).is_ok());
        assert!(limits.take(Limit::Messages, HOME).is_err());
    }

    #[test]
    fn one_customer_of_ipv6_is_one_key() {
        let key = |text: &str| Key::address(text.parse().unwrap());

        assert_eq!(key("2001:db8::1"), key("2001:db8::ffff:1"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
        assert_eq!(key("::ffff:127.0.0.1"), key("127.0.0.1"));
    }
}
