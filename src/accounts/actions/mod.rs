//! What can be done to accounts and sessions, one verb a file.

mod create;
mod own_sign_in;
mod picture;
mod rename;
mod reset_password;
mod sessions;
mod sign_in;
mod sign_out;

pub use create::{NewAgent, create};
pub use own_sign_in::{change_email, change_password};
pub use picture::set_picture;
pub use rename::rename;
pub use reset_password::reset_password;
pub use sessions::{counted, end_all_of, end_others, end_own, forget_ended, note_proof, note_use};
pub use sign_in::{
    SignIn, SignedInto, note_failed, sign_in, sign_out_for, start_session, start_session_on, still_stands,
};
pub use sign_out::sign_out;
