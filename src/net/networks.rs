//! Which addresses are part of the public internet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Special networks of IPv4 (IANA's registry), and one address that answers inside a large cloud only.
const V4: [(Ipv4Addr, u8); 17] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    (Ipv4Addr::new(255, 255, 255, 255), 32),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
];

/// Networks within `2000::/3` that lead elsewhere than to a public host of IPv6: protocol assignments with Teredo,
/// documentation, and 6to4, which carries an address of IPv4. All others outside of `2000::/3` are special.
const V6: [(Ipv6Addr, u8); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

/// Whether an address is one of the public internet. What carries an address of IPv4 within (mapped, NAT64, 6to4) is
/// not, whatever it carries: a public host has no need of it.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !V4.iter().any(|(network, length)| {
            shared(u128::from(address.to_bits()), u128::from(network.to_bits()), 32 - u32::from(*length))
        }),
        IpAddr::V6(address) => {
            address.segments()[0] & 0xe000 == 0x2000
                && !V6
                    .iter()
                    .any(|(network, length)| shared(address.to_bits(), network.to_bits(), 128 - u32::from(*length)))
        }
    }
}

/// Whether two addresses are the same but for their last `free` bits.
fn shared(one: u128, other: u128, free: u32) -> bool {
    (one ^ other) >> free == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_and_special_addresses_are_told_apart_at_the_edges() {
        for public in ["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for public in ["172.32.0.0", "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::1", "2001:4860::8888"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
        for special in ["10.0.0.0", "100.64.0.0", "100.127.255.255", "172.31.255.255", "198.19.0.1", "224.0.0.1"] {
            assert!(!is_public(special.parse().unwrap()), "{special}");
        }
        for special in ["::", "::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2001::1", "2002:808:808::1", "fe80::1"] {
            assert!(!is_public(special.parse().unwrap()), "{special}");
        }
        for special in ["fd00::1", "ff02::1", "2001:db8::1", "fec0::1", "100::1", "3fff::1", "255.255.255.255"] {
            assert!(!is_public(special.parse().unwrap()), "{special}");
        }
    }
}
