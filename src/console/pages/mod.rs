//! The pages, one file each. All ask for a session but the first two, which come before there is one.

mod chosen;
mod developers;
mod framing;
mod home;
mod hours;
mod hours_form;
mod inbox;
mod inputs;
mod install;
mod integrations;
mod launcher;
mod launcher_form;
mod logo;
mod moment;
mod preview;
mod rules;
mod rules_form;
mod setup;
pub mod shell;
mod site_keys;
mod sites;
mod try_it;

pub use developers::{make_key, revoke_key, show_developers};
pub use home::show_home;
pub use hours::{save_hours, show_hours};
pub use inbox::show_inbox;
pub use install::{allow_origins, check_page, show_identity_secret, show_install};
pub use integrations::{save_integrations, show_integrations};
pub use launcher::{save_launcher, show_launcher};
pub use logo::save_logo;
pub use preview::{preview_launcher, show_preview};
pub use rules::{save_rules, show_rules};
pub use setup::{set_up, show_setup};
pub use site_keys::{make_site_key, revoke_site_key, show_site_keys};
pub use sites::{make_site, save_site, show_site, show_sites, switch_site};
pub use try_it::show_try_it;
