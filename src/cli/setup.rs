//! `deskbell setup`: the first administrator without a browser, and a way back in for who is locked out.
//!
//! Both open the data folder, so Deskbell must not be running on it.

use std::{fmt, process::ExitCode};

use super::{fail, runtime, terminal};
use crate::{
    accounts::{
        AgentName, EmailAddress, Password, Passwords,
        actions::{self, NewAgent},
    },
    base::{Actor, Clock, Error, Random, Role, Secret},
    config::Config,
    console::claim::{Claim, claim},
    db::{DataFolder, Db, DbOptions, FolderError},
    settings::WorkspaceName,
};

/// The flags of `deskbell setup`.
#[derive(clap::Args)]
#[group(multiple = true)]
pub struct Arguments {
    /// The name your customers know your business by.
    #[arg(long, required_unless_present = "reset_password")]
    business: Option<String>,
    /// The first administrator's name.
    #[arg(long, required_unless_present = "reset_password")]
    name: Option<String>,
    /// The first administrator's e-mail address.
    #[arg(long, required_unless_present = "reset_password")]
    email: Option<String>,
    /// Give the account with this address a new password instead, and end all its sessions.
    #[arg(long, value_name = "EMAIL", conflicts_with_all = ["business", "name", "email"])]
    reset_password: Option<String>,
    /// With --reset-password: also switch off two-factor sign-in, for who has lost the app and the recovery codes.
    #[arg(long, requires = "reset_password")]
    without_two_factor: bool,
    /// Read the password from the first line of standard input, for scripts.
    #[arg(long)]
    password_stdin: bool,
}

/// Runs the command: exit code 0 and one line, or what is wrong.
pub fn run(config: &Config, arguments: Arguments) -> ExitCode {
    let folder = match DataFolder::claim(&config.data_dir) {
        Ok(folder) => folder,
        Err(error) => return fail(&explain(&error), 73),
    };
    let db = match Db::open(&folder, &DbOptions::default(), Clock::system(), Random::from_system()) {
        Ok(db) => db,
        Err(error) => return fail(&error.to_string(), 74),
    };
    let read = if arguments.password_stdin { terminal::password_from_stdin() } else { terminal::ask_new_password() };
    let password = match read {
        Ok(password) => password,
        Err(error) => {
            drop(db);
            folder.release();
            return fail(&error.to_string(), 64);
        }
    };
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("Deskbell cannot start its threads: {error}."), 71),
    };
    let done = runtime.block_on(async {
        let done = act(&db, config, &arguments, password).await;
        db.close().await;
        done
    });
    folder.release();
    match done {
        Ok(line) => say(&line),
        Err(refused) => fail(&refused.to_string(), 65),
    }
}

#[expect(clippy::print_stdout, reason = "the line that says what was done")]
fn say(line: &str) -> ExitCode {
    println!("{line}");
    ExitCode::SUCCESS
}

async fn act(db: &Db, config: &Config, arguments: &Arguments, password: Secret<String>) -> Result<String, Refused> {
    let passwords = Passwords::new(Random::from_system());
    if let Some(email) = &arguments.reset_password {
        let lost = Lost { email, password: &password, two_factor: arguments.without_two_factor };
        return reset_password(db, &passwords, lost).await;
    }
    let Some(address) = super::own_address(config) else {
        return Err(Refused(vec![format!(
            "Deskbell listens on {}, which is every address of this machine and none a browser can open. Say which one links shall use, for example DESKBELL_PUBLIC_URL=https://chat.example.com, and run this again.",
            config.listen
        )]));
    };
    let told = FirstAdministrator {
        business: arguments.business.as_deref().unwrap_or(""),
        name: arguments.name.as_deref().unwrap_or(""),
        email: arguments.email.as_deref().unwrap_or(""),
        password,
        address: &address,
    };
    set_up(db, &passwords, told).await
}

