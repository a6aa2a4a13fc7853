//! Knows nothing of the product: ids, time, chance, errors, who acts, secrets, text and pages.
//!
//! Everything above may use this; this uses only `std` and small crates. The value types carry their own
//! SQL, JSON and OpenAPI forms, so that a wrong one is refused at the edge.

pub mod actor;
pub mod base64url;
pub mod change;
pub mod currencies;
pub mod error;
pub mod file_types;
pub mod ids;
pub mod json;
pub mod money;
pub mod page;
pub mod random;
pub mod secret;
pub mod text;
pub mod time;

pub use actor::{Actor, Permission, Role, Scope, Scopes, VisitorActor};
pub use change::Change;
pub use error::{Error, FieldErrors, Result};
pub use money::{Amount, Currency};
pub use random::Random;
pub use secret::Secret;
pub use time::{Clock, Timestamp};
