//! The command line: one file for each subcommand.

pub mod demo;
mod doctor;
mod openapi;
mod serve;
pub mod setup;
pub mod terminal;
mod typescript;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::config::{Config, LogFormat, of_this_process};

/// A customer messenger in one executable.
#[derive(Parser)]
#[command(version, about, disable_help_subcommand = true)]
struct Arguments {
    /// The configuration file. Without it, ./config.toml is read if it exists.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (the default).
    Serve,
    /// Make the first administrator without a browser, or reset a password. Deskbell must not be running.
    Setup(setup::Arguments),
    /// Check configuration, data folder and database, and say everything that is wrong.
    Doctor,
    /// Fill an empty instance with a believable shop: customers, orders, conversations.
    Demo,
    /// Print the OpenAPI document of the public API.
    Openapi(openapi::Arguments),
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(Command::Openapi(arguments)) = &arguments.command {
        return openapi::run(arguments);
    }
    let loaded = Config::load(arguments.config.as_deref(), of_this_process());
    if let Some(Command::Doctor) = arguments.command {
        return doctor::run(loaded);
    }
    let config = match loaded {
        Ok(config) => config,
        Err(problems) => return fail(problems.to_string().trim_end(), 78),
    };
    start_log(&config);
    match arguments.command.unwrap_or(Command::Serve) {
        Command::Serve => serve::run(config),
        Command::Setup(arguments) => setup::run(&config, arguments),
        Command::Demo => demo::run(&config),
        // Both were run above.
        Command::Doctor | Command::Openapi(_) => ExitCode::SUCCESS,
    }
}

/// Says what is wrong on standard error and answers the exit code.
#[expect(clippy::print_stderr, reason = "the last words of the process, for the person who started it")]
fn fail(sentence: &str, code: u8) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(code)
}

/// What a browser opens to reach this Deskbell: `public_url`, or else the address it listens on. `None` where it listens
/// on every address of the machine: that is none to open.
fn own_address(config: &Config) -> Option<String> {
    match &config.public_url {
        Some(url) => Some(url.origin().to_owned()),
        None if config.listen.ip().is_unspecified() => None,
        None => Some(local_address(config, &config.listen.to_string())),
    }
}

fn local_address(config: &Config, host: &str) -> String {
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// Threads: two for each core at most wait on the disk; the rest of the work is asynchronous.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().max_blocking_threads(64).enable_all().build()
}

fn start_log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::new(&config.log);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    // A second log in one process is no reason to fail: the first one stays.
    let _ = match config.log_format {
        LogFormat::Json => log.json().try_init(),
        LogFormat::Text => log.try_init(),
    };
}
