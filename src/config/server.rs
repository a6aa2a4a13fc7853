//! The keys at the top of the file: address, folder, certificate, proxies, log.

use std::path::PathBuf;

use super::key::{Key, Literal};
use super::problems::{Place, Problem, Problems};
use super::readings::Readings;
use super::shape::Shape;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// The files of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// Certificate chain, PEM.
    pub cert: PathBuf,
    /// Private key, PEM.
    pub key: PathBuf,
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "listen",
        shape: Shape::Address,
        default: Literal::Text("127.0.0.1:8080"),
        example: Literal::Text("0.0.0.0:8080"),
        unit: "IP address and port",
        about: "Where Deskbell listens. 127.0.0.1 is reached from this machine only; port 0 takes any free port.",
    },
    Key {
        name: "public_url",
        shape: Shape::PublicUrl,
        default: Literal::Text(""),
        example: Literal::Text("https://chat.example.com"),
        unit: "web address without a path",
        about: "The address people reach Deskbell by. Empty: snippet and links use the address of the set-up request.",
    },
    Key {
        name: "data_dir",
        shape: Shape::Folder,
        default: Literal::Text("./data"),
        example: Literal::Text("/var/lib/deskbell"),
        unit: "folder",
        about: "Everything Deskbell keeps is in this folder. It is made when it is missing.",
    },
    Key {
        name: "tls_cert",
        shape: Shape::File,
        default: Literal::Text(""),
        example: Literal::Text("/etc/deskbell/fullchain.pem"),
        unit: "file, PEM",
        about: "Certificate chain, when no proxy does HTTPS. Needs tls_key too.",
    },
    Key {
        name: "tls_key",
        shape: Shape::File,
        default: Literal::Text(""),
        example: Literal::Text("/etc/deskbell/privkey.pem"),
        unit: "file, PEM",
        about: "Private key of the certificate. Needs tls_cert too.",
    },
    Key {
        name: "trusted_proxies",
        shape: Shape::Networks,
        default: Literal::List(&["127.0.0.0/8", "::1/128"]),
        example: Literal::List(&["127.0.0.1", "10.0.0.0/8"]),
        unit: "addresses and networks",
        about: "Only from these is a visitor's address taken from Forwarded and X-Forwarded-For. [] trusts nobody.",
    },
    Key {
        name: "log",
        shape: Shape::LogFilter,
        default: Literal::Text("info"),
        example: Literal::Text("warn,deskbell=debug"),
        unit: "error, warn, info, debug, trace or off",
        about: "What is written to the log; levels for modules may follow after commas.",
    },
    Key {
        name: "log_format",
        shape: Shape::Choice(&["text", "json"]),
        default: Literal::Text("text"),
        example: Literal::Text("json"),
        unit: "\"text\" or \"json\"",
        about: "Lines for people, or one JSON object a line for a log collector.",
    },
];

pub(super) fn log_format(readings: &Readings) -> LogFormat {
    if readings.text("log_format") == "json" { LogFormat::Json } else { LogFormat::Text }
}

/// Takes both files or none; a file that is not there is told now, with everything else.
pub(super) fn tls(readings: &Readings, problems: &mut Problems) -> Option<Tls> {
    let (cert, key) = (readings.text("tls_cert"), readings.text("tls_key"));
    for (name, path) in [("tls_cert", &cert), ("tls_key", &key)] {
        if path.is_empty() || PathBuf::from(path).is_file() {
            continue;
        }
        let problem = Problem::of_key(named(name), "There is no such file, or it may not be read. Check the path.");
        problems.add(problem.at(readings.place(name)).with_value(format!("\"{path}\"")));
    }
    match (cert.as_str(), key.as_str()) {
        ("", "") => None,
        ("", _) => {
            problems.add(Problem::of_key(named("tls_cert"), MISSING_HALF).at(Place::Nowhere));
            None
        }
        (_, "") => {
            problems.add(Problem::of_key(named("tls_key"), MISSING_HALF).at(Place::Nowhere));
            None
        }
        _ => Some(Tls { cert: cert.into(), key: key.into() }),
    }
}

const MISSING_HALF: &str = "It is not set, and its other half is. HTTPS needs tls_cert and tls_key; leave both \
                            out when a proxy does it.";

fn named(name: &str) -> &'static Key {
    Key::named(name).expect("the key is listed above")
}
