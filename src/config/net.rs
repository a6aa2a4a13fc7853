//! `[net]`: what Deskbell itself may ask on the network, such as the page an administrator wants checked.

use ipnet::IpNet;

use super::key::{Key, Literal};
use super::readings::Readings;
use super::shape::Shape;

/// Where requests of our own may go beyond the public internet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Net {
    /// Private networks that may be asked.
    pub allowed_networks: Vec<IpNet>,
    /// Ports that may be asked beside 80, 443, 8080 and 8443.
    pub allowed_ports: Vec<u16>,
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "net.allowed_networks",
        shape: Shape::Networks,
        default: Literal::List(&[]),
        example: Literal::List(&["127.0.0.0/8", "10.1.2.0/24"]),
        unit: "addresses and networks",
        about: "Private networks that Deskbell itself may ask, such as that of a shop under test. [] asks none.",
    },
    Key {
        name: "net.allowed_ports",
        shape: Shape::Ports,
        default: Literal::Ports(&[]),
        example: Literal::Ports(&[3000, 9000]),
        unit: "ports",
        about: "Ports that Deskbell itself may ask, beside 80, 443, 8080 and 8443.",
    },
];

impl Net {
    pub(super) fn from_readings(readings: &Readings) -> Net {
        Net {
            allowed_networks: readings.networks("net.allowed_networks"),
            allowed_ports: readings.ports("net.allowed_ports"),
        }
    }
}
