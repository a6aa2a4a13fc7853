//! What a panel tells of its browser, and what comes of it.

use super::proofs::{Proof, Reason};
use crate::{
    base::{Secret, VisitorActor, ids::*},
    visitors::{
        challenge::{Unworked, Work},
        model::{Claims, Page},
        tokens::{Caller, TokenHash},
    },
};

/// What a panel tells of its browser.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub site: SiteId,
    pub page: Page,
    pub claims: Claims,
    pub proof: Proof,
    /// Everybody whom the page names beside a prepared session, believed or not.
    pub named: Vec<String>,
    /// The text of a prepared session.
    pub session: Option<String>,
    /// Whether a visitor is made only for a right proof: the page said who it has, but nobody has acted.
    pub only_if_proven: bool,
    /// What a stranger shows that its browser has worked for it.
    pub work: Work,
    /// Whether the workspace refuses a customer id without proof, rather than taking it as a claim.
    pub requires_proof: bool,
    pub caller: Caller,
}

/// A browser that its token has made known.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    pub visitor: VisitorActor,
    pub token: TokenHash,
}

/// Who the browser is from now on.
#[derive(Debug)]
pub struct Arrived {
    /// Absent where nobody has acted and nothing was proven: then no visitor was stored. Also where the page names
    /// another customer than its browser had proved to be: then that has ended.
    pub visitor: Option<VisitorActor>,
    /// A new token, where the browser needs one.
    pub token: Option<Secret<String>>,
    /// Why a proof, or the want of one, was not accepted.
    pub failure: Option<Reason>,
    /// Why a stranger was not let in: its work is missing or not taken. Nothing was stored of it then.
    pub unworked: Option<Unworked>,
}

impl Arrived {
    /// Nobody was let in.
    pub fn nobody(failure: Option<Reason>, unworked: Option<Unworked>) -> Self {
        Self { visitor: None, token: None, failure, unworked }
    }

    /// The code that the page is told.
    pub fn problem(&self) -> Option<&'static str> {
        self.failure.map(|reason| match reason {
            Reason::SessionSpent => "session_spent",
            _ => "identity_unverified",
        })
    }
}
