//! The pages, one file each. All ask for a session but the first two, which come before there is one.

mod developers;
mod home;
mod inbox;
mod install;
mod setup;
pub mod shell;

pub use developers::{make_key, revoke_key, show_developers};
pub use home::show_home;
pub use inbox::show_inbox;
pub use install::{allow_origins, show_identity_secret, show_install};
pub use setup::{set_up, show_setup};
