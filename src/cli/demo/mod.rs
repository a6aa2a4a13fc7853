//! `deskbell demo`: fills an empty instance with a believable shop, so that a newcomer sees what a full inbox is like.
//!
//! Everything goes through the same actions that people and servers use, on a clock that walks through the last
//! four weeks. An instance that knows anybody already is left alone.

mod catalogue;
mod people;
mod shop;
mod team;

use std::process::ExitCode;

use super::{fail, runtime};
use crate::{
    accounts::{self, AgentName, EmailAddress, Password, Passwords, actions::NewAgent},
    base::{Actor, Clock, Error, Random, Result, Role, ids::*, time},
    config::Config,
    console::claim::{Claim, claim},
    contacts,
    db::{DataFolder, Db, DbOptions, Snapshot},
    settings::{self, WorkspaceName},
    sites,
};

/// The demonstration's owner, where nobody has claimed the instance.
const EMAIL: &str = "mira@fernandfable.example";

/// How long the shop has been there, in milliseconds.
const SPAN_MS: i64 = 28 * time::DAY;

/// Fills the instance of this configuration.
#[expect(clippy::print_stdout, reason = "the lines that say what was done and how to sign in")]
pub fn run(config: &Config) -> ExitCode {
    let folder = match DataFolder::claim(&config.data_dir) {
        Ok(folder) => folder,
        Err(error) => return fail(&super::setup::explain(&error), 73),
    };
    let now = Clock::system().now();
    let clock = Clock::fixed(now.plus(-SPAN_MS));
    let db = match Db::open(&folder, &DbOptions::default(), clock.clone(), Random::from_system()) {
        Ok(db) => db,
        Err(error) => return fail(&error.to_string(), 74),
    };
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&format!("Deskbell cannot start its threads: {error}."), 71),
    };
    let address = super::own_address(config)
        .unwrap_or_else(|| super::local_address(config, &format!("localhost:{}", config.listen.port())));
    let filled = runtime.block_on(async {
        let filled = fill(&db, &clock, &address).await;
        db.close().await;
        filled
    });
    folder.release();
    match filled {
        Ok(lines) => {
            println!("{lines}");
            ExitCode::SUCCESS
        }
        Err(error) => fail(&error.to_string(), 65),
    }
}

/// Fills `db`, whose clock is `clock`, and answers the lines to print.
///
/// # Errors
/// `Conflict` where the instance knows somebody already.
pub async fn fill(db: &Db, clock: &Clock, address: &str) -> Result<String> {
    if db.read(contacts::views::is_anybody_known).await? {
        let sentence = "This instance knows customers already, so nothing was changed. Use an empty data folder: DESKBELL_DATA_DIR=./demo deskbell demo";
        return Err(Error::Conflict(sentence.to_owned()));
    }
    let mut lines = String::new();
    if db.read(settings::views::workspace).await?.is_none() {
        let password = claim_for_mira(db, address).await?;
        lines = format!(
            "Start Deskbell on this data folder and sign in at {address}/sign-in as {EMAIL} with the password {password}\n"
        );
    }
    let (agent, site) = db.read(first_agent_and_site).await?;
    let told = shop::fill(db, clock, (&agent, site)).await?;
    lines.push_str(&told);
    Ok(lines)
}

/// Claims the instance for the demonstration's owner and answers the password it was given.
async fn claim_for_mira(db: &Db, address: &str) -> Result<String> {
    let password = Random::from_system().base62(16);
    let parsed = Password::parse(&password, &[EMAIL]).map_err(Error::internal)?;
    let password_hash = Passwords::new(Random::from_system()).hash(&parsed).await?;
    let business = WorkspaceName::parse("Fern & Fable").map_err(Error::internal)?;
    let email = EmailAddress::parse(EMAIL).map_err(Error::internal)?;
    let name = AgentName::parse("Mira").map_err(Error::internal)?;
    let owner = NewAgent { email, name, role: Role::Owner, password_hash };
    let setup_address = address.to_owned();
    db.write(move |tx| claim(tx, Claim { business, owner, setup_address }, None)).await?;
    Ok(password)
}

fn first_agent_and_site(connection: &Snapshot) -> Result<(Actor, SiteId)> {
    let agent = accounts::views::first(connection)?.ok_or(Error::NotFound("agent"))?;
    let site = sites::views::all(connection)?.first().map(|site| site.id).ok_or(Error::NotFound("site"))?;
    Ok((agent.actor(), site))
}
