//! Where requests may go: the address as it is written, and every address that a name resolves to.

use std::{fmt, net::IpAddr};

use ipnet::IpNet;
use url::{Host, Url};

use super::networks;

/// Ports that websites stand at.
const PORTS: [u16; 4] = [80, 443, 8080, 8443];

/// The longest address, in bytes. Servers refuse longer ones too.
const MAX_ADDRESS: usize = 2_048;

/// Names that mean a machine or a network of its own wherever they are asked for.
const LOCAL: [&str; 8] = ["localhost", "localdomain", "local", "internal", "intranet", "lan", "home.arpa", "onion"];

/// Services whose names spell the address that they resolve to: no website lives there, but a way around a list.
const SPELT: [&str; 6] = ["nip.io", "sslip.io", "xip.io", "localtest.me", "lvh.me", "traefik.me"];

/// What requests may reach.
#[derive(Debug, Clone, Default)]
pub struct Guard {
    /// Networks that may be asked although they are not public.
    pub allowed_networks: Vec<IpNet>,
    /// Ports beside the usual ones.
    pub allowed_ports: Vec<u16>,
}

/// Why an address is not asked. `Display` is the sentence for whoever typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Unreadable,
    Scheme,
    UserInfo,
    Port,
    /// It is, or leads to, an address that is not public.
    Private,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "This is no web address. Write it as in the browser, such as https://shop.example/cart.",
            Self::Scheme => "Only addresses that begin with https:// or http:// can be asked.",
            Self::UserInfo => "Leave out everything before and with the “@”, such as a name and a password.",
            Self::Port => {
                "Websites are asked at the ports 80, 443, 8080 and 8443 only. Name others in config.toml: allowed_ports under [net]."
            }
            Self::Private => {
                "This address is not on the public internet, and Deskbell asks no others. Use the public address, or name the network in config.toml: allowed_networks under [net]."
            }
        })
    }
}

impl std::error::Error for Refusal {}

impl Guard {
    /// Reads an address and says whether it may be asked, as far as the writing tells.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, given: &str) -> Result<Url, Refusal> {
        let given = given.trim();
        if given.len() > MAX_ADDRESS || given.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Refusal::Unreadable);
        }
        // Programs differ about where the host ends in `//a.example#@b.example` or `//a.example\@b.example`.
        let authority = given.split_once("://").map_or(given, |(_, rest)| rest).split('/').next().unwrap_or("");
        if authority.contains(['@', '\\']) {
            return Err(Refusal::UserInfo);
        }
        let url = Url::parse(given).map_err(|_| Refusal::Unreadable)?;
        self.check_url(&url)?;
        Ok(url)
    }

    /// The same for an address that was read already, such as that of a redirect.
    ///
    /// # Errors
    /// Why not.
    pub fn check_url(&self, url: &Url) -> Result<(), Refusal> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refusal::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refusal::UserInfo);
        }
        let port = url.port_or_known_default().ok_or(Refusal::Port)?;
        if !PORTS.contains(&port) && !self.allowed_ports.contains(&port) {
            return Err(Refusal::Port);
        }
        let is_allowed = match url.host().ok_or(Refusal::Unreadable)? {
            // A literal address is never looked up, so this is the only check it gets.
            Host::Ipv4(address) => self.allows(address.into()),
            Host::Ipv6(address) => self.allows(address.into()),
            // With networks of its own a business has names of its own; their addresses are checked all the same.
            Host::Domain(name) => !self.allowed_networks.is_empty() || !is_local_name(name),
        };
        if is_allowed { Ok(()) } else { Err(Refusal::Private) }
    }

    /// Whether a connection may be made to an address.
    pub fn allows(&self, address: IpAddr) -> bool {
        networks::is_public(address) || self.allowed_networks.iter().any(|network| network.contains(&address))
    }
}

fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let is_within = |zone: &str| name == zone || name.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.'));
    !name.contains('.') || LOCAL.iter().chain(&SPELT).any(|zone| is_within(zone))
}
