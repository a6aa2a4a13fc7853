//! The client: one request at a time, its redirects by hand, its answer read as far as the limits go.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use reqwest::{Client, Response, header, redirect::Policy};
use rustls::{ClientConfig, crypto::ring};
use rustls_platform_verifier::BuilderVerifierExt;
use url::Url;

use super::{
    FetchError, Fetched, Guard, Lookup,
    resolver::{self, GuardedResolver},
};
use crate::{
    base::{Error, Result},
    config,
};

/// The most redirects that are followed. A shop needs two: to HTTPS, and to `www`.
const MAX_REDIRECTS: usize = 3;

/// The most headers of one answer, and their bytes together.
const MAX_HEADERS: usize = 100;
const MAX_HEADER_BYTES: usize = 64 * 1024;

/// How requests are sent.
#[derive(Clone)]
pub struct NetOptions {
    pub guard: Guard,
    /// From the first look-up to the last byte, redirects included.
    pub deadline: Duration,
    /// The largest part of an answer that is read, in bytes after decompression.
    pub max_body: usize,
    pub lookup: Lookup,
}

/// The handle. Cheap to clone.
#[derive(Clone)]
pub struct Net(Arc<Inner>);

struct Inner {
    options: NetOptions,
    /// Made with the first request: the system's certificates take time and memory that most processes never need.
    client: OnceLock<Client>,
}

impl NetOptions {
    /// What a configuration allows.
    pub fn of(config: &config::Net) -> Self {
        let guard =
            Guard { allowed_networks: config.allowed_networks.clone(), allowed_ports: config.allowed_ports.clone() };
        Self { guard, deadline: Duration::from_secs(10), max_body: 1024 * 1024, lookup: resolver::of_the_system() }
    }
}

impl Net {
    /// A client with these options.
    pub fn new(options: NetOptions) -> Self {
        Self(Arc::new(Inner { options, client: OnceLock::new() }))
    }

    /// What may be asked.
    pub fn guard(&self) -> &Guard {
        &self.0.options.guard
    }

    /// Asks for a page.
    ///
    /// # Errors
    /// `Internal` where this machine's own set-up allows no request; inside, why there is no answer.
    pub async fn get(&self, url: Url) -> Result<Result<Fetched, FetchError>> {
        let client = self.client()?;
        let fetched = tokio::time::timeout(self.0.options.deadline, self.follow(client, url)).await;
        Ok(fetched.unwrap_or(Err(FetchError::TooSlow)))
    }

    fn client(&self) -> Result<&Client> {
        if let Some(client) = self.0.client.get() {
            return Ok(client);
        }
        let client = client(&self.0.options)?;
        Ok(self.0.client.get_or_init(|| client))
    }

    async fn follow(&self, client: &Client, mut url: Url) -> Result<Fetched, FetchError> {
        for redirects in 0..=MAX_REDIRECTS {
            self.guard().check_url(&url)?;
            let response = client.get(url.clone()).send().await.map_err(too_many_headers)?;
            let next = redirect(&response, &url);
            match next {
                Some(next) => url = next,
                None => return self.read(response, url, redirects).await,
            }
        }
        Err(FetchError::TooManyRedirects)
    }

    async fn read(&self, mut response: Response, url: Url, redirects: usize) -> Result<Fetched, FetchError> {
        let headers: Vec<_> = response
            .headers()
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        if headers.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MAX_HEADER_BYTES {
            return Err(FetchError::HeadersTooLarge);
        }
        let mut fetched =
            Fetched { url, redirects, status: response.status().as_u16(), headers, body: Vec::new(), is_cut: false };
        while let Some(chunk) = response.chunk().await? {
            let room = self.0.options.max_body - fetched.body.len();
            fetched.body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if chunk.len() > room {
                fetched.is_cut = true;
                break;
            }
        }
        Ok(fetched)
    }
}

fn client(options: &NetOptions) -> Result<Client> {
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(Error::internal)?
        .with_no_client_auth();
    let resolver = GuardedResolver { guard: options.guard.clone(), lookup: options.lookup.clone() };
    Client::builder()
        .tls_backend_preconfigured(tls)
        .http1_only()
        .http1_max_headers(MAX_HEADERS)
        .no_proxy()
        .redirect(Policy::none())
        .referer(false)
        .dns_resolver(resolver)
        .connect_timeout(options.deadline / 2)
        // A kept connection would outlive the check of its address.
        .pool_max_idle_per_host(0)
        .user_agent(concat!("Deskbell/", env!("CARGO_PKG_VERSION"), " (install check)"))
        .build()
        .map_err(Error::internal)
}

/// Where an answer leads on to.
fn redirect(response: &Response, url: &Url) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    url.join(response.headers().get(header::LOCATION)?.to_str().ok()?).ok()
}

/// More headers than the client takes look like an answer that cannot be read.
fn too_many_headers(error: reqwest::Error) -> FetchError {
    let is_head = std::error::Error::source(&error)
        .and_then(std::error::Error::source)
        .is_some_and(|cause| cause.to_string().contains("message head is too large"));
    if is_head { FetchError::HeadersTooLarge } else { error.into() }
}
