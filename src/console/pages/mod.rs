//! The pages, one file each. All ask for a session but the first two, which come before there is one.

mod audit;
mod chosen;
mod confirm;
mod context_form;
mod counts;
mod customer_data;
mod export;
mod framing;
mod fresh_proof;
mod home;
mod hours;
mod hours_form;
mod identity;
mod imports;
mod inbox;
mod inputs;
mod install;
mod integrations;
mod join;
mod keys;
mod launcher;
mod launcher_form;
mod logo;
mod members;
mod moment;
mod notices;
pub mod places;
mod preview;
mod products;
mod profile;
mod refused;
mod roles;
mod rules;
mod rules_form;
mod setup;
pub mod shell;
mod site_keys;
mod sites;
mod try_it;
mod typed_again;
mod uploaded;
mod work;
mod workspace;

pub use audit::{download_audit, show_audit};
pub use customer_data::{save_context, save_kinds, show_customer_data};
pub use export::export_workspace;
pub use home::show_home;
pub use hours::{save_hours, show_hours};
pub use identity::{end_former_secret, rotate_secret, save_identity, show_identity_secret, test_proof};
pub use imports::{import_contacts, show_import, upload_contacts};
pub use inbox::{manifest, show_frame, show_inbox};
pub use install::{allow_origins, check_page, show_install};
pub use integrations::{save_integrations, show_integrations};
pub use join::{join_workspace, show_join};
pub use keys::{change_key, make_key, revoke_key, show_developers, show_key};
pub use launcher::{save_launcher, show_launcher};
pub use logo::save_logo;
pub use members::{
    change_role, deactivate, end_member_sessions, invite_member, reactivate, reset_two_factor, revoke_invitation,
    show_member, show_members,
};
pub use preview::{preview_launcher, show_preview};
pub use products::show_products;
pub use profile::{
    change_two_factor, end_other_sessions, end_session, save_email, save_password, save_profile, show_profile,
    show_two_factor,
};
pub use roles::show_roles;
pub use rules::{save_rules, show_rules};
pub use setup::{set_up, show_setup};
pub use site_keys::{make_site_key, revoke_site_key, show_site_keys};
pub use sites::{make_site, save_site, show_site, show_sites, switch_site};
pub use try_it::show_try_it;
pub use work::mount as mount_work;
pub use workspace::{save_workspace, show_workspace};
