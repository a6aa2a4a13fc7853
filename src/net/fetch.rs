//! What came back, or why nothing did.

use std::{error::Error as StdError, fmt};

use url::Url;

use super::{Refusal, resolver::NoAddress};

/// An answer, after redirects.
#[derive(Debug)]
pub struct Fetched {
    /// Where it came from in the end.
    pub url: Url,
    /// How many redirects led there.
    pub redirects: usize,
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its beginning where `is_cut`.
    pub body: Vec<u8>,
    /// Whether there was more than is read.
    pub is_cut: bool,
}

/// Why there is no answer. `Display` is the sentence for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// The address, or one that it redirects to, is not asked.
    Refused(Refusal),
    UnknownName,
    NoConnection,
    Certificate,
    TooSlow,
    TooManyRedirects,
    HeadersTooLarge,
    Broken,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Refused(refusal) => return fmt::Display::fmt(refusal, f),
            Self::UnknownName => "No website has this name. Check how it is written.",
            Self::NoConnection => "Nobody answers at this address. Check that the website is running and reachable from here.",
            Self::Certificate => {
                "The website's certificate is not valid, so browsers refuse it too. Renew it, or check that the name is on it."
            }
            Self::TooSlow => "The website did not answer in full within 10 seconds. Try again, or see what slows it down.",
            Self::TooManyRedirects => {
                "The address redirects more than three times. Use the address that the browser shows in the end."
            }
            Self::HeadersTooLarge => "The website answers with more headers than Deskbell reads.",
            Self::Broken => "The website's answer broke off or cannot be read. Try again.",
        })
    }
}

impl std::error::Error for FetchError {}

impl From<Refusal> for FetchError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<reqwest::Error> for FetchError {
    fn from(error: reqwest::Error) -> Self {
        for cause in causes(&error) {
            if let Some(refusal) = cause.downcast_ref::<Refusal>() {
                return Self::Refused(*refusal);
            }
            if cause.is::<NoAddress>() {
                return Self::UnknownName;
            }
            if matches!(tls(cause), Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented))
            {
                return Self::Certificate;
            }
        }
        match () {
            () if error.is_timeout() => Self::TooSlow,
            () if error.is_connect() => Self::NoConnection,
            () => Self::Broken,
        }
    }
}

/// An error and what caused it, the outermost first.
fn causes<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn StdError + 'static)| (*error).source())
}

/// The TLS error inside of one of the system's, which does not name it as its source.
fn tls<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a rustls::Error> {
    error.downcast_ref().or_else(|| error.downcast_ref::<std::io::Error>()?.get_ref()?.downcast_ref())
}
