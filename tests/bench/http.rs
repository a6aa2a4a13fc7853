//! Plain requests, over one connection that is kept, as bytes came over the wire.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use reqwest::{Client, header::HeaderMap};

/// An answer whose body was read whole.
pub struct Answer {
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    pub took: Duration,
}

/// A client with one connection.
///
/// # Errors
/// Where it cannot be built.
pub fn client() -> Result<Client> {
    // The load goes over plain HTTP; the client asks for a TLS library all the same. An error: it is chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Ok(Client::builder().no_proxy().pool_max_idle_per_host(1).timeout(Duration::from_secs(20)).build()?)
}

/// Gets `url` with these headers and reads the body whole.
///
/// # Errors
/// Where the answer is not 200.
pub async fn get(client: &Client, url: &str, headers: &[(&str, &str)]) -> Result<Answer> {
    let mut request = client.get(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let started = Instant::now();
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.bytes().await?.to_vec();
    let took = started.elapsed();
    ensure!(status == 200, "{url} answered {status}: {}", String::from_utf8_lossy(&body));
    Ok(Answer { headers, body, took })
}
