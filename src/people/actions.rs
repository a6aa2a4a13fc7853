//! A browser arrives: as a stranger, as somebody known, or with proof.

use super::model::Proof;
use crate::{
    base::{Actor, Error, Result, Secret, VisitorActor, ids::*},
    contacts::{self, model::ExternalId},
    conversations,
    db::Tx,
    events::Event,
    visitors::{
        self,
        challenge::{self, Unworked, Work},
        model::{Claims, Page},
    },
};

/// What a panel tells of its browser.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub site: SiteId,
    pub page: Page,
    pub claims: Claims,
    pub proof: Proof,
    /// Whether a visitor is made only for a right proof: the page said who it has, but nobody has acted.
    pub only_if_proven: bool,
    /// What a stranger shows that its browser has worked for it.
    pub work: Work,
    /// Whether the workspace takes a customer id without proof as a claim.
    pub requires_proof: bool,
}

/// Who the browser is from now on.
#[derive(Debug)]
pub struct Arrived {
    /// Absent where nobody has acted and nothing was proven: then nothing was stored.
    pub visitor: Option<VisitorActor>,
    /// A new token, where the browser needs one.
    pub token: Option<Secret<String>>,
    /// Whether a customer id was named and not believed.
    pub is_unproven: bool,
    /// Why a stranger was not let in: its work is missing or not taken. Nothing was stored then.
    pub unworked: Option<Unworked>,
}

/// Takes in what a panel says of its browser, `known` by its token or not.
///
/// # Errors
/// `Invalid` where the claims are too large or the proven id cannot be a customer's.
pub fn arrive(tx: &mut Tx<'_>, known: Option<VisitorActor>, arrival: Arrival) -> Result<Arrived> {
    // Another request of this browser may have proved something meanwhile: only what stands now counts.
    let known = match known {
        Some(visitor) => Some(visitors::views::current(tx, &visitor, tx.now())?.ok_or_else(signed_out)?),
        None => None,
    };
    let is_unproven = match arrival.proof {
        Proof::Wrong => true,
        Proof::Missing => arrival.requires_proof,
        Proof::NotOffered | Proof::Right(_) => false,
    };
    let (visitor, token) = match (&arrival.proof, known) {
        (Proof::Right(id), known) => prove(tx, known, arrival.site, id)?,
        (_, Some(visitor)) => (visitor, None),
        (_, None) if arrival.only_if_proven => return Ok(Arrived::nobody(is_unproven, None)),
        (_, None) => {
            if let Err(unworked) = challenge::spend(tx, arrival.site, &arrival.work)? {
                return Ok(Arrived::nobody(is_unproven, Some(unworked)));
            }
            let contact = contacts::actions::create_anonymous(tx, &Actor::System)?;
            let (visitor, token) = visitors::actions::start(tx, arrival.site, contact, false)?;
            (visitor, Some(token))
        }
    };
    if arrival.proof == Proof::Wrong {
        tx.emit(&Actor::Visitor(visitor), &Event::ProofFailed { site_id: arrival.site })?;
    }
    let mut claims = arrival.claims;
    if is_unproven || visitor.is_verified {
        // Who is proven needs no claim of it; who is not believed gets none.
        claims.user_id = None;
    }
    if !claims.is_empty() {
        visitors::actions::claim(tx, &visitor, claims)?;
    }
    visitors::actions::visit(tx, &visitor, arrival.page)?;
    Ok(Arrived { visitor: Some(visitor), token, is_unproven, unworked: None })
}

impl Arrived {
    fn nobody(is_unproven: bool, unworked: Option<Unworked>) -> Self {
        Self { visitor: None, token: None, is_unproven, unworked }
    }
}

fn signed_out() -> Error {
    Error::Conflict("This browser was signed out meanwhile. Open the page again.".to_owned())
}

/// Makes a browser the customer it has proved to be.
fn prove(
    tx: &mut Tx<'_>,
    known: Option<VisitorActor>,
    site: SiteId,
    external_id: &ExternalId,
) -> Result<(VisitorActor, Option<Secret<String>>)> {
    let (customer, _) = contacts::actions::find_or_create_customer(tx, &Actor::System, external_id)?;
    match known {
        Some(visitor) if visitor.contact == customer => Ok((visitors::actions::prove(tx, visitor, customer)?, None)),
        Some(visitor) if !visitor.is_verified => {
            let from = visitor.contact;
            let proven = visitors::actions::prove(tx, visitor, customer)?;
            conversations::actions::reassign(tx, visitor.id, from, customer)?;
            visitors::tracking::actions::reassign(tx, visitor.id, customer)?;
            visitors::trail::actions::reassign(tx, visitor.id, customer)?;
            contacts::actions::discard_anonymous(tx, from)?;
            let event = Event::ContactsJoined { from, to: customer, visitor_id: visitor.id };
            tx.emit(&Actor::Visitor(proven), &event)?;
            Ok((proven, None))
        }
        other => {
            // Another customer at the same browser: nothing of the former one is shown or moved.
            if let Some(former) = other {
                visitors::actions::end(tx, &former)?;
            }
            let (visitor, token) = visitors::actions::start(tx, site, customer, true)?;
            Ok((visitor, Some(token)))
        }
    }
}
