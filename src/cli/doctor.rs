//! `deskbell doctor`: everything that is wrong, at once, and nothing changed.

use std::{path::Path, process::ExitCode};

use crate::{
    base::Secret,
    config::{Config, Problems},
    db::{DataFolder, Db, FolderError, free_bytes},
    http::tls,
    sites::{site_key, views},
};

/// What one look has found.
enum Finding {
    Good(String),
    /// It works, but the administrator should know.
    Note(String),
    Bad(String),
}

/// Looks at everything and prints a line for each finding. The exit code is 78 where something is wrong.
pub fn run(loaded: Result<Config, Problems>) -> ExitCode {
    let config = match loaded {
        Ok(config) => config,
        Err(problems) => {
            report(&[Finding::Bad(problems.to_string().trim_end().to_owned())]);
            return ExitCode::from(78);
        }
    };
    let mut findings = vec![configuration(&config), public_address(&config)];
    findings.extend(certificate(&config));
    findings.extend(folder(&config));
    report(&findings);
    let is_sound = !findings.iter().any(|finding| matches!(finding, Finding::Bad(_)));
    if is_sound { ExitCode::SUCCESS } else { ExitCode::from(78) }
}

#[expect(clippy::print_stdout, reason = "the findings are what was asked for")]
fn report(findings: &[Finding]) {
    for finding in findings {
        match finding {
            Finding::Good(text) => println!("ok    {text}"),
            Finding::Note(text) => println!("note  {text}"),
            Finding::Bad(text) => println!("wrong {text}"),
        }
    }
}

fn configuration(config: &Config) -> Finding {
    Finding::Good(match &config.file {
        Some(file) => format!("The configuration {} is valid.", file.display()),
        None => "There is no configuration file; the defaults are used.".to_owned(),
    })
}

fn public_address(config: &Config) -> Finding {
    match &config.public_url {
        Some(url) if url.is_https() => Finding::Good(format!("Links begin with {}.", url.origin())),
        Some(url) => Finding::Note(format!("Links begin with {}: over plain HTTP others in the network can read along. Use HTTPS in public.", url.origin())),
        None => Finding::Note("public_url is not set: links use the address of the set-up request. Set it before you go public: public_url = \"https://chat.example.com\".".to_owned()),
    }
}

fn certificate(config: &Config) -> Option<Finding> {
    let files = config.tls.as_ref()?;
    Some(match tls::load(&files.cert, &files.key) {
        Ok(_) => Finding::Good("Certificate and key fit together.".to_owned()),
        Err(error) => Finding::Bad(error.to_string()),
    })
}

fn folder(config: &Config) -> Vec<Finding> {
    let path = &config.data_dir;
    if !path.exists() {
        return vec![Finding::Good(format!(
            "The data folder {} does not exist yet; the first start makes it.",
            path.display()
        ))];
    }
    let mut findings = vec![space(path, config.storage.min_free_bytes)];
    match DataFolder::claim(path) {
        Ok(folder) => {
            let database = database(&folder);
            let is_sound = !matches!(database, Finding::Bad(_));
            findings.push(database);
            if is_sound {
                findings.extend(site_keys(&folder, config));
            }
            // An unclean stop stays noted: the next start must read the whole database before it serves.
            folder.give_back();
        }
        Err(FolderError::InUse(_)) => {
            findings.push(Finding::Note(format!(
                "The data folder {} is in use by a running Deskbell; its database was not looked at.",
                path.display()
            )));
        }
        Err(error) => findings.push(Finding::Bad(error.to_string())),
    }
    findings
}

fn space(path: &Path, min_free_bytes: u64) -> Finding {
    match free_bytes(path) {
        Some(free) if free < min_free_bytes => Finding::Bad(format!(
            "The disk of {} has {} MiB left; below {} MiB nothing new is stored. Free some space.",
            path.display(),
            free >> 20,
            min_free_bytes >> 20
        )),
        Some(free) => Finding::Good(format!("The disk of {} has {} MiB left.", path.display(), free >> 20)),
        None => Finding::Note(format!("The free space of {} is not known.", path.display())),
    }
}

fn database(folder: &DataFolder) -> Finding {
    if !folder.database().exists() {
        return Finding::Good("There is no database yet; the first start makes it.".to_owned());
    }
    match Db::inspect(folder) {
        Ok(schema) => Finding::Good(format!("The database is sound (schema {schema}).")),
        Err(error) => Finding::Bad(error.to_string()),
    }
}

/// Whether the keys on people's websites still fit the server secret, which may have been changed or lost.
fn site_keys(folder: &DataFolder, config: &Config) -> Option<Finding> {
    if !folder.database().exists() {
        return None;
    }
    let kept = match &config.secret {
        Some(secret) => Ok(Some(Secret::new(secret.expose().to_owned()))),
        None => folder.kept_secret(),
    };
    // A secret that is lost is made anew at the next start, and fits no key.
    let fingerprint = match kept {
        Ok(secret) => secret.map(|secret| site_key::fingerprint(&secret)).unwrap_or_default(),
        Err(error) => return Some(Finding::Bad(error.to_string())),
    };
    let foreign = Db::ask(folder, |connection| views::keys_of_another_secret(connection, &fingerprint));
    match foreign {
        Ok(None) => None,
        Ok(Some(Ok(names))) if names.is_empty() => {
            Some(Finding::Good("The site keys fit the server secret.".to_owned()))
        }
        Ok(Some(Ok(names))) => Some(Finding::Bad(format!(
            "The server secret is not the one that these site keys were made with, so they open nothing: {}. Restore the \
             secret from a backup, or make new keys in the console and put them on your pages.",
            names.join(", ")
        ))),
        Ok(Some(Err(error))) => Some(Finding::Bad(error.to_string())),
        Err(error) => Some(Finding::Bad(error.to_string())),
    }
}
