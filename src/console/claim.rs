//! Claiming: how a fresh Deskbell gets its owner.
//!
//! Whoever starts the process reads a one-time token in its terminal; without it nobody can claim the instance, so
//! it may stand in the open internet before it is set up.

use std::{
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    accounts::{
        Agent,
        actions::{self, NewAgent},
    },
    audit::{self, About, By, Fact, Kind},
    base::{Actor, Clock, Random, Result, Role, Secret, secret, time::MINUTE},
    db::Tx,
    events::Event,
    settings::{self, WorkspaceName},
    sites,
};

/// How long a token may be used after the start, in milliseconds.
const LIFETIME_MS: i64 = 30 * MINUTE;

/// What is needed to claim.
pub struct Claim {
    pub business: WorkspaceName,
    /// The first administrator; made the owner whatever role is asked for.
    pub owner: NewAgent,
    /// Scheme, host and port of the set-up request.
    pub setup_address: String,
}

/// Makes the workspace, its owner and its first site, all or none, and notes it: of the owner at an address, or where
/// there is none of somebody on Deskbell's command line.
///
/// # Errors
/// `Conflict` where this Deskbell is claimed already; `Invalid` at a field.
pub fn claim(tx: &mut Tx<'_>, claim: Claim, address: Option<IpAddr>) -> Result<Agent> {
    let actor = Actor::System;
    settings::actions::found(tx, &actor, &claim.business, &claim.setup_address)?;
    let owner = actions::create(tx, &actor, &NewAgent { role: Role::Owner, ..claim.owner })?;
    sites::actions::create(tx, &actor, claim.business.as_str())?;
    let by = address.map_or_else(By::system, |address| By::new(owner.actor(), address));
    audit::actions::note(tx, &by, Kind::SetUp, &About::fact(Fact::Name, claim.business.as_str()))?;
    tx.emit(&owner.actor(), &Event::WorkspaceClaimed { agent_id: owner.id })?;
    Ok(owner)
}

/// The one-time token of this start. Cheap to clone; clones share its state.
#[derive(Clone)]
pub struct ClaimToken {
    clock: Clock,
    held: Arc<Mutex<Option<Held>>>,
}

struct Held {
    token: Secret<String>,
    ends_at_ms: i64,
}

/// Why a token opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is not the one of this start.
    Wrong,
    /// It was, but its time is over.
    Expired,
    /// This Deskbell is claimed.
    Used,
}

impl ClaimToken {
    /// A token where nobody has claimed this Deskbell yet; none where somebody has.
    pub fn for_start(is_claimed: bool, clock: Clock, random: &Random) -> Self {
        let held = (!is_claimed).then(|| Held {
            token: Secret::new(random.token()),
            ends_at_ms: clock.monotonic_ms().saturating_add(LIFETIME_MS),
        });
        Self { clock, held: Arc::new(Mutex::new(held)) }
    }

    /// The path of the set-up page for the one line that the start prints; `None` once claimed.
    pub fn setup_path(&self) -> Option<Secret<String>> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().map(|held| Secret::new(format!("/setup?token={}", held.token.reveal())))
    }

    /// Asks whether `given` may claim.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, given: &str) -> Result<(), Refusal> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let held = held.as_ref().ok_or(Refusal::Used)?;
        if !secret::same(given.as_bytes(), held.token.reveal().as_bytes()) {
            return Err(Refusal::Wrong);
        }
        if self.clock.monotonic_ms() >= held.ends_at_ms {
            return Err(Refusal::Expired);
        }
        Ok(())
    }

    /// Ends the token: this Deskbell is claimed.
    pub fn spend(&self) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Timestamp;

    #[test]
    fn the_token_opens_for_half_an_hour_and_once() {
        let clock = Clock::fixed(Timestamp::from_millis(0));
        let claim = ClaimToken::for_start(false, clock.clone(), &Random::seeded(1));
        let path = claim.setup_path().unwrap();
        let token = path.reveal().strip_prefix("/setup?token=").unwrap();

        assert_eq!(claim.check(token), Ok(()));
        assert_eq!(claim.check(""), Err(Refusal::Wrong));
        clock.advance(LIFETIME_MS);
        assert_eq!(claim.check(token), Err(Refusal::Expired));
        claim.spend();
        assert_eq!(claim.check(token), Err(Refusal::Used));
        assert!(claim.setup_path().is_none());
    }
}
