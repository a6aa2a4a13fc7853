//! Live connections of panels and inboxes.
//!
//! The promise: nothing is lost and nothing comes twice. Every frame that matters tells of one event of the log and
//! carries its `seq`; a client that was away says how far it came and gets the rest, in order. Typing and presence
//! are the exception: memory only, and may be lost.
//!
//! What is live: the log since a client's position. What is not: lists and old messages, which are fetched.
//!
//! **Invariant:** a visitor's frame is never built from anything but its own contact's events, and its types hold
//! no field that only agents may see.

mod admission;
pub mod agent_socket;
pub mod api;
mod catch_up;
mod close;
mod compose;
mod desk;
mod hub;
mod presence;
pub mod protocol;
mod pump;
mod reading;
mod refusal;
mod rooms;
mod standing;
mod starting;
pub mod stream;
mod talk;
pub mod team;
pub mod visitor_socket;

use std::sync::Arc;

use poem::web::websocket::WebSocketConfig;

pub use admission::Admission;
pub use hub::Hub;
pub use presence::ForgetViewers;
pub use pump::Timing;

use crate::{base::Clock, db::Db, http::Limits, sites::Sites};

/// Largest frame, in bytes: the longest message in four-byte characters, and room for its envelope.
const FRAME_BYTES: usize = 65_536;

/// What live connections use. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    pub db: Db,
    pub clock: Clock,
    pub hub: Hub,
    pub limits: Arc<Limits>,
    pub admission: Admission,
    pub sites: Sites,
    pub timing: Timing,
}

/// Small buffers: an idle socket costs 9 KiB in all with these, 12 KiB with 4 KiB each and 130 KiB with the library's own.
fn socket_config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(1_024)
        .write_buffer_size(1_024)
        .max_write_buffer_size(4 * FRAME_BYTES)
        .max_message_size(Some(FRAME_BYTES))
        .max_frame_size(Some(FRAME_BYTES))
}
