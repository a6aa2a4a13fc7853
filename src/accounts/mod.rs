//! People who sign in and answer: who they are, how they prove it, and the sessions they hold.
//!
//! A password is kept as an argon2id hash, a session as the SHA-256 of its token. A session ends 12 hours after its
//! last use and 7 days after it began, at sign-out, and with all others when the password is reset. It knows when its
//! agent last proved who they are, for what asks that this was a few minutes ago.
//! **Invariants:** wrong e-mail address and wrong password cannot be told apart, neither by the answer nor by its
//! time; checking a session needs no write.

pub mod actions;
pub mod api;
pub mod invitations;
pub mod members;
pub mod model;
pub mod pages;
pub mod password;
pub mod password_check;
pub mod passwords;
pub mod preferences;
mod stay;
mod store;
pub mod two_factor;
pub mod views;

pub use api::{NoteRefusals, SignedIn, SignedInPage};
pub use model::{Agent, AgentName, Device, EmailAddress, SessionHash};
pub use password::Password;
pub use password_check::PasswordCheck;
pub use passwords::Passwords;
pub use stay::Stay;
pub use two_factor::TotpKeys;
