//! A browser arrives: as a stranger, as somebody known, or with proof.

use super::{
    customers, merging,
    model::{Arrival, Arrived, Known},
    prepared::{self, Prepared, views::Shown},
    proofs::{self, Proof, Proven, Reason},
};
use crate::{
    accounts,
    base::{Actor, Error, Result, Secret, VisitorActor, ids::*},
    contacts::{
        self,
        attributes::AttributeChanges,
        model::{ExternalId, ProfileChanges},
    },
    conversations,
    db::Tx,
    events::Event,
    settings,
    visitors::{self, actions::NewVisitor, challenge},
};

/// What everything that an arrival offers comes to.
#[derive(Default)]
struct Weighed {
    failure: Option<Reason>,
    proven: Option<Proven>,
    /// The prepared session to spend.
    session: Option<Prepared>,
}

/// Takes in what a panel says of its browser, `known` by its token or not.
///
/// # Errors
/// `Invalid` where the claims are too large; `Conflict` where the browser was signed out meanwhile.
pub fn arrive(tx: &mut Tx<'_>, known: Option<Known>, arrival: Arrival) -> Result<Arrived> {
    // Another request of this browser may have proved something meanwhile: only what stands now counts.
    let known = match known {
        Some(known) => {
            let visitor = visitors::views::current(tx, &known.visitor, tx.now())?.ok_or_else(signed_out)?;
            Some(Known { visitor, ..known })
        }
        None => None,
    };
    let weighed = weigh(tx, known.as_ref(), &arrival)?;
    let failure = weighed.failure;
    if let Some(reason) = failure {
        proofs::actions::note_failure(tx, arrival.site, reason)?;
    }
    if weighed.proven.is_none()
        && let Some(known) = &known
        && is_of_another(tx, &known.visitor, &arrival)?
    {
        visitors::actions::end(tx, &known.visitor)?;
        return Ok(Arrived::nobody(failure, None));
    }
    let first_id = weighed.session.as_ref().map(|session| session.visitor_id);
    let (visitor, token) = match (weighed.proven, known) {
        (Some(proven), known) => prove(tx, (known, first_id), &arrival, proven)?,
        (None, Some(known)) => (known.visitor, visitors::tokens::actions::renew(tx, &known.token)?),
        (None, None) if arrival.only_if_proven && first_id.is_none() => return Ok(Arrived::nobody(failure, None)),
        (None, None) => {
            // A server that has prepared a session vouches for its visitor.
            if first_id.is_none()
                && let Err(unworked) = challenge::spend(tx, arrival.site, &arrival.work)?
            {
                return Ok(Arrived::nobody(failure, Some(unworked)));
            }
            let contact = contacts::actions::create_anonymous(tx, &Actor::System)?;
            let new = NewVisitor { id: first_id, site: arrival.site, contact, is_verified: false };
            let (visitor, token) = visitors::actions::start(tx, new)?;
            (visitor, Some(token))
        }
    };
    if let Some(session) = &weighed.session {
        prepared::actions::spend(tx, session, &visitor)?;
    }
    let mut claims = arrival.claims;
    if failure.is_some() || visitor.is_verified {
        // Who is proven needs no claim of it; who is not believed gets none.
        claims.user_id = None;
    }
    if !claims.is_empty() {
        visitors::actions::claim(tx, &visitor, claims)?;
    }
    visitors::actions::visit(tx, &visitor, arrival.page)?;
    Ok(Arrived { visitor: Some(visitor), token, failure, unworked: None })
}

/// Forgets what had its time, up to `limit` of each kind: failures of proofs, prepared sessions, and what was kept to
/// part merged contacts again.
///
/// # Errors
/// `Internal` only.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    Ok(proofs::actions::forget_old(tx, limit)?
        + prepared::actions::forget_ended(tx, limit)?
        + merging::actions::forget_old(tx, limit)?)
}

fn signed_out() -> Error {
    Error::Conflict("This browser was signed out meanwhile. Open the page again.".to_owned())
}

/// Whether a page names another customer than its browser has proved to be. Whoever was here has left then without
/// logging out: nothing of them may be shown any more, though whoever is named is not believed either.
fn is_of_another(tx: &Tx<'_>, visitor: &VisitorActor, arrival: &Arrival) -> Result<bool> {
    if !visitor.is_verified {
        return Ok(false);
    }
    let vouched = match &arrival.session {
        Some(text) => prepared::views::vouched_for(tx, text)?,
        None => None,
    };
    let mut named = arrival.named.iter().map(String::as_str).chain(vouched.as_ref().map(ExternalId::as_str)).peekable();
    if named.peek().is_none() {
        return Ok(false);
    }
    let own = contacts::views::by_id(tx, visitor.contact)?.and_then(|contact| contact.external_id);
    Ok(named.any(|named| own.as_ref().is_none_or(|own| own.as_str() != named)))
}

