//! Our own captcha: before a stranger's first act its browser does a little work, unseen and without any third party.
//!
//! A challenge is the hash of a salt and a number; the browser tries numbers until one fits. Nothing is stored for a
//! challenge: its salt carries until when and for which site it holds, and a signature covers salt and hash together.
//!
//! **Invariant:** a solution makes at most one visitor: it is spent in the transaction that makes it.

pub mod api;
mod store;

use sha2::{Digest, Sha256};

use crate::{
    base::{Random, Result, Timestamp, base64url, ids::SiteId, json, secret, time},
    db::Tx,
    settings::model::ServerSecret,
};

/// How long a challenge may be solved, in milliseconds: a long first message is typed in the meantime.
pub const CHALLENGE_LIFE_MS: i64 = 20 * time::MINUTE;

/// The only algorithm.
const ALGORITHM: &str = "SHA-256";

/// Bytes of a solution at most; ours have about 450.
const MAX_SOLUTION_BYTES: usize = 2_000;

/// How much work is asked for, and the secret that challenges are signed with. Cheap to clone.
#[derive(Clone)]
pub struct Demand {
    pub secret: ServerSecret,
    /// The greatest number that may be looked for; 0 asks for no work.
    pub max_number: u32,
}

/// A challenge as it is given out.
pub struct Challenge {
    pub salt: String,
    /// Hex of SHA-256 of the salt and the number.
    pub challenge: String,
    pub expires_at: Timestamp,
    pub signature: String,
}

/// What a stranger shows, beside what is asked.
#[derive(Clone)]
pub struct Work {
    pub demand: Demand,
    /// As it was sent: base64url of JSON.
    pub solution: Option<String>,
}

/// Why work is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unworked {
    Missing,
    Wrong,
    Lapsed,
    Spent,
}

struct Solution {
    salt: String,
    challenge: String,
    number: String,
    signature: String,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("max_number", &self.demand.max_number).finish_non_exhaustive()
    }
}

impl Demand {
    /// A fresh challenge for a site.
    pub fn challenge(&self, site: SiteId, (now, random): (Timestamp, &Random)) -> Challenge {
        let expires_at = now.plus(CHALLENGE_LIFE_MS);
        // The point at the end keeps salt and number apart: no other salt makes the same text with another number.
        let salt = format!("{}.{site}.{}.", expires_at.as_millis(), random.base62(22));
        let number = random.below(u64::from(self.max_number) + 1);
        let challenge = hash(&salt, &number.to_string());
        let signature = self.signature(&salt, &challenge);
        Challenge { salt, challenge, expires_at, signature }
    }

    /// Names its purpose and version, so that no other thing we sign can ever pass for it.
    fn signature(&self, salt: &str, challenge: &str) -> String {
        secret::sign(self.secret.0.reveal(), &format!("deskbell proof of work\nv1\n{ALGORITHM}\n{salt}\n{challenge}"))
    }
}

impl Unworked {
    /// What happened, for whoever writes a client.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Missing => {
                "A first message needs a proof of work. Ask /api/widget/challenge and send its solution as captcha."
            }
            Self::Wrong => "This proof of work is not the solution of a challenge of this site. Ask for a new one.",
            Self::Lapsed => "This proof of work came too late. Ask for a new challenge and solve that.",
            Self::Spent => "This proof of work was used before. Ask for a new challenge and solve that.",
        }
    }
}

/// Takes a stranger's work and marks it as spent, where work is asked for.
///
/// # Errors
/// `Internal` only; work that is not taken is the inner error.
pub fn spend(tx: &Tx<'_>, site: SiteId, work: &Work) -> Result<Result<(), Unworked>> {
    if work.demand.max_number == 0 {
        return Ok(Ok(()));
    }
    let (challenge, expires_at) = match judge(work, site, tx.now()) {
        Ok(solved) => solved,
        Err(unworked) => return Ok(Err(unworked)),
    };
    let is_first = store::insert_spent(tx, &challenge, expires_at)?;
    Ok(if is_first { Ok(()) } else { Err(Unworked::Spent) })
}

/// Forgets up to `limit` spent challenges that have lapsed by themselves, a day ago: where the clock goes back by
/// hours, none of them can be spent again.
///
/// # Errors
/// `Internal` only.
pub fn forget_lapsed(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_lapsed(tx, tx.now().plus(-time::DAY), limit)
}

/// The challenge that was solved, and until when it holds.
fn judge(work: &Work, site: SiteId, now: Timestamp) -> Result<(String, Timestamp), Unworked> {
    let text = work.solution.as_deref().filter(|text| !text.is_empty()).ok_or(Unworked::Missing)?;
    let solution = read(text).ok_or(Unworked::Wrong)?;
    let expected = work.demand.signature(&solution.salt, &solution.challenge);
    if !secret::same(expected.as_bytes(), solution.signature.as_bytes()) {
        return Err(Unworked::Wrong);
    }
    // From here on the salt is one of ours.
    let mut parts = solution.salt.split('.');
    let expires_at = parts.next().and_then(|at| at.parse().ok()).map(Timestamp::from_millis).ok_or(Unworked::Wrong)?;
    let is_for_site = parts.next() == Some(site.to_string().as_str());
    if !is_for_site || hash(&solution.salt, &solution.number) != solution.challenge {
        return Err(Unworked::Wrong);
    }
    if expires_at < now { Err(Unworked::Lapsed) } else { Ok((solution.challenge, expires_at)) }
}

fn hash(salt: &str, number: &str) -> String {
    hex::encode(Sha256::digest(format!("{salt}{number}")))
}

fn read(text: &str) -> Option<Solution> {
    let bytes = Some(text).filter(|text| text.len() <= MAX_SOLUTION_BYTES).and_then(base64url::decode)?;
    let tree = json::parse(&bytes).ok()?;
    let text = |name| tree.get(name).and_then(json::Json::as_text).map(str::to_owned);
    let number = match tree.get("number")? {
        // Plain digits only, so that a number has one spelling.
        json::Json::Number(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => number.to_string(),
        _ => return None,
    };
    let is_known = text("algorithm")? == ALGORITHM;
    let solution =
        Solution { salt: text("salt")?, challenge: text("challenge")?, number, signature: text("signature")? };
    is_known.then_some(solution)
}
