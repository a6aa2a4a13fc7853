//! The secrets that a proof may have been made with.

use crate::{
    base::{Secret, Timestamp},
    settings::{Workspace, model::identity_secret},
};

/// A secret of this workspace.
pub struct Known {
    pub text: Secret<String>,
    pub age: Age,
}

/// Which of them it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Present,
    /// The one before, which is valid: until then, or until somebody ends it.
    Former(Option<Timestamp>),
    /// The one before, which has ended.
    Ended,
}

impl Known {
    /// The secrets there are, the present one first.
    pub fn of(server_secret: &Secret<String>, workspace: &Workspace, now: Timestamp) -> Vec<Self> {
        let present = Self { text: identity_secret(server_secret, &workspace.identity_salt), age: Age::Present };
        let former = workspace.former_identity.as_ref().map(|former| Self {
            text: identity_secret(server_secret, &former.salt),
            age: if former.is_valid(now) { Age::Former(former.ends_at) } else { Age::Ended },
        });
        std::iter::once(present).chain(former).collect()
    }
}

impl Age {
    /// Whether proofs made with it are believed.
    pub fn is_valid(self) -> bool {
        self != Self::Ended
    }

    /// What to say where a proof was made with it; nothing of the present one.
    pub fn sentence(self) -> Option<String> {
        let put = "Put the present secret on the server that made it";
        match self {
            Self::Present => None,
            Self::Former(None) => Some(format!("It was made with the old secret. {put} before you end the old one.")),
            Self::Former(Some(ends_at)) => {
                Some(format!("It was made with the old secret, which ends on {}. {put} before then.", words(ends_at)))
            }
            Self::Ended => Some(format!("It was made with the old secret, which has ended. {put}.")),
        }
    }
}

/// A moment as people read it, in UTC.
pub fn words(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.as_millis())
        .map_or_else(|_| at.to_rfc3339(), |moment| moment.strftime("%-d %B %Y, %H:%M UTC").to_string())
}