/// Weighs all proofs together: where one of them is wrong, none counts, and a session is not spent.
fn weigh(tx: &Tx<'_>, known: Option<&Known>, arrival: &Arrival) -> Result<Weighed> {
    let wrong = |reason| Ok(Weighed { failure: Some(reason), ..Weighed::default() });
    let known = known.map(|known| known.visitor.id);
    let session = match &arrival.session {
        Some(text) => match prepared::views::shown(tx, text, (arrival.site, known), tx.now())? {
            Ok(shown) => Some(shown),
            Err(reason) => return wrong(reason),
        },
        None => None,
    };
    let vouched = match &session {
        Some(Shown::Fresh(session) | Shown::Again(session)) => session.external_id.as_ref(),
        None => None,
    };
    let named = match &arrival.proof {
        Proof::Right(proven) => Some(proven.id.as_str()),
        _ => arrival.claims.user_id.as_deref(),
    };
    let is_other = vouched.zip(named).is_some_and(|(vouched, named)| vouched.as_str() != named);
    let proven = match &arrival.proof {
        Proof::Wrong(reason) => return wrong(*reason),
        _ if is_other => return wrong(Reason::TokenOtherUser),
        Proof::Right(proven) => Some(Proven::clone(proven)),
        Proof::NotOffered | Proof::Missing => None,
    };
    let is_missing = arrival.proof == Proof::Missing && vouched.is_none() && arrival.requires_proof;
    let session = session.and_then(|shown| if let Shown::Fresh(session) = shown { Some(session) } else { None });
    let by_session = session.as_ref().and_then(|session| session.external_id.clone()).map(Proven::by_session);
    let failure = is_missing.then_some(Reason::MissingProof);
    Ok(Weighed { failure, proven: proven.or(by_session), session })
}

impl Proven {
    fn by_session(id: ExternalId) -> Self {
        Self { id, profile: ProfileChanges::default(), is_by_former: false }
    }
}

/// Makes a browser the customer it has proved to be. A visitor that is new for that has the id `first_id`.
fn prove(
    tx: &mut Tx<'_>,
    (known, first_id): (Option<Known>, Option<VisitorId>),
    arrival: &Arrival,
    proven: Proven,
) -> Result<(VisitorActor, Option<Secret<String>>)> {
    if proven.is_by_former {
        settings::actions::note_former_use(tx)?;
    }
    let customer = customer(tx, proven)?;
    match known {
        Some(Known { visitor, token }) if visitor.contact == customer && visitor.is_verified => {
            let visitor = visitors::actions::prove(tx, visitor, customer)?;
            Ok((visitor, visitors::tokens::actions::renew(tx, &token)?))
        }
        Some(Known { visitor, .. }) if !visitor.is_verified => {
            let from = visitor.contact;
            let proven = visitors::actions::prove(tx, visitor, customer)?;
            // Agents may have put the browser to this customer before it proved that.
            if from != customer {
                conversations::actions::reassign(tx, visitor.id, from, customer)?;
                visitors::tracking::actions::reassign(tx, visitor.id, customer)?;
                visitors::trail::actions::reassign(tx, visitor.id, customer)?;
                leave(tx, from, customer)?;
            }
            let event = Event::ContactsJoined { from, to: customer, visitor_id: visitor.id };
            tx.emit(&Actor::Visitor(proven), &event)?;
            // Whoever knew the token of the stranger must not become the customer with it.
            let token = visitors::tokens::actions::replace(tx, visitor.id, &arrival.caller)?;
            Ok((proven, Some(token)))
        }
        other => {
            // Another customer at the same browser: nothing of the former one is shown or moved.
            if let Some(former) = other {
                visitors::actions::end(tx, &former.visitor)?;
            }
            let new = NewVisitor { id: first_id, site: arrival.site, contact: customer, is_verified: true };
            let (visitor, token) = visitors::actions::start(tx, new)?;
            Ok((visitor, Some(token)))
        }
    }
}

/// Forgets the stranger that a browser was, with what agents wrote about it going to the customer. Where agents have put
/// other browsers to it, it stays as it is. Who was blocked stays so: to prove who one is is no way out.
fn leave(tx: &mut Tx<'_>, from: ContactId, customer: ContactId) -> Result<()> {
    let stranger = contacts::views::by_id(tx, from)?.filter(|contact| contact.external_id.is_none());
    let (Some(stranger), Some(customer)) = (stranger, contacts::views::by_id(tx, customer)?) else { return Ok(()) };
    let carried = contacts::joining::carry_block(tx, &stranger, &customer)?;
    if customers::views::has_anything(tx, from)? {
        // Its history stays with it, too.
        if let Some(blocked) = carried {
            let agent = blocked.by.map_or(Ok(None), |id| accounts::views::agent(tx, id))?;
            let by = agent.map_or(Actor::System, |agent| agent.actor());
            contacts::actions::note(tx, &by, customer.id, ("blocked", Some("yes".to_owned())))?;
        }
        return Ok(());
    }
    contacts::joining::join(tx, &stranger, &customer)?;
    contacts::actions::discard_anonymous(tx, from)
}

/// The customer that was proven, with what its server said of it. Attributes that would be too many are left out: a
/// page must not fail for them.
fn customer(tx: &mut Tx<'_>, proven: Proven) -> Result<ContactId> {
    let Proven { id, profile, .. } = proven;
    let identified = match contacts::actions::identify(tx, &Actor::System, &id, profile.clone()) {
        Err(Error::Invalid(_)) => {
            let profile = ProfileChanges { attributes: AttributeChanges::default(), ..profile };
            contacts::actions::identify(tx, &Actor::System, &id, profile)?
        }
        other => other?,
    };
    Ok(identified.id)
}
