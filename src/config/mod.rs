//! The start-up tier of the configuration: what must be known before the database opens.
//!
//! Values come from three places, the later ones winning: the defaults in this module, a file
//! (`config.toml`), and `DESKBELL_*` variables. Everything that is wrong is collected and told at
//! once, each problem with its key, the value, the reason and an example, so that nobody mends a
//! file one error at a time. What an administrator changes while Deskbell runs (look, texts,
//! hours) is *not* here: that lives in the database and is edited in the console.
//!
//! Each section is a file that holds its keys beside the struct they fill.
//!
//! **Invariant:** the server secret, and the value of a name nobody knows, are never printed.

mod connections;
mod environment;
mod file;
mod key;
mod limits;
mod live;
mod net;
mod problems;
mod public_url;
mod readings;
mod secret;
mod server;
mod shape;
mod storage;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;

pub use connections::Connections;
pub use environment::of_this_process;
pub use key::{Key, Literal};
pub use limits::{Captcha, Limits};
pub use live::Live;
pub use net::Net;
pub use problems::{Place, Problem, Problems};
pub use public_url::PublicUrl;
pub use secret::ServerSecret;
pub use server::{LogFormat, Tls};
pub use storage::Storage;

use readings::Readings;

/// Everything Deskbell knows before it opens its database.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The file that was read, if there was one.
    pub file: Option<PathBuf>,
    /// Where to listen. Port 0 takes any free port.
    pub listen: SocketAddr,
    /// The only source of links when set; without it they use the address of the set-up request.
    pub public_url: Option<PublicUrl>,
    /// The folder that holds everything Deskbell keeps.
    pub data_dir: PathBuf,
    /// Certificate and key, when Deskbell itself speaks HTTPS.
    pub tls: Option<Tls>,
    /// Peers whose `Forwarded` and `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// What to log, as a checked `tracing` filter.
    pub log: String,
    pub log_format: LogFormat,
    pub storage: Storage,
    pub connections: Connections,
    pub limits: Limits,
    pub live: Live,
    pub net: Net,
    /// `DESKBELL_SECRET`. Without it a secret is made and kept in the data folder.
    pub secret: Option<ServerSecret>,
}

impl Config {
    /// Reads the file and the variables and checks all of it.
    ///
    /// `path` is the file named on the command line; without it `DESKBELL_CONFIG` names one, else
    /// `./config.toml` is read if it exists.
    ///
    /// # Errors
    /// Every problem there is, in the order a person would meet them.
    pub fn load(path: Option<&Path>, env: impl Iterator<Item = (String, String)>) -> Result<Config, Problems> {
        let mut problems = Problems::default();
        let environment = environment::read(env, &mut problems);
        let named = path.or(environment.file.as_deref());
        let from_file = file::read(named, &mut problems);
        let found = from_file.entries.into_iter().chain(environment.entries);
        let readings = Readings::take(found, &mut problems);

        let config = Config {
            file: from_file.path,
            listen: readings.address("listen"),
            public_url: readings.public_url("public_url"),
            data_dir: PathBuf::from(readings.text("data_dir")),
            tls: server::tls(&readings, &mut problems),
            trusted_proxies: readings.networks("trusted_proxies"),
            log: readings.text("log"),
            log_format: server::log_format(&readings),
            storage: Storage::from_readings(&readings),
            connections: Connections::from_readings(&readings),
            limits: Limits::from_readings(&readings),
            live: Live::from_readings(&readings, &mut problems),
            net: Net::from_readings(&readings),
            secret: environment.secret,
        };
        problems.sort_by_line();
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }
}

/// Lists every key there is, in the order of `config.example.toml`.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    [server::KEYS, storage::KEYS, connections::KEYS, limits::KEYS, live::KEYS, net::KEYS].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Loads a file with this text and these variables; problems come back as the block people see.
    fn load(text: &str, env: &[(&str, &str)]) -> Result<Config, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        let env = env.iter().map(|(name, value)| (name.to_string(), value.to_string()));
        Config::load(Some(&path), env)
            .map(|config| Config { file: None, ..config })
            .map_err(|problems| problems.to_string().replace(&path.display().to_string(), "config.toml"))
    }

    #[test]
    fn the_example_with_everything_uncommented_equals_the_defaults_and_names_every_key() {
        let example = include_str!("../../config.example.toml");
        let is_setting = |line: &str| line.starts_with('#') && line.contains(" = ") && !line.starts_with("# ");
        let uncommented: Vec<&str> =
            example.lines().map(|line| if is_setting(line) { &line[1..] } else { line }).collect();

        assert_eq!(load(&uncommented.join("\n"), &[]), load("", &[]));
        for key in keys() {
            let line = format!("#{} = {}", key.section_and_field().1, key.default);
            assert!(example.lines().any(|found| found == line), "the example lacks {line}");
        }
    }

    #[test]
    fn every_example_value_is_accepted_from_the_file_and_from_its_variable() {
        for key in keys().filter(|key| !key.name.starts_with("tls_")) {
            let line = format!("{} = {}", key.name, key.example);
            let variable = (key.variable(), key.example.as_words());

            let from_file = load(&line, &[]);

            assert_eq!(from_file, load("", &[(variable.0.as_str(), variable.1.as_str())]), "{}", key.name);
            assert_ne!(from_file, load("", &[]), "{}", key.name);
        }
    }

    #[test]
    fn all_problems_are_told_at_once_each_with_what_to_do() {
        let told = load(
            "listen = \"localhost\"\nreaders = 4\n[limits]\ninit_per_minut = 3\nmessages_burst = -1\n",
            &[("DESKBELL_LOG", "inof"), ("DESKBELL_LIVE_IDLE_S", "20"), ("DESKBELL_LISTN", "hush")],
        )
        .unwrap_err();

        for sentence in [
            "7 problems",
            "listen = \"localhost\"  (config.toml, line 1)",
            "Example: listen = \"0.0.0.0:8080\"",
            "“readers” belongs under [storage]",
            "Did you mean limits.init_per_minute?",
            "limits.messages_burst = -1  (config.toml, line 5)",
            "log = inof  (DESKBELL_LOG)",
            "longer than live.ping_s, which is 25",
            "Did you mean DESKBELL_LISTEN?",
        ] {
            assert!(told.contains(sentence), "{sentence:?} is missing in:\n{told}");
        }
        assert!(!told.contains("hush"), "the value of an unknown variable is shown");
    }

    #[test]
    fn a_broken_line_is_told_with_its_number() {
        let told = load("log = \"info\"\nlisten = 127.0.0.1:8080\n", &[]).unwrap_err();

        assert!(told.contains("listen  (config.toml, line 2)\n    This line cannot be read"), "{told}");
    }

    #[test]
    fn the_secret_is_never_shown() {
        let short = load("", &[("DESKBELL_SECRET", "rosebud")]).unwrap_err();
        let kept = load("", &[("DESKBELL_SECRET", &"rosebud".repeat(5))]).unwrap();

        assert!(!short.contains("rosebud") && !format!("{kept:?}").contains("rosebud"));
        assert_eq!(kept.secret.unwrap().expose(), "rosebud".repeat(5));
    }

    #[test]
    fn a_file_named_explicitly_must_be_there() {
        let told = Config::load(Some(Path::new("/nowhere/deskbell.toml")), std::iter::empty()).unwrap_err();

        assert!(told.to_string().contains("/nowhere/deskbell.toml\n    There is no such file."), "{told}");
    }
}
