//! What can be done to the workspace.

use super::{Workspace, WorkspaceName, store};
use crate::{
    base::{Actor, Error, Permission, Result},
    db::Tx,
};

/// Where a workspace begins; all can be changed later.
const FIRST_TIME_ZONE: &str = "UTC";
const FIRST_CURRENCY: &str = "EUR";
const FIRST_PROOF_DAYS: i64 = 7;

/// Makes the workspace. Whoever calls this announces the claim, in the same transaction.
///
/// # Errors
/// `Conflict` where there is one already.
pub fn found(tx: &mut Tx<'_>, actor: &Actor, name: &WorkspaceName, setup_address: &str) -> Result<Workspace> {
    actor.may(Permission::Manage)?;
    if store::workspace(tx)?.is_some() {
        return Err(Error::Conflict(
            "This Deskbell is set up already. Sign in, or ask its administrator for an account.".to_owned(),
        ));
    }
    let workspace = Workspace {
        name: name.as_str().to_owned(),
        time_zone: FIRST_TIME_ZONE.to_owned(),
        currency: FIRST_CURRENCY.to_owned(),
        setup_address: setup_address.to_owned(),
        identity_salt: tx.random().token(),
        identity_rotated_at: None,
        former_identity: None,
        requires_proof: false,
        proof_days: FIRST_PROOF_DAYS,
        hidden_kinds: Vec::new(),
        created_at: tx.now(),
    };
    store::insert(tx, &workspace)?;
    Ok(workspace)
}
