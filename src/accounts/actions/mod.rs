//! What can be done to accounts and sessions, one verb a file.

mod create;
mod picture;
mod rename;
mod reset_password;
mod sessions;
mod sign_in;
mod sign_out;

pub use create::{NewAgent, create};
pub use picture::set_picture;
pub use rename::rename;
pub use reset_password::reset_password;
pub use sessions::{forget_ended, note_use};
pub use sign_in::{SignIn, sign_in, start_session};
pub use sign_out::sign_out;
