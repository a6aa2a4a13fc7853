//! Who did what to keys, secrets and data, and from where: a line in the log for each such act.

use std::fmt::Display;

use super::Client;
use crate::base::Actor;

/// Writes down an act that succeeded. `act` names things by their ids and never holds a secret or a customer's data.
pub fn log_act(client: Client, actor: &Actor, act: impl Display) {
    let (actor, address) = (actor.to_log(), client.address);
    tracing::info!(target: "security", actor, %address, "{act}");
}