/// What `deskbell setup` was told.
pub struct FirstAdministrator<'a> {
    pub business: &'a str,
    pub name: &'a str,
    pub email: &'a str,
    pub password: Secret<String>,
    /// What links begin with: `public_url`, or the address this Deskbell will listen on where that is empty.
    pub address: &'a str,
}

/// Why nothing was done: lines for the person who typed the command.
#[derive(Debug)]
pub struct Refused(pub Vec<String>);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for Refused {}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(errors) => Self(errors.iter().map(|error| error.detail.clone()).collect()),
            Error::Internal(fault) => Self(vec![format!("Nothing was changed: {:#}.", fault.source)]),
            other => Self(vec![other.to_string()]),
        }
    }
}

/// Claims a fresh Deskbell. Answers the line to print.
///
/// # Errors
/// Every wrong answer at once, each with its flag; or that this Deskbell is set up already.
pub async fn set_up(db: &Db, passwords: &Passwords, told: FirstAdministrator<'_>) -> Result<String, Refused> {
    let mut wrong = Vec::new();
    let business =
        WorkspaceName::parse(told.business).map_err(|sentence| wrong.push(format!("--business: {sentence}"))).ok();
    let name = AgentName::parse(told.name).map_err(|sentence| wrong.push(format!("--name: {sentence}"))).ok();
    let email = EmailAddress::parse(told.email).map_err(|sentence| wrong.push(format!("--email: {sentence}"))).ok();
    let about = [told.email, told.business, told.name];
    let password = Password::parse(told.password.reveal(), &about)
        .map_err(|sentence| wrong.push(format!("Password: {sentence}")))
        .ok();
    let (Some(business), Some(name), Some(email), Some(password)) = (business, name, email, password) else {
        return Err(Refused(wrong));
    };
    let password_hash = passwords.hash(&password).await?;
    let address = told.address.trim_end_matches('/').to_owned();
    let line = format!(
        "{} is set up. Start Deskbell and sign in at {address}/sign-in as {}.",
        business.as_str(),
        email.as_str()
    );
    let new =
        Claim { business, owner: NewAgent { email, name, role: Role::Owner, password_hash }, setup_address: address };
    db.write_essential(move |tx| claim(tx, new, None)).await?;
    Ok(line)
}

/// What somebody cannot sign in with any more.
pub struct Lost<'a> {
    pub email: &'a str,
    /// The one from now on.
    pub password: &'a Secret<String>,
    /// Whether the second factor is lost too.
    pub two_factor: bool,
}

/// Gives an account a new password and ends all its sessions. Answers the line to print.
///
/// # Errors
/// A wrong address or password, or no such account.
pub async fn reset_password(
    db: &Db,
    passwords: &Passwords,
    Lost { email, password, two_factor }: Lost<'_>,
) -> Result<String, Refused> {
    let parsed =
        EmailAddress::parse(email).map_err(|sentence| Refused(vec![format!("--reset-password: {sentence}")]))?;
    let password = Password::parse(password.reveal(), &[email])
        .map_err(|sentence| Refused(vec![format!("Password: {sentence}")]))?;
    let hash = passwords.hash(&password).await?;
    let reset =
        db.write_essential(move |tx| actions::reset_password(tx, &Actor::System, (&parsed, &hash), two_factor)).await;
    match reset {
        Ok(agent) => {
            let also = if two_factor { " Two-factor sign-in is off." } else { "" };
            Ok(format!(
                "The password of {} is changed and every session has ended.{also} Start Deskbell and sign in.",
                agent.email
            ))
        }
        Err(Error::NotFound(_)) => {
            Err(Refused(vec![format!("No account has the address {email}. Check it; nothing was changed.")]))
        }
        Err(error) => Err(error.into()),
    }
}

/// Why the data folder cannot be used, for these commands: the usual cause is that Deskbell runs.
pub fn explain(error: &FolderError) -> String {
    match error {
        FolderError::InUse(path) => format!(
            "Deskbell is running on the data folder {}. Stop Deskbell first, run this command again, and start Deskbell after it.",
            path.display()
        ),
        FolderError::Unusable(..) => error.to_string(),
    }
}
