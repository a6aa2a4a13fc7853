//! What a setting may look like, and how a text or a TOML value becomes what is meant.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use tracing_subscriber::EnvFilter;

use super::key::Literal;
use super::public_url::PublicUrl;

/// The kinds of settings.
#[derive(Debug)]
pub(super) enum Shape {
    /// An IP address and a port.
    Address,
    /// A web origin, or nothing.
    PublicUrl,
    /// A path that must not be empty.
    Folder,
    /// A path of a file, or nothing.
    File,
    /// Addresses and networks.
    Networks,
    /// Numbers of ports.
    Ports,
    /// A filter for log lines.
    LogFilter,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A whole number within bounds, both included.
    Whole { least: u64, most: u64 },
}

/// A value before it is understood.
#[derive(Debug, Clone)]
pub(super) enum Raw {
    Text(String),
    /// What an integer of the file says; TOML has no unsigned ones.
    Whole(i128),
    List(Vec<String>),
    /// What a variable holds: becomes whatever the setting needs.
    Words(String),
    /// Something that no setting is: its name for people, as it was written.
    Other {
        kind: &'static str,
        written: String,
    },
}

/// A value after it is understood.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Address(SocketAddr),
    PublicUrl(Option<PublicUrl>),
    Text(String),
    Networks(Vec<IpNet>),
    Ports(Vec<u16>),
    Whole(u64),
}

impl Shape {
    /// Understands a value, or says in one sentence why it cannot.
    pub(super) fn understand(&self, raw: &Raw) -> Result<Value, String> {
        match self {
            Shape::Whole { least, most } => whole(raw, *least, *most).map(Value::Whole),
            Shape::Networks => networks(raw).map(Value::Networks),
            Shape::Ports => ports(raw).map(Value::Ports),
            Shape::Address => text(raw).and_then(address).map(Value::Address),
            Shape::PublicUrl => match text(raw)? {
                "" => Ok(Value::PublicUrl(None)),
                given => PublicUrl::parse(given).map(|url| Value::PublicUrl(Some(url))),
            },
            Shape::Folder if text(raw)?.is_empty() => Err("A folder is needed here.".into()),
            Shape::Folder | Shape::File => Ok(Value::Text(text(raw)?.to_owned())),
            Shape::LogFilter => text(raw).and_then(log_filter).map(Value::Text),
            Shape::Choice(words) => {
                let given = text(raw)?;
                if words.contains(&given) {
                    return Ok(Value::Text(given.to_owned()));
                }
                Err(format!("It must be {}.", quoted(words).join(" or ")))
            }
        }
    }
}

impl Raw {
    /// Shows the value as the reader wrote it; a password inside an address is left out.
    pub(super) fn shown(&self) -> String {
        match self {
            Raw::Text(text) => format!("\"{}\"", without_password(text)),
            Raw::Words(text) => without_password(text),
            Raw::Whole(number) => number.to_string(),
            Raw::List(items) => format!("[{}]", quoted(items).join(", ")),
            Raw::Other { written, .. } => written.clone(),
        }
    }
}

impl From<Literal> for Raw {
    fn from(literal: Literal) -> Raw {
        match literal {
            Literal::Text(text) => Raw::Text(text.to_owned()),
            Literal::Whole(number) => Raw::Whole(number.into()),
            Literal::List(items) => Raw::List(items.iter().map(ToString::to_string).collect()),
            Literal::Ports(ports) => Raw::List(ports.iter().map(ToString::to_string).collect()),
        }
    }
}

fn text(raw: &Raw) -> Result<&str, String> {
    match raw {
        Raw::Text(text) | Raw::Words(text) => Ok(text),
        Raw::Whole(_) => Err("It must be a text in quotes, and is a number.".into()),
        Raw::List(_) => Err("It must be one text in quotes, and is a list.".into()),
        Raw::Other { kind, .. } => Err(format!("It must be a text in quotes, and is {kind}.")),
    }
}

fn whole(raw: &Raw, least: u64, most: u64) -> Result<u64, String> {
    let wanted = format!("It must be a whole number from {least} to {most}");
    let number = match raw {
        Raw::Whole(number) => *number,
        Raw::Words(words) => words.trim().parse().map_err(|_| format!("{wanted}."))?,
        Raw::Text(text) if text.parse::<i128>().is_ok() => {
            return Err(format!("{wanted}, written without quotes."));
        }
        Raw::Text(_) => return Err(format!("{wanted}, and is a text.")),
        Raw::List(_) => return Err(format!("{wanted}, and is a list.")),
        Raw::Other { kind, .. } => return Err(format!("{wanted}, and is {kind}.")),
    };
    u64::try_from(number).ok().filter(|n| (least..=most).contains(n)).ok_or(format!("{wanted}."))
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        "It must be an IP address and a port. 127.0.0.1 is reached from this machine only, 0.0.0.0 from \
         everywhere."
            .into()
    })
}

fn ports(raw: &Raw) -> Result<Vec<u16>, String> {
    let items: Vec<&str> = match raw {
        Raw::List(items) => items.iter().map(String::as_str).collect(),
        Raw::Words(words) => words.split([',', ' ']).filter(|word| !word.is_empty()).collect(),
        _ => return Err("It must be a list of ports in square brackets.".into()),
    };
    let port = |item: &str| match item.parse() {
        Ok(0) | Err(_) => Err(format!("“{item}” is no port. Use whole numbers from 1 to 65535.")),
        Ok(port) => Ok(port),
    };
    items.into_iter().map(port).collect()
}

fn networks(raw: &Raw) -> Result<Vec<IpNet>, String> {
    let items: Vec<&str> = match raw {
        Raw::List(items) => items.iter().map(String::as_str).collect(),
        Raw::Words(words) => words.split([',', ' ']).filter(|word| !word.is_empty()).collect(),
        _ => return Err("It must be a list of addresses or networks in square brackets.".into()),
    };
    items.into_iter().map(network).collect()
}

fn network(item: &str) -> Result<IpNet, String> {
    let network: IpNet = match item.parse::<IpAddr>() {
        Ok(address) => address.into(),
        Err(_) => item.parse().map_err(|_| format!("“{item}” is neither an IP address nor a network."))?,
    };
    if network.prefix_len() == 0 {
        return Err(format!("{item} means every address there is, and that is never safe here. Name the networks."));
    }
    Ok(network.trunc())
}

/// A misspelt level would be taken as the name of a module, and the log would stay silent for
/// ever; so a word alone has to be a level.
fn log_filter(text: &str) -> Result<String, String> {
    let is_level =
        |word: &str| ["off", "error", "warn", "info", "debug", "trace"].contains(&word.to_lowercase().as_str());
    let has_stray_word = text.split(',').any(|part| !part.contains(['=', '[']) && !is_level(part.trim()));
    if has_stray_word || EnvFilter::builder().parse(text).is_err() {
        return Err("It must be error, warn, info, debug, trace or off, where wished followed by levels for \
                    modules."
            .into());
    }
    Ok(text.to_owned())
}

fn without_password(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => format!("{}://…{}", &text[..scheme], &text[at..]),
        _ => text.to_owned(),
    }
}

fn quoted(words: &[impl AsRef<str>]) -> Vec<String> {
    words.iter().map(|word| format!("\"{}\"", word.as_ref())).collect()
}
