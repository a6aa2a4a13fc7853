//! The address people reach Deskbell by: scheme, host and port, nothing more.

use url::{Position, Url};

/// A checked `http` or `https` origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// Accepts an origin; one slash at the end does no harm.
    ///
    /// # Errors
    /// One sentence on what is in the way.
    pub(super) fn parse(text: &str) -> Result<PublicUrl, String> {
        let Ok(url) = Url::parse(text) else {
            return Err("This is not a web address. It needs https:// (or http://) and a host.".into());
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err("The address must start with https:// or http://.".into());
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("The address must not hold a user name or a password.".into());
        }
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err("Write the scheme, host and port only: Deskbell needs a host of its own and cannot live \
                        under a path."
                .into());
        }
        Ok(PublicUrl(url))
    }

    /// The origin as a browser writes it, without a slash at the end: `https://chat.example.com`.
    pub fn origin(&self) -> &str {
        &self.0[..Position::BeforePath]
    }

    /// Host and, unless it is the scheme's own, port, as in a `Host` header.
    pub fn authority(&self) -> &str {
        &self.0[Position::BeforeHost..Position::AfterPort]
    }

    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }
}
