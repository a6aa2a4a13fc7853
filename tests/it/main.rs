//! Behaviour, through the front door: a real server on a free port, a real database file.

mod accounts;
mod acting;
mod architecture;
mod cli;
mod console;
mod contacts;
mod customers;
mod docs;
mod files;
mod finding;
mod ingest;
mod live;
mod net;
mod people;
mod products;
mod replies;
mod sites;
mod storage;
mod support;
mod talk;
mod together;
mod web;

/// The tests' own HTTP client speaks no TLS, yet it asks which library would do it as soon as the server's client is
/// compiled with one. Said before `main`, so that no test has to.
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
static CHOOSES_TLS: extern "C" fn() = choose_tls;

extern "C" fn choose_tls() {
    // An error would mean that it is chosen already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
