//! Who is at the other end: the address and the scheme, believed from a proxy only where it is trusted.

use std::net::IpAddr;

use ipnet::IpNet;
use poem::{FromRequest, Request, RequestBody, http::HeaderMap};

/// Where a request comes from. The server's first layer puts it into the request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// The person's address, as far as it can be trusted.
    pub address: IpAddr,
    /// Whether the person's browser speaks HTTPS.
    pub is_https: bool,
}

impl Client {
    /// What the first layer found out. Every request that passed it has one.
    pub fn of(request: &Request) -> Self {
        request
            .extensions()
            .get::<Self>()
            .copied()
            .unwrap_or(Self { address: IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), is_https: false })
    }

    /// Reads the peer and, where it is a trusted proxy, what it forwards: the rightmost hop that is not itself trusted.
    pub fn detect(peer: IpAddr, is_tls: bool, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let peer = plain(peer);
        let is_trusted = |address| Self::is_trusted(address, trusted);
        if !is_trusted(peer) {
            return Self { address: peer, is_https: is_tls };
        }
        // A proxy writes one of the two and may pass the other on as the person sent it: where they differ, neither counts.
        let (forwarded, x_forwarded) = (forwarded_hops(headers), x_forwarded_hops(headers));
        let both_say = |hops: &[Option<IpAddr>]| rightmost_stranger(hops, trusted);
        let is_disputed =
            !forwarded.is_empty() && !x_forwarded.is_empty() && both_say(&forwarded) != both_say(&x_forwarded);
        if is_disputed {
            return Self { address: peer, is_https: is_tls };
        }
        let hops = if forwarded.is_empty() { x_forwarded } else { forwarded };
        let is_https = is_tls || forwarded_proto(headers).is_some_and(|proto| proto.eq_ignore_ascii_case("https"));
        Self { address: rightmost_stranger(&hops, trusted).unwrap_or(peer), is_https }
    }

    /// Whether an address is that of a trusted proxy.
    pub fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
        trusted.iter().any(|net| net.contains(&plain(address)))
    }

    /// Whether forwarded headers came from a peer that is not trusted: the administrator should know.
    pub fn ignores_proxy(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> bool {
        !Self::is_trusted(peer, trusted)
            && (headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded"))
    }
}

impl<'a> FromRequest<'a> for Client {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self::of(request))
    }
}

fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// The last hop that is not itself a trusted proxy; the first readable one where all are. An unreadable hop ends the
/// walk: what is left of it was written by somebody unknown.
fn rightmost_stranger(hops: &[Option<IpAddr>], trusted: &[IpNet]) -> Option<IpAddr> {
    let readable: Vec<_> = hops.iter().rev().map_while(|hop| *hop).collect();
    let is_stranger = |hop: &&IpAddr| !trusted.iter().any(|net| net.contains(*hop));
    readable.iter().find(is_stranger).or(readable.last()).copied()
}

/// The hops of `Forwarded`, first to last; `None` for one that is no address.
fn forwarded_hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let forwarded = joined(headers, "forwarded");
    let hops = forwarded.split(',').filter(|hop| !hop.trim().is_empty());
    hops.map(|hop| parameter(hop, "for").and_then(|node| node_address(&node))).collect()
}

/// The hops of `X-Forwarded-For`, as [`forwarded_hops`].
fn x_forwarded_hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let hops = joined(headers, "x-forwarded-for");
    hops.split(',').filter(|hop| !hop.trim().is_empty()).map(|hop| node_address(hop.trim())).collect()
}

fn forwarded_proto(headers: &HeaderMap) -> Option<String> {
    let forwarded = joined(headers, "forwarded");
    if !forwarded.is_empty() {
        return forwarded.rsplit(',').find_map(|hop| parameter(hop, "proto"));
    }
    let protos = joined(headers, "x-forwarded-proto");
    protos.rsplit(',').next().map(|proto| proto.trim().to_owned())
}

fn joined(headers: &HeaderMap, name: &str) -> String {
    let values: Vec<_> = headers.get_all(name).iter().filter_map(|value| value.to_str().ok()).collect();
    values.join(",")
}

fn parameter(hop: &str, name: &str) -> Option<String> {
    hop.split(';').find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn node_address(node: &str) -> Option<IpAddr> {
    let bare = node.strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(address, _)| address);
    let parsed = bare.unwrap_or(node).parse().ok();
    parsed.or_else(|| node.parse::<std::net::SocketAddr>().ok().map(|socket| socket.ip())).map(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(peer: &str, header: (&'static str, &str)) -> String {
        let mut headers = HeaderMap::new();
        headers.append(header.0, header.1.parse().unwrap());
        let trusted = ["127.0.0.0/8".parse().unwrap(), "10.0.0.0/8".parse().unwrap()];
        Client::detect(peer.parse().unwrap(), false, &headers, &trusted).address.to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(detect("203.0.113.9", ("x-forwarded-for", "1.2.3.4")), "203.0.113.9");
    }

    #[test]
    fn headers_that_contradict_each_other_are_both_ignored() {
        let mut headers = HeaderMap::new();
        headers.append("forwarded", "for=1.2.3.4;proto=https".parse().unwrap());
        headers.append("x-forwarded-for", "198.51.100.7".parse().unwrap());
        let trusted = ["127.0.0.0/8".parse().unwrap()];

        let client = Client::detect("127.0.0.1".parse().unwrap(), false, &headers, &trusted);

        assert_eq!(client, Client { address: "127.0.0.1".parse().unwrap(), is_https: false });
    }

    #[test]
    fn behind_a_trusted_proxy_the_rightmost_stranger_counts() {
        assert_eq!(detect("127.0.0.1", ("x-forwarded-for", "6.6.6.6, 198.51.100.7, 10.0.0.2")), "198.51.100.7");
        assert_eq!(
            detect("127.0.0.1", ("forwarded", "for=6.6.6.6, for=\"[2001:db8::7]:4711\";proto=https")),
            "2001:db8::7"
        );
        assert_eq!(detect("127.0.0.1", ("x-forwarded-for", "6.6.6.6, unknown, 10.0.0.2")), "10.0.0.2");
    }
}
