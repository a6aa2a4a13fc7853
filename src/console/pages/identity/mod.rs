//! Settings → Install, second half: the secret that proves who customers are, its rotation, what is asked of pages, the
//! tester, the programs that make a proof, and what went wrong of late.

mod rotate;
mod section;
mod settings;
mod show;
mod tester;

use poem::Request;

pub use rotate::{end_former_secret, rotate_secret};
pub use section::IdentitySection;
pub use settings::save_identity;
pub use show::show_identity_secret;
pub use tester::test_proof;

use super::typed_again::{NotTheirs, typed_again};
use crate::{base::Error, settings::Settings};

/// Lets every request know of changed settings before the answer leaves.
async fn use_at_once(request: &Request) -> Result<(), Error> {
    request.data::<Settings>().ok_or_else(missing)?.refresh().await
}

fn missing() -> Error {
    Error::internal("a handle of the install page was not given to its route")
}
