//! What both sides may hear.

use poem_openapi::Object;
use serde::Serialize;

use crate::base::ids::*;

/// The connection stands; what was missed up to `seq` follows, closed by a `position` frame.
#[derive(Debug, Serialize, Object)]
pub struct ReadyFrame {
    pub seq: i64,
}

/// Everything up to `seq` has been sent.
#[derive(Debug, Serialize, Object)]
pub struct PositionFrame {
    pub seq: i64,
}

/// A message or a note is on disk.
#[derive(Debug, Serialize, Object)]
pub struct AckFrame {
    pub client_id: String,
    pub conversation_id: ConversationId,
    /// The message's id; of a note its own, which begins with `ent_`.
    pub message_id: String,
    /// The message's place; of a note the message it stands behind.
    pub number: i64,
    /// The event that tells of it; 0 for a repeat. It does not move the position: frames before it may still come.
    pub seq: i64,
}

/// A frame was not accepted, and nothing of it was stored.
#[derive(Debug, Serialize, Object)]
pub struct RefusedFrame {
    /// Which message was refused; absent for other frames.
    pub client_id: Option<String>,
    /// `rate_limited`, `invalid`, `not_found`, `forbidden`, `changed` or `busy`.
    pub code: String,
    /// What is wrong and what to do.
    pub detail: String,
    /// Seconds until a new try makes sense.
    pub retry_after: Option<u64>,
}

/// Too far behind to be told one by one: fetch everything anew.
#[derive(Debug, Serialize, Object)]
pub struct ReloadFrame {}

/// The connection ends for a reason.
#[derive(Debug, Serialize, Object)]
pub struct ErrorFrame {
    /// `signed_out`, `site_inactive`, `origin_not_allowed`, `bad_frame` or `too_many`.
    pub code: String,
    pub detail: String,
}
