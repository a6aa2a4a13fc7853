//! `DESKBELL_*` variables: each key of the file has one, and two exist only here, the secret and
//! the name of the file.

use std::path::PathBuf;

use super::key::Key;
use super::problems::{Place, Problem, Problems};
use super::readings::Entry;
use super::secret::{SECRET_CHARS_MIN, ServerSecret};
use super::shape::Raw;
use crate::base::json::nearest;

const PREFIX: &str = "DESKBELL_";
const FILE_VARIABLE: &str = "DESKBELL_CONFIG";
const SECRET_VARIABLE: &str = "DESKBELL_SECRET";

/// What the variables say.
#[derive(Default)]
pub(super) struct Environment {
    pub entries: Vec<Entry>,
    pub file: Option<PathBuf>,
    pub secret: Option<ServerSecret>,
}

/// Lists this process's variables. Unlike `std::env::vars` it does not panic on a variable of
/// somebody else's that is not text.
pub fn of_this_process() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os().map(|(name, value)| (name.to_string_lossy().into_owned(), value.to_string_lossy().into_owned()))
}

/// Takes the variables that are meant for Deskbell, sorted by name so that problems are always
/// told in the same order.
pub(super) fn read(env: impl Iterator<Item = (String, String)>, problems: &mut Problems) -> Environment {
    let mut variables: Vec<(String, String)> =
        env.filter(|(name, _)| name.starts_with(PREFIX) && !is_made_by_an_orchestrator(name)).collect();
    variables.sort();

    let mut environment = Environment::default();
    for (name, value) in variables {
        match name.as_str() {
            FILE_VARIABLE => environment.file = Some(PathBuf::from(value)).filter(|p| !p.as_os_str().is_empty()),
            SECRET_VARIABLE => match ServerSecret::parse(value) {
                Ok(secret) => environment.secret = Some(secret),
                Err(reason) => problems.add(bad_secret(reason)),
            },
            _ => match super::keys().find(|key| key.variable() == name) {
                Some(key) => {
                    environment.entries.push(Entry { key, raw: Raw::Words(value), place: Place::Variable(name) })
                }
                None => problems.add(unknown(name)),
            },
        }
    }
    environment
}

/// Kubernetes and Docker links put `NAME_SERVICE_HOST`, `NAME_PORT_8080_TCP` and the like into
/// every container beside a service called "deskbell". They are not settings.
fn is_made_by_an_orchestrator(name: &str) -> bool {
    name == "DESKBELL_PORT"
        || name == "DESKBELL_NAME"
        || name.starts_with("DESKBELL_PORT_")
        || name.starts_with("DESKBELL_SERVICE_")
}

fn bad_secret(reason: String) -> Problem {
    Problem {
        key: SECRET_VARIABLE.into(),
        value: None,
        place: Place::Variable(SECRET_VARIABLE.into()),
        reason,
        example: Some(format!("{SECRET_VARIABLE}=\"$(openssl rand -hex {SECRET_CHARS_MIN})\"")),
    }
}

fn unknown(name: String) -> Problem {
    let variables: Vec<_> = super::keys().map(Key::variable).collect();
    let known: Vec<_> = variables.iter().map(String::as_str).chain([FILE_VARIABLE, SECRET_VARIABLE]).collect();
    let reason = match nearest(&name, &known) {
        Some(meant) => format!("There is no such variable. Did you mean {meant}?"),
        None => "There is no such variable. `config.example.toml` lists them all.".into(),
    };
    Problem { key: name.clone(), value: None, place: Place::Variable(name), reason, example: None }
}
