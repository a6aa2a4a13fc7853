//! Inviting, taking that back, and joining.

use super::{
    Invitation, NewInvitation, Standing,
    model::{LIFE_MS, MOST_WAITING},
    store,
};
use crate::{
    accounts::{
        Agent, AgentName, Device, EmailAddress,
        actions::{NewAgent, create, start_session_on},
        views,
    },
    audit::{self, About, By, Fact, Kind},
    base::{
        Actor, Error, FieldErrors, Permission, Result, Role, Secret,
        ids::{AgentId, InvitationId},
        time::DAY,
    },
    db::Tx,
    events::Event,
};

/// How long those that are over are kept, so that their links say so kindly, in milliseconds.
const KEPT_MS: i64 = 90 * DAY;

/// Who joins with a link.
pub struct Joining {
    pub token: String,
    pub name: AgentName,
    pub password_hash: Secret<String>,
    pub device: Device,
}

/// Somebody who has joined: their session, and the invitation, which says the teams they are to be in.
pub struct Joined {
    pub agent: Agent,
    pub invitation: Invitation,
    pub session: Secret<String>,
}

/// Invites somebody, and answers the token of the link: this is the only time that it is known. Takes the place of an
/// invitation of the same address.
///
/// # Errors
/// `Forbidden`, also where an invitation of the same address waits that the actor could not make; `Invalid` at `/email`
/// where the address has an account; `Conflict` where too many wait.
pub fn invite(tx: &mut Tx<'_>, by: &By, new: NewInvitation) -> Result<(Invitation, Secret<String>)> {
    may_make(&by.actor, new.role)?;
    if let Some(found) = views::credentials(tx, new.email.as_str())? {
        let sentence = match found.agent.is_active {
            true => "This address belongs to a member already.",
            false => "This address belongs to somebody who was deactivated. Reactivate them in the list of members.",
        };
        return Err(FieldErrors::one("/email", sentence).into());
    }
    replace(tx, by, new.email.as_str())?;
    if store::waiting(tx, tx.now().plus(-LIFE_MS))? >= MOST_WAITING {
        let sentence = format!("{MOST_WAITING} invitations wait already. Revoke some that nobody will use.");
        return Err(Error::Conflict(sentence));
    }
    let invitation = Invitation {
        id: tx.new_id(),
        email: new.email.as_str().to_owned(),
        role: new.role,
        teams: new.teams,
        invited_by: match by.actor {
            Actor::Agent { id, .. } => Some(id),
            _ => None,
        },
        created_at: tx.now(),
        expires_at: tx.now().plus(LIFE_MS),
        used_at: None,
        revoked_at: None,
    };
    let token = tx.random().token();
    store::insert(tx, &invitation, crate::base::secret::fingerprint(&token))?;
    audit::actions::note(tx, by, Kind::Invited, &noted(&invitation))?;
    Ok((invitation, Secret::new(token)))
}

/// Revokes an invitation. One that does not wait stays as it is.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub fn revoke(tx: &Tx<'_>, by: &By, id: InvitationId) -> Result<()> {
    by.actor.may(Permission::ManagePeople)?;
    let invitation = store::by_id(tx, id)?.ok_or(Error::NotFound("invitation"))?;
    may_make(&by.actor, invitation.role)?;
    take_back(tx, by, &invitation)
}

/// Takes back what somebody has made and could not make any more: with a `role`, or without one at all.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn take_back_of(tx: &Tx<'_>, by: &By, inviter: AgentId, role: Option<Role>) -> Result<()> {
    for made in store::of_inviter(tx, inviter)? {
        let could = role.is_some_and(|role| may_make(&Actor::Agent { id: inviter, role }, made.role).is_ok());
        if !could {
            take_back(tx, by, &made)?;
        }
    }
    Ok(())
}

/// Makes an account with an invitation, which is used up by it, and begins its first session.
///
/// # Errors
/// `NotFound` where no link holds the token; `Conflict` where it opens no more; `Invalid` at `/email` where somebody has
/// taken the address since.
pub fn join(tx: &mut Tx<'_>, joining: Joining) -> Result<Joined> {
    let invitation = super::views::by_token(tx, &joining.token)?.ok_or(Error::NotFound("invitation"))?;
    if invitation.standing(tx.now()) != Standing::Opens || !store::mark_used(tx, invitation.id, tx.now())? {
        return Err(Error::Conflict("This invitation is over. Ask for a new one.".to_owned()));
    }
    let email = EmailAddress::parse(&invitation.email).map_err(Error::internal)?;
    let new = NewAgent { email, name: joining.name, role: invitation.role, password_hash: joining.password_hash };
    let agent = create(tx, &Actor::System, &new)?;
    let by = By { actor: agent.actor(), address: joining.device.address };
    audit::actions::note(tx, &by, Kind::Joined, &noted(&invitation))?;
    tx.emit(&by.actor, &Event::AgentChanged { agent_id: agent.id })?;
    let session = start_session_on(tx, &agent, &joining.device, "")?;
    Ok(Joined { agent, invitation, session })
}

/// Forgets up to `limit` that are long over, and answers how many. For housekeeping.
///
/// # Errors
/// `Internal` where it cannot be written.
pub fn forget_old(tx: &Tx<'_>, limit: u32) -> Result<usize> {
    store::delete_before(tx, tx.now().plus(-KEPT_MS), limit)
}

/// Takes back what waits for an e-mail address, and what has lapsed there.
fn replace(tx: &Tx<'_>, by: &By, email: &str) -> Result<()> {
    for former in store::of_email(tx, email)? {
        if former.standing(tx.now()) == Standing::Opens {
            may_make(&by.actor, former.role)?;
        }
        take_back(tx, by, &former)?;
    }
    Ok(())
}

fn take_back(tx: &Tx<'_>, by: &By, invitation: &Invitation) -> Result<()> {
    if store::revoke(tx, invitation.id, tx.now())? {
        audit::actions::note(tx, by, Kind::InvitationRevoked, &noted(invitation))?;
    }
    Ok(())
}

fn may_make(actor: &Actor, role: Role) -> Result<()> {
    actor.may(Permission::ManagePeople)?;
    if role == Role::Owner { actor.may(Permission::ManageOwners) } else { Ok(()) }
}

fn noted(invitation: &Invitation) -> About {
    About::fact(Fact::Email, invitation.email.as_str())
        .and(Fact::Id, invitation.id.to_string())
        .and(Fact::To, invitation.role.name().to_lowercase())
}
