//! The console: the pages by which a business claims this Deskbell, installs the widget and makes keys.
//!
//! Pages are rendered here and work without script. What they change, the features' own actions do; only claiming,
//! which makes a workspace, its owner and its first site at once, stands here.

pub mod check;
pub mod claim;
pub mod guides;
pub mod identity;
pub mod pages;

pub use claim::ClaimToken;
